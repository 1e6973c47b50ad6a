"""The write-ahead log of a store is torn at any byte, as a power cut does: what was committed before is there, whole.

``PMSDESK_CUTS`` makes it longer. The disk is trusted to keep what it said it had written; that it was asked to is seen
from ``synchronous``.
"""

import os
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.message import Author, RemoteMessage, contact_id, conversation_id
from pmsdesk.domain.staff import SYSTEM, Role, Staff
from pmsdesk.services import ingest, triaging
from pmsdesk.services.ports import Batch
from pmsdesk.store import Store
from pmsdesk.store.file_key import FileKey
from tests.sync.seats import POTHOLE, rows, triage

CUTS = int(os.environ.get("PMSDESK_CUTS", "40"))
NOTES = 40
SYNCED_AT_EACH_COMMIT = 2
AINA = Staff("s-aina", "aina", "Aina Rosli", Role.OFFICER)
MOWORKS = Account("x-moworks", Channel.X, "MOWorks", "Kementerian Kerja Raya", "kkr", connected=True)
TALK = conversation_id(MOWORKS.id, "1000", contact_id(Channel.X, "7001"))


@dataclass
class History:
    """A store while somebody worked on it: its file, its log, and how long the log was after each commit."""

    folder: Path
    key: FileKey | None
    commits: list[tuple[int, str]] = field(default_factory=list)
    """The length of the log in bytes when a note was safe, and the note's text."""

    @contextmanager
    def store(self, folder: Path) -> Iterator[Store]:
        store = Store(folder / "pmsdesk.db", folder / "photos", "PC", key=self.key)
        yield store
        store.close()

    def begin(self) -> None:
        """A citizen's message is there and the log is folded away."""
        now = datetime.now(UTC)
        said = RemoteMessage(Channel.X, "1001", "1000", "1000", Author("7001", "warga7001", "Ali Rahman"), POTHOLE, now)
        with self.store(self.folder) as store, store.work(SYSTEM) as work:
            work.people.put(AINA, "")
            work.accounts.put(MOWORKS)
            ingest.accept(work, MOWORKS.id, Batch((said,), "c1"), triage)
            work.commit()

    def work_and_lose_power(self, copy: Path) -> None:
        """Write notes, and copy the files as they are in the middle of it."""
        log = self.folder / "pmsdesk.db-wal"
        with self.store(self.folder) as store:
            with store._writer.connect() as connection:
                assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == SYNCED_AT_EACH_COMMIT
            for number in range(NOTES):
                note(store, text := f"Nota {number}: {'sudah hubungi JKR ' * (1 + number % 7)}".strip())
                self.commits.append((log.stat().st_size, text))
            shutil.copytree(self.folder, copy)

    @property
    def length(self) -> int:
        return self.commits[-1][0]


def note(store: Store, text: str) -> None:
    with store.work(AINA) as work:
        triaging.note(work, TALK, text)
        work.commit()


@pytest.fixture(params=["plain", "encrypted"])
def history(request: pytest.FixtureRequest, tmp_path: Path) -> History:
    made = History(tmp_path / "seat", FileKey.random() if request.param == "encrypted" else None)
    made.folder.mkdir()
    made.begin()
    made.work_and_lose_power(tmp_path / "whole")
    lengths = [length for length, _ in made.commits]
    assert lengths == sorted(set(lengths)), "the log was folded away in between"
    made.folder = tmp_path / "whole"
    return made


def cuts(history: History, chance: random.Random) -> Iterator[int]:
    """Where the log ends: nowhere, within its head, right before, at and after commits, and anywhere."""
    yield from (0, 1, 31, 32)
    for length, _ in chance.sample(history.commits, 2):
        yield from (length - 1, length, min(length + 1, history.length))
    while True:
        yield chance.randint(0, history.length)


@pytest.mark.timeout(60 + 2 * CUTS)
def test_a_torn_log_loses_nothing_that_was_committed_before_the_tear(history: History, tmp_path: Path) -> None:
    chance = random.Random(20261125)
    whole = (history.folder / "pmsdesk.db-wal").read_bytes()
    seen = set()
    for number, cut in zip(range(CUTS), cuts(history, chance), strict=False):
        torn = tmp_path / f"torn{number}"
        torn.mkdir()
        shutil.copy(history.folder / "pmsdesk.db", torn)
        noise = chance.randbytes(chance.choice((0, 0, 512, 8192)))
        (torn / "pmsdesk.db-wal").write_bytes(whole[:cut] + noise)
        safe = [text for length, text in history.commits if length <= cut]
        with history.store(torn) as store:
            assert [text for (text,) in rows(store, "SELECT text FROM note ORDER BY key")] == safe
            told = rows(store, "SELECT json_extract(body, '$.facts.text') FROM operation WHERE kind = 'note.added'")
            assert [text for (text,) in told] == safe
            before = store.verify()
            note(store, "Sambung semula selepas bekalan elektrik pulih.")
            assert store.verify() == before + 1
        seen.add(len(safe))
        shutil.rmtree(torn)
    assert {0} < seen
    assert len(seen) > min(CUTS, NOTES) / 4
