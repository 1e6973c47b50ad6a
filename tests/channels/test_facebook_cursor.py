"""Facebook's posts and their comments: counts that run ahead, posts that take turns, and what one bad answer tells."""

import json
from datetime import timedelta

import pytest

from pmsdesk.channels import graph_watch
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
