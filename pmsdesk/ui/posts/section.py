"""A part of the editor: a card with a heading, and a quiet remark beside it."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pmsdesk.ui.theme import set_kind
from pmsdesk.ui.widgets.elided_label import ElidedLabel


class Section(QFrame):
    """`body` holds what is in the card; `head` may take more beside the heading."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "card")
        self._title, self._remark = QLabel(self), ElidedLabel("", self)
        set_kind(self._title, "heading")
        set_kind(self._remark, "small")
        self.head = QHBoxLayout()
        self.head.setSpacing(10)
        self.head.addWidget(self._title)
        self.head.addWidget(self._remark, 1)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(14, 10, 14, 12)
        self.body.setSpacing(8)
        self.body.addLayout(self.head)

    def show_title(self, title: str) -> None:
        """The heading."""
        self._title.setText(title)

    def show_remark(self, remark: str) -> None:
        """What stands beside the heading."""
        self._remark.setText(remark)
        self._remark.setAccessibleName(remark)
