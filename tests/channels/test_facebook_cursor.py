"""Facebook's posts and their comments: counts that run ahead, posts that take turns, and what one bad answer tells."""

import json
from datetime import timedelta

import pytest

from pmsdesk.channels import graph_watch
from pmsdesk.channels.facebook import WHOLE_EVERY
from pmsdesk.channels.graph_watch import SETTLING
from pmsdesk.domain.errors import BadAnswer
from tests.channels.lagging import PAGE, START, LaggingPage, Written


def test_a_comment_counted_before_a_long_sleep_and_shown_during_it_arrives() -> None:
    late = Written(1, START + timedelta(minutes=1), timedelta(minutes=30))
    world = LaggingPage([Written(0, START), late], now=START + timedelta(minutes=2))
    seen: set[str] = set()
    cursor = world.poll("", seen)
    assert world.id_of(late) not in seen
    world.now += timedelta(days=3)
    world.poll(cursor, seen)
    assert world.id_of(late) in seen


def test_a_quiet_page_costs_the_listing_and_one_look_at_all_of_a_post_each_two_hours() -> None:
    world = LaggingPage([Written(0, START)], now=START + timedelta(minutes=1))
    cursor = world.poll("", set())
    world.now += SETTLING
    cursor = world.poll(cursor, set())
    calls = world.calls
    for _ in range(12):
        world.now += WHOLE_EVERY / 12
        cursor = world.poll(cursor, set())
    assert world.calls == calls + 1


def test_an_old_comment_that_was_deleted_is_missed_by_two_whole_readings() -> None:
    kept, gone = Written(0, START), Written(1, START)
    world = LaggingPage([kept, gone], now=START + timedelta(minutes=1))
    cursor = world.poll("", set())
    world.now += timedelta(days=2)
    cursor = world.poll(cursor, set())
    world.written.remove(gone)
    for pause in (timedelta(minutes=2), WHOLE_EVERY):
        world.now += pause
        batch = world.channel().fetch(cursor)
        cursor = batch.cursor
        assert [message.remote_id for message in batch.messages] == [world.id_of(kept)]
        assert [stretch.roots for stretch in batch.whole] == [{f"{PAGE}_0"}]


def test_comments_that_are_counted_and_not_shown_are_told_and_prove_nothing() -> None:
    world = LaggingPage([Written(0, START), Written(1, START, timedelta(days=9))], now=START + timedelta(minutes=1))
    cursor = world.poll("", set())
    world.now += WHOLE_EVERY
    batch = world.channel().fetch(cursor)
    assert (batch.unlisted, batch.whole) == ({f"{PAGE}_0": 1}, ())


def test_a_bad_answer_and_nothing_else_is_told() -> None:
    world = LaggingPage([Written(0, START)], troubles=["bad answer"], now=START + timedelta(hours=3))
    with pytest.raises(BadAnswer):
        world.channel().fetch("")


def test_a_backlog_in_parts_names_its_post_with_each() -> None:
    count = 2 * (graph_watch.PAGES_A_FETCH + 3)
    world = LaggingPage([Written(n, START) for n in range(count)], now=START + timedelta(minutes=1))
    first = world.channel().fetch("")
    second = world.channel().fetch(first.cursor)
    assert first.parents
    assert second.parents == first.parents


def test_a_new_quiet_post_does_not_disturb_one_that_is_being_read() -> None:
    world = LaggingPage([Written(n, START) for n in range(50)], now=START + timedelta(minutes=1))
    first = world.channel().fetch("")
    assert first.more
    kept = json.loads(first.cursor)
    del kept["posts"][f"{PAGE}_2"]
    second = world.channel().fetch(json.dumps(kept))
    assert not {m.remote_id for m in first.messages} & {m.remote_id for m in second.messages}
    assert len(first.messages) + len(second.messages) == 50


def test_many_busy_posts_take_turns() -> None:
    """More posts than a fetch reads pages: all are read before any is looked at again, and then it ends."""

    class Busy(LaggingPage):
        posts = 50

    world = Busy([Written(n, START, post=n) for n in range(50)], now=START + timedelta(minutes=1))
    seen: set[str] = set()
    world.poll("", seen)
    assert seen == world.ids
    assert world.calls <= 3 * graph_watch.PAGES_A_FETCH
