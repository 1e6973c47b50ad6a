"""The grid of the register: nine columns that share the width, badges for states, rows that stay under the pointer."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pmsdesk.services.reading import ComplaintRow
from pmsdesk.ui.complaints.cells import Cells
from pmsdesk.ui.models.complaint_model import ROW_ROLE, Field
from pmsdesk.ui.theme import tokens
from pmsdesk.ui.widgets.badge import badge_size, paint_badge
from pmsdesk.ui.widgets.row_list import RowList

ROW_HEIGHT = 36
PADDING = 8.0
ROOM = {
    Field.NUMBER: 21,
    Field.REGISTERED: 16,
    Field.COMPLAINANT: 16,
    Field.CATEGORY: 20,
    Field.PLACE: 22,
    Field.JURISDICTION: 18,
    Field.AGENCY: 17,
    Field.STATE: 20,
    Field.FIRST_REPLY: 20,
}
"""The least room of a column, in average letters."""
LEFT_OUT = (Field.JURISDICTION, Field.AGENCY, Field.CATEGORY)
"""What goes first where the room is short: the panel that takes it says the same."""
Index = QModelIndex | QPersistentModelIndex


class RegisterGrid(RowList):
    """A `RowList` with headers. Columns share the room; where it is short, some are left out before others are cut."""

    def __init__(self, cells: Cells, parent: QWidget | None = None) -> None:
        super().__init__(ROW_HEIGHT, parent)
        self.setItemDelegate(CellPainter(cells, self))
        header = self.horizontalHeader()
        header.show()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicator(Field.NUMBER, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out again."""
        super().resizeEvent(event)
        letter = self.fontMetrics().averageCharWidth()
        shown, room = list(Field), self.viewport().width()
        for field in LEFT_OUT:
            if sum(ROOM[each] for each in shown) * letter > room:
                shown.remove(field)
        scale = max(room / sum(ROOM[field] for field in shown), letter)
        for field in Field:
            self.setColumnHidden(field, field not in shown)
            self.setColumnWidth(field, int(ROOM[field] * scale))


class CellPainter(QStyledItemDelegate):
    """Paints one cell; the number stands out, states and promises are badges."""

    def __init__(self, cells: Cells, parent: QWidget) -> None:
        super().__init__(parent)
        self._cells = cells

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are equally tall."""
        del option, index
        return QSize(80, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell of the row under `ROW_ROLE`."""
        colours, box = tokens(), QRectF(option.rect)
        row: ComplaintRow | None = index.data(ROW_ROLE)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ground = colours.primary_soft if selected else colours.background if hovered else colours.surface
        painter.save()
        painter.fillRect(box, QColor(ground))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(colours.line))
        if selected and index.column() == Field.NUMBER:
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), QColor(colours.primary))
        if row is not None:
            painter.setFont(option.font)
            self._paint_cell(painter, box.adjusted(PADDING, 0, -PADDING, 0), row, Field(index.column()))
        painter.restore()

    def _paint_cell(self, painter: QPainter, inside: QRectF, row: ComplaintRow, field: Field) -> None:
        badge = self._cells.badge(row, field)
        if badge is not None:
            height = badge_size(painter.font(), badge[0])[1]
            paint_badge(painter, inside.left(), inside.center().y() - height / 2, *badge, room=inside.width())
            return
        font = QFont(painter.font())
        if field is Field.NUMBER:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(tokens().ink))
        text = QFontMetricsF(font).elidedText(self._cells.text(row, field), Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
