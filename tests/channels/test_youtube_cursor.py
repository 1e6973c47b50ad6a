"""YouTube's threads: deep rounds and what they cost, a bounded backfill, short units, and clocks that jump."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from pmsdesk.channels.http import Answer
from pmsdesk.channels.youtube_threads import DEEP_EVERY, DEPTH, LOOK_EVERY
from pmsdesk.channels.youtube_units import Units
from tests.channels.lagging import START, LaggingVideo, Written


def test_a_reply_to_an_old_comment_arrives_with_the_next_deep_round() -> None:
    world = LaggingVideo([Written(n, START + timedelta(hours=n)) for n in range(48)], now=START + timedelta(days=2))
    seen: set[str] = set()
    cursor = world.poll("", seen)
    world.written.append(Written(100, world.now + timedelta(minutes=1), top=0))
    world.now += timedelta(minutes=5)
    cursor = world.poll(cursor, seen)
    assert "Ug100" not in seen
    world.now += DEEP_EVERY
    world.poll(cursor, seen)
    assert "Ug100" in seen


def test_a_reply_written_while_another_is_deleted_arrives_within_a_day() -> None:
    replies = [Written(n, START + timedelta(minutes=n), top=0) for n in range(1, 6)]
    world = LaggingVideo([Written(0, START), *replies], now=START + timedelta(hours=1))
    seen: set[str] = set()
    cursor = world.poll("", seen)
    del world.written[1]
    world.written.insert(1, Written(100, world.now + timedelta(minutes=1), top=0))
    for _ in range(LOOK_EVERY // DEEP_EVERY + 1):
        world.now += DEEP_EVERY
        cursor = world.poll(cursor, seen)
    assert "Ug100" in seen


def test_a_long_thread_at_rest_costs_a_look_a_day() -> None:
    replies = [Written(n, START + timedelta(minutes=n), top=0) for n in range(1, 6)]
    world = LaggingVideo([Written(0, START), *replies], 10, now=START + timedelta(hours=1))
    cursor = world.poll("", set())
    calls, rounds = world.calls, LOOK_EVERY // DEEP_EVERY
    for _ in range(rounds):
        world.now += DEEP_EVERY
        cursor = world.poll(cursor, set())
    assert world.calls - calls == rounds + 1


def test_a_quiet_channel_costs_a_page_or_two_a_round() -> None:
    world = LaggingVideo([Written(n, START + timedelta(hours=n)) for n in range(48)], 10, now=START + timedelta(days=2))
    cursor = world.poll("", set())
    calls = world.calls
    world.now += timedelta(minutes=5)
    world.poll(cursor, set())
    assert world.calls - calls <= 2


def test_the_backfill_is_bounded() -> None:
    old, young = Written(0, START - DEPTH - timedelta(days=2)), Written(1, START - DEPTH / 2)
    older = [Written(n, old.at - timedelta(days=n)) for n in range(2, 60)]
    world = LaggingVideo([young, old, *older], 1)
    seen: set[str] = set()
    world.poll("", seen)
    assert seen == {world.id_of(young), world.id_of(old)}


def test_a_page_that_leads_to_itself_is_left() -> None:
    class Circle(LaggingVideo):
        def get(self, path: str, params: Mapping[str, str]) -> Answer:
            answer = super().get(path, {name: value for name, value in params.items() if name != "pageToken"})
            return Answer({**answer.data, "nextPageToken": "sama"}, None, self.now)

    world = Circle([Written(0, START)])
    world.poll("", set())
    assert world.calls == 2


def test_a_thread_that_cannot_be_read_keeps_no_other_waiting() -> None:
    replies = [Written(n, START + timedelta(minutes=n), top=0) for n in range(2, 8)]
    world = LaggingVideo([Written(0, START), Written(1, START), *replies], now=START + timedelta(hours=1))
    world.troubles = ["", "bad answer"]
    seen: set[str] = set()
    cursor = world.poll("", seen)
    assert {"Ug0", "Ug1"} <= seen
    world.now += DEEP_EVERY
    world.poll(cursor, seen)
    assert seen == world.ids


def test_where_units_are_short_reading_waits_and_loses_nothing() -> None:
    world = LaggingVideo([Written(n, START) for n in range(20)], 1)
    short = world.channel(Units(10))
    first = short.fetch("")
    assert (len(first.messages), first.more) == (8, False)
    assert short.fetch(first.cursor).messages == ()
    rest = world.channel().fetch(first.cursor)
    assert {m.remote_id for m in (*first.messages, *rest.messages)} == world.ids


@pytest.mark.parametrize("hours", [-30, 30])
def test_a_clock_that_jumps_loses_nothing(hours: int) -> None:
    world = LaggingVideo([Written(0, START)], now=START + timedelta(hours=40))
    seen: set[str] = set()
    cursor = world.poll("", seen)
    world.now += timedelta(hours=hours)
    world.written.append(Written(1, START + timedelta(hours=1), top=0))
    world.poll(cursor, seen)
    assert seen == world.ids
