"""The outage page: how the seat stands with its register, what waits, what is stuck and why, and *Cuba sekarang*."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLabel, QProgressBar, QWidget

from pmsdesk.domain.events import Event
from pmsdesk.services.reading import Counts, Loading, Stuck, SyncStatus, Waiting
from pmsdesk.ui import words
from pmsdesk.ui.card_page import CardPage
from pmsdesk.ui.desk import Desk, Standing
from pmsdesk.ui.sharing import wording
from pmsdesk.ui.theme import Tone, set_kind
from pmsdesk.ui.widgets.badge import Badge
from pmsdesk.ui.widgets.card import Card

MOST = 200
SKEW_TOLD = timedelta(minutes=2)


class OutagePage(CardPage):
    """A card for how it stands, then what waits and what is stuck. *retry* speaks with the register at once."""

    key = "outage"
    icon = "mdi6.lan-connect"
    about = (Event,)

    def __init__(self, desk: Desk, retry: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._retry = retry
        self._shown: tuple[object, ...] = ()
        self._waiting: Sequence[Waiting] = ()
        self.sheet.heading.button.clicked.connect(lambda _checked=False: self._try_now())
        desk.stood.connect(self._stood)
        self.retranslate()
        self.sheet.show_loading(self.tr("Menyemak daftar bersama …"))

    def title(self) -> str:
        return self.tr("Gangguan")

    def count(self, counts: Counts) -> int | None:
        del counts
        standing = self._desk.standing
        return standing.status.waiting if standing is not None else None

    def shown(self) -> None:
        self._desk.ask(lambda read: tuple(read.waiting(MOST)), self._show_waiting, self, self.load_failed)

    # ---- what happens -----------------------------------------------------------------------------------------------

    def _stood(self, standing: Standing) -> None:
        del standing
        if self.isVisible():
            self.shown()

    def _try_now(self) -> None:
        self.sheet.heading.button.setEnabled(False)
        self.sheet.heading.button.setText(self.tr("Mencuba …"))
        self._retry()

    def _show_waiting(self, waiting: Sequence[Waiting]) -> None:
        self._waiting = waiting
        self._show()

    def load_failed(self, error: Exception) -> None:
        self._shown = ()
        super().load_failed(error)

    # ---- what is shown ----------------------------------------------------------------------------------------------

    def _show(self) -> None:
        standing = self._desk.standing
        if standing is None:
            return
        self._show_button()
        status = standing.status
        minute = int(self._desk.clock().timestamp()) // 60
        now_shown = (status, tuple(self._waiting), standing.publishes, minute if not status.online else 0)
        if now_shown == self._shown:
            return
        self._shown = now_shown
        calm = status.online and not (status.waiting or status.stuck or status.loading or self._skewed(status))
        if calm:
            self.sheet.show_empty(
                self.tr("Semua disegerakkan"), "\n".join(self._online_lines(standing)), "mdi6.check-network-outline"
            )
            return
        self.sheet.show_cards(
            [
                ("", [card for card in self._standing_cards(standing) if card is not None]),
                (self.tr("TERSEKAT") if status.stuck else "", [self._stuck_card(stuck) for stuck in status.stuck]),
                (self._waiting_heading(), [self._waiting_card(each) for each in self._waiting]),
            ]
        )

    def _waiting_heading(self) -> str:
        standing = self._desk.standing
        count = standing.status.waiting if standing is not None and self._waiting else 0
        return self.tr("MENUNGGU DIHANTAR ({count})").format(count=count) if count else ""

    def _standing_cards(self, standing: Standing) -> tuple[Card | None, ...]:
        status = standing.status
        loading = self._loading_card(status.loading) if status.loading is not None else None
        skew = self._skew_card(status) if self._skewed(status) else None
        if status.offline_since is not None:
            return self._offline_card(standing), loading, skew
        if status.online:
            card = Card(self.tr("Daftar bersama"), self._online_lines(standing))
            card.mark(Badge(self.tr("Dalam talian"), Tone.GOOD))
            return card, loading, skew
        card = Card(self.tr("Daftar bersama"), [self.tr("Menghubungi daftar bersama …")])
        return card, loading, skew

    def _offline_card(self, standing: Standing) -> Card:
        status, now = standing.status, self._desk.clock()
        since = status.offline_since or now
        as_of = self.tr("Yang dilihat di sini ialah daftar bersama setakat {time}.")
        lines = [
            wording.trouble(status.trouble),
            as_of.format(time=words.moment(standing.synced_at, now)) if standing.synced_at is not None else "",
            self.tr(
                "Anda boleh terus bekerja: draf, pendaftaran, nota dan kelulusan disimpan pada komputer ini dan "
                "dihantar apabila talian pulih. Hanya penerbitan kepada umum yang menunggu."
            ),
        ]
        title = self.tr("Luar talian sejak {time} ({span})").format(
            time=words.moment(since, now), span=words.duration(max(now - since, timedelta(0)))
        )
        card = Card(title, [line for line in lines if line])
        set_kind(card, "warning")
        return card

    def _online_lines(self, standing: Standing) -> list[str]:
        since, now = standing.status.online_since, self._desk.clock()
        lines = []
        if since is not None:
            lines.append(self.tr("Dalam talian sejak {time}.").format(time=words.moment(since, now)))
        if standing.status.trouble:
            lines.append(wording.trouble(standing.status.trouble))
        if standing.publishes is not None:
            lines.append(
                self.tr("Balasan yang diluluskan diterbitkan dari komputer ini.")
                if standing.publishes
                else self.tr("Balasan yang diluluskan diterbitkan oleh penerbit, bukan dari komputer ini.")
            )
        return [*lines, *self._check_lines(standing.status)]

    def _check_lines(self, status: SyncStatus) -> list[str]:
        """When the copy was compared with the register, and when a difference was last found."""
        now, lines = self._desk.clock(), []
        if status.checked_at is not None:
            lines.append(
                self.tr("Salinan ini terakhir dibandingkan dengan daftar bersama: {time}.").format(
                    time=words.moment(status.checked_at, now)
                )
            )
        if status.healed_at is not None:
            lines.append(
                self.tr("Perbezaan terakhir ditemui dan dimuatkan semula: {time}.").format(
                    time=words.moment(status.healed_at, now)
                )
            )
        return lines

    def _loading_card(self, loading: Loading) -> Card:
        rows = QLocale(words.language()).toString(loading.rows)
        said = self.tr("Memuatkan {what} ({step} daripada {steps}) – {rows} baris setakat ini").format(
            what=wording.load(loading.kind), step=loading.step, steps=loading.steps, rows=rows
        )
        card = Card(
            self.tr("Muatan pertama"), [said, self.tr("Yang terbaharu dimuatkan dahulu; konsol sudah boleh digunakan.")]
        )
        bar = QProgressBar(card)
        bar.setRange(0, loading.steps)
        bar.setValue(loading.step - 1)
        bar.setFixedWidth(160)
        bar.setTextVisible(False)
        bar.setAccessibleName(said)
        card.offer(bar)
        return card

    @staticmethod
    def _skewed(status: SyncStatus) -> bool:
        return abs(timedelta(seconds=status.skew_s)) > SKEW_TOLD

    def _skew_card(self, status: SyncStatus) -> Card:
        span = words.duration(abs(timedelta(seconds=status.skew_s)))
        slow = status.skew_s > 0
        said = self.tr("Jam komputer ini lambat {span} daripada jam daftar bersama.")
        if not slow:
            said = self.tr("Jam komputer ini cepat {span} daripada jam daftar bersama.")
        card = Card(
            self.tr("Jam tidak tepat"),
            [said.format(span=span), self.tr("Betulkan jam komputer; daftar bersama memakai jamnya sendiri.")],
        )
        card.mark(Badge(self.tr("Semak"), Tone.WARNING))
        return card

    def _stuck_card(self, stuck: Stuck) -> Card:
        if stuck.actor:
            why = self.tr("Dibuat oleh {name}, dan dihantar apabila {name} mendaftar masuk di sini.").format(
                name=words.isolated(stuck.actor)
            )
        else:
            why = wording.reason(stuck.why)
        age = wording.ago(self._desk.clock() - stuck.since)
        tries = self.tr("{age} · dicuba {count} kali").format(age=age, count=stuck.tries) if stuck.tries else age
        card = Card(wording.operation(stuck.operation), [why, tries])
        card.mark(Badge(self.tr("Tersekat"), Tone.BAD))
        if stuck.why and not stuck.actor:
            card.setToolTip(self.tr("Kata-kata daftar bersama: {words}").format(words=stuck.why))
        return card

    def _waiting_card(self, waiting: Waiting) -> Card:
        title = wording.operation(waiting.operation)
        if waiting.count > 1:
            title = self.tr("{what} × {count}").format(what=title, count=waiting.count)
        age = wording.ago(self._desk.clock() - waiting.since)
        card = Card(title)
        card.setAccessibleName(f"{title}. {age}")
        told = QLabel(age, card)
        set_kind(told, "mute")
        card.offer(told)
        return card

    def _show_button(self) -> None:
        self.sheet.heading.button.setEnabled(True)
        self.sheet.heading.button.setText(self.tr("Cuba sekarang"))

    def retranslate(self) -> None:
        self.sheet.show_words(
            self.title(),
            self.tr("Bagaimana komputer ini berhubung dengan daftar bersama, dan apa yang menunggu dihantar."),
            self.tr("Cuba sekarang"),
        )
        self._shown = ()
        self._show()
