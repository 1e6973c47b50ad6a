"""A network for tests: what stands on it, and how each call to it goes wrong. It keeps the ledger of side effects."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime

from pmsdesk.domain.account import Channel
from pmsdesk.domain.errors import ChannelError
from pmsdesk.domain.media import Medium, Upload
from pmsdesk.domain.moderation import Moderation
from pmsdesk.domain.polling import Budget
from pmsdesk.domain.posting import POSTINGS, Posting
from pmsdesk.domain.publication import Found, Outgoing, PrivateOutgoing, Published, ReadBack
from pmsdesk.services.ports import Batch


@dataclass
class Network:
    """The other side, in memory.

    Each call takes the next entry of its list of faults: ``None`` succeeds, an error is raised before anything happens,
    and ``after`` an error that is raised once the text stands. `hidden` makes texts invisible to reading back.
    `broken` are the faults of the steps of uploads; `uploaded` is what was brought, by its id: whether it is whole.
    """

    channel: Channel = Channel.X
    budget: Budget | None = None
    faults: list["Fault"] = field(default_factory=list)
    unreadable: list[ChannelError | Found | None] = field(default_factory=list)
    posts: list[tuple[str, Outgoing | PrivateOutgoing]] = field(default_factory=list)
    broken: list["Fault | None"] = field(default_factory=list)
    uploaded: dict[str, bool] = field(default_factory=dict)
    posting: Posting = POSTINGS[Channel.X]
    hidden: bool = False
    acts: list[tuple[str, Moderation]] = field(default_factory=list)
    watch: Callable[[str], None] = lambda _step: None

    def fetch(self, cursor: str) -> Batch:
        """Nothing new."""
        return Batch((), cursor)

    @property
    def private(self) -> "InPrivate":
        """The way to one person alone."""
        return InPrivate(self)

    @property
    def uploads(self) -> "Uploads":
        """The way of pictures."""
        return Uploads(self)

    def publish(self, outgoing: Outgoing) -> Published:
        """Publish, unless the next fault says otherwise; a picture that was not brought whole is a mistake of ours."""
        assert all(self.uploaded[medium] for medium in outgoing.media)
        return self.speak(outgoing)

    def speak(self, outgoing: Outgoing | PrivateOutgoing) -> Published:
        """Let it stand, unless the next fault says otherwise."""
        fault = self.faults.pop(0) if self.faults else None
        self.watch("before")
        if fault is not None and not fault.stands:
            raise fault.error
        remote_id = self.put(outgoing)
        self.watch("after")
        if fault is not None:
            raise fault.error
        return Published(remote_id, f"https://x.com/MOWorks/status/{remote_id}")

    def put(self, outgoing: Outgoing | PrivateOutgoing) -> str:
        """Let *outgoing* stand."""
        remote_id = str(5000 + len(self.posts))
        self.posts.append((remote_id, outgoing))
        return remote_id

    def newest_own(self) -> str:
        """The newest id."""
        self._read()
        return self.posts[-1][0] if self.posts else "4000"

    def read_back(self, outgoing: Outgoing, since: datetime, newest_own: str, others: Collection[str] = ()) -> ReadBack:
        """Look for the text behind *newest_own*, none of *others*."""
        del since
        return self.look_for(outgoing, newest_own, others)

    def look_for(self, outgoing: Outgoing | PrivateOutgoing, newest_own: str, others: Collection[str] = ()) -> ReadBack:
        """Whether it stands by the same way."""
        found = self._read()
        if found is not None:
            return ReadBack(found)
        if not self.hidden:
            for remote_id, post in self.posts:
                same = place_of(post) == place_of(outgoing) and post.text == outgoing.text
                if same and int(remote_id) > int(newest_own or 0) and remote_id not in others:
                    return ReadBack(Found.PRESENT, remote_id)
        return ReadBack(Found.ABSENT)

    def moderate(self, remote_id: str, act: Moderation, *, own: bool = False) -> None:
        """Do *act*, unless the next fault says otherwise."""
        del own
        fault = self.faults.pop(0) if self.faults else None
        if fault is None or fault.stands:
            self.acts.append((remote_id, act))
        if fault is not None:
            raise fault.error

    def whoami(self) -> tuple[str, str]:
        """The ministry."""
        return ("900", "MOWorks")

    @property
    def ledger(self) -> Counter[tuple[str, str]]:
        """How often each text stands under each message, or with each person."""
        return Counter((place_of(post), post.text) for _, post in self.posts)

    def _read(self) -> Found | None:
        fault = self.unreadable.pop(0) if self.unreadable else None
        if isinstance(fault, ChannelError):
            raise fault
        return fault


def place_of(outgoing: Outgoing | PrivateOutgoing) -> str:
    """The message under which it stands, or the person and message it is for; "" for a post."""
    if isinstance(outgoing, PrivateOutgoing):
        return f"{outgoing.person}/{outgoing.target}"
    return outgoing.target


@dataclass(frozen=True)
class InPrivate:
    """`ports.PrivatePort` of the network."""

    network: Network

    def newest_private(self, outgoing: PrivateOutgoing) -> str:
        """The newest id."""
        del outgoing
        return self.network.newest_own()

    def reply_privately(self, outgoing: PrivateOutgoing) -> Published:
        """Say it, unless the next fault says otherwise."""
        return self.network.speak(outgoing)

    def read_back_privately(self, outgoing: PrivateOutgoing, newest: str) -> ReadBack:
        """Look for it behind *newest*."""
        return self.network.look_for(outgoing, newest)


@dataclass(frozen=True)
class Uploads:
    """`ports.UploadPort` of the network: begun, sent, put together; each step may be struck."""

    network: Network

    def upload(self, medium: Medium, upload: Upload, keep: Callable[[Upload], object]) -> Upload:
        """Go on with *upload*."""
        if not upload.remote_id:
            self._strike()
            upload = Upload(f"m{len(self.network.uploaded)}")
            self.network.uploaded[upload.remote_id] = False
            keep(upload)
        if not upload.whole:
            self._strike()
            upload = replace(upload, sent=len(medium.data), whole=True)
            self.network.uploaded[upload.remote_id] = True
            keep(upload)
        if not upload.described:
            self._strike()
            upload = replace(upload, described=True)
            keep(upload)
        return upload

    def _strike(self) -> None:
        fault = self.network.broken.pop(0) if self.network.broken else None
        if fault is not None:
            raise fault.error


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one call; `stands` tells that the text was published all the same."""

    error: Exception
    stands: bool = False
