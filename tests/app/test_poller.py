"""Polling: every connected account in its turn, against the practice networks and all they can do wrong."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from pmsdesk.app.lines import token_name
from pmsdesk.app.poller import Poller
from pmsdesk.app.turns import LONGEST_WAIT
from pmsdesk.domain.errors import BadAnswer, NoKeyring, NoNetwork, RateLimited, StoreLocked, TokenExpired
from pmsdesk.domain.events import AccountPolled, MessagesArrived
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.sandbox.faults import Kind
from tests.app.conftest import Station

MINUTE = timedelta(minutes=1)
Lock = Callable[[Station], AbstractContextManager[None]]


def poller_of(station: Station, interval: timedelta = MINUTE) -> Poller:
    seat = station.seat
    poller = Poller(station.desk(), station.tasks, seat.lines, seat.store.work, seat.triager.triage, interval)
    poller._timer.setInterval(10**9)
    return poller


@pytest.fixture
def poller(station: Station) -> Iterator[Poller]:
    """Polls each account each minute; the tests look at the clock in place of its timer."""
    made = poller_of(station)
    yield made
    made.stop()


def round_of(station: Station, poller: Poller) -> None:
    """What the timer does each second, and all that follows."""
    poller.look()
    station.settle()


def polled(station: Station) -> list[str]:
    """Which accounts were polled since this was last asked."""
    accounts = [event.account_id for event in station.happened if isinstance(event, AccountPolled)]
    station.happened.clear()
    return sorted(accounts)


def test_every_connected_account_is_polled_and_no_other(station: Station, poller: Poller) -> None:
    connected = ["facebook-kkr", "instagram-kkr", "x-moworks", "youtube-kkr"]
    station.connect(*connected)
    for account_id in connected:
        station.write(account_id)
    poller.start()
    station.settle()
    arrived = [event.account_id for event in station.happened if isinstance(event, MessagesArrived)]
    assert sorted(arrived) == connected
    assert polled(station) == connected


def test_an_account_that_another_seat_polls_is_left_to_it_until_it_is_this_seats_turn(station: Station) -> None:
    station.connect("x-moworks", "facebook-kkr")
    ours = {"facebook-kkr"}
    seat = station.seat
    poller = Poller(
        station.desk(),
        station.tasks,
        seat.lines,
        seat.store.work,
        seat.triager.triage,
        MINUTE,
        may_poll=lambda account_id: account_id in ours,
    )
    poller._timer.setInterval(10**9)
    poller.start()
    station.settle()
    assert polled(station) == ["facebook-kkr"]
    ours.add("x-moworks")
    round_of(station, poller)
    assert polled(station) == ["x-moworks"]
    ours.clear()
    station.jump(minutes=5)
    round_of(station, poller)
    assert polled(station) == []
    poller.stop()


def test_it_is_polled_again_after_the_interval_and_not_before(station: Station, poller: Poller) -> None:
    station.connect("x-moworks")
    poller.start()
    station.settle()
    station.happened.clear()
    station.jump(seconds=59)
    round_of(station, poller)
    assert polled(station) == []
    station.jump(seconds=1)
    round_of(station, poller)
    assert polled(station) == ["x-moworks"]


def test_what_does_not_fit_into_one_fetch_is_fetched_at_once(station: Station, poller: Poller) -> None:
    station.connect("x-moworks")
    for number in range(430):
        station.write("x-moworks", f"Aduan jalan berlubang nombor {number}", f"pengadu_{number}")
    poller.start()
    station.settle()
    assert station.seat.store.read().counts("s-aisyah", station.now()).open == 430
    assert polled(station) == ["x-moworks", "x-moworks"]


def test_back_off_doubles_to_a_quarter_of_an_hour_and_starts_anew_when_it_works(
    station: Station, poller: Poller
) -> None:
    station.connect("x-moworks")
    fault = station.fault("x.mentions", Kind.STATUS_500, times=None)
    poller.start()
    station.settle()
    for minutes in (1, 2, 4, 8, 15, 15):
        calls = fault.calls
        station.jump(seconds=minutes * 60 - 1)
        round_of(station, poller)
        assert fault.calls == calls
        station.jump(seconds=1)
        round_of(station, poller)
        assert fault.calls == calls + 1
    station.mend()
    station.jump(minutes=LONGEST_WAIT / MINUTE)
    round_of(station, poller)
    assert polled(station) == ["x-moworks"]
    station.jump(minutes=1)
    round_of(station, poller)
    assert polled(station) == ["x-moworks"]


def test_a_network_that_asks_to_wait_is_left_alone_until_then(station: Station, poller: Poller) -> None:
    station.connect("x-moworks")
    fault = station.fault("x.mentions", Kind.STATUS_429)
    poller.start()
    station.settle()
    (told,) = station.told
    assert isinstance(told, RateLimited)
    assert told.until > station.now() + MINUTE
    station.jump(seconds=(told.until - station.now()).total_seconds() - 2)
    round_of(station, poller)
    assert (fault.calls, polled(station)) == (1, [])
    station.jump(seconds=4)
    round_of(station, poller)
    assert polled(station) == ["x-moworks"]


def test_a_slow_account_does_not_hold_up_the_others(station: Station, poller: Poller, qtbot: QtBot) -> None:
    station.connect("x-moworks", "x-jkrmalaysia", "facebook-kkr")
    slow = station.fault("x.mentions", Kind.SLOW, account="MOWorks", seconds=3600)
    poller.start()
    qtbot.waitUntil(lambda: slow.calls == 1 and len(station.happened) == 2)
    assert polled(station) == ["facebook-kkr", "x-jkrmalaysia"]
    station.sandbox.stop()
    station.settle()


def test_offline_is_told_only_when_no_network_answers_and_online_when_one_does(
    station: Station, poller: Poller
) -> None:
    station.connect("x-moworks", "facebook-kkr")
    station.fault("x.*", Kind.DROP_BEFORE_COMMIT, times=None)
    poller.start()
    station.settle()
    assert (station.online, poller.offline_since) == ([], None)
    station.sandbox.stop()
    lost_at = station.now()
    poller.poll_now()
    station.settle()
    assert (station.online, poller.offline_since) == ([False], lost_at)
    station.jump(minutes=1)
    round_of(station, poller)
    assert (station.online, poller.offline_since) == ([False], lost_at)
    assert station.told == []
    station.mend()
    station.sandbox.start()
    station.jump(minutes=1)
    round_of(station, poller)
    assert (station.online, poller.offline_since) == ([False, True], None)


def test_without_any_network_it_is_tried_each_minute_however_long_the_outage(station: Station, poller: Poller) -> None:
    station.connect("x-moworks")
    station.sandbox.stop()
    poller.start()
    station.settle()
    for _ in range(8):
        station.jump(minutes=1)
        round_of(station, poller)
    station.sandbox.start()
    station.jump(minutes=1)
    round_of(station, poller)
    assert polled(station) == ["x-moworks"]
    assert station.online == [False, True]


def test_an_account_without_a_token_says_nothing_of_the_network(station: Station, poller: Poller) -> None:
    station.connect("x-moworks", "x-jkrmalaysia")
    station.vault.put(token_name(station.account("x-jkrmalaysia")), "token\nrosak")
    station.sandbox.stop()
    poller.start()
    station.settle()
    assert station.online == [False]
    station.sandbox.start()
    station.jump(minutes=2)
    round_of(station, poller)
    assert station.online == [False, True]


def test_an_account_that_was_disconnected_does_not_keep_the_console_online(station: Station, poller: Poller) -> None:
    station.connect("x-moworks", "facebook-kkr")
    poller.start()
    station.settle()
    station.disconnect("facebook-kkr")
    station.sandbox.stop()
    station.jump(minutes=1)
    round_of(station, poller)
    assert station.online == [False]
    station.disconnect("x-moworks")
    round_of(station, poller)
    assert station.online == [False, True]


def test_one_network_that_stays_away_alone_is_told_once(station: Station, poller: Poller) -> None:
    station.connect("x-moworks", "facebook-kkr")
    station.fault("facebook.*", Kind.DROP_BEFORE_COMMIT, times=None)
    poller.start()
    station.settle()
    station.jump(minutes=1)
    round_of(station, poller)
    assert station.told == []
    for _ in range(4):
        station.jump(minutes=1)
        round_of(station, poller)
    (told,) = station.told
    assert isinstance(told, NoNetwork)
    assert "facebook" in str(told).casefold()


def test_an_expired_token_is_told_once_and_again_only_after_it_had_worked(station: Station, poller: Poller) -> None:
    station.connect("x-moworks")
    station.fault("x.*", Kind.STATUS_401, times=None)
    poller.start()
    station.settle()
    for _ in range(5):
        station.jump(minutes=15)
        round_of(station, poller)
    assert [type(error) for error in station.told] == [TokenExpired]
    assert "Kementerian Kerja Raya" in str(station.told[0])
    station.mend()
    station.jump(minutes=15)
    round_of(station, poller)
    station.fault("x.*", Kind.STATUS_401, times=None)
    station.jump(minutes=1)
    round_of(station, poller)
    assert [type(error) for error in station.told] == [TokenExpired, TokenExpired]


@pytest.mark.parametrize("kind", [Kind.STATUS_401, Kind.STATUS_402, Kind.STATUS_403, Kind.STATUS_429, Kind.STATUS_500])
def test_no_failure_disconnects_an_account_or_forgets_its_token(station: Station, poller: Poller, kind: Kind) -> None:
    station.connect("x-moworks")
    station.write("x-moworks")
    station.fault("x.*", kind, times=None)
    poller.start()
    station.settle()
    for _ in range(4):
        station.jump(minutes=15)
        round_of(station, poller)
    assert station.account("x-moworks").connected
    assert station.vault.get(token_name(station.account("x-moworks")))
    station.mend()
    poller.poll_now()
    station.settle()
    assert station.seat.store.read().counts("s-aisyah", station.now()).open == 1


def test_what_fails_after_an_outage_is_told_too(station: Station, poller: Poller) -> None:
    station.connect("x-moworks")
    station.sandbox.stop()
    poller.start()
    station.settle()
    station.sandbox.start()
    station.fault("x.*", Kind.STATUS_401, times=None)
    station.jump(minutes=15)
    round_of(station, poller)
    assert [type(error) for error in station.told] == [TokenExpired]


@pytest.mark.parametrize("kind", [Kind.HTML, Kind.TRUNCATED])
def test_an_answer_that_cannot_be_read_loses_nothing(station: Station, poller: Poller, kind: Kind) -> None:
    station.connect("x-moworks")
    station.write("x-moworks")
    station.fault("x.mentions", kind)
    poller.start()
    station.settle()
    assert [type(error) for error in station.told] == [BadAnswer]
    station.jump(minutes=1)
    round_of(station, poller)
    assert station.seat.store.read().counts("s-aisyah", station.now()).open == 1


def test_without_a_place_for_tokens_the_person_is_told(station: Station, poller: Poller) -> None:
    station.connect("x-moworks")
    station.vault.forget(token_name(station.account("x-moworks")))
    poller.start()
    station.settle()
    station.jump(minutes=1)
    round_of(station, poller)
    assert [type(error) for error in station.told] == [NoKeyring]


def test_a_clock_that_is_set_back_a_day_does_not_stop_the_polling(station: Station, poller: Poller) -> None:
    station.connect("x-moworks")
    poller.start()
    station.settle()
    polled(station)
    station.off -= timedelta(days=1)
    round_of(station, poller)
    assert polled(station) == ["x-moworks"]


def test_after_stopping_no_fetch_begins(station: Station, poller: Poller) -> None:
    station.connect("x-moworks")
    poller.start()
    poller.stop()
    station.settle()
    assert station.calls("x.mentions") == 0


def test_a_store_that_another_program_holds_is_told_once_and_not_queued_for(
    station: Station, another_program: Lock
) -> None:
    station.connect("x-moworks")
    poller = poller_of(station)
    poller.start()
    station.settle()
    station.happened.clear()
    with another_program(station):
        for _ in range(30):
            poller.look()
        assert station.tasks.pending <= 2
        for _ in range(3):
            station.jump(minutes=15)
            round_of(station, poller)
    told = [type(error) for error in station.told]
    assert set(told) == {StoreLocked}
    assert len(told) <= 2
    station.jump(minutes=15)
    round_of(station, poller)
    assert polled(station) == ["x-moworks"]
    poller.stop()


def test_the_cursor_is_kept_so_that_nothing_is_read_in_twice(station: Station, poller: Poller) -> None:
    station.connect("x-moworks")
    station.write("x-moworks")
    poller.start()
    station.settle()
    with station.seat.store.work(SYSTEM) as work:
        assert work.accounts.cursor("x-moworks")
    station.happened.clear()
    station.jump(minutes=1)
    round_of(station, poller)
    assert [type(event) for event in station.happened] == [AccountPolled]
