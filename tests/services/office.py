"""A publishing office for tests: a real shared register, the practice networks over HTTP, publishers before both."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from typing import Any

from pmsdesk import channels
from pmsdesk.compliance.checker import Checker
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.events import Event
from pmsdesk.domain.message import message_id
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.register_errors import AnswerLost
from pmsdesk.sandbox.faults import Fault, Kind
from pmsdesk.sandbox.ids import token_for
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.sandbox.world import Place
from pmsdesk.services.ports import ChannelPort
from pmsdesk.services.register_ports import Delivery
from pmsdesk.services.shared_publishing import SharedPublishing
from pmsdesk.sync.address import Login, RegisterAddress
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.link import Link
from pmsdesk.sync.publications import RegisterPublications
from tests.postgres import Cluster, SharedRegister, Station, Talk, decision, delivery, submission, written

S = PublicationState
ANSWER = "Terima kasih atas makluman. Pasukan JKR daerah akan meninjau lokasi ini petang ini."
FLAGGED = "Tindakan pemandu itu sangat biadab. Kes ini telah dirujuk kepada pihak polis."
COMPLAINT = "Jalan FT5 km 12 Kuala Selangor berlubang besar, tolong baiki segera"
MOWORKS = Account("x-moworks", Channel.X, "MOWorks", "Kementerian Kerja Raya", "kkr", connected=True)
KKR = Account("facebook-kkr", Channel.FACEBOOK, "KKRMalaysia", "Kementerian Kerja Raya", "kkr", connected=True)
ROOTS = {Channel.X: "x", Channel.FACEBOOK: "fb", Channel.INSTAGRAM: "fb", Channel.YOUTUBE: "yt"}
PLACES = {Channel.FACEBOOK: Place.VISITOR}
"""Where a citizen writes; elsewhere than on X a comment stands under a post of the account."""
UNDO = 11
checker = cache(Checker.default)


class Killed(BaseException):
    """The process is gone; nothing after this runs."""


@dataclass
class Troubled:
    """Whatever is before the publisher, with one trouble at one call: ``("begin_send", "after")``.

    *before* the call is not made; *after* it was. Every call's name goes to `calls`; *meanwhile* is what happens
    between a call and its answer.
    """

    real: Any
    at: tuple[str, str] = ("", "")
    trouble: Callable[[], BaseException] = AnswerLost
    times: int = 1
    meanwhile: Callable[[str], None] = lambda _name: None
    calls: list[str] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        real = getattr(self.real, name)
        if not callable(real) or name in ("now", "greet", "lexicon"):
            return real

        def call(*args: Any, **more: Any) -> Any:
            self.calls.append(name)
            self._strike(name, "before")
            answer = real(*args, **more)
            self.meanwhile(name)
            self._strike(name, "after")
            return answer

        return call

    def _strike(self, name: str, when: str) -> None:
        if (name, when) == self.at and self.times:
            self.times -= 1
            raise self.trouble()


@dataclass
class Publisher:
    """One publisher's program: its login, its device, its lines. `register` and `line` may be troubled."""

    office: "Office"
    user: str
    register: Any = None
    line: Any = None
    device: str = ""
    publishing: SharedPublishing = field(init=False)

    def __post_init__(self) -> None:
        self.device = self.device or str(self.office.shared.station(self.user).device)
        link = Link(address_of(self.office.shared), Login(self.user), program="pmsdesk publisher")
        self.office.links.append(link)
        self.real = RegisterPublications(RegisterApi(link), self.device)
        self.register = self.register or self.real
        self.line = self.line or self.office.channel()
        self.publishing = SharedPublishing(self.register, checker().check)

    def troubled(
        self, at: tuple[str, str] = ("", ""), trouble: Callable[[], BaseException] = AnswerLost, **more: Any
    ) -> "Troubled":
        """Let one call to the register or the network meet with *trouble*; what stands between."""
        over_line = at[0] in ("publish", "newest_own", "read_back")
        made = Troubled(self.line if over_line else self.real, at, trouble, **more)
        if over_line:
            self.line = made
        else:
            owed, self.register = self.publishing.owed, made
            self.publishing = SharedPublishing(made, checker().check)
            self.publishing.owed = owed
        return made

    def meanwhile(self, step: str, happens: Callable[[], None]) -> None:
        """Let something happen, each time, between the call *step* and its answer."""
        self.troubled((step, "never"), meanwhile=lambda name: happens() if name == step else None)

    def calm(self) -> None:
        """No trouble any more; what is owed stays owed."""
        self.line = self.line.real if isinstance(self.line, Troubled) else self.line
        if isinstance(self.register, Troubled):
            self.register.times = 0

    def round(self) -> tuple[Event, ...]:
        """What the program does in one round."""
        self.real.greet()
        events = self.publishing.settle()
        for unsure in self.register.unsettled():
            events += self.publishing.reconcile(self.line, unsure)
        for ready in self.register.claimable():
            events += self.publishing.deliver(self.line, ready)
        return events


@dataclass
class Office:
    """One citizen's message, answered by the officer *siti*; the undo window is over."""

    shared: SharedRegister
    sandbox: Sandbox
    account: Account = MOWORKS
    links: list[Link] = field(default_factory=list)
    reply: str = ""

    def __post_init__(self) -> None:
        self.shared.administrator.execute("UPDATE sync.meta SET settle = '60 seconds'")
        with self.sandbox.control() as control:
            control.reset(seeded=False)
        self.officer = self.shared.station("siti")
        self.talk = self.hear("ali_rahman")

    def hear(self, citizen: str) -> Talk:
        """Let *citizen* write to the account; the officer's seat sends it up, and what is submitted answers it."""
        with self.sandbox.control() as control:
            channel, page = self.account.channel, self.account.handle
            place = PLACES.get(channel, Place.COMMENT)
            if place is Place.COMMENT and channel is not Channel.X:
                control.inject(channel, page, page, "Kerja baik pulih FT5 bermula esok.", place=Place.POST)
            asked = control.inject(channel, page, citizen, COMPLAINT, place=place).id
        talk, rows = delivery(COMPLAINT, account=self.account.id)
        talk = replace(talk, target=asked, message_id=message_id(self.account.channel, asked))
        rows["messages"][0] |= {"id": talk.message_id, "remote_id": asked}
        rows["conversations"][0] |= {"thread": asked}
        assert self.officer.call("ingest", self.officer.device, rows)["messages"] == 1
        self.talk, self.reply = talk, ""
        return talk

    def submit(self, text: str = ANSWER, ground: str = "check", by: Station | None = None) -> dict[str, Any]:
        """Submit *text*; the version's row. The undo window is over after it."""
        author = by or self.officer
        written_so_far = "SELECT count(*) FROM app.reply_version WHERE reply_id = %s"
        number = int(self.shared.one(written_so_far, self.reply)) + 1
        operation = submission(author, self.talk, text, ground, reply_id=self.reply, number=number)
        (receipt,) = author.push(operation)
        assert receipt["verdict"] == "applied", receipt
        version = written(operation)
        self.reply = version["reply_id"]
        self.shared.tick(UNDO)
        return version

    def decide(self, version: dict[str, Any], decided: str = "approved") -> None:
        """Let the supervisor *rahman* decide on it."""
        supervisor = self.shared.station("rahman")
        (receipt,) = supervisor.push(decision(supervisor, self.talk, version, decided))
        assert receipt["verdict"] == "applied", receipt
        self.shared.tick(UNDO)

    def publisher(self, user: str = "penerbit1") -> Publisher:
        """A publisher's program, just started."""
        return Publisher(self, user)

    def channel(self) -> ChannelPort:
        """A line of the account."""
        return channels.connect(self.account, token_for(self.account.handle), base_url=self.root)

    @property
    def root(self) -> str:
        """Where the account's network is."""
        return f"{self.sandbox.url}/{ROOTS[self.account.channel]}"

    def fault(self, kind: Kind, route: str = "create", **options: Any) -> Fault:
        """Order a fault of the network."""
        with self.sandbox.control() as control:
            return control.fault(f"{self.account.channel}.{route}", kind, **options)

    def mend(self) -> None:
        """Let the network work again."""
        with self.sandbox.control() as control:
            control.clear_faults()

    def pass_time(self, **by: float) -> None:
        """Let time pass on the register and on the networks."""
        time = timedelta(**by)
        self.shared.tick(time.total_seconds())
        with self.sandbox.control() as control:
            control.clock(advance=time)

    def policy(self, policy: str) -> None:
        """Set the account's policy, as the administrator does before anything is written."""
        admin = self.shared.station("admin1")
        change = {"t": "account", "id": self.account.id, "set": {"policy": ["flagged", policy]}}
        (receipt,) = admin.push(admin.operation("account.policy_set", self.account.id, {}, [change]))
        assert receipt["verdict"] == "applied", receipt

    @property
    def publication(self) -> dict[str, Any]:
        """The newest publication's row."""
        row = self.shared.one("SELECT to_jsonb(p) FROM app.publication p ORDER BY not_before DESC LIMIT 1")
        assert isinstance(row, dict)
        return row

    @property
    def state(self) -> S:
        return S(self.publication["state"])

    @property
    def standing(self) -> list[str]:
        """The texts of ours that stand on the network, by its own ledger."""
        with self.sandbox.control() as control:
            entries: Any = control.ledger()["entries"]
        return [entry["text"] for entry in entries]

    @property
    def attempts(self) -> list[str]:
        """What the register noted of the publication, in order."""
        return [event for (event,) in self.shared.all("SELECT event FROM app.publish_attempt ORDER BY place")]

    def come_to_rest(self, *publishers: Publisher) -> S:
        """With a sound network and a register that answers, the publishers go on for a quarter of an hour."""
        self.mend()
        working = publishers or (self.publisher("penerbit2"),)
        for _ in range(24):
            for publisher in working:
                with suppress(AnswerLost):
                    publisher.round()
            self.pass_time(seconds=40)
        return self.state

    def close(self) -> None:
        """End all connections."""
        for link in self.links:
            link.close()


def address_of(shared: SharedRegister) -> RegisterAddress:
    """Where the register of a test is."""
    cluster: Cluster = shared.cluster
    host = "127.0.0.1" if os.name == "nt" else cluster.folder.as_posix()
    return RegisterAddress(((host, str(cluster.port)),), shared.name)


def first(deliveries: tuple[Delivery, ...]) -> Delivery:
    """The only one."""
    (delivery,) = deliveries
    return delivery
