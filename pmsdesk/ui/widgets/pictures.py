"""Pictures as a screen takes and shows them: decoded no larger than needed, and the files a person drops or pastes."""

from PySide6.QtCore import QBuffer, QByteArray, QMimeData, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

PATTERNS = "*.jpg *.jpeg *.png *.webp *.gif *.bmp *.tif *.tiff"


def decoded(content: bytes, at_most: QSize | None = None) -> QImage:
    """The picture in *content*, small enough to be shown; raises `OSError` when it is none."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    reader = QImageReader(buffer)
    size = reader.size()
    if at_most is not None and size.isValid():
        reader.setScaledSize(size.scaled(at_most, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise OSError(reader.errorString())
    return image


def local_files(data: QMimeData) -> list[str]:
    """The files of this computer in what was dropped or pasted."""
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
