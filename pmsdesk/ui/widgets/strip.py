"""A strip above the content that tells something without stopping anyone: an error, a warning, a question."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from pmsdesk.ui.icons import icon
from pmsdesk.ui.theme import Tone, set_kind

PICTURES = {
    Tone.BAD: ("bad", "mdi6.alert-circle-outline"),
    Tone.WARNING: ("warning", "mdi6.alert-outline"),
    Tone.GOOD: ("good", "mdi6.check-circle-outline"),
    Tone.PRIMARY: ("note", "mdi6.information-outline"),
}

Choice = tuple[str, str, Callable[[], None]]


class Strip(QFrame):
    """Hidden until it has something to say. Esc or the cross closes it, and `closed` is emitted."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = Tone.PRIMARY
        self._picture = QLabel(self)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._more = self._quiet("", self._fold)
        self._copy = self._quiet("", self._copy_all)
        self._close = self._quiet("mdi6.close", self.dismiss)
        self._platform = QLabel(self)
        self._platform.setWordWrap(True)
        self._platform.setTextFormat(Qt.TextFormat.PlainText)
        self._platform.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_kind(self._platform, "small")
        self._choices, self._below = QHBoxLayout(), QHBoxLayout()
        for choices in (self._choices, self._below):
            choices.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._picture)
        row.addWidget(self._words, 1)
        row.addLayout(self._choices)
        for button in (self._more, self._copy, self._close):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 6, 4)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self._platform)
        column.addLayout(self._below)
        self._retranslate()
        self.hide()

    @property
    def words(self) -> str:
        """What the strip says, "" while it is hidden."""
        return "" if self.isHidden() else self._words.text()

    def say(
        self,
        tone: Tone,
        words: str,
        platform_words: str = "",
        choices: Sequence[Choice] = (),
        *,
        take_keyboard: bool = True,
    ) -> None:
        """Show *words*. *platform_words* are folded below. A choice is (words, kind of button, what it does).

        With choices the focus goes to the first of them, because something is being asked; not without
        *take_keyboard*: then a Space or Enter that was meant for the text answers nothing.
        """
        kind, _ = PICTURES[tone]
        self._tone = tone
        set_kind(self, kind)
        self._words.setText(words)
        self._platform.setText(platform_words)
        self._platform.hide()
        self._more.setVisible(bool(platform_words))
        self._copy.setVisible(tone is Tone.BAD)
        first = self._set_choices(choices)
        self.setAccessibleName(words)
        self._draw()
        self._retranslate()
        self.show()
        if first is not None and take_keyboard:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def reword(self, words: str) -> None:
        """Say *words* instead, leaving choices and keyboard where they are (a countdown)."""
        self._words.setText(words)
        self.setAccessibleName(words)

    def dismiss(self) -> None:
        """Hide the strip."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() is QEvent.Type.PaletteChange:
            self._draw()

    def _set_choices(self, choices: Sequence[Choice]) -> QPushButton | None:
        """One choice stands beside the words, several below them, where there is room. Returns the first button."""
        for row in (self._choices, self._below):
            while (item := row.takeAt(0)) is not None:
                if (old := item.widget()) is not None:
                    old.hide()
                    old.deleteLater()
        row = self._choices if len(choices) == 1 else self._below
        buttons = []
        for words, kind, do in choices:
            button = QPushButton(words, self)
            set_kind(button, kind)
            button.clicked.connect(lambda _checked=False, do=do: self._take(do))
            row.addWidget(button)
            buttons.append(button)
        if len(choices) > 1:
            row.addStretch(1)
        return buttons[0] if buttons else None

    def _take(self, do: Callable[[], None]) -> None:
        self.dismiss()
        do()

    def _quiet(self, picture: str, do: Callable[[], None]) -> QPushButton:
        button = QPushButton(self)
        set_kind(button, "quiet")
        button.setIcon(icon(picture))
        button.clicked.connect(lambda _checked=False: do())
        return button

    def _fold(self) -> None:
        self._platform.setVisible(self._platform.isHidden())
        self._retranslate()

    def _copy_all(self) -> None:
        both = (self._words.text(), self._platform.text())
        QGuiApplication.clipboard().setText("\n".join(part for part in both if part))

    def _draw(self) -> None:
        self._picture.setPixmap(icon(PICTURES[self._tone][1], self._soft_tone()).pixmap(QSize(18, 18)))

    def _soft_tone(self) -> Tone | None:
        return None if self._tone is Tone.PRIMARY else self._tone

    def _retranslate(self) -> None:
        self._more.setText(self.tr("Kata-kata platform") if self._platform.isHidden() else self.tr("Sembunyikan"))
        self._copy.setText(self.tr("Salin"))
        self._close.setAccessibleName(self.tr("Tutup"))
        self._close.setToolTip(self.tr("Tutup"))
