"""The unit of work: one transaction by one person, in which every action also leaves an operation."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

import uuid_utils
from sqlalchemy import Connection, Engine, select
from sqlalchemy.dialects.sqlite import insert

from pmsdesk.domain.operation import CARRIES
from pmsdesk.domain.staff import SYSTEM_ID, Staff
from pmsdesk.services import moderation_ports, ports
from pmsdesk.store import operations, outbox
from pmsdesk.store.accounts import AccountTable
from pmsdesk.store.amendments import AmendmentTable
from pmsdesk.store.attachments import AttachmentFolder
from pmsdesk.store.complaints import ComplaintTable
from pmsdesk.store.conflicts import ConflictTable
from pmsdesk.store.conversations import ConversationTable
from pmsdesk.store.marks import NumberMarks
from pmsdesk.store.measures import MeasureTable
from pmsdesk.store.media import MediaFolder
from pmsdesk.store.people import PeopleTable, find_person
from pmsdesk.store.post_drafts import PostDraftTable
from pmsdesk.store.replies import ReplyTable
from pmsdesk.store.samples import SampleTable
from pmsdesk.store.schema import setting
from pmsdesk.store.writes import Write, Writes, share_out

REGISTER_DEVICE = "register.device"
"""The setting that names this seat on the shared register, a UUID; empty while it shares none."""
FIRST_DEVICE = "register.first_device"
"""The setting with the name under which a seat that was renamed joined; none while it still has that name."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a flow recorded, until the work is committed."""

    id: str
    kind: str
    subject: str
    facts: dict[str, object]


def fresh_id() -> str:
    """A UUIDv7."""
    return str(uuid_utils.uuid7())


def read_setting(connection: Connection, name: str, default: str = "") -> str:
    """The setting, or *default*."""
    found = connection.execute(select(setting.c.value).where(setting.c.name == name)).scalar_one_or_none()
    return default if found is None else str(found)


def write_setting(connection: Connection, name: str, value: str) -> None:
    """Keep *value* under *name*."""
    statement = insert(setting).values(name=name, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def first_device(connection: Connection) -> str:
    """The name under which this seat joined the shared register, "" for none: the keyring knows it by this one.

    A file that went back to before it was renamed finds there what was noted since.
    """
    return read_setting(connection, FIRST_DEVICE) or read_setting(connection, REGISTER_DEVICE)


class SqliteWork:
    """`ports.Work` over one write transaction, begun when entered; leaving without `commit` rolls back.

    Entering raises `StoreLocked` when another program writes for longer than the engine's patience.
    """

    accounts: ports.Accounts
    conversations: ports.Conversations
    amendments: ports.Amendments
    replies: ports.Replies
    complaints: ports.Complaints
    media: ports.Media
    moderation: moderation_ports.Measures
    people: ports.People
    conflicts: ports.Conflicts
    samples: ports.Samples
    post_drafts: ports.PostDrafts

    def __init__(
        self,
        engine: Engine,
        folder: AttachmentFolder,
        device: str,
        actor: Staff,
        clock: Callable[[], datetime],
        new_id: Callable[[], str] = fresh_id,
        vault: ports.Vault | None = None,
    ) -> None:
        self._engine = engine
        self._folder = folder
        self._device = device
        self._actor = actor
        self._clock = clock
        self._new_id = new_id
        self._vault = vault
        self._recorded: list[Recorded] = []

    def __enter__(self) -> Self:
        connection = self._engine.connect()
        try:
            connection.begin()
            if self._actor.id != SYSTEM_ID:
                self._actor = find_person(connection, self._actor.id) or replace(self._actor, active=False)
        except BaseException:
            connection.close()
            raise
        self._connection = connection
        at = self._clock()
        self._now = at - timedelta(microseconds=at.microsecond % 1000)
        self._shared_device = read_setting(connection, REGISTER_DEVICE)
        self._writes = Writes(connection, noting=bool(self._shared_device) and self._actor.id != SYSTEM_ID)
        marks = NumberMarks(self._vault, first_device(connection)) if self._shared_device else None
        self.accounts = AccountTable(connection, self._writes)
        self.conversations = ConversationTable(connection, self._writes)
        self.amendments = AmendmentTable(connection)
        self.replies = ReplyTable(connection, self._writes)
        self.complaints = ComplaintTable(connection, self._folder, self._writes, marks)
        self.media = MediaFolder(connection, self._folder, self._writes)
        self.moderation = MeasureTable(connection, self._writes)
        self.people = PeopleTable(connection)
        self.conflicts = ConflictTable(connection, self._writes)
        self.samples = SampleTable(connection)
        self.post_drafts = PostDraftTable(connection)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    @property
    def actor(self) -> Staff:
        """Who acts, as the file knows them when the unit of work begins; a stranger may do nothing."""
        return self._actor

    @property
    def joined(self) -> bool:
        """Whether this seat shares a register."""
        return bool(self._shared_device)

    def now(self) -> datetime:
        """The time the unit of work began, aware UTC, to the millisecond."""
        return self._now

    def new_id(self) -> str:
        """A fresh UUIDv7."""
        return self._new_id()

    def record(self, kind: str, subject: str, facts: Mapping[str, object]) -> None:
        """Append an operation to the outbox and audit trail when the work is committed, with the rows it wrote."""
        self._recorded.append(Recorded(self.new_id(), kind, subject, operations.plain(facts)))

    def setting(self, name: str, default: str = "") -> str:
        """The setting, or *default*."""
        return read_setting(self._connection, name, default)

    def set_setting(self, name: str, value: str) -> None:
        """Keep *value* under *name*."""
        write_setting(self._connection, name, value)

    def commit(self) -> None:
        """Make everything durable."""
        self._append_recorded()
        self._connection.commit()

    def _append_recorded(self) -> None:
        recorded, self._recorded = self._recorded, []
        if not self._shared_device or self._actor.id == SYSTEM_ID:
            for told in recorded:
                self._append(told, self._device)
            return
        writes = self._writes.drain(self._now)
        shares = share_out(writes, [told.kind for told in recorded])
        touched, self._writes.touched = self._writes.touched, set()
        for told, share in zip(recorded, shares, strict=True):
            if told.kind in CARRIES:
                self._append(told, self._shared_device, share)
                outbox.enlist(self._connection, told.id, touched | outbox.hung_on(told.kind, told.subject, told.facts))
            else:
                self._append(told, self._device)
        carried = {id(write) for share in shares for write in share}
        loose = {(write["t"], write.get("id") or write["row"]["id"]) for write in writes if id(write) not in carried}
        outbox.let_settle(self._connection, loose if any(told.kind in CARRIES for told in recorded) else touched)

    def _append(self, told: Recorded, device: str, writes: Sequence[Write] | None = None) -> None:
        actor, now = self._actor.id, self._now
        operations.append(self._connection, told.id, device, actor, now, told.kind, told.subject, told.facts, writes)
