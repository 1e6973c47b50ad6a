"""What the screens read: rows of lists and whole views, and the Protocol that answers for them."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.amendment import Change
from pmsdesk.domain.approval import Approval
from pmsdesk.domain.capability import Capability
from pmsdesk.domain.complaint import Attachment, Complaint, ComplaintState
from pmsdesk.domain.contact import Contact
from pmsdesk.domain.conversation import Conversation, ConversationState
from pmsdesk.domain.exercise import TrainingRow
from pmsdesk.domain.finding import Severity
from pmsdesk.domain.follow_up import FollowUp
from pmsdesk.domain.media import Attached
from pmsdesk.domain.message import Message
from pmsdesk.domain.metrics import AccountSample, PostSample
from pmsdesk.domain.post_draft import PostDraft
from pmsdesk.domain.publication import Publication, PublicationState
from pmsdesk.domain.reply import Reply, ReplyState, Way
from pmsdesk.domain.staff import Staff
from pmsdesk.domain.triage import Jurisdiction, Kind
from pmsdesk.services.moderation_ports import ModerationLine, ModerationRow, ModerationView

LATE_SOON_HOURS = 4
"""A promise that ends within so many hours, or is broken already, stands in the view *Hampir lewat*."""

PAUSED_SETTING = "seat.paused"
"""The setting that holds the ids of the accounts paused at this seat, with spaces between them."""


class InboxTab(StrEnum):
    """The filters of the inbox."""

    OPEN = "open"
    MINE = "mine"
    WAITING = "waiting"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class InboxFilter:
    """Which conversations a list shows, and in which order.

    All but done are sorted by time left (`due_at`, those without a promise last, then newest), done by newest.
    `search` narrows by full text; `jurisdiction` and `late_within_hours` serve the saved views.
    """

    tab: InboxTab = InboxTab.OPEN
    staff_id: str = ""
    account_id: str = ""
    search: str = ""
    jurisdiction: Jurisdiction | None = None
    late_within_hours: int | None = None


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One painted row. `draft` begins what I typed and did not send; `pending` that a reply waits for approval."""

    key: int
    conversation_id: str
    channel: Channel
    account_handle: str
    contact_name: str
    contact_handle: str
    preview: str
    kind: Kind
    jurisdiction: Jurisdiction
    lead_agency: str
    road: str
    state: ConversationState
    last_at: datetime
    due_at: datetime | None
    assignee_name: str = ""
    draft: str = ""
    pending: bool = False
    we_spoke_last: bool = False
    urgent: bool = False
    labels: tuple[str, ...] = ()
    complaint_number: str = ""


class ItemKind(StrEnum):
    """What stands in a conversation."""

    MESSAGE = "message"
    NOTE = "note"
    REPLY = "reply"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class ThreadItem:
    """One bubble. For REPLY (ours, not on the network yet) `publication` or `reply_state` says where it is.

    `own` tells that our side wrote it, `way` whether to its reader alone, `sample` how a post of ours fared lately;
    `operation` the kind behind a SYSTEM line (``complaint.registered``) and `facts` what was recorded with it. Of a
    message `text` are its newest words, `earlier` those it had before, oldest first, `change` what became of it last
    and `changed_at` when that was seen; `measures` are what was asked of it, oldest first.
    """

    id: str
    kind: ItemKind
    author: str
    text: str
    at: datetime
    own: bool = False
    permalink: str = ""
    remote_id: str = ""
    capability: Capability | None = None
    sample: PostSample | None = None
    reply_state: str = ""
    publication: PublicationState | None = None
    words: str = ""
    operation: str = ""
    facts: dict[str, object] = field(default_factory=dict)
    way: Way = Way.PUBLIC
    earlier: tuple[str, ...] = ()
    change: Change | None = None
    changed_at: datetime | None = None
    measures: tuple[ModerationLine, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """One line of the audit trail."""

    at: datetime
    actor: str
    operation: str
    facts: dict[str, object]


@dataclass(frozen=True, slots=True)
class ConversationView:
    """Everything the conversation and context panes show.

    `unlisted` is how many comments here the network counts and shows in no list of its API.
    """

    conversation: Conversation
    account: Account
    contact: Contact
    parent: ThreadItem | None
    items: tuple[ThreadItem, ...]
    messages: tuple[Message, ...]
    complaint: Complaint | None
    past_complaints: tuple[Complaint, ...]
    history: tuple[HistoryItem, ...]
    draft: str
    note_draft: str
    reply: Reply | None
    publication: Publication | None
    return_reason: str
    assignee_name: str = ""
    private_draft: str = ""
    unlisted: int = 0


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """One reply that waits, or was decided (`decided_at`); oldest promise first.

    `rules` are seed clause, message and severity of the newest version's findings; `mine` tells that the asking person
    wrote part of it, and so cannot decide.
    """

    reply_id: str
    conversation_id: str
    author_name: str
    channel: Channel
    account_handle: str
    to_name: str
    to_handle: str
    preview: str
    rules: tuple[tuple[str, str, Severity], ...]
    due_at: datetime | None
    decided: str = ""
    mine: bool = False
    way: Way = Way.PUBLIC
    media: tuple[str, ...] = ()
    decided_at: datetime | None = None

    @property
    def id(self) -> str:
        """That of the reply."""
        return self.reply_id


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """One reply under review: what it answers, every version, every decision; `media` of the newest version."""

    reply: Reply
    account: Account
    contact: Contact
    answered: Message | None
    author_names: dict[str, str]
    approvals: tuple[Approval, ...]
    publication: Publication | None
    due_at: datetime | None
    history: tuple[HistoryItem, ...]
    way: Way = Way.PUBLIC
    media: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True)
class PostRow:
    """One post of ours as its page lists it: the newest version, and what became of it.

    `publication` is of that version, None while it waits for a supervisor; `due_at` None for as soon as it may be.
    `decided` is the last decision on it (``approved`` or ``returned``, "" for none) with its `reason`; `permalink` is
    "" until it stands on the network.
    """

    reply_id: str
    conversation_id: str
    account: Account
    author_id: str
    author_name: str
    text: str
    media: tuple[Attached, ...]
    sha: str
    state: ReplyState
    publication: Publication | None
    due_at: datetime | None
    created_at: datetime
    rules: tuple[tuple[str, str, Severity], ...] = ()
    decided: str = ""
    reason: str = ""
    permalink: str = ""


@dataclass(frozen=True, slots=True)
class ComplaintFilter:
    """Which complaints the register shows; `group` is all, new, forwarded, late or closed."""

    group: str = "all"
    search: str = ""
    jurisdiction: Jurisdiction | None = None
    agency: str = ""


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    """One line of the register. `first_reply_at` is None while the complainant waits, then `due_at` counts."""

    id: str
    number: str
    registered_at: datetime
    complainant: str
    category: str
    road: str
    location: str
    jurisdiction: Jurisdiction
    agencies: tuple[str, ...]
    state: ComplaintState
    due_at: datetime | None
    first_reply_at: datetime | None
    received_at: datetime
    channel: Channel
    summary: str
    conversation_id: str


@dataclass(frozen=True, slots=True)
class ComplaintView:
    """One complaint with its log and photos."""

    complaint: Complaint
    row: ComplaintRow
    registered_by: str
    follow_ups: tuple[tuple[FollowUp, str], ...]
    attachments: tuple[Attachment, ...]
    history: tuple[HistoryItem, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers on the rail and tabs."""

    open: int
    mine: int
    waiting: int
    pending_approvals: int
    complaints: int
    to_send: int
    unsure: int
    late_soon: int
    toll: int
    outside: int


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One result of a search everywhere.

    `what` is ``message``, ``complaint`` or ``contact``; `id` is what to open: a complaint's id, else a conversation's.
    `conversation_id` is the conversation it belongs to.
    """

    what: str
    id: str
    title: str
    excerpt: str
    at: datetime
    conversation_id: str


@dataclass(frozen=True, slots=True)
class Stuck:
    """An operation that does not get through: `why` in the register's words, and how often it was tried.

    `actor` is the name of who must sign in for it to be sent, "" where that is not the trouble.
    """

    operation: str
    subject: str
    why: str
    tries: int
    since: datetime
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the register has not answered yet: one operation of a kind, or `count` messages (kind ``message``)."""

    operation: str
    subject: str
    since: datetime
    count: int = 1


@dataclass(frozen=True, slots=True)
class Loading:
    """A first load under way: the `kind` that comes, `step` of `steps` kinds, and how many rows came so far."""

    kind: str
    step: int
    steps: int
    rows: int


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """How the seat stands with its shared register. `online_since` or `offline_since` is set once it was tried.

    `trouble` says in words why it is offline, `skew_s` is the register's clock minus ours; `waiting` counts operations
    without a verdict and messages not sent, `oldest` is when the first of them was done, `news` counts unseen notices.
    """

    joined: bool
    online_since: datetime | None = None
    offline_since: datetime | None = None
    trouble: str = ""
    waiting: int = 0
    oldest: datetime | None = None
    stuck: tuple[Stuck, ...] = ()
    pulled_at: datetime | None = None
    loading: Loading | None = None
    conflicts: int = 0
    news: int = 0
    skew_s: float = 0.0
    checked_at: datetime | None = None
    healed_at: datetime | None = None

    @property
    def online(self) -> bool:
        """Whether the register was reached the last time it was tried."""
        return self.online_since is not None


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One field two people set differently: `mine` is what *who* wanted instead of `base`, `theirs` what stands.

    Values are plain, as they travel. `title` is a complaint's number, else the citizen's name.
    """

    id: str
    entity: str
    subject: str
    field: str
    mine: object
    theirs: object
    base: object
    actor: str
    actor_name: str
    at: datetime
    title: str
    conversation_id: str


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """Something the person must know.

    `kind` is ``operation.rejected``, ``operation.conflict``, ``number.lost``, ``orphan``, ``message.refused``,
    ``seal.changed`` or ``copy.healed``; `why` the reason or what it is about; `operation` the kind of the operation,
    `content` the text to copy, `detail` all that is known.
    """

    id: str
    kind: str
    why: str
    at: datetime
    seen: bool
    operation: str = ""
    subject: str = ""
    content: str = ""
    detail: dict[str, object] = field(default_factory=dict)


class Read(Protocol):
    """The read side: a read-only connection. Methods marked *page* answer within 5 ms and may run on the GUI thread."""

    def inbox_first_page(self, wanted: InboxFilter, now: datetime, limit: int) -> Sequence[int]:
        """*page* The first *limit* keys."""

    def inbox_keys(self, wanted: InboxFilter, now: datetime) -> "array[int]":
        """All keys in order (typecode ``q``)."""

    def inbox_rows(self, keys: Sequence[int], staff_id: str) -> Sequence[InboxRow]:
        """*page* The rows of at most 200 *keys*, in the same order; a key that is gone is left out."""

    def conversation_key(self, conversation_id: str) -> int:
        """*page* The list key of a conversation; raises `NotFound`."""

    def conversation(self, conversation_id: str, staff_id: str) -> ConversationView:
        """The whole view; raises `NotFound`."""

    def counts(self, staff_id: str, now: datetime) -> Counts: ...
    def approvals(self, staff_id: str, decided: bool = False, limit: int = 500) -> Sequence[ApprovalRow]: ...
    def approval(self, reply_id: str) -> ApprovalView: ...
    def posts(self, limit: int = 200) -> Sequence[PostRow]:
        """*page* Our newest posts: those under way first, the soonest due before the later; then the rest."""

    def moderations(self, staff_id: str, decided: bool = False, limit: int = 500) -> Sequence[ModerationRow]:
        """What was asked of comments: what waits, oldest first, or what was decided, newest first."""

    def moderation(self, measure_id: str) -> ModerationView: ...
    def complaint_ids(self, wanted: ComplaintFilter, now: datetime) -> Sequence[str]: ...
    def complaint_rows(self, ids: Sequence[str]) -> Sequence[ComplaintRow]:
        """*page* Rows of at most 200 *ids*, in the same order."""

    def complaint_counts(self, now: datetime) -> dict[str, int]:
        """How many complaints each group of `ComplaintFilter` holds."""

    def complaint(self, complaint_id: str) -> ComplaintView: ...
    def photo(self, sha: str) -> bytes:
        """The bytes of a photo or thumbnail; raises `NotFound` while they are on another seat only."""

    def outbox(self) -> Sequence[tuple[Publication, str]]:
        """Publications not finished, with the contact's handle."""

    def search(self, text: str, limit: int = 50) -> Sequence[SearchHit]:
        """Newest first, over messages, complaints and contacts."""

    def accounts(self) -> Sequence[tuple[Account, datetime | None]]:
        """Accounts with the time of their last successful poll."""

    def paused(self) -> frozenset[str]:
        """Ids of the accounts that are not read at this seat because an administrator paused them."""

    def post_drafts(self, staff_id: str) -> Sequence[PostDraft]:
        """*page* The posts that *staff_id* is writing, the last changed first."""

    def staff(self) -> Sequence[Staff]: ...
    def labels(self) -> Sequence[str]:
        """Labels in use, for completion."""

    def samples(self, account_id: str, since: date) -> Sequence[AccountSample]:
        """How the account fared day by day since *since*, oldest first."""

    def training(self, staff_id: str = "") -> Sequence[TrainingRow]:
        """The record of training done, newest first: of *staff_id*, or with "" of everybody."""

    def joined(self) -> bool:
        """*page* Whether this seat shares a register, which then decides what is published."""

    def sync_status(self, staff_id: str = "") -> SyncStatus:
        """How the seat stands with its register, as *staff_id* sees it."""

    def waiting(self, limit: int = 200) -> Sequence[Waiting]:
        """What waits for the register, oldest first."""

    def conflicts(self) -> Sequence[ConflictRow]:
        """Fields still in conflict, newest first."""

    def notices(self) -> Sequence[NoticeRow]:
        """What the person must know, newest first."""
