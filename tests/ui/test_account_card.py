"""The words of an account's card: a light that says why, the last reading, and what the network still allows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.connection import Connection
from pmsdesk.domain.errors import BadAnswer, CreditsGone, RateLimited
from pmsdesk.domain.polling import Budget, Polling
from pmsdesk.ui.settings.account_card import AccountCard, AccountState
from pmsdesk.ui.widgets.badge import Badge
from tests.screen import NOW

Say = Callable[..., list[str]]
MINUTE = timedelta(minutes=1)
AT_10_29 = NOW + 15 * MINUTE
READ = Polling(NOW)


def account(channel: Channel = Channel.X, *, connected: bool = True) -> Account:
    return Account("a", channel, "MOWorks", "Kementerian Kerja Raya", "kkr", connected=connected)


@pytest.fixture
def say(qtbot: QtBot) -> Say:
    """The light, then the lines of a card."""

    def say(state: AccountState, polling: Polling = READ) -> list[str]:
        card = AccountCard(state)
        qtbot.addWidget(card)
        card.tell(polling, NOW)
        light = card.findChild(Badge)
        assert light is not None
        lines = [label.text() for label in card.findChildren(QLabel)[1:] if not label.isHidden()]
        assert card.accessibleName() == ". ".join(("Kementerian Kerja Raya", light.accessibleName(), *lines))
        return [light.accessibleName(), *lines]

    return say


@pytest.mark.parametrize(
    ("polling", "light"),
    [
        (READ, "Berfungsi baik"),
        (Polling(), "Bersambung"),
        (Polling(NOW, BadAnswer(channel="X"), 3, NOW - 5 * MINUTE), "3 bacaan gagal sejak 10:09"),
        (Polling(NOW, RateLimited(AT_10_29, channel="X"), 1, NOW), "Diperlahankan hingga 10:29"),
        (Polling(NOW, budget=Budget(1.0, 0, AT_10_29, 300)), "Diperlahankan hingga 10:29"),
        (Polling(elsewhere=True), "Tidak dibaca di komputer ini"),
    ],
)
def test_the_light_says_why(say: Say, polling: Polling, light: str) -> None:
    assert say(AccountState(account()), polling)[0] == light


def test_what_an_administrator_did_or_must_do_is_in_the_light_too(say: Say) -> None:
    assert say(AccountState(account(connected=False)))[0] == "Tidak bersambung"
    assert say(AccountState(account(), paused=True))[0] == "Bacaan dijeda"
    assert say(AccountState(account(), connection=Connection(is_over=True)))[0] == "Perlu disambung semula"
    assert say(AccountState(account(), connection=Connection(NOW + timedelta(days=7))))[0] == "Tamat dalam 7 hari"


def test_an_account_that_is_not_in_use_says_so_and_since_when(say: Say) -> None:
    ended = replace(account(), valid_from=date(2013, 5, 6), valid_to=date(2016, 12, 31))
    light, _which, _reading, validity = say(AccountState(ended))
    assert light == "Tidak digunakan lagi"
    assert validity == (
        "Digunakan dari 6 Mei 2013 hingga 31 Dis 2016: ia tidak dibaca dan tiada balasan diterbitkan daripadanya."
    )
    assert say(AccountState(replace(account(), valid_from=date(2027, 1, 1))))[0] == "Belum digunakan"
    assert say(AccountState(replace(account(), valid_to=date(2026, 11, 23))))[3] == "Digunakan hingga 23 Nov 2026"


def test_the_owner_and_the_deputy_are_named_and_told_first_when_the_connection_ends(say: Say) -> None:
    known = AccountState(account(), owner="Nur Aisyah", deputy="Hakim bin Osman")
    assert say(known)[3] == "Pemilik: Nur Aisyah · Timbalan: Hakim bin Osman"
    assert say(replace(known, owner=""))[3] == "Timbalan: Hakim bin Osman"
    ending = Connection(NOW + timedelta(days=7))
    assert say(replace(known, connection=ending))[3] == "Maklumkan dahulu: Nur Aisyah, kemudian Hakim bin Osman"
    nobody = AccountState(account(), connection=ending)
    assert say(nobody)[3] == "Sambungan perlu diperbaharui; pemilik akaun belum ditetapkan."


def test_the_last_reading_is_told_with_what_came_of_it(say: Say) -> None:
    read_before = AccountState(account(), NOW - 90 * MINUTE)
    assert say(AccountState(account()), Polling())[2] == "Belum pernah dibaca"
    assert say(read_before, Polling())[2] == "Bacaan terakhir 08:44 (1 jam lalu) berjaya"
    assert say(read_before, READ)[2] == "Bacaan terakhir 10:14 (sebentar tadi) berjaya"
    failed = Polling(NOW - 5 * MINUTE, CreditsGone(channel="X"), 1, NOW - 5 * MINUTE)
    told = "Bacaan terakhir 10:09 (5 minit lalu) gagal: Kredit API X telah habis. Hubungi pentadbir."
    assert say(AccountState(account()), failed)[2] == told
    assert say(read_before, failed)[2] == f"{told} Terakhir berjaya 08:44."
    asked_to_wait = Polling(NOW, RateLimited(AT_10_29, channel="X"), 1, NOW)
    told = "Bacaan terakhir 10:14 (sebentar tadi) ditangguhkan: X meminta kita menunggu hingga 10:29."
    assert say(AccountState(account()), asked_to_wait)[2] == told


@pytest.mark.parametrize(
    ("channel", "budget", "told"),
    [
        (
            Channel.X,
            Budget(0.04, 288, AT_10_29, 300),
            "Had X: 288 daripada 300 panggilan masih ada · diperbaharui 10:29",
        ),
        (
            Channel.YOUTUBE,
            Budget(0.125, 8750, AT_10_29, 10_000),
            "Unit YouTube: 1,250 daripada 10,000 digunakan, dikongsi semua akaun YouTube · diperbaharui 10:29",
        ),
        (Channel.FACEBOOK, Budget(0.28), "Had Facebook: 28% digunakan"),
    ],
)
def test_what_the_network_still_allows_is_in_words(say: Say, channel: Channel, budget: Budget, told: str) -> None:
    assert say(AccountState(account(channel)), Polling(NOW, budget=budget))[-1] == told


def test_a_limit_that_has_renewed_is_not_told(say: Say) -> None:
    lines = say(AccountState(account()), Polling(NOW, budget=Budget(0.9, 30, NOW, 300)))
    assert not any("Had X" in line for line in lines)


def test_the_hours_of_an_outage_are_in_words_in_both_lines(say: Say) -> None:
    since = NOW - timedelta(days=3)
    light, _which, reading = say(AccountState(account()), Polling(since, BadAnswer(channel="X"), 1, since))
    assert light == "1 bacaan gagal sejak Jumaat 10:14"
    assert "Jumaat 10:14 (3 hari lalu) gagal" in reading
