"""Daily samples of how accounts and their posts fare, and what is said of them on the screens."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, literal_column, select
from sqlalchemy.dialects.sqlite import insert

from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.metrics import AccountSample, PostMetrics, PostSample
from pmsdesk.store.schema import account_sample, message, post_sample

POSTS_KEPT = timedelta(days=90)
_POSTED: Any = literal_column("message.parent = '' AND message.direction <> 'in'")
"""Written out and not bound, or SQLite would not see that the index ``message_posted`` serves."""


class SampleTable:
    """`ports.Samples` over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def last_day(self, account_id: str) -> date | None:
        """The day of the newest sample."""
        days = select(func.max(account_sample.c.day)).where(account_sample.c.account_id == account_id)
        newest: date | None = self._connection.execute(days).scalar_one()
        return newest

    def put(self, sample: AccountSample) -> None:
        """Keep *sample* as that of its day."""
        values = {
            "account_id": sample.account_id,
            "day": sample.day,
            "taken_at": sample.taken_at,
            "metrics": sample.metrics,
            "profile": sample.profile,
        }
        statement = insert(account_sample).values(values)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["account_id", "day"], set_=values))

    def put_posts(self, channel: Channel, day: date, posts: Sequence[PostMetrics]) -> None:
        """Keep what is known of *posts* on *day*, and forget samples of posts older than `POSTS_KEPT`."""
        self._connection.execute(delete(post_sample).where(post_sample.c.day < day - POSTS_KEPT))
        for post in posts:
            values = {"channel": channel, "remote_id": post.remote_id, "day": day, "metrics": post}
            statement = insert(post_sample).values(values)
            keys = ["channel", "remote_id", "day"]
            self._connection.execute(statement.on_conflict_do_update(index_elements=keys, set_={"metrics": post}))

    def own_posts(self, account: Account, since: datetime, most: int) -> Sequence[str]:
        """Remote ids of what the account posted since *since* and somebody here answered, newest first."""
        if not account.remote_id:
            return ()
        query = (
            select(message.c.remote_id)
            .where(
                message.c.channel == account.channel,
                message.c.author_remote_id == account.remote_id,
                message.c.sent_at >= since,
                _POSTED,
            )
            .order_by(message.c.sent_at.desc(), message.c.key.desc())
            .limit(most)
        )
        return self._connection.execute(query).scalars().all()


def of_account(connection: Connection, account_id: str, since: date) -> Sequence[AccountSample]:
    """Those of *since* and later, oldest first."""
    columns = account_sample.c
    query = (
        select(columns.account_id, columns.taken_at, columns.metrics, columns.profile)
        .where(columns.account_id == account_id, columns.day >= since)
        .order_by(columns.day)
    )
    return [AccountSample(*row) for row in connection.execute(query)]


def newest_of_post(connection: Connection, channel: Channel, remote_id: str) -> PostSample | None:
    """The newest sample of a post, None where none was taken."""
    query = (
        select(post_sample.c.day, post_sample.c.metrics)
        .where(post_sample.c.channel == channel, post_sample.c.remote_id == remote_id)
        .order_by(post_sample.c.day.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else PostSample(*row)
