"""The light of an account shows the gravest of all that is the matter with reading it."""

from datetime import UTC, datetime, timedelta

import pytest

from pmsdesk.domain.connection import Connection
from pmsdesk.domain.errors import NoNetwork, RateLimited, TokenExpired
from pmsdesk.domain.polling import Budget, Health, Polling, health

NOW = datetime(2026, 12, 1, tzinfo=UTC)
SOON = NOW + timedelta(minutes=15)
SOUND = Polling(NOW)
FAILING = Polling(NOW, NoNetwork(channel="X"), 2, NOW)
ASKED_TO_WAIT = Polling(NOW, RateLimited(SOON, channel="X"), 1, NOW)
USED_UP = Polling(NOW, budget=Budget(1.0, 0, SOON, 300))
ENDING = Connection(NOW + timedelta(days=7))


@pytest.mark.parametrize(
    ("polling", "connection", "shown"),
    [
        (SOUND, Connection(), Health.SOUND),
        (Polling(), Connection(), Health.UNKNOWN),
        (Polling(elsewhere=True), Connection(), Health.ELSEWHERE),
        (SOUND, ENDING, Health.ENDING),
        (USED_UP, ENDING, Health.SLOW),
        (ASKED_TO_WAIT, Connection(), Health.SLOW),
        (FAILING, ENDING, Health.FAILING),
        (FAILING, Connection(is_over=True), Health.OVER),
        (Polling(NOW, TokenExpired(account="KKR"), 1, NOW), Connection(), Health.OVER),
    ],
)
def test_the_gravest_is_shown(polling: Polling, connection: Connection, shown: Health) -> None:
    assert health(polling, connection, NOW) is shown


def test_a_paused_account_is_paused_whatever_became_of_its_last_fetch() -> None:
    assert health(FAILING, Connection(), NOW, paused=True) is Health.PAUSED
    assert health(FAILING, Connection(), NOW, connected=False, paused=True) is Health.NOT_CONNECTED
    assert health(FAILING, Connection(), NOW, in_use=False, connected=False) is Health.NOT_IN_USE


@pytest.mark.parametrize("polling", [ASKED_TO_WAIT, USED_UP])
def test_it_is_slow_until_the_network_lets_us_read_again(polling: Polling) -> None:
    assert polling.slow_until(NOW) == SOON
    assert polling.slow_until(SOON) is None
    assert health(polling, Connection(), SOON) is not Health.SLOW


def test_a_limit_that_renewed_says_nothing_any_more() -> None:
    assert Budget(0.5, 150, SOON, 300).is_of(NOW)
    assert not Budget(0.5, 150, SOON, 300).is_of(SOON)
    assert Budget(0.28).is_of(NOW)


@pytest.mark.parametrize(("used", "short"), [(0.74, False), (0.75, True), (1.2, True)])
def test_what_can_wait_is_not_asked_while_little_is_left(used: float, short: bool) -> None:
    assert Budget(used, renews_at=SOON).is_short(NOW) is short
    assert Budget(used).is_short(NOW) is short
    assert not Budget(used, renews_at=SOON).is_short(SOON)
