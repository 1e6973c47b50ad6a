"""One round with the shared register: greet, offer messages, operations up, state down, numbers; and how that went."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from pmsdesk.domain.errors import KnownError, NotAllowed
from pmsdesk.domain.events import Event
from pmsdesk.domain.register_errors import EpochChanged, RegisterError, RegisterUnreachable
from pmsdesk.domain.staff import Role, Staff
from pmsdesk.services import numbering
from pmsdesk.services.reading import SyncStatus
from pmsdesk.store import Store
from pmsdesk.sync.answers import Hello
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.checking import BEGINNING, Checker
from pmsdesk.sync.messages import send_messages
from pmsdesk.sync.numbers import NumberKeeper
from pmsdesk.sync.outbox import Pusher
from pmsdesk.sync.pulling import Puller

WRITERS = frozenset({Role.OFFICER.value, Role.SUPERVISOR.value})
READERS_OF_NETWORKS = WRITERS | {Role.PUBLISHER.value}
CHECK_EVERY, CHECK_AGAIN = timedelta(hours=1), timedelta(minutes=5)
CHECKED_AT, CHECK_FROM, HEALED_AT = "checked_at", "check_from", "healed_at"
ONLINE_SINCE, OFFLINE_SINCE, TROUBLE, SKEW = "online_since", "offline_since", "trouble", "skew_s"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a round brought, how the seat stands after it, and how long the register asks to wait (seconds)."""

    events: tuple[Event, ...]
    status: SyncStatus
    retry_after: float = 0.0


class Round:
    """The rounds of one person at one seat that has joined a register.

    Each part is an iterator that yields after every commit; `run` exhausts them in order. A part that fails does not
    keep the next from being tried, unless the register cannot be reached.
    """

    def __init__(
        self,
        store: Store,
        api: RegisterApi,
        staff: Staff,
        label: str,
        new_id: Callable[[], str],
        shown: Callable[[], Collection[str]] = tuple,
    ) -> None:
        """*shown* tells, on the lane, which conversations are on the screen now."""
        self._store = store
        self._api = api
        self._staff = staff
        self._shown = shown
        self._puller = Puller(store.replica, api)
        self._checker = Checker(store.replica, api, self._puller)
        self._numbers = NumberKeeper(store, api)
        self._pusher = Pusher(store, api, staff.id, label, new_id, self._adopt_blocks)
        self._recovered = False
        self._pruned: date | None = None
        self._checking: datetime | None = None
        self._hello: Hello | None = None

    def run(self, now: Callable[[], datetime]) -> Outcome:
        """One round. Raises nothing that the register or the line did, but `StoreError` for the own file."""
        events: list[Event] = []
        trouble: KnownError | None = None
        if not self._recovered:
            self._store.blocks.recover()
            self._recovered = True
        try:
            self.greet(now)
            for part in (
                *(self.offer, self.push, self.pull),
                *(partial(self.number, now), partial(self.forget, now), partial(self.check, now)),
            ):
                try:
                    for step in part():
                        events += step
                except RegisterUnreachable:
                    raise
                except (RegisterError, NotAllowed) as error:
                    trouble = error
                    self._pusher.forget_enrolment()
        except (RegisterError, NotAllowed) as error:
            self._note_offline(error, now())
            return Outcome(tuple(events), self._store.read().sync_status(self._staff.id))
        self._note_online(trouble, now())
        retry_after = self._hello.retry_after if self._hello else 0.0
        return Outcome(tuple(events), self._store.read().sync_status(self._staff.id), retry_after)

    # ---- the parts --------------------------------------------------------------------------------------------------

    def greet(self, now: Callable[[], datetime]) -> Hello:
        """Say hello; the register's clock is compared with ours. Raises what `RegisterApi.hello` does."""
        before = now()
        self._hello = hello = self._api.hello()
        after = now()
        skew = (hello.server_time - (before + (after - before) / 2)).total_seconds()
        if abs(skew - float(self._store.recall(SKEW) or 0)) > 1:
            self._store.remember(SKEW, f"{skew:.1f}")
        return hello

    def offer(self) -> Iterator[tuple[Event, ...]]:
        """Offer the messages this seat read: first, so that no operation is about what the register does not have."""
        if self._may(READERS_OF_NETWORKS):
            for _ in send_messages(self._store, self._api, self._pusher.enroll()):
                yield ()

    def push(self) -> Iterator[tuple[Event, ...]]:
        """Send this person's operations. After a restoration nothing is sent until the seat has seen the new epoch."""
        position = self._store.replica.position()
        if not position.epoch:
            return
        try:
            for _ in self._pusher.push():
                yield ()
        except EpochChanged:
            return

    def pull(self) -> Iterator[tuple[Event, ...]]:
        """Bring the copy up to date; after a first load or a restoration also send again what the register lacks."""
        before = self._store.replica.position()
        yield from self._puller.pull()
        after = self._store.replica.position()
        if (before.epoch, before.ident) != (after.epoch, after.ident):
            self._pusher.forget_enrolment()
            yield from self.offer()
            yield from self.push()

    def number(self, now: Callable[[], datetime]) -> Iterator[tuple[Event, ...]]:
        """Lease numbers, and give one to each complaint of this person that was registered without."""
        if not self._may(WRITERS):
            return
        self._pusher.enroll()
        for _ in self._numbers.refill(now()):
            yield ()
        if not self._store.blocks.any_draft():
            return
        with self._store.work(self._staff) as work:
            events = numbering.number_drafts(work)
            if events:
                work.commit()
        if events:
            yield events
            yield from self.push()

    def forget(self, now: Callable[[], datetime]) -> Iterator[tuple[Event, ...]]:
        """Once a day, forget what is old and nobody here works on."""
        today = now().date()
        if self._pruned == today:
            return
        while self._store.replica.prune(self._shown()):
            yield ()
        self._pruned = today

    def check(self, now: Callable[[], datetime]) -> Iterator[tuple[Event, ...]]:
        """Once an hour, compare the next part of the copy with the register; at once again after a difference.

        Where nothing could be compared, because the copy was not at rest or the register failed, after five minutes.
        """
        at, checked_at = now(), self._store.recall(CHECKED_AT)
        if checked_at and timedelta() <= at - datetime.fromisoformat(checked_at) < CHECK_EVERY:
            return
        if self._checking is not None and timedelta() <= at - self._checking < CHECK_AGAIN:
            return
        self._checking = at
        try:
            yield from self._checker.check(int(self._store.recall(CHECK_FROM) or BEGINNING), at)
        except EpochChanged:
            return
        checked = self._checker.last
        if checked is None:
            return
        self._checking = None
        told = {CHECK_FROM: "" if checked.next == BEGINNING else str(checked.next)}
        if checked.healed:
            told[HEALED_AT] = at.isoformat()
        if not checked.healed or checked.next == BEGINNING:
            told[CHECKED_AT] = at.isoformat()
        self._store.remember_all(told)

    def _adopt_blocks(self) -> None:
        if self._may(WRITERS):
            self._numbers.adopt()

    def _may(self, roles: frozenset[str]) -> bool:
        return self._hello is not None and bool(roles & set(self._hello.roles))

    # ---- how it went ------------------------------------------------------------------------------------------------

    def _note_online(self, trouble: KnownError | None, now: datetime) -> None:
        words = "" if trouble is None else str(trouble)
        if not self._store.recall(ONLINE_SINCE):
            self._store.remember_all({ONLINE_SINCE: now.isoformat(), OFFLINE_SINCE: "", TROUBLE: words})
        elif self._store.recall(TROUBLE) != words:
            self._store.remember(TROUBLE, words)

    def _note_offline(self, error: KnownError, now: datetime) -> None:
        if not self._store.recall(OFFLINE_SINCE):
            since = {ONLINE_SINCE: "", OFFLINE_SINCE: now.isoformat(), TROUBLE: str(error)}
            self._store.remember_all(since)
        elif self._store.recall(TROUBLE) != str(error):
            self._store.remember(TROUBLE, str(error))
