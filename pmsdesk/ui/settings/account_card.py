"""The card of an official account: a light with words, when it was last read, what its network still allows."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from PySide6.QtWidgets import QWidget

from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.connection import Connection
from pmsdesk.domain.errors import RateLimited
from pmsdesk.domain.polling import Budget, Health, Polling, health
from pmsdesk.ui import words
from pmsdesk.ui.theme import Tone
from pmsdesk.ui.widgets.badge import Badge
from pmsdesk.ui.widgets.card import Card

GRAVE_FAILURES = 3
MOST_LINES = 7


@dataclass(frozen=True, slots=True)
class AccountState:
    """What is kept of an account; `polled_at` is when it was last read with success, None for never.

    `owner` and `deputy` are the names of those who answer for it, "" for nobody.
    """

    account: Account
    polled_at: datetime | None = None
    connection: Connection = field(default_factory=Connection)
    paused: bool = False
    owner: str = ""
    deputy: str = ""


class AccountCard(Card):
    """One account. `tell` says how reading it goes, as often as that changes."""

    def __init__(self, state: AccountState, parent: QWidget | None = None) -> None:
        super().__init__(state.account.name, parent=parent)
        self._state = state
        self._light = Badge(parent=self)
        self.mark(self._light)
        self._lines = [self.add_line() for _ in range(MOST_LINES)]

    def tell(self, polling: Polling, now: datetime) -> None:
        """Say how reading goes, as of *now*."""
        light = self._say_light(polling, now)
        self._light.show_word(*light)
        state = self._state
        told = [self._say_which(), self._say_reading(polling, now)]
        if state.account.valid_from or state.account.valid_to:
            told.append(self._say_validity(state.account, now))
        if people := self._say_people(now):
            told.append(people)
        if state.connection.lacking:
            told.append(self.tr("Kebenaran yang kurang: {names}").format(names=", ".join(state.connection.lacking)))
        if state.paused and state.account.connected:
            told.append(self.tr("Bacaan dijeda di komputer ini; balasan masih diterbitkan."))
        if state.account.connected and polling.budget is not None and polling.budget.is_of(now):
            told.append(self._say_budget(polling.budget, now))
        for label, line in zip(self._lines, [*told, *[""] * len(self._lines)], strict=False):
            label.setText(line)
            label.setVisible(bool(line))
        self.setAccessibleName(". ".join((state.account.name, light[0], *told)))

    def _say_light(self, polling: Polling, now: datetime) -> tuple[str, Tone]:
        state = self._state
        account = state.account
        which = health(
            polling,
            state.connection,
            now,
            in_use=account.in_use(now),
            connected=account.connected,
            paused=state.paused,
        )
        if which is Health.FAILING and polling.failing_since is not None:
            since = words.moment(polling.failing_since, now)
            tone = Tone.BAD if polling.failures >= GRAVE_FAILURES else Tone.WARNING
            return self.tr("{count} bacaan gagal sejak {when}").format(count=polling.failures, when=since), tone
        if which is Health.SLOW and (until := polling.slow_until(now)) is not None:
            return self.tr("Diperlahankan hingga {when}").format(when=words.moment(until, now)), Tone.WARNING
        if which is Health.ENDING:
            return self._say_ending(now)
        return {
            Health.NOT_IN_USE: (
                self.tr("Tidak digunakan lagi") if account.has_ended(now) else self.tr("Belum digunakan"),
                Tone.PLAIN,
            ),
            Health.NOT_CONNECTED: (self.tr("Tidak bersambung"), Tone.PLAIN),
            Health.OVER: (self.tr("Perlu disambung semula"), Tone.BAD),
            Health.PAUSED: (self.tr("Bacaan dijeda"), Tone.WARNING),
            Health.ELSEWHERE: (self.tr("Tidak dibaca di komputer ini"), Tone.PLAIN),
            Health.SOUND: (self.tr("Berfungsi baik"), Tone.GOOD),
        }.get(which, (self.tr("Bersambung"), Tone.PRIMARY))

    def _say_ending(self, now: datetime) -> tuple[str, Tone]:
        """What an administrator must be told in time: at fourteen days, seven and one."""
        left = self._state.connection.left(now) or timedelta(0)
        if left <= timedelta(days=1):
            return self.tr("Tamat dalam sehari"), Tone.BAD
        days = -(-left // timedelta(days=1))
        return self.tr("Tamat dalam {days} hari").format(days=days), Tone.WARNING

    def _say_which(self) -> str:
        account, connection = self._state.account, self._state.connection
        handle = f"@{account.handle}" if account.handle else "" if account.connected else self.tr("tiada akaun")
        until = ""
        if connection.ends_at is not None and not connection.is_over:
            until = self.tr("Sambungan sah hingga {when}").format(when=words.full_moment(connection.ends_at))
        return " · ".join(fact for fact in (words.channel(account.channel), handle, until) if fact)

    def _say_validity(self, account: Account, now: datetime) -> str:
        """From when to when it is in use, and what follows from that."""
        begins = words.day(account.valid_from) if account.valid_from else ""
        ends = words.day(account.valid_to) if account.valid_to else ""
        if begins and ends:
            said = self.tr("Digunakan dari {begins} hingga {ends}").format(begins=begins, ends=ends)
        elif begins:
            said = self.tr("Digunakan dari {day}").format(day=begins)
        else:
            said = self.tr("Digunakan hingga {day}").format(day=ends)
        if account.in_use(now):
            return said
        return self.tr("{said}: ia tidak dibaca dan tiada balasan diterbitkan daripadanya.").format(said=said)

    def _say_people(self, now: datetime) -> str:
        """Who answers for the account; when its connection ends soon, who must be told of it first."""
        owner, deputy = self._state.owner, self._state.deputy
        if self._state.connection.notice(now) is not None:
            first = self.tr(", kemudian ").join(name for name in (owner, deputy) if name)
            if not first:
                return self.tr("Sambungan perlu diperbaharui; pemilik akaun belum ditetapkan.")
            return self.tr("Maklumkan dahulu: {names}").format(names=first)
        owned = self.tr("Pemilik: {name}").format(name=owner) if owner else ""
        stood_in = self.tr("Timbalan: {name}").format(name=deputy) if deputy else ""
        return " · ".join(each for each in (owned, stood_in) if each)

    def _say_reading(self, polling: Polling, now: datetime) -> str:
        """When it was last read, and whether that worked."""
        worked_at = self._state.polled_at
        if polling.asked_at is not None and polling.trouble is None:
            worked_at = max(polling.asked_at, worked_at or polling.asked_at)
        if polling.asked_at is not None and polling.trouble is not None and self._state.account.connected:
            waits = isinstance(polling.trouble, RateLimited)
            template = (
                self.tr("Bacaan terakhir {when} ({ago}) ditangguhkan: {why}")
                if waits
                else self.tr("Bacaan terakhir {when} ({ago}) gagal: {why}")
            )
            failed = template.format(
                when=words.moment(polling.asked_at, now),
                ago=words.ago(polling.asked_at, now),
                why=words.error_text(polling.trouble),
            )
            if worked_at is None:
                return failed
            return self.tr("{failed} Terakhir berjaya {when}.").format(failed=failed, when=words.moment(worked_at, now))
        if worked_at is None:
            return self.tr("Belum pernah dibaca")
        return self.tr("Bacaan terakhir {when} ({ago}) berjaya").format(
            when=words.moment(worked_at, now), ago=words.ago(worked_at, now)
        )

    def _say_budget(self, budget: Budget, now: datetime) -> str:
        """What the network still allows, as it tells it or as the program counts it."""
        channel = self._state.account.channel
        if budget.remaining is None or budget.limit is None:
            said = self.tr("Had {channel}: {percent}% digunakan").format(
                channel=words.channel(channel), percent=round(budget.used * 100)
            )
        elif channel is Channel.YOUTUBE:
            said = self.tr("Unit YouTube: {used} daripada {limit} digunakan, dikongsi semua akaun YouTube").format(
                used=f"{budget.limit - budget.remaining:,}", limit=f"{budget.limit:,}"
            )
        else:
            said = self.tr("Had {channel}: {left} daripada {limit} panggilan masih ada").format(
                channel=words.channel(channel), left=f"{budget.remaining:,}", limit=f"{budget.limit:,}"
            )
        if budget.renews_at is None:
            return said
        return self.tr("{said} · diperbaharui {when}").format(said=said, when=words.moment(budget.renews_at, now))
