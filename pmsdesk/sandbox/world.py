"""The sandbox's world: its clock, who writes, and every text on the networks, in memory."""

import re
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox import ids
from pmsdesk.sandbox.faults import Faults
from pmsdesk.sandbox.grants import Grants
from pmsdesk.sandbox.graph_meter import GraphMeter
from pmsdesk.sandbox.instagram_containers import Container
from pmsdesk.sandbox.ledger import Act, Entry, Ledger
from pmsdesk.sandbox.private import Private
from pmsdesk.sandbox.x_meter import XMeter
from pmsdesk.sandbox.youtube_meter import YouTubeMeter
from pmsdesk.sandbox.youtube_upload import Upload

if TYPE_CHECKING:
    from pmsdesk.sandbox.graph_media import Photo
    from pmsdesk.sandbox.x_media import XUpload

MENTION = re.compile(r"(?<![\w@])@(\w{1,15})")


class Place(StrEnum):
    """Where a text stands: a post, media or video of an account, a visitor's post, one that tags it, a comment."""

    POST = "post"
    VISITOR = "visitor"
    TAGGED = "tagged"
    COMMENT = "comment"


class Moderation(StrEnum):
    """What YouTube shows of a comment; `REJECTED` is for ever."""

    PUBLISHED = "published"
    HELD = "heldForReview"
    SPAM = "likelySpam"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class User:
    """An official account or a citizen; `handle` is the user name, which citizens on Facebook do not have.

    `linked` is the user name of the Facebook page an Instagram account belongs to. `receives_messages` tells whether
    an account on X may write to them in private.
    """

    id: str
    channel: Channel
    handle: str
    name: str
    official: bool = False
    bio: str = ""
    website: str = ""
    followers: int = 0
    since: datetime = datetime(2012, 3, 1, tzinfo=UTC)
    linked: str = ""
    receives_messages: bool = True


@dataclass(frozen=True, slots=True)
class Medium:
    """A picture or video; `url` is where the network serves it, `kind` is ``IMAGE`` or ``VIDEO``."""

    id: str
    url: str
    kind: str = "IMAGE"
    alt_text: str = ""


@dataclass(slots=True)
class Item:
    """One text. `prefix` holds the @names that X puts before a reply's own words; `thread` is the root's id.

    `page` is the account whose wall, media or video it stands on (all but X). `hidden_reads` is how many more reads do
    not see it yet. `hidden` says that the account hid it. `unlisted` is counted by Instagram but never shown.
    `state` is what YouTube shows of a comment.
    `title` and `privacy` are a video's, its text then is its description; `due` is when a scheduled one is published.
    `edited_at` is when its author changed it last; `earlier` are the ids an edited post on X had before, and one that
    is `superseded` is such an earlier version, which X still tells by id and lists no more.
    """

    id: str
    channel: Channel
    author: User
    text: str
    at: datetime
    thread: str
    parent: str = ""
    prefix: str = ""
    page: User | None = None
    place: Place = Place.POST
    quoted: str = ""
    retweeted: str = ""
    lang: str = ""
    deleted: bool = False
    hidden_reads: int = 0
    hidden: bool = False
    unlisted: bool = False
    state: Moderation = Moderation.PUBLISHED
    title: str = ""
    privacy: str = "public"
    due: datetime | None = None
    likes: int = 0
    media: tuple[Medium, ...] = ()
    edited_at: datetime | None = None
    earlier: tuple[str, ...] = ()
    superseded: bool = False

    @property
    def full_text(self) -> str:
        """The text as X returns it, with the @names it put in front."""
        return self.prefix + self.text

    def mentions(self, handle: str) -> bool:
        """Whether @*handle* stands anywhere in the full text, put there by hand or by X."""
        return handle.lower() in (name.lower() for name in MENTION.findall(self.full_text))

    def summons(self, handle: str) -> bool:
        """Whether the author typed @*handle*: what X asks of a post that is replied to through its API."""
        return handle.lower() in (name.lower() for name in MENTION.findall(self.text))


class Clock:
    """The sandbox's own time: the computer's, shifted; or standing still once it was set."""

    def __init__(self) -> None:
        self._shift = timedelta(0)
        self._fixed: datetime | None = None

    def now(self) -> datetime:
        """Aware UTC."""
        return self._fixed or datetime.now(UTC) + self._shift

    def stand_at(self, moment: datetime) -> None:
        """Stand still at *moment* until `run`."""
        self._fixed = moment.astimezone(UTC)

    def run(self) -> None:
        """Go on from where the clock stands."""
        if self._fixed is not None:
            self._shift, self._fixed = self._fixed - datetime.now(UTC), None

    def advance(self, by: timedelta) -> None:
        """Jump forward (or back, if negative)."""
        if self._fixed is not None:
            self._fixed += by
        else:
            self._shift += by


@dataclass(slots=True)
class World:
    """Everything the server knows. Not thread-safe by itself: the server holds one lock around every request."""

    clock: Clock = field(default_factory=Clock)
    ledger: Ledger = field(default_factory=Ledger)
    faults: Faults = field(default_factory=Faults)
    x: XMeter = field(default_factory=XMeter)
    graph: GraphMeter = field(default_factory=GraphMeter)
    users: dict[tuple[Channel, str], User] = field(default_factory=dict)
    items: dict[tuple[Channel, str], Item] = field(default_factory=dict)
    waiting: deque[Callable[[], Item]] = field(default_factory=deque)
    containers: dict[str, Container] = field(default_factory=dict)
    youtube: YouTubeMeter = field(default_factory=YouTubeMeter)
    uploads: dict[str, Upload] = field(default_factory=dict)
    x_uploads: dict[str, "XUpload"] = field(default_factory=dict)
    photos: dict[str, "Photo"] = field(default_factory=dict)
    private: list[Private] = field(default_factory=list)
    late: dict[str, int] = field(default_factory=dict)
    banned: set[tuple[str, str]] = field(default_factory=set)
    grants: Grants = field(default_factory=Grants)
    sequence: int = 0

    def clear(self) -> None:
        """Forget everybody and everything; the ledger, the faults and the clock are left."""
        for kept in (self.users, self.items, self.waiting, self.containers, self.uploads, self.banned):
            kept.clear()
        for more in (self.x_uploads, self.photos, self.private, self.late):
            more.clear()
        self.x, self.graph, self.youtube = XMeter(), GraphMeter(), YouTubeMeter()
        self.grants = Grants()
        self.sequence = 0

    def now(self) -> datetime:
        """The sandbox's time."""
        return self.clock.now()

    def add_user(self, user: User) -> User:
        """Keep *user* unless the id is known; returns the one kept."""
        return self.users.setdefault((user.channel, user.id), user)

    def citizen(self, channel: Channel, name: str, handle: str = "") -> User:
        """The citizen called *name*; known by *handle*, on Facebook by the name alone."""
        return self.add_user(User(ids.user_id(channel, handle or name), channel, handle, name))

    def account(self, channel: Channel, handle: str) -> User | None:
        """The official account with *handle*, in any case of letters."""
        found = self.users.get((channel, ids.user_id(channel, handle)))
        return found if found is not None and found.official else None

    def account_of(self, channel: Channel, token: str) -> User | None:
        """The official account a bearer token belongs to."""
        handle = self.grants.handle_of(channel, token, self.now())
        return self.account(channel, handle) if handle else None

    def instagram_of(self, page: User) -> User | None:
        """The Instagram account linked to *page*."""
        return next((one for one in self.official(Channel.INSTAGRAM) if one.linked == page.handle), None)

    def official(self, channel: Channel) -> Iterable[User]:
        """The official accounts on *channel*."""
        return [user for user in self.users.values() if user.official and user.channel is channel]

    def find(self, channel: Channel, item_id: str) -> Item | None:
        """The item, or None when there is none or it was deleted."""
        item = self.items.get((channel, item_id))
        return None if item is None or item.deleted else item

    def write_x(self, author: User, text: str, *, at: datetime | None = None, parent: str = "", lang: str = "") -> Item:
        """Let *author* post on X; a reply gets the @names of those it answers put in front, as X does."""
        at = at or self.now()
        above = self.items.get((Channel.X, parent))
        item_id = ids.snowflake(at, self.next_number())
        prefix = self._names_before(author, above) if above else ""
        return self._keep(
            Item(item_id, Channel.X, author, text, at, above.thread if above else item_id, parent, prefix, lang=lang)
        )

    def edit(self, item: Item, text: str) -> Item:
        """Let the author change a text: in place, but X gives the new version an id and lists the old one no more."""
        if item.channel is not Channel.X:
            item.text, item.edited_at = text, self.now()
            return item
        at = self.now()
        item_id = ids.snowflake(at, self.next_number())
        item.superseded = True
        earlier = (*item.earlier, item.id)
        thread = item_id if item.thread == item.id else item.thread
        return self._keep(replace(item, id=item_id, text=text, at=at, thread=thread, earlier=earlier, superseded=False))

    def write_post(
        self, page: User, author: User, text: str, *, at: datetime | None = None, place: Place = Place.POST
    ) -> Item:
        """A post on, or one that tags, *page*; on Instagram a media, on YouTube a video."""
        at = at or self.now()
        item_id = ids.post_id(page.channel, page.id, at, self.next_number())
        return self._keep(Item(item_id, page.channel, author, text, at, item_id, page=page, place=place))

    def write_comment(self, parent: Item, author: User, text: str, *, at: datetime | None = None) -> Item:
        """A comment under a post, or an answer to a comment; Instagram and YouTube know two levels of them."""
        at = at or self.now()
        above = self.items[parent.channel, parent.parent] if self._is_too_deep(parent) else parent
        answered = above.id if above.place is Place.COMMENT else ""
        item_id = ids.comment_id(parent.channel, parent.thread, answered, at, self.next_number())
        item = Item(item_id, parent.channel, author, text, at, parent.thread, above.id, page=parent.page)
        item.place = Place.COMMENT
        if parent.page is not None and (parent.page.id, author.id) in self.banned:
            item.state = Moderation.REJECTED
        return self._keep(item)

    def next_number(self) -> int:
        """A number that no id was made of yet."""
        self.sequence += 1
        return self.sequence

    def _is_too_deep(self, parent: Item) -> bool:
        flat = parent.channel in (Channel.INSTAGRAM, Channel.YOUTUBE)
        return flat and parent.place is Place.COMMENT and parent.parent != parent.thread

    def record(self, item: Item, fault: str) -> None:
        """Enter a text of an official account in the ledger."""
        number = len(self.ledger.entries) + 1
        text = f"{item.title}\n{item.text}".strip()
        self.ledger.entries.append(
            Entry(number, item.at, item.channel, item.author.handle, item.parent, text, item.id, fault)
        )

    def say_privately(self, said: Private, account: User, fault: str, late: int = 0) -> None:
        """Keep a private message and enter it in the ledger; *late* more reads do not see it yet."""
        self.private.append(said)
        self.late[said.id] = late
        number = len(self.ledger.entries) + 1
        under = said.comment or said.person
        self.ledger.entries.append(
            Entry(number, said.at, said.channel, account.handle, under, said.text, said.id, fault, private=True)
        )

    def private_between(self, account: User, person: User) -> list[Private]:
        """What a read of the two people's private talk sees now."""
        talk = [one for one in self.private if (one.account, one.person) == (account.id, person.id)]
        seen = [one for one in talk if not self.late[one.id]]
        self.late |= {one.id: max(0, self.late[one.id] - 1) for one in talk}
        return seen

    def private_reply_to(self, comment: Item) -> Private | None:
        """The private reply to a comment."""
        return next((one for one in self.private if one.comment == comment.id), None)

    def note(self, account: User, verb: str, item: Item | Medium, fault: str) -> None:
        """Enter in the ledger what *account* did to a text or a picture: hid it, deleted it, held it, uploaded it."""
        self.ledger.acts.append(Act(self.now(), account.channel, account.handle, verb, item.id, fault))

    def seen(self, items: Iterable[Item]) -> list[Item]:
        """Those of *items* that a read sees now; each read brings a delayed item closer."""
        visible = []
        for item in items:
            if item.hidden_reads > 0:
                item.hidden_reads -= 1
            elif not item.deleted:
                visible.append(item)
        return visible

    def _keep(self, item: Item) -> Item:
        self.items[item.channel, item.id] = item
        return item

    def _names_before(self, author: User, above: Item) -> str:
        names = dict.fromkeys([above.author.handle, *MENTION.findall(above.full_text)])
        return "".join(f"@{name} " for name in names if name.lower() != author.handle.lower())
