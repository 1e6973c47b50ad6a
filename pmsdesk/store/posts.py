"""The read side of our own posts: what waits, what is for later, and what stands."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from pmsdesk.domain.account import Account
from pmsdesk.domain.media import attached
from pmsdesk.domain.publication import Publication, PublicationState
from pmsdesk.domain.reply import Reply, ReplyState, Way
from pmsdesk.services.reading import PostRow
from pmsdesk.store import messages
from pmsdesk.store.accounts import AccountTable
from pmsdesk.store.replies import decisions, find_publication, find_reply
from pmsdesk.store.schema import reply
from pmsdesk.store.thread import name_of

_OVER = frozenset({PublicationState.SENT, PublicationState.REJECTED, PublicationState.WITHDRAWN})


def rows(connection: Connection, limit: int) -> Sequence[PostRow]:
    """The newest *limit* posts: those under way first, the soonest due before the later; then the rest."""
    newest = select(reply.c.id).where(reply.c.way == Way.POST).order_by(reply.c.key.desc()).limit(limit)
    accounts = {account.id: account for account in AccountTable(connection).all()}
    found = (find_reply(connection, reply.c.id == post_id) for post_id in connection.execute(newest).scalars().all())
    posts = [_row(connection, post, accounts[post.account_id]) for post in found if post is not None]
    waiting = [post for post in posts if _is_under_way(post)]
    waiting.sort(key=lambda post: post.due_at or post.created_at)
    return [*waiting, *(post for post in posts if not _is_under_way(post))]


def _is_under_way(post: PostRow) -> bool:
    if post.publication is None:
        return post.state in (ReplyState.PENDING, ReplyState.RETURNED)
    return post.publication.state not in _OVER


def _row(connection: Connection, post: Reply, account: Account) -> PostRow:
    head = post.head
    sent = find_publication(connection, post.id)
    if sent is not None and sent.version_id != head.id:
        sent = None
    taken = [decision for decision in decisions(connection, post.id) if decision.version_id == head.id]
    return PostRow(
        reply_id=post.id,
        conversation_id=post.conversation_id,
        account=account,
        author_id=head.author_id,
        author_name=name_of(connection, head.author_id),
        text=head.text,
        media=attached(head.media),
        sha=head.sha,
        state=post.state,
        publication=sent,
        due_at=post.due_at,
        created_at=head.created_at,
        rules=tuple((f.clause, f.message, f.severity) for f in head.findings),
        decided=taken[-1].decision.value if taken else "",
        reason=taken[-1].reason if taken else "",
        permalink=_permalink(connection, account, sent),
    )


def _permalink(connection: Connection, account: Account, sent: Publication | None) -> str:
    """Where it is to be seen, "" until it stands there."""
    if sent is None or not sent.remote_id:
        return ""
    message = messages.by_remote_id(connection, account.channel, sent.remote_id)
    return "" if message is None else message.permalink
