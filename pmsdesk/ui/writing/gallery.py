"""The pictures of a post, each large enough to judge, with its alt text below it or the word that it has none."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from pmsdesk.domain.media import Attached
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.dialogs.picture import Picture
from pmsdesk.ui.icons import icon
from pmsdesk.ui.theme import Tone, set_kind, tokens
from pmsdesk.ui.widgets.badge import Badge
from pmsdesk.ui.writing.pictures import Pictures

LARGEST = QSize(1600, 1200)
WIDEST, HIGHEST, EMPTY_HEIGHT = 620, 420, 120


class Shot(QWidget):
    """One picture in its own proportions, as large as the room allows; a click or Enter opens it."""

    opened = Signal()

    def __init__(self, *, video: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._video = video
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def image(self) -> QImage | None:
        """The picture, None until it came."""
        return self._image

    def show_image(self, image: QImage | None) -> None:
        """Show *image*, None while it is awaited."""
        self._image = image
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as a picture is shown at most."""
        return QSize(WIDEST, self.heightForWidth(WIDEST))

    def hasHeightForWidth(self) -> bool:
        """The picture keeps its proportions."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high the picture is in *width*."""
        if self._image is None:
            return EMPTY_HEIGHT
        return self._fitted(width).height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, or what stands for it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image is None:
            box = QRectF(self.rect()).adjusted(0, 0, -1, -1)
            painter.fillRect(box, QColor(tokens().background))
            at = QRectF(box.center().x() - 20, box.center().y() - 20, 40, 40)
            icon("mdi6.movie-open-outline" if self._video else "mdi6.image-outline").paint(painter, at.toRect())
        else:
            box = QRectF(0, 0, self._fitted(self.width()).width(), self._fitted(self.width()).height())
            painter.drawImage(box, self._image)
        painter.setPen(QColor(tokens().primary if self.hasFocus() else tokens().line))
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open it."""
        del event
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open it with Enter or Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def _fitted(self, width: int) -> QSize:
        if self._image is None:
            return QSize(width, EMPTY_HEIGHT)
        most = QSize(min(width, WIDEST), HIGHEST)
        natural = self._image.size()
        if natural.width() <= most.width() and natural.height() <= most.height():
            return natural
        return natural.scaled(most, Qt.AspectRatioMode.KeepAspectRatio)


class Gallery(QWidget):
    """Shows the media of one post below each other. `whole` tells that the last of its pictures came."""

    whole = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pictures = Pictures(desk, LARGEST, self)
        self._pictures.came.connect(self._came)
        self._media: tuple[Attached, ...] = ()
        self.shots: list[Shot] = []
        self._frames: list[QFrame] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        set_kind(self, "scrolled")

    def show_media(self, media: Sequence[Attached]) -> None:
        """Show *media* in their order; pictures that are not here yet follow."""
        wanted = tuple(media)
        self.setVisible(bool(wanted))
        if wanted != self._media:
            self._media = wanted
            self._rebuild()
        for medium, shot in zip(self._media, self.shots, strict=True):
            if shot.image is None:
                shot.show_image(self._pictures.get(medium))

    @property
    def complete(self) -> bool:
        """Whether every picture is on the screen; a video is kept as a file to be watched."""
        pairs = zip(self._media, self.shots, strict=True)
        return all(shot.image is not None or _moves(medium) for medium, shot in pairs)

    def alt_words(self) -> list[str]:
        """What is said below each picture."""
        return [frame.accessibleName() for frame in self._frames]

    def changeEvent(self, event: QEvent) -> None:
        """Take the words of another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange and self._media:
            self._rebuild()
            self.show_media(self._media)

    def _rebuild(self) -> None:
        for frame in self._frames:
            self._column.removeWidget(frame)
            frame.hide()
            frame.deleteLater()
        self._frames, self.shots = [], []
        for at, medium in enumerate(self._media, 1):
            self._add(medium, self.tr("Gambar {number} daripada {count}").format(number=at, count=len(self._media)))

    def _add(self, medium: Attached, place: str) -> None:
        frame, shot = QFrame(self), Shot(video=_moves(medium), parent=self)
        set_kind(frame, "card")
        alt = medium.alt_text.strip()
        told = self.tr("Teks alt: {text}").format(text=alt) if alt else self.tr("Tanpa teks alt")
        words = QLabel(told, frame)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        name = QLabel(place, frame)
        set_kind(name, "small")
        column = QVBoxLayout(frame)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(6)
        column.addWidget(name)
        column.addWidget(shot)
        if alt:
            column.addWidget(words)
        else:
            words.hide()
            column.addWidget(Badge(told, Tone.WARNING, frame))
        if _moves(medium):
            save = QPushButton(self.tr("Simpan video untuk ditonton …"), frame)
            save.clicked.connect(lambda _checked=False: self._save(medium))
            column.addWidget(save, 0, Qt.AlignmentFlag.AlignLeft)
        frame.setAccessibleName(told)
        shot.setAccessibleName(f"{place}. {told}")
        shot.opened.connect(lambda: self._open(shot, told))
        self._frames.append(frame)
        self.shots.append(shot)
        self._column.addWidget(frame)

    def _open(self, shot: Shot, words: str) -> None:
        if shot.image is not None:
            Picture(shot.image, words, self.window()).open()

    def _came(self, sha: str) -> None:
        for medium, shot in zip(self._media, self.shots, strict=True):
            if medium.sha == sha:
                shot.show_image(self._pictures.get(medium))
        if self.complete:
            self.whole.emit()

    def _save(self, medium: Attached) -> None:
        """Write a video where the person says, to be watched with a program of his own."""
        dialog = QFileDialog(self, self.tr("Simpan video"), medium.file_name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda file: self.save_to(medium, Path(file)))
        dialog.open()

    def save_to(self, medium: Attached, path: Path) -> None:
        """Write the bytes of *medium* to *path*."""
        self._desk.ask(lambda read: path.write_bytes(read.photo(medium.sha)), lambda _size: None, owner=self)


def _moves(medium: Attached) -> bool:
    return medium.mime.startswith("video/")
