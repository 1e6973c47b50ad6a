"""When the register is spoken with: every few seconds, at once after an act, seldom in the background, less offline."""

import queue
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from pmsdesk.app.syncer import CALM_S, EVERY_S, Syncer, Turn
from pmsdesk.domain.events import ConversationChanged, Event, StaffChanged
from pmsdesk.domain.staff import SYSTEM, Role
from pmsdesk.services.reading import SyncStatus
from pmsdesk.sync.round import Outcome
from pmsdesk.ui.tasks import READ
from tests.app.conftest import Station
from tests.screen import AISYAH, NOW

ONLINE = SyncStatus(joined=True, online_since=NOW)
OFFLINE = SyncStatus(joined=True, offline_since=NOW, waiting=2)


class Register:
    """Answers each round as it is told, and counts them."""

    def __init__(self) -> None:
        self.status, self.rounds, self.dismissed = ONLINE, 0, False
        self.events: tuple[Event, ...] = ()
        self.retry_after = 0.0

    def turn(self) -> Turn:
        self.rounds += 1
        events, self.events = self.events, ()
        return Turn(Outcome(events, self.status, self.retry_after), self.dismissed)


@pytest.fixture
def register() -> Register:
    return Register()


@pytest.fixture
def begin(station: Station, register: Register) -> Callable[..., Syncer]:
    """Begins, and does its first round; the tests ask for the next ones in place of its timer."""

    def made(is_calm: Callable[[], bool] = lambda: False, chance: float = 0.5) -> Syncer:
        syncer = Syncer(station.desk(), station.tasks, register.turn, is_calm, chance=lambda: chance)
        syncer._next.timeout.disconnect()
        syncer.start()
        station.settle()
        return syncer

    return made


def test_a_round_comes_every_few_seconds_with_jitter_and_seldom_when_nobody_looks(begin: Callable[..., Syncer]) -> None:
    assert begin().wait_s == EVERY_S
    assert EVERY_S * 0.8 <= begin(chance=0.0).wait_s < EVERY_S < begin(chance=1.0).wait_s <= EVERY_S * 1.2
    assert begin(lambda: True).wait_s == CALM_S


def test_a_register_out_of_reach_is_tried_less_and_less_often_up_to_a_minute(
    begin: Callable[..., Syncer], register: Register, station: Station
) -> None:
    register.status = OFFLINE
    syncer = begin(chance=1.0)
    waits = []
    for _ in range(9):
        waits.append(syncer.wait_s)
        syncer.sync_now()
        station.settle()
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    register.status = ONLINE
    syncer.sync_now()
    station.settle()
    assert syncer.wait_s == pytest.approx(EVERY_S * 1.2)


def test_what_a_person_did_goes_up_at_once_but_what_came_down_does_not_echo(
    begin: Callable[..., Syncer], register: Register, station: Station, qtbot: object
) -> None:
    syncer = begin()
    assert register.rounds == 1
    syncer._desk.happened.emit((ConversationChanged("c1"),))
    assert syncer._next.interval() <= 100
    syncer.sync_now()
    station.settle()
    register.events = (ConversationChanged("c2"),)
    syncer.sync_now()
    station.settle()
    assert ConversationChanged("c2") in station.happened
    assert syncer._next.interval() > 1000


def test_the_desk_hears_how_the_seat_stands_and_when_it_was_of_one_mind(
    begin: Callable[..., Syncer], register: Register, station: Station
) -> None:
    syncer = begin()
    standing = syncer._desk.standing
    assert standing is not None
    assert standing.status == ONLINE
    assert standing.synced_at == station.now()
    register.status = OFFLINE
    station.jump(minutes=3)
    syncer.sync_now()
    station.settle()
    standing = syncer._desk.standing
    assert standing is not None
    assert standing.status == OFFLINE
    assert standing.synced_at is not None
    assert standing.synced_at < station.now()


def test_what_was_read_before_a_round_ended_does_not_hide_what_the_round_brought(
    register: Register, station: Station, qtbot: QtBot
) -> None:
    reading: queue.SimpleQueue[None] = queue.SimpleQueue()
    station.tasks.run(READ, reading.get)
    syncer = Syncer(station.desk(), station.tasks, register.turn)
    syncer.start()
    qtbot.waitUntil(lambda: syncer._desk.standing is not None)
    reading.put(None)
    station.settle()
    assert syncer._desk.standing is not None
    assert syncer._desk.standing.status == ONLINE


def test_the_register_may_ask_for_longer_pauses(begin: Callable[..., Syncer], register: Register) -> None:
    register.retry_after = 20.0
    assert begin()._next.interval() == 20_000


def test_whom_the_register_knows_no_more_is_told_and_nothing_more_is_asked(
    begin: Callable[..., Syncer], register: Register, station: Station
) -> None:
    syncer = begin()
    turned_out = []
    syncer.dismissed.connect(lambda: turned_out.append(True))
    register.status, register.dismissed = OFFLINE, True
    syncer.sync_now()
    station.settle()
    assert turned_out == [True]
    syncer.sync_now()
    station.settle()
    assert register.rounds == 2


def test_another_role_ends_the_console_that_was_made_for_the_old_one(
    begin: Callable[..., Syncer], register: Register, station: Station
) -> None:
    from dataclasses import replace

    syncer = begin()
    demoted = []
    syncer.demoted.connect(lambda: demoted.append(True))
    register.events = (StaffChanged(AISYAH.id),)
    syncer.sync_now()
    station.settle()
    assert demoted == []
    with station.seat.store.work(SYSTEM) as work:
        work.people.put(replace(AISYAH, role=Role.PUBLISHER))
        work.commit()
    register.events = (StaffChanged(AISYAH.id),)
    syncer.sync_now()
    station.settle()
    assert demoted == [True]


def test_a_bug_in_a_round_is_told_once_and_the_rounds_go_on(
    begin: Callable[..., Syncer], register: Register, station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pmsdesk.domain.errors import StoreLocked

    syncer = begin()

    def locked() -> Turn:
        raise StoreLocked()

    monkeypatch.setattr(syncer, "_one_turn", locked)
    for _ in range(3):
        syncer.sync_now()
        station.settle()
    assert [type(error) for error in station.told] == [StoreLocked]
    monkeypatch.undo()
    syncer._one_turn = register.turn
    syncer.sync_now()
    station.settle()
    assert register.rounds == 2
