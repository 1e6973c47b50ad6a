"""Replies, their versions, decisions and publications; the triggers of the schema refuse what four eyes forbid."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, exists, insert, select, update

from pmsdesk.domain.account import Channel
from pmsdesk.domain.approval import Approval
from pmsdesk.domain.errors import NotFound
from pmsdesk.domain.publication import Publication, PublicationState
from pmsdesk.domain.reply import Clearance, Reply, ReplyState, Version, Way, canonical, fingerprint
from pmsdesk.store.schema import (
    approval,
    clearance,
    publication,
    publishable,
    reply,
    reply_version,
)
from pmsdesk.store.writes import Writes

REPLY_COLUMNS = tuple(c for c in reply.c if c.name != "key")
VERSION_COLUMNS = tuple(c for c in reply_version.c if c.name != "key")
APPROVAL_COLUMNS = tuple(c for c in approval.c if c.name != "key")
PUBLICATION_COLUMNS = tuple(publication.c)

MOST_OTHERS = 500
"""A read-back looks no further back than that many of ours."""


def find_reply(connection: Connection, *where: Any) -> Reply | None:
    """The newest reply that meets *where*, with its versions, or None.

    One of which no version is here yet (the register told of it in the page before) is none.
    """
    written = exists().where(reply_version.c.reply_id == reply.c.id)
    query = select(*REPLY_COLUMNS).where(*where, written).order_by(reply.c.key.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    versions = select(*VERSION_COLUMNS).where(reply_version.c.reply_id == row.id).order_by(reply_version.c.number)
    return Reply(**row._mapping, versions=tuple(Version(**v._mapping) for v in connection.execute(versions)))


def find_publication(connection: Connection, reply_id: str) -> Publication | None:
    """The publication of the reply's newest published version, or None."""
    query = (
        select(*PUBLICATION_COLUMNS)
        .join(reply_version, reply_version.c.id == publication.c.version_id)
        .where(publication.c.reply_id == reply_id)
        .order_by(reply_version.c.number.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else Publication(**row._mapping)


def decisions(connection: Connection, reply_id: str) -> tuple[Approval, ...]:
    """Every decision on the reply, oldest first."""
    query = select(*APPROVAL_COLUMNS).where(approval.c.reply_id == reply_id).order_by(approval.c.key)
    return tuple(Approval(**row._mapping) for row in connection.execute(query))


class ReplyTable:
    """`ports.Replies` over one connection."""

    def __init__(self, connection: Connection, writes: Writes | None = None) -> None:
        self._connection = connection
        self._writes = writes or Writes(connection, noting=False)

    def get(self, reply_id: str) -> Reply:
        """The reply with its versions; raises `NotFound`."""
        found = find_reply(self._connection, reply.c.id == reply_id)
        if found is None:
            raise NotFound(what=reply_id)
        return found

    def open_reply(self, conversation_id: str, target: str, way: Way = Way.PUBLIC) -> Reply | None:
        """The newest reply of *way* to *target* that is not sent, in any state."""
        sent = exists().where(publication.c.reply_id == reply.c.id, publication.c.state == PublicationState.SENT)
        return find_reply(
            self._connection,
            reply.c.conversation_id == conversation_id,
            reply.c.target == target,
            reply.c.way == way,
            ~sent,
        )

    def add(
        self,
        reply_id: str,
        conversation_id: str,
        account_id: str,
        target: str,
        state: ReplyState,
        way: Way = Way.PUBLIC,
        due_at: datetime | None = None,
    ) -> None:
        """Begin a reply, or a post."""
        self._writes.adding("reply", reply_id)
        values = {"id": reply_id, "conversation_id": conversation_id, "account_id": account_id, "target": target}
        self._connection.execute(insert(reply).values(values | {"state": state, "way": way, "due_at": due_at}))

    def add_version(self, version: Version) -> None:
        """Append a version; its text is stored in the canonical form that is hashed and sent.

        Raises `ValueError` when its sha is not its fingerprint.
        """
        if version.sha != fingerprint(version.text, version.media, version.account_id, version.target):
            raise ValueError("the sha of a version must be its fingerprint")
        self._writes.adding("reply_version", version.id)
        values = {name: getattr(version, name) for name in Version.__slots__}
        self._connection.execute(insert(reply_version).values(values | {"text": canonical(version.text)}))

    def set_state(self, reply_id: str, state: ReplyState) -> None:
        """Move the reply to *state*."""
        self._writes.touching("reply", reply_id)
        self._connection.execute(update(reply).where(reply.c.id == reply_id).values(state=state))

    def add_approval(self, decided: Approval) -> None:
        """Append a decision."""
        self._writes.adding("approval", decided.id)
        self._connection.execute(insert(approval).values(asdict(decided)))

    def add_clearance(self, version_id: str, sha: str, ground: Clearance, lexicon: str, at: datetime) -> None:
        """Append why a version may be published."""
        self._connection.execute(
            insert(clearance).values(version_id=version_id, sha=sha, ground=ground, lexicon=lexicon, created_at=at)
        )

    def publishable(self, version_id: str) -> bool:
        """Whether this version may be published now: newest, not returned, and cleared under the account's policy."""
        query = select(publishable.c.version_id).where(publishable.c.version_id == version_id)
        return self._connection.execute(query).one_or_none() is not None

    def others(self, sought: Publication) -> frozenset[str]:
        """What the network calls our others where this one is looked for: thread, talk with the person, or page."""
        query = select(publication.c.remote_id).where(
            publication.c.account_id == sought.account_id,
            publication.c.way == sought.way,
            publication.c.remote_id != "",
            publication.c.version_id != sought.version_id,
        )
        if sought.way is Way.PUBLIC:
            query = query.where(publication.c.thread == sought.thread)
        elif sought.way is Way.PRIVATE:
            query = query.where(publication.c.person == sought.person)
        newest = query.order_by(publication.c.sending_at.desc()).limit(MOST_OTHERS)
        return frozenset(self._connection.execute(newest).scalars())

    def publication_of(self, channel: Channel, remote_id: str) -> Publication | None:
        """The publication that the network calls *remote_id*, or None."""
        query = select(*PUBLICATION_COLUMNS).where(
            publication.c.channel == channel, publication.c.remote_id == remote_id, publication.c.remote_id != ""
        )
        row = self._connection.execute(query).one_or_none()
        return None if row is None else Publication(**row._mapping)

    def put_publication(self, changed: Publication) -> None:
        """Insert, or update the one of the same version. A withdrawn or rejected one stays beside a later version's."""
        self._writes.touching("reply", changed.reply_id)
        values = {c.name: getattr(changed, c.name) for c in PUBLICATION_COLUMNS}
        moved = update(publication).where(publication.c.version_id == changed.version_id).values(values)
        if self._connection.execute(moved).rowcount == 0:
            self._connection.execute(insert(publication).values(values))

    def publication(self, reply_id: str) -> Publication | None:
        """The publication of the newest version that has one."""
        return find_publication(self._connection, reply_id)

    def publications(self, *states: PublicationState) -> Sequence[Publication]:
        """All in one of *states*, oldest `not_before` first."""
        query = select(*PUBLICATION_COLUMNS).where(publication.c.state.in_(states))
        query = query.order_by(publication.c.not_before, publication.c.version_id)
        return [Publication(**row._mapping) for row in self._connection.execute(query)]
