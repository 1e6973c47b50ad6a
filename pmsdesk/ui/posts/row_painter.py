"""Paints one post of the list: account, state and time, the start of the text, its first picture."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pmsdesk.ui import words
from pmsdesk.ui.icons import icon
from pmsdesk.ui.models.held_model import ROW_ROLE
from pmsdesk.ui.models.post_model import Entry
from pmsdesk.ui.posts import wording
from pmsdesk.ui.posts.wording import tr
from pmsdesk.ui.theme import Tone, tokens
from pmsdesk.ui.widgets.avatar import paint_avatar
from pmsdesk.ui.widgets.badge import badge_size, paint_badge
from pmsdesk.ui.widgets.harmless import one_line
from pmsdesk.ui.widgets.row_paint import paint_ground, paint_two_lines
from pmsdesk.ui.widgets.thumbnail import middle
from pmsdesk.ui.writing.pictures import Pictures

AVATAR, SHOT = 34.0, QSize(64, 48)
LEFT, TOP, GAP, RADIUS = 12.0, 10.0, 10.0, 6.0
Index = QModelIndex | QPersistentModelIndex


def row_height(font: QFont) -> int:
    """The height of a row: the account, two lines of text, badges."""
    return round(3 * QFontMetricsF(font).height() + badge_size(font, "X")[1] + TOP + 8 + 8)


class RowPainter(QStyledItemDelegate):
    """The delegate of the list of posts; asks *clock* and *pictures* at each paint."""

    def __init__(self, clock: Callable[[], datetime], pictures: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._clock, self._pictures = clock, pictures

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are equally tall."""
        del index
        return QSize(300, row_height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the entry under `ROW_ROLE`."""
        entry: Entry | None = index.data(ROW_ROLE)
        box = QRectF(option.rect)
        painter.save()
        painter.setFont(option.font)
        paint_ground(painter, box, option.state)
        if entry is not None:
            inside = box.adjusted(LEFT + AVATAR + GAP, TOP, -12, -8)
            first = entry.accounts[0] if entry.accounts else None
            name, mark = (first.name, words.channel_mark(first.channel)) if first else ("", "")
            paint_avatar(painter, QRectF(box.left() + LEFT, box.top() + TOP, AVATAR, AVATAR), name, mark)
            self._paint_heading(painter, inside, entry)
            self._paint_text(painter, inside, entry)
            _paint_badges(painter, inside, entry)
        painter.restore()

    def _paint_heading(self, painter: QPainter, inside: QRectF, entry: Entry) -> None:
        colours, metrics = tokens(), QFontMetricsF(painter.font())
        time = wording.when(entry, self._clock())
        width = metrics.horizontalAdvance(time)
        painter.setPen(QColor(colours.mute))
        line = QRectF(inside.left(), inside.top(), inside.width(), metrics.height())
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, time)
        bold = QFont(painter.font())
        bold.setWeight(QFont.Weight.DemiBold)
        painter.save()
        painter.setFont(bold)
        painter.setPen(QColor(colours.ink))
        room = inside.width() - width - 8
        text = QFontMetricsF(bold).elidedText(wording.accounts(entry.accounts), Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def _paint_text(self, painter: QPainter, inside: QRectF, entry: Entry) -> None:
        """Two lines of the text beside the first picture."""
        metrics = QFontMetricsF(painter.font())
        top, width = inside.top() + metrics.height() + 4, inside.width()
        if entry.media:
            frame = QRectF(inside.right() - SHOT.width(), top + 2, SHOT.width(), SHOT.height())
            self._paint_shot(painter, frame, entry)
            width -= SHOT.width() + GAP
        painter.setPen(QColor(tokens().ink if entry.text.strip() else tokens().mute))
        paint_two_lines(painter, QPointF(inside.left(), top), width, one_line(entry.text) or tr("(tiada teks)"))

    def _paint_shot(self, painter: QPainter, frame: QRectF, entry: Entry) -> None:
        image = self._pictures.get(entry.media[0])
        paint_shot(painter, frame, image, video=wording.is_video(entry.media[0]), more=len(entry.media) - 1)


def paint_shot(painter: QPainter, frame: QRectF, image: QImage | None, *, video: bool, more: int = 0) -> None:
    """The middle of *image* in *frame* (an icon where there is none), and how many *more* there are."""
    colours = tokens()
    path = QPainterPath()
    path.addRoundedRect(frame, RADIUS, RADIUS)
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.fillPath(path, QColor(colours.background))
    painter.setClipPath(path)
    if image is not None:
        painter.drawImage(frame, image, middle(image, frame))
    else:
        side = frame.height() * 0.5
        at = QRectF(frame.center().x() - side / 2, frame.center().y() - side / 2, side, side)
        icon("mdi6.movie-open-outline" if video else "mdi6.image-outline").paint(painter, at.toRect())
    painter.setClipping(False)
    painter.setPen(QColor(colours.line))
    painter.drawPath(path)
    if more > 0:
        width = badge_size(painter.font(), f"+{more}")[0]
        paint_badge(painter, frame.right() - width - 3, frame.top() + 3, f"+{more}", Tone.PLAIN)
    painter.restore()


def _paint_badges(painter: QPainter, inside: QRectF, entry: Entry) -> None:
    height = badge_size(painter.font(), "X")[1]
    left, top = inside.left(), inside.bottom() - height
    room = inside.width() - (SHOT.width() + GAP if entry.media else 0)
    left += paint_badge(painter, left, top, *wording.state(entry.state), room=room) + 5
    bare = sum(not medium.alt_text.strip() for medium in entry.media)
    if bare:
        text = tr("Tanpa teks alt")
        paint_badge(painter, left, top, text, Tone.WARNING, room=inside.left() + room - left)
