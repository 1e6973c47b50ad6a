"""Whatever strikes a call, a text stands once at most, and what the console holds of it is true."""

from collections.abc import Iterator

import pytest

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox.faults import Kind
from tests.faults.acts import CALLS, NOT_YET, Act
from tests.faults.matrix import Bench, cells
from tests.faults.strikes import STRIKES


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    with Bench() as bench:
        yield bench


@pytest.mark.parametrize(("network", "act"), list(CALLS))
def test_it_stands_once_at_most_and_its_state_is_true(bench: Bench, network: Channel, act: Act) -> None:
    wrong = {cell.name: bench.run(cell).wrong for cell in cells(network, act)}
    assert wrong == dict.fromkeys(wrong, ())


def test_the_matrix_leaves_no_fault_and_no_act_out() -> None:
    assert {kind for strike in STRIKES for kind in (strike.kind, strike.looking) if kind} == set(Kind)
    assert {*CALLS, *NOT_YET} == {(network, act) for network in Channel for act in Act}
