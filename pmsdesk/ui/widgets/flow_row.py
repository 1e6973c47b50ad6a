"""A layout that puts widgets beside each other and goes on in the next line when the room ends."""

from collections.abc import Sequence

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowRow(QLayout):
    """Left to right, then the next line (right to left in a mirrored window); each in the middle of its line.

    It is content with the room of its widest widget and fills it from the top. With *one_line*, for bars, it asks for
    the room of all beside each other and stands in the middle of a higher bar.
    """

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 6, one_line: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._at_end: list[QWidget] = []
        self._one_line = one_line
        self.setSpacing(spacing)
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def add_at_end(self, widget: QWidget) -> None:
        """Add *widget*; it and whatever follows stand at the far end of their line."""
        self._at_end.append(widget)
        self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, room: QRect) -> None:
        super().setGeometry(room)
        spare = max(room.height() - self.heightForWidth(room.width()), 0) if self._one_line else 0
        self._arrange(room.adjusted(0, spare // 2, 0, 0), move=True)

    def sizeHint(self) -> QSize:
        if not self._one_line:
            return self.minimumSize()
        hints = [item.sizeHint().width() for item in self._items if not item.isEmpty()]
        edges = self.contentsMargins()
        width = sum(hints) + self.spacing() * max(len(hints) - 1, 0) + edges.left() + edges.right()
        return QSize(width, self.minimumSize().height())

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        edges = self.contentsMargins()
        return size + QSize(edges.left() + edges.right(), edges.top() + edges.bottom())

    def _arrange(self, room: QRect, *, move: bool) -> int:
        """Lay the items out in *room*; returns the height they need."""
        inside = room.marginsRemoved(self.contentsMargins())
        y = inside.y() - self.spacing()
        for line in self._lines(inside.width()):
            y += self.spacing()
            if move:
                self._place(line, QRect(inside.x(), y, inside.width(), 0))
            y += max(item.sizeHint().height() for item in line)
        return max(y, inside.y()) - room.y() + self.contentsMargins().bottom()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        """The items that are shown, as they share the lines."""
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wanted = item.sizeHint().width()
            if not lines or used + self.spacing() + wanted > width:
                lines.append([])
                used = -self.spacing()
            lines[-1].append(item)
            used += self.spacing() + wanted
        return lines

    def _place(self, line: Sequence[QLayoutItem], room: QRect) -> None:
        """Put *line* into *room*: what `add_at_end` added to the far side, the others to the near one."""
        home = self.parentWidget()
        mirrored = home is not None and home.isRightToLeft()
        taken = sum(item.sizeHint().width() + self.spacing() for item in line) - self.spacing()
        height = max(item.sizeHint().height() for item in line)
        first_at_end = next((item for item in line if item.widget() in self._at_end), None)
        x = room.x()
        for item in line:
            if item is first_at_end:
                x += max(room.width() - taken, 0)
            size = item.sizeHint()
            left = room.right() + 1 - (x - room.x()) - size.width() if mirrored else x
            item.setGeometry(QRect(QPoint(left, room.y() + (height - size.height()) // 2), size))
            x += size.width() + self.spacing()
