"""Sets the scene of the demo: a fresh seat, the sandbox behind it, three people, the accounts connected."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from pmsdesk.app import paths
from pmsdesk.app.bootstrap import Seat, open_seat
from pmsdesk.app.demo.clock import DemoClock
from pmsdesk.app.lines import token_name
from pmsdesk.app.paths import Paths
from pmsdesk.app.practice import networks_of, register_clients
from pmsdesk.app.vault import MemoryVault
from pmsdesk.domain.staff import Role, Staff
from pmsdesk.sandbox.ids import token_for
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.services import accounting, staffing
from pmsdesk.services.ports import Vault

PASSWORD = "kerja-raya-2026"  # noqa: S105 (of the demo's invented people, printed when it starts)
PEOPLE = (
    ("rosli", "Rosli Hamid", Role.ADMINISTRATOR),
    ("aisyah", "Nur Aisyah Ramli", Role.OFFICER),
    ("hakim", "Hakim Abdullah", Role.SUPERVISOR),
)
PAGES = {
    "facebook-kkr": "KKRMalaysia",
    "facebook-jkr": "JabatanKerjaRaya",
    "facebook-llm": "LembagaLebuhraya",
    "facebook-cidb": "CIDBMalaysia",
    "instagram-kkr": "kkrmalaysia",
    "youtube-kkr": "kkrmalaysia",
}
"""What the practice networks call the accounts whose names the seed does not tell."""


@dataclass(frozen=True, slots=True)
class Scene:
    """The demo's stage; `sandbox` may be stopped and started again, as in an outage."""

    paths: Paths
    sandbox: Sandbox
    clock: DemoClock
    seat: Seat

    def jump(self, span: timedelta) -> None:
        """Let *span* pass for the console and for the networks."""
        self.clock.jump(span)
        with self.sandbox.control() as control:
            control.clock(advance=span)

    def end(self) -> None:
        """Close the store and the networks."""
        self.seat.close()
        self.sandbox.stop()


def set_up(home: Path) -> Scene:
    """Make the seat at *home* and start the networks."""
    sandbox = Sandbox().start()
    clock = DemoClock()
    seat_paths = paths.seat(home)
    vault = MemoryVault()
    seat = open_seat(seat_paths, vault, clock, networks_of(sandbox), key=None)  # invented people: plain files
    administrator = _add_people(seat)
    _connect_accounts(seat, vault, administrator)
    register_clients(seat, sandbox)
    return Scene(seat_paths, sandbox, clock, seat)


def _add_people(seat: Seat) -> Staff:
    username, name, _role = PEOPLE[0]
    seat.make_first_administrator(username, name, PASSWORD)
    administrator = seat.sign_in(username, PASSWORD).staff
    with seat.store.work(administrator) as work:
        for username, name, role in PEOPLE[1:]:
            staffing.add(work, username, name, role, PASSWORD)
        work.commit()
    return administrator


def _connect_accounts(seat: Seat, vault: Vault, administrator: Staff) -> None:
    """Connect every account that is in use, with the token the sandbox gives to its handle."""
    with seat.store.work(administrator) as work:
        accounts = [account for account in work.accounts.all() if account.valid_to is None]
    for account in accounts:
        handle = account.handle or PAGES.get(account.id, "")
        if not handle:
            continue
        token = token_for(handle)
        remote_id, handle = seat.lines.test(account, token)
        vault.put(token_name(account), token)
        with seat.store.work(administrator) as work:
            accounting.connect_account(work, account.id, remote_id, handle)
            work.commit()
