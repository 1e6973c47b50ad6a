"""One reply under review: what it answers, its exact text with findings, what was edited, and where it comes from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from pmsdesk.domain.finding import Finding, Severity
from pmsdesk.domain.reply import Version, Way
from pmsdesk.services.reading import ApprovalView, ThreadItem
from pmsdesk.ui import history, words
from pmsdesk.ui.approvals.wording import Recheck, addressee, file_changes, post_title, tr
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.references import References
from pmsdesk.ui.theme import Tone, set_kind
from pmsdesk.ui.widgets.badge import Badge, badge_size
from pmsdesk.ui.widgets.diff import Change, Piece, differences
from pmsdesk.ui.widgets.harmless import one_line, shortened
from pmsdesk.ui.widgets.marked_text import MarkedText, Run, Style
from pmsdesk.ui.writing.gallery import Gallery

SHA_SHOWN = 12
CITIZEN_INDENT, REPLY_INDENT = 120, 60


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What is on the screen: the reply, the post above the citizen's message, the comparison with the lexicon now."""

    view: ApprovalView
    parent: ThreadItem | None
    recheck: Recheck


class Review(QScrollArea):
    """Shows one `Reviewed`; the texts can be selected and copied."""

    def __init__(self, desk: Desk, references: References, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._references = references
        self.gallery = Gallery(desk)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        set_kind(inside, "scrolled")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        self._above, self.citizen_text, self._citizen = self._citizen_card()
        self.exact_text, self._reply_title, reply = self._reply_card()
        layout.addLayout(_indented(self._citizen, right=CITIZEN_INDENT))
        layout.addLayout(_indented(reply, left=REPLY_INDENT))
        layout.addLayout(_indented(self.gallery, left=REPLY_INDENT))
        self.diff_text, self._diff_title, self._diff_card = self._make_diff_card()
        layout.addLayout(_indented(self._diff_card, left=REPLY_INDENT))
        self._headings = (_heading(), _heading(), _heading())
        self._findings, self._versions, self._history = (self._section(layout, h) for h in self._headings)
        layout.addStretch(1)
        self.setWidget(inside)
        self._reviewed: Reviewed | None = None
        self._retranslate()

    def show_review(self, reviewed: Reviewed) -> None:
        """Show *reviewed*: from its top when it is another reply, else without scrolling."""
        other = self._reviewed is None or self._reviewed.view.reply.id != reviewed.view.reply.id
        self._reviewed, view = reviewed, reviewed.view
        self._show_citizen(view, reviewed.parent)
        self._show_reply(view, reviewed.recheck)
        self.gallery.show_media(view.media)
        self._show_diff(view)
        self._show_findings(view.reply.head, reviewed.recheck)
        self._show_versions(view)
        self._show_history(view)
        if other:
            self.verticalScrollBar().setValue(0)

    def changeEvent(self, event: QEvent) -> None:
        """Take the words of another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        for heading, text in zip(self._headings, (tr("DAPATAN PEMATUHAN"), tr("VERSI"), tr("JEJAK")), strict=True):
            heading.setText(text)
        self.citizen_text.setAccessibleName(tr("Mesej pengadu"))
        self.exact_text.setAccessibleName(tr("Teks tepat yang akan diterbitkan"))
        self._removed.show_word(tr("dibuang (dicoret)"), Tone.BAD)
        self._added.show_word(tr("ditambah (digaris)"), Tone.GOOD)
        if self._reviewed is not None:
            self.show_review(self._reviewed)

    def _section(self, layout: QVBoxLayout, heading: QLabel) -> QVBoxLayout:
        card, inside = _card("card")
        inside.addWidget(heading)
        rows = QVBoxLayout()
        rows.setSpacing(7)
        inside.addLayout(rows)
        layout.addWidget(card)
        return rows

    # ---- what the citizen wrote -------------------------------------------------------------------------------------

    def _citizen_card(self) -> tuple[QLabel, MarkedText, QFrame]:
        card, layout = _card("card")
        self._citizen_title = _small()
        above = _small()
        text = MarkedText()
        for widget in (self._citizen_title, above, text):
            layout.addWidget(widget)
        return above, text, card

    def _show_citizen(self, view: ApprovalView, parent: ThreadItem | None) -> None:
        message = view.answered
        who = f"{words.isolated(view.contact.name)} ({addressee(view.contact.name, view.contact.handle)})"
        parts = [who, words.channel(view.account.channel)]
        if message is not None:
            parts.append(words.full_moment(message.sent_at))
            if message.is_gone:
                parts.append(tr("tiada lagi di platform"))
            elif len(message.wordings) > 1:
                parts.append(tr("disunting"))
        self._citizen.setVisible(view.way is not Way.POST)
        self._citizen_title.setText(" · ".join(parts))
        self.citizen_text.show_text(
            shortened(message.wordings[-1])[0] if message else tr("Mesej yang dijawab tidak lagi tersimpan di sini.")
        )
        self._above.setVisible(parent is not None)
        if parent is not None:
            text = shortened(one_line(parent.text), 240)[0]
            self._above.setText(
                tr("Di bawah hantaran {author}: “{text}”").format(author=parent.author, text=words.isolated(text))
            )

    # ---- the text that will be published ----------------------------------------------------------------------------

    def _reply_card(self) -> tuple[MarkedText, QLabel, QFrame]:
        card, layout = _card("note")
        self.post_title = _plain("")
        set_kind(self.post_title, "strong")
        layout.addWidget(self.post_title)
        title = _small()
        text = MarkedText()
        layout.addWidget(title)
        layout.addWidget(text)
        return text, title, card

    def _show_reply(self, view: ApprovalView, recheck: Recheck) -> None:
        head = view.reply.head
        self.post_title.setVisible(view.way is Way.POST)
        if view.way is Way.POST:
            self.post_title.setText(post_title(view))
        self._reply_title.setText(
            tr("Teks tepat, versi {number} · ditulis oleh {author} · cap {sha}").format(
                number=head.number, author=_author(view, head), sha=head.sha[:SHA_SHOWN]
            )
        )
        self._reply_title.setToolTip(tr("SHA-256: {sha}").format(sha=head.sha))
        self.exact_text.show_runs(flagged_runs(head.text, (*recheck.kept, *recheck.fresh)))

    # ---- what was edited --------------------------------------------------------------------------------------------

    def _make_diff_card(self) -> tuple[MarkedText, QLabel, QFrame]:
        card, layout = _card("card")
        title, text = _small(), MarkedText()
        legend = QHBoxLayout()
        legend.setSpacing(6)
        legend.addWidget(title, 1)
        self._removed, self._added = Badge(), Badge()
        legend.addWidget(self._removed)
        legend.addWidget(self._added)
        layout.addLayout(legend)
        layout.addWidget(text)
        self.file_changes = _plain("")
        layout.addWidget(self.file_changes)
        return text, title, card

    def _show_diff(self, view: ApprovalView) -> None:
        versions = view.reply.versions
        self._diff_card.setVisible(len(versions) > 1)
        self.file_changes.hide()
        if len(versions) < 2:
            self.diff_text.show_runs(())
            return
        old, new = versions[-2], versions[-1]
        self._diff_title.setText(
            tr("Perubahan daripada versi {old} ({author}) kepada versi {new}").format(
                old=old.number, author=_author(view, old), new=new.number
            )
        )
        files = file_changes(old.media, new.media)
        self.file_changes.setText("\n".join(files))
        self.file_changes.setVisible(bool(files))
        pieces = differences(old.text, new.text)
        self.diff_text.show_runs(diff_runs(pieces))
        said = {Change.REMOVED: tr("dibuang: {text}"), Change.ADDED: tr("ditambah: {text}")}
        self.diff_text.setAccessibleName(
            "; ".join(said[p.change].format(text=p.text) for p in pieces if p.change in said)
            or tr("Tiada perubahan teks")
        )

    # ---- lists ------------------------------------------------------------------------------------------------------

    def _show_findings(self, head: Version, recheck: Recheck) -> None:
        _clear(self._findings)
        tagged = [
            *((finding, "") for finding in recheck.kept),
            *((finding, tr("baharu sejak ditulis")) for finding in recheck.fresh),
            *((finding, tr("tidak lagi ditemui")) for finding in recheck.gone),
        ]
        if not tagged:
            text = _plain(tr("Tiada dapatan. Akaun ini memerlukan kelulusan bagi semua teks."))
            self._findings.addWidget(text)
        badges = (badge_size(self.font(), words.severity(finding.severity)[0])[0] for finding, _ in tagged)
        room = round(max(badges, default=0) + 0.5)
        for finding, tag in sorted(tagged, key=lambda pair: (-pair[0].severity.rank, pair[0].start)):
            self._findings.addLayout(_finding_row(head.text, finding, tag, room))

    def _show_versions(self, view: ApprovalView) -> None:
        _clear(self._versions)
        for version in reversed(view.reply.versions):
            line = tr("Versi {number} · {author} · {when} · leksikon {lexicon} · cap {sha}").format(
                number=version.number,
                author=_author(view, version),
                when=words.full_moment(version.created_at),
                lexicon=version.lexicon,
                sha=version.sha[:SHA_SHOWN],
            )
            self._versions.addWidget(_plain(line))

    def _show_history(self, view: ApprovalView) -> None:
        _clear(self._history)
        for item in reversed(view.history):
            line = tr("{when} · {who} – {what}").format(
                when=words.full_moment(item.at),
                who=history.actor(item),
                what=history.sentence(item, self._references, post=view.way is Way.POST),
            )
            self._history.addWidget(_plain(line))


def diff_runs(pieces: Sequence[Piece]) -> Iterator[Run]:
    """The runs of *pieces*, with a blank where an addition follows at once on what it replaces."""
    styles = {Change.SAME: Style.PLAIN, Change.REMOVED: Style.REMOVED, Change.ADDED: Style.ADDED}
    before = Change.SAME
    for piece in pieces:
        if (before, piece.change) == (Change.REMOVED, Change.ADDED):
            yield Run(" ")
        yield Run(piece.text, styles[piece.change])
        before = piece.change


def flagged_runs(text: str, findings: tuple[Finding, ...]) -> tuple[Run, ...]:
    """*text* cut at the findings' edges; where some overlap, the gravest decides how a run looks."""
    edges = sorted({0, len(text), *(edge for f in findings for edge in (f.start, f.end) if 0 <= edge <= len(text))})
    runs = []
    for start, end in pairwise(edges):
        over = [f for f in findings if f.start < end and f.end > start]
        if not over:
            runs.append(Run(text[start:end]))
            continue
        gravest = max(over, key=lambda f: f.severity.rank)
        style = Style.ADVISED if gravest.severity is Severity.ADVISE else Style.GRAVE
        tip = "\n".join(f"{f.clause} – {words.rule_message(f.message)}" for f in over)
        runs.append(Run(text[start:end], style, tip))
    return tuple(runs)


def _finding_row(text: str, finding: Finding, tag: str, room: int) -> QHBoxLayout:
    """One finding; *room* is the width of the widest badge, so that all clauses begin below each other."""
    row = QHBoxLayout()
    row.setSpacing(8)
    badge = Badge(*words.severity(finding.severity))
    row.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
    row.addSpacing(max(room - badge.sizeHint().width(), 0))
    if tag:
        row.addWidget(Badge(tag, Tone.VIOLET), 0, Qt.AlignmentFlag.AlignTop)
    clause = QLabel(finding.clause)
    set_kind(clause, "strong")
    row.addWidget(clause, 0, Qt.AlignmentFlag.AlignTop)
    parts = [words.rule_message(finding.message)]
    span = one_line(text[finding.start : finding.end])
    if span:
        parts.append(tr("Pada: “{span}”").format(span=words.isolated(span)))
    if finding.suggestion:
        parts.append(tr("Cadangan: “{text}”").format(text=words.isolated(finding.suggestion)))
    row.addWidget(_plain("\n".join(parts)), 1)
    return row


def _author(view: ApprovalView, version: Version) -> str:
    return view.author_names.get(version.author_id, version.author_id)


def _card(kind: str) -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    set_kind(card, kind)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(14, 10, 14, 10)
    layout.setSpacing(4)
    return card, layout


def _heading() -> QLabel:
    label = QLabel()
    set_kind(label, "heading")
    return label


def _small() -> QLabel:
    label = _plain("")
    set_kind(label, "small")
    return label


def _plain(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _indented(widget: QWidget, left: int = 0, right: int = 0) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(left, 0, right, 0)
    row.addWidget(widget)
    return row


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            _clear(inner)
            inner.deleteLater()
