"""What an administrator does about this seat's place on a shared register: `ui.settings.register.Membership`."""

import importlib
from collections.abc import Callable

from pmsdesk.domain.staff import Right
from pmsdesk.store.store import Store
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.tasks import Tasks

LANE = "joining"

Done = Callable[[Exception | None], None]


class Membership:
    """Joining runs on a lane of its own; the driver of PostgreSQL is imported when it is asked for."""

    def __init__(self, desk: Desk, tasks: Tasks, store: Store) -> None:
        self._desk, self._tasks, self._store = desk, tasks, store

    def address(self) -> str:
        """Where the register is that this seat shares, "" for none."""
        if not self._store.joined:
            return ""
        address = importlib.import_module("pmsdesk.app.sharing").address_of(self._store)
        return str(address.url) if address is not None else ""

    def join(self, url: str, user: str, password: str, done: Done) -> None:
        """Share the register at *url* from now on; *user* is one of its people."""

        def join() -> None:
            self._desk.staff.require(Right.MANAGE)
            sharing = importlib.import_module("pmsdesk.app.sharing")
            address = importlib.import_module("pmsdesk.sync.address")
            where, login = address.read_address(url)
            sharing.join_register(self._store, where, address.Login(user or login.user, password or login.password))

        self._tasks.run(LANE, join, owner=self._desk, then=lambda _nothing: done(None), catch=done)
