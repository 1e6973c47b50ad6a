"""Paints one conversation of the inbox: who, how long is left, what was said, whose road it is."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pmsdesk.domain.complaint import has_number
from pmsdesk.domain.conversation import ConversationState
from pmsdesk.routing.registry import Agency
from pmsdesk.services.reading import InboxRow
from pmsdesk.ui import words
from pmsdesk.ui.models.inbox_model import ROW_ROLE
from pmsdesk.ui.theme import Tone, tokens
from pmsdesk.ui.widgets.avatar import paint_avatar
from pmsdesk.ui.widgets.badge import badge_size, paint_badge
from pmsdesk.ui.widgets.harmless import one_line, right_to_left

PAD, AVATAR, GAP = 12, 34, 10
LAYOUTS_KEPT = 512
LONGEST_PREVIEW = 240


def tr(text: str) -> str:
    """*text* in the language of the screen, from the context ``inbox``."""
    return QCoreApplication.translate("inbox", text)


def row_height(font: QFont) -> int:
    """The height of a row: a name, two lines of text, badges."""
    return round(3 * QFontMetricsF(font).height() + badge_size(font, "X")[1] + 2 * 10 + 8)


def sentence(row: InboxRow, agencies: Mapping[str, Agency], now: datetime) -> str:
    """What a screen reader says of *row*."""
    parts = [words.channel(row.channel), one_line(row.contact_name), words.kind(row.kind)[0]]
    parts.append(jurisdiction_words(row, agencies)[0])
    if row.urgent:
        parts.append(tr("Segera"))
    parts.append(left_words(row, now)[0])
    if row.pending:
        parts.append(tr("Menunggu kelulusan"))
    if row.draft:
        parts.append(tr("Ada draf"))
    return ", ".join(part for part in parts if part) + ". " + one_line(row.preview)[:LONGEST_PREVIEW]


def jurisdiction_words(row: InboxRow, agencies: Mapping[str, Agency]) -> tuple[str, Tone]:
    """Whose road it is, with the agency that leads: ``Lebuh raya → LLM``."""
    word, tone = words.jurisdiction(row.jurisdiction)
    lead = agencies.get(row.lead_agency)
    return (f"{word} → {lead.abbreviation}" if lead else word), tone


def left_words(row: InboxRow, now: datetime) -> tuple[str, Tone]:
    """The time left, or the state of a conversation that waits for nothing."""
    if row.state is ConversationState.DONE:
        return tr("Selesai"), Tone.GOOD
    if row.due_at is not None:
        return words.time_left(row.due_at, now)
    return words.moment(row.last_at, now), Tone.PLAIN


class RowDelegate(QStyledItemDelegate):
    """Paints `InboxRow`s found under `ROW_ROLE`; *clock* tells the time at each paint."""

    def __init__(self, agencies: Mapping[str, Agency], clock: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._agencies = agencies
        self._clock = clock
        self._layouts: OrderedDict[tuple[str, int, str], QTextLayout] = OrderedDict()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As wide as it is given, as high as `row_height`."""
        del index
        return QSize(option.rect.width(), row_height(option.font))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the ground, and the row when it is (still) there."""
        row: InboxRow | None = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(option.font)
        self._paint_ground(painter, option)
        if row is not None:
            painter.setOpacity(0.62 if row.state is ConversationState.DONE else 1.0)
            self._paint_row(painter, option, row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        colours, box = tokens(), option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ground = colours.soft(Tone.PRIMARY) if selected else QColor(colours.background if hovered else colours.surface)
        painter.fillRect(box, ground)
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), QColor(colours.line))
        if selected:
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), colours.strong(Tone.PRIMARY))

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, row: InboxRow) -> None:
        box = QRectF(option.rect).adjusted(PAD, 10, -PAD, -10)
        paint_avatar(
            painter,
            QRectF(box.left(), box.top(), AVATAR, AVATAR),
            one_line(row.contact_name),
            words.channel_mark(row.channel),
        )
        left = box.left() + AVATAR + GAP
        line = QFontMetricsF(option.font).height()
        top = box.top()
        self._paint_name(painter, option.font, row, QRectF(left, top, box.right() - left, line))
        self._paint_preview(painter, option.font, row, QRectF(left, top + line + 2, box.right() - left, 2 * line))
        self._paint_badges(painter, row, QRectF(left, top + 3 * line + 6, box.right() - left, line))

    def _paint_name(self, painter: QPainter, font: QFont, row: InboxRow, box: QRectF) -> None:
        word, tone = left_words(row, self._clock())
        width = badge_size(font, word)[0]
        right = box.right() - width
        paint_badge(painter, right, box.top(), word, tone)
        if row.urgent:
            urgent = "⚑ " + tr("Segera")
            right -= badge_size(font, urgent)[0] + 5
            paint_badge(painter, right, box.top(), urgent, Tone.BAD)
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(tokens().ink))
        name = one_line(row.contact_name) or one_line(row.contact_handle)
        shown = QFontMetricsF(bold).elidedText(name, Qt.TextElideMode.ElideRight, right - box.left() - 8)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.setFont(font)

    def _paint_preview(self, painter: QPainter, font: QFont, row: InboxRow, box: QRectF) -> None:
        text = one_line(row.draft or row.preview)[:LONGEST_PREVIEW]
        if row.draft:
            text = tr("Draf: {text}").format(text=text)
            font = QFont(font)
            font.setItalic(True)
        elif row.we_spoke_last:
            text = "↩ " + text
        painter.setPen(QColor(tokens().strong(Tone.BAD) if row.draft else tokens().ink))
        self._layout(text, font, round(box.width())).draw(painter, box.topLeft())

    def _layout(self, text: str, font: QFont, width: int) -> QTextLayout:
        key = (text, width, font.key())
        layout = self._layouts.get(key)
        if layout is None:
            layout = self._layouts[key] = two_lines(text, font, width)
            if len(self._layouts) > LAYOUTS_KEPT:
                self._layouts.popitem(last=False)
        return layout

    def _paint_badges(self, painter: QPainter, row: InboxRow, box: QRectF) -> None:
        badges = [words.kind(row.kind), jurisdiction_words(row, self._agencies)]
        if row.pending:
            badges.insert(0, (tr("Menunggu kelulusan"), Tone.WARNING))
        if row.complaint_number:
            official = has_number(row.complaint_number)
            tone = Tone.PLAIN if official else Tone.WARNING
            badges.append((words.complaint_number(row.complaint_number), tone))
        if row.account_handle:
            badges.append((f"@{row.account_handle}", Tone.PLAIN))
        badges += [(one_line(label), Tone.VIOLET) for label in row.labels]
        if row.assignee_name:
            badges.append((f"→ {row.assignee_name}", Tone.PLAIN))
        left = box.left()
        for word, tone in badges:
            room = box.right() - left
            if badge_size(painter.font(), word)[0] > room and left > box.left():
                break
            left += paint_badge(painter, left, box.top(), word, tone, room=room) + 5


def two_lines(text: str, font: QFont, width: int) -> QTextLayout:
    """*text* broken into at most two lines of *width* pixels, the second elided."""
    rtl = right_to_left(text)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    metrics = QFontMetricsF(font)
    layout = _broken(text, font, option, width)
    if layout.lineCount() > 2:
        second = layout.lineAt(1).textStart()
        raw = text.encode("utf-16-le", "surrogatepass")
        head = raw[: 2 * second].decode("utf-16-le", "ignore").rstrip()
        tail = raw[2 * second :].decode("utf-16-le", "ignore")
        room = width
        while layout.lineCount() > 2 and room > 0:  # a script without a font is laid out wider than it is measured
            room -= 2
            elided = metrics.elidedText(tail, Qt.TextElideMode.ElideRight, room)
            layout = _broken(f"{head}\u2028{elided}", font, option, width)
    return layout


def _broken(text: str, font: QFont, option: QTextOption, width: int) -> QTextLayout:
    """Lines stand as far apart as *font* has it, also where a taller font helps out with Chinese or Jawi."""
    metrics = QFontMetricsF(font)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    while layout.lineCount() < 3 and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        baseline = (layout.lineCount() - 1) * metrics.height() + metrics.ascent()
        line.setPosition(QPointF(0, baseline - line.ascent()))
    layout.endLayout()
    return layout
