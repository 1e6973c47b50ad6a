"""The fields of a complaint that may be corrected, in the place where they are read."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from pmsdesk.domain.complaint import Complaint
from pmsdesk.domain.triage import Jurisdiction
from pmsdesk.ui import words
from pmsdesk.ui.complaints.cells import tr
from pmsdesk.ui.complaints.steps import narrow
from pmsdesk.ui.history import category_name, customer_name, field_word
from pmsdesk.ui.references import References
from pmsdesk.ui.theme import set_kind


class EditForm(QWidget):
    """`saved` carries the fields and their values as `services.complaining.edit` takes them; `cancelled` nothing."""

    saved = Signal(dict)
    cancelled = Signal()

    def __init__(self, references: References, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._references = references
        self.complainant, self.road, self.location = QLineEdit(), QLineEdit(), QLineEdit()
        self.customer_kind, self.category, self.jurisdiction = QComboBox(), QComboBox(), QComboBox()
        self.summary = QPlainTextEdit()
        self.summary.setFixedHeight(76)
        self.summary.setTabChangesFocus(True)
        self.save, self.cancel = QPushButton(), QPushButton()
        set_kind(self.save, "primary")
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(lambda _checked=False: self.cancelled.emit())
        self._fields: dict[str, QWidget] = {
            "complainant": self.complainant,
            "customer_kind": self.customer_kind,
            "category": self.category,
            "jurisdiction": self.jurisdiction,
            "road": self.road,
            "location": self.location,
            "summary": self.summary,
        }
        self._labels = {name: QLabel() for name in self._fields}
        for box in (self.customer_kind, self.category, self.jurisdiction):
            narrow(box).setMaxVisibleItems(18)
        self._build()

    def _build(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, field in self._fields.items():
            form.addRow(self._labels[name], field)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        form.addRow(buttons)
        self._retranslate()

    def show_complaint(self, complaint: Complaint) -> None:
        """Begin with what *complaint* says."""
        self.complainant.setText(complaint.complainant)
        self.road.setText(complaint.road)
        self.location.setText(complaint.location)
        self.summary.setPlainText(complaint.summary)
        for box, value in (
            (self.customer_kind, complaint.customer_kind),
            (self.category, complaint.category),
            (self.jurisdiction, complaint.jurisdiction.value),
        ):
            box.setCurrentIndex(max(box.findData(value), 0))
        self.complainant.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Take the words of another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        for name, field in self._fields.items():
            self._labels[name].setText(field_word(name))
            field.setAccessibleName(field_word(name))
        self.save.setText(tr("Simpan"))
        self.cancel.setText(tr("Batal"))
        kinds = [(kind.id, customer_name(kind.id, self._references)) for kind in self._references.customer_kinds]
        _fill(self.customer_kind, [("", "—"), *kinds])
        names = [(id_, category_name(id_, self._references)) for id_ in self._references.categories]
        _fill(self.category, [("", "—"), *names])
        _fill(self.jurisdiction, [(value.value, words.jurisdiction(value)[0]) for value in Jurisdiction])

    def _save(self) -> None:
        self.saved.emit(
            {
                "complainant": self.complainant.text(),
                "customer_kind": self.customer_kind.currentData(),
                "category": self.category.currentData(),
                "jurisdiction": Jurisdiction(self.jurisdiction.currentData()),
                "road": self.road.text(),
                "location": self.location.text(),
                "summary": self.summary.toPlainText(),
            }
        )


def _fill(box: QComboBox, items: list[tuple[str, str]]) -> None:
    chosen = max(box.currentIndex(), 0)
    box.clear()
    for value, text in items:
        box.addItem(text, value)
    box.setCurrentIndex(chosen)
