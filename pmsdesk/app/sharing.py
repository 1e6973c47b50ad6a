"""What a console of a shared register has besides: rounds, leases, photos, presence, publishing; and how one joins.

Imported only where it is needed, for it brings the driver of PostgreSQL with it.
"""

from collections.abc import Callable, Collection
from datetime import datetime

from PySide6.QtCore import QObject

from pmsdesk.app.lines import Lines
from pmsdesk.app.photo_carrier import PHOTOS, PhotoCarrier
from pmsdesk.app.register_lane import RegisterLane, seat_label
from pmsdesk.app.shared_publisher import LANE as PUBLISHING
from pmsdesk.app.shared_publisher import Post, SharedPublisher
from pmsdesk.app.syncer import SYNC, Syncer
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.services.shared_publishing import Check
from pmsdesk.store.store import Store
from pmsdesk.store.work import fresh_id
from pmsdesk.sync.address import Login, RegisterAddress, read_address
from pmsdesk.sync.answers import Hello
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.blobs import BlobLane
from pmsdesk.sync.joining import join
from pmsdesk.sync.link import link_of
from pmsdesk.sync.presence import RegisterPresence
from pmsdesk.sync.searching import RegisterSearch
from pmsdesk.sync.training import RegisterTraining
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.inbox.attending import PRESENCE
from pmsdesk.ui.shell.shared_finder import SEARCH
from pmsdesk.ui.tasks import Tasks

URL_SETTING = "register.url"


def address_of(store: Store) -> RegisterAddress | None:
    """Where the register is that this seat shares, None for a seat on its own."""
    with store.work(SYSTEM) as work:
        url = work.setting(URL_SETTING)
    return read_address(url)[0] if url and store.joined else None


def join_register(store: Store, address: RegisterAddress, login: Login, label: str = "") -> Hello:
    """Let this seat share the register at *address*; *login* is one of its people. Who that is to the register.

    Raises what the register does; nothing is changed then. A seat that shares one already is enrolled again under its
    name, for it may have moved to another address.
    """
    label = label or seat_label()
    with link_of(store, address, login) as link:
        api = RegisterApi(link)
        hello = api.hello()
        device = store.shared_device
        if device:
            api.enroll(device, label)
        else:
            join(store, api, label, fresh_id)
    move_register(store, address)
    return hello


def move_register(store: Store, address: RegisterAddress) -> None:
    """Look for the register that this seat shares at *address* from the next sign-in on."""
    with store.work(SYSTEM) as work:
        work.set_setting(URL_SETTING, address.url)
        work.commit()


class Sharing(QObject):
    """The parts of one person's console that speak with the register, each on a lane and a line of its own."""

    def __init__(
        self,
        desk: Desk,
        tasks: Tasks,
        store: Store,
        lines: Lines,
        address: RegisterAddress,
        login: Login,
        check: Check,
        clock: Callable[[], datetime],
        is_calm: Callable[[], bool],
        shown: Callable[[], Collection[str]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.lane = RegisterLane(store, address, login, desk.staff, lines, clock, shown)
        self.syncer = Syncer(desk, tasks, self.lane.turn, is_calm, self)
        self.publisher = SharedPublisher(
            desk, tasks, lines, store.read, lambda: Post(store, address, login, check), self
        )
        self._photo_link = link_of(store, address, login)
        photos = BlobLane(RegisterApi(self._photo_link), store.transfers, lambda: self.carrier.may_go())
        self.carrier = PhotoCarrier(desk, tasks, photos.run, self)
        self._presence_link = link_of(store, address, login)
        self.presence = RegisterPresence(RegisterApi(self._presence_link), login.user)
        self._search_link = link_of(store, address, login)
        self.search = RegisterSearch(RegisterApi(self._search_link), store.replica, clock)
        self.training = RegisterTraining(link_of(store, address, login))

    def start(self) -> None:
        """Begin."""
        self.syncer.start()
        self.publisher.start()

    def look(self) -> None:
        """Do at once what is done every few seconds."""
        self.syncer.sync_now()
        self.publisher.look()

    def stop(self) -> None:
        """Begin nothing more; the lines are closed on their own lanes, after what is under way."""
        self.syncer.stop()
        self.publisher.stop()
        self.carrier.stop()
        self._tasks.run(PHOTOS, self._photo_link.close, owner=self)
        self._tasks.run(SYNC, self.lane.leave, owner=self)
        self._tasks.run(PUBLISHING, self.publisher.hang_up, owner=self)
        self._tasks.run(PRESENCE, self._presence_link.close, owner=self)
        self._tasks.run(SEARCH, self._search_link.close, owner=self)

    def hang_up(self) -> None:
        """Close what a lane that was ended too early left open; no lane runs any more."""
        self.lane.link.close()
        self.publisher.hang_up()
        self._photo_link.close()
        self._presence_link.close()
        self._search_link.close()
