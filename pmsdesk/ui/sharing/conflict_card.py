"""One field two people set differently: what it was and both values side by side, and what can be done about it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from pmsdesk.ui.theme import Tone, set_kind
from pmsdesk.ui.widgets.badge import Badge
from pmsdesk.ui.widgets.elided_label import ElidedLabel

MERGED_LINES = 3


def tr(text: str) -> str:
    """*text* in the language of the screen, from the context ``sharing``."""
    return QCoreApplication.translate("sharing", text)


class Side(QFrame):
    """One of the values, under the words of whose it is."""

    def __init__(self, kind: str, whose: str, value: str, parent: QWidget) -> None:
        super().__init__(parent)
        set_kind(self, kind)
        heading, text = QLabel(whose, self), QLabel(value, self)
        set_kind(heading, "heading")
        for label in (heading, text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setAccessibleName(f"{whose}: {value}")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(4)
        column.addWidget(heading)
        column.addWidget(text)
        column.addStretch(1)


class ConflictCard(QFrame):
    """*base*, *mine* and *theirs* are (whose, value). Buttons are added with `offer`; `edit` opens the merged text."""

    def __init__(
        self,
        title: str,
        field: str,
        when: str,
        base: tuple[str, str],
        mine: tuple[str, str],
        theirs: tuple[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_kind(self, "card")
        self._about = f"{field}, {title}"
        self.setAccessibleName(". ".join((title, field, when, *(": ".join(side) for side in (base, mine, theirs)))))
        name, told = ElidedLabel(title, self), QLabel(when, self)
        name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        set_kind(name, "strong")
        set_kind(told, "mute")
        told.setTextFormat(Qt.TextFormat.PlainText)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(name)
        head.addWidget(Badge(field, Tone.WARNING, self))
        head.addWidget(told, 1)
        sides = QGridLayout()
        sides.setSpacing(8)
        for place, (kind, side) in enumerate((("quote", base), ("note", mine), ("good", theirs))):
            sides.addWidget(Side(kind, *side, self), 0, place)
            sides.setColumnStretch(place, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        self._merged = QPlainTextEdit(self)
        self._merged.setTabChangesFocus(True)
        self._merged.setFixedHeight(MERGED_LINES * self._merged.fontMetrics().lineSpacing() + 18)
        self._merged.hide()
        self.head = head
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(sides)
        column.addWidget(self._merged)
        column.addLayout(self._buttons)

    def offer(self, words: str, do: Callable[[], None], kind: str = "") -> QPushButton:
        """A button below the values that does *do*."""
        button = QPushButton(words, self)
        set_kind(button, kind)
        button.setAccessibleName(f"{words}: {self._about}")
        button.clicked.connect(lambda _checked=False: do())
        self._buttons.addWidget(button)
        return button

    def link(self, words: str, do: Callable[[], None]) -> None:
        """A link at the right of the head."""
        button = QPushButton(words, self)
        set_kind(button, "link")
        button.setAccessibleName(f"{words}: {self._about}")
        button.clicked.connect(lambda _checked=False: do())
        self.head.addWidget(button)

    @property
    def merging(self) -> bool:
        """Whether the merged text is being written."""
        return not self._merged.isHidden()

    @property
    def merged(self) -> str:
        """The merged text as it is written."""
        return self._merged.toPlainText()

    def edit(self, text: str) -> None:
        """Let the person make one text of both; *text* is what to begin with."""
        self._merged.setPlainText(text)
        self._merged.setAccessibleName(tr("Teks gabungan: {about}").format(about=self._about))
        self._merged.show()
        self._merged.setFocus(Qt.FocusReason.OtherFocusReason)
