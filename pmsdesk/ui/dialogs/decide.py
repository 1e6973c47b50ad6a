"""A supervisor's decision on a reply whose outcome nobody knows, after looking at the platform."""

import re

from PySide6.QtWidgets import QButtonGroup, QLabel, QPlainTextEdit, QRadioButton, QVBoxLayout, QWidget

from pmsdesk.domain.publication import Publication
from pmsdesk.domain.reply import Way
from pmsdesk.services import publishing
from pmsdesk.ui import words
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.dialogs.form import Form

SENT, AGAIN, NEVER = 0, 1, 2


def id_in(typed: str) -> str:
    """The id of a post in its address, or as it is; what a network hangs on an address does not count."""
    return re.split(r"[?#]", typed.strip())[0].rstrip("/").rpartition("/")[2]


class Decide(Form):
    """Does it stand there, send it again, or give it up; with a reason for the audit trail."""

    def __init__(self, desk: Desk, publication: Publication, parent: QWidget | None = None) -> None:
        title = self.tr("Putuskan balasan yang tidak pasti")
        hint = self.tr("Lihat dahulu bebenang itu di {network}. Keputusan anda direkodkan.")
        if publication.way is Way.POST:
            title = self.tr("Putuskan siaran yang tidak pasti")
            hint = self.tr("Lihat dahulu akaun itu di {network}. Keputusan anda direkodkan.")
        super().__init__(
            title,
            hint.format(network=words.channel(publication.channel)),
            self.tr("Rekod keputusan"),
            self.tr("Batal"),
            parent,
        )
        self._desk, self._reply = desk, publication.reply_id
        text = QLabel(publication.text, self)
        text.setWordWrap(True)
        self.column.insertWidget(2, text)
        self._choice = QButtonGroup(self)
        box = QVBoxLayout()
        for number, label in (
            (SENT, self.tr("Ia ada di sana: tandakan sebagai diterbitkan")),
            (AGAIN, self.tr("Ia tiada di sana: hantar sekali lagi")),
            (NEVER, self.tr("Jangan hantar: pulangkan teks kepada penulis")),
        ):
            button = QRadioButton(label, self)
            self._choice.addButton(button, number)
            box.addWidget(button)
        self.column.insertLayout(3, box)
        self._remote = self.add_line(self.tr("ID atau pautan hantaran, jika ada"))
        self._reason = QPlainTextEdit(self)
        self._reason.setTabChangesFocus(True)
        self._reason.setMaximumHeight(90)
        self.add_field(self.tr("Sebab"), self._reason)

    def submit(self) -> None:
        chosen, reason = self._choice.checkedId(), self._reason.toPlainText()
        if chosen < 0:
            self.complain(self.tr("Pilih satu keputusan."), self._choice.button(SENT))
            return
        remote = id_in(self._remote.text())
        self.begin(self.tr("Merekod …"))
        self._desk.do(
            lambda work: publishing.decide(
                work, self._reply, chosen == SENT, reason, remote_id=remote, again=chosen == AGAIN
            ),
            owner=self,
            then=lambda _events: self.accept(),
            catch=self.failed(self._reason),
        )
