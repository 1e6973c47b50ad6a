"""A conversation as a list model: its messages, notes, waiting replies and system lines as bubbles, day by day."""

from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from pmsdesk.domain.account import Channel
from pmsdesk.domain.amendment import Change
from pmsdesk.domain.clock import KUALA_LUMPUR
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.reply import ReplyState, Way
from pmsdesk.services.reading import ConversationView, HistoryItem, ItemKind, ThreadItem
from pmsdesk.ui import history, moderation_words, words
from pmsdesk.ui.references import References
from pmsdesk.ui.theme import Tone
from pmsdesk.ui.widgets.bubble import BUBBLE_ROLE, Bubble, Side
from pmsdesk.ui.widgets.harmless import harmless, one_line, shortened

ITEM_ROLE = Qt.ItemDataRole.UserRole + 2
NEWEST = 100
"""How many bubbles a long conversation shows at first."""

EARLIER = "earlier"
"""The id of the line that stands for the earlier ones; activating it shows them."""

Row = tuple[Bubble, ThreadItem | None]

Index = QModelIndex | QPersistentModelIndex


def tr(text: str) -> str:
    """*text* in the language of the screen, from the context ``thread``."""
    return QCoreApplication.translate("thread", text)


class ThreadModel(QAbstractListModel):
    """One row a bubble under `BUBBLE_ROLE`, with the `ThreadItem` behind it under `ITEM_ROLE` (None for a day)."""

    def __init__(self, references: References, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._references = references
        self._view: ConversationView | None = None
        self._rows: list[Row] = []
        self._start = 0

    def show(self, view: ConversationView | None, now: datetime) -> None:
        """Show *view*, at first its newest bubbles; of the conversation already shown, only what changed is told."""
        before, self._view = self._view, view
        same = before is not None and view is not None and before.conversation.id == view.conversation.id
        if not same:
            self._start = max(0, len(view.items) - NEWEST) if view is not None else 0
        rows = [] if view is None else _rows(view, self._start, now, self._references)
        known = len(self._rows)
        if same and rows[:known] == self._rows:
            if len(rows) > known:
                self.beginInsertRows(QModelIndex(), known, len(rows) - 1)
                self._rows = rows
                self.endInsertRows()
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def show_earlier(self, now: datetime) -> int:
        """Show the whole conversation; returns how many rows were added above."""
        if self._view is None or not self._start:
            return 0
        known, self._start = len(self._rows), 0
        self.beginResetModel()
        self._rows = _rows(self._view, 0, now, self._references)
        self.endResetModel()
        return len(self._rows) - known

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt)
        """How many bubbles and lines there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The bubble, the item, or the text."""
        if not index.isValid():
            return None
        bubble, item = self._rows[index.row()]
        if role == BUBBLE_ROLE:
            return bubble
        if role == ITEM_ROLE:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return bubble.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            badge = bubble.badge[0] if bubble.badge else ""
            author = item.author if item else ""
            return ". ".join(part for part in (bubble.heading or author, bubble.text, bubble.meta, badge) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Day separators cannot be selected."""
        if index.isValid() and self._rows[index.row()][0].side is Side.DAY:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)


def open_words(channel: Channel) -> str:
    """The words of the link that opens a message on its network."""
    return tr("Buka di {channel} ↗").format(channel=words.channel(channel))


def _rows(view: ConversationView, start: int, now: datetime, references: References) -> list[Row]:
    """The rows of the items from *start* on, under a line for those before."""
    rows: list[Row] = [_earlier_line(start)] if start else []
    day: date | None = None
    for item in view.items[start:]:
        here = item.at.astimezone(KUALA_LUMPUR).date()
        if here != day:
            day = here
            rows.append((Bubble(f"day:{here}", Side.DAY, _day_words(item.at, now)), None))
        rows.append((_bubble(item, view, references), item))
        noted = item.words or _refusal(item)
        if noted:
            rows.append((Bubble(f"words:{item.id}", Side.LINE, _why_words(noted, view.account.channel)), item))
    return rows


def _refusal(item: ThreadItem) -> str:
    """What the network said when it did not hide, show or delete the message the last time."""
    return item.measures[-1].measure.words if item.measures else ""


def _why_words(noted: str, channel: Channel) -> str:
    """Our own words, the first line of what was *noted*, and below them what the network said, if it said anything."""
    ours, _, theirs = noted.partition("\n")
    if not theirs.strip():
        return one_line(ours)
    said = tr("{channel} menyatakan: “{words}”").format(channel=words.channel(channel), words=one_line(theirs))
    return f"{one_line(ours)}\n{said}"


def _earlier_line(count: int) -> Row:
    said = tr("{count} catatan lebih awal – klik atau tekan Enter untuk memaparkan")
    return Bubble(EARLIER, Side.LINE, said.format(count=count)), None


def _bubble(item: ThreadItem, view: ConversationView, references: References) -> Bubble:
    at = item.at.astimezone(KUALA_LUMPUR)
    clock = f"{at.hour:02}:{at.minute:02}"
    if item.kind is ItemKind.SYSTEM:
        what = one_line(item.text) or history.sentence(
            HistoryItem(item.at, item.author, item.operation, item.facts), references
        )
        return Bubble(item.id, Side.LINE, " · ".join(part for part in (what, item.author, clock) if part))
    text = _text(item)
    if item.kind is ItemKind.NOTE:
        heading = tr("Nota dalaman · {author}").format(author=item.author)
        return Bubble(item.id, Side.NOTE, text, heading=heading, meta=clock)
    link = open_words(view.account.channel) if item.permalink else ""
    private = tr("Peribadi – hanya pengadu membacanya") if item.way is Way.PRIVATE else ""
    if item.kind is ItemKind.REPLY:
        meta = " · ".join(part for part in (item.author, clock) if part)
        return Bubble(item.id, Side.RIGHT, text, heading=private, meta=meta, link=link, badge=_standing(item))
    badge = _change(item, view.account.channel)
    if item.own:
        said = (tr("Dihantar {time}") if private else tr("Diterbitkan {time}")).format(time=clock)
        return Bubble(item.id, Side.RIGHT, text, heading=private, meta=said, link=link, badge=badge)
    author = one_line(item.author)
    heading = "" if author in ("", one_line(view.contact.name)) else words.isolated(author)
    line = moderation_words.current(item.measures)
    badge = badge if line is None else moderation_words.standing(line)
    return Bubble(item.id, Side.LEFT, text, heading=heading, meta=clock, link=link, badge=badge)


def _change(item: ThreadItem, channel: Channel) -> tuple[str, Tone] | None:
    """What became of a message since it was read."""
    if item.change is None or item.changed_at is None:
        return None
    at = item.changed_at.astimezone(KUALA_LUMPUR)
    said, tone = {
        Change.EDITED: (tr("Disunting · dilihat {time}"), Tone.WARNING),
        Change.REPLACED: (tr("Disunting · versi baharu di bawah"), Tone.WARNING),
        Change.GONE: (tr("Tiada lagi di {channel} · dilihat {time}"), Tone.BAD),
        Change.BACK: (tr("Kelihatan semula · dilihat {time}"), Tone.PLAIN),
    }[item.change]
    return said.format(channel=words.channel(channel), time=f"{at.day}/{at.month} {at:%H:%M}"), tone


def _text(item: ThreadItem) -> str:
    """The words as they stand, and below them those an edited message had before."""
    before = [f"{tr('Sebelum disunting:')}\n{_shortened(text)}" for text in reversed(item.earlier)]
    return "\n\n".join([_shortened(item.text), *before])


def _shortened(said: str) -> str:
    text, cut = shortened(harmless(said))
    return f"{text}\n{tr('(dipendekkan – salin untuk membaca seluruhnya)')}" if cut else text


def _standing(item: ThreadItem) -> tuple[str, Tone]:
    """Where a reply that is not on the network stands: its publication's word, else its approval's."""
    if item.publication is not None and item.publication is not PublicationState.WITHDRAWN:
        return words.publication_state(item.publication)
    return words.reply_state(ReplyState(item.reply_state or ReplyState.PENDING))


def _day_words(at: datetime, now: datetime) -> str:
    days = (now.astimezone(KUALA_LUMPUR).date() - at.astimezone(KUALA_LUMPUR).date()).days
    if days == 0:
        return tr("Hari ini")
    if days == 1:
        return tr("Semalam")
    return words.full_moment(at).rsplit(",", 1)[0]
