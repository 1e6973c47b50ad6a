"""A list under a search box that narrows as one types: fuzzy over what is given at once, more may come later."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QIcon, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from pmsdesk.ui.theme import set_kind, tokens

SHOWN = 12
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Offer:
    """One line: what it is called, what stands small beside it, its shortcut; `key` comes back when it is chosen.

    Without a key it is a heading over the lines below it, which nobody can choose.
    """

    key: str
    words: str
    detail: str = ""
    keys: str = ""
    picture: QIcon | None = None


def fuzzy(pattern: str, words: str) -> float:
    """How well *words* answer *pattern*, 0 to 1. Letters must come in order; starts of words count most."""
    pattern, words = pattern.casefold().strip(), words.casefold()
    if not pattern:
        return 0.5
    if pattern in words:
        start = words.index(pattern)
        return 1.0 if start == 0 else 0.9 if not words[start - 1].isalnum() else 0.7
    at, starts = -1, 0
    for letter in pattern.replace(" ", ""):
        at = words.find(letter, at + 1)
        if at < 0:
            return 0.0
        starts += at == 0 or not words[at - 1].isalnum()
    return 0.1 + 0.4 * starts / len(pattern)


class Palette(QFrame):
    """Shows offers under its line edit, inside the window. Enter or a click chooses, Esc closes, arrows move."""

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, box: QLineEdit, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        set_kind(self, "card")
        self._box = box
        self._model = _Offers(self)
        self._list = QListView(self)
        self._list.setModel(self._model)
        self._list.setItemDelegate(_Delegate(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self._list)
        box.installEventFilter(self)
        self.hide()

    def set_name(self, name: str) -> None:
        """What a screen reader calls the list."""
        self._list.setAccessibleName(name)

    @property
    def offers(self) -> Sequence[Offer]:
        """What is offered now, best first."""
        return self._model.offers

    def offer(self, offers: Sequence[Offer]) -> None:
        """Show *offers* (best first) below the box and stand on the first; none hides the list."""
        self._model.show_offers(offers)
        if not offers:
            self.hide()
            return
        self._stand_on(next((row for row, offer in enumerate(offers) if offer.key), None))
        self._place()
        self.show()
        self.raise_()

    def renew(self, offers: Sequence[Offer]) -> None:
        """Show *offers* instead; the line one stands on stays, wherever it is now."""
        index = self._list.currentIndex()
        key = self._model.offers[index.row()].key if index.isValid() else ""
        self.offer(offers)
        if key:
            self._stand_on(next((row for row, offer in enumerate(offers) if offer.key == key), None))

    def close_list(self) -> None:
        """Hide the list; `closed` tells that the person is done with the box."""
        self.hide()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._box:
            return False
        if event.type() is QEvent.Type.FocusOut:
            self.hide()
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        return self._key(Qt.Key(event.key()))

    def _key(self, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Escape:
            self.close_list()
            return True
        if self.isHidden():
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self._list.currentIndex())
            return True
        return False

    def _step(self, by: int) -> None:
        """Go on to the next line that can be chosen, from the last to the first."""
        rows = [row for row, offer in enumerate(self._model.offers) if offer.key]
        if rows:
            at = self._list.currentIndex().row()
            place = rows.index(at) if at in rows else -1 if by > 0 else 0
            self._stand_on(rows[(place + by) % len(rows)])

    def _stand_on(self, row: int | None) -> None:
        if row is not None:
            self._list.setCurrentIndex(self._model.index(row))

    def _choose(self, index: QModelIndex) -> None:
        key = self._model.offers[index.row()].key if index.isValid() else ""
        if key:
            self.close_list()
            self.chosen.emit(key)

    def _place(self) -> None:
        corner = self._box.mapTo(self._window, self._box.rect().bottomLeft())
        line = self._list.sizeHintForRow(0)
        lines = min(self._model.rowCount(), SHOWN)
        self.setGeometry(corner.x(), corner.y() + 3, self._box.width(), lines * line + 12)


class _Offers(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.offers: tuple[Offer, ...] = ()

    def show_offers(self, offers: Sequence[Offer]) -> None:
        self.beginResetModel()
        self.offers = tuple(offers)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt)
        return 0 if parent.isValid() else len(self.offers)

    def flags(self, index: Index) -> Qt.ItemFlag:
        chosen = index.isValid() and self.offers[index.row()].key
        return super().flags(index) if chosen else Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        offer = self.offers[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return offer.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (offer.words, offer.detail, offer.keys) if part)
        return offer if role == Qt.ItemDataRole.UserRole else None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del index
        return QSize(200, round(QFontMetricsF(option.font).height()) + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        offer: Offer = index.data(Qt.ItemDataRole.UserRole)
        colours = tokens()
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.primary_soft))
            painter.drawRoundedRect(box.adjusted(2, 1, -2, -1), 6, 6)
        if offer.picture is not None:
            offer.picture.paint(painter, round(box.left()) + 10, round(box.center().y()) - 9, 18, 18)
        font = QFont(option.font)
        font.setBold(not offer.key)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        right = box.right() - 12
        if offer.keys:
            painter.setPen(QColor(colours.mute))
            width = metrics.horizontalAdvance(offer.keys)
            painter.drawText(
                QRectF(right - width, box.top(), width, box.height()), Qt.AlignmentFlag.AlignVCenter, offer.keys
            )
            right -= width + 12
        left = box.left() + (38 if offer.key or offer.picture is not None else 12)
        words = metrics.elidedText(offer.words, Qt.TextElideMode.ElideRight, right - left)
        painter.setPen(QColor(colours.ink if offer.key else colours.mute))
        painter.drawText(QRectF(left, box.top(), right - left, box.height()), Qt.AlignmentFlag.AlignVCenter, words)
        left += metrics.horizontalAdvance(words) + 10 if words else 0
        if offer.detail and right - left > 40:
            painter.setFont(option.font)
            painter.setPen(QColor(colours.mute))
            detail = QFontMetricsF(option.font).elidedText(offer.detail, Qt.TextElideMode.ElideRight, right - left)
            painter.drawText(QRectF(left, box.top(), right - left, box.height()), Qt.AlignmentFlag.AlignVCenter, detail)
        painter.restore()
