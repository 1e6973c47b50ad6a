"""Speech bubbles painted by a delegate: who said what on which side, with the broken lines of each text kept."""

from collections import OrderedDict
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QMouseEvent, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pmsdesk.ui.theme import Tone, tokens
from pmsdesk.ui.widgets.badge import badge_font, badge_size, paint_badge
from pmsdesk.ui.widgets.harmless import right_to_left

BUBBLE_ROLE = Qt.ItemDataRole.UserRole
LAYOUTS_KEPT = 1500
WIDEST = 620.0
PAD_X, PAD_Y, GAP, RADIUS = 12.0, 9.0, 10.0, 12.0


class Side(StrEnum):
    """Where a bubble stands: theirs left, ours right, an internal note in the middle, a plain line without a bubble."""

    LEFT = "left"
    RIGHT = "right"
    NOTE = "note"
    LINE = "line"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Bubble:
    """One bubble. `text` is harmless already; `heading` stands above it, `meta` and a `badge` (word, tone) below.

    `link` are the words of a link, told by `BubbleDelegate.followed` with the index.
    """

    id: str
    side: Side
    text: str
    heading: str = ""
    meta: str = ""
    link: str = ""
    badge: tuple[str, Tone] | None = None


@dataclass(slots=True)
class _Laid:
    """A broken text, and the size of the whole bubble."""

    layout: QTextLayout
    width: float
    height: float


class BubbleDelegate(QStyledItemDelegate):
    """Paints `Bubble`s found under `BUBBLE_ROLE`; `followed` carries the index whose link was clicked."""

    followed = Signal(QModelIndex)

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._laid: OrderedDict[tuple[Bubble, int, str], _Laid] = OrderedDict()

    # ---- measures ---------------------------------------------------------------------------------------------------

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The width of the view and the height of the bubble with the gap under it."""
        bubble: Bubble = index.data(BUBBLE_ROLE)
        width = self._view.viewport().width()
        return QSize(width, round(self._lay(bubble, width, option.font).height + GAP))

    def _lay(self, bubble: Bubble, width: int, font: QFont) -> _Laid:
        key = (bubble, width, font.key())
        laid = self._laid.get(key)
        if laid is None:
            laid = self._laid[key] = _break(bubble, width, font)
            if len(self._laid) > LAYOUTS_KEPT:
                self._laid.popitem(last=False)
        return laid

    def _box(self, bubble: Bubble, laid: _Laid, row: QRectF) -> QRectF:
        left = {
            Side.LEFT: row.left(),
            Side.RIGHT: row.right() - laid.width,
        }.get(bubble.side, row.left() + (row.width() - laid.width) / 2)
        return QRectF(left, row.top(), laid.width, laid.height)

    def _link_box(self, bubble: Bubble, font: QFont, box: QRectF) -> QRectF:
        small = QFontMetricsF(small_font(font))
        left = box.left() + PAD_X
        if bubble.badge is not None:
            left += badge_size(font, bubble.badge[0])[0] + 6
        if bubble.meta:
            left += small.horizontalAdvance(bubble.meta + " · ")
        height = _foot_height(bubble, font)
        return QRectF(left, box.bottom() - PAD_Y - height, small.horizontalAdvance(bubble.link), height)

    # ---- painting ---------------------------------------------------------------------------------------------------

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one bubble, or a plain line."""
        bubble: Bubble = index.data(BUBBLE_ROLE)
        row = QRectF(option.rect)
        laid = self._lay(bubble, self._view.viewport().width(), option.font)
        box = self._box(bubble, laid, row)
        painter.save()
        painter.setFont(option.font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if bubble.side in (Side.LINE, Side.DAY):
            _paint_line(painter, bubble, laid, box, row)
        else:
            _paint_ground(painter, bubble, box, bool(option.state & QStyle.StateFlag.State_Selected))
            self._paint_words(painter, bubble, laid, box, option.font)
        painter.restore()

    def _paint_words(self, painter: QPainter, bubble: Bubble, laid: _Laid, box: QRectF, font: QFont) -> None:
        colours = tokens()
        top = box.top() + PAD_Y
        if bubble.heading:
            metrics = QFontMetricsF(badge_font(font))
            painter.setFont(badge_font(font))
            painter.setPen(colours.strong(Tone.WARNING if bubble.side is Side.NOTE else Tone.PLAIN))
            room = box.width() - 2 * PAD_X
            heading = metrics.elidedText(bubble.heading, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QPointF(box.left() + PAD_X, top + metrics.ascent()), heading)
            top += metrics.height() + 2
        painter.setPen(QColor(colours.ink))
        laid.layout.draw(painter, QPointF(box.left() + PAD_X, top))
        if not (bubble.meta or bubble.link or bubble.badge):
            return
        foot = _foot_height(bubble, font)
        left, top = box.left() + PAD_X, box.bottom() - PAD_Y - foot
        painter.setFont(font)
        if bubble.badge is not None:
            left += paint_badge(painter, left, top, *bubble.badge, room=box.right() - left) + 6
        painter.setFont(small_font(font))
        painter.setPen(colours.strong(Tone.PLAIN))
        line = QRectF(left, top, box.right() - PAD_X - left, foot)
        meta = f"{bubble.meta} · " if bubble.meta and bubble.link else bubble.meta
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, meta)
        if bubble.link:
            painter.setPen(colours.strong(Tone.PRIMARY))
            painter.drawText(self._link_box(bubble, font, box), Qt.AlignmentFlag.AlignVCenter, bubble.link)

    # ---- links ------------------------------------------------------------------------------------------------------

    def link_at(self, index: QModelIndex, row: QRectF, at: QPointF) -> bool:
        """Whether the link of the bubble at *index*, painted in *row*, lies under *at*."""
        bubble: Bubble | None = index.data(BUBBLE_ROLE)
        if bubble is None or not bubble.link:
            return False
        font = self._view.font()
        box = self._box(bubble, self._lay(bubble, self._view.viewport().width(), font), row)
        return self._link_box(bubble, font, box).adjusted(-3, -3, 3, 3).contains(at)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow a clicked link of the view's viewport, and show a hand over it."""
        if isinstance(event, QMouseEvent) and watched is self._view.viewport():
            index = self._view.indexAt(event.position().toPoint())
            over = index.isValid() and self.link_at(index, QRectF(self._view.visualRect(index)), event.position())
            if event.type() == QEvent.Type.MouseMove:
                self._view.viewport().setCursor(
                    Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
                )
            elif event.type() == QEvent.Type.MouseButtonRelease and over:
                self.followed.emit(index)
                return True
        return super().eventFilter(watched, event)


def small_font(font: QFont) -> QFont:
    """*font* a little smaller."""
    small = QFont(font)
    small.setPointSizeF(max(font.pointSizeF() * 0.86, 7.0))
    return small


def _foot_height(bubble: Bubble, font: QFont) -> float:
    if bubble.badge is not None:
        return badge_size(font, bubble.badge[0])[1]
    return QFontMetricsF(small_font(font)).height()


def _break(bubble: Bubble, width: int, font: QFont) -> _Laid:
    """Break the text of *bubble* for a view *width* wide."""
    plain = bubble.side in (Side.LINE, Side.DAY)
    used = small_font(font) if plain or bubble.side is Side.NOTE else font
    room = width - 2 * PAD_X if plain else min(width * 0.76, WIDEST) - 2 * PAD_X
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if right_to_left(bubble.text) else Qt.LayoutDirection.LeftToRight
    )
    layout = QTextLayout(bubble.text.replace("\n", "\u2028"), used)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    height = used_width = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(room, 40.0))
        line.setPosition(QPointF(0, height))
        height += line.height()
        used_width = max(used_width, line.naturalTextWidth())
    layout.endLayout()
    heading = QFontMetricsF(badge_font(font)).horizontalAdvance(bubble.heading) if bubble.heading else 0.0
    foot = _foot_width(bubble, font)
    inner = min(max(used_width, heading, foot), room)
    if right_to_left(bubble.text):
        _align_right(layout, inner)
    whole = height + 2 * (PAD_Y if not plain else 2)
    if bubble.heading:
        whole += QFontMetricsF(badge_font(font)).height() + 2
    if foot and not plain:
        whole += _foot_height(bubble, font) + 3
    return _Laid(layout, inner + 2 * PAD_X, whole)


def _foot_width(bubble: Bubble, font: QFont) -> float:
    small = QFontMetricsF(small_font(font))
    words = " · ".join(part for part in (bubble.meta, bubble.link) if part)
    width = small.horizontalAdvance(words) + 2 if words else 0.0
    return width + (badge_size(font, bubble.badge[0])[0] + 6 if bubble.badge is not None else 0.0)


def _align_right(layout: QTextLayout, width: float) -> None:
    """Break *layout* again in the *width* that was used, so that a text from the right starts at the right edge."""
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()


def _paint_ground(painter: QPainter, bubble: Bubble, box: QRectF, selected: bool) -> None:
    colours = tokens()
    ground, edge = {
        Side.LEFT: (QColor(colours.surface), QColor(colours.line)),
        Side.RIGHT: (colours.soft(Tone.PRIMARY), colours.soft(Tone.PRIMARY)),
    }.get(bubble.side, (colours.soft(Tone.WARNING), colours.strong(Tone.WARNING)))
    pen = QPen(colours.strong(Tone.PRIMARY) if selected else edge, 1.5 if selected else 1.0)
    if bubble.side is Side.NOTE and not selected:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(ground)
    radius = 3.0 if bubble.side is Side.NOTE else RADIUS
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def _paint_line(painter: QPainter, bubble: Bubble, laid: _Laid, box: QRectF, row: QRectF) -> None:
    colours = tokens()
    if bubble.side is Side.DAY:
        middle = box.center().y()
        painter.setPen(QColor(colours.line))
        painter.drawLine(QPointF(row.left(), middle), QPointF(box.left(), middle))
        painter.drawLine(QPointF(box.right(), middle), QPointF(row.right(), middle))
    painter.setPen(colours.strong(Tone.PLAIN))
    laid.layout.draw(painter, QPointF(box.left() + PAD_X, box.top() + 2))
