"""An hour's outage of the shared register, by the seats' own clocks: work goes on, and then all is there, once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pmsdesk.app.demo.comparing import differences
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.reply import DraftMode, ReplyState
from pmsdesk.services import approving, complaining, drafting
from pmsdesk.store.wire import KINDS
from tests.postgres import SharedRegister, cluster, shared
from tests.sync.seats import ANSWER, FORM, RUDE, Seat

__all__ = ["cluster", "shared"]

TURNS = 12
STEP = timedelta(minutes=5)


@dataclass
class Outage:
    """An officer and a supervisor at two seats; what each of them did while the register was away."""

    officer: Seat
    supervisor: Seat
    waiting: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    drafted: list[str] = field(default_factory=list)

    @property
    def seats(self) -> tuple[Seat, Seat]:
        return self.officer, self.supervisor

    def exchange(self) -> None:
        """Both speak with the register, and once more, so that each has what the other sent."""
        for seat in (*self.seats, *self.seats):
            seat.sync()

    def hold_replies(self) -> None:
        """While the line still holds: the officer's flagged replies wait for the supervisor."""
        for turn in range(TURNS):
            self.officer.hear(f"h{turn}", author=f"61{turn}", thread=f"h{turn}")
        talks = [talk for (talk,) in self.officer.rows("SELECT id FROM conversation ORDER BY key")]
        self.waiting = [self.officer.submit(talk, f"h{turn}", RUDE) for turn, talk in enumerate(talks)]
        self.exchange()

    def last_an_hour(self) -> None:
        """Every five minutes each hears a citizen and does the day's work; the register is tried, in vain."""
        for seat in self.seats:
            seat.line.cut = True
        for turn in range(TURNS):
            self._officer_works(turn)
            self._supervisor_works(turn)
            for seat in self.seats:
                seat.pass_time(seconds=STEP.total_seconds())
                assert not seat.sync().status.online

    def end(self) -> None:
        for seat in self.seats:
            seat.line.cut = False
        self.exchange()

    def _officer_works(self, turn: int) -> None:
        talk = self.officer.hear(f"o{turn}", author=f"62{turn}", thread=f"o{turn}")
        self._register(self.officer, talk)
        draft = f"Terima kasih, aduan ke-{turn} sedang disemak."
        self.officer.do(drafting.save_draft, talk, DraftMode.REPLY, draft)
        self.drafted.append(draft)

    def _supervisor_works(self, turn: int) -> None:
        talk = self.supervisor.hear(f"s{turn}", author=f"63{turn}", thread=f"s{turn}")
        self._register(self.supervisor, talk)
        self.supervisor.submit(talk, f"s{turn}", ANSWER)
        reply = self.waiting[turn]
        head = self.supervisor.store.read().approval(reply).reply.head
        self.supervisor.do(approving.approve, reply, head.sha)

    def _register(self, seat: Seat, talk: str) -> None:
        seat.do(complaining.register, talk, FORM)
        complaint = seat.store.read().conversation(talk, seat.user).complaint
        assert complaint is not None
        self.numbers.append(complaint.number)


@pytest.fixture
def outage(shared: SharedRegister, tmp_path: Path) -> Iterator[Outage]:
    """Two seats that have the register, an hour ago."""
    began = datetime.now(UTC) - TURNS * STEP
    made = Outage(*(Seat(shared, tmp_path / user, user, now=began) for user in ("siti", "rahman")))
    made.exchange()
    yield made
    for seat in made.seats:
        seat.close()


@pytest.fixture
def past(outage: Outage) -> Outage:
    """The same two when the hour is over and everything was exchanged."""
    outage.hold_replies()
    outage.last_an_hour()
    outage.end()
    return outage


Count = Callable[[str], int]


@pytest.fixture
def count(shared: SharedRegister) -> Count:
    """How many rows the register has of what is asked."""
    return lambda what: int(shared.one(f"SELECT count(*) FROM {what}"))


def test_meanwhile_each_seat_says_since_when_and_how_much_waits(outage: Outage, count: Count) -> None:
    outage.hold_replies()
    outage.last_an_hour()
    for seat, deeds in ((outage.officer, 1), (outage.supervisor, 3)):
        status = seat.store.read().sync_status(seat.user)
        assert status.offline_since is not None
        assert seat.now - status.offline_since == TURNS * STEP - STEP
        assert status.waiting == TURNS * deeds + TURNS, "what was done, and what citizens wrote"
        assert status.stuck == ()
    assert count("app.complaint") == 0


def test_every_complaint_has_the_official_number_it_was_given_at_once(past: Outage, count: Count) -> None:
    assert len(set(past.numbers)) == len(past.numbers) == 2 * TURNS
    assert all(number.startswith("KKR/") for number in past.numbers)
    for seat in past.seats:
        held = [number for (number,) in seat.rows("SELECT number FROM complaint")]
        assert sorted(held) == sorted(past.numbers)
    assert count("app.complaint") == 2 * TURNS


def test_every_approval_stands_once_at_both_and_lets_one_publication_go(past: Outage, count: Count) -> None:
    for seat in past.seats:
        for reply in past.waiting:
            view = seat.store.read().approval(reply)
            assert view.reply.state is ReplyState.CLEARED
            assert [(one.approver_id, one.sha) for one in view.approvals] == [("rahman", view.reply.head.sha)]
    assert count("app.approval") == TURNS
    assert count("app.publication") == 2 * TURNS, "of the approved replies and of those that needed nobody"
    assert count(f"app.publication WHERE state <> '{PublicationState.READY}'") == 0


def test_drafts_are_where_they_were_typed(past: Outage) -> None:
    kept = [text for (text,) in past.officer.rows("SELECT text FROM draft ORDER BY saved_at")]
    assert kept == past.drafted


def test_nothing_waits_is_stuck_or_in_conflict_and_both_hold_what_the_register_holds(past: Outage) -> None:
    for seat in past.seats:
        status = seat.store.read().sync_status(seat.user)
        assert status.online
        assert (status.waiting, status.stuck, status.conflicts, status.news) == (0, (), 0, 0)
        assert differences(seat.api, seat.store, KINDS) == []
        assert seat.store.verify() > 0
