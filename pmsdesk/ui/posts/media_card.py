"""The pictures and videos of a post: chosen, dropped or pasted, in their order, each with its alt text."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from pmsdesk.domain.account import Channel
from pmsdesk.domain.events import Event
from pmsdesk.domain.media import Attached, Medium
from pmsdesk.domain.posting import POSTINGS
from pmsdesk.services import media_files
from pmsdesk.ui import words
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.icons import icon
from pmsdesk.ui.posts.media_tile import MediaTile
from pmsdesk.ui.posts.readiness import Checked, File
from pmsdesk.ui.posts.section import Section
from pmsdesk.ui.posts.wording import is_video, tr
from pmsdesk.ui.theme import Tone, set_kind
from pmsdesk.ui.widgets.pictures import PATTERNS, decoded, local_files
from pmsdesk.ui.widgets.strip import Strip

VIDEOS = "*.mp4 *.m4v *.mov"
SHOWN = QSize(1600, 1200)


class MediaCard(Section):
    """`changed` tells that a person changed something: `media` are then the files in their order, with alt texts."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._files: dict[str, File] = {}
        self._shots: dict[str, QImage] = {}
        self._coming = 0
        self.tiles: list[MediaTile] = []
        self.button = QPushButton(self)
        self.button.setIcon(icon("mdi6.image-plus-outline"))
        self.button.clicked.connect(lambda _checked=False: self.choose())
        self.head.addWidget(self.button)
        self.strip = Strip(self)
        self._empty = QLabel(self)
        self._empty.setWordWrap(True)
        set_kind(self._empty, "mute")
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.body.addWidget(self.strip)
        self.body.addWidget(self._empty)
        self.body.addLayout(self._column)
        self._retranslate()

    # ---- what is chosen ---------------------------------------------------------------------------------------------

    def show_media(self, media: Sequence[Attached]) -> None:
        """Show *media*; their bytes follow when they are read."""
        self.strip.dismiss()
        for tile in list(self.tiles):
            self._drop(tile)
        for medium in media:
            self._add_tile(medium)
            if medium.sha not in self._files:
                self._load(medium)
        self._show()

    @property
    def media(self) -> tuple[Attached, ...]:
        """The files in their order."""
        return tuple(tile.medium for tile in self.tiles)

    @property
    def files(self) -> tuple[File, ...]:
        """Their bytes as a network would get them; empty ones while they are being read."""
        nothing = File(Medium("", "", b""))
        found = ((medium, self._files.get(medium.sha, nothing)) for medium in self.media)
        return tuple(
            replace(file, medium=Medium(each.name, each.mime, file.medium.data, each.alt_text)) for each, file in found
        )

    @property
    def busy(self) -> bool:
        """Whether a file is being read."""
        return self._coming > 0

    def offer_jpeg(self, channels: Collection[Channel]) -> None:
        """Offer to change the kind of those pictures that one of *channels* takes as JPEG alone."""
        taken = [POSTINGS[channel].pictures for channel in channels]
        for tile in self.tiles:
            refused = any(files is not None and tile.medium.mime not in files.mimes for files in taken)
            tile.jpeg.setVisible(refused and tile.medium.mime == "image/png")

    def shot(self, medium: Attached) -> QImage | None:
        """How a picture looks, None for a video or while it is being read."""
        return self._shots.get(medium.sha)

    def show_checked(self, checked: Checked | None) -> None:
        """What the check says of the alt texts as they are now."""
        if checked is not None and len(checked.alts) == len(self.tiles):
            for tile, findings in zip(self.tiles, checked.alts, strict=True):
                tile.show_findings(findings)

    # ---- adding -----------------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for files."""
        patterns = tr("Gambar dan video ({patterns})").format(patterns=f"{PATTERNS} {VIDEOS}")
        dialog = QFileDialog(self, tr("Pilih gambar atau video"), "", patterns)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.add_files)
        dialog.open()

    def add(self, data: QMimeData) -> None:
        """Add what was dropped or pasted: files, or one picture."""
        if files := local_files(data):
            self.add_files(files)
        elif data.hasImage():
            image = QImage(data.imageData())
            self._take(lambda: media_files.prepare(tr("tampalan"), _png(image)))

    def add_files(self, files: Sequence[str]) -> None:
        """Add *files* by their paths."""
        for file in map(Path, files):
            self._take(lambda file=file: media_files.prepare(file.name, media_files.read(file)))  # type: ignore[misc]

    def _take(self, prepare: Callable[[], Medium]) -> None:
        """Prepare a file on the read lane, keep it, then show it."""
        self._coming += 1
        self._show()

        def look(_read: object) -> tuple[Medium, File, QImage | None]:
            medium = prepare()
            return medium, *_looked_at(medium)

        def keep(found: tuple[Medium, File, QImage | None]) -> None:
            medium, file, shot = found
            self._desk.do(
                lambda work: media_files.keep(work, medium),
                owner=self,
                then=lambda events: self._kept(events, media_files.attached(medium), file, shot),
                catch=self._failed,
            )

        self._desk.ask(look, keep, owner=self, catch=self._failed)

    def _to_jpeg(self, tile: MediaTile) -> None:
        """Change the kind of a picture; its place and alt text stay."""
        before = self._files[tile.medium.sha].medium
        self._coming += 1
        self._show()

        def look(_read: object) -> tuple[Medium, File, QImage | None]:
            medium = media_files.as_jpeg(before)
            return medium, *_looked_at(medium)

        def keep(found: tuple[Medium, File, QImage | None]) -> None:
            medium, file, shot = found

            def kept(_events: tuple[Event, ...]) -> None:
                self._coming -= 1
                tile.medium = replace(media_files.attached(medium), alt_text=tile.medium.alt_text)
                self._know(tile.medium, file, shot)
                self._show()
                self.changed.emit()

            self._desk.do(lambda work: media_files.keep(work, medium), owner=tile, then=kept, catch=self._failed)

        self._desk.ask(look, keep, owner=tile, catch=self._failed)

    def _kept(self, _events: tuple[Event, ...], medium: Attached, file: File, shot: QImage | None) -> None:
        self._coming -= 1
        if any(tile.medium.sha == medium.sha for tile in self.tiles):
            self.strip.say(Tone.WARNING, tr("{name} telah ada dalam siaran ini.").format(name=medium.name))
            self._show()
            return
        self._know(medium, file, shot)
        tile = self._add_tile(medium)
        self._show()
        tile.alt.setFocus()
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self._coming -= 1
        self.strip.say(Tone.BAD, words.error_text(error))
        self._show()

    def _load(self, medium: Attached) -> None:
        """Read the bytes of a draft's file again."""
        self._coming += 1

        def came(found: tuple[File, QImage | None]) -> None:
            self._coming -= 1
            self._know(medium, *found)
            self._show()
            self.changed.emit()

        self._desk.ask(
            lambda read: _looked_at(Medium(medium.name, medium.mime, read.photo(medium.sha))),
            came,
            owner=self,
            catch=self._failed,
        )

    def _know(self, medium: Attached, file: File, shot: QImage | None) -> None:
        self._files[medium.sha] = file
        if shot is not None:
            self._shots[medium.sha] = shot
        for tile in self.tiles:
            if tile.medium.sha == medium.sha:
                tile.show_shot(shot)

    # ---- tiles ------------------------------------------------------------------------------------------------------

    def _add_tile(self, medium: Attached) -> MediaTile:
        tile = MediaTile(medium, self)
        tile.show_shot(self._shots.get(medium.sha))
        tile.changed.connect(self.changed)
        tile.removed.connect(lambda: self._remove(tile))
        tile.jpeg_wanted.connect(lambda: self._to_jpeg(tile))
        tile.moved.connect(lambda by: self._move(tile, by))
        self.tiles.append(tile)
        self._column.addWidget(tile)
        return tile

    def _drop(self, tile: MediaTile) -> None:
        self.tiles.remove(tile)
        self._column.removeWidget(tile)
        tile.hide()
        tile.deleteLater()

    def _remove(self, tile: MediaTile) -> None:
        self._drop(tile)
        self._show()
        (self.tiles[-1].alt if self.tiles else self.button).setFocus()
        self.changed.emit()

    def _move(self, tile: MediaTile, by: int) -> None:
        at = self.tiles.index(tile)
        if not 0 <= at + by < len(self.tiles):
            return
        self.tiles.insert(at + by, self.tiles.pop(at))
        self._column.removeWidget(tile)
        self._column.insertWidget(at + by, tile)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self._empty.setVisible(not self.tiles and not self.busy)
        self.show_remark(tr("Membaca fail …") if self.busy else self._bare_words())
        for at, tile in enumerate(self.tiles):
            tile.show_place(at, len(self.tiles))

    def _bare_words(self) -> str:
        bare = sum(not medium.alt_text.strip() and not is_video(medium) for medium in self.media)
        return tr("{count} tanpa teks alt").format(count=bare) if bare else ""

    def changeEvent(self, event: QEvent) -> None:
        """Take the words of another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.show_title(tr("GAMBAR DAN VIDEO"))
        self.button.setText(tr("Tambah …"))
        self.button.setAccessibleName(tr("Tambah gambar atau video"))
        self._empty.setText(tr("Tiada gambar. Seret fail ke sini, tampal (Ctrl+V), atau pilih melalui butang."))
        self._show()


def _looked_at(medium: Medium) -> tuple[File, QImage | None]:
    """Size and looks of *medium*; raises `OSError` for a picture that cannot be shown."""
    if medium.is_video:
        return File(medium), None
    image = decoded(medium.data, None)
    shown = image.scaled(SHOWN, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return File(medium, image.width(), image.height()), shown if image.width() > SHOWN.width() else image


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
