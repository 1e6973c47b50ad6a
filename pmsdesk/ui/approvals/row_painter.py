"""Paints one row of the queue: who asks what of whom, the start of the text, the rules or reason, the time left."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pmsdesk.domain.finding import Severity
from pmsdesk.domain.reply import Way
from pmsdesk.services.moderation_ports import ModerationRow
from pmsdesk.services.reading import ApprovalRow
from pmsdesk.ui import moderation_words, words
from pmsdesk.ui.approvals.wording import decided, decided_request, heading, request_heading, tr
from pmsdesk.ui.models.approval_model import Row
from pmsdesk.ui.models.held_model import ROW_ROLE
from pmsdesk.ui.references import References
from pmsdesk.ui.theme import Tone, tokens
from pmsdesk.ui.widgets.avatar import paint_avatar
from pmsdesk.ui.widgets.badge import badge_size, paint_badge
from pmsdesk.ui.widgets.harmless import one_line
from pmsdesk.ui.widgets.row_paint import paint_ground, paint_two_lines

AVATAR = 34.0
LEFT, TOP, GAP = 12.0, 10.0, 10.0
Index = QModelIndex | QPersistentModelIndex


def row_height(font: QFont) -> int:
    """The height of a row: who answers whom, two lines of text, badges."""
    return round(3 * QFontMetricsF(font).height() + badge_size(font, "X")[1] + TOP + 8 + 8)


class RowPainter(QStyledItemDelegate):
    """The delegate of the approvals list; asks *clock* at each paint."""

    def __init__(self, clock: Callable[[], datetime], references: References, parent: QWidget) -> None:
        super().__init__(parent)
        self._clock, self._references = clock, references

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are equally tall."""
        del index
        return QSize(300, row_height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row under `ROW_ROLE`."""
        row: Row | None = index.data(ROW_ROLE)
        box = QRectF(option.rect)
        painter.save()
        painter.setFont(option.font)
        paint_ground(painter, box, option.state)
        if row is not None:
            inside = box.adjusted(LEFT + AVATAR + GAP, TOP, -12, -8)
            avatar = QRectF(box.left() + LEFT, box.top() + TOP, AVATAR, AVATAR)
            if isinstance(row, ModerationRow):
                paint_avatar(painter, avatar, row.line.asker, words.channel_mark(row.account.channel))
                asked = words.ago(row.line.measure.asked_at, self._clock())
                _paint_heading(painter, inside, request_heading(row), decided_request(row) or (asked, Tone.WARNING))
                _paint_preview(painter, inside, row.preview)
                _paint_grounds(painter, inside, row, self._references)
            else:
                paint_avatar(painter, avatar, row.author_name, words.channel_mark(row.channel))
                badge = decided(row) or (words.time_left(row.due_at, self._clock()) if row.due_at else None)
                _paint_heading(painter, inside, heading(row), badge)
                _paint_preview(painter, inside, row.preview)
                _paint_rules(painter, inside, row)
        painter.restore()


def _paint_heading(painter: QPainter, inside: QRectF, said: str, badge: tuple[str, Tone] | None) -> None:
    right = inside.right()
    if badge is not None:
        right -= badge_size(painter.font(), badge[0])[0]
        paint_badge(painter, right, inside.top(), *badge)
        right -= 8
    bold = QFont(painter.font())
    bold.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetricsF(bold)
    painter.save()
    painter.setFont(bold)
    painter.setPen(QColor(tokens().ink))
    text = metrics.elidedText(said, Qt.TextElideMode.ElideRight, right - inside.left())
    line = QRectF(inside.left(), inside.top(), right - inside.left(), metrics.height())
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
    painter.restore()


def _paint_preview(painter: QPainter, inside: QRectF, preview: str) -> None:
    """Two lines of the text, the second shortened."""
    painter.setPen(QColor(tokens().ink))
    top = inside.top() + QFontMetricsF(painter.font()).height() + 4
    paint_two_lines(painter, QPointF(inside.left(), top), inside.width(), one_line(preview))


def _paint_grounds(painter: QPainter, inside: QRectF, row: ModerationRow, references: References) -> None:
    """Why it is asked, and that it is the person's own request or can never be undone."""
    left, top = inside.left(), inside.bottom() - badge_size(painter.font(), "X")[1]
    if row.mine:
        left += paint_badge(painter, left, top, tr("Dimohon oleh anda"), Tone.VIOLET) + 5
    if row.line.measure.act.is_final:
        left += paint_badge(painter, left, top, tr("Tidak boleh dibatalkan"), Tone.BAD) + 5
    ground = moderation_words.ground_name(row.line.measure.code, references)
    paint_badge(painter, left, top, ground, Tone.WARNING, room=inside.right() - left)


def _paint_rules(painter: QPainter, inside: QRectF, row: ApprovalRow) -> None:
    height = badge_size(painter.font(), "X")[1]
    left, top = inside.left(), inside.bottom() - height
    if row.way is not Way.PUBLIC:
        word = tr("Siaran") if row.way is Way.POST else tr("Peribadi")
        left += paint_badge(painter, left, top, word, Tone.PRIMARY) + 5
    if row.media:
        left += paint_badge(painter, left, top, tr("{count} fail").format(count=len(row.media)), Tone.PLAIN) + 5
    if row.mine:
        left += paint_badge(painter, left, top, tr("Ditulis oleh anda"), Tone.VIOLET) + 5
    if not row.rules and not row.mine:
        paint_badge(painter, left, top, tr("Akaun ini: semua teks"), Tone.PLAIN, room=inside.right() - left)
    for clause, message, severity in dict.fromkeys(row.rules):
        tone = Tone.WARNING if severity is Severity.ADVISE else Tone.BAD
        text = f"{clause} {words.rule_message(message)}".strip()
        left += paint_badge(painter, left, top, text, tone, room=min(inside.right() - left, inside.width() * 0.62)) + 5
        if left >= inside.right():
            break
