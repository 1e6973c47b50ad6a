"""What the services need from the outside, as Protocols: the unit of work, a network, a place for tokens, a clock."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import TracebackType
from typing import Protocol, Self, runtime_checkable

from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.amendment import Amendment, Standing, Stretch
from pmsdesk.domain.approval import Approval
from pmsdesk.domain.complaint import Attachment, Complaint
from pmsdesk.domain.conflict import Conflict
from pmsdesk.domain.contact import Contact
from pmsdesk.domain.conversation import Conversation
from pmsdesk.domain.follow_up import FollowUp
from pmsdesk.domain.media import Attached, Medium, Upload
from pmsdesk.domain.message import Message, RemoteMessage
from pmsdesk.domain.metrics import AccountMetrics, AccountSample, PostMetrics, Profile
from pmsdesk.domain.moderation import Moderation
from pmsdesk.domain.polling import Budget
from pmsdesk.domain.post_draft import PostDraft
from pmsdesk.domain.posting import Posting
from pmsdesk.domain.publication import Outgoing, PrivateOutgoing, Publication, PublicationState, Published, ReadBack
from pmsdesk.domain.reply import Clearance, Reply, ReplyState, Version, Way
from pmsdesk.domain.staff import Staff
from pmsdesk.services.moderation_ports import Measures

# ---- a network --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Batch:
    """What one fetch brought. `cursor` is opaque, stored with the messages; `more` asks for another fetch at once.

    `parents` are the posts the messages answer, for context. `server_time` is the network's clock where it told.
    `whole` is what this fetch showed to the last comment: what is missing there is one proof that it is gone.
    `unlisted` tells of posts (or comments) how many comments under them the network counts and did not show.
    """

    messages: tuple[RemoteMessage, ...]
    cursor: str
    more: bool = False
    parents: tuple[RemoteMessage, ...] = ()
    server_time: datetime | None = None
    whole: tuple[Stretch, ...] = ()
    unlisted: Mapping[str, int] = field(default_factory=dict)


class ChannelPort(Protocol):
    """One connected account on one network. Every method may raise a `ChannelError`."""

    channel: Channel

    @property
    def budget(self) -> Budget | None:
        """What the network last told of its limits, or what the adapter counts; None before it was asked."""

    def fetch(self, cursor: str) -> Batch:
        """Read what is new since *cursor* ("" for the first time), with an overlap window."""

    def publish(self, outgoing: Outgoing) -> Published:
        """Publish once. A raised error with ``certain`` true means that nothing was published."""

    def newest_own(self) -> str:
        """The newest remote id our account published, "" for none: the lower bound of a later read-back."""

    def read_back(self, outgoing: Outgoing, since: datetime, newest_own: str, others: Collection[str] = ()) -> ReadBack:
        """Whether *outgoing* stands on the network since *since* (its `newest_own` then).

        *others* are remote ids known to be other replies of ours, which may say the same.
        """

    def moderate(self, remote_id: str, act: Moderation, *, own: bool = False) -> None:
        """Do *act* to a comment or answer under our posts (*own*: one of ours). It may always be repeated.

        To delete what is gone already is to have deleted it. Raises `ParentGone` where there is nothing to hide or
        show, `ModerationRefused`, `ModerationUnknown` where nobody knows whether it was done, or another `ChannelError`
        that is certain.
        """

    def whoami(self) -> tuple[str, str]:
        """Remote id and handle of the account the token belongs to; used to test a connection."""


class PrivatePort(Protocol):
    """Answering one person in private. Never a way to answer in public, and never answered in public instead."""

    def newest_private(self, outgoing: PrivateOutgoing) -> str:
        """The newest private message between us and the person, "" for none: the lower bound of a later read-back."""

    def reply_privately(self, outgoing: PrivateOutgoing) -> Published:
        """Send once. A raised error with ``certain`` true means that nothing was sent."""

    def read_back_privately(self, outgoing: PrivateOutgoing, newest: str) -> ReadBack:
        """Whether *outgoing* was sent since *newest* (`newest_private` then)."""


class UploadPort(Protocol):
    """Bringing pictures and videos to a network before a post carries them. Nobody sees them until then."""

    def upload(self, medium: Medium, upload: Upload, keep: Callable[[Upload], object]) -> Upload:
        """Go on with *upload* until it is ready; *keep* is called with every step and must make it durable.

        An upload belongs to one post with one text: a *medium* that stands there alone brings the words as `caption`.
        May be repeated after any error but `MediumRefused`: with the last *upload* that was kept, or with a new one.
        """


class MetricsPort(Protocol):
    """How our account and its posts fare. Every method may raise a `ChannelError`, and may always be repeated."""

    def account(self) -> tuple[Profile, AccountMetrics]:
        """How the account shows itself, and its counts."""

    def posts(self, remote_ids: Sequence[str]) -> Sequence[PostMetrics]:
        """The counts of those of our posts *remote_ids* that the network tells of, in any order."""


@runtime_checkable
class WritesPrivately(Protocol):
    """A channel whose account may answer in private."""

    private: PrivatePort


@runtime_checkable
class TakesMedia(Protocol):
    """A channel whose posts may carry pictures or videos; `posting` says which."""

    posting: Posting
    uploads: UploadPort


@runtime_checkable
class PreparesPosts(Protocol):
    """A channel that puts a post with its files together before it publishes it; nobody sees it until then."""

    def prepare(self, outgoing: Outgoing) -> Outgoing:
        """*outgoing* with what carries all its `media` in their place, to be kept durably before it is published.

        Publishing and reading back then take what was kept. May be repeated after any error.
        """


@runtime_checkable
class Measured(Protocol):
    """A channel whose network tells how an account fares."""

    metrics: MetricsPort


class Vault(Protocol):
    """Where tokens are kept; never a plain file. `lasting` tells that they are still there at the next start."""

    lasting: bool

    def get(self, name: str) -> str:
        """The secret, or "" when there is none. Raises `NoKeyring` where no safe place exists and none was typed in."""

    def put(self, name: str, secret: str) -> None:
        """Keep *secret*; an empty one is refused with `ValueError`."""

    def forget(self, name: str) -> None:
        """Remove the secret if it is there."""


# ---- the unit of work -------------------------------------------------------------------------------------------


class Accounts(Protocol):
    """The official accounts."""

    def get(self, account_id: str) -> Account: ...
    def all(self) -> Sequence[Account]: ...
    def put(self, account: Account) -> None: ...
    def cursor(self, account_id: str) -> str: ...
    def set_cursor(self, account_id: str, cursor: str, polled_at: datetime) -> None: ...


class Conversations(Protocol):
    """Conversations, their messages, contacts and notes. `get` raises `NotFound`; `find` returns None."""

    def get(self, conversation_id: str) -> Conversation: ...
    def find(self, conversation_id: str) -> Conversation | None: ...
    def find_many(self, conversation_ids: Sequence[str]) -> Mapping[str, Conversation]:
        """Those that exist, by id."""

    def put(self, conversation: Conversation) -> Conversation:
        """Insert or update by id; returns it with its `key`."""

    def begin_own(self, contact: Contact, conversation: Conversation) -> Conversation:
        """Insert the talk of a new post with *contact*, our own account; both go up with the operation that follows."""

    def put_many(self, conversations: Sequence[Conversation]) -> None:
        """Insert or update each by id, in bulk."""

    def put_contacts(self, contacts: Sequence[Contact]) -> None:
        """Insert each, or refresh handle and name, and telephone and e-mail where given; in bulk."""

    def contact(self, contact_id: str) -> Contact: ...
    def add_messages(self, messages: Sequence[Message]) -> None:
        """Insert messages that are not stored yet, in bulk, with their full-text entries.

        One that stands only as context (by id) and now comes as a citizen's or our own takes the place of the context.
        """

    def message_by_remote_id(self, channel: Channel, remote_id: str) -> Message | None: ...
    def messages(self, conversation_id: str) -> Sequence[Message]:
        """Oldest first."""

    def messages_of(self, conversation_ids: Sequence[str]) -> Mapping[str, Sequence[Message]]:
        """The messages of each conversation that has any, oldest first."""

    def add_note(self, note_id: str, conversation_id: str, author_id: str, text: str, at: datetime) -> None: ...
    def save_draft(self, conversation_id: str, staff_id: str, mode: str, text: str, at: datetime) -> None:
        """Keep what is being typed; an empty *text* removes it. Private: no operation is written."""

    def draft(self, conversation_id: str, staff_id: str, mode: str) -> str:
        """What was typed and not sent, "" for nothing."""

    def wake_due(self, now: datetime) -> Sequence[Conversation]:
        """Waiting conversations whose snooze is over."""


class Amendments(Protocol):
    """What became of messages after they were read. A message itself is never changed."""

    def standings(self, channel: Channel, remote_ids: Sequence[str]) -> Mapping[str, Standing]:
        """How each of *remote_ids* that is stored as a citizen's or our own message stands; context does not count."""

    def within(self, account_id: str, stretch: Stretch) -> Sequence[Standing]:
        """The citizens' messages to the account that a reading of *stretch* should have shown."""

    def add(self, added: Sequence[Amendment]) -> None:
        """Append them; one whose id is there already is left alone."""

    def note_absent(self, message_ids: Collection[str], now: datetime) -> frozenset[str]:
        """Take note that a whole reading lacked them; returns those for which it is the second proof."""

    def note_seen(self, message_ids: Collection[str]) -> None:
        """Forget that they were looked for in vain."""

    def set_unlisted(self, account_id: str, counts: Mapping[str, int]) -> None:
        """Keep how many comments under each root the network counts and does not show."""


class Replies(Protocol):
    """Replies, versions, approvals and publications. The database itself refuses what the four-eyes rule forbids."""

    def get(self, reply_id: str) -> Reply: ...
    def open_reply(self, conversation_id: str, target: str, way: Way = Way.PUBLIC) -> Reply | None:
        """The newest reply of *way* to *target* whose publication is not `SENT`, in any state (also withdrawn)."""

    def add(
        self,
        reply_id: str,
        conversation_id: str,
        account_id: str,
        target: str,
        state: ReplyState,
        way: Way = Way.PUBLIC,
        due_at: datetime | None = None,
    ) -> None: ...
    def add_version(self, version: Version) -> None: ...
    def set_state(self, reply_id: str, state: ReplyState) -> None: ...
    def add_approval(self, approval: Approval) -> None: ...
    def add_clearance(self, version_id: str, sha: str, ground: Clearance, lexicon: str, at: datetime) -> None: ...
    def publishable(self, version_id: str) -> bool:
        """Whether this version may be published now: newest, not returned, and cleared under the account's policy."""

    def others(self, publication: Publication) -> frozenset[str]:
        """What the network calls our others where this one is looked for: thread, talk with the person, or page."""

    def publication_of(self, channel: Channel, remote_id: str) -> Publication | None:
        """The publication that the network calls *remote_id*, or None."""

    def put_publication(self, publication: Publication) -> None:
        """Insert or update by reply id. A new version takes the place of one that was withdrawn or rejected."""

    def publication(self, reply_id: str) -> Publication | None: ...
    def publications(self, *states: PublicationState) -> Sequence[Publication]:
        """All in one of *states*, oldest `not_before` first."""


class Complaints(Protocol):
    """The register."""

    def get(self, complaint_id: str) -> Complaint: ...
    def of_conversation(self, conversation_id: str) -> Complaint | None: ...
    def put(self, complaint: Complaint) -> None: ...
    def next_serial(self, year: int) -> int:
        """The next official number of the leased block; raises `NumbersUsedUp`."""

    def add_number_block(self, year: int, low: int, high: int) -> None: ...
    def drafts(self, staff_id: str) -> Sequence[Complaint]:
        """Complaints that *staff_id* registered on this seat and that have no number yet, oldest first."""

    def has_number_block(self, year: int) -> bool:
        """Whether numbers of *year* were ever leased, used up or not."""

    def add_follow_up(self, follow_up: FollowUp) -> None: ...
    def add_attachment(self, attachment: Attachment, content: bytes, thumbnail: bytes) -> None:
        """Keep *content* and *thumbnail* under their sha256 and link them."""

    def want_photo(self, sha: str) -> bool:
        """Ask for a photo or thumbnail that lies on another seat; False when it is here, or no seat has it."""

    def attachments(self, complaint_id: str) -> Sequence[Attachment]: ...


class PostDrafts(Protocol):
    """Posts that are being written, each for its author alone. Private: no operation is written."""

    def put(self, draft: PostDraft, staff_id: str, at: datetime) -> None:
        """Insert or replace by id."""

    def drop(self, draft_id: str, staff_id: str) -> None:
        """Remove it if it is there."""


class Media(Protocol):
    """The pictures and videos of posts, by the sha256 of their bytes."""

    def keep(self, content: bytes) -> str:
        """Keep *content* durably at this seat; its sha256."""

    def send(self, medium: Attached) -> None:
        """On a shared register, let the bytes of *medium*, which are kept here, go up. Raises `NotFound`."""

    def read(self, sha: str) -> bytes:
        """The bytes; raises `NotFound` while they are not at this seat."""

    def has(self, sha: str) -> bool:
        """Whether the bytes are at this seat."""

    def want(self, medium: Attached) -> bool:
        """Ask for bytes that lie on another seat; False when they are here, or there is no other seat."""


class Conflicts(Protocol):
    """Fields that two people set differently, and notices; `get` raises `NotFound`."""

    def get(self, conflict_id: str) -> Conflict: ...
    def write(self, entity: str, subject: str, field: str, value: object) -> None:
        """Set one field of a row to a value as it travels (arrays as lists, times as ISO text)."""

    def intended(self, conflict: Conflict) -> Mapping[str, object]:
        """The values, as they travel, that its operation wanted to set together. Raises `NotFound`."""

    def resolve(self, conflict_id: str, staff_id: str, at: datetime) -> None:
        """Note who settled it and when."""

    def see_notice(self, notice_id: str, at: datetime) -> None:
        """Note that a notice was read."""


@dataclass(frozen=True, slots=True)
class Credential:
    """What is kept to check a password: an Argon2 hash and the failures since the last success."""

    staff: Staff
    password_hash: str
    failures: int


class Samples(Protocol):
    """Daily samples of how accounts and posts fare; they stay at this seat."""

    def last_day(self, account_id: str) -> date | None:
        """The day of the account's newest sample."""

    def put(self, sample: AccountSample) -> None:
        """Keep *sample* as that of its day."""

    def put_posts(self, channel: Channel, day: date, posts: Sequence[PostMetrics]) -> None:
        """Keep what is known of *posts* on *day*."""

    def own_posts(self, account: Account, since: datetime, most: int) -> Sequence[str]:
        """Remote ids of what the account posted since *since* and somebody here answered, newest first."""


class People(Protocol):
    """Staff and their credentials."""

    def get(self, staff_id: str) -> Staff: ...
    def all(self) -> Sequence[Staff]: ...
    def credential(self, username: str) -> Credential | None: ...
    def put(self, staff: Staff, password_hash: str | None = None) -> None:
        """Insert or update; *password_hash* None keeps the one there."""

    def set_failures(self, staff_id: str, failures: int, locked_until: datetime | None) -> None: ...


class Work(Protocol):
    """One unit of work: one SQLite transaction by one person. Leaving it without `commit` rolls back."""

    accounts: Accounts
    conversations: Conversations
    amendments: Amendments
    replies: Replies
    complaints: Complaints
    media: Media
    moderation: Measures
    people: People
    conflicts: Conflicts
    samples: Samples
    post_drafts: PostDrafts

    @property
    def actor(self) -> Staff:
        """Who acts; the program itself for polling and publishing (`staff.SYSTEM_ID`).

        A person is read afresh when the unit of work begins, for a session may outlive a dismissal.
        """

    @property
    def joined(self) -> bool:
        """Whether this seat shares a register."""

    def now(self) -> datetime:
        """The time, aware UTC; the same throughout one unit of work."""

    def new_id(self) -> str:
        """A fresh UUIDv7."""

    def record(self, kind: str, subject: str, facts: Mapping[str, object]) -> None:
        """Append an operation about *subject* (an id) to the outbox, in this transaction.

        *kind* is ``noun.verb`` (``reply.submitted``); *facts* is JSON-able. It is also the audit trail.
        """

    def setting(self, name: str, default: str = "") -> str: ...
    def set_setting(self, name: str, value: str) -> None: ...
    def commit(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
