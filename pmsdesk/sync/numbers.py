"""Complaint numbers: blocks leased ahead, refilled at half, next year's from December, found again after a mishap."""

from collections.abc import Iterator
from datetime import datetime

from pmsdesk.domain.clock import KUALA_LUMPUR
from pmsdesk.store import Store
from pmsdesk.sync.api import RegisterApi

SMALLEST_BLOCK = 32
LARGEST_BLOCK = 500
DAYS_AHEAD = 5
DECEMBER = 12


class NumberKeeper:
    """Keeps one seat in numbers. Nothing is leased unless the keyring can keep what was given of it."""

    def __init__(self, store: Store, api: RegisterApi) -> None:
        self._store = store
        self._api = api
        self._size = 0

    def refill(self, now: datetime) -> Iterator[int]:
        """Lease what is needed; yields how many numbers each step brought. Raises what the register does."""
        blocks = self._store.blocks
        self._size = self._size or self.block_size()
        short = [year for year in years(now) if blocks.left(year) < (self._size + 1) // 2]
        if not (short or blocks.marks.asked):
            return
        yield self._find_again()
        self._size = self.block_size()
        for year in short:
            if blocks.left(year) < (self._size + 1) // 2:
                yield self._lease(year, self._size)

    def block_size(self) -> int:
        """Numbers for five of this seat's busiest days, at least 32."""
        return min(LARGEST_BLOCK, max(SMALLEST_BLOCK, DAYS_AHEAD * self._store.blocks.busiest_day()))

    def adopt(self) -> None:
        """After the register was restored, bring back the blocks this seat holds, those used up too.

        The register may have forgotten the complaints with their numbers, which come again. One it refuses is used no
        more.
        """
        device = self._store.shared_device
        for block in self._store.blocks.all():
            adopted = self._api.adopt_block(device, block.year, block.low, block.high)
            if not adopted and block.following <= block.high:
                self._store.blocks.close(block)

    def _find_again(self) -> int:
        """Take up blocks leased to this device that are not in this file: an answer was lost, or the file went back.

        One without a mark that was not asked for either was leased by the disk this one is a copy of.
        """
        blocks = self._store.blocks
        known = {(block.year, block.low) for block in blocks.all()}
        found = 0
        for leased in self._api.blocks(self._store.shared_device):
            if (leased.year, leased.low) in known:
                continue
            mark = blocks.marks.all().get((leased.year, leased.low))
            if mark is None:
                if not (blocks.marks.asked and blocks.marks.put(leased.year, leased.low, leased.low)):
                    continue
                mark = leased.low
            blocks.add(leased.year, leased.low, leased.high, min(mark, leased.high + 1))
            found += leased.high + 1 - mark
        blocks.marks.answered()
        return found

    def _lease(self, year: int, size: int) -> int:
        blocks = self._store.blocks
        if not blocks.marks.ask():
            return 0
        leased = self._api.lease_numbers(self._store.shared_device, year, size)
        following = blocks.marks.all().get((year, leased.low), leased.low)
        blocks.marks.put(year, leased.low, following)
        blocks.add(year, leased.low, leased.high, following)
        blocks.marks.answered()
        return size


def years(now: datetime) -> tuple[int, ...]:
    """The years whose numbers are needed at *now*: from 1 December the next one too, by the clock of Kuala Lumpur."""
    here = now.astimezone(KUALA_LUMPUR)
    return (here.year, here.year + 1) if here.month == DECEMBER else (here.year,)
