"""The search everywhere at a seat of a shared register: what only the register has stands below the own hits."""

import threading  # noqa: TID251 (the register that lets one wait)
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from pmsdesk.domain.events import ConversationChanged, Event
from pmsdesk.domain.register_errors import RegisterUnreachable
from pmsdesk.services.reading import SearchHit
from pmsdesk.ui.desk import Standing
from pmsdesk.ui.language import Language
from pmsdesk.ui.preferences import Preferences
from pmsdesk.ui.shell.finder import Finder
from pmsdesk.ui.shell.top_bar import TopBar
from pmsdesk.ui.widgets.strip import Strip
from tests.console import Console
from tests.screen import AISYAH, FAIZAL, NOW, Screen

OLD = SearchHit(
    "message", "lama", "Halim Yusof", "Jalan Sabak Bernam banjir lagi tahun lepas", NOW - timedelta(days=200), "lama"
)
CASE = SearchHit(
    "complaint", "aduan", "KKR/2025/000412", "Longkang Sabak Bernam tersumbat", NOW - timedelta(days=300), "lain"
)
HEADING = "Dalam daftar bersama"
OUT_OF_REACH = "Daftar bersama tidak dapat dihubungi; hanya carian di komputer ini"


@dataclass
class Register:
    """Answers as it is told, once it may; remembers what it was asked, and on which thread."""

    hits: Sequence[SearchHit] = (OLD, CASE)
    error: Exception | None = None
    bring: Callable[[str], tuple[Event, ...]] = lambda _talk: ()
    may_answer: threading.Event = field(default_factory=threading.Event)
    asked: list[str] = field(default_factory=list)
    threads: set[int] = field(default_factory=set)

    def search(self, typed: str, most: int) -> Sequence[SearchHit]:
        self._answer(typed)
        return self.hits[:most]

    def fetch(self, conversation_id: str) -> tuple[Event, ...]:
        self._answer(conversation_id)
        return self.bring(conversation_id)

    def _answer(self, asked: str) -> None:
        self.asked.append(asked)
        self.threads.add(threading.get_ident())
        assert self.may_answer.wait(120)
        if self.error is not None:
            raise self.error


@pytest.fixture
def register() -> Iterator[Register]:
    made = Register()
    made.may_answer.set()
    yield made
    made.may_answer.set()


@pytest.fixture
def console(screen: Screen, preferences: Preferences, register: Register, qtbot: QtBot) -> Console:
    made = Console(screen, AISYAH, preferences, search=register)
    qtbot.addWidget(made.window)
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    screen.settle()
    return made


@pytest.fixture
def finder(console: Console) -> Finder:
    found: Finder = console.window.findChild(Finder)
    return found


def look_for(console: Console, words: str, qtbot: QtBot) -> QLineEdit:
    qtbot.keyClick(
        console.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    box: QLineEdit = console.window.findChild(TopBar).box
    qtbot.keyClicks(box, words)
    return box


def lines(finder: Finder) -> list[str]:
    return [offer.words or offer.detail for offer in finder.palette.offers]


def strip(console: Console) -> Strip:
    return next(s for s in console.window.findChildren(Strip) if not any(p.isAncestorOf(s) for p in console.pages))


def test_what_only_the_register_has_stands_below_what_is_here(console: Console, finder: Finder, qtbot: QtBot) -> None:
    look_for(console, "sabak bernam", qtbot)
    qtbot.waitUntil(lambda: CASE.title in lines(finder))
    told = lines(finder)
    assert told[-3:] == [HEADING, OLD.title, CASE.title]
    assert any("Faizal" in line for line in told[:-3])


def test_while_the_register_is_asked_the_own_hits_stand_and_the_window_works(
    console: Console, finder: Finder, register: Register, qtbot: QtBot
) -> None:
    register.may_answer.clear()
    look_for(console, "sabak bernam", qtbot)
    qtbot.waitUntil(lambda: any("Faizal" in line for line in lines(finder)))
    assert [(o.words, o.detail) for o in finder.palette.offers if not o.key] == [(HEADING, "mencari …")]
    qtbot.waitUntil(lambda: register.asked == ["sabak bernam"])
    register.may_answer.set()
    qtbot.waitUntil(lambda: OLD.title in lines(finder))
    assert threading.get_ident() not in register.threads


def test_of_what_is_typed_meanwhile_only_the_last_is_asked(
    console: Console, finder: Finder, register: Register, qtbot: QtBot
) -> None:
    register.may_answer.clear()
    box = look_for(console, "sa", qtbot)
    qtbot.waitUntil(lambda: register.asked == ["sa"])
    shared = console.shared_finder
    assert shared is not None
    for more in ("bak", " ber"):
        qtbot.keyClicks(box, more)
        qtbot.waitUntil(lambda: shared._next is not None and shared._next[0] == box.text())
    register.may_answer.set()
    qtbot.waitUntil(lambda: OLD.title in lines(finder))
    assert register.asked == ["sa", "sabak ber"]


def test_a_conversation_that_is_here_already_is_not_offered_twice(
    console: Console, finder: Finder, register: Register, qtbot: QtBot
) -> None:
    here = FAIZAL.conversation_id
    register.hits = (replace(OLD, id=here, conversation_id=here), CASE)
    look_for(console, "sabak bernam", qtbot)
    qtbot.waitUntil(lambda: CASE.title in lines(finder))
    assert OLD.title not in lines(finder)


def test_nothing_more_is_told_in_the_heading(
    console: Console, finder: Finder, register: Register, qtbot: QtBot
) -> None:
    register.hits = ()
    look_for(console, "sabak bernam", qtbot)
    qtbot.waitUntil(lambda: [o.detail for o in finder.palette.offers if not o.key] == ["tiada padanan lain"])
    assert lines(finder)[-1] == HEADING


def test_an_outage_is_told_calmly_and_the_own_hits_stand(
    console: Console, finder: Finder, register: Register, qtbot: QtBot
) -> None:
    register.error = RegisterUnreachable()
    look_for(console, "sabak bernam", qtbot)
    qtbot.waitUntil(lambda: OUT_OF_REACH in lines(finder))
    assert any("Faizal" in line for line in lines(finder))
    assert HEADING not in lines(finder)
    assert strip(console).words == ""


def test_during_an_outage_that_is_known_the_register_is_not_asked(
    console: Console, finder: Finder, register: Register, screen: Screen, qtbot: QtBot
) -> None:
    status = replace(console.desk.now(lambda read: read.sync_status(AISYAH.id)), offline_since=NOW)
    console.desk.stand(Standing(status))
    look_for(console, "sabak bernam", qtbot)
    qtbot.waitUntil(lambda: OUT_OF_REACH in lines(finder))
    screen.settle()
    assert register.asked == []


def test_a_bug_is_told_as_a_bug(console: Console, finder: Finder, register: Register, qtbot: QtBot) -> None:
    register.error = RuntimeError("bug")
    with qtbot.waitSignal(console.desk.failed) as failed:
        look_for(console, "sabak bernam", qtbot)
    assert failed.args == [register.error]


def test_the_arrows_step_over_the_heading_to_a_hit_that_is_fetched_and_then_opened(
    console: Console, finder: Finder, register: Register, screen: Screen, qtbot: QtBot
) -> None:
    register.hits = (replace(OLD, what="message"),)
    register.bring = lambda talk: (ConversationChanged(talk),)
    happened: list[object] = []
    console.desk.happened.connect(happened.append)
    box = look_for(console, "sabak bernam", qtbot)
    qtbot.waitUntil(lambda: OLD.title in lines(finder))
    found: list[tuple[str, str]] = []
    finder.found.connect(lambda what, thing: found.append((what, thing)))
    register.may_answer.clear()
    qtbot.keyClick(box, Qt.Key.Key_Up)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert strip(console).words == "Mengambil perbualan dari daftar bersama …"
    assert console.shared_finder is not None
    assert console.shared_finder.fetching == "lama"
    assert found == []
    register.may_answer.set()
    qtbot.waitUntil(lambda: found == [("message", "lama")])
    screen.settle()
    assert (ConversationChanged("lama"),) in happened
    assert (strip(console).words, console.shared_finder.fetching) == ("", "")


def test_down_from_the_last_own_hit_goes_to_the_first_of_the_register(
    console: Console, finder: Finder, register: Register, qtbot: QtBot
) -> None:
    box = look_for(console, "sabak bernam", qtbot)
    qtbot.waitUntil(lambda: OLD.title in lines(finder))
    own = sum(offer.key.startswith("hit:") for offer in finder.palette.offers)
    for _ in range(own):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: register.asked[-1] == "lama")


def test_a_hit_that_cannot_be_fetched_says_why_and_opens_nothing(
    console: Console, finder: Finder, register: Register, qtbot: QtBot
) -> None:
    box = look_for(console, "sabak bernam", qtbot)
    qtbot.waitUntil(lambda: OLD.title in lines(finder))
    found: list[str] = []
    finder.found.connect(lambda _what, thing: found.append(thing))
    register.error = RegisterUnreachable()
    qtbot.keyClick(box, Qt.Key.Key_Up)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: strip(console).words.startswith("Daftar bersama tidak dapat dihubungi."))
    assert found == []


def test_an_answer_to_what_was_typed_before_is_not_shown(
    console: Console, finder: Finder, register: Register, screen: Screen, qtbot: QtBot
) -> None:
    register.may_answer.clear()
    box = look_for(console, "sabak", qtbot)
    qtbot.waitUntil(lambda: register.asked == ["sabak"])
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    register.may_answer.set()
    screen.settle()
    assert finder.palette.isHidden()
    assert OLD.title not in lines(finder)


def test_the_words_are_english_in_english(
    console: Console, finder: Finder, preferences: Preferences, register: Register, qtbot: QtBot
) -> None:
    preferences.choose_language(Language.ENGLISH)
    look_for(console, "sabak bernam", qtbot)
    qtbot.waitUntil(lambda: "In the shared register" in lines(finder))
