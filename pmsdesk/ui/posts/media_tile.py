"""One picture or video of a post: how it looks, its alt text with its own check, its place, and taking it off."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from pmsdesk.domain.finding import Finding
from pmsdesk.domain.media import Attached
from pmsdesk.ui import words
from pmsdesk.ui.dialogs.picture import Picture
from pmsdesk.ui.icons import icon
from pmsdesk.ui.posts.wording import is_video, tr
from pmsdesk.ui.theme import Tone, set_kind
from pmsdesk.ui.widgets.badge import Badge
from pmsdesk.ui.widgets.elided_label import ElidedLabel
from pmsdesk.ui.widgets.flagged_edit import FlaggedEdit
from pmsdesk.ui.widgets.thumbnail import Thumbnail
from pmsdesk.ui.writing.flag_list import mark_of

LINES = 2


class MediaTile(QFrame):
    """`changed` tells that the alt text was typed, `removed` that the file is to go, `moved` by how many places,
    `jpeg_wanted` that it is to become a JPEG.
    """

    changed = Signal()
    removed = Signal()
    moved = Signal(int)
    jpeg_wanted = Signal()

    def __init__(self, medium: Attached, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.medium = medium
        self._shot: QImage | None = None
        self._place = (0, 1)
        set_kind(self, "quote")
        self._picture = Thumbnail("", self, "mdi6.movie-open-outline" if is_video(medium) else "mdi6.image-outline")
        self._picture.clicked.connect(lambda _checked=False: self._open())
        self._name = ElidedLabel(medium.name, self)
        set_kind(self._name, "small")
        self.alt = FlaggedEdit(self)
        self.alt.slash.connect(lambda: self.alt.insertPlainText("/"))
        self.alt.put_text(medium.alt_text)
        self.alt.setFixedHeight(LINES * self.alt.fontMetrics().lineSpacing() + 18)
        self.alt.textChanged.connect(self._typed)
        self.jpeg = QPushButton(self)
        set_kind(self.jpeg, "link")
        self.jpeg.clicked.connect(lambda _checked=False: self.jpeg_wanted.emit())
        self.jpeg.hide()
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        set_kind(self.told, "small")
        self._badge = Badge("", Tone.WARNING, self)
        told = QHBoxLayout()
        told.setSpacing(8)
        told.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self.told, 1)
        self._up, self._down, self._remove = (
            self._quiet(picture, do)
            for picture, do in (
                ("mdi6.arrow-up", lambda: self.moved.emit(-1)),
                ("mdi6.arrow-down", lambda: self.moved.emit(1)),
                ("mdi6.close", self.removed.emit),
            )
        )
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._name, 1)
        head.addWidget(self.jpeg)
        for button in (self._up, self._down, self._remove):
            head.addWidget(button)
        words_column = QVBoxLayout()
        words_column.setSpacing(4)
        words_column.addLayout(head)
        words_column.addWidget(self.alt)
        words_column.addLayout(told)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 8, 8)
        row.setSpacing(12)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words_column, 1)
        self.show_findings(())
        self._retranslate()

    def show_shot(self, shot: QImage | None) -> None:
        """How the picture looks."""
        self._shot = shot
        if shot is not None:
            self._picture.show_picture(shot)

    def show_place(self, at: int, of: int) -> None:
        """It is number *at* (from 0) *of* so many."""
        self._place = (at, of)
        self._up.setEnabled(at > 0)
        self._down.setEnabled(at + 1 < of)
        for button in (self._up, self._down):
            button.setVisible(of > 1)
        self._retranslate()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """What the check says of the alt text as it is now."""
        text = self.alt.text()
        self.alt.show_marks([mark_of(finding, text) for finding in findings if text.strip()])
        gravest = max((each.severity for each in findings), key=lambda severity: severity.rank, default=None)
        self._badge.show_word(*words.severity(gravest) if gravest else ("", Tone.PLAIN))
        lines = (f"{each.clause} · {each.rule} – {words.rule_message(each.message)}" for each in findings)
        self.told.setText("\n".join(lines))
        self.told.setAccessibleName(self.told.text())
        self.told.setVisible(bool(findings))

    def _typed(self) -> None:
        self.medium = replace(self.medium, alt_text=self.alt.text())
        self.changed.emit()

    def _open(self) -> None:
        if self._shot is not None:
            Picture(self._shot, self.medium.alt_text or self.medium.name, self.window()).open()

    def _quiet(self, picture: str, do: Callable[[], None]) -> QPushButton:
        button = QPushButton(self)
        set_kind(button, "quiet")
        button.setIcon(icon(picture))
        button.clicked.connect(lambda _checked=False: do())
        return button

    def changeEvent(self, event: QEvent) -> None:
        """Take another language or look."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() is QEvent.Type.PaletteChange:
            self.alt.paint_marks()

    def _retranslate(self) -> None:
        self.jpeg.setText(tr("Tukar kepada JPEG"))
        at, of = self._place
        video = is_video(self.medium)
        place = tr("{number} daripada {count}").format(number=at + 1, count=of)
        kind = tr("Video {place}") if video else tr("Gambar {place}")
        said = kind.format(place=place)
        self._name.setText(f"{said} · {self.medium.name}" if self.medium.name else said)
        self._picture.setText(tr("Video") if video else tr("Lihat"))
        self._picture.setAccessibleName(tr("Lihat {name}").format(name=self.medium.name or said))
        self.alt.setAccessibleName(tr("Teks alt, {place}").format(place=said))
        self.alt.setPlaceholderText(tr("Teks alt: terangkan apa yang kelihatan, bagi mereka yang tidak melihatnya."))
        for button, name in (
            (self._up, tr("Alih ke hadapan")),
            (self._down, tr("Alih ke belakang")),
            (self._remove, tr("Buang daripada siaran")),
        ):
            button.setAccessibleName(f"{name}: {said}")
            button.setToolTip(name)
