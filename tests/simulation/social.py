"""A network that refuses, publishes and does not say so, publishes late, and shows late what was published."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from pmsdesk.domain.account import Channel
from pmsdesk.domain.capability import Capability
from pmsdesk.domain.errors import (
    BadAnswer,
    ModerationRefused,
    ModerationUnknown,
    NoNetwork,
    OutcomeUnknown,
    ParentGone,
    TextRefused,
)
from pmsdesk.domain.media import Medium, Upload
from pmsdesk.domain.message import Author, RemoteMessage
from pmsdesk.domain.moderation import Moderation
from pmsdesk.domain.polling import Budget
from pmsdesk.domain.posting import POSTINGS
from pmsdesk.domain.publication import Found, Outgoing, PrivateOutgoing, Published, ReadBack
from pmsdesk.services.ports import Batch
from tests.simulation.ledger import shown

if TYPE_CHECKING:
    from tests.simulation.world import World

LATEST_S = 30
"""A call that timed out may still be carried out so many seconds later."""

UNSEEN_S = 20
"""A post is shown by reading only so many seconds after it stands."""

PEOPLE = tuple(Author(str(7000 + n), f"warga{n}", f"Warga {n}") for n in range(12))
TEXTS = (
    "Jalan FT5 km 12 Kuala Selangor berlubang besar, hampir terbabas motosikal saya",
    "Lampu isyarat di simpang Jalan Ipoh mati sejak pagi tadi, bahaya",
    "Bila longkang depan SK Taman Melawati ini hendak dibersihkan?",
    "Papan tanda LPT2 di Gambang sudah tumbang",
)


@dataclass
class Post:
    """A text of ours that stands on the network since `at_s`, for all to see or in private."""

    id: str
    outgoing: Outgoing | PrivateOutgoing
    at_s: float


@dataclass
class Social:
    """Both networks of all accounts. Ids grow in the order in which posts stand."""

    world: "World"
    citizens: list[tuple[str, RemoteMessage]] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    late: list[tuple[float, Outgoing | PrivateOutgoing]] = field(default_factory=list)
    media: dict[str, Medium] = field(default_factory=dict)
    """What was uploaded, by the id it was given."""
    done: dict[str, Moderation] = field(default_factory=dict)
    """By comment what was done to it last."""
    _next_id: int = 5000

    def speak(self, account_id: str) -> None:
        """A citizen writes to the account; where people edit, every third text takes the place of the one before."""
        chance = self.world.chance
        author, thread = chance.choice(PEOPLE), str(1000 + chance.randrange(4))
        said = RemoteMessage(
            *(channel_of(account_id), self.take_id(), thread, thread, author, chance.choice(TEXTS), self.world.at),
            capability=Capability(),
        )
        earlier = [other.remote_id for account, other in self.citizens[-3:] if account == account_id]
        if self.world.weather.edits and len(self.citizens) % 3 == 0 and earlier:
            self.world.count("text edited")
            said = replace(said, replaces=(earlier[-1],))
        self.citizens.append((account_id, said))

    def heard(self, account_id: str) -> list[RemoteMessage]:
        """Some of what a poll may find: newest messages of citizens, and our own posts among them."""
        chance = self.world.chance
        recent = [said for account, said in self.citizens[-12:] if account == account_id]
        heard = [said for said in recent if chance.random() < 0.6]
        if chance.random() < 0.3:
            heard += [self._own(post, post.outgoing) for post in self.visible(account_id)[-2:]]  # type: ignore[arg-type]
        return heard

    def visible(self, account_id: str, person: str = "") -> list[Post]:
        """What reading shows now: for all, or in the talk with *person*."""
        now = self.world.now_s
        return [
            post
            for post in self.posts
            if post.outgoing.account_id == account_id
            and getattr(post.outgoing, "person", "") == person
            and post.at_s + UNSEEN_S <= now
        ]

    def author_of(self, remote_id: str) -> str:
        """Who wrote the message *remote_id*."""
        return next(said.author.remote_id for _, said in self.citizens if said.remote_id == remote_id)

    def carry_out_late(self) -> None:
        """Calls that timed out before are carried out when their time has come."""
        due = [(at, outgoing) for at, outgoing in self.late if at <= self.world.now_s]
        self.late = [(at, outgoing) for at, outgoing in self.late if at > self.world.now_s]
        for _, outgoing in due:
            self.world.count("sent late")
            self.stand(outgoing)

    def stand(self, outgoing: Outgoing | PrivateOutgoing) -> Post:
        """It stands."""
        post = Post(self.take_id(), outgoing, self.world.now_s)
        self.posts.append(post)
        return post

    def take_id(self) -> str:
        """The next id that the networks give."""
        self._next_id += 1
        return str(self._next_id)

    def _own(self, post: Post, said: Outgoing) -> RemoteMessage:
        author, at = Author("900", "kkr", "Kementerian Kerja Raya"), self.world.moment(post.at_s)
        thread = said.thread or post.id
        return RemoteMessage(channel_of(said.account_id), post.id, thread, said.target, author, said.text, at, own=True)


def channel_of(account_id: str) -> Channel:
    return Channel(account_id.split("-")[0])


class Computer(Protocol):
    """The publisher's computer, which may stop in the middle of a call."""

    life: int

    def may_stop(self, where: str, life: int) -> None: ...


class Port:
    """`ports.ChannelPort` for one account, as one publisher holds it; also its `PrivatePort` and `UploadPort`."""

    budget: Budget | None = None

    def __init__(self, social: Social, account_id: str, computer: Computer) -> None:
        self.channel = channel_of(account_id)
        self.posting = POSTINGS[self.channel]
        self.private = self.uploads = self
        self._social = social
        self._account_id = account_id
        self._computer = computer

    def fetch(self, cursor: str) -> Batch:
        """Publishers do not poll."""
        return Batch((), cursor)

    def whoami(self) -> tuple[str, str]:
        """The ministry."""
        return ("900", "kkr")

    def publish(self, outgoing: Outgoing) -> Published:
        """Publish once, or not, or perhaps."""
        return self._say(outgoing)

    def reply_privately(self, outgoing: PrivateOutgoing) -> Published:
        """Tell one person once, or not, or perhaps."""
        return self._say(outgoing)

    def _say(self, outgoing: Outgoing | PrivateOutgoing) -> Published:
        social, world, life = self._social, self._social.world, self._computer.life
        self._computer.may_stop("before the network", life)
        world.ledger.judge(outgoing)
        roll = world.chance.random() if world.faulty else 1.0
        if roll < 0.08:
            raise NoNetwork(channel=self.channel)
        if roll < 0.10:
            raise TextRefused(channel=self.channel)
        if roll < 0.20:
            social.late.append((world.now_s + world.chance.uniform(1, LATEST_S), outgoing))
            raise OutcomeUnknown(channel=self.channel)
        post = social.stand(outgoing)
        if world.faulty and world.chance.random() < 0.3:
            world.meanwhile(world.chance.uniform(0, 8))
        self._computer.may_stop("after the network", life)
        if roll < 0.30:
            world.count("sent unheard")
            raise OutcomeUnknown(channel=self.channel)
        world.count(f"sent {shown(social, outgoing)[0]}")
        world.count("sent")
        return Published(post.id, f"https://contoh.my/{post.id}")

    def moderate(self, remote_id: str, act: Moderation, *, own: bool = False) -> None:
        """Do it, or not, or perhaps; what is deleted can only be deleted again."""
        del own
        social, world, life = self._social, self._social.world, self._computer.life
        self._computer.may_stop("before the network", life)
        world.ledger.judge_act(remote_id, act)
        roll = world.chance.random() if world.faulty else 1.0
        if roll < 0.08:
            raise NoNetwork(channel=self.channel)
        if roll < 0.14:
            world.count("act refused")
            raise ModerationRefused(channel=self.channel)
        if social.done.get(remote_id) is Moderation.DELETE and act is not Moderation.DELETE:
            raise ParentGone(channel=self.channel)
        if roll < 0.20:
            raise ModerationUnknown(channel=self.channel)
        social.done[remote_id] = act
        world.count({"hide": "comment hidden", "show": "comment shown", "delete": "comment deleted"}[act])
        self._computer.may_stop("after the network", life)
        if roll < 0.30:
            world.count("act in doubt")
            raise ModerationUnknown(channel=self.channel)

    def newest_own(self) -> str:
        """The newest of ours that can be seen."""
        self._read()
        seen = self._social.visible(self._account_id)
        return seen[-1].id if seen else "4000"

    def newest_private(self, outgoing: PrivateOutgoing) -> str:
        """The newest said to the person that can be seen."""
        self._read()
        seen = self._social.visible(self._account_id, outgoing.person)
        return seen[-1].id if seen else ""

    def read_back(self, outgoing: Outgoing, since: datetime, newest_own: str, others: Collection[str] = ()) -> ReadBack:
        """Look among what can be seen by all."""
        del since
        return self._look(outgoing, newest_own, others)

    def read_back_privately(self, outgoing: PrivateOutgoing, newest: str) -> ReadBack:
        """Look among what was said to the person."""
        return self._look(outgoing, newest, ())

    def upload(self, medium: Medium, upload: Upload, keep: Callable[[Upload], object]) -> Upload:
        """Bring it in three steps, each of which may be the last one of this life."""
        life, world = self._computer.life, self._social.world
        if not upload.remote_id:
            upload = Upload(self._social.take_id())
            keep(upload)
        else:
            world.count("upload went on")
        self._social.media[upload.remote_id] = medium
        for step in (replace(upload, sent=len(medium.data), whole=True), replace(upload, whole=True, described=True)):
            self._computer.may_stop("while uploading", life)
            self._read()
            keep(step)
        return step

    def _look(self, outgoing: Outgoing | PrivateOutgoing, newest_own: str, others: Collection[str]) -> ReadBack:
        self._read()
        world = self._social.world
        if world.faulty and world.chance.random() < 0.05:
            return ReadBack(Found.INCOMPLETE)
        for post in self._social.visible(self._account_id, getattr(outgoing, "person", "")):
            same = (post.outgoing.target, post.outgoing.text) == (outgoing.target, outgoing.text)
            if same and int(post.id) > int(newest_own or 0) and post.id not in others:
                world.count("found by reading back")
                return ReadBack(Found.PRESENT, post.id)
        if any(post.outgoing == outgoing for post in self._social.posts):
            world.count("looked while it could not be seen")
        return ReadBack(Found.ABSENT)

    def _read(self) -> None:
        world = self._social.world
        if world.faulty and world.chance.random() < 0.05:
            raise (NoNetwork if world.chance.random() < 0.5 else BadAnswer)(channel=self.channel)
