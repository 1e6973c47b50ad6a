"""The common shape of our dialogs: a sentence, fields with labels, an error in its place, one thing to do."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from pmsdesk.ui.error_words import error_text
from pmsdesk.ui.theme import set_kind


class Form(QDialog):
    """Enter does the thing, Esc cancels; while it is being done the button is disabled and says so."""

    def __init__(self, title: str, hint: str, do_words: str, cancel_words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, parent is not None)
        self._do_words = do_words
        heading, told = QLabel(title, self), QLabel(hint, self)
        set_kind(heading, "title")
        set_kind(told, "mute")
        for label in (heading, told):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._fields = QFormLayout()
        self._fields.setSpacing(8)
        self._fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._error = QLabel(self)
        self._error.setWordWrap(True)
        self._error.setTextFormat(Qt.TextFormat.PlainText)
        set_kind(self._error, "error")
        self._error.hide()
        self._cancel, self._do = QPushButton(cancel_words, self), QPushButton(do_words, self)
        set_kind(self._do, "primary")
        self._do.setDefault(True)
        self._cancel.setAutoDefault(False)
        self._cancel.clicked.connect(lambda _checked=False: self.reject())
        self._do.clicked.connect(lambda _checked=False: self.submit())
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._do)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 18, 20, 16)
        self.column.setSpacing(10)
        self.column.addWidget(heading)
        self.column.addWidget(told)
        self.column.addLayout(self._fields)
        self.column.addWidget(self._error)
        self.column.addLayout(buttons)
        told.setVisible(bool(hint))

    @property
    def error(self) -> str:
        """The error that is shown, "" for none."""
        return "" if self._error.isHidden() else self._error.text()

    def submit(self) -> None:
        """Do what the dialog is for; a subclass says what."""
        raise NotImplementedError

    def add_field(self, name: str, field: QWidget) -> None:
        """Add *field* under the label *name*, which is its accessible name, too. The first one gets the keyboard."""
        label = QLabel(name, self)
        label.setBuddy(field)
        field.setAccessibleName(name)
        self._fields.addRow(label, field)
        if self._fields.rowCount() == 1:
            field.setFocus()

    def add_line(self, name: str, *, secret: bool = False, shortest: int = 0) -> QLineEdit:
        """Add a field of one line; a *secret* one does not show what is typed. *shortest* is told while it is empty."""
        line = QLineEdit(self)
        if shortest:
            line.setPlaceholderText(self.tr("sekurang-kurangnya {count} aksara").format(count=shortest))
        if secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        self.add_field(name, line)
        return line

    def complain(self, text: str, field: QWidget | None = None) -> None:
        """Say what is wrong, and go to *field*; the dialog grows, so that no line is cut for it."""
        self._error.setText(text)
        self._error.setAccessibleName(text)
        self._error.setVisible(bool(text))
        self.column.activate()
        self.resize(self.width(), max(self.height(), self.column.totalHeightForWidth(self.width())))
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self, busy_words: str) -> None:
        """It is being done: the button says *busy_words* and cannot be pressed twice."""
        self.complain("")
        self._do.setEnabled(False)
        self._do.setText(busy_words)

    def failed(self, field: QWidget | None = None) -> Callable[[Exception], None]:
        """What to do with an error: say it here, go to *field*, and let the person try again."""

        def show(error: Exception) -> None:
            self._do.setEnabled(True)
            self._do.setText(self._do_words)
            self.complain(error_text(error), field)
            if isinstance(field, QLineEdit):
                field.selectAll()

        return show
