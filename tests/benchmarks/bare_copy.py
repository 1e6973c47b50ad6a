"""The baseline of taking in: the same rows into the same tables by nothing but `sqlite3`."""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

TABLES = ("contact", "conversation", "message", "operation")


class BareCopy:
    """What is new in one store, written into another's tables by `sqlite3.executemany` alone, timed by *timer*."""

    def __init__(self, source: Path, target: Path, timer: Callable[[], float] = time.perf_counter) -> None:
        self._timer = timer
        self._source = sqlite3.connect(source)
        self._target = sqlite3.connect(target, isolation_level=None)
        self._target.execute("PRAGMA synchronous=FULL")
        self._target.execute("PRAGMA foreign_keys=ON")
        self._target.execute("PRAGMA cache_size=-32768")
        self._last = dict.fromkeys(TABLES, 0)

    def seconds_for_new_rows(self) -> float:
        """Copy the rows added since the last call in one transaction; only the writing is timed."""
        new = []
        for table in TABLES:
            columns = [row[1] for row in self._source.execute(f"PRAGMA table_info({table})")]
            names = ", ".join(columns)
            rows = self._source.execute(f"SELECT {names} FROM {table} WHERE key > ?", (self._last[table],)).fetchall()
            self._last[table] = max([self._last[table], *(row[0] for row in rows)])
            new.append((f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})", rows))
        before = self._timer()
        self._target.execute("BEGIN IMMEDIATE")
        for statement, rows in new:
            self._target.executemany(statement, rows)
        self._target.execute("COMMIT")
        return self._timer() - before

    def close(self) -> None:
        """Close both files."""
        self._source.close()
        self._target.close()
