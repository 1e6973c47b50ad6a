"""Shows one picture as large as the screen allows."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from pmsdesk.ui.theme import set_kind

SHARE = 0.85


class Picture(QDialog):
    """*image* with the *words* about it below; Esc or a click closes it."""

    def __init__(self, image: QImage, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Gambar"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, parent is not None)
        self.picture, told = QLabel(self), QLabel(words, self)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setAccessibleName(words)
        told.setTextFormat(Qt.TextFormat.PlainText)
        told.setWordWrap(True)
        set_kind(told, "small")
        column = QVBoxLayout(self)
        column.addWidget(self.picture, 1)
        column.addWidget(told)
        self.picture.setPixmap(QPixmap.fromImage(self._fitted(image)))

    def mousePressEvent(self, event: object) -> None:
        """Close."""
        del event
        self.accept()

    def _fitted(self, image: QImage) -> QImage:
        most: QSize = self.screen().availableSize() * SHARE
        if image.width() <= most.width() and image.height() <= most.height():
            return image
        return image.scaled(most, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
