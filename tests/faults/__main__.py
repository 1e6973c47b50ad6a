"""``python -m tests.faults``: run the fault matrix and print it; ``--size n --seed s`` for some of each part.

The parts: every fault on every network and act in one process; the same with the publisher's process killed (SIGKILL)
at each step; two seats of one register that publish the same at once, one of them killed at each step.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor  # noqa: TID251 (processes, and not the program)
from multiprocessing import get_context
from typing import TypeVar

from pmsdesk.domain.account import Channel
from tests.faults.acts import NOT_YET, Act
from tests.faults.child import SHARED_STEPS, STEPS
from tests.faults.matrix import Cell, End, Played, cells, run_cells, spread
from tests.faults.meetings import Meeting, Met, meetings, run_meetings

T = TypeVar("T")
ROW, COLUMN = 52, 28
PROCESSES = 2
AT_ONCE = 60
"""How many cells a process plays before it starts its sandbox anew."""


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    asked.add_argument("--size", type=int, default=0, help="how many cells of each part, 0 for all")
    asked.add_argument("--seed", type=int, default=1, help="which")
    size, seed = (given := asked.parse_args()).size, given.seed
    begun = time.monotonic()
    whole = [cell for network in Channel for act in Act for cell in cells(network, act)]
    single = [(cell, None) for cell in spread(whole, size, seed)]
    killed = spread([(cell, step) for cell in whole for step in STEPS], size, seed)
    met = spread([meeting for network in Channel for meeting in meetings(network)], size, seed)
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        parts = [_shares(pool, run_cells, part) for part in (single, killed)], _shares(pool, run_meetings, met)
        ends, after_kills = (_joined(shares) for shares in parts[0])
        together = _joined(parts[1])
    for network in Channel:
        _say(*_table(network, {cell: end for (cell, _), end in ends.items()}))
    for network in Channel:
        _say(*_table_of_kills(network, after_kills))
    _say(*_table_of_meetings(together))
    wrong = [
        *(f"{cell.name}: {'; '.join(end.wrong)}" for (cell, _), end in ends.items() if end.wrong),
        *(f"{c.name}, killed {step}: {'; '.join(end.wrong)}" for (c, step), end in after_kills.items() if end.wrong),
        *(f"{meeting.name}: {'; '.join(end.wrong)}" for meeting, (end, _) in together.items() if end.wrong),
    ]
    counts = f"{len(ends)} runs, {len(after_kills)} with a kill, {len(together)} of two seats"
    _say("", f"{counts}; {len(wrong)} wrong, {time.monotonic() - begun:.0f} s, seed {seed}", *wrong)
    return 1 if wrong else 0


def _shares(
    pool: ProcessPoolExecutor, run: Callable[[Sequence[T]], Mapping[T, End | Met]], part: Sequence[T]
) -> list[Future[Mapping[T, End | Met]]]:
    return [pool.submit(run, part[start : start + AT_ONCE]) for start in range(0, len(part), AT_ONCE)]


def _joined(shares: Iterable[Future[Mapping[T, End]]]) -> dict[T, End]:
    return {key: end for share in shares for key, end in share.result().items()}


def _table(network: Channel, ends: Mapping[Cell, End]) -> list[str]:
    rows = dict.fromkeys(cell.strike for cell in ends if cell.network is network)
    lines = ["", _row(network.own_name, Act)]
    for strike in rows:
        told = []
        for act in Act:
            at = [end for c, end in ends.items() if (c.network, c.act, c.strike) == (network, act, strike)]
            told.append(" / ".join(dict.fromkeys(map(_told, at))) or "–")
        lines.append(_row(strike.name, told))
    return lines + [f"– {act}: {why}" for (of, act), why in NOT_YET.items() if of is network]


def _table_of_kills(network: Channel, ends: Mapping[Played, End]) -> list[str]:
    lines = ["", _row(f"{network.own_name}, killed …", Act)]
    for step in STEPS:
        here = [(c, end) for (c, at), end in ends.items() if at == step and c.network is network]
        lines.append(_row(str(step), [_summed(end for c, end in here if c.act is act) for act in Act]))
    return lines


def _table_of_meetings(ends: Mapping[Meeting, Met]) -> list[str]:
    lines = ["", _row("Two seats of one register, one killed …", [network.own_name for network in Channel])]
    for step in SHARED_STEPS:
        told = []
        for network in Channel:
            here = [met for m, met in ends.items() if m.step == step and m.cell.network is network]
            kills = sum(killed for _, killed in here)
            told.append(f"{_summed(end for end, _ in here)}; {kills} killed" if here else "–")
        lines.append(_row(str(step), told))
    return lines


def _row(name: str, columns: Iterable[str]) -> str:
    return name.ljust(ROW) + "".join(f"{one}  ".ljust(COLUMN) for one in columns).rstrip()


def _told(end: End) -> str:
    """Where it came to rest and how often it stood; after the comma, once a person had looked or paid."""
    rests = ", ".join(f"{state} ×{stands}" for state, stands in end.rests)
    return f"WRONG {rests}" if end.wrong else rests


def _summed(ends: Iterable[End]) -> str:
    """How many came to rest where at last."""
    counts = Counter("WRONG" if end.wrong else "{} ×{}".format(*end.rests[-1]) for end in ends)
    return ", ".join(f"{n} {told}" for told, n in sorted(counts.items())) or "–"


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
