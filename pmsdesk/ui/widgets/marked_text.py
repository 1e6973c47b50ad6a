"""A text to read and copy, as tall as it needs, with parts flagged, struck out or shown as added."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QResizeEvent, QTextCharFormat, QTextCursor, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from pmsdesk.ui.theme import Tone, tokens
from pmsdesk.ui.widgets.harmless import harmless, right_to_left


class Style(StrEnum):
    """How a run of text looks."""

    PLAIN = "plain"
    REMOVED = "removed"
    ADDED = "added"
    GRAVE = "grave"
    ADVISED = "advised"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text, how it looks, and what a tool tip says of it."""

    text: str
    style: Style = Style.PLAIN
    tip: str = ""


class MarkedText(QTextEdit):
    """Shows runs of text. It never scrolls: its height follows its width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[Run, ...] = ()
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QTextEdit, QTextEdit:focus { border: none; background: transparent; padding: 0; }")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def show_text(self, text: str) -> None:
        """Show *text* without marks."""
        self.show_runs((Run(text),))

    def show_runs(self, runs: Iterable[Run]) -> None:
        """Show *runs* one after the other; control and direction characters of strangers are left out."""
        self._runs = tuple(Run(harmless(run.text), run.style, run.tip) for run in runs)
        self._write()

    def marked(self) -> tuple[Run, ...]:
        """The runs shown that are not plain."""
        return tuple(run for run in self._runs if run.style is not Style.PLAIN)

    def _write(self) -> None:
        whole = "".join(run.text for run in self._runs)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if right_to_left(whole) else Qt.LayoutDirection.LeftToRight
        )
        self.document().setDefaultTextOption(option)
        self.clear()
        cursor = QTextCursor(self.document())
        for run in self._runs:
            cursor.insertText(run.text, _format(run))
        self._fit()

    def _fit(self) -> None:
        height = math.ceil(self.document().size().height())
        if height != self.height():
            self.setFixedHeight(max(height, self.fontMetrics().height()))

    def sizeHint(self) -> QSize:
        """As tall as the text; any width will do."""
        return QSize(240, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls around it."""
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new look."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and self._runs:
            self._write()


def _format(run: Run) -> QTextCharFormat:
    colours, text = tokens(), QTextCharFormat()
    text.setForeground(QColor(colours.ink))
    if run.tip:
        text.setToolTip(run.tip)
    if run.style in (Style.REMOVED, Style.ADDED):
        tone = Tone.BAD if run.style is Style.REMOVED else Tone.GOOD
        text.setForeground(colours.strong(tone))
        text.setBackground(colours.soft(tone))
        text.setFontStrikeOut(run.style is Style.REMOVED)
        text.setFontUnderline(run.style is Style.ADDED)
    elif run.style in (Style.GRAVE, Style.ADVISED):
        tone = Tone.BAD if run.style is Style.GRAVE else Tone.WARNING
        text.setBackground(colours.soft(tone))
        text.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        text.setUnderlineColor(colours.strong(tone))
    return text
