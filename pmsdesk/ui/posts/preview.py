"""How a post will look, one card an account: who speaks, the text, the pictures as the network lays them out."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from pmsdesk.domain.account import Account
from pmsdesk.domain.media import Attached
from pmsdesk.domain.post_draft import PostDraft
from pmsdesk.domain.posting import POSTINGS, title_and_body
from pmsdesk.ui import words
from pmsdesk.ui.posts import wording
from pmsdesk.ui.posts.row_painter import paint_shot
from pmsdesk.ui.posts.wording import tr
from pmsdesk.ui.theme import Tone, set_kind
from pmsdesk.ui.widgets.avatar import paint_avatar
from pmsdesk.ui.widgets.badge import badge_size, paint_badge
from pmsdesk.ui.widgets.marked_text import MarkedText, Run

AVATAR = 36
MOST_SHOWN = 4
MOST_CARDS = 6
WIDEST, HIGHEST = 560, 300
GAP = 4.0

Shot = Callable[[Attached], QImage | None]


class Face(QWidget):
    """The avatar of an account."""

    def __init__(self, account: Account, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._account = account
        self.setFixedSize(AVATAR + 6, AVATAR + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        del event
        painter = QPainter(self)
        mark = words.channel_mark(self._account.channel)
        paint_avatar(painter, QRectF(0.5, 0.5, AVATAR - 1, AVATAR - 1), self._account.name, mark)
        painter.end()


class Mosaic(QWidget):
    """Up to four pictures in one frame, and how many more there are; ALT where one has an alt text."""

    def __init__(self, media: Sequence[Attached], shot: Shot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._media, self._shot = tuple(media), shot
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        bare = sum(not medium.alt_text.strip() for medium in media)
        said = tr("{count} gambar atau video").format(count=len(media))
        self.setAccessibleName(said if not bare else tr("{said}, {bare} tanpa teks alt").format(said=said, bare=bare))

    def sizeHint(self) -> QSize:
        """As large as it becomes."""
        return QSize(WIDEST, self.heightForWidth(WIDEST))

    def minimumSizeHint(self) -> QSize:
        """As small as it may be."""
        return QSize(160, self.heightForWidth(160))

    def hasHeightForWidth(self) -> bool:
        """The frame keeps its proportions."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Nine to sixteen."""
        return min(round(width * 9 / 16), HIGHEST)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pictures."""
        del event
        painter = QPainter(self)
        frames = _frames(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), min(len(self._media), MOST_SHOWN))
        for at, (medium, frame) in enumerate(zip(self._media, frames, strict=False)):
            more = len(self._media) - MOST_SHOWN if at == MOST_SHOWN - 1 else 0
            paint_shot(painter, frame, self._shot(medium), video=wording.is_video(medium), more=more)
            if medium.alt_text.strip():
                height = badge_size(painter.font(), "ALT")[1]
                paint_badge(painter, frame.left() + 6, frame.bottom() - height - 6, "ALT", Tone.PLAIN)
        painter.end()


def _frames(box: QRectF, count: int) -> list[QRectF]:
    """Where *count* pictures lie: one alone, two beside each other, three with a large one, four in a square."""
    half_w, half_h = (box.width() - GAP) / 2, (box.height() - GAP) / 2
    right, lower = box.left() + half_w + GAP, box.top() + half_h + GAP
    if count <= 1:
        return [box]
    if count == 2:
        return [QRectF(x, box.top(), half_w, box.height()) for x in (box.left(), right)]
    column = [QRectF(right, box.top(), half_w, half_h), QRectF(right, lower, half_w, half_h)]
    if count == 3:
        return [QRectF(box.left(), box.top(), half_w, box.height()), *column]
    return [QRectF(x, y, half_w, half_h) for y in (box.top(), lower) for x in (box.left(), right)]


class PreviewCard(QFrame):
    """One account's post."""

    def __init__(
        self,
        account: Account,
        text: str,
        media: Sequence[Attached],
        shot: Shot,
        when: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_kind(self, "card")
        name, told = QLabel(account.name, self), QLabel(" · ".join((wording.account_on(account), when)), self)
        set_kind(name, "strong")
        set_kind(told, "small")
        for label in (name, told):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(name)
        who.addWidget(told)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Face(account, self), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(who, 1)
        self.text = MarkedText(self)
        self.text.setAccessibleName(tr("Teks siaran"))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addLayout(head)
        title, body = title_and_body(text, POSTINGS[account.channel])
        if title:
            heading = QLabel(title, self)
            heading.setTextFormat(Qt.TextFormat.PlainText)
            heading.setWordWrap(True)
            heading.setFont(_heavy(heading.font()))
            column.addWidget(heading)
        self.text.show_runs((Run(body),))
        self.text.setVisible(bool(body))
        column.addWidget(self.text)
        if media:
            column.addWidget(Mosaic(media, shot, self))


class Previews(QWidget):
    """The cards of all accounts below each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "scrolled")
        self._title = QLabel(self)
        set_kind(self._title, "heading")
        self.cards: list[PreviewCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._title)
        self._column.addStretch(1)

    def show_post(self, draft: PostDraft, accounts: Sequence[Account], shot: Shot, when: str) -> None:
        """Show *draft* as each of *accounts* would publish it."""
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        shown = [account for account in accounts if draft.text_for(account.id).strip() or draft.media][:MOST_CARDS]
        self.cards = [
            PreviewCard(account, draft.text_for(account.id), draft.media, shot, when, self) for account in shown
        ]
        for at, card in enumerate(self.cards):
            self._column.insertWidget(at + 1, card)
            card.show()
        more = len(accounts) - len(shown)
        self._title.setText(
            tr("PRATONTON") if more <= 0 or not shown else tr("PRATONTON (dan {n} lagi)").format(n=more)
        )
        self._title.setVisible(bool(shown))


def _heavy(font: QFont) -> QFont:
    heavy = QFont(font)
    heavy.setWeight(QFont.Weight.DemiBold)
    heavy.setPointSizeF(font.pointSizeF() * 1.1)
    return heavy
