"""The text of a post: shared or of its own for each account, how long it is for each network, what the check found."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QWidget

from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.finding import Finding
from pmsdesk.domain.post_draft import PostDraft
from pmsdesk.ui import words
from pmsdesk.ui.posts import wording
from pmsdesk.ui.posts.readiness import Checked, length
from pmsdesk.ui.posts.section import Section
from pmsdesk.ui.posts.taking_edit import TakingEdit
from pmsdesk.ui.posts.wording import tr
from pmsdesk.ui.theme import set_kind
from pmsdesk.ui.widgets.flow_row import FlowRow
from pmsdesk.ui.writing.flag_list import FlagList, mark_of

FEWEST_LINES, MOST_LINES = 5, 14
NEARLY_FULL = 50
FOR_ALL = ""


class TextCard(Section):
    """`changed` tells that something was typed; `text` and `texts` are then what stands for all and for each."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._accounts: tuple[Account, ...] = ()
        self._tab = FOR_ALL
        self._checked: Checked | None = None
        self._loading = False
        self.text = ""
        self._own: dict[str, str] = {}
        self._tab_group = QButtonGroup(self)
        self._tabs: dict[str, QPushButton] = {}
        self._tab_row, self._tab_flow = _flow(self)
        self._count_row, self._count_flow = _flow(self)
        self._shared = QPushButton(self)
        set_kind(self._shared, "link")
        self._shared.clicked.connect(lambda _checked=False: self._use_shared())
        self.head.addWidget(self._shared)
        self.edit = TakingEdit(self)
        self.edit.textChanged.connect(self._typed)
        self.edit.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self.flags = FlagList(self)
        self.flags.picked.connect(self._show_finding)
        self.flags.wanted.connect(self._apply)
        for widget in (self._tab_row, self.edit, self._count_row, self.flags):
            self.body.addWidget(widget)
        self._fit()
        self._retranslate()

    # ---- what is written --------------------------------------------------------------------------------------------

    def show_texts(self, draft: PostDraft) -> None:
        """Show the texts of *draft*."""
        self.text, self._own, self._tab = draft.text, dict(draft.texts), FOR_ALL
        self._checked = None
        self._load()

    @property
    def texts(self) -> Mapping[str, str]:
        """The texts that accounts have of their own, by their ids."""
        ids = {account.id for account in self._accounts}
        return {id_: text for id_, text in self._own.items() if id_ in ids and len(ids) > 1}

    def show_accounts(self, accounts: Sequence[Account]) -> None:
        """The post is for *accounts* now."""
        self._accounts = tuple(accounts)
        if self._tab not in {account.id for account in accounts} or len(accounts) < 2:
            self._tab = FOR_ALL
        self._make_tabs()
        self._load()

    def show_checked(self, checked: Checked | None) -> None:
        """What the check says of the texts as they are now, None while that is awaited."""
        self._checked = checked
        text, findings = self.edit.text(), self._findings()
        if checked is not None:
            self.edit.show_marks([mark_of(finding, text) for finding in findings])
            self.flags.show_findings(findings, text)

    # ---- findings ---------------------------------------------------------------------------------------------------

    def next_finding(self) -> None:
        """Select the next flagged span behind the cursor, from the start again after the last."""
        spans = [(start, end) for _, start, end in self.edit.marks()]
        if spans:
            here = self.edit.position()
            self.edit.select(*next((span for span in spans if span[1] > here), spans[0]))
            self.edit.setFocus()

    def apply_rewrite(self) -> None:
        """Put in the rewrite of the finding under the cursor, else of the first that has one."""
        usable = [finding for finding in self._findings() if finding.suggestion]
        here = self.edit.position()
        under = (finding for finding in usable if finding.start <= here <= finding.end)
        finding = next(under, usable[0] if usable else None)
        if finding is not None:
            self._apply(finding)

    def _findings(self) -> tuple[Finding, ...]:
        """Those of the text in the field, for the account that finds most."""
        if self._checked is None:
            return ()
        concerned = [self._tab] if self._tab else [each.id for each in self._accounts if each.id not in self._own]
        lists = [self._checked.texts[id_].findings for id_ in concerned if id_ in self._checked.texts]
        return max(lists, key=len, default=())

    def _apply(self, finding: Finding) -> None:
        if finding in self._findings():
            self.edit.replace(finding.start, finding.end, finding.suggestion)
            self.edit.setFocus()

    def _show_finding(self, finding: Finding) -> None:
        if finding in self._findings():
            self.edit.select(finding.start, finding.end)
            self.edit.setFocus()

    # ---- showing ----------------------------------------------------------------------------------------------------

    def tab(self, account_id: str) -> QPushButton:
        """The button that shows the text of an account, "" for the one of all."""
        return self._tabs[account_id]

    def counts(self) -> list[str]:
        """How long the text is said to be for each network."""
        return [label.text() for label in self._count_row.findChildren(QLabel) if not label.isHidden()]

    def _make_tabs(self) -> None:
        wanted = [FOR_ALL, *(account.id for account in self._accounts)] if len(self._accounts) > 1 else []
        if list(self._tabs) != wanted:
            for button in self._tabs.values():
                self._tab_group.removeButton(button)
                self._tab_flow.removeWidget(button)
                button.hide()
                button.deleteLater()
            self._tabs = {id_: self._make_tab(id_) for id_ in wanted}
        self._tab_row.setVisible(bool(wanted))
        self._name_tabs()

    def _make_tab(self, id_: str) -> QPushButton:
        button = QPushButton(self)
        button.setCheckable(True)
        set_kind(button, "chip")
        button.clicked.connect(lambda _checked=False: self._choose(id_))
        self._tab_group.addButton(button)
        self._tab_flow.addWidget(button)
        return button

    def _name_tabs(self) -> None:
        names = {account.id: wording.account_on(account) for account in self._accounts}
        for id_, button in self._tabs.items():
            name = names.get(id_, "") or tr("Teks bersama")
            button.setText(tr("{account} – teks khas").format(account=name) if id_ in self._own else name)
            button.setChecked(id_ == self._tab)

    def _choose(self, id_: str) -> None:
        self._tab = id_
        self._load()
        self.edit.setFocus()

    def _use_shared(self) -> None:
        self._own.pop(self._tab, None)
        self._load()
        self.changed.emit()

    def _load(self) -> None:
        text = self._own.get(self._tab, self.text) if self._tab else self.text
        if self.edit.text() != text:
            self._loading = True
            self.edit.put_text(text)
            self._loading = False
        self._show()
        self.show_checked(self._checked)

    def _typed(self) -> None:
        if self._loading:
            return
        if self._tab:
            self._own[self._tab] = self.edit.text()
        else:
            self.text = self.edit.text()
        self._checked = None
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self._name_tabs()
        self._shared.setVisible(self._tab in self._own)
        text = self.edit.text()
        while (item := self._count_flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for channel in self._channels():
            count, longest = length(text, channel)
            label = QLabel(
                tr("{channel} {count} / {longest}").format(
                    channel=words.channel(channel), count=count, longest=longest
                ),
                self._count_row,
            )
            near = count > longest - NEARLY_FULL
            set_kind(label, "error" if count > longest else "strong" if near else "small")
            self._count_flow.addWidget(label)
            label.show()
        self._count_row.setVisible(bool(self._channels()))
        titled = Channel.YOUTUBE in self._channels()
        self.show_remark(tr("YouTube: baris pertama ialah tajuk video.") if titled else "")

    def _channels(self) -> list[Channel]:
        """The networks that the text in the field is for."""
        shared = (each for each in self._accounts if each.id not in self._own)
        concerned = (each for each in self._accounts if each.id == self._tab) if self._tab else shared
        return list(dict.fromkeys(account.channel for account in concerned))

    def _fit(self) -> None:
        """Grow with the text, within bounds."""
        lines = min(max(round(self.edit.document().size().height()), FEWEST_LINES), MOST_LINES)
        self.edit.setFixedHeight(lines * self.edit.fontMetrics().lineSpacing() + 18)

    def changeEvent(self, event: QEvent) -> None:
        """Take another language or look."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() is QEvent.Type.PaletteChange:
            self.edit.paint_marks()

    def _retranslate(self) -> None:
        self.show_title(tr("TEKS"))
        self.edit.setAccessibleName(tr("Teks siaran"))
        self.edit.setPlaceholderText(tr("Tulis siaran di sini. Gambar boleh diseret atau ditampal."))
        self._shared.setText(tr("Guna teks bersama"))
        self._show()


def _flow(parent: QWidget) -> tuple[QWidget, FlowRow]:
    row = QWidget(parent)
    set_kind(row, "surface")
    return row, FlowRow(row, spacing=10)
