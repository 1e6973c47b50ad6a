"""A text field whose spans can be flagged; offsets are code points outside, UTF-16 inside, and only here converted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip, QWidget

from pmsdesk.ui.theme import Tone, tokens
from pmsdesk.ui.widgets.harmless import right_to_left


def utf16_offset(text: str, code_points: int) -> int:
    """Where the code point offset *code_points* of *text* lies in UTF-16 units."""
    return len(text[:code_points].encode("utf-16-le", "surrogatepass")) // 2


def code_point_offset(text: str, utf16: int) -> int:
    """Where the UTF-16 offset *utf16* of *text* lies in code points; inside a pair counts as before it."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * utf16].decode("utf-16-le", "ignore"))


@dataclass(frozen=True, slots=True)
class Mark:
    """A flagged span ``text[start:end]`` (code points): its tone, what a tool tip says, *wavy* or only tinted."""

    start: int
    end: int
    tone: Tone
    words: str = ""
    wavy: bool = True


class FlaggedEdit(QPlainTextEdit):
    """A plain text editor with marks that move with the text until the next ones come.

    `slash` tells that ``/`` was typed into the empty field. `on_tab`, when set, may take a Tab by returning True.
    """

    slash = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: tuple[tuple[Mark, QTextCursor], ...] = ()
        self.on_tab: Callable[[], bool] | None = None
        self.setTabChangesFocus(True)
        self.setMouseTracking(True)
        self.textChanged.connect(self._follow_direction)

    # ---- text and offsets -------------------------------------------------------------------------------------------

    def text(self) -> str:
        """What is typed, without what an input method still composes."""
        return self.toPlainText()

    def put_text(self, text: str) -> None:
        """Show *text* with a fresh undo history, the cursor at its end."""
        self._marks = ()
        self.setExtraSelections([])
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def position(self) -> int:
        """The cursor, in code points."""
        return code_point_offset(self.text(), self.textCursor().position())

    def select(self, start: int, end: int) -> None:
        """Select ``text[start:end]`` (code points) and show it."""
        self.setTextCursor(self._cursor(start, end))
        self.ensureCursorVisible()

    def replace(self, start: int, end: int, by: str) -> None:
        """Replace ``text[start:end]`` (code points); one step of undo."""
        cursor = self._cursor(start, end)
        cursor.insertText(by)
        self.setTextCursor(cursor)

    def insert(self, text: str) -> int:
        """Insert *text* at the cursor, with a blank before it where words would touch; returns where it begins.

        A selected span is never replaced: the text goes behind it.
        """
        cursor = self.textCursor()
        cursor.setPosition(cursor.selectionEnd())
        before = self.text()[: code_point_offset(self.text(), cursor.position())]
        blank = " " if before and not before[-1].isspace() else ""
        cursor.insertText(blank + text)
        self.setTextCursor(cursor)
        return len(before) + len(blank)

    def _cursor(self, start: int, end: int) -> QTextCursor:
        text = self.text()
        cursor = QTextCursor(self.document())
        cursor.setPosition(utf16_offset(text, start))
        cursor.setPosition(utf16_offset(text, end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    # ---- marks ------------------------------------------------------------------------------------------------------

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Flag *marks*, whose offsets are of the text as it is now; older marks go. The undo history stays."""
        self._marks = tuple((mark, self._cursor(mark.start, mark.end)) for mark in marks)
        self.paint_marks()

    def paint_marks(self) -> None:
        """Colour the marks again (the look has changed)."""
        self.setExtraSelections([_selection(mark, cursor) for mark, cursor in self._marks])

    def marks(self) -> list[tuple[Mark, int, int]]:
        """Every mark with where it is now (code points); typing moves them."""
        text = self.text()
        return [
            (mark, code_point_offset(text, cursor.selectionStart()), code_point_offset(text, cursor.selectionEnd()))
            for mark, cursor in self._marks
        ]

    # ---- Qt ---------------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Say why a flagged span under the pointer is flagged."""
        if event.type() == QEvent.Type.ToolTip:
            at = code_point_offset(self.text(), self.cursorForPosition(event.pos()).position())  # type: ignore[attr-defined]
            words = [mark.words for mark, start, end in self.marks() if start <= at < end and mark.words]
            QToolTip.showText(event.globalPos(), "\n".join(words), self)  # type: ignore[attr-defined]
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """``/`` in the empty field asks for the canned replies instead of being typed."""
        if event.text() == "/" and self.document().isEmpty() and not self.isReadOnly():
            self.slash.emit()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Offer Tab to `on_tab` before the focus moves."""
        if forward and self.on_tab is not None and self.on_tab():
            return True
        return super().focusNextPrevChild(forward)

    def _follow_direction(self) -> None:
        wanted = Qt.LayoutDirection.RightToLeft if right_to_left(self.text()) else Qt.LayoutDirection.LeftToRight
        option = self.document().defaultTextOption()
        if option.textDirection() != wanted:
            option.setTextDirection(wanted)
            option.setAlignment(
                Qt.AlignmentFlag.AlignLeft if wanted == Qt.LayoutDirection.LeftToRight else Qt.AlignmentFlag.AlignRight
            )
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            self.document().setDefaultTextOption(option)


def _selection(mark: Mark, cursor: QTextCursor) -> QTextEdit.ExtraSelection:
    colours, look = tokens(), QTextCharFormat()
    look.setBackground(colours.soft(mark.tone))
    if mark.wavy:
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(colours.strong(mark.tone))
    selection = QTextEdit.ExtraSelection()
    selection.cursor = cursor
    selection.format = look
    return selection
