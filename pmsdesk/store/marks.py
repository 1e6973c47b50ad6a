"""Which numbers of each leased block were given, kept in the keyring: a copy of the file does not carry it."""

import json

from pmsdesk.domain.errors import NoKeyring
from pmsdesk.services.ports import Vault

ASKED = "asked"


class NumberMarks:
    """The high-water marks of one device under the vault name ``numbers:<device>``.

    A block without a mark was never this computer's (a copied disk), so no number of it is given. Where there is no
    keyring, or none is open, there are no marks.
    """

    def __init__(self, vault: Vault | None, device: str) -> None:
        self._vault = vault
        self._name = f"numbers:{device}"

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

    def move(self, device: str) -> None:
        """Keep the same marks under the name of *device* too."""
        NumberMarks(self._vault, device)._write(self._read())

    @staticmethod
    def _blocks(read: dict[str, int]) -> list[tuple[list[str], int]]:
        return [(name.split("/"), mark) for name, mark in read.items() if "/" in name]

    def _read(self) -> dict[str, int]:
        try:
            told = self._vault.get(self._name) if self._vault else ""
        except NoKeyring:
            return {}
        read: dict[str, int] = json.loads(told) if told else {}
        return read

    def _write(self, marks: dict[str, int]) -> bool:
        if self._vault is None:
            return False
        try:
            self._vault.put(self._name, json.dumps(marks, sort_keys=True))
        except NoKeyring:
            return False
        return True
