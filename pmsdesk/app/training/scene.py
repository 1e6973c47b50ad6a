"""The stage of Mod Latihan: a seat in a folder of its own, practice networks nobody else uses, one officer."""

from dataclasses import dataclass
from pathlib import Path

from pmsdesk.app import paths
from pmsdesk.app.bootstrap import Clock, Seat, open_seat, wall_clock
from pmsdesk.app.entrance import Entry
from pmsdesk.app.lines import token_name
from pmsdesk.app.paths import Paths
from pmsdesk.app.practice import networks_of, register_clients
from pmsdesk.app.vault import MemoryVault
from pmsdesk.domain.account import Channel
from pmsdesk.domain.staff import SYSTEM, Role, Staff
from pmsdesk.sandbox.ids import token_for
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.sandbox.world import Place
from pmsdesk.services import accounting

NO_PASSWORD = ""
"""With it nobody can sign in; the officer is let in without."""
TRAINER = Staff("latihan-jurulatih", "jurulatih", "Jurulatih", Role.ADMINISTRATOR)
COLLEAGUE = Staff("latihan-rakan", "rakan", "Rakan Sepasukan", Role.OFFICER)
HANDLES = {
    "x-moworks": "MOWorks",
    "facebook-kkr": "KKRMalaysia",
    "instagram-kkr": "kkrmalaysia",
    "youtube-kkr": "kkrmalaysia",
}
"""The accounts of the exercises, by what the practice networks call them."""
POSTING = {
    Channel.FACEBOOK: HANDLES["facebook-kkr"],
    Channel.INSTAGRAM: HANDLES["instagram-kkr"],
    Channel.YOUTUBE: HANDLES["youtube-kkr"],
}
"""Where citizens comment under a post of ours."""
POST = "Ada aduan berkenaan Jalan Persekutuan? Nyatakan lokasi dengan tepat di ruangan komen."


@dataclass(frozen=True, slots=True)
class Scene:
    """What is open; `entry` is the officer who practises."""

    paths: Paths
    sandbox: Sandbox
    seat: Seat
    entry: Entry

    def end(self) -> None:
        """Close the store and the networks."""
        self.seat.close()
        self.sandbox.stop()


def set_up(home: Path, name: str, clock: Clock = wall_clock) -> Scene:
    """Make the seat in the folder *home* for an officer called *name*, and start the networks.

    Tokens live in memory and are the practice networks' own; neither a keyring nor another folder is asked for
    anything. The files are plain: everybody in them is invented.
    """
    sandbox = Sandbox().start()
    with sandbox.control() as control:
        control.reset(seeded=False)
        for channel, handle in POSTING.items():
            control.inject(channel, handle, handle, POST, place=Place.POST)
    vault = MemoryVault()
    seat_paths = paths.seat(home)
    seat = open_seat(seat_paths, vault, clock, networks_of(sandbox), key=None)
    trainee = Staff("latihan-pegawai", "pegawai", name, Role.OFFICER)
    with seat.store.work(SYSTEM) as work:
        for person in (TRAINER, COLLEAGUE, trainee):
            work.people.put(person, NO_PASSWORD)
        work.commit()
    _connect(seat, vault)
    register_clients(seat, sandbox)
    return Scene(seat_paths, sandbox, seat, Entry(trainee))


def _connect(seat: Seat, vault: MemoryVault) -> None:
    with seat.store.work(TRAINER) as work:
        accounts = {account.id: account for account in work.accounts.all()}
        for account_id, handle in HANDLES.items():
            account, token = accounts[account_id], token_for(handle)
            remote_id, found = seat.lines.test(account, token)
            vault.put(token_name(account), token)
            accounting.connect_account(work, account_id, remote_id, found)
        work.commit()
