"""Says what keeps the program from starting, and what to do about it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from pmsdesk.domain.errors import KnownError
from pmsdesk.ui.error_words import error_text


def tell(error: KnownError) -> None:
    """Say *error*, the other side's own words folded below; returns when it was read."""
    box = QMessageBox(QMessageBox.Icon.Critical, "PMS Desk", error_text(error))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setDetailedText(error.platform_words)
    box.exec()
