"""A text field into which files and pictures may be dropped or pasted: they go to the post, not into the text."""

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QWidget

from pmsdesk.ui.widgets.flagged_edit import FlaggedEdit
from pmsdesk.ui.widgets.pictures import local_files


def brings_media(data: QMimeData) -> bool:
    """Whether *data* is files or a picture rather than a text."""
    return bool(local_files(data)) or (data.hasImage() and not data.hasText())


class TakingEdit(FlaggedEdit):
    """`media_given` carries what was dropped or pasted (`QMimeData`)."""

    media_given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slash.connect(lambda: self.insertPlainText("/"))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take media, too."""
        return brings_media(source) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Give media on; a text is typed as plain text."""
        if brings_media(source):
            self.media_given.emit(source)
        else:
            super().insertFromMimeData(source)
