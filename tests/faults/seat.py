"""A seat that says one thing on one network and goes on with it as the publisher's timer does, by its own clock."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pmsdesk.channels import connect
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.errors import ChannelError
from pmsdesk.domain.events import ReplySubmitted
from pmsdesk.domain.finding import Assessment
from pmsdesk.domain.media import Medium, Upload
from pmsdesk.domain.media_errors import MediumRefused
from pmsdesk.domain.message import contact_id, conversation_id
from pmsdesk.domain.publication import UNDO_WINDOW, Publication, PublicationState
from pmsdesk.domain.reply import Way
from pmsdesk.domain.staff import SYSTEM, Role, Staff
from pmsdesk.domain.triage import Jurisdiction, Kind, Triage
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.sandbox.world import Place
from pmsdesk.services import drafting, ingest, publishing
from pmsdesk.services.outcomes import Refused, outcome_of
from pmsdesk.services.ports import ChannelPort, TakesMedia, Work
from pmsdesk.store.store import Store
from tests.faults.acts import Act, Instead, speaking
from tests.faults.child import Orders, Step, deliver, died

S = PublicationState
HANDLES = {
    Channel.X: "MOWorks",
    Channel.FACEBOOK: "KKRMalaysia",
    Channel.INSTAGRAM: "kkrmalaysia",
    Channel.YOUTUBE: "kkrmalaysia",
}
AINA = Staff("s-aina", "aina", "Aina Rosli", Role.SUPERVISOR)
COMPLAINT = "@MOWorks Jalan FT5 km 12 Kuala Selangor berlubang besar, tolong baiki segera"
ANSWER = "Terima kasih & salam. Aduan tuan telah diterima; siasatan akan dijalankan."
READING = Triage(Kind.COMPLAINT, Jurisdiction.FEDERAL, ("kkr",), road="FT5", confidence=0.9)
PICTURE = Medium("ft5.jpg", "image/jpeg", b"\xff\xd8\xff\xe0" + b"j" * 500, "Lubang di bahu jalan FT5.")
LEASE = timedelta(minutes=2, seconds=1)
"""After that a claim whose publisher is gone is free. What a network makes wait is tried again as late: adapters tell
until when by the computer's clock, and here time passes faster."""
ROUNDS = 16
"""Rounds after which a publication that is neither settled nor waits for a person counts as unsure for good."""


class Seat:
    """One seat on a new store, and an emptied *sandbox* in which a citizen has written; its officer has answered."""

    def __init__(self, sandbox: Sandbox, folder: Path, network: Channel, act: Act) -> None:
        self.now = datetime.now(UTC).replace(microsecond=0)
        self.act = act
        self._sandbox = sandbox
        self._account = Account(f"{network}-kkr", network, HANDLES[network], "KKR", "kkr", connected=True)
        self._folder = folder
        self._rounds = ROUNDS
        self._store = self._open_store()
        self._channel = self._connect(project=folder.name)
        self._complain()
        self._reply = self._answer()
        self._media: tuple[str, ...] = ()
        self.untrue: list[S] = []
        """The states that said "not there", at any step, of what stood."""
        self._move_on(self.now + UNDO_WINDOW)

    def close(self) -> None:
        self._store.close()

    def killed_at(self, step: Step) -> bool:
        """Let another process deliver and die at *step*, then start again; whether it came so far."""
        self._store.close()
        media = self._media
        killed = died(
            deliver,
            Orders(
                self._folder, self._account, self._root, self.act, media, self._reply,
                self.now, step,
            ),
        )  # fmt: skip
        self._store, self._rounds = self._open_store(), 2 * ROUNDS
        with self._store.work(SYSTEM) as work:
            publishing.recover(work)
            work.commit()
        return killed

    @property
    def publication(self) -> Publication:
        with self._store.work(SYSTEM) as work:
            found = work.replies.publication(self._reply)
        assert found is not None
        return found

    @property
    def stands(self) -> int:
        """How often the text stands on the network, by the sandbox's ledger, whatever it stands under."""
        with self._sandbox.control() as control:
            return sum(entry.text == ANSWER for entry in control.world.ledger.entries)

    def bring_media(self) -> bool:
        """Upload the picture, again after what fails; False where the network refuses it for good."""
        assert isinstance(self._channel, TakesMedia)
        kept = [Upload()]
        for _ in range(ROUNDS):
            try:
                upload = self._channel.uploads.upload(PICTURE, kept[-1], kept.append)
            except MediumRefused:
                return False
            except ChannelError as error:
                if isinstance(outcome_of(error, self.now), Refused):
                    return False
                self._move_on(self.now + timedelta(minutes=5))
            else:
                self._media = (upload.remote_id,)
                return True
        raise AssertionError("the upload does not end")

    def step(self) -> Publication:
        """Do what is due; the clock then goes on to when more is."""
        with self._store.work(SYSTEM) as work:
            due, unsure = publishing.due(work), publishing.to_look_up(work)
        for publication in due:
            publishing.deliver(self._open, self._speaking(), publication.reply_id, self.now.isoformat())
        for publication in unsure:
            publishing.reconcile(self._open, self._speaking(), publication.reply_id)
        after = self.publication
        if self.stands and after.state in (S.READY, S.REJECTED):
            self.untrue.append(after.state)
        if not after.paused:
            wait = LEASE if after.state in (S.CLAIMED, S.READY) else timedelta(seconds=1)
            self._move_on(max(after.not_before, self.now + wait))
        return after

    def go_on(self) -> Publication:
        """Step until it is settled, waits for a person, or stays unsure."""
        for _ in range(self._rounds):
            publication = self.publication
            if publication.state in (S.SENT, S.REJECTED) or publication.paused:
                break
            self.step()
        return self.publication

    def resume(self) -> Publication:
        """Let a person send what waits, after the network was paid."""
        self._by_hand(lambda work: publishing.resume(work, self._reply))
        return self.go_on()

    def decide(self) -> Publication:
        """Let the supervisor look at the platform and say what is there; what is not there is sent again."""
        sent = self.stands > 0
        self._by_hand(lambda work: publishing.decide(work, self._reply, sent, "Semakan di platform."))
        self._move_on(self.now + UNDO_WINDOW)
        return self.go_on()

    @property
    def is_where_it_belongs(self) -> bool:
        """Whether what stands is private or public as it was meant, carries its picture, and is what we hold for it."""
        with self._sandbox.control() as control:
            world = control.world
            entries = [entry for entry in world.ledger.entries if entry.text == ANSWER]
            pictures = [] if self.act is Act.PRIVATE else [len(world.items[self._network, e.id].media) for e in entries]
        private = all(entry.private is (self.act is Act.PRIVATE) for entry in entries)
        return private and all(count == (self.act is Act.MEDIA) for count in pictures)

    @property
    def _network(self) -> Channel:
        return self._account.channel

    def _open_store(self) -> Store:
        path = self._folder / "pmsdesk.db"
        return Store(path, self._folder / "attachments", "WS-01", lambda: self.now, key=None)

    def _connect(self, **options: str) -> ChannelPort:
        return connect(self._account, f"sandbox-{self._account.handle}", base_url=self._root, **options)

    @property
    def _root(self) -> str:
        return {
            Channel.X: self._sandbox.x_root,
            Channel.YOUTUBE: self._sandbox.youtube_root,
        }.get(self._network, self._sandbox.facebook_root)

    def _speaking(self) -> ChannelPort | Instead:
        """The channel that says a reply as this seat's act."""
        return speaking(self._channel, self.act, self._media)

    def _complain(self) -> None:
        page, network = self._account.handle, self._network
        with self._sandbox.control() as control:
            control.reset(now=self.now, seeded=False)
            if network is not Channel.X:
                control.inject(network, page, page, "Kerja baik pulih FT5 bermula esok.", place=Place.POST)
            writer = "Aminah Kassim" if network is Channel.FACEBOOK else "aminah_kk"
            control.inject(network, page, writer, COMPLAINT)

    def _answer(self) -> str:
        """Take in what was written and answer it, as the console does; the reply's id."""
        batch = self._channel.fetch("")
        (message,) = (one for one in batch.messages if not one.own)
        with self._store.work(SYSTEM) as work:
            work.people.put(AINA, "")
            work.accounts.put(self._account)
            ingest.accept(work, self._account.id, batch, lambda _text, _account: READING)
            work.commit()
        talk = conversation_id(self._account.id, message.thread, contact_id(self._network, message.author.remote_id))
        with self._store.work(AINA) as work:
            events = drafting.submit(
                *(work, talk, message.remote_id, ANSWER, lambda text, _c: Assessment((), "1", len(text), 280)),
                way=Way.PRIVATE if self.act is Act.PRIVATE else Way.PUBLIC,
            )
            work.commit()
        return next(event.reply_id for event in events if isinstance(event, ReplySubmitted))

    def _by_hand(self, flow: Callable[[Work], object]) -> None:
        with self._store.work(AINA) as work:
            flow(work)
            work.commit()

    def _open(self) -> Work:
        return self._store.work(SYSTEM)

    def _move_on(self, to: datetime) -> None:
        """Let the time be *to*, for the seat and for the network."""
        self.now = to
        with self._sandbox.control() as control:
            control.clock(now=to)
