"""A seat that speaks on a real practice network over HTTP: what stands there is told by the network's own ledger."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image

from pmsdesk.channels import connect
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.events import Event, ReplySubmitted
from pmsdesk.domain.media import Attached
from pmsdesk.domain.message import contact_id, conversation_id
from pmsdesk.domain.publication import Publication, PublicationState
from pmsdesk.domain.reply import Way
from pmsdesk.domain.staff import SYSTEM, Staff
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.sandbox.world import Place
from pmsdesk.services import drafting, ingest, posting, publishing
from pmsdesk.services.ports import ChannelPort
from pmsdesk.store.work import SqliteWork
from tests.services.seat import AINA, Seat, assess, triage

HANDLES = {Channel.X: "MOWorks", Channel.FACEBOOK: "KKRMalaysia", Channel.INSTAGRAM: "kkrmalaysia"}
ASKED = "@MOWorks Jalan FT5 km 12 berlubang besar, nombor saya 012-345 6789"
PRIVATE = "Salam tuan. Sila beri nombor rujukan tuan di sini."
POST = "FT5 Batu Pahat telah dibaiki dan dibuka semula."
ALT = "Jalan FT5 yang baru diturap, ditanda kon oren."


def picture(colour: str = "orange") -> bytes:
    """A small JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (400, 400), colour).save(out, "JPEG")
    return out.getvalue()


class Speaker:
    """One seat with one account of the practice network *channel*, on the seat's own clock."""

    def __init__(self, sandbox: Sandbox, folder: Path, channel: Channel) -> None:
        self.sandbox, self.seat = sandbox, Seat(folder)
        self.account = Account(f"{channel}-kkr", channel, HANDLES[channel], "KKR", "kkr", connected=True)
        self._tokens = 0
        self.start = self.seat.clock.now = datetime.now(UTC).replace(microsecond=0)
        with sandbox.control() as control:
            control.reset(now=self.start, seeded=False)
        with self.seat.store.work(SYSTEM) as work:
            work.accounts.put(self.account)
            work.commit()

    @property
    def line(self) -> ChannelPort:
        root = self.sandbox.x_root if self.account.channel is Channel.X else self.sandbox.facebook_root
        return connect(self.account, f"sandbox-{self.account.handle}", base_url=root)

    def open_work(self) -> SqliteWork:
        return self.seat.store.work(SYSTEM)

    def go_to(self, at: datetime) -> None:
        """Let it be *at*, here and on the network."""
        self.seat.clock.now = at
        with self.sandbox.control() as control:
            control.clock(now=at)

    def on(self, **by: float) -> None:
        """Let time pass, by a timedelta's arguments."""
        self.go_to(self.seat.clock.now + timedelta(**by))

    def strike(self, route: str, kind: Kind, **more: int) -> None:
        """Let the next call of *route* go wrong."""
        with self.sandbox.control() as control:
            control.fault(route, kind, **more)

    # ---- what people do ----

    def hear(self, author: str = "aminah_kk") -> tuple[str, str]:
        """A citizen writes and it is read: the conversation, and the remote id of what was said."""
        channel, handle = self.account.channel, self.account.handle
        with self.sandbox.control() as control:
            if channel is not Channel.X:
                control.inject(channel, handle, handle, "FT5 ditutup esok.", place=Place.POST)
            said = control.inject(channel, handle, "Aminah Kassim" if channel is Channel.FACEBOOK else author, ASKED)
        batch = self.line.fetch("")
        self.seat.do(SYSTEM, ingest.accept, self.account.id, batch, triage)
        message = next(one for one in batch.messages if one.remote_id == said.id)
        who = contact_id(channel, message.author.remote_id)
        return conversation_id(self.account.id, message.thread, who), said.id

    def answer(self, talk: str, target: str, text: str = PRIVATE, way: Way = Way.PRIVATE, who: Staff = AINA) -> str:
        """Submit an answer; the reply's id."""
        return submitted(self.seat.do(who, drafting.submit, talk, target, text, assess, way=way))

    def attach(self, content: bytes | None = None, alt_text: str = ALT) -> Attached:
        """A picture that was chosen for a post."""
        with self.seat.store.work(AINA) as work:
            sha = work.media.keep(content or picture())
            work.commit()
        return Attached(sha, "image/jpeg", alt_text, "ft5.jpg")

    def post(
        self,
        text: str = POST,
        *media: Attached,
        due_at: datetime | None = None,
        who: Staff = AINA,
        reply_id: str = "",
    ) -> str:
        """Submit a post; its id."""
        flow = posting.submit_post
        return submitted(self.seat.do(who, flow, self.account.id, text, media, due_at, assess, reply_id))

    # ---- what the program does ----

    def deliver(self) -> tuple[Event, ...]:
        """Send what is due."""
        events: list[Event] = []
        with self.open_work() as work:
            waiting = publishing.due(work)
        for publication in waiting:
            self._tokens += 1
            events += publishing.deliver(self.open_work, self.line, publication.reply_id, f"t{self._tokens}")
        return tuple(events)

    def go_on(self, rounds: int = 8) -> None:
        """Send and look up, as the publisher's timer does, for *rounds* of half a minute."""
        for _ in range(rounds):
            self.on(seconds=31)
            self.deliver()
            with self.open_work() as work:
                unsure = publishing.to_look_up(work)
            for publication in unsure:
                publishing.reconcile(self.open_work, self.line, publication.reply_id)

    def publication(self, reply_id: str) -> Publication:
        with self.seat.look() as work:
            found = work.replies.publication(reply_id)
        assert found is not None
        return found

    def state(self, reply_id: str) -> PublicationState:
        return self.publication(reply_id).state

    @property
    def standing(self) -> list[tuple[bool, str]]:
        """What stands of ours: whether in private, and the words."""
        with self.sandbox.control() as control:
            return [(entry.private, entry.text) for entry in control.world.ledger.entries]

    @property
    def carried(self) -> list[list[str]]:
        """The alternative texts of the pictures of each of our posts."""
        with self.sandbox.control() as control:
            items = control.world.items
            entries = control.world.ledger.entries
            return [[medium.alt_text for medium in items[self.account.channel, entry.id].media] for entry in entries]


def submitted(events: tuple[Event, ...]) -> str:
    """The id of the reply that was submitted."""
    return next(event.reply_id for event in events if isinstance(event, ReplySubmitted))
