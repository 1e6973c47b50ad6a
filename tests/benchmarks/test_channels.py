"""How fast what the networks send is read and taken in, beside bare inserts in the same run; the limit is of issue 4.

Times are the processor's, which is what they are on a machine that does nothing else.
"""

import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.domain.triage import Jurisdiction, Kind, Triage
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.services import ingest
from pmsdesk.services.ports import Batch, ChannelPort
from tests.benchmarks.bare_copy import BareCopy
from tests.benchmarks.budgets import say
from tests.benchmarks.conftest import SIZE, arrivals
from tests.benchmarks.replay import (
    Kept,
    account_on,
    batches_of,
    citizens_messages,
    empty_world,
    keep,
    let_hear,
    line_to,
    store_with_accounts,
    write,
)

pytestmark = pytest.mark.benchmark(timer=time.process_time)

MANY = 10_000
MESSAGES = min(SIZE // 50, MANY)
A_SECOND = 5000
WAVE = 800
READING = Triage(Kind.COMPLAINT, Jurisdiction.FEDERAL, ("jkr",), "jalan_berlubang", "FT5", "Sabak Bernam", 0.8)


def constant(_text: str, _account: Account) -> Triage:
    """Reading the texts is measured in `test_triage`."""
    return READING


def sent(sandbox: Sandbox, messages: int) -> dict[Channel, list[list[Kept]]]:
    """What the networks answer until a seat has read *messages*, a quarter of them on each.

    X shows no more than 800 mentions at once, so they are read as they come, some of them twice.
    """
    said, each, kept = arrivals(messages, busy=0), messages // len(Channel), {}
    for channel in Channel:
        line, cursor, answers = line_to(sandbox, channel), "", []
        sizes = [WAVE] * (each // WAVE) + [each % WAVE] if channel is Channel.X else [each]
        for size in sizes:
            write(sandbox, channel, list(islice(said, size)))
            wave, cursor = keep(line, cursor)
            answers.append(wave)
        kept[channel] = answers
    return kept


def heard(line: ChannelPort, kept: list[list[Kept]]) -> Iterator[Batch]:
    """What *line* makes of the answers *kept*."""
    cursor = ""
    for wave in kept:
        let_hear(line, wave)
        for batch in batches_of(line, cursor):
            cursor = batch.cursor
            yield batch


def test_what_four_networks_send_is_read_and_taken_in(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """From the bytes of their answers to the store, beside bare inserts of the rows that come of it."""
    sandbox = Sandbox()
    empty_world(sandbox)
    with sandbox:
        kept = sent(sandbox, MESSAGES)
        lines = {channel: line_to(sandbox, channel) for channel in Channel}
    ours, theirs = store_with_accounts(tmp_path / "ours"), store_with_accounts(tmp_path / "bare")
    copy = BareCopy(ours.path, theirs.path, time.process_time)
    copy.seconds_for_new_rows()
    parsing_s = taking_in_s = bare_s = 0.0

    def all_answers() -> None:
        nonlocal parsing_s, taking_in_s, bare_s
        for channel, line in lines.items():
            coming = heard(line, kept[channel])
            before = time.process_time()
            while batch := next(coming, None):
                parsed = time.process_time()
                with ours.work(SYSTEM) as work:
                    ingest.accept(work, account_on(channel).id, batch, constant)
                    work.commit()
                stored = time.process_time()
                parsing_s += parsed - before
                taking_in_s += stored - parsed
                bare_s += copy.seconds_for_new_rows()
                before = time.process_time()

    benchmark.pedantic(all_answers)
    copy.close()
    ours.close()
    theirs.close()
    rate, ratio = MESSAGES / (parsing_s + taking_in_s), bare_s / (parsing_s + taking_in_s)
    say(benchmark, parsing=MESSAGES / parsing_s, taking_in=MESSAGES / taking_in_s, executemany=MESSAGES / bare_s)
    say(benchmark, both=rate, ratio=ratio)
    assert citizens_messages(ours.path) == citizens_messages(theirs.path) == MESSAGES
    if benchmark.enabled and MESSAGES == MANY:
        assert rate >= A_SECOND or ratio >= 0.5
