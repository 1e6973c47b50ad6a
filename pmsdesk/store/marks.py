"""Which numbers of each leased block were given, kept in the keyring: a copy of the file does not carry it."""

import json
from typing import Any

from pmsdesk.domain.errors import NoKeyring
from pmsdesk.services.ports import Vault

ASKED, NAMES = "asked", "names"


class NumberMarks:
    """The high-water marks of one seat, under the vault name ``numbers:<first>`` after the name by which it joined.

    Beside them stand the names it was given since: a file that went back knows none of them, and the register may know
    its blocks by the last. A block without a mark was never this computer's (a copied disk), so no number of it is
    given. Where there is no keyring, or none is open, there are no marks.
    """

    def __init__(self, vault: Vault | None, first: str) -> None:
        self._vault = vault
        self._first = first
        self._name = f"numbers:{first}"

    def all(self) -> dict[tuple[int, int], int]:
        """The next number to give of each block, by year and lowest number."""
        return {(int(year), int(low)): mark for (year, low), mark in self._blocks(self._read())}

    def take(self, year: int, low: int, high: int, following: int) -> int | None:
        """The next number of a block of which the file would give *following*; None when none may be given.

        It counts as given from now on, whatever becomes of the work that asked.
        """
        mark = self.all().get((year, low))
        if mark is None or max(mark, following) > high:
            return None
        serial = max(mark, following)
        return serial if self.put(year, low, serial + 1) else None

    def put(self, year: int, low: int, following: int) -> bool:
        """Note that the next number of a block is *following*; whether that could be kept."""
        return self._write(self._read() | {f"{year}/{low}": following})

    @property
    def asked(self) -> bool:
        """Whether a block was asked for whose answer did not arrive."""
        return ASKED in self._read()

    def ask(self) -> bool:
        """Note, before the register is asked, that a block is asked for; whether that could be kept."""
        return self._write(self._read() | {ASKED: 1})

    def answered(self) -> None:
        """The block that was asked for is here."""
        self._write({name: mark for name, mark in self._read().items() if name != ASKED})

    @property
    def names(self) -> tuple[str, ...]:
        """The names under which blocks of this seat may stand on the register; none before it was renamed."""
        return tuple(self._read().get(NAMES, ()))

    def note_name(self, name: str) -> bool:
        """Note that the seat is *name* on the register now; whether that could be kept.

        What stands there under its first name is its own only if it has marks by then: a copied disk has none.
        """
        names = self.names
        if name in names or (not names and name == self._first):
            return True
        return self._write(self._read() | {NAMES: [*(names or ((self._first,) if self.all() else ())), name]})

    @staticmethod
    def _blocks(read: dict[str, Any]) -> list[tuple[list[str], int]]:
        return [(name.split("/"), mark) for name, mark in read.items() if "/" in name]

    def _read(self) -> dict[str, Any]:
        try:
            told = self._vault.get(self._name) if self._vault else ""
        except NoKeyring:
            return {}
        read: dict[str, Any] = json.loads(told) if told else {}
        return read

    def _write(self, marks: dict[str, Any]) -> bool:
        if self._vault is None:
            return False
        try:
            self._vault.put(self._name, json.dumps(marks, sort_keys=True))
        except NoKeyring:
            return False
        return True
