"""What folds out of an account's card: profile and metrics, what is missing, what is not told, and how it changed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.metrics import AccountMetrics, AccountSample, Profile
from pmsdesk.domain.staff import SYSTEM, Staff
from pmsdesk.services import measuring
from pmsdesk.services.measuring import Measurement
from pmsdesk.ui.settings.account_metrics import AccountDetails, AccountMetricsView
from pmsdesk.ui.widgets.badge import Badge
from pmsdesk.ui.widgets.sparkline import Sparkline
from tests.console import Console
from tests.screen import AISYAH, CONNECTED, FARID, NOW, Screen

X = "x-moworks"
DAY = timedelta(days=1)
NOT_TOLD = "tidak diberi oleh rangkaian"
WHOLE = Profile(
    "Kementerian Kerja Raya", "MOWorks", "Akaun rasmi", "https://www.kkr.gov.my", "https://x/p", "https://x/h"
)


def account(channel: Channel = Channel.X) -> Account:
    return Account(X, channel, "MOWorks", "Kementerian Kerja Raya", "kkr", connected=True)


def sample(days_ago: int = 0, profile: Profile = WHOLE, **figures: int | None) -> AccountSample:
    return AccountSample(X, NOW - days_ago * DAY, AccountMetrics(**figures), profile)


@pytest.fixture
def show(qtbot: QtBot) -> Callable[..., QWidget]:
    def show(*samples: AccountSample, channel: Channel = Channel.X) -> QWidget:
        view = AccountMetricsView(account(channel), samples)
        qtbot.addWidget(view)
        return view

    return show


def texts(view: QWidget) -> list[str]:
    return [label.text().strip("\u2068\u2069") for label in view.findChildren(QLabel)]


def row(view: QWidget, name: str, length: int = 2) -> list[str]:
    """The texts that stand behind *name*."""
    said = texts(view)
    return said[said.index(name) + 1 : said.index(name) + 1 + length]


def missing(view: QWidget) -> int:
    return sum(badge.accessibleName() == "Tiada" for badge in view.findChildren(Badge))


def test_a_whole_profile_is_told(show: Callable[..., QWidget]) -> None:
    view = show(sample(followers=5))
    said = texts(view)
    assert {"Kementerian Kerja Raya", "@MOWorks", "Akaun rasmi", "https://www.kkr.gov.my"} <= set(said)
    assert said.count("Ada") == 4
    assert missing(view) == 0


def test_what_a_profile_lacks_is_marked_and_what_the_network_does_not_tell_is_not(
    show: Callable[..., QWidget],
) -> None:
    view = show(sample(profile=Profile("KKR", "kkr", bio="", website=None, picture="", header="")))
    assert missing(view) == 3
    assert row(view, "Laman web", 1) == [NOT_TOLD]


def test_numbers_are_told_with_the_change_since_the_sample_before(show: Callable[..., QWidget]) -> None:
    view = show(
        sample(2, followers=90),
        sample(1, followers=96_540, posts=4, following=3),
        sample(followers=96_549, posts=4, following=1),
    )
    assert row(view, "Pengikut") == ["96,549", "+9"]
    assert row(view, "Mengikuti") == ["1", "−2"]
    assert row(view, "Hantaran") == ["4", "tiada perubahan"]
    assert texts(view)[-1] == "Diukur pada Isnin, 23 November 2026, 10:14 · perubahan berbanding 22 Nov"


def test_what_the_network_does_not_tell_is_in_words_and_never_nought(show: Callable[..., QWidget]) -> None:
    view = show(sample(1, followers=8), sample(following=0))
    assert row(view, "Pengikut", 1) == [NOT_TOLD]
    assert row(view, "Tontonan sehari", 1) == [NOT_TOLD]
    assert row(view, "Mengikuti") == ["0", ""]


def test_of_the_first_sample_no_change_is_told(show: Callable[..., QWidget]) -> None:
    view = show(sample(followers=8))
    assert row(view, "Pengikut") == ["8", ""]
    assert texts(view)[-1] == "Diukur pada Isnin, 23 November 2026, 10:14"


def test_the_line_is_told_to_a_screen_reader(show: Callable[..., QWidget]) -> None:
    view = show(sample(2, followers=8_000), sample(1), sample(followers=9_500))
    (line,) = view.findChildren(Sparkline)
    assert line.accessibleName() == "Pengikut: paling rendah 8,000, paling tinggi 9,500"
    assert [len(part) for part in line.pieces()] == [1, 1]


def test_youtubes_own_words_are_used(show: Callable[..., QWidget]) -> None:
    said = texts(show(sample(followers=8), channel=Channel.YOUTUBE))
    assert {"Pelanggan", "Video"} <= set(said)
    assert not {"Pengikut", "Hantaran"} & set(said)


def test_a_bio_is_shown_as_plain_text_without_tricks(show: Callable[..., QWidget]) -> None:
    rude = Profile("KKR", "kkr", bio="<b>Rasmi</b>\u202e\x07" + "a" * 900)
    shown = next(text for text in texts(show(sample(profile=rude))) if text.startswith("<b>Rasmi</b>a"))
    assert shown.endswith("a …")
    assert len(shown) < 700


def test_it_needs_no_more_room_than_a_small_window_has_however_long_an_address_is(show: Callable[..., QWidget]) -> None:
    endless = Profile("KKR", "kkr", "Akaun rasmi", "https://www.kkr.gov.my/" + "a" * 900, "", "")
    counts = {"followers": 1_284_600, "following": 12, "posts": 41_000, "views": 54_003_210}
    view = show(sample(1, **counts), sample(profile=endless, **counts))
    assert view.minimumSizeHint().width() <= 720


# ---- on the page of accounts ------------------------------------------------------------------------------------


def details(console: Console, account_id: str = X) -> AccountDetails:
    return next(one for one in console.accounts.findChildren(AccountDetails) if one._account.id == account_id)


def measure(console: Console, settle: Callable[[], None], followers: int) -> None:
    told = Measurement(WHOLE, AccountMetrics(followers=followers))
    console.desk.do(lambda work: measuring.keep(work, X, told), staff=SYSTEM)
    settle()


@pytest.fixture
def page(open_console: Callable[[Staff], Console], settle: Callable[[], None]) -> Console:
    console = open_console(FARID)
    console.window.go("accounts")
    settle()
    return console


def press(console: Console, qtbot: QtBot, settle: Callable[[], None]) -> None:
    qtbot.mouseClick(details(console).toggle, Qt.MouseButton.LeftButton)
    settle()


def test_it_unfolds_and_folds(page: Console, qtbot: QtBot, settle: Callable[[], None]) -> None:
    assert details(page).findChildren(QLabel) == []
    press(page, qtbot, settle)
    assert "Belum diukur" in texts(details(page))[0]
    press(page, qtbot, settle)
    assert not details(page).toggle.isChecked()
    assert page.accounts.findChildren(AccountMetricsView) == []


def test_what_is_measured_while_it_is_unfolded_is_shown_at_once(
    page: Console, screen: Screen, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    measure(page, settle, 96_540)
    assert details(page).findChildren(QLabel) == []
    press(page, qtbot, settle)
    assert row(details(page), "Pengikut") == ["96,540", ""]
    screen.clock.forward(days=1)
    measure(page, settle, 96_600)
    assert row(details(page), "Pengikut") == ["96,600", "+60"]


def test_it_stays_unfolded_when_the_page_is_made_anew(page: Console, qtbot: QtBot, settle: Callable[[], None]) -> None:
    measure(page, settle, 5)
    press(page, qtbot, settle)
    before = details(page)
    page.window.go("inbox")
    page.window.go("accounts")
    settle()
    assert details(page) is not before
    assert row(details(page), "Pengikut") == ["5", ""]


def test_every_connected_account_has_it_and_no_other(
    open_console: Callable[[Staff], Console], settle: Callable[[], None]
) -> None:
    console = open_console(AISYAH)
    console.window.go("accounts")
    settle()
    assert {one._account.id for one in console.accounts.findChildren(AccountDetails)} == set(CONNECTED)
