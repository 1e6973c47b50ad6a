"""Registers a complaint from a conversation, filled in from what was read of it; by keyboard alone if one likes."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QImageWriter,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from pmsdesk.domain.complaint import Evidence
from pmsdesk.domain.errors import NotAPicture
from pmsdesk.domain.events import ComplaintChanged, Event
from pmsdesk.domain.message import Direction
from pmsdesk.domain.triage import Jurisdiction
from pmsdesk.services import complaining
from pmsdesk.services.complaining import Registration
from pmsdesk.services.reading import ConversationView
from pmsdesk.ui import history, words
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.dialogs.form import Form
from pmsdesk.ui.inbox.acts import agency_words
from pmsdesk.ui.references import References
from pmsdesk.ui.theme import set_kind
from pmsdesk.ui.widgets.elided_label import ElidedLabel
from pmsdesk.ui.widgets.harmless import harmless, one_line

PICTURES = "*.jpg *.jpeg *.png *.webp *.heic *.bmp"
LONGEST_SUMMARY = 2000
LIKELY_CUSTOMER = "orang_awam"


class RegisterDialog(Form):
    """One registration. `registered` carries the official number once it stands."""

    registered = Signal(str)

    def __init__(self, desk: Desk, references: References, view: ConversationView, parent: QWidget) -> None:
        super().__init__(
            self.tr("Daftar aduan"),
            self.tr("Nombor rasmi diberikan sebaik sahaja aduan didaftarkan, juga semasa luar talian."),
            self.tr("Daftar   Ctrl+Enter"),
            self.tr("Batal"),
            parent,
        )
        self._desk, self._references, self._view = desk, references, view
        self._photos: list[tuple[str, bytes]] = []
        triage = view.conversation.triage
        self.setMinimumWidth(560)
        self.setAcceptDrops(True)
        self.complainant = self.add_line(self.tr("&Pengadu"))
        self.complainant.setText(one_line(view.contact.name) or one_line(view.contact.handle))
        indirect = self.tr("{kind} (tidak langsung)")
        kinds = []
        for kind in references.customer_kinds:
            name = history.customer_name(kind.id, references)
            kinds.append((kind.id, name if kind.direct else indirect.format(kind=name)))
        self.customer_kind = self._combo(self.tr("&Jenis pelanggan"), kinds, LIKELY_CUSTOMER)
        self.summary = QPlainTextEdit(self)
        self.summary.setTabChangesFocus(True)
        self.summary.setFixedHeight(4 * self.fontMetrics().lineSpacing() + 14)
        self.summary.setPlainText(_summary(view))
        self.add_field(self.tr("&Ringkasan"), self.summary)
        categories = [(each, history.category_name(each, references)) for each in references.categories]
        self.category = self._combo(
            self.tr("&Kategori"), [("", self.tr("Belum ditentukan")), *categories], triage.category
        )
        places = [(each.value, words.jurisdiction(each)[0]) for each in Jurisdiction]
        self.jurisdiction = self._combo(self.tr("&Bidang kuasa"), places, triage.jurisdiction.value)
        agencies = [(each.id, agency_words(each)) for each in references.agencies.values()]
        lead, second, *further = (*triage.agencies, "", "")
        offered = [("", self.tr("Tiada")), *agencies]
        self.lead = self._combo(self.tr("&Agensi utama"), offered, lead)
        self.joint = [self._combo(self.tr("Agensi k&edua"), offered, second)]
        for place, agency in enumerate((each for each in further if each), 3):
            self.joint.append(self._combo(self.tr("Agensi ke-{place}").format(place=place), offered, agency))
        self.road = self.add_line(self.tr("Ja&lan"))
        self.road.setText(one_line(triage.road))
        self.location = self.add_line(self.tr("L&okasi"))
        self.location.setText(one_line(triage.place))
        self._add_photo_row()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.submit)
        self.summary.setFocus()

    # ---- photos -----------------------------------------------------------------------------------------------------

    def add_photo(self, name: str, content: bytes) -> None:
        """Take a photo of the place as it was before; it is checked when the complaint is registered."""
        self._photos.append((name, content))
        self._name_photos()

    def take_photos(self, data: QMimeData) -> bool:
        """Take the pictures of a drag or the clipboard: files, or an image itself. False when there is none."""
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        for path in paths:
            self._read_photo(path)
        if not paths and data.hasImage():
            store = QByteArray()
            buffer = QBuffer(store)
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            QImageWriter(buffer, QByteArray(b"png")).write(QImage(data.imageData()))
            self.add_photo(self.tr("tampal.png"), bytes(store.data()))
            return True
        return bool(paths)

    def _read_photo(self, path: Path) -> None:
        try:
            self.add_photo(path.name, path.read_bytes())
        except OSError as error:
            self.complain(words.error_text(NotAPicture(str(error), name=path.name)))

    def _add_photo_row(self) -> None:
        row = QFrame(self)
        set_kind(row, "surface")
        row.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        self._choose = QPushButton(self.tr("Pilih fail …"), row)
        self._choose.setAutoDefault(False)
        self._choose.clicked.connect(lambda _checked=False: self._choose_files())
        self._clear = QPushButton(self.tr("Buang"), row)
        self._clear.setAutoDefault(False)
        set_kind(self._clear, "link")
        self._clear.clicked.connect(lambda _checked=False: self._drop_photos())
        self._names = ElidedLabel("", row)
        set_kind(self._names, "mute")
        for widget, stretch in ((self._choose, 0), (self._names, 1), (self._clear, 0)):
            across.addWidget(widget, stretch)
        self.add_field(self.tr("&Gambar sebelum"), row)
        row.setFocusProxy(self._choose)
        self._name_photos()

    def _choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Gambar sebelum"), "", self.tr("Gambar") + f" ({PICTURES})"
        )
        for name in names:
            self._read_photo(Path(name))

    def _drop_photos(self) -> None:
        self._photos.clear()
        self._name_photos()

    def _name_photos(self) -> None:
        names = ", ".join(name for name, _ in self._photos)
        self._names.setText(names or self.tr("seret ke sini, atau tampal dengan Ctrl+V"))
        self._clear.setVisible(bool(self._photos))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Pictures may be dropped."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        if self.take_photos(event.mimeData()):
            event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste pictures."""
        if event.matches(QKeySequence.StandardKey.Paste) and self.take_photos(QGuiApplication.clipboard().mimeData()):
            return
        super().keyPressEvent(event)

    # ---- registering ------------------------------------------------------------------------------------------------

    def form(self) -> Registration:
        """What is filled in."""
        chosen = [combo.currentData() for combo in (self.lead, *self.joint)]
        return Registration(
            complainant=self.complainant.text(),
            customer_kind=self.customer_kind.currentData() or "",
            summary=self.summary.toPlainText(),
            category=self.category.currentData(),
            jurisdiction=Jurisdiction(self.jurisdiction.currentData()),
            agencies=tuple(dict.fromkeys(each for each in chosen if each)),
            road=self.road.text(),
            location=self.location.text(),
            photos=tuple((Evidence.BEFORE, name, content) for name, content in self._photos),
        )

    def submit(self) -> None:
        """Register; an error is said here and everything filled in stays."""
        if not self._do.isEnabled():
            return
        form, conversation_id = self.form(), self._view.conversation.id
        self.begin(self.tr("Mendaftar …"))
        self._desk.do(
            lambda work: complaining.register(work, conversation_id, form),
            owner=self,
            then=self._done,
            catch=self.failed(self.summary),
        )

    def _done(self, events: tuple[Event, ...]) -> None:
        number = next((event.number for event in events if isinstance(event, ComplaintChanged)), "")
        self.accept()
        self.registered.emit(number)

    def _combo(self, name: str, options: list[tuple[str, str]], current: str = "") -> QComboBox:
        combo = QComboBox(self)
        for key, said in options:
            combo.addItem(said, key)
        combo.setCurrentIndex(max(combo.findData(current), 0))
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.add_field(name, combo)
        return combo


def _summary(view: ConversationView) -> str:
    said = (message for message in view.messages if message.direction is Direction.IN)
    first = min(said, key=lambda message: message.sent_at, default=None)
    return harmless(first.wordings[-1])[:LONGEST_SUMMARY].strip() if first is not None else ""
