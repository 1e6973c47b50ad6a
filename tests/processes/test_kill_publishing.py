"""``kill -9`` at each step of publishing: the reply goes out once in the end, and is never forgotten.

A real process with the real store and adapter publishes to the sandbox and is killed; then the seat starts again.
"""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pmsdesk import channels
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.events import ReplySubmitted
from pmsdesk.domain.finding import Assessment
from pmsdesk.domain.message import Author, RemoteMessage, contact_id, conversation_id
from pmsdesk.domain.publication import Publication, PublicationState
from pmsdesk.domain.staff import SYSTEM, Role, Staff
from pmsdesk.domain.triage import Jurisdiction, Kind, Triage
from pmsdesk.sandbox import faults
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.sandbox.world import Place
from pmsdesk.services import drafting, ingest, publishing
from pmsdesk.services.ports import Batch, ChannelPort
from pmsdesk.store.store import Store

S = PublicationState
AINA = Staff("s-aina", "aina", "Aina Rosli", Role.OFFICER)
ANSWER = "Terima kasih. Aduan tuan telah diterima dan siasatan akan dijalankan."
COMPLAINT = "Jalan FT5 km 12 Kuala Selangor berlubang besar, tolong baiki segera"
MOWORKS = Account("x-moworks", Channel.X, "MOWorks", "Kementerian Kerja Raya", "kkr", connected=True)
JKR = Account("fb-jkr", Channel.FACEBOOK, "JabatanKerjaRaya", "Jabatan Kerja Raya", "jkr", connected=True)


@dataclass
class Station:
    """A publisher's seat with one reply in its outbox, before a network in the sandbox."""

    folder: Path
    sandbox: Sandbox
    account: Account
    reply: str
    now: datetime
    picture: bool = False

    @property
    def url(self) -> str:
        return f"{self.sandbox.url}/{'x' if self.account.channel is Channel.X else 'fb'}"

    def start(self, step: str) -> "subprocess.Popen[bytes]":
        """Begin to publish in a process of its own that dies at *step*."""
        orders = {
            "folder": str(self.folder),
            "url": self.url,
            "account": self.account.id,
            "reply": self.reply,
            "now": self.now.isoformat(),
            "step": step,
            "picture": self.picture,
        }
        top = Path(__file__).parents[2]
        return subprocess.Popen(
            [sys.executable, "-m", "tests.processes.publisher", json.dumps(orders)],
            cwd=top,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def killed_at(self, step: str) -> Publication:
        """What the disk holds after a process died at *step*."""
        process = self.start(step)
        _, complaints = process.communicate(timeout=60)
        assert process.returncode == -signal.SIGKILL, complaints.decode()
        return self.publication()

    def killed_in_call(self, kind: faults.Kind, seconds: float) -> Publication:
        """What the disk holds after a process was killed while the network, struck by a fault, holds its call."""
        with self.sandbox.control() as control:
            order = control.fault(f"{self.account.channel}.create", kind, seconds=seconds)
        process = self.start("none")
        deadline = time.monotonic() + 60
        while not order.calls:
            assert process.poll() is None, "the publisher ended before its call"
            assert time.monotonic() < deadline, "the call never came"
            time.sleep(0.02)
        process.kill()
        process.communicate(timeout=60)
        return self.publication()

    def open(self) -> Store:
        return Store(self.folder / "pmsdesk.db", self.folder / "attachments", "WS-01", lambda: self.now, key=None)

    def channel(self) -> ChannelPort:
        return channels.connect(self.account, f"sandbox-{self.account.handle}", base_url=self.url)

    def publication(self) -> Publication:
        store = self.open()
        with store.work(SYSTEM) as work:
            found = work.replies.publication(self.reply)
        assert store.verify() > 0
        store.close()
        assert found is not None
        return found

    def restart(self) -> Publication:
        """Start again and go on until nothing is left to do, as the publisher's timer does."""
        store, channel = self.open(), self.channel()
        with store.work(SYSTEM) as work:
            publishing.recover(work)
            work.commit()
        for round_ in range(20):
            with store.work(SYSTEM) as work:
                due, unsure = publishing.due(work), publishing.to_look_up(work)
            for publication in due:
                publishing.deliver(lambda: store.work(SYSTEM), channel, publication.reply_id, f"again-{round_}")
            for publication in unsure:
                publishing.reconcile(lambda: store.work(SYSTEM), channel, publication.reply_id)
            self.now += timedelta(seconds=30)
        store.close()
        return self.publication()

    @property
    def ledger(self) -> int:
        """How often the answer stands on the network."""
        with self.sandbox.control() as control:
            entries = control.ledger()["entries"]
        assert isinstance(entries, list)
        return sum(entry["text"] == ANSWER for entry in entries)


@pytest.fixture(params=[MOWORKS, JKR], ids=lambda account: account.channel)
def station(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Station]:
    """A seat whose officer has answered a citizen; the undo window is over."""
    now = datetime.now(UTC).replace(microsecond=0)
    account: Account = request.param
    with Sandbox() as sandbox:
        with sandbox.control() as control:
            control.reset(seeded=False)
            place = Place.COMMENT if account.channel is Channel.X else Place.VISITOR
            asked = control.inject(account.channel, account.handle, "ali_rahman", COMPLAINT, place=place).id
        seat = Station(tmp_path, sandbox, account, "", now)
        store = seat.open()
        seat.reply = answered(store, account, asked, now)
        store.close()
        seat.now += timedelta(seconds=10)
        yield seat


def answered(store: Store, account: Account, asked: str, now: datetime) -> str:
    """Let the officer answer the message *asked*; the reply's id."""
    citizen = Author("7001", "ali_rahman", "Ali Rahman")
    message = RemoteMessage(account.channel, asked, asked, "", citizen, COMPLAINT, now - timedelta(minutes=5))
    reading = Triage(Kind.COMPLAINT, Jurisdiction.FEDERAL, ("kkr",), road="FT5", confidence=0.9)
    with store.work(SYSTEM) as work:
        work.people.put(AINA, "")
        work.accounts.put(account)
        ingest.accept(work, account.id, Batch((message,), "c"), lambda _text, _account: reading)
        work.commit()
    talk = conversation_id(account.id, asked, contact_id(account.channel, citizen.remote_id))
    with store.work(AINA) as work:
        events = drafting.submit(work, talk, asked, ANSWER, lambda text, _c: Assessment((), "1", len(text), 280))
        work.commit()
    return next(e.reply_id for e in events if isinstance(e, ReplySubmitted))


@pytest.mark.parametrize(
    ("step", "state", "ledger"),
    [
        ("before claim", S.READY, 0),
        ("after claim", S.CLAIMED, 0),
        ("before sending", S.CLAIMED, 0),
        ("after sending", S.SENDING, 0),
        ("answer", S.SENDING, 1),
        ("before sent", S.SENDING, 1),
        ("after sent", S.SENT, 1),
    ],
)
def test_a_publisher_killed_at_a_step_leaves_what_a_restart_needs(
    station: Station, step: str, state: S, ledger: int
) -> None:
    assert station.killed_at(step).state is state
    assert station.ledger == ledger
    assert station.restart().state is S.SENT
    assert station.ledger == 1


def test_killed_while_the_network_holds_the_call_it_then_carries_out(station: Station) -> None:
    assert station.killed_in_call(faults.Kind.COMMIT_THEN_TIMEOUT, seconds=30.0).state is S.SENDING
    assert station.restart().state is S.SENT
    assert station.ledger == 1


def test_killed_before_the_network_carries_the_call_out_late(station: Station) -> None:
    assert station.killed_in_call(faults.Kind.SLOW, seconds=5.0).state is S.SENDING
    assert station.ledger == 0
    deadline = time.monotonic() + 20
    while station.ledger == 0 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert station.restart().state is S.SENT
    assert station.ledger == 1


@pytest.mark.parametrize("hours", [24, -24])
def test_killed_in_the_call_and_started_again_with_a_clock_that_is_a_day_off(station: Station, hours: int) -> None:
    assert station.killed_at("answer").state is S.SENDING
    station.now += timedelta(hours=hours)
    assert station.restart().state is S.SENT
    assert station.ledger == 1
