"""What folds out of an account's card: how it shows itself on its network, and how it fared lately."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.metrics import AccountMetrics, AccountSample, Profile, day_of
from pmsdesk.ui import words
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.icons import icon
from pmsdesk.ui.theme import Tone, set_kind
from pmsdesk.ui.widgets.avatar import Avatar
from pmsdesk.ui.widgets.badge import Badge
from pmsdesk.ui.widgets.elided_label import ElidedLabel
from pmsdesk.ui.widgets.harmless import harmless, one_line, shortened
from pmsdesk.ui.widgets.key_values import KeyValues
from pmsdesk.ui.widgets.sparkline import Sparkline

SHOWN_FOR = timedelta(days=30)
NAME_WIDTH = 124
CHANGE_WIDTH = 104
LONGEST_BIO = 600

Figure = Callable[[AccountMetrics], int | None]


class AccountDetails(QWidget):
    """A line that unfolds an account's profile and metrics. It reads them when unfolded, and on `reload`.

    *unfolded* holds the ids of accounts that are, so that one stays so on a card that is made anew.
    """

    def __init__(self, desk: Desk, account: Account, unfolded: set[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._account, self._unfolded = desk, account, unfolded
        self.toggle = QPushButton(self.tr("Profil dan metrik"), self)
        set_kind(self.toggle, "link")
        self.toggle.setCheckable(True)
        self.toggle.setIconSize(QSize(14, 14))
        about = f"{account.name}, {words.channel(account.channel)}"
        self.toggle.setAccessibleName(f"{self.toggle.text()}: {about}")
        self._body: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
        self.toggle.toggled.connect(self._fold)
        self.toggle.setChecked(account.id in unfolded)
        self._point()

    def _fold(self, unfolded: bool) -> None:
        self._point()
        if unfolded:
            self._unfolded.add(self._account.id)
            self._load()
        else:
            self._unfolded.discard(self._account.id)
            self._show(None)

    def _point(self) -> None:
        self.toggle.setIcon(icon("mdi6.chevron-down" if self.toggle.isChecked() else "mdi6.chevron-right"))

    def reload(self) -> None:
        """Show what was measured meanwhile."""
        if self.toggle.isChecked():
            self._load()

    def _load(self) -> None:
        since = day_of(self._desk.clock() - SHOWN_FOR)
        self._desk.ask(lambda read: read.samples(self._account.id, since), self._loaded, self)

    def _loaded(self, samples: Sequence[AccountSample]) -> None:
        if self.toggle.isChecked():
            self._show(AccountMetricsView(self._account, samples) if samples else self._nothing())

    def _nothing(self) -> QLabel:
        label = QLabel(self.tr("Belum diukur. Setiap akaun diukur sekali sehari, selepas mesejnya dibaca."))
        label.setWordWrap(True)
        set_kind(label, "mute")
        return label

    def _show(self, body: QWidget | None) -> None:
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        self._body = body
        if body is not None:
            self._column.addWidget(body)


class AccountMetricsView(QWidget):
    """The profile and the metrics of the newest of *samples*, with the change since the one before it."""

    def __init__(self, account: Account, samples: Sequence[AccountSample], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._account, self._samples = account, samples
        profile = QVBoxLayout()
        profile.setSpacing(10)
        profile.addLayout(self._head(samples[-1].profile))
        profile.addWidget(self._marks(samples[-1].profile))
        profile.addStretch(1)
        metrics = QVBoxLayout()
        metrics.setSpacing(8)
        metrics.addLayout(self._figures())
        metrics.addWidget(_label(self._when(), "small", wraps=True))
        metrics.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 4)
        row.setSpacing(24)
        row.addLayout(profile, 1)
        row.addLayout(metrics, 1)

    def _head(self, profile: Profile) -> QHBoxLayout:
        """Who it is, and what it says of itself."""
        name = one_line(profile.name or "") or self._account.name
        said = QVBoxLayout()
        said.setSpacing(2)
        handle = f"@{one_line(profile.handle)}" if profile.handle else ""
        said.addWidget(_label(words.isolated(name), "strong", wraps=True))
        if handle:
            said.addWidget(_label(words.isolated(handle), "mute"))
        if profile.bio:
            said.addWidget(_label(words.isolated(shortened(harmless(profile.bio), LONGEST_BIO)[0]), wraps=True))
        if profile.website:
            said.addWidget(ElidedLabel(words.isolated(one_line(profile.website))))
        said.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Avatar(name, words.channel_mark(self._account.channel)), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(said, 1)
        return row

    def _marks(self, profile: Profile) -> KeyValues:
        """Whether what should be there is there."""
        shown = KeyValues(name_width=NAME_WIDTH)
        shown.show_pairs(
            [
                (self.tr("Biografi"), self._mark(profile.bio)),
                (self.tr("Laman web"), self._mark(profile.website)),
                (self.tr("Gambar profil"), self._mark(profile.picture)),
                (self.tr("Gambar pengepala"), self._mark(profile.header)),
            ]
        )
        return shown

    def _mark(self, told: str | None) -> str | QWidget:
        if told is None:
            return self._not_told()
        return self.tr("Ada") if told else Badge(self.tr("Tiada"), Tone.WARNING)

    def _not_told(self) -> str:
        return self.tr("tidak diberi oleh rangkaian")

    def _figures(self) -> QGridLayout:
        """A row a metric: name, number, change, line."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(3)
        grid.setColumnMinimumWidth(2, CHANGE_WIDTH)
        grid.setColumnStretch(4, 1)
        for row, (name, figure) in enumerate(self._names()):
            grid.addWidget(_label(name, "mute"), row, 0)
            numbers = [figure(sample.metrics) for sample in self._samples]
            if numbers[-1] is None:
                grid.addWidget(_label(self._not_told(), "mute"), row, 1, 1, 4)
                continue
            number = _label(f"{numbers[-1]:,}", "strong")
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(number, row, 1)
            grid.addWidget(_label(self._change(numbers), "mute"), row, 2)
            known = [number for number in numbers if number is not None]
            line = self.tr("{name}: paling rendah {low}, paling tinggi {high}")
            told = line.format(name=name, low=f"{min(known):,}", high=f"{max(known):,}")
            grid.addWidget(Sparkline(numbers, told), row, 3)
        return grid

    def _names(self) -> list[tuple[str, Figure]]:
        is_youtube = self._account.channel is Channel.YOUTUBE
        return [
            (self.tr("Pelanggan") if is_youtube else self.tr("Pengikut"), lambda told: told.followers),
            (self.tr("Mengikuti"), lambda told: told.following),
            (self.tr("Video") if is_youtube else self.tr("Hantaran"), lambda told: told.posts),
            (self.tr("Tontonan keseluruhan"), lambda told: told.views),
            (self.tr("Tontonan sehari"), lambda told: told.day_views),
            (self.tr("Capaian sehari"), lambda told: told.day_reach),
            (self.tr("Interaksi sehari"), lambda told: told.day_interactions),
        ]

    def _change(self, numbers: Sequence[int | None]) -> str:
        """The newest number against the one of the sample before, "" where there is none."""
        before, now = numbers[-2] if len(numbers) > 1 else None, numbers[-1]
        if before is None or now is None:
            return ""
        if now == before:
            return self.tr("tiada perubahan")
        return f"{'+' if now > before else '−'}{abs(now - before):,}"

    def _when(self) -> str:
        newest = self._samples[-1]
        said = self.tr("Diukur pada {when}").format(when=words.full_moment(newest.taken_at))
        if len(self._samples) < 2:
            return said
        before = words.day(self._samples[-2].day, newest.day)
        return self.tr("{said} · perubahan berbanding {day}").format(said=said, day=before)


def _label(text: str, kind: str = "", *, wraps: bool = False) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wraps)
    if kind:
        set_kind(label, kind)
    return label
