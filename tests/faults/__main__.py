"""``python -m tests.faults``: run every cell of the fault matrix and print it, a table for each network."""

import sys
import time
from collections.abc import Mapping
from multiprocessing import get_context

from pmsdesk.domain.account import Channel
from tests.faults.acts import NOT_YET, Act
from tests.faults.matrix import Cell, End, run_column

Ends = Mapping[Cell, End]
ROW, COLUMN = 52, 28
PROCESSES = 2


def main() -> int:
    begun = time.monotonic()
    columns = [(network, act) for network in Channel for act in Act]
    with get_context("spawn").Pool(PROCESSES) as pool:
        shares = pool.starmap(run_column, columns, chunksize=1)
    ends = {cell: end for share in shares for cell, end in share.items()}
    for network in Channel:
        _say(*_table(network, ends))
    wrong = [f"{cell.name}: {'; '.join(end.wrong)}" for cell, end in ends.items() if end.wrong]
    _say(f"{len(ends)} runs, {len(wrong)} wrong, {time.monotonic() - begun:.0f} s", *wrong)
    return 1 if wrong else 0


def _table(network: Channel, ends: Ends) -> list[str]:
    rows = dict.fromkeys(cell.strike for cell in ends if cell.network is network)
    lines = ["", network.own_name.ljust(ROW) + "".join(act.ljust(COLUMN) for act in Act).rstrip()]
    for strike in rows:
        told = []
        for act in Act:
            at = [end for c, end in ends.items() if (c.network, c.act, c.strike) == (network, act, strike)]
            told.append(" / ".join(dict.fromkeys(map(_told, at))) or "–")
        lines.append(strike.name.ljust(ROW) + "".join(one.ljust(COLUMN) for one in told).rstrip())
    return lines + [f"– {act}: {why}" for (of, act), why in NOT_YET.items() if of is network]


def _told(end: End) -> str:
    """Where it came to rest and how often it stood; after the comma, once a person had looked or paid."""
    rests = ", ".join(f"{state} ×{stands}" for state, stands in end.rests)
    return f"WRONG {rests}" if end.wrong else rests


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
