"""Look, language and size of text; each choice takes effect at once."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from pmsdesk.ui.language import Language
from pmsdesk.ui.preferences import SIZES, Preferences
from pmsdesk.ui.theme import Look
from pmsdesk.ui.widgets.heading import Heading


class Appearance(QWidget):
    """Three choices."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._heading = Heading(self)
        self._look, self._language, self._size = QComboBox(self), QComboBox(self), QComboBox(self)
        self._labels = {box: QLabel(self) for box in (self._look, self._language, self._size)}
        form = QFormLayout()
        form.setContentsMargins(18, 16, 18, 16)
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(10)
        for box, label in self._labels.items():
            box.setMinimumWidth(260)
            label.setBuddy(box)
            form.addRow(label, box)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._heading)
        column.addLayout(form)
        column.addStretch(1)
        self._retranslate()
        self._look.activated.connect(lambda _row: preferences.choose_look(Look(self._look.currentData())))
        self._language.activated.connect(
            lambda _row: preferences.choose_language(Language(self._language.currentData()))
        )
        self._size.activated.connect(lambda _row: preferences.choose_points(int(self._size.currentData())))
        preferences.changed.connect(self._show_choices)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._heading.show_words(
            self.tr("Rupa dan bahasa"), self.tr("Pilihan ini bagi komputer ini dan berkuat kuasa serta-merta.")
        )
        looks = {
            Look.LIGHT: self.tr("Cerah"),
            Look.DARK: self.tr("Gelap"),
            Look.CONTRAST: self.tr("Kontras tinggi"),
        }
        names = {Language.MALAY: "Bahasa Melayu", Language.ENGLISH: "English"}
        sizes = {size: self.tr("{size} titik").format(size=size) for size in SIZES}
        for box, words, entries in (
            (self._look, self.tr("Warna"), looks),
            (self._language, self.tr("Bahasa"), names),
            (self._size, self.tr("Saiz teks"), sizes),
        ):
            self._labels[box].setText(words)
            box.setAccessibleName(words)
            box.clear()
            for value, name in entries.items():
                box.addItem(name, value)
        self._show_choices()

    def _show_choices(self) -> None:
        chosen = self._preferences.choices
        for box, value in ((self._look, chosen.look), (self._language, chosen.language), (self._size, chosen.points)):
            box.setCurrentIndex(box.findData(value))
