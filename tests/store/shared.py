"""A store that shares a register, without one: what the register would tell is written here by hand."""

from collections.abc import Mapping, Sequence
from typing import Any

from pmsdesk.domain.errors import NoKeyring
from pmsdesk.domain.operation import Operation
from pmsdesk.store import Store
from pmsdesk.store.arrivals import Row
from pmsdesk.store.replica import Cut
from pmsdesk.store.verdicts import Answer
from pmsdesk.store.wire import KINDS

DEVICE = "0190b5a2-0000-7000-8000-00000000d001"


class Keyring:
    """A keyring in memory; `open` False locks it."""

    lasting = True

    def __init__(self) -> None:
        self.secrets: dict[str, str] = {}
        self.open = True

    def get(self, name: str) -> str:
        if not self.open:
            raise NoKeyring()
        return self.secrets.get(name, "")

    def put(self, name: str, secret: str) -> None:
        if not self.open:
            raise NoKeyring()
        self.secrets[name] = secret

    def forget(self, name: str) -> None:
        self.secrets.pop(name, None)


class Register:
    """What the register holds, as a test tells it to the seat: rows by kind and id, pulled one cut at a time."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.cuts = 0

    def tell(self, *rows: Row) -> tuple[Any, ...]:
        """One whole cut with *rows*."""
        self.cuts += 1
        cut = self.store.replica.begin(f"{self.cuts + 10}:{self.cuts + 10}:")
        events = self.store.replica.apply(cut, rows, ("9", self.cuts))
        return (*events, *self.store.replica.finish(cut))

    def row(self, kind: str, row_id: str, **changes: object) -> Row:
        """The seat's own row *row_id* as the register would tell it, with *changes*."""
        with self.store._reader.connect() as connection:
            stored = KINDS[kind].read(connection, row_id)
            assert stored is not None
            told = KINDS[kind].told(stored)
            if kind == "message":
                query = "SELECT c.id FROM message AS m JOIN conversation AS c ON c.key = m.conversation WHERE m.id = ?"
                told["conversation_id"] = connection.exec_driver_sql(query, (row_id,)).scalar_one()
        return kind, row_id, told | changes

    def answer(self, operation: Operation, verdict: str, **detail: object) -> None:
        self.store.outbox.acknowledge([Answer(operation.id, verdict, detail)])


def rows_of(store: Store, query: str, *values: object) -> list[tuple[Any, ...]]:
    with store._reader.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query, values)]


def empty_cut(store: Store, snapshot: str) -> Cut:
    """A cut in which nothing is new."""
    cut = store.replica.begin(snapshot)
    store.replica.finish(cut)
    return cut


Told = Mapping[str, Sequence[Mapping[str, Any]]]
