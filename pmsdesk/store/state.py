"""Small facts about the sharing of this seat's register, by name; one that was never kept is ""."""

from sqlalchemy import Connection


class State:
    """``sync_state`` in one transaction: read as a whole when it is first asked."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str, str] | None = None

    def __getitem__(self, name: str) -> str:
        """What is kept under *name*."""
        if self._known is None:
            found = self._connection.exec_driver_sql("SELECT name, value FROM sync_state")
            self._known = {str(row[0]): str(row[1]) for row in found}
        return self._known.get(name, "")

    def __setitem__(self, name: str, value: str) -> None:
        """Keep *value* under *name*."""
        self._connection.exec_driver_sql(
            "INSERT INTO sync_state VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        )
        if self._known is not None:
            self._known[name] = value
