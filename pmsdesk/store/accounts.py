"""The official accounts, and how far each was read."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update
from sqlalchemy.dialects.sqlite import insert

from pmsdesk.domain.account import Account
from pmsdesk.domain.errors import NotFound
from pmsdesk.store.schema import account
from pmsdesk.store.writes import Writes

COLUMNS = tuple(c for c in account.c if c.name not in {"cursor", "polled_at"})
_ACCOUNTS = select(*COLUMNS)


def to_account(row: Row[Any]) -> Account:
    """The account in a row of `COLUMNS`."""
    return Account(**row._mapping)


class AccountTable:
    """`ports.Accounts` over one connection."""

    def __init__(self, connection: Connection, writes: Writes | None = None) -> None:
        self._connection = connection
        self._writes = writes or Writes(connection, noting=False)

    def get(self, account_id: str) -> Account:
        """The account; raises `NotFound`."""
        row = self._connection.execute(_ACCOUNTS.where(account.c.id == account_id)).one_or_none()
        if row is None:
            raise NotFound(what=account_id)
        return to_account(row)

    def all(self) -> Sequence[Account]:
        """Every account, by channel and handle."""
        return [to_account(row) for row in self._connection.execute(select_accounts())]

    def put(self, changed: Account) -> None:
        """Insert, or update everything but the cursor."""
        self._writes.changing("account", changed.id)
        values = asdict(changed)
        statement = insert(account).values(values)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))

    def cursor(self, account_id: str) -> str:
        """How far the account was read, "" before the first time; raises `NotFound`."""
        found = self._connection.execute(
            select(account.c.cursor).where(account.c.id == account_id)
        ).scalar_one_or_none()
        if found is None:
            raise NotFound(what=account_id)
        return str(found)

    def set_cursor(self, account_id: str, cursor: str, polled_at: datetime) -> None:
        """Remember how far the account was read, and when."""
        self._connection.execute(
            update(account).where(account.c.id == account_id).values(cursor=cursor, polled_at=polled_at)
        )


def select_accounts() -> Any:
    """Every account in the order the screens show them."""
    return _ACCOUNTS.order_by(account.c.channel, account.c.handle, account.c.id)
