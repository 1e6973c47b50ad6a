"""When a post is to appear: as soon as it may, or at a time of the clock in Kuala Lumpur."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QDate, QDateTime, QEvent, QLocale, Qt, QTime, QTimeZone, Signal
from PySide6.QtWidgets import QCalendarWidget, QDateTimeEdit, QHBoxLayout, QRadioButton, QWidget

from pmsdesk.domain.clock import KUALA_LUMPUR
from pmsdesk.ui import words
from pmsdesk.ui.posts.section import Section
from pmsdesk.ui.posts.wording import tr

AHEAD = timedelta(hours=1)
_ZONE = QTimeZone(QTimeZone.Initialization.UTC)


class TimeCard(Section):
    """`changed` tells that a person chose otherwise; `due_at` is then the time, aware UTC, None for at once."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.at_once, self.later = QRadioButton(self), QRadioButton(self)
        self.at_once.setChecked(True)
        self.field = QDateTimeEdit(self)
        self.field.setCalendarPopup(True)
        self.field.setTimeZone(_ZONE)
        self.field.setDisplayFormat("dd/MM/yyyy HH:mm")
        self.calendar = self.field.calendarWidget()
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self.at_once)
        row.addWidget(self.later)
        row.addWidget(self.field)
        row.addStretch(1)
        self.body.addLayout(row)
        self.later.toggled.connect(lambda _on: self._changed())
        self.field.dateTimeChanged.connect(lambda _at: self._changed())
        self._showing = False
        self._fixed = False
        self._retranslate()

    def show_time(self, due_at: datetime | None, now: datetime, *, fixed: bool) -> None:
        """Show *due_at*; *fixed*: the time of a post that is written anew stays."""
        self._showing, self._fixed = True, fixed
        self.at_once.setChecked(due_at is None)
        self.later.setChecked(due_at is not None)
        self.field.setDateTime(_on_clock(due_at or _next_hour(now)))
        for widget in (self.at_once, self.later):
            widget.setEnabled(not fixed)
        self._showing = False
        self._show()

    @property
    def due_at(self) -> datetime | None:
        """The time that is chosen."""
        if not self.later.isChecked():
            return None
        date, time = self.field.date(), self.field.time()
        here = datetime(date.year(), date.month(), date.day(), time.hour(), time.minute(), tzinfo=KUALA_LUMPUR)
        return here.astimezone(UTC)

    def changeEvent(self, event: QEvent) -> None:
        """Take the words of another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _changed(self) -> None:
        if not self._showing:
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        self.field.setEnabled(self.later.isChecked() and not self._fixed)
        if self._fixed:
            self.show_remark(tr("Masa siaran yang ditulis semula kekal."))
        elif self.due_at is None:
            self.show_remark("")
        else:
            self.show_remark(tr("{when}, waktu Malaysia").format(when=words.full_moment(self.due_at)))

    def _retranslate(self) -> None:
        self.show_title(tr("MASA"))
        self.at_once.setText(tr("Sebaik sahaja dibenarkan"))
        self.later.setText(tr("Siarkan pada …"))
        self.calendar.setLocale(QLocale(words.language()))
        self.field.setAccessibleName(tr("Tarikh dan masa, waktu Malaysia"))
        self._show()


def _next_hour(now: datetime) -> datetime:
    return (now + AHEAD).replace(minute=0, second=0, microsecond=0)


def _on_clock(at: datetime) -> QDateTime:
    """What the clock in Kuala Lumpur shows at *at*, as if it were UTC: Qt is asked for no time zone."""
    here = at.astimezone(KUALA_LUMPUR)
    return QDateTime(QDate(here.year, here.month, here.day), QTime(here.hour, here.minute), _ZONE)
