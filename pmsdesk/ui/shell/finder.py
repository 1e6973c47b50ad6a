"""The search box as command palette: actions by fuzzy match at once, then what the store finds, then the register."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from pmsdesk.services.reading import SearchHit
from pmsdesk.ui import words
from pmsdesk.ui.actions import Actions, keys_text
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.icons import icon
from pmsdesk.ui.shell.shared_finder import SharedFinder
from pmsdesk.ui.widgets.harmless import one_line
from pmsdesk.ui.widgets.palette import Offer, Palette, fuzzy

WAIT_MS = 150
SHORTEST = 2
HITS = 20
COMMANDS = 8
PICTURES = {
    "complaint": "mdi6.clipboard-text-outline",
    "contact": "mdi6.account-outline",
    "message": "mdi6.message-text-outline",
}


class Finder(QObject):
    """`found` carries what kind of thing was chosen (``message``, ``complaint``, ``contact``) and its id.

    With *shared*, at a seat of a shared register, what this seat does not keep is offered, too, below the own hits; one
    of those is fetched first, and `fetching` tells when that begins and ends.
    """

    found = Signal(str, str)
    fetching = Signal(bool)

    def __init__(
        self, box: QLineEdit, window: QWidget, desk: Desk, actions: Actions, shared: SharedFinder | None = None
    ) -> None:
        super().__init__(window)
        self._box, self._desk, self._actions, self._shared = box, desk, actions, shared
        self._palette = Palette(box, window)
        self._with_commands = True
        self._commanding: Sequence[Offer] = ()
        self._own: Sequence[SearchHit] = ()
        self._others: Sequence[SearchHit] = ()
        self._heading: Sequence[Offer] = ()
        self._hits: dict[str, SearchHit] = {}
        self._before: QWidget | None = None
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self._search)
        box.textEdited.connect(self._typed)
        self._palette.chosen.connect(self._take)
        self._palette.closed.connect(self._leave)
        if shared is not None:
            shared.answered.connect(self._hear)

    @property
    def palette(self) -> Palette:
        """The list below the box."""
        return self._palette

    def begin(self, *, with_commands: bool = True) -> None:
        """Go to the box; *with_commands* False offers only what the store finds."""
        if not self._box.hasFocus():
            self._before = self._box.window().focusWidget()
        self._with_commands = with_commands
        self._box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._box.selectAll()
        self._typed(self._box.text())

    def retranslate(self) -> None:
        """Take the words of the list again."""
        self._palette.set_name(self.tr("Perintah dan hasil carian"))

    def _typed(self, text: str) -> None:
        self._hits, self._own, self._others, self._heading = {}, (), (), ()
        self._commanding = self._commands(text) if self._with_commands else ()
        self._palette.offer(self._commanding)
        if len(text.strip()) >= SHORTEST:
            self._timer.start()
        else:
            self._timer.stop()

    def _commands(self, text: str) -> Sequence[Offer]:
        usable = [action for action in self._actions.usable() if action.objectName() != "app.palette"]
        ranked = sorted(
            ((fuzzy(text, action.text()), action) for action in usable),
            key=lambda pair: (-pair[0], pair[1].objectName().startswith("app.")),
        )
        most = COMMANDS if text.strip() else 200
        return [
            Offer(f"do:{action.objectName()}", action.text().replace("&", ""), "", keys_text(action), action.icon())
            for score, action in ranked[:most]
            if score > 0
        ]

    def _search(self) -> None:
        asked = self._box.text()
        self._desk.ask(lambda read: read.search(asked, HITS), lambda hits: self._show(asked, hits), self)

    def _show(self, asked: str, hits: Sequence[SearchHit]) -> None:
        """Offer what is here, and ask the register for the rest."""
        if not self._waits_for(asked):
            return
        self._own = hits
        if self._shared is not None and self._shared.reachable:
            self._heading = [self._heading_of(self.tr("mencari …"))]
            self._shared.ask(asked, HITS)
        elif self._shared is not None:
            self._heading = [self._out_of_reach()]
        self._offer()

    def _hear(self, asked: str, hits: Sequence[SearchHit] | None) -> None:
        """The register's answer, None while it is out of reach."""
        if self._waits_for(asked):
            self._others = hits or ()
            told = "" if hits else self.tr("tiada padanan lain")
            self._heading = [self._out_of_reach() if hits is None else self._heading_of(told)]
            self._offer()

    def _waits_for(self, asked: str) -> bool:
        return asked == self._box.text() and self._box.hasFocus()

    def _heading_of(self, told: str) -> Offer:
        return Offer("", self.tr("Dalam daftar bersama"), told)

    def _out_of_reach(self) -> Offer:
        told = self.tr("Daftar bersama tidak dapat dihubungi; hanya carian di komputer ini")
        return Offer("", "", told, picture=icon("mdi6.cloud-off-outline"))

    def _offer(self) -> None:
        """Commands, what is here, and what only the register has."""
        here = {hit.conversation_id for hit in self._own}
        own = {f"hit:{number}": hit for number, hit in enumerate(self._own)}
        far = {f"shared:{n}": hit for n, hit in enumerate(self._others) if hit.conversation_id not in here}
        self._hits = own | far
        self._palette.renew([*self._commanding, *self._offers(own), *self._heading, *self._offers(far)])

    def _offers(self, hits: Mapping[str, SearchHit]) -> list[Offer]:
        now = self._desk.clock()
        return [
            Offer(
                key,
                one_line(hit.title),
                one_line(hit.excerpt),
                words.moment(hit.at, now),
                icon(PICTURES.get(hit.what, "mdi6.magnify")),
            )
            for key, hit in hits.items()
        ]

    def _take(self, key: str) -> None:
        hit = self._hits.get(key)
        self._leave()
        if key.startswith("do:"):
            self._actions.trigger(key.removeprefix("do:"))
        elif hit is not None and key.startswith("shared:") and self._shared is not None:
            self._fetch(self._shared, hit)
        elif hit is not None:
            self.found.emit(hit.what, hit.id)

    def _fetch(self, shared: SharedFinder, hit: SearchHit) -> None:
        def opened() -> None:
            self.fetching.emit(False)
            self.found.emit(hit.what, hit.id)

        def failed(error: Exception) -> None:
            self.fetching.emit(False)
            self._desk.failed.emit(error)

        self.fetching.emit(True)
        shared.fetch(hit, opened, failed)

    def _leave(self) -> None:
        """Empty the box and give the focus back to where it was before."""
        self._timer.stop()
        self._box.clear()
        if self._box.hasFocus() and self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None
