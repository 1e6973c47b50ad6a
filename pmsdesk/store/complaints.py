"""The complaint register: numbers from leased blocks, follow-ups and photos."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, String, cast, exists, func, insert, select, update

from pmsdesk.domain.complaint import DRAFT, Attachment, Complaint
from pmsdesk.domain.errors import NotFound, NumbersUsedUp
from pmsdesk.domain.follow_up import FollowUp
from pmsdesk.store import transfers
from pmsdesk.store.attachments import AttachmentFolder
from pmsdesk.store.full_text import han
from pmsdesk.store.marks import NumberMarks
from pmsdesk.store.schema import (
    attachment,
    complaint,
    follow_up,
    number_block,
    operation,
)
from pmsdesk.store.writes import Writes

COLUMNS = tuple(c for c in complaint.c if c.name not in {"key", "han"})
ATTACHMENT_COLUMNS = tuple(c for c in attachment.c if c.name != "key")
FOLLOW_UP_COLUMNS = tuple(c for c in follow_up.c if c.name != "key")


def find_complaint(connection: Connection, *where: Any) -> Complaint | None:
    """The newest complaint that meets *where*, or None."""
    query = select(*COLUMNS).where(*where).order_by(complaint.c.key.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return None if row is None else Complaint(**row._mapping)


def photos(connection: Connection, complaint_id: str) -> tuple[Attachment, ...]:
    """The photos of a complaint, oldest first."""
    query = select(*ATTACHMENT_COLUMNS).where(attachment.c.complaint_id == complaint_id).order_by(attachment.c.key)
    return tuple(Attachment(**row._mapping) for row in connection.execute(query))


def is_draft() -> Any:
    """The condition that a complaint has no number yet, as a range that the index of numbers answers."""
    return complaint.c.number.between(DRAFT, DRAFT[:-1] + chr(ord(DRAFT[-1]) + 1))


class ComplaintTable:
    """`ports.Complaints` over one connection and the folder of photos."""

    def __init__(
        self,
        connection: Connection,
        folder: AttachmentFolder,
        writes: Writes | None = None,
        marks: NumberMarks | None = None,
    ) -> None:
        self._connection = connection
        self._folder = folder
        self._writes = writes or Writes(connection, noting=False)
        self._marks = marks

    def get(self, complaint_id: str) -> Complaint:
        """The complaint; raises `NotFound`."""
        found = find_complaint(self._connection, complaint.c.id == complaint_id)
        if found is None:
            raise NotFound(what=complaint_id)
        return found

    def of_conversation(self, conversation_id: str) -> Complaint | None:
        """The newest complaint made from the conversation, or None."""
        return find_complaint(self._connection, complaint.c.conversation_id == conversation_id)

    def put(self, changed: Complaint) -> None:
        """Insert or update by id; conversation and registration never change, the number only once, from a draft's."""
        self._writes.changing("complaint", changed.id)
        values = asdict(changed) | {"han": han(changed.complainant, changed.summary, changed.location)}
        updated = update(complaint).where(complaint.c.id == changed.id).values(values)
        if self._connection.execute(updated).rowcount == 0:
            self._connection.execute(insert(complaint).values(values))

    def next_serial(self, year: int) -> int:
        """The next official number of the leased blocks, lowest first; raises `NumbersUsedUp`.

        On a shared register a number is marked as given outside the file first: a file that goes back gives none twice.
        """
        blocks = (
            select(number_block.c.low, number_block.c.high, number_block.c.next)
            .where(number_block.c.year == year, number_block.c.next <= number_block.c.high)
            .order_by(number_block.c.low)
        )
        for low, high, following in self._connection.execute(blocks).all():
            serial = following if self._marks is None else self._marks.take(year, low, high, following)
            if serial is not None:
                self._connection.execute(
                    update(number_block)
                    .where(number_block.c.year == year, number_block.c.low == low)
                    .values(next=serial + 1)
                )
                return int(serial)
        raise NumbersUsedUp(year=year)

    def add_number_block(self, year: int, low: int, high: int) -> None:
        """Add the leased numbers *low* to *high*, both included; blocks never overlap."""
        self._connection.execute(insert(number_block).values(year=year, low=low, high=high, next=low))

    def drafts(self, staff_id: str) -> Sequence[Complaint]:
        """Complaints that *staff_id* registered on this seat and that have no number yet, oldest first.

        One whose number went to another's complaint is no draft: the register is about to reject it.
        """
        registered = exists().where(
            operation.c.subject == complaint.c.id,
            operation.c.kind == "complaint.registered",
            operation.c.actor_id == staff_id,
            func.json_extract(cast(operation.c.body, String), "$.facts.number").startswith(DRAFT),
        )
        query = select(*COLUMNS).where(is_draft(), registered).order_by(complaint.c.key)
        return [Complaint(**row._mapping) for row in self._connection.execute(query)]

    def has_number_block(self, year: int) -> bool:
        """Whether numbers of *year* were ever leased, used up or not."""
        found = select(number_block.c.year).where(number_block.c.year == year).limit(1)
        return self._connection.execute(found).scalar_one_or_none() is not None

    def add_follow_up(self, added: FollowUp) -> None:
        """Append to the log."""
        self._writes.adding("follow_up", added.id)
        self._connection.execute(insert(follow_up).values(asdict(added)))

    def add_attachment(self, added: Attachment, content: bytes, thumbnail: bytes) -> None:
        """Keep *content* and *thumbnail* under their sha256 and link them; on a shared register they wait to go up.

        Raises `ValueError` when *added* tells another sha or size. The files are durable before the link: a transaction
        that is rolled back leaves at most bytes nobody points to.
        """
        if len(content) != added.size or self._folder.write(content) != added.sha:
            raise ValueError("sha and size of an attachment must be its content's")
        if self._folder.write(thumbnail) != added.thumbnail:
            raise ValueError("the sha of a thumbnail must be its content's")
        self._writes.adding("attachment", added.id)
        self._connection.execute(insert(attachment).values(asdict(added)))
        if self._writes.noting:
            transfers.send(self._connection, added, len(thumbnail))

    def want_photo(self, sha: str) -> bool:
        """Let the photo or thumbnail come down; False when it is here, or nobody has it."""
        return not self._folder.has(sha) and self._writes.noting and transfers.want(self._connection, sha)

    def attachments(self, complaint_id: str) -> Sequence[Attachment]:
        """The photos, oldest first."""
        return photos(self._connection, complaint_id)
