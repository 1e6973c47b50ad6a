"""What a list or page shows instead of content: nothing here yet, loading, or what went wrong."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from pmsdesk.ui.icons import icon
from pmsdesk.ui.theme import Tone, set_kind

LOADING_AFTER_MS = 150
PICTURE = 40


class StatePage(QWidget):
    """One picture, one sentence, one hint and at most one thing to do, in the middle of the room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._tone = "", Tone.PLAIN
        self._picture = QLabel(self)
        self._words = QLabel(self)
        self._hint = QLabel(self)
        self._busy = QProgressBar(self)
        self._busy.setRange(0, 0)
        self._busy.setFixedWidth(160)
        self._busy.setTextVisible(False)
        self._button = QPushButton(self)
        self._do: Callable[[], None] | None = None
        self._button.clicked.connect(lambda _checked=False: self._do() if self._do else None)
        set_kind(self._words, "title")
        set_kind(self._hint, "mute")
        column = QVBoxLayout(self)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.setSpacing(8)
        for label in (self._picture, self._words, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(label is not self._picture)
            column.addWidget(label)
        column.addWidget(self._busy, 0, Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignCenter)
        self._late = QTimer(self, singleShot=True, interval=LOADING_AFTER_MS)
        self._late.timeout.connect(self._busy.show)
        self.show_empty("")

    def show_empty(
        self,
        words: str,
        hint: str = "",
        picture: str = "mdi6.tray",
        do: Callable[[], None] | None = None,
        button: str = "",
    ) -> None:
        """Nothing is here: *words* say what would be, *hint* what to do; *button* does *do*."""
        self._show(words, hint, picture, Tone.PLAIN, do, button)

    def show_error(
        self, words: str, platform_words: str = "", do: Callable[[], None] | None = None, button: str = ""
    ) -> None:
        """It failed: *words* for the person, the other side's own words small below, *button* to try again."""
        self._show(words, platform_words, "mdi6.alert-circle-outline", Tone.BAD, do, button)

    def show_loading(self, words: str) -> None:
        """It is coming; the bar moves only when it takes longer than a moment."""
        self._show(words, "", "", Tone.PLAIN, None, "")
        self._late.start()

    @property
    def words(self) -> str:
        """The sentence that is shown."""
        return self._words.text()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._draw()

    def _show(
        self, words: str, hint: str, picture: str, tone: Tone, do: Callable[[], None] | None, button: str
    ) -> None:
        self._late.stop()
        self._busy.hide()
        self._name, self._tone, self._do = picture, tone, do
        self._words.setText(words)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self.setAccessibleName(" ".join(part for part in (words, hint) if part))
        self._draw()

    def _draw(self) -> None:
        self._picture.setVisible(bool(self._name))
        if self._name:
            self._picture.setPixmap(icon(self._name, self._tone).pixmap(QSize(PICTURE, PICTURE)))
