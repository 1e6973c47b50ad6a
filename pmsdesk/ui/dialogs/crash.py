"""Tells of a bug, or at the start that the program died last time, with a report that holds no message texts."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from pmsdesk.ui.theme import set_kind


class Crash(QDialog):
    """*report* says where it happened; *died* that it was the last run that ended so."""

    def __init__(self, report: str, *, died: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Ralat program"))
        self.setMinimumWidth(560)
        told = (
            self.tr("PMS Desk terhenti secara mengejut kali terakhir ia dibuka.")
            if died
            else self.tr("Ralat yang tidak dijangka berlaku.")
        )
        heading = QLabel(told, self)
        set_kind(heading, "title")
        hint = QLabel(
            self.tr(
                "Draf dan perubahan yang disahkan telah disimpan; balasan yang sedang dihantar akan disemak "
                "pada platform, bukan dihantar semula. Salin laporan ini dan hantarkannya kepada pentadbir. "
                "Laporan tidak mengandungi teks mesej."
            ),
            self,
        )
        for label in (heading, hint):
            label.setWordWrap(True)
        self._report = QPlainTextEdit(report, self)
        self._report.setReadOnly(True)
        self._report.setAccessibleName(self.tr("Laporan"))
        self._report.setTabChangesFocus(True)
        copy, close = QPushButton(self.tr("Salin laporan"), self), QPushButton(self.tr("Tutup"), self)
        copy.clicked.connect(lambda _checked=False: QGuiApplication.clipboard().setText(self._report.toPlainText()))
        close.clicked.connect(lambda _checked=False: self.accept())
        close.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(heading)
        column.addWidget(hint)
        column.addWidget(self._report, 1)
        column.addLayout(buttons)
        close.setFocus(Qt.FocusReason.OtherFocusReason)
