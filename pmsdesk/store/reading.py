"""The read side over one pool of read-only connections: each question sees one state of the file."""

from array import array
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Engine, select

from pmsdesk.domain.account import Account
from pmsdesk.domain.exercise import TrainingRow
from pmsdesk.domain.metrics import AccountSample
from pmsdesk.domain.post_draft import PostDraft
from pmsdesk.domain.publication import Publication, PublicationState
from pmsdesk.domain.staff import Staff
from pmsdesk.services.moderation_ports import ModerationRow, ModerationView
from pmsdesk.services.reading import (
    PAUSED_SETTING,
    ApprovalRow,
    ApprovalView,
    ComplaintFilter,
    ComplaintRow,
    ComplaintView,
    ConflictRow,
    ConversationView,
    Counts,
    InboxFilter,
    InboxRow,
    NoticeRow,
    PostRow,
    SearchHit,
    SyncStatus,
    Waiting,
)
from pmsdesk.store import (
    accounts,
    approval_queue,
    inbox,
    moderation_queue,
    post_drafts,
    posts,
    register,
    samples,
    search,
    standing,
    thread,
    training,
)
from pmsdesk.store.attachments import AttachmentFolder
from pmsdesk.store.people import PeopleTable
from pmsdesk.store.replies import PUBLICATION_COLUMNS
from pmsdesk.store.schema import account, contact, conversation, publication, reply
from pmsdesk.store.work import read_setting

_UNFINISHED = (
    PublicationState.READY,
    PublicationState.CLAIMED,
    PublicationState.SENDING,
    PublicationState.UNSURE,
)


class SqliteRead:
    """`reading.Read`; may be shared by threads, each question borrows a connection of its own."""

    def __init__(self, engine: Engine, folder: AttachmentFolder) -> None:
        self._engine = engine
        self._folder = folder

    def inbox_first_page(self, wanted: InboxFilter, now: datetime, limit: int) -> Sequence[int]:
        """The first *limit* keys."""
        with self._engine.connect() as connection:
            return inbox.first_page(connection, wanted, now, limit)

    def inbox_keys(self, wanted: InboxFilter, now: datetime) -> "array[int]":
        """All keys in order (typecode ``q``)."""
        with self._engine.connect() as connection:
            return inbox.keys(connection, wanted, now)

    def inbox_rows(self, keys: Sequence[int], staff_id: str) -> Sequence[InboxRow]:
        """The rows of *keys*, in the same order, without those that are gone."""
        with self._engine.connect() as connection:
            return inbox.rows(connection, keys, staff_id)

    def conversation_key(self, conversation_id: str) -> int:
        """The list key of a conversation; raises `NotFound`."""
        with self._engine.connect() as connection:
            return thread.key_of(connection, conversation_id)

    def conversation(self, conversation_id: str, staff_id: str) -> ConversationView:
        """The whole view; raises `NotFound`."""
        with self._engine.connect() as connection:
            return thread.view(connection, conversation_id, staff_id)

    def counts(self, staff_id: str, now: datetime) -> Counts:
        """The numbers on the rail and tabs."""
        with self._engine.connect() as connection:
            return inbox.counts(connection, staff_id, now)

    def approvals(self, staff_id: str, decided: bool = False, limit: int = 500) -> Sequence[ApprovalRow]:
        """Replies that wait, or the last decisions."""
        with self._engine.connect() as connection:
            return approval_queue.rows(connection, staff_id, decided, limit)

    def approval(self, reply_id: str) -> ApprovalView:
        """One reply under review; raises `NotFound`."""
        with self._engine.connect() as connection:
            return approval_queue.view(connection, reply_id)

    def posts(self, limit: int = 200) -> Sequence[PostRow]:
        """Our posts: those under way first, the soonest due before the later; then the rest, newest first."""
        with self._engine.connect() as connection:
            return posts.rows(connection, limit)

    def moderations(self, staff_id: str, decided: bool = False, limit: int = 500) -> Sequence[ModerationRow]:
        """What was asked of comments: what waits, or what was decided last."""
        with self._engine.connect() as connection:
            return moderation_queue.rows(connection, staff_id, decided, limit)

    def moderation(self, measure_id: str) -> ModerationView:
        """One request under review; raises `NotFound`."""
        with self._engine.connect() as connection:
            return moderation_queue.view(connection, measure_id)

    def complaint_ids(self, wanted: ComplaintFilter, now: datetime) -> Sequence[str]:
        """Ids of the register's lines, newest first."""
        with self._engine.connect() as connection:
            return register.ids(connection, wanted, now)

    def complaint_rows(self, ids: Sequence[str]) -> Sequence[ComplaintRow]:
        """The lines of *ids*, in the same order, without those that are gone."""
        with self._engine.connect() as connection:
            return register.rows(connection, ids)

    def complaint_counts(self, now: datetime) -> dict[str, int]:
        """How many complaints each group holds."""
        with self._engine.connect() as connection:
            return register.counts(connection, now)

    def complaint(self, complaint_id: str) -> ComplaintView:
        """One complaint with its log and photos; raises `NotFound`."""
        with self._engine.connect() as connection:
            return register.view(connection, complaint_id)

    def photo(self, sha: str) -> bytes:
        """The bytes of a photo or thumbnail; raises `NotFound`, or `StoreCorrupt` when they were changed."""
        return self._folder.read(sha)

    def outbox(self) -> Sequence[tuple[Publication, str]]:
        """Publications not finished, oldest first, with the contact's handle."""
        query = (
            select(*PUBLICATION_COLUMNS, contact.c.handle)
            .join(reply, reply.c.id == publication.c.reply_id)
            .join(conversation, conversation.c.id == reply.c.conversation_id)
            .join(contact, contact.c.id == conversation.c.contact_id)
            .where(publication.c.state.in_(_UNFINISHED))
            .order_by(publication.c.not_before, publication.c.version_id)
        )
        with self._engine.connect() as connection:
            found = [dict(row._mapping) for row in connection.execute(query)]
        return [(Publication(**{k: v for k, v in row.items() if k != "handle"}), row["handle"]) for row in found]

    def search(self, text: str, limit: int = 50) -> Sequence[SearchHit]:
        """Newest first, over messages, complaints and contacts."""
        with self._engine.connect() as connection:
            return search.search(connection, text, limit)

    def accounts(self) -> Sequence[tuple[Account, datetime | None]]:
        """Accounts with the time of their last successful poll."""
        query = accounts.select_accounts().add_columns(account.c.polled_at)
        with self._engine.connect() as connection:
            return [(Account(*row[:-1]), row.polled_at) for row in connection.execute(query)]

    def paused(self) -> frozenset[str]:
        """Ids of the accounts that an administrator paused at this seat."""
        with self._engine.connect() as connection:
            return frozenset(read_setting(connection, PAUSED_SETTING).split())

    def staff(self) -> Sequence[Staff]:
        """Everyone, by name."""
        with self._engine.connect() as connection:
            return PeopleTable(connection).all()

    def labels(self) -> Sequence[str]:
        """Labels in use, by name."""
        with self._engine.connect() as connection:
            return inbox.labels(connection)

    def samples(self, account_id: str, since: date) -> Sequence[AccountSample]:
        """Daily samples of an account, oldest first."""
        with self._engine.connect() as connection:
            return samples.of_account(connection, account_id, since)

    def post_drafts(self, staff_id: str) -> Sequence[PostDraft]:
        """The posts that *staff_id* is writing, the last changed first."""
        with self._engine.connect() as connection:
            return post_drafts.of_author(connection, staff_id)

    def training(self, staff_id: str = "") -> Sequence[TrainingRow]:
        """The record of training done, newest first."""
        with self._engine.connect() as connection:
            return training.rows(connection, staff_id)

    def joined(self) -> bool:
        """Whether this seat shares a register."""
        with self._engine.connect() as connection:
            return standing.joined(connection)

    def sync_status(self, staff_id: str = "") -> SyncStatus:
        """How the seat stands with its register, as *staff_id* sees it."""
        with self._engine.connect() as connection:
            return standing.status(connection, staff_id)

    def waiting(self, limit: int = 200) -> Sequence[Waiting]:
        """What waits for the register, oldest first."""
        with self._engine.connect() as connection:
            return standing.waiting(connection, limit)

    def conflicts(self) -> Sequence[ConflictRow]:
        """Fields still in conflict, newest first."""
        with self._engine.connect() as connection:
            return standing.conflicts(connection)

    def notices(self) -> Sequence[NoticeRow]:
        """What the person must know, newest first."""
        with self._engine.connect() as connection:
            return standing.notices(connection)
