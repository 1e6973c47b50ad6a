"""The outage page and the marks around it: since when, why, what waits, what is stuck; never in the way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from pmsdesk.domain.errors import StoreLocked
from pmsdesk.domain.staff import Staff
from pmsdesk.services.reading import Loading, SyncStatus
from pmsdesk.ui.desk import Standing
from pmsdesk.ui.shell.rail import Rail
from pmsdesk.ui.shell.status_line import StatusLine
from pmsdesk.ui.shell.top_bar import TopBar
from pmsdesk.ui.widgets.card import Card
from pmsdesk.ui.widgets.state_page import StatePage
from tests.console import Console
from tests.screen import AISYAH, NOW
from tests.ui.sharing.shared_screen import OFFLINE, SharedScreen

ONLINE = SyncStatus(joined=True, online_since=NOW - timedelta(hours=2))


def told(console: Console) -> list[str]:
    """What the cards say."""
    cards = [card for card in console.outage.findChildren(Card) if card.isVisible()]
    return [card.accessibleName() for card in cards]


def state(console: Console) -> StatePage:
    return console.outage.findChild(StatePage)  # type: ignore[return-value]


def status_line(console: Console) -> tuple[str, ...]:
    return console.window.findChild(StatusLine).sentences  # type: ignore[union-attr]


def button(console: Console, words: str) -> QPushButton:
    return next(b for b in console.window.findChildren(QPushButton) if b.text() == words and b.isVisible())


def test_while_nothing_waits_the_page_says_since_when_and_who_publishes(
    open_shared: Callable[[Staff], Console], settle: Callable[[], None], shared_screen: SharedScreen
) -> None:
    console = open_shared(AISYAH)
    shared_screen.hush()
    console.window.go("outage")
    assert state(console).words == "Menyemak daftar bersama …"
    console.desk.stand(Standing(ONLINE, NOW - timedelta(seconds=4), publishes=False))
    settle()
    assert state(console).words == "Semua disegerakkan"
    hint = " ".join(label.text() for label in state(console).findChildren(QLabel))
    assert "Dalam talian sejak 08:14." in hint
    assert "diterbitkan oleh penerbit, bukan dari komputer ini" in hint
    assert status_line(console)[0] == "Segerak 4 s lalu"


def test_the_page_says_when_the_copy_was_compared_and_when_it_was_healed(
    open_shared: Callable[[Staff], Console], settle: Callable[[], None], shared_screen: SharedScreen
) -> None:
    console = open_shared(AISYAH)
    shared_screen.hush()
    console.window.go("outage")
    compared = replace(ONLINE, checked_at=NOW - timedelta(minutes=20))
    console.desk.stand(Standing(compared, NOW))
    settle()
    hint = " ".join(label.text() for label in state(console).findChildren(QLabel))
    assert "Salinan ini terakhir dibandingkan dengan daftar bersama: 09:54." in hint
    assert "Perbezaan" not in hint
    console.desk.stand(Standing(replace(compared, healed_at=NOW - timedelta(hours=1)), NOW))
    settle()
    hint = " ".join(label.text() for label in state(console).findChildren(QLabel))
    assert "Perbezaan terakhir ditemui dan dimuatkan semula: 09:14." in hint


def test_an_outage_is_amber_in_both_bars_and_a_click_leads_to_the_page(
    open_shared: Callable[[Staff], Console], settle: Callable[[], None], shared_screen: SharedScreen, qtbot: QtBot
) -> None:
    console = open_shared(AISYAH)
    shared_screen.wait_for_register()
    console.desk.stand(Standing(OFFLINE, NOW - timedelta(minutes=12)))
    assert status_line(console)[0] == "Luar talian sejak 10:02 – 3 menunggu"
    mark = next(b for b in console.window.findChild(TopBar).findChildren(QPushButton) if "Luar" in b.text())
    assert mark.accessibleName() == "Luar talian sejak 10:02 – 3 menunggu"
    qtbot.mouseClick(mark, Qt.MouseButton.LeftButton)
    settle()
    assert console.window.page is console.outage
    first, *rest = told(console)
    assert first.startswith("Luar talian sejak 10:02 (12m). Daftar bersama tidak dapat dihubungi.")
    assert "Yang dilihat di sini ialah daftar bersama setakat 10:02." in first
    assert "Anda boleh terus bekerja" in first
    assert "Nota dalaman. 9m lalu" in rest
    assert "Tugasan perbualan. 9m lalu" in rest
    assert any(card.startswith("Kelulusan balasan. Perkara yang dirujuk belum sampai") for card in rest)
    assert any("apabila \u2068Hakim bin Osman\u2069 mendaftar masuk di sini" in card for card in rest)


def test_the_rail_the_bars_and_the_page_count_the_same(
    open_shared: Callable[[Staff], Console], settle: Callable[[], None], shared_screen: SharedScreen
) -> None:
    console = open_shared(AISYAH)
    shared_screen.hush()
    shared_screen.wait_for_register()
    status = shared_screen.screen.store.read().sync_status(AISYAH.id)
    offline = replace(status, online_since=None, offline_since=NOW - timedelta(minutes=12))
    console.desk.stand(Standing(offline, NOW - timedelta(minutes=12)))
    console.window.go("outage")
    settle()
    assert status.waiting == 3
    assert console.window.findChild(Rail).button("app.go.outage").count == 3  # type: ignore[union-attr]
    headings = [label.text() for label in console.outage.findChildren(QLabel) if label.isVisible()]
    assert "MENUNGGU DIHANTAR (3)" in headings
    assert len(told(console)) == 1 + 3
    assert status_line(console)[0] == "Luar talian sejak 10:02 – 3 menunggu"


def test_nothing_but_the_public_send_waits_for_the_line(
    open_shared: Callable[[Staff], Console], settle: Callable[[], None]
) -> None:
    console = open_shared(AISYAH)
    console.desk.stand(Standing(OFFLINE))
    settle()
    assert all(page.isEnabled() for page in console.pages)
    console.window.go("outbox")
    assert any(label.text().startswith("Luar talian: tiada apa-apa") for label in console.outbox.findChildren(QLabel))


def test_a_first_load_and_a_wrong_clock_are_told(
    open_shared: Callable[[Staff], Console], settle: Callable[[], None]
) -> None:
    console = open_shared(AISYAH)
    status = SyncStatus(joined=True, online_since=NOW, loading=Loading("message", 5, 16, 12_300), skew_s=-840)
    console.desk.stand(Standing(status))
    console.window.go("outage")
    settle()
    assert any("Memuatkan mesej (5 daripada 16)" in card for card in told(console))
    assert any("cepat 14m daripada jam daftar bersama" in card for card in told(console))
    assert status_line(console)[0] == "Memuatkan daftar bersama …"


def test_try_now_says_that_it_tries_until_it_has(
    open_shared: Callable[[Staff], Console], settle: Callable[[], None], asked: list[str], qtbot: QtBot
) -> None:
    console = open_shared(AISYAH)
    console.desk.stand(Standing(OFFLINE))
    console.window.go("outage")
    settle()
    qtbot.mouseClick(button(console, "Cuba sekarang"), Qt.MouseButton.LeftButton)
    assert asked == ["now"]
    assert not button(console, "Mencuba …").isEnabled()
    console.desk.stand(Standing(ONLINE, NOW))
    settle()
    assert button(console, "Cuba sekarang").isEnabled()


def test_a_store_that_cannot_be_read_is_said_in_place(
    open_shared: Callable[[Staff], Console], settle: Callable[[], None], monkeypatch: object
) -> None:
    console = open_shared(AISYAH)
    console.desk.stand(Standing(ONLINE))
    console.outage.load_failed(StoreLocked())
    assert "program lain" in state(console).words
    assert not state(console).isHidden()
