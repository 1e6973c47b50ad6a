"""A seat whose person works without a pause: ``seat.py <folder> <user> <port> <database> <seed>``.

It tells on standard output, a line each, of what it ``saved``, after the commit and never before, and of what the
register had already when it was ``repeated`` because an answer was lost.
"""

import json
import os
import random
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from pmsdesk.domain.operation import Operation
from pmsdesk.services import approving, complaining, triaging
from pmsdesk.sync.answers import Receipt
from pmsdesk.sync.api import RegisterApi
from tests.postgres import FULL_VERSION, Cluster, SharedRegister
from tests.store.shared import Keyring
from tests.sync.seats import FORM, RUDE, Seat


class KeyringFile(Keyring):
    """A keyring that outlives its process."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        if path.exists():
            self.secrets = json.loads(path.read_text())

    def put(self, name: str, secret: str) -> None:
        super().put(name, secret)
        self._keep()

    def forget(self, name: str) -> None:
        super().forget(name)
        self._keep()

    def _keep(self) -> None:
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps(self.secrets))
        fresh.replace(self._path)


class TellingApi(RegisterApi):
    """Tells of the operations that the register had already."""

    def push(self, device: str, epoch: int, operations: Sequence[Operation]) -> tuple[Receipt, ...]:
        receipts = super().push(device, epoch, operations)
        for receipt in receipts:
            if receipt.repeated:
                tell("repeated", receipt.id)
        return receipts


class LastingSeat(Seat):
    """A seat that is opened by one process after another, under the clock on the wall."""

    def clock(self) -> datetime:
        return datetime.now(UTC)

    def hear_anybody(self) -> tuple[str, str]:
        """A citizen nobody heard of writes; the conversation and the message on the network."""
        said = str(uuid4().int)[:18]
        return self.hear(said, author=said, thread=said), said


def open_seat(folder: Path, user: str, port: int, database: str) -> LastingSeat:
    """*user*'s seat on a register behind the *port* of a line."""
    folder.mkdir(exist_ok=True)
    register = SharedRegister(Cluster(FULL_VERSION, Path("127.0.0.1"), Path(), port), database)
    return LastingSeat(register, folder, user, KeyringFile(folder / "keyring.json"))


def tell(what: str, operation: str) -> None:
    """One line, in one write: a kill leaves the whole of it or nothing."""
    os.write(1, f"{what} {operation}\n".encode())


# ---- what a person does ---------------------------------------------------------------------------------------------


def register(seat: LastingSeat, chance: random.Random) -> None:
    seat.do(complaining.register, seat.hear_anybody()[0], FORM)


def note(seat: LastingSeat, chance: random.Random) -> None:
    seat.do(triaging.note, seat.hear_anybody()[0], f"Nota {uuid4()}")


def submit(seat: LastingSeat, chance: random.Random) -> None:
    seat.submit(*seat.hear_anybody(), f"{RUDE} {uuid4()}")


def edit(seat: LastingSeat, chance: random.Random) -> None:
    mine = seat.rows("SELECT id FROM complaint WHERE registered_by = ?", seat.user)
    if mine:
        seat.do(complaining.edit, *chance.choice(mine), summary=f"Lubang besar {uuid4()}")


def approve(seat: LastingSeat, chance: random.Random) -> None:
    waiting = seat.rows(
        "SELECT r.id, v.sha FROM reply AS r JOIN reply_version AS v ON v.reply_id = r.id"
        " WHERE r.state = 'pending' AND v.author_id <> ?",
        seat.user,
    )
    if waiting and seat.user == "rahman":
        seat.do(approving.approve, *chance.choice(waiting))


ACTS: tuple[Callable[[LastingSeat, random.Random], None], ...] = (register, note, submit, edit, approve)


def work(seat: LastingSeat, chance: random.Random) -> None:
    """Act and speak with the register by turns, until killed."""
    while True:
        for _ in range(chance.randint(1, 4)):
            ((last,),) = seat.rows("SELECT coalesce(max(key), 0) FROM operation")
            chance.choice(ACTS)(seat, chance)
            query = "SELECT id FROM operation WHERE key > ? AND actor_id = ?"
            for (operation,) in seat.rows(query, last, seat.user):
                tell("saved", operation)
        seat.sync()


if __name__ == "__main__":
    folder, user, port, database, seed = sys.argv[1:]
    seat = open_seat(Path(folder), user, int(port), database)
    seat.api = TellingApi(seat.line)
    seat.begin_rounds()
    tell("begun", str(os.getpid()))
    work(seat, random.Random(seed))
