"""Photos on their way between this seat and the register: what waits, and what came of one so far."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    String,
    and_,
    cast,
    delete,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from pmsdesk.domain.complaint import Attachment
from pmsdesk.domain.errors import StoreCorrupt
from pmsdesk.domain.events import ComplaintChanged, ConversationChanged, Event
from pmsdesk.domain.media import Attached
from pmsdesk.store.attachments import AttachmentFolder
from pmsdesk.store.schema import (
    attachment,
    complaint,
    reply,
    reply_version,
    transfer,
)

MOST_FAILURES = 5
"""How often one transfer is tried; one that was asked for again begins anew."""


class Way(StrEnum):
    """Which way a photo goes."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Transfer:
    """One file on its way; `size` in bytes, 0 where it is not known yet; `small` for thumbnails."""

    sha: str
    way: Way
    size: int
    media_type: str
    small: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many files wait, how many bytes they have as far as known, and how many were given up."""

    files: int
    size: int
    given_up: int


def send(connection: Connection, added: Attachment, thumbnail_size: int) -> None:
    """Let the photo *added* and its thumbnail go up."""
    _enlist(connection, Transfer(added.thumbnail, Way.UP, thumbnail_size, "image/jpeg", True))
    _enlist(connection, Transfer(added.sha, Way.UP, added.size, added.media_type, False))


def send_medium(connection: Connection, sha: str, size: int, mime: str) -> None:
    """Let a picture or video of a post go up."""
    _enlist(connection, Transfer(sha, Way.UP, size, mime, False))


def want_medium(connection: Connection, medium: Attached) -> None:
    """Let a picture or video of a post come down."""
    _enlist(connection, Transfer(medium.sha, Way.DOWN, 0, medium.mime, False))


def want(connection: Connection, sha: str) -> bool:
    """Let the photo or thumbnail *sha* come down; False when no row of the register names it."""
    named = select(attachment).where(or_(attachment.c.sha == sha, attachment.c.thumbnail == sha)).limit(1)
    row = connection.execute(named).one_or_none()
    if row is None:
        return False
    small = row.sha != sha
    _enlist(connection, Transfer(sha, Way.DOWN, 0 if small else row.size, row.media_type, small))
    return True


def _enlist(connection: Connection, new: Transfer) -> None:
    values = {"sha": new.sha, "way": new.way, "size": new.size, "media_type": new.media_type, "small": new.small}
    statement = insert(transfer).values(values | {"failures": 0})
    connection.execute(statement.on_conflict_do_update(index_elements=["sha", "way"], set_={"failures": 0}))


class Transfers:
    """The transfers of one store; each method is one short transaction, and none is open between two."""

    def __init__(self, writer: Engine, folder: AttachmentFolder) -> None:
        self._writer = writer
        self._folder = folder

    def waiting(self) -> tuple[Transfer, ...]:
        """What is to be moved: thumbnails first, then what a person here waits for, then what others may wait for."""
        columns = (transfer.c.sha, transfer.c.way, transfer.c.size, transfer.c.media_type, transfer.c.small)
        query = select(*columns).where(transfer.c.failures < MOST_FAILURES)
        order = (transfer.c.small.desc(), transfer.c.way, transfer.c.key)
        with self._writer.connect() as connection:
            found = connection.execute(query.order_by(*order).limit(200)).all()
        return tuple(Transfer(sha, Way(way), size, kind, small) for sha, way, size, kind, small in found)

    def totals(self) -> Waiting:
        """How much waits."""
        given_up = transfer.c.failures >= MOST_FAILURES
        query = select(func.count(), func.coalesce(func.sum(transfer.c.size), 0), func.count().filter(given_up))
        with self._writer.connect() as connection:
            return Waiting(*connection.execute(query.select_from(transfer)).one())

    def content(self, moved: Transfer) -> bytes:
        """What goes up; raises `NotFound`, `StoreCorrupt` when the file is no longer what it was."""
        return self._folder.read(moved.sha)

    def done(self, moved: Transfer) -> None:
        """It is there."""
        with self._writer.begin() as connection:
            connection.execute(delete(transfer).where(_is(moved)))

    def failed(self, moved: Transfer) -> None:
        """It did not become what its name says; what came of it is thrown away."""
        self._folder.parts(moved.sha).drop()
        with self._writer.begin() as connection:
            connection.execute(update(transfer).where(_is(moved)).values(failures=transfer.c.failures + 1))

    def chunks_here(self, moved: Transfer) -> int:
        """How many chunks came down before, also before the program was closed."""
        return self._folder.parts(moved.sha).count()

    def add(self, moved: Transfer, chunk: bytes) -> None:
        """Keep the next chunk. Raises `DiskFull`, `StoreError`."""
        self._folder.parts(moved.sha).append(chunk)

    def finish(self, moved: Transfer) -> tuple[Event, ...]:
        """All chunks are here: keep the file; which complaints show it. Raises `StoreCorrupt` when it is another."""
        parts = self._folder.parts(moved.sha)
        content = parts.joined()
        if hashlib.sha256(content).hexdigest() != moved.sha:
            raise StoreCorrupt("sha256 differs", path=parts.path)
        self._folder.write(content)
        parts.drop()
        with self._writer.begin() as connection:
            connection.execute(delete(transfer).where(_is(moved)))
            return tuple(_shown_in(connection, moved.sha))


def _is(moved: Transfer) -> ColumnElement[bool]:
    return and_(transfer.c.sha == moved.sha, transfer.c.way == moved.way)


def _shown_in(connection: Connection, sha: str) -> Iterable[Event]:
    query = (
        select(complaint.c.id, complaint.c.conversation_id, complaint.c.number)
        .join(attachment, attachment.c.complaint_id == complaint.c.id)
        .where(or_(attachment.c.sha == sha, attachment.c.thumbnail == sha))
        .distinct()
    )
    posts = (
        select(reply.c.conversation_id)
        .join(reply_version, reply_version.c.reply_id == reply.c.id)
        .where(literal_column("reply_version.media <> '[]'"), func.instr(cast(reply_version.c.media, String), sha) > 0)
        .distinct()
    )
    return [
        *(ComplaintChanged(*row) for row in connection.execute(query)),
        *(ConversationChanged(talk) for talk in connection.execute(posts).scalars()),
    ]
