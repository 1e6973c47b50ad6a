"""When a publisher's seat publishes and moderates for everybody: what the register gives out goes to its lane, once."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from PySide6.QtCore import QObject

from pmsdesk.app.background import Background, Errands, Job
from pmsdesk.app.lines import Lines
from pmsdesk.app.post_media import media_of
from pmsdesk.domain.account import Account
from pmsdesk.domain.events import Event
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.register_errors import RegisterBusy, RegisterUnreachable
from pmsdesk.domain.staff import Role
from pmsdesk.services import shared_moderating
from pmsdesk.services.moderation_ports import ClearedMeasure
from pmsdesk.services.ports import ChannelPort
from pmsdesk.services.reading import Read
from pmsdesk.services.register_ports import Delivery
from pmsdesk.services.shared_publishing import Check, SharedPublishing
from pmsdesk.store.store import Store
from pmsdesk.sync.address import Login, RegisterAddress
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.link import link_of
from pmsdesk.sync.moderations import RegisterMeasures
from pmsdesk.sync.publications import RegisterPublications
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.tasks import Tasks, network_lane

LANE = "publishing"
LOOK_MS = 2000
GREET_AFTER = timedelta(minutes=1)
TOLD_IN_STATUS_LINE = (RegisterUnreachable, RegisterBusy)

log = logging.getLogger(__name__)


class Post:
    """A line to the register with the publisher's functions over it; each lane has one of its own."""

    def __init__(self, store: Store, address: RegisterAddress, login: Login, check: Check) -> None:
        self.link = link_of(store, address, login)
        api = RegisterApi(self.link)
        self.register = RegisterPublications(api, store.shared_device)
        self.publishing = SharedPublishing(self.register, check, media_of(store.read, api))
        self.measures = RegisterMeasures(api, self.register.now)


@dataclass(frozen=True, slots=True)
class Errand:
    """Something to be done on an account's lane over its own line to the register; `key` is what it is about."""

    key: str
    account: Account
    run: Callable[[Post, ChannelPort], tuple[Event, ...]]


@dataclass(frozen=True, slots=True)
class Found:
    """What a look showed: whether this person publishes at all, and what is due on accounts whose tokens are here."""

    publishes: bool
    due: tuple[Errand, ...] = field(default=())


class SharedPublisher(Background):
    """Publishes while it runs, if the register says that this person does; from local state nothing is sent."""

    def __init__(
        self,
        desk: Desk,
        tasks: Tasks,
        lines: Lines,
        open_read: Callable[[], Read],
        new_post: Callable[[], Post],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(desk, tasks, LOOK_MS, parent)
        self._lines, self._open_read, self._new_post = lines, open_read, new_post
        self._scout = new_post()
        self._posts: dict[str, Post] = {}
        self._publishes = False
        self._greeted_at: datetime | None = None
        self._looking = Job("looking", self._troubles, TOLD_IN_STATUS_LINE)
        self._errands = Errands(desk.clock)

    def hang_up(self) -> None:
        """Close every line; no lane runs any more."""
        for post in (self._scout, *self._posts.values()):
            post.link.close()

    def look(self) -> None:
        """See what is due, unless it is being looked for already."""
        if self.running and self._looking.begin():
            self._tasks.run(LANE, self._due, owner=self, then=self._seen, catch=self._looking.failed)

    # ---- what is due ------------------------------------------------------------------------------------------------

    def _due(self) -> Found:
        """On the lane: ask now and then who we are, and as a publisher what there is to do."""
        now = self._desk.clock()
        if self._greeted_at is None or not timedelta(0) <= now - self._greeted_at < GREET_AFTER:
            self._publishes = Role.PUBLISHER.value in self._scout.register.greet().roles
            self._greeted_at = now
        if not self._publishes:
            return Found(publishes=False)
        accounts = {account.id: account for account, _ in self._open_read().accounts() if account.connected}
        ours = {key: account for key, account in accounts.items() if not self._lines.lacks_token(account)}
        if not ours:
            return Found(publishes=False)
        register = self._scout.register
        acts = [(m.measure.account_id, m) for m in self._scout.measures.due()]
        sending = [(d.publication.account_id, d) for d in (*register.claimable(), *register.unsettled())]
        return Found(
            publishes=True,
            due=(
                *(_act(m, ours[account_id]) for account_id, m in acts if account_id in ours),
                *(_delivery(d, ours[account_id]) for account_id, d in sending if account_id in ours),
            ),
        )

    def _seen(self, found: Found) -> None:
        self._looking.done()
        standing = self._desk.standing
        if standing is not None and standing.publishes is not found.publishes:
            self._desk.stand(replace(standing, publishes=found.publishes))
        for errand in found.due:
            if self.running and not self._errands.holds(errand.key):
                self._begin(errand)

    # ---- one errand -------------------------------------------------------------------------------------------------

    def _begin(self, errand: Errand) -> None:
        self._errands.begin(errand.key)
        post = self._posts.setdefault(errand.account.id, self._new_post())
        self._tasks.run(
            network_lane(errand.account.id),
            lambda: self._run(post, errand),
            owner=self,
            then=lambda events: self._done(errand.key, errand.account, events),
            catch=lambda error: self._failed(errand.key, errand.account, error),
        )

    def _run(self, post: Post, errand: Errand) -> tuple[Event, ...]:
        """On the account's lane, over its own line to the register, which is closed again: people have eight each."""
        try:
            settled = post.publishing.settle()
            return (*settled, *errand.run(post, self._lines.of(errand.account)))
        finally:
            post.link.close()

    def _done(self, key: str, account: Account, events: tuple[Event, ...]) -> None:
        self._errands.done(key)
        self._troubles.over(account.id)
        self._tell(events)

    def _failed(self, key: str, account: Account, error: Exception) -> None:
        self._errands.failed(key)
        if isinstance(error, TOLD_IN_STATUS_LINE):
            log.info("publishing waits for the register: %s", type(error).__name__)
        else:
            self._troubles.tell(account.id, error)


def _delivery(delivery: Delivery, account: Account) -> Errand:
    """Publish it, or look for one whose outcome nobody knows."""
    doubtful = delivery.publication.state in (PublicationState.UNSURE, PublicationState.SENDING)

    def run(post: Post, line: ChannelPort) -> tuple[Event, ...]:
        return (post.publishing.reconcile if doubtful else post.publishing.deliver)(line, delivery)

    return Errand(delivery.publication.version_id, account, run)


def _act(cleared: ClearedMeasure, account: Account) -> Errand:
    """Hide, show or delete it."""
    return Errand(
        cleared.measure.id, account, lambda post, line: shared_moderating.carry_out(post.measures, line, cleared)
    )
