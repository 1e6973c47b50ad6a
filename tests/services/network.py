"""A network for tests: what stands on it, and how each call to it goes wrong. It keeps the ledger of side effects."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime

from pmsdesk.domain.account import Channel
from pmsdesk.domain.errors import ChannelError
from pmsdesk.domain.moderation import Moderation
from pmsdesk.domain.polling import Budget
from pmsdesk.domain.publication import Found, Outgoing, Published, ReadBack
from pmsdesk.services.ports import Batch


@dataclass
class Network:
    """The other side, in memory.

    Each call takes the next entry of its list of faults: ``None`` succeeds, an error is raised before anything happens,
    and ``after`` an error that is raised once the text stands. `hidden` makes texts invisible to reading back.
    """

    channel: Channel = Channel.X
    budget: Budget | None = None
    faults: list["Fault"] = field(default_factory=list)
    unreadable: list[ChannelError | Found | None] = field(default_factory=list)
    posts: list[tuple[str, Outgoing]] = field(default_factory=list)
    hidden: bool = False
    acts: list[tuple[str, Moderation]] = field(default_factory=list)
    watch: Callable[[str], None] = lambda _step: None

    def fetch(self, cursor: str) -> Batch:
        """Nothing new."""
        return Batch((), cursor)

    def publish(self, outgoing: Outgoing) -> Published:
        """Publish, unless the next fault says otherwise."""
        fault = self.faults.pop(0) if self.faults else None
        self.watch("before")
        if fault is not None and not fault.stands:
            raise fault.error
        remote_id = self.put(outgoing)
        self.watch("after")
        if fault is not None:
            raise fault.error
        return Published(remote_id, f"https://x.com/MOWorks/status/{remote_id}")

    def put(self, outgoing: Outgoing) -> str:
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
        found = self._read()
        if found is not None:
            return ReadBack(found)
        if not self.hidden:
            for remote_id, post in self.posts:
                same = (post.target, post.text) == (outgoing.target, outgoing.text)
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
        """How often each text stands under each message."""
        return Counter((post.target, post.text) for _, post in self.posts)

    def _read(self) -> Found | None:
        fault = self.unreadable.pop(0) if self.unreadable else None
        if isinstance(fault, ChannelError):
            raise fault
        return fault


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one call; `stands` tells that the text was published all the same."""

    error: Exception
    stands: bool = False
