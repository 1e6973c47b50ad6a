"""A seat for tests: the real store with people, accounts, a clock that can be set, and citizens who write."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pmsdesk.domain.account import Account, Channel, Policy
from pmsdesk.domain.complaint import Evidence
from pmsdesk.domain.events import Event, ReplySubmitted
from pmsdesk.domain.finding import Assessment, Finding, Severity
from pmsdesk.domain.message import Author, RemoteMessage, contact_id, conversation_id
from pmsdesk.domain.staff import SYSTEM, Role, Staff
from pmsdesk.domain.triage import Jurisdiction, Kind, Triage
from pmsdesk.services import complaining, drafting, ingest
from pmsdesk.services.complaining import Registration
from pmsdesk.services.ports import Batch
from pmsdesk.services.reading import ConversationView
from pmsdesk.store.store import Store
from pmsdesk.store.work import SqliteWork

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Monday 09:00 in Kuala Lumpur."""

AINA = Staff("s-aina", "aina", "Aina Rosli", Role.OFFICER)
BADRUL = Staff("s-badrul", "badrul", "Badrul Hisham", Role.OFFICER)
CHONG = Staff("s-chong", "chong", "Chong Mei Ling", Role.SUPERVISOR)
DEVI = Staff("s-devi", "devi", "Devi Nair", Role.SUPERVISOR)
ADMIN = Staff("s-farid", "farid", "Farid Osman", Role.ADMINISTRATOR)
PEOPLE = (AINA, BADRUL, CHONG, DEVI, ADMIN)

MINISTRY = Account("x-kkr", Channel.X, "MOWorks", "Kementerian Kerja Raya", "kkr", "900", connected=True)
MINISTER = Account("x-menteri", Channel.X, "menteri_kkr", "Menteri Kerja Raya", "kkr", "901", Policy.ALL, True)
PAGE = Account("fb-jkr", Channel.FACEBOOK, "JKRMalaysia", "Jabatan Kerja Raya", "jkr", "902", connected=True)

ALI = Author("7001", "ali_rahman", "Ali Rahman")
SITI = Author("7002", "siti_ks", "Siti Aminah")
POTHOLE = "@MOWorks Jalan FT5 km 12 Kuala Selangor berlubang besar, hampir terbabas motosikal saya semalam"
ANSWER = "Terima kasih. Aduan tuan telah diterima dan siasatan akan dijalankan."
RUDE = "Aduan macam ini bodoh sahaja, sila semak dahulu."


class SetClock:
    """A clock that stands still until it is told to move."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def on(self, **by: float) -> datetime:
        """Move by a timedelta's arguments, also backwards."""
        self.now += timedelta(**by)
        return self.now


def triage(text: str, account: Account) -> Triage:
    """A reading as the routing gives it, of the few words the tests use."""
    lower = text.lower()
    if "terima kasih" in lower:
        return Triage(Kind.PRAISE, Jurisdiction.UNCLEAR, confidence=0.2)
    if "ft5" in lower:
        return Triage(
            Kind.COMPLAINT, Jurisdiction.FEDERAL, (account.agency, "jkr"), "jalan_berlubang", "FT5", confidence=0.8
        )
    if "bahaya" in lower:
        return Triage(Kind.COMPLAINT, Jurisdiction.UNCLEAR, confidence=0.4, urgent=True)
    return Triage(Kind.COMPLAINT, Jurisdiction.UNCLEAR, confidence=0.3)


def assess(text: str, channel: Channel) -> Assessment:
    """A check of two rules: an insult waits for a supervisor, an identity card number is never sent."""
    del channel
    findings = []
    if (at := text.find("bodoh")) >= 0:
        findings.append(Finding("R01", Severity.APPROVAL, at, at + 5, "Perkataan kesat.", "J.14"))
    if (at := text.find("850101-14-5678")) >= 0:
        findings.append(Finding("R08", Severity.BLOCK, at, at + 14, "Nombor kad pengenalan.", "J.15"))
    return Assessment(tuple(findings), "2026-11", len(text), 280)


def message(remote_id: str, at: datetime, author: Author = ALI, text: str = POTHOLE, **more: object) -> RemoteMessage:
    """A citizen's mention on X, by default in the thread ``1000`` under the ministry's post of that id."""
    plain = RemoteMessage(Channel.X, remote_id, "1000", "1000", author, text, at)
    return replace(plain, **more)  # type: ignore[arg-type]


def conversation_of(author: Author, thread: str = "1000", account: Account = MINISTRY) -> str:
    """The id of the conversation *author* has with *account* under *thread*."""
    return conversation_id(account.id, thread, contact_id(account.channel, author.remote_id))


class Seat:
    """One computer at the ministry, with the real store."""

    def __init__(self, folder: Path) -> None:
        self.clock = SetClock()
        self.store = Store(folder / "pmsdesk.db", folder / "attachments", "WS-01", self.clock, key=None)
        with self.store.work(SYSTEM) as work:
            for person in PEOPLE:
                work.people.put(person, "")
            for account in (MINISTRY, MINISTER, PAGE):
                work.accounts.put(account)
            work.complaints.add_number_block(2026, 1, 500)
            work.complaints.add_number_block(2027, 1, 500)
            work.commit()

    def close(self) -> None:
        self.store.close()

    def do(
        self, staff: Staff, flow: Callable[..., tuple[Event, ...]], *args: object, **more: object
    ) -> tuple[Event, ...]:
        """Run *flow* in one unit of work of *staff* and commit, as the desk does."""
        with self.store.work(staff) as work:
            events = flow(work, *args, **more)
            work.commit()
        return events

    @contextmanager
    def look(self, staff: Staff = SYSTEM) -> Iterator[SqliteWork]:
        """A unit of work that is not committed."""
        with self.store.work(staff) as work:
            yield work

    def arrive(self, *messages: RemoteMessage, account: Account = MINISTRY, **more: object) -> tuple[Event, ...]:
        """Let the network deliver *messages*."""
        batch = Batch(messages, "cursor-1", **more)  # type: ignore[arg-type]
        return self.do(SYSTEM, ingest.accept, account.id, batch, triage)

    def complain(self, author: Author = ALI, remote_id: str = "1001", **more: object) -> str:
        """A citizen complains now; the id of the conversation."""
        self.arrive(message(remote_id, self.clock.now, author, **more))  # type: ignore[arg-type]
        return conversation_of(author)

    def submit(self, staff: Staff, conversation: str, text: str = ANSWER, target: str = "1001", **more: object) -> str:
        """Submit a reply; its id."""
        events = self.do(staff, drafting.submit, conversation, target, text, assess, **more)
        return next(e.reply_id for e in events if isinstance(e, ReplySubmitted))

    def register(self, staff: Staff, conversation: str) -> str:
        """Register the complaint; its id."""
        form = Registration(
            "Ali bin Rahman", "awam", "Jalan berlubang", "jalan_berlubang", Jurisdiction.FEDERAL, ("kkr", "jkr"), "FT5"
        )
        self.do(staff, complaining.register, conversation, form)
        with self.look() as work:
            found = work.complaints.of_conversation(conversation)
        assert found is not None
        return found.id

    def attach(self, staff: Staff, complaint: str, evidence: Evidence, content: bytes) -> tuple[Event, ...]:
        """Add a photo."""
        return self.do(staff, complaining.attach, complaint, evidence, "lubang.jpg", content)

    def view(self, conversation: str, staff: Staff = AINA) -> ConversationView:
        """What *staff* sees of the conversation."""
        return self.store.read().conversation(conversation, staff.id)
