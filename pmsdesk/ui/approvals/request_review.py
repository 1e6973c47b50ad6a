"""One request to moderate under review: the comment as it was archived, who asks for what and why, what came before."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from pmsdesk.domain.moderation import asked_about
from pmsdesk.services.moderation_ports import ModerationLine, ModerationView
from pmsdesk.ui import moderation_words, words
from pmsdesk.ui.approvals.wording import addressee, tr
from pmsdesk.ui.references import References
from pmsdesk.ui.theme import set_kind
from pmsdesk.ui.widgets.harmless import shortened
from pmsdesk.ui.widgets.key_values import KeyValues
from pmsdesk.ui.widgets.marked_text import MarkedText

SHA_SHOWN = 12


class RequestReview(QScrollArea):
    """Shows one `ModerationView`; the texts can be selected and copied."""

    def __init__(self, references: References, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._references = references
        self._view: ModerationView | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        set_kind(inside, "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        self.comment_text, self._title, self._seal = MarkedText(), _small(), _small()
        column.addWidget(_card("card", self._title, self.comment_text, self._seal))
        self._heading, self.facts = QLabel(), KeyValues(name_width=110)
        set_kind(self._heading, "heading")
        column.addWidget(_card("note", self._heading, self.facts))
        column.addStretch(1)
        self.setWidget(inside)

    def show_request(self, view: ModerationView) -> None:
        """Show *view*: from its top when it is another one."""
        other = self._view is None or self._view.line.measure.id != view.line.measure.id
        self._view = view
        message, measure = view.message, view.line.measure
        name, handle = message.author.name, message.author.handle
        who = f"{words.isolated(name)} ({addressee(name, handle)})" if handle else words.isolated(name)
        self._title.setText(" · ".join((who, words.channel(view.account.channel), words.full_moment(message.sent_at))))
        asked = asked_about(view.account.channel, message, measure.sha)
        self.comment_text.show_text(shortened(asked)[0])
        self.comment_text.setAccessibleName(tr("Komen seperti yang diarkibkan"))
        self._seal.setText(tr("Salinan arkib · cap {sha}").format(sha=measure.sha[:SHA_SHOWN]))
        self._seal.setToolTip(tr("SHA-256: {sha}").format(sha=measure.sha))
        self._heading.setText(tr("PERMOHONAN"))
        newest = message.wordings[-1]
        self.facts.show_pairs(
            (
                (tr("Tindakan"), moderation_words.act(measure.act)),
                (tr("Sebab"), moderation_words.ground_name(measure.code, self._references)),
                (tr("Keterangan"), words.isolated(measure.reason) if measure.reason else ""),
                (tr("Disunting sejak itu"), shortened(newest)[0] if newest != asked else ""),
                (tr("Pemohon"), view.line.asker),
                (tr("Dimohon"), words.full_moment(measure.asked_at)),
                (tr("Akaun"), f"@{view.account.handle}" if view.account.handle else view.account.name),
                (tr("Sebelum ini"), "\n".join(map(_earlier, view.earlier))),
            )
        )
        if other:
            self.verticalScrollBar().setValue(0)

    def changeEvent(self, event: QEvent) -> None:
        """Take the words of another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange and self._view is not None:
            self.show_request(self._view)


def _earlier(line: ModerationLine) -> str:
    """``Sembunyikan: selesai di platform · Nur Aisyah, Isnin …``."""
    measure = line.measure
    word, _ = moderation_words.state(measure.state)
    when = words.full_moment(measure.asked_at)
    return tr("{act}: {state} · {name}, {when}").format(
        act=moderation_words.act(measure.act), state=word, name=line.asker, when=when
    )


def _card(kind: str, *inside: QWidget) -> QFrame:
    card = QFrame()
    set_kind(card, kind)
    column = QVBoxLayout(card)
    column.setContentsMargins(14, 10, 14, 10)
    column.setSpacing(6)
    for widget in inside:
        column.addWidget(widget)
    return card


def _small() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    set_kind(label, "small")
    return label
