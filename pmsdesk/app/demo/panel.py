"""The small panel of the demo by hand: for each computer a line to the register that can be cut and mended."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from pmsdesk.domain.staff import Role
from pmsdesk.ui import words
from pmsdesk.ui.theme import Tone, set_kind
from pmsdesk.ui.widgets.badge import Badge


def tr(text: str) -> str:
    """*text* in the language of the screen, from the context ``demo``."""
    return QCoreApplication.translate("demo", text)


class Panel(QFrame):
    """Its signals ask for what only the demo can do. It alone does not keep the demo going.

    `line_wanted` carries whose line and whether it is to hold, `console_wanted` whose console is to come to the front.
    """

    line_wanted = Signal(str, bool)
    console_wanted = Signal(str)
    message_wanted = Signal()

    def __init__(self, people: Sequence[tuple[str, str, Role]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._people = people
        self._whole = {username: True for username, _, _ in people}
        self._title, self._hint = QLabel(self), QLabel(self)
        set_kind(self._title, "title")
        set_kind(self._hint, "mute")
        self._hint.setWordWrap(True)
        self._names, self._shows = {}, {}
        self.badges: dict[str, Badge] = {}
        self.lines: dict[str, QPushButton] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setColumnStretch(0, 1)
        for row, (username, _, _) in enumerate(people):
            self._names[username], self._shows[username] = QLabel(self), QPushButton(self)
            self.badges[username], self.lines[username] = Badge("", Tone.GOOD, self), QPushButton(self)
            self._shows[username].clicked.connect(lambda _checked=False, who=username: self.console_wanted.emit(who))
            self.lines[username].clicked.connect(
                lambda _checked=False, who=username: self.line_wanted.emit(who, not self._whole[who])
            )
            grid.addWidget(self._names[username], row, 0)
            grid.addWidget(self.badges[username], row, 1, Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(self._shows[username], row, 2)
            grid.addWidget(self.lines[username], row, 3)
        self.message = QPushButton(self)
        self.message.clicked.connect(lambda _checked=False: self.message_wanted.emit())
        foot = QHBoxLayout()
        foot.addWidget(self.message)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addLayout(grid)
        column.addLayout(foot)
        self.setMinimumWidth(560)
        self._retranslate()

    def show_line(self, username: str, whole: bool) -> None:
        """Whether the line of *username* holds."""
        self._whole[username] = whole
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Take the words of another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.setWindowTitle(tr("Demo"))
        self._title.setText(tr("Dua konsol, satu daftar bersama"))
        self._hint.setText(
            tr(
                "Putuskan talian sebuah komputer dan terus bekerja di situ. "
                "Tutup kedua-dua konsol untuk menamatkan demo."
            )
        )
        self.message.setText(tr("Seorang warga menulis"))
        for username, name, role in self._people:
            whole = self._whole[username]
            self._names[username].setText(f"{name} · {words.role(role)}")
            self.badges[username].show_word(
                *((tr("Talian baik"), Tone.GOOD) if whole else (tr("Talian terputus"), Tone.WARNING))
            )
            self._shows[username].setText(tr("Tunjuk konsol"))
            self.lines[username].setText(tr("Putuskan talian") if whole else tr("Pulihkan talian"))
            self.lines[username].setAccessibleName(f"{self.lines[username].text()}: {name}")
