"""The photos of a complaint: thumbnails that say what they show, and a place to drop new ones."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from pmsdesk.domain.complaint import Attachment, Evidence
from pmsdesk.domain.errors import NotFound
from pmsdesk.services import complaining
from pmsdesk.services.reading import Read
from pmsdesk.ui import words
from pmsdesk.ui.complaints.cells import tr
from pmsdesk.ui.complaints.steps import narrow
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.dialogs.picture import Picture
from pmsdesk.ui.icons import icon
from pmsdesk.ui.theme import set_kind
from pmsdesk.ui.widgets.flow_row import FlowRow
from pmsdesk.ui.widgets.pictures import PATTERNS, decoded, local_files
from pmsdesk.ui.widgets.thumbnail import PICTURE, Thumbnail


class Photos(QWidget):
    """Shows attachments; `added` carries what a new photo shows and the path of its file."""

    added = Signal(str, Path)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown: tuple[Attachment, ...] = ()
        self.thumbnails: list[Thumbnail] = []
        self.setAcceptDrops(True)
        holder = QWidget()
        set_kind(holder, "surface")
        self._flow = FlowRow(holder, spacing=8)
        self._empty, self.remark = QLabel(), QLabel()
        for label in (self._empty, self.remark):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            set_kind(label, "small")
        self.remark.hide()
        self.evidence = narrow(QComboBox())
        self.button = QPushButton()
        self.button.setIcon(icon("mdi6.image-plus-outline"))
        self.button.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.addWidget(self.evidence, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(holder)
        column.addWidget(self.remark)
        column.addWidget(self._empty)
        column.addLayout(row)
        self._retranslate()

    def show_photos(self, photos: Sequence[Attachment]) -> None:
        """Show *photos*, before first; the pictures follow when they are read, or have come from another seat."""
        order = list(Evidence)
        wanted = tuple(sorted(photos, key=lambda photo: (order.index(photo.evidence), photo.added_at)))
        self._empty.setVisible(not wanted)
        if wanted == self._shown:
            for button, photo in zip(self.thumbnails, wanted, strict=True):
                if not button.has_picture:
                    self._read(button, photo)
            return
        self._shown = wanted
        for old in self.thumbnails:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.thumbnails = [self._thumbnail(photo) for photo in wanted]
        self._show_remark()
        self.updateGeometry()

    def _thumbnail(self, photo: Attachment) -> Thumbnail:
        button = Thumbnail(words.evidence(photo.evidence))
        button.setToolTip(_told(photo))
        button.setAccessibleName(tr("Gambar {kind}: {name}").format(kind=button.text(), name=photo.name))
        button.clicked.connect(lambda _checked=False: self._open(button, photo))
        self._flow.addWidget(button)
        self._read(button, photo)
        return button

    def _read(self, button: Thumbnail, photo: Attachment) -> None:
        def fail(error: Exception) -> None:
            if isinstance(error, NotFound):
                self._want(button, photo, photo.thumbnail or photo.sha)
            else:
                button.setToolTip(_lost(photo))

        self._desk.ask(lambda read: _small(read, photo), button.show_picture, owner=button, catch=fail)

    def _open(self, button: Thumbnail, photo: Attachment) -> None:
        """Show the whole photo in a window of ours: no plain copy of it is laid on the disk for another program."""

        def show(image: QImage) -> None:
            Picture(image, _told(photo), self.window()).open()

        def fail(error: Exception) -> None:
            if isinstance(error, NotFound):
                self._want(button, photo, photo.sha)
            else:
                button.setToolTip(_lost(photo))

        self._desk.ask(lambda read: decoded(read.photo(photo.sha)), show, owner=button, catch=fail)

    def _want(self, button: Thumbnail, photo: Attachment, sha: str) -> None:
        """Ask for what is not on this seat."""

        def tell(text: str) -> None:
            button.setToolTip(text)
            if button.hasFocus():
                QToolTip.showText(button.mapToGlobal(button.rect().center()), text, button)

        self._desk.do(
            lambda work: complaining.want_photo(work, sha),
            owner=button,
            then=lambda _events: tell(_coming(photo)),
            catch=lambda _error: tell(_lost(photo)),
        )

    def _show_remark(self) -> None:
        odd = [photo for photo in self._shown if photo.taken_at_another_time]
        self.remark.setVisible(bool(odd))
        told = tr("{name}: menurut kamera diambil pada {when}, jauh daripada tarikh ditambah.")
        self.remark.setText(
            "\n".join(
                told.format(name=photo.name, when=words.full_moment(photo.taken_at)) for photo in odd if photo.taken_at
            )
        )

    # ---- adding -----------------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        dialog = QFileDialog(self, tr("Pilih gambar"), "", tr("Gambar ({patterns})").format(patterns=PATTERNS))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._add)
        dialog.open()

    def _add(self, files: Sequence[str]) -> None:
        for file in files:
            self.added.emit(self.evidence.currentData(), Path(file))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files only."""
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the dropped files as what the box says they show."""
        self._add(local_files(event.mimeData()))
        event.acceptProposedAction()

    # ---- words ------------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Take the words of another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        chosen = max(self.evidence.currentIndex(), 0)
        self.evidence.clear()
        for value in Evidence:
            self.evidence.addItem(words.evidence(value), value.value)
        self.evidence.setCurrentIndex(chosen)
        self.evidence.setAccessibleName(tr("Gambar menunjukkan keadaan"))
        self.button.setText(tr("Tambah gambar …"))
        self._empty.setText(tr("Belum ada gambar. Seret fail ke sini, atau pilih melalui butang."))
        self._show_remark()


def _told(photo: Attachment) -> str:
    told = tr("{name} · {when}").format(name=photo.name, when=words.full_moment(photo.added_at))
    if photo.taken_at is None:
        return told
    return "\n".join([told, tr("Menurut kamera: {when}").format(when=words.full_moment(photo.taken_at))])


def _lost(photo: Attachment) -> str:
    return tr("Fail gambar {name} tidak ditemui dalam folder data.").format(name=photo.name)


def _coming(photo: Attachment) -> str:
    return tr("Gambar {name} sedang dimuat turun daripada daftar bersama.").format(name=photo.name)


def _small(read: Read, photo: Attachment) -> QImage:
    """A small picture of *photo*, of its thumbnail where that is here. Raises `NotFound`, `OSError`."""
    size = PICTURE * 2
    try:
        return decoded(read.photo(photo.thumbnail or photo.sha), size)
    except NotFound:
        return decoded(read.photo(photo.sha), size)
