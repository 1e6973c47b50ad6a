"""A seat behind a screen: a real desk over a real store with people, accounts and citizens who wrote."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from pmsdesk.compliance.checker import Checker
from pmsdesk.compliance.grounds import load_grounds
from pmsdesk.compliance.templates import load_canned
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.events import Event
from pmsdesk.domain.message import Author, RemoteMessage, contact_id, conversation_id
from pmsdesk.domain.reason import Reason
from pmsdesk.domain.staff import SYSTEM, Role, Staff
from pmsdesk.domain.triage import Evidence, Jurisdiction, Kind, Triage
from pmsdesk.routing.registry import (
    load_accounts,
    load_agencies,
    load_categories,
    load_channel_uses,
    load_customer_kinds,
)
from pmsdesk.services import accounting, ingest, staffing
from pmsdesk.services.ports import Batch, Work
from pmsdesk.store import Store
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.references import References
from pmsdesk.ui.tasks import Tasks
from tests.lanes import settle

NOW = datetime(2026, 11, 23, 2, 14, tzinfo=UTC)
"""Monday 10:14 in Kuala Lumpur."""

PASSWORD = "jalan raya selamat"

AISYAH = Staff("s-aisyah", "aisyah", "Nur Aisyah", Role.OFFICER)
HAKIM = Staff("s-hakim", "hakim", "Hakim bin Osman", Role.OFFICER)
ROSNAH = Staff("s-rosnah", "rosnah", "Rosnah Kassim", Role.SUPERVISOR)
FARID = Staff("s-farid", "farid", "Farid Salleh", Role.ADMINISTRATOR)
PEOPLE = (AISYAH, HAKIM, ROSNAH, FARID)

CONNECTED = {"x-moworks": "900001", "facebook-kkr": "900002"}


@dataclass(frozen=True, slots=True)
class Told:
    """What one citizen wrote, how long ago, and how it was read."""

    account_id: str
    channel: Channel
    remote_id: str
    author: Author
    text: str
    hours_ago: float
    triage: Triage

    @property
    def conversation_id(self) -> str:
        return conversation_id(self.account_id, self.remote_id, contact_id(self.channel, self.author.remote_id))


def _read(kind: Kind, jurisdiction: Jurisdiction, agency: str = "", category: str = "", **more: object) -> Triage:
    return Triage(kind, jurisdiction, (agency,) if agency else (), category, confidence=0.8, **more)  # type: ignore[arg-type]


FAIZAL = Told(
    "x-moworks",
    Channel.X,
    "1801",
    Author("5501", "faizalz", "Faizal Z."),
    "@MOWorks Dah 2 minggu lubang besar kat FT5 dekat Sabak Bernam, motor saya jatuh semalam. Bila nak tampal?",
    21.9,
    _read(
        Kind.COMPLAINT,
        Jurisdiction.FEDERAL,
        "jkr_selangor",
        "pothole",
        road="FT5",
        place="Sabak Bernam",
        evidence=(Evidence(41, 44, Reason.FEDERAL_ROUTE, "FT5", ("5",)),),
    ),
)
SITI = Told(
    "facebook-kkr",
    Channel.FACEBOOK,
    "77_1802",
    Author("5502", "", "Siti Lailatul"),
    "Lampu jalan exit Sungai Buloh PLUS dah seminggu tak menyala, bahaya betul waktu malam",
    17.3,
    _read(Kind.COMPLAINT, Jurisdiction.TOLL, "llm", "street_light", road="E1", place="Sungai Buloh", urgent=True),
)
KELVIN = Told(
    "x-moworks",
    Channel.X,
    "1803",
    Author("5503", "kelvintan", "Kelvin Tan"),
    "@MOWorks When will the Pan Borneo stretch near Serian open? Any update please",
    5.0,
    _read(Kind.QUESTION, Jurisdiction.FEDERAL, "jkr_sarawak", place="Serian"),
)
MOHAN = Told(
    "x-moworks",
    Channel.X,
    "1804",
    Author("5504", "rmohan", "R. Mohan"),
    "@MOWorks Terima kasih JKR Perak, jalan di Taiping dah elok. Cepat betul!",
    4.0,
    _read(Kind.PRAISE, Jurisdiction.UNCLEAR, place="Taiping"),
)
AHMAD = Told(
    "facebook-kkr",
    Channel.FACEBOOK,
    "77_1805",
    Author("5505", "", "Ahmad H."),
    "Longkang depan rumah tersumbat di Taman Melati, siapa boleh tolong?",
    3.0,
    _read(Kind.COMPLAINT, Jurisdiction.OUTSIDE, place="Taman Melati"),
)
ZAINAB = Told(
    "facebook-kkr",
    Channel.FACEBOOK,
    "77_1806",
    Author("5506", "", "Zainab N."),
    "Tapak bina sebelah sekolah tak ada papan tanda keselamatan, kren angkat barang atas jalan",
    2.0,
    _read(Kind.COMPLAINT, Jurisdiction.SAFETY, "cidb", place="Kajang"),
)
TOLD = (FAIZAL, SITI, KELVIN, MOHAN, AHMAD, ZAINAB)


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        """Move on by a timedelta's arguments."""
        self.now += timedelta(**by)


@cache
def password_hash() -> str:
    """The hash of `PASSWORD`, made once a run."""
    return staffing._hasher.hash(PASSWORD)


@cache
def references() -> References:
    """What the program itself looks things up in."""
    return References(
        Checker.default(),
        load_canned(),
        load_agencies(),
        load_categories(),
        load_customer_kinds(),
        load_channel_uses(),
        load_grounds(),
    )


class Screen:
    """One seat. `desk` gives a person's desk; `settle` waits until every lane is done and every answer delivered."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.store = Store(folder / "pmsdesk.db", folder / "attachments", "WS-01", self.clock, key=None)
        self.tasks = Tasks()
        with self.store.work(SYSTEM) as work:
            for person in PEOPLE:
                work.people.put(person, password_hash())
            accounting.seed_accounts(work, load_accounts())
            work.complaints.add_number_block(2026, 1, 500)
            work.commit()
        for account_id, remote_id in CONNECTED.items():
            handle = self.account(account_id).handle
            self.act(FARID, lambda work, a=account_id, r=remote_id, h=handle: accounting.connect_account(work, a, r, h))

    def account(self, account_id: str) -> Account:
        """The account as it is stored."""
        return next(a for a, _ in self.store.read().accounts() if a.id == account_id)

    def act(self, staff: Staff, flow: Callable[[Work], tuple[Event, ...]]) -> tuple[Event, ...]:
        """Do *flow* at once, as another seat or lane would; the desk does not hear of it."""
        with self.store.work(staff) as work:
            events = flow(work)
            work.commit()
        return events

    def arrive(self, *told: Told) -> tuple[Event, ...]:
        """The network delivers *told*; what happened, for `Desk.happened`."""
        happened: list[Event] = []
        for account_id in dict.fromkeys(t.account_id for t in told):
            mine = [t for t in told if t.account_id == account_id]
            batch = Batch(tuple(self._remote(t) for t in mine), f"cursor-{mine[-1].remote_id}")
            readings = {t.text: t.triage for t in mine}
            happened += self.act(
                SYSTEM,
                lambda work, a=account_id, b=batch, r=readings: ingest.accept(
                    work, a, b, lambda text, _account: r[text]
                ),
            )
        return tuple(happened)

    def desk(self, staff: Staff) -> Desk:
        """The desk of *staff* over this seat's store."""
        return Desk(self.tasks, self.store.work, self.store.read, self.clock, staff)

    def settle(self) -> None:
        """Handle events until nothing is under way on any lane."""
        settle(self.tasks)

    def close(self) -> None:
        """Stop the lanes and close the file."""
        self.tasks.close()
        self.store.close()

    def _remote(self, told: Told) -> RemoteMessage:
        return RemoteMessage(
            told.channel,
            told.remote_id,
            told.remote_id,
            "",
            told.author,
            told.text,
            self.clock() - timedelta(hours=told.hours_ago),
            f"https://example.invalid/{told.remote_id}",
        )
