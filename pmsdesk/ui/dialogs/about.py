"""What this program is and which version runs."""

import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

import pmsdesk
from pmsdesk.ui.theme import set_kind
from pmsdesk.ui.widgets.key_values import KeyValues


class About(QDialog):
    """Name, purpose, versions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Perihal PMS Desk"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, parent is not None)
        self.setMinimumWidth(420)
        name = QLabel("PMS Desk Kerja Raya", self)
        set_kind(name, "title")
        purpose = QLabel(
            self.tr("Konsol moderasi Pasukan Media Sosial Kementerian Kerja Raya, JKR, LLM dan CIDB."), self
        )
        purpose.setWordWrap(True)
        set_kind(purpose, "mute")
        versions = KeyValues(self)
        versions.show_pairs(
            [
                (self.tr("Versi"), pmsdesk.__version__),
                ("Qt", qVersion()),
                ("Python", platform.python_version()),
                (self.tr("Sistem"), platform.platform(terse=True)),
                (self.tr("Lesen"), "MIT"),
            ]
        )
        close = QPushButton(self.tr("Tutup"), self)
        close.setDefault(True)
        close.clicked.connect(lambda _checked=False: self.accept())
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        for widget in (name, purpose, versions):
            column.addWidget(widget)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
