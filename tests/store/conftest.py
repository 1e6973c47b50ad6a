"""A small store with two people, one account and one citizen, and the steps tests take in it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.contact import Contact
from pmsdesk.domain.conversation import Conversation, ConversationState
from pmsdesk.domain.message import Author, Direction, Message, contact_id, conversation_id, message_id
from pmsdesk.domain.reason import Reason
from pmsdesk.domain.reply import Version, fingerprint
from pmsdesk.domain.staff import SYSTEM, Role, Staff
from pmsdesk.domain.triage import Evidence, Jurisdiction, Kind, Triage
from pmsdesk.store import Store
from tests.store.shared import DEVICE, Keyring, Register, rows_of

NOW = datetime(2026, 11, 23, 0, 14, 5, 123000, tzinfo=UTC)
POTHOLE = "Dah 2 minggu lubang besar kat FT5 dekat Sabak Bernam, motor saya jatuh semalam. Bila nak tampal?"

AISYAH = Staff("s-aisyah", "aisyah", "Nur Aisyah", Role.OFFICER)
HAKIM = Staff("s-hakim", "hakim", "Hakim bin Osman", Role.SUPERVISOR)
ROSNAH = Staff("s-rosnah", "rosnah", "Rosnah Kassim", Role.SUPERVISOR)
ACCOUNT = Account("a-mow", Channel.X, "MOWorks", "Kementerian Kerja Raya", "kkr", remote_id="778001")
TRIAGE = Triage(
    Kind.COMPLAINT,
    Jurisdiction.FEDERAL,
    ("jkr", "jkr-selangor"),
    "jalan_berlubang",
    "FT5",
    "Sabak Bernam",
    0.9,
    evidence=(Evidence(28, 31, Reason.FEDERAL_ROUTE, "FT5", ("5",)),),
)


class Clock:
    """A clock a test moves; it is finer than the file."""

    def __init__(self) -> None:
        self.now = NOW + timedelta(microseconds=456)

    def __call__(self) -> datetime:
        return self.now


class Writer:
    """Fills a store with citizens and their messages, in committed units of work."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.count = 0

    def talk(self, text: str = POTHOLE, **changes: object) -> Conversation:
        """One conversation with one message; *changes* are fields of the conversation, or `name` and `sent_at`."""
        self.count += 1
        name = str(changes.pop("name", f"Faizal Z. {self.count}"))
        sent_at = changes.pop("sent_at", NOW - timedelta(minutes=self.count))
        assert isinstance(sent_at, datetime)
        account = changes.pop("account", ACCOUNT)
        assert isinstance(account, Account)
        who = contact_id(account.channel, f"c{self.count}")
        contact = Contact(who, account.channel, f"c{self.count}", f"faizalz{self.count}", name, NOW)
        begun = Conversation(
            key=0,
            id=conversation_id(account.id, f"t{self.count}", who),
            account_id=account.id,
            contact_id=who,
            thread=f"t{self.count}",
            state=ConversationState.OPEN,
            triage=TRIAGE,
            last_at=sent_at,
            due_at=sent_at + timedelta(hours=24),
            answered_at=None,
        )
        with self.store.work(AISYAH) as work:
            work.accounts.put(account)
            work.conversations.put_contacts([contact])
            stored = work.conversations.put(replace(begun, **changes))  # type: ignore[arg-type]
            work.conversations.add_messages([self.message(stored, f"m{self.count}", text, sent_at, account)])
            work.commit()
        return stored

    def message(
        self,
        talk: Conversation,
        remote_id: str,
        text: str,
        sent_at: datetime = NOW,
        account: Account = ACCOUNT,
        direction: Direction = Direction.IN,
        parent: str = "",
    ) -> Message:
        return Message(
            message_id(account.channel, remote_id),
            talk.id,
            account.id,
            remote_id,
            parent or talk.thread,
            direction,
            Author("c", "faizalz", "Faizal Z."),
            text,
            sent_at,
            sent_at,
            f"https://x.com/i/{remote_id}",
        )

    def say(self, *messages: Message) -> None:
        with self.store.work(AISYAH) as work:
            work.conversations.add_messages(messages)
            work.commit()


def version(
    reply_id: str, text: str, number: int = 1, author: Staff = AISYAH, target: str = "m1", **changes: object
) -> Version:
    sha = fingerprint(text, (), ACCOUNT.id, target)
    made = Version(
        f"{reply_id}-v{number}", reply_id, number, author.id, text, (), ACCOUNT.id, target, sha, (), "2026.11.3", NOW
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_store(tmp_path: Path, clock: Clock) -> Iterator[Callable[[], Store]]:
    """Opens the test's one file, as often as asked."""
    opened: list[Store] = []

    def open_it() -> Store:
        opened.append(
            Store(tmp_path / "seat" / "pmsdesk.db", tmp_path / "photos", "WS-07", clock, patience_s=0.1, key=None)
        )
        return opened[-1]

    yield open_it
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[[], Store]) -> Store:
    """A store with Aisyah, Hakim, Rosnah and the ministry's account on X."""
    return staffed(open_store())


def staffed(store: Store) -> Store:
    """*store* with Aisyah, Hakim, Rosnah and the ministry's account on X."""
    with store.work(AISYAH) as work:
        for person in (AISYAH, HAKIM, ROSNAH):
            work.people.put(person, "$argon2id$")
        work.accounts.put(ACCOUNT)
        work.commit()
    return store


@pytest.fixture
def writer(store: Store) -> Writer:
    return Writer(store)


@pytest.fixture
def keyring() -> Keyring:
    return Keyring()


@pytest.fixture
def joined(store: Store, writer: Writer, keyring: Keyring) -> Store:
    """The store after it joined a register that has everything the store had: the account and two conversations."""
    store._vault = keyring
    for text in (POTHOLE, "Lampu isyarat di Jalan Ipoh mati sejak pagi."):
        writer.talk(text)
    with store.work(SYSTEM) as work:
        work.set_setting("register.device", DEVICE)
        work.commit()
    return store


@pytest.fixture
def register(joined: Store) -> Register:
    """The register of `joined`, which told it all there is."""
    made = Register(joined)
    for kind in ("account", "contact", "conversation", "message"):
        made.tell(*(made.row(kind, row_id) for (row_id,) in rows_of(joined, f"SELECT id FROM {kind}")))
    return made


@pytest.fixture
def talks(register: Register) -> list[str]:
    """The ids of the two conversations, the pothole first."""
    return [row_id for (row_id,) in rows_of(register.store, "SELECT id FROM conversation ORDER BY key")]
