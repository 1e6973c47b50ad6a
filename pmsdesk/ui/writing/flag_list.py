"""The findings under the text: how grave, which clause and rule, why, and the rewrite that can be put in."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from pmsdesk.domain.finding import Finding
from pmsdesk.ui import words
from pmsdesk.ui.theme import set_kind
from pmsdesk.ui.widgets.badge import Badge, badge_size
from pmsdesk.ui.widgets.flagged_edit import Mark
from pmsdesk.ui.widgets.harmless import one_line

TALLEST = 132
LONGEST_SPAN = 60


def mark_of(finding: Finding, text: str) -> Mark:
    """How *finding* is painted in *text*; an empty span flags the character before it."""
    start, end = finding.start, finding.end
    if start == end:
        start = max(0, min(start, len(text)) - 1)
        end = min(start + 1, len(text))
    said = f"{finding.clause} · {words.rule_message(finding.message)}"
    return Mark(start, end, words.severity(finding.severity)[1], said)


def finding_words(finding: Finding, text: str) -> str:
    """``J.16 · R02 – “the span”: message``."""
    span = one_line(text[finding.start : finding.end])
    quoted = f"“{words.isolated(span)}”: " if span and len(span) <= LONGEST_SPAN else ""
    return f"{finding.clause} · {finding.rule} – {quoted}{words.rule_message(finding.message)}"


class FlagList(QScrollArea):
    """Shows findings, the gravest first. `picked` asks to show one in the text, `wanted` to put its rewrite in."""

    picked = Signal(object)
    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[Finding, str], ...] = ()
        self._inside = QWidget(self)
        set_kind(self._inside, "scrolled")
        self._rows = QVBoxLayout(self._inside)
        self._rows.setContentsMargins(12, 6, 12, 6)
        self._rows.setSpacing(4)
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Dapatan pematuhan"))
        self.hide()

    def show_findings(self, findings: Sequence[Finding], text: str) -> None:
        """List *findings* of *text*; hides itself when there are none."""
        ordered = sorted(findings, key=lambda finding: (-finding.severity.rank, finding.start))
        shown = tuple((finding, finding_words(finding, text)) for finding in ordered)
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        badges = (badge_size(self.font(), words.severity(finding.severity)[0])[0] for finding, _ in shown)
        room = round(max(badges, default=0) + 0.5)
        for finding, said in shown:
            row = self._row(finding, said, room)
            self._rows.addWidget(row)
            row.show()
        self.setVisible(bool(shown))
        self._fit()

    def texts(self) -> list[str]:
        """The lines shown, for tests and screen readers."""
        return [said for _, said in self._shown]

    def _row(self, finding: Finding, said: str, room: int) -> QWidget:
        row = QFrame(self._inside)
        set_kind(row, "surface")
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(0, room)
        grid.setColumnStretch(1, 1)
        word, tone = words.severity(finding.severity)
        grid.addWidget(Badge(word, tone, row), 0, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        line = QLabel(said, row)
        line.setTextFormat(Qt.TextFormat.PlainText)
        line.setWordWrap(True)
        grid.addWidget(line, 0, 1)
        show = self._link(self.tr("Tunjuk"), self.tr("Tunjuk dalam teks (F8)"), row)
        show.setAccessibleName(said)
        show.clicked.connect(lambda _checked=False: self.picked.emit(finding))
        grid.addWidget(show, 0, 2, Qt.AlignmentFlag.AlignTop)
        if finding.suggestion:
            rewrite = self.tr("Tukar: “{rewrite}”   Alt+Enter").format(rewrite=finding.suggestion)
            swap = self._link(_shortened(rewrite), rewrite, row)
            swap.clicked.connect(lambda _checked=False: self.wanted.emit(finding))
            grid.addWidget(swap, 1, 0, 1, 3, Qt.AlignmentFlag.AlignLeft)
        return row

    def _link(self, text: str, tip: str, row: QWidget) -> QPushButton:
        link = QPushButton(text, row)
        link.setToolTip(tip)
        set_kind(link, "link")
        return link

    def _fit(self) -> None:
        width = max(self.viewport().width(), 200)
        wanted = self._rows.heightForWidth(width) if self._rows.hasHeightForWidth() else self._rows.sizeHint().height()
        self.setFixedHeight(max(1, min(wanted, TALLEST)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width: lines break differently."""
        super().resizeEvent(event)
        self._fit()


def _shortened(text: str, longest: int = 72) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
