"""A publisher station without a screen: it checks, claims, sends and looks, and may stop at any call."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from pmsdesk.domain.errors import NotFound
from pmsdesk.domain.media import Attached
from pmsdesk.domain.register_errors import NotEnrolled
from pmsdesk.domain.way_errors import MediumNotHere
from pmsdesk.services import shared_moderating
from pmsdesk.services.moderation_ports import ClearedMeasure
from pmsdesk.services.register_ports import Delivery
from pmsdesk.services.shared_publishing import SharedPublishing
from pmsdesk.sync import blobs
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.moderations import RegisterMeasures
from pmsdesk.sync.publications import RegisterPublications
from tests.simulation.faults import Crash
from tests.simulation.line import Line
from tests.simulation.social import Port
from tests.sync.seats import assess

if TYPE_CHECKING:
    from tests.simulation.world import World

T = TypeVar("T")


class Publisher:
    """One publisher; satisfies `line.Computer` and `social.Computer`."""

    def __init__(self, world: "World", person: str) -> None:
        self.world = world
        self.person = person
        self.device = world.new_id()
        self.life = 0
        self.busy = False
        self.cut_off_until = 0.0
        self.horizons: dict[str, set[tuple[str, str]]] = {}
        self.lines: dict[str, Line] = {}
        self.start()

    @property
    def name(self) -> str:
        return self.person

    def start(self) -> None:
        self.life += 1
        line = Line(self, self.person)
        self.lines = {self.person: line}
        self.api = RegisterApi(line)
        self.register = RegisterPublications(self.api, self.device, lambda: self.world.now_s)
        self.publishing = SharedPublishing(self.register, assess, self._bytes_of)
        self.measures = RegisterMeasures(self.api, self.register.now)
        self.enrolled = False

    def _bytes_of(self, medium: Attached) -> bytes:
        """What the register has of a picture: this computer keeps none."""
        try:
            return blobs.whole(self.api, medium.sha)
        except NotFound:
            raise MediumNotHere(name=medium.file_name) from None

    def stop(self) -> None:
        self.lines[self.person].close()

    def crash(self) -> None:
        self.stop()
        self.start()

    def may_stop(self, where: str, life: int) -> None:
        """Die here, by chance, or because it was started anew meanwhile."""
        if self.life != life:
            raise Crash("started anew meanwhile")
        if self.world.happens("crash_at_call"):
            self.world.count("crash at a call")
            raise Crash(where)

    def one_step(self) -> str:
        """Settle what is owed, then see to one publication."""
        return self._enrolled(self._step)

    def whole_round(self) -> None:
        """Everything that is due."""
        self._enrolled(self._round)

    def _enrolled(self, work: Callable[[], T]) -> T:
        """*work* as a program without a screen does it: a register that was restored may have forgotten the device."""
        if not self.enrolled:
            self.api.enroll(self.device, self.person)
            self.enrolled = True
        try:
            return work()
        except NotEnrolled:
            self.enrolled = False
            raise

    def _step(self) -> str:
        self.register.greet()
        self.publishing.settle()
        if self.world.chance.random() < 0.1:
            self.api.seal()
        if self.world.weather.moderating and self.world.chance.random() < 0.5 and (due := self.measures.due()):
            return self._moderate(self.world.chance.choice(due))
        claimable = [(False, d) for d in self.register.claimable()]
        unsettled = [(True, d) for d in self.register.unsettled()]
        self.world.lease_over(d.publication for _, d in claimable)
        waiting = claimable + unsettled
        if not waiting:
            return "nothing"
        looking, delivery = self.world.chance.choice(waiting)
        return self._see_to(looking, delivery)

    def _round(self) -> None:
        self.register.greet()
        self.publishing.settle()
        for due in self.measures.due() if self.world.weather.moderating else ():
            self._moderate(due)
        for delivery in self.register.claimable():
            self._see_to(False, delivery)
        for delivery in self.register.unsettled():
            self._see_to(True, delivery)
        self.api.seal()

    def _moderate(self, due: ClearedMeasure) -> str:
        shared_moderating.carry_out(self.measures, Port(self.world.social, due.measure.account_id, self), due)
        return "moderated"

    def _see_to(self, looking: bool, delivery: Delivery) -> str:
        port = Port(self.world.social, delivery.publication.account_id, self)
        events = self.publishing.reconcile(port, delivery) if looking else self.publishing.deliver(port, delivery)
        states = [event.state for event in events if hasattr(event, "state")]
        if looking and states == ["unsure"]:
            self.world.count("absence counted")
        if looking and states == ["ready"]:
            self.world.count("proven absent")
        return "looked" if looking else "delivered"
