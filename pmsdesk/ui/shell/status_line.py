"""The status line: how fresh the screen is, what waits to be sent, the last polls, the lexicon, the language."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.clock import KUALA_LUMPUR
from pmsdesk.ui import words
from pmsdesk.ui.desk import Standing
from pmsdesk.ui.language import Language
from pmsdesk.ui.theme import Tone, set_kind, tokens

STALE = timedelta(minutes=5)
NAMES = {Language.MALAY: "Bahasa Melayu", Language.ENGLISH: "English"}
SHORT = {Language.MALAY: "BM", Language.ENGLISH: "EN"}


class Light(QWidget):
    """A small coloured dot beside words that say the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tone = Tone.PLAIN
        self.setFixedSize(QSize(10, 10))

    def show_tone(self, tone: Tone) -> None:
        """Change the colour."""
        self.tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens().strong(self.tone))
        painter.drawEllipse(QRectF(1, 1, 8, 8))
        painter.end()


class StatusLine(QFrame):
    """`outbox_asked` when a person wants to see what waits, `language_chosen` with a `Language`.

    At a seat of a shared register, `register_asked` and `conflicts_asked` when one wants to know more of these.
    """

    outbox_asked = Signal()
    register_asked = Signal()
    conflicts_asked = Signal()
    language_chosen = Signal(object)

    def __init__(self, lexicon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "status")
        self._lexicon_version = lexicon
        self._polls: dict[Channel, datetime] = {}
        self._to_send, self._unsure = 0, 0
        self._online = True
        self._standing: Standing | None = None
        self._light = Light(self)
        self._age, self._poll_times, self._lexicon = QLabel(self), QLabel(self), QLabel(self)
        self._outbox, self._language = QPushButton(self), QPushButton(self)
        self._register, self._conflicts = QPushButton(self), QPushButton(self)
        for label in (self._age, self._poll_times, self._lexicon):
            set_kind(label, "small")
        for button in (self._outbox, self._language, self._register, self._conflicts):
            set_kind(button, "link")
        for button in (self._register, self._conflicts):
            button.hide()
        self._register.clicked.connect(lambda _checked=False: self.register_asked.emit())
        self._conflicts.clicked.connect(lambda _checked=False: self.conflicts_asked.emit())
        self._outbox.clicked.connect(lambda _checked=False: self.outbox_asked.emit())
        menu = QMenu(self._language)
        for code, name in NAMES.items():
            menu.addAction(name).triggered.connect(lambda _checked=False, code=code: self.language_chosen.emit(code))
        self._language.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 1, 8, 1)
        row.setSpacing(8)
        row.addWidget(self._light)
        row.addWidget(self._age)
        row.addWidget(self._register)
        row.addWidget(self._conflicts)
        row.addSpacing(8)
        row.addWidget(self._outbox)
        row.addSpacing(8)
        row.addWidget(self._poll_times)
        row.addStretch(1)
        row.addWidget(self._lexicon)
        row.addSpacing(8)
        row.addWidget(self._language)

    def show_polls(self, accounts: Sequence[tuple[Account, datetime | None]]) -> None:
        """The newest successful poll a network."""
        self._polls = {}
        for account, at in accounts:
            if at is not None and at >= self._polls.get(account.channel, at):
                self._polls[account.channel] = at

    def show_waiting(self, to_send: int, unsure: int) -> None:
        """How many replies wait to be sent and how many of them have an uncertain outcome."""
        self._to_send, self._unsure = to_send, unsure

    def show_online(self, online: bool) -> None:
        """Whether a network can be reached; without one the screen is not fresh, however new the last poll is."""
        self._online = online

    def show_standing(self, standing: Standing) -> None:
        """How the seat stands with its shared register: that is what the screen's freshness hangs on."""
        self._standing = standing

    def show_lexicon(self, version: str) -> None:
        """The lexicon version in force."""
        self._lexicon_version = version

    def refresh(self, now: datetime, language: Language) -> None:
        """Write everything anew as it is at *now*; cheap enough for each second."""
        newest = max(self._polls.values(), default=None)
        fresh = self._online and newest is not None and now - newest < STALE
        if self._standing is not None:
            fresh = self._standing.status.offline_since is None
            self._refresh_standing(self._standing, now)
        self._light.show_tone(Tone.GOOD if fresh else Tone.WARNING)
        self._say(self._age, self._age_words(newest, now))
        polls = {
            channel: self._polls[channel].astimezone(KUALA_LUMPUR) for channel in Channel if channel in self._polls
        }
        times = " · ".join(f"{words.channel_mark(channel)} {at:%H:%M}" for channel, at in polls.items())
        self._say(self._poll_times, times)
        waiting = self.tr("{count} balasan menunggu dihantar").format(count=self._to_send) if self._to_send else ""
        if self._unsure:
            waiting = self.tr("{count} balasan menunggu dihantar, {unsure} tidak pasti").format(
                count=self._to_send, unsure=self._unsure
            )
        self._say(self._outbox, waiting)
        self._outbox.setVisible(bool(waiting))
        self._say(self._lexicon, self.tr("Leksikon {version}").format(version=self._lexicon_version))
        self._say(self._language, f"{SHORT[language]} ▾")
        self._language.setAccessibleName(self.tr("Bahasa: {name}").format(name=NAMES[language]))

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the line says, from left to right."""
        first = (self._age,) if self._standing is None else (self._register, self._conflicts)
        rest = (self._outbox, self._poll_times, self._lexicon, self._language)
        return tuple(widget.text() for widget in (*first, *rest) if widget.text())

    def _refresh_standing(self, standing: Standing, now: datetime) -> None:
        status = standing.status
        self._age.hide()
        self._register.show()
        news = (
            self.tr("{count} percanggahan").format(count=status.conflicts) if status.conflicts else "",
            self.tr("{count} pemberitahuan").format(count=status.news) if status.news else "",
        )
        self._say(self._conflicts, " · ".join(each for each in news if each))
        self._conflicts.setVisible(any(news))
        if status.offline_since is not None:
            said = self.tr("Luar talian sejak {time}")
            if status.waiting:
                said = self.tr("Luar talian sejak {time} – {count} menunggu")
            clock = status.offline_since.astimezone(KUALA_LUMPUR).strftime("%H:%M")
            text = said.format(time=clock, count=status.waiting)
        elif status.loading is not None:
            text = self.tr("Memuatkan daftar bersama …")
        else:
            text = self._age_words(standing.synced_at, now)
            if status.waiting:
                text = self.tr("{synced} · {count} menunggu").format(synced=text, count=status.waiting)
        self._say(self._register, text)

    def _age_words(self, newest: datetime | None, now: datetime) -> str:
        if newest is None:
            return self.tr("Belum disegerakkan")
        seconds = max(int((now - newest).total_seconds()), 0)
        if seconds < 60:
            return self.tr("Segerak {count} s lalu").format(count=seconds)
        if seconds < 3600:
            return self.tr("Segerak {count} min lalu").format(count=seconds // 60)
        return self.tr("Segerak terakhir {when}").format(when=words.moment(newest, now))

    @staticmethod
    def _say(widget: QLabel | QPushButton, text: str) -> None:
        if widget.text() != text:
            widget.setText(text)
