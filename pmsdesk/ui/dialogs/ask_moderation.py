"""Asks a supervisor to let a comment be hidden, shown again or deleted: the reason, and for a deletion a second yes."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPlainTextEdit, QWidget

from pmsdesk.domain.account import Channel
from pmsdesk.domain.moderation import Moderation
from pmsdesk.services import moderating
from pmsdesk.ui import moderation_words, words
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.dialogs.form import Form
from pmsdesk.ui.references import References
from pmsdesk.ui.theme import set_kind
from pmsdesk.ui.widgets.harmless import one_line, shortened

QUOTED = 240


class AskModeration(Form):
    """One act on one comment; nothing is done before another person approves it."""

    def __init__(
        self,
        desk: Desk,
        references: References,
        channel: Channel,
        conversation_id: str,
        message_id: str,
        text: str,
        act: Moderation,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            {
                Moderation.HIDE: self.tr("Mohon sembunyikan komen"),
                Moderation.SHOW: self.tr("Mohon tunjukkan semula komen"),
                Moderation.DELETE: self.tr("Mohon padam komen"),
            }[act],
            self.tr(
                "Seorang penyelia lain mesti meluluskannya sebelum apa-apa berlaku di {channel}. Salinan komen, "
                "penulis dan masanya disimpan bersama permohonan ini."
            ).format(channel=words.channel(channel)),
            self.tr("Hantar permohonan"),
            self.tr("Batal"),
            parent,
        )
        self._desk, self._conversation, self._message, self._act = desk, conversation_id, message_id, act
        quoted = QLabel(f"“{words.isolated(shortened(one_line(text), QUOTED)[0])}”", self)
        quoted.setWordWrap(True)
        self.column.insertWidget(2, quoted)
        self.ground = QComboBox(self)
        self.ground.addItem(self.tr("Pilih sebab …"), "")
        for each in references.grounds:
            self.ground.addItem(moderation_words.ground_words(each), each.code)
        self.add_field(self.tr("Sebab"), self.ground)
        self.reason = QPlainTextEdit(self)
        self.reason.setTabChangesFocus(True)
        self.reason.setMaximumHeight(90)
        self.add_field(self.tr("Keterangan"), self.reason)
        self.sure = QCheckBox(self.tr("Saya faham: pemadaman tidak boleh dibatalkan"), self)
        self.warning = QLabel(moderation_words.final_words(channel), self)
        self.warning.setWordWrap(True)
        set_kind(self.warning, "error")
        for place, widget in enumerate((self.warning, self.sure), 4):
            self.column.insertWidget(place, widget)
            widget.setVisible(act.is_final)

    def submit(self) -> None:
        """Ask, if a reason was chosen and a deletion is meant."""
        code, reason = str(self.ground.currentData()), self.reason.toPlainText()
        if not code:
            self.complain(self.tr("Pilih satu sebab."), self.ground)
            return
        if code == "lain" and not reason.strip():
            self.complain(self.tr("Terangkan sebabnya."), self.reason)
            return
        if self._act.is_final and not self.sure.isChecked():
            self.complain(self.tr("Sahkan bahawa pemadaman ini memang dikehendaki."), self.sure)
            return
        self.begin(self.tr("Menghantar …"))
        self._desk.do(
            lambda work: moderating.ask(work, self._conversation, self._message, self._act, code, reason),
            owner=self,
            then=lambda _events: self.accept(),
            catch=self.failed(self.ground),
        )
