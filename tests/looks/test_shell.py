"""How the window, its parts and the dialogs look: dressed in both looks, with no patch of the other one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pmsdesk.domain.account import Channel
from pmsdesk.domain.errors import NotFound, RateLimited, TextRefused
from pmsdesk.domain.events import Event
from pmsdesk.domain.metrics import AccountMetrics, AccountSample, Profile
from pmsdesk.domain.polling import Budget, Polling
from pmsdesk.domain.publication import Publication, PublicationState
from pmsdesk.domain.staff import SYSTEM, Staff
from pmsdesk.services.ports import Work
from pmsdesk.services.reading import SearchHit
from pmsdesk.ui.actions import Actions
from pmsdesk.ui.desk import Standing
from pmsdesk.ui.dialogs.crash import Crash
from pmsdesk.ui.dialogs.decide import Decide
from pmsdesk.ui.dialogs.shortcuts import Shortcuts
from pmsdesk.ui.dialogs.sign_in import SignIn
from pmsdesk.ui.icons import icon
from pmsdesk.ui.preferences import Preferences
from pmsdesk.ui.settings.account_metrics import AccountDetails
from pmsdesk.ui.shell.top_bar import TopBar
from pmsdesk.ui.theme import LOOKS, Look, Tone, set_kind
from pmsdesk.ui.widgets.badge import Badge
from pmsdesk.ui.widgets.chips import Chips
from pmsdesk.ui.widgets.palette import Palette
from pmsdesk.ui.widgets.promise_bar import PromiseBar
from pmsdesk.ui.widgets.sparkline import Sparkline
from pmsdesk.ui.widgets.state_page import StatePage
from pmsdesk.ui.widgets.strip import Strip
from tests.console import Console
from tests.screen import AISYAH, FARID, NOW, Screen

Camera = Callable[[QWidget, str], dict[Look, QImage]]
STEP = 4


def shares(picture: QImage) -> tuple[float, float]:
    """Which shares of *picture* are very light and very dark."""
    values = [
        QColor(picture.pixel(x, y)).lightnessF()
        for y in range(0, picture.height(), STEP)
        for x in range(0, picture.width(), STEP)
    ]
    return sum(v > 0.85 for v in values) / len(values), sum(v < 0.2 for v in values) / len(values)


def require_dressed(pictures: dict[Look, QImage], ground: str = "surface") -> None:
    """Light is light, dark is dark, and the first pixel inside the edge is of the ground it should have."""
    light, _ = shares(pictures[Look.LIGHT])
    light_in_dark, dark = shares(pictures[Look.DARK])
    assert light > 0.6
    assert dark > 0.6
    assert light_in_dark < 0.08
    for look, picture in pictures.items():
        assert QColor(picture.pixel(3, 3)).name() == getattr(LOOKS[look], ground)


@pytest.mark.parametrize("key", ["inbox", "approvals", "complaints", "outbox", "accounts", "settings"])
def test_every_page_is_dressed_in_the_window(
    console: Console, look: Camera, settle: Callable[[], None], key: str
) -> None:
    console.window.go(key)
    settle()
    require_dressed(look(console.window, f"window-{key}"))


def test_the_profile_and_metrics_of_accounts_unfolded(
    open_console: Callable[[Staff], Console], look: Camera, settle: Callable[[], None], screen: Screen
) -> None:
    def measure(work: Work) -> tuple[Event, ...]:
        bio = "Ini merupakan akaun rasmi Kementerian Kerja Raya Malaysia. Hubungi pro@kkr.gov.my untuk aduan."
        site = "https://www.kkr.gov.my"
        ours = Profile("Kementerian Kerja Raya", "MOWorks", bio, site, "https://pbs.twimg.com/p", header="")
        page = Profile("Kementerian Kerja Raya Malaysia", "KKRMalaysia", "", site, "", "https://fbcdn.net/h")
        for ago in range(19, -1, -1):
            at, step = NOW - timedelta(days=ago), 20 - ago
            counts = AccountMetrics(96_540 + 31 * step - step % 3 * 40, 12, 41_000 + step)
            work.samples.put(AccountSample("x-moworks", at, counts, ours))
            seen = AccountMetrics(284_600 + step**2, day_views=5_200 + step * 7919 % 900, day_reach=4_100 - 31 * step)
            work.samples.put(AccountSample("facebook-kkr", at, seen, page))
        return ()

    screen.act(SYSTEM, measure)
    console = open_console(FARID)
    console.window.go("accounts")
    settle()
    for details in console.accounts.findChildren(AccountDetails):
        details.toggle.click()
    settle()
    assert len(console.accounts.findChildren(Sparkline)) == 6
    pictures = look(console.window, "window-accounts-metrics")
    require_dressed(pictures)
    for wanted, picture in pictures.items():
        colours = {QColor(picture.pixel(x, y)).name() for y in range(0, 900, 2) for x in range(900, 1440)}
        assert LOOKS[wanted].primary in colours


def test_the_cards_of_accounts_that_fare_differently(
    open_console: Callable[[Staff], Console], look: Camera, settle: Callable[[], None]
) -> None:
    console = open_console(FARID)
    console.window.go("accounts")
    settle()
    later = NOW + timedelta(minutes=15)
    asked_to_wait = RateLimited(later, channel=Channel.FACEBOOK)
    console.desk.tell_polling("x-moworks", Polling(NOW, budget=Budget(0.04, 288, later, 300)))
    console.desk.tell_polling("facebook-kkr", Polling(NOW, asked_to_wait, 1, NOW, Budget(0.97)))
    pictures = look(console.window, "window-accounts-faring")
    require_dressed(pictures)
    for wanted, picture in pictures.items():
        colours = {QColor(picture.pixel(x, y)).name() for y in range(0, 900, 2) for x in range(0, 1440, 2)}
        assert {LOOKS[wanted].good_soft, LOOKS[wanted].warning_soft} <= colours


def test_an_outage_an_error_and_the_palette_over_the_window(
    console: Console, look: Camera, settle: Callable[[], None]
) -> None:
    console.window.go("outbox")
    console.desk.online.emit(False)
    console.desk.failed.emit(TextRefused("Your Tweet text is too long. (186)", channel="X"))
    console.actions.trigger("app.palette")
    settle()
    pictures = look(console.window, "window-troubled")
    require_dressed(pictures)
    for wanted, picture in pictures.items():
        colours = {QColor(picture.pixel(x, y)).name() for y in range(0, 120, 2) for x in range(0, 1440, 2)}
        assert {LOOKS[wanted].bad_soft, LOOKS[wanted].warning_soft, LOOKS[wanted].primary_soft} <= colours


class Elsewhere:
    """A register with two old hits."""

    def search(self, typed: str, most: int) -> tuple[SearchHit, ...]:
        del typed
        case = "Longkang tersumbat di Jalan Sabak Bernam, air melimpah ke jalan setiap kali hujan"
        return (
            SearchHit("message", "a", "Halim Yusof", "Sabak Bernam banjir lagi", NOW - timedelta(days=200), "a"),
            SearchHit("complaint", "b", "KKR/2025/000412", case, NOW - timedelta(days=300), "b"),
        )[:most]

    def fetch(self, conversation_id: str) -> tuple[Event, ...]:
        raise NotFound(what=conversation_id)


@pytest.mark.parametrize("reached", [True, False])
def test_hits_of_the_shared_register_below_the_own(
    screen: Screen, preferences: Preferences, look: Camera, qtbot: QtBot, reached: bool
) -> None:
    console = Console(screen, AISYAH, preferences, search=Elsewhere())
    qtbot.addWidget(console.window)
    with qtbot.waitExposed(console.window):
        console.window.show()
    console.window.activateWindow()
    qtbot.waitUntil(console.window.isActiveWindow)
    screen.settle()
    if not reached:
        console.desk.stand(Standing(replace(console.desk.now(lambda r: r.sync_status(AISYAH.id)), offline_since=NOW)))
    console.actions.trigger("app.search")
    qtbot.keyClicks(console.window.findChild(TopBar).box, "sabak bernam")
    palette = console.window.findChild(Palette)
    qtbot.waitUntil(lambda: any("Halim" in o.words or o.detail.startswith("Daftar bersama") for o in palette.offers))
    pictures = look(console.window, f"window-shared-search-{'reached' if reached else 'out-of-reach'}")
    require_dressed(pictures)
    corner = palette.mapTo(console.window, palette.rect().topLeft())
    for wanted, picture in pictures.items():
        list_of_hits = range(corner.y() + 4, corner.y() + palette.height() - 4)
        colours = {QColor(picture.pixel(x, y)).name() for y in list_of_hits for x in range(corner.x(), corner.x() + 60)}
        assert LOOKS[wanted].primary_soft in colours


def test_buttons_badges_chips_and_bars(look: Camera, qtbot: QtBot) -> None:
    sheet = QWidget()
    qtbot.addWidget(sheet)
    set_kind(sheet, "page")
    column = QVBoxLayout(sheet)
    row = QHBoxLayout()
    for kind, words in (
        ("primary", "Hantar sebagai @MOWorks"),
        ("warning", "Hantar untuk kelulusan"),
        ("", "Tugaskan"),
        ("quiet", "Batal"),
        ("link", "Buka di X"),
    ):
        button = QPushButton(icon("mdi6.send", Tone.PRIMARY if kind in ("primary", "warning") else None), words)
        set_kind(button, kind)
        row.addWidget(button)
    chips = Chips("Penapis")
    chips.set_words([("open", "Terbuka"), ("mine", "Saya")])
    chips.set_count("open", 23)
    chips.choose("open")
    badges = QHBoxLayout()
    for tone in Tone:
        badges.addWidget(Badge(tone.value, tone))
    bar = PromiseBar()
    bar.show_share(0.91, Tone.BAD, "Baki 2 jam 5 minit")
    column.addLayout(row)
    column.addWidget(chips)
    column.addLayout(badges)
    column.addWidget(bar)
    pictures = look(sheet, "parts")
    for wanted, picture in pictures.items():
        assert QColor(picture.pixel(2, 2)).name() == LOOKS[wanted].background
        colours = {QColor(picture.pixel(x, y)).name() for y in range(picture.height()) for x in range(picture.width())}
        grounds = {LOOKS[wanted].soft(tone).name() for tone in Tone} | {LOOKS[wanted].primary, LOOKS[wanted].bad}
        assert grounds <= colours


def test_the_states_of_a_page(look: Camera, qtbot: QtBot) -> None:
    page = StatePage()
    qtbot.addWidget(page)
    set_kind(page, "page")
    page.resize(480, 260)
    page.show_error("Tiada sambungan ke X. Kerja anda disimpan.", "ECONNREFUSED", lambda: None, "Cuba lagi")
    require_dressed(look(page, "state-error"), "background")
    page.show_empty("Tiada balasan yang menunggu", "Balasan yang diluluskan muncul di sini.")
    require_dressed(look(page, "state-empty"), "background")


def test_a_question_in_place(look: Camera, qtbot: QtBot) -> None:
    strip = Strip()
    qtbot.addWidget(strip)
    strip.say(
        Tone.WARNING,
        "Putuskan Kementerian Kerja Raya? Mesej tidak lagi dibaca.",
        choices=[("Batal", "", lambda: None), ("Putuskan", "danger", lambda: None)],
    )
    strip.resize(720, 48)
    for wanted, picture in look(strip, "strip").items():
        assert QColor(picture.pixel(24, 6)).name() == LOOKS[wanted].warning_soft


def test_the_dialogs(screen: Screen, look: Camera, qtbot: QtBot) -> None:
    actions = Actions()
    actions.add("inbox.done", lambda: "Selesai", lambda: None, shortcut="E")
    unsure = Publication(
        "r1", "v1", "0" * 64, "x-moworks", Channel.X, "1801", "1801", "Terima kasih.", PublicationState.UNSURE, NOW
    )
    sign_in = SignIn(screen.tasks, lambda _name, _password: AISYAH)
    sign_in.submit()
    for name, dialog in {
        "sign-in": sign_in,
        "decide": Decide(screen.desk(AISYAH), unsure),
        "shortcuts": Shortcuts(actions, {"inbox": lambda: "Peti masuk"}),
        "crash": Crash("ZeroDivisionError\n  pmsdesk/ui/window.py:101"),
    }.items():
        qtbot.addWidget(dialog)
        require_dressed(look(dialog, f"dialog-{name}"))
        dialog.close()
