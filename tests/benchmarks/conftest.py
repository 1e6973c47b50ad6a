"""A store as large as `PMSDESK_BENCH_MESSAGES` says (20,000; `make bench` sets a million), built once a session.

Every message but those of one busy conversation stands in a conversation of its own, the hardest case for the inbox.
Everything is derived from one seed, so two runs measure the same store.
"""

import os
import random
import shutil
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest

from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.contact import Contact
from pmsdesk.domain.conversation import Conversation, ConversationState
from pmsdesk.domain.message import Author, Direction, Message, contact_id, conversation_id, message_id
from pmsdesk.domain.staff import Role, Staff
from pmsdesk.domain.triage import Jurisdiction, Kind, Triage
from pmsdesk.store import Store, migrations
from pmsdesk.store.file_key import FileKey

SIZE = int(os.environ.get("PMSDESK_BENCH_MESSAGES", "20000"))
BATCH = 1000
BUSY_MESSAGES = 1000
NOW = datetime(2026, 11, 23, 0, 14, tzinfo=UTC)
OFFICER = Staff("s-aisyah", "aisyah", "Nur Aisyah", Role.OFFICER)
ACCOUNTS = (
    Account("a-x", Channel.X, "MOWorks", "Kementerian Kerja Raya", "kkr"),
    Account("a-fb", Channel.FACEBOOK, "KKR", "Kementerian Kerja Raya", "kkr"),
)
_WHAT = ("Lubang besar", "Lampu isyarat rosak", "Longkang tersumbat", "Jalan mendap", "Papan tanda hilang", "Kesesakan")
_WHERE = (
    "FT5 Sabak Bernam",
    "Lebuhraya PLUS km 452.1",
    "Jalan Ipoh",
    "Pan Borneo Serian",
    "exit Sungai Buloh",
    "FT1 Tapah",
)
_SAID = (
    "dah seminggu tak dibaiki, bahaya betul waktu malam",
    "bila nak tampal? motor saya jatuh semalam",
    "mohon pihak JKR ambil tindakan segera",
    "tolong semak sebelum ada yang cedera, anak sekolah lalu sini setiap pagi",
    "terima kasih atas kerja pantas pasukan di lapangan",
)
_JURISDICTIONS = (Jurisdiction.FEDERAL,) * 6 + (Jurisdiction.STATE, Jurisdiction.TOLL, Jurisdiction.OUTSIDE)
_STATES = (ConversationState.OPEN,) * 6 + (ConversationState.WAITING,) + (ConversationState.DONE,) * 3


@dataclass(frozen=True, slots=True)
class Arrival:
    """One message with what it begins; the busy conversation's later messages begin it again, which changes nothing."""

    contact: Contact
    conversation: Conversation
    message: Message


def arrivals(count: int, busy: int = BUSY_MESSAGES) -> Iterator[Arrival]:
    """*count* arrivals, the last *busy* of them in one conversation."""
    chance = random.Random(20261123)
    for i in range(count):
        account = ACCOUNTS[i % 2]
        in_busy = i >= count - busy
        sent_at = NOW - timedelta(seconds=(count - i) * 7 % (86_400 * 30))
        person = -1 if in_busy else chance.randrange(count // 4 + 1)
        if in_busy:
            account = ACCOUNTS[0]
        who = contact_id(account.channel, f"u{person}")
        name = f"{chance.choice(('Siti', 'Faizal', 'Mei Ling', 'Kumar', 'Zainab'))} {person}"
        contact = Contact(who, account.channel, f"u{person}", f"warga{person}", name, sent_at)
        thread = "busy" if in_busy else f"t{i}"
        jurisdiction = chance.choice(_JURISDICTIONS)
        state = ConversationState.OPEN if in_busy else chance.choice(_STATES)
        talk = Conversation(
            key=0,
            id=conversation_id(account.id, thread, who),
            account_id=account.id,
            contact_id=who,
            thread=thread,
            state=state,
            triage=Triage(Kind.COMPLAINT, jurisdiction, ("jkr",), "jalan_berlubang", "FT5", "Sabak Bernam", 0.8),
            last_at=sent_at,
            due_at=None if state is ConversationState.DONE else NOW + timedelta(seconds=chance.randrange(-600, 86_400)),
            answered_at=None,
            assignee_id=OFFICER.id if chance.random() < 0.01 else "",
        )
        text = f"{chance.choice(_WHAT)} di {chance.choice(_WHERE)}, {chance.choice(_SAID)}. Rujukan {i}."
        message = Message(
            id=message_id(account.channel, f"m{i}"),
            conversation_id=talk.id,
            account_id=account.id,
            remote_id=f"m{i}",
            parent=thread,
            direction=Direction.IN,
            author=Author(f"u{person}", f"warga{person}", name),
            text=text,
            sent_at=sent_at,
            received_at=sent_at,
            permalink=f"https://x.com/i/status/{i}",
        )
        yield Arrival(contact, talk, message)


def busy_conversation_id() -> str:
    """The conversation with `BUSY_MESSAGES` messages."""
    return conversation_id(ACCOUNTS[0].id, "busy", contact_id(ACCOUNTS[0].channel, "u-1"))


def batches(count: int, busy: int = BUSY_MESSAGES) -> Iterator[list[Arrival]]:
    """`arrivals` in lists of `BATCH`."""
    source = arrivals(count, busy)
    while batch := list(islice(source, BATCH)):
        yield batch


def take_in(store: Store, batch: list[Arrival]) -> None:
    """Store *batch* as one unit of work does, with its one operation."""
    with store.work(OFFICER) as work:
        work.conversations.put_contacts([a.contact for a in batch])
        work.conversations.put_many([a.conversation for a in batch])
        work.conversations.add_messages([a.message for a in batch])
        work.record("messages.arrived", ACCOUNTS[0].id, {"messages": len(batch)})
        work.commit()


def fresh_store(folder: Path, key: FileKey | None = None) -> Store:
    """An empty store with the official accounts and one officer."""
    store = Store(folder / "pmsdesk.db", folder / "photos", "WS-07", lambda: NOW, key=key)
    with store.work(OFFICER) as work:
        work.people.put(OFFICER, "")
        for account in ACCOUNTS:
            work.accounts.put(account)
        work.commit()
    return store


def _kept_folder(kept: Path) -> Path:
    """Where the store of this size, of this schema and of these messages lies; another of either is another folder."""
    schema = Path(migrations.__file__).parent
    made_by = [*sorted(schema.glob("*.py")), Path(__file__)]
    mark = zlib.crc32(b"".join(path.read_bytes() for path in made_by))
    return kept / f"{SIZE}-{mark:08x}"


@pytest.fixture(scope="session")
def large_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The store of `SIZE` messages; in `PMSDESK_BENCH_FOLDER` it stays for the next run, for building takes minutes."""
    kept = os.environ.get("PMSDESK_BENCH_FOLDER")
    folder = _kept_folder(Path(kept)) if kept else tmp_path_factory.mktemp("large")
    whole = folder / "whole"
    if not whole.exists():
        shutil.rmtree(folder, ignore_errors=True)
    store = fresh_store(folder)
    if not whole.exists():
        for batch in batches(SIZE):
            take_in(store, batch)
        whole.touch()
    yield store
    store.close()
