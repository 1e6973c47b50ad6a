"""Instagram's media and their threads: answers to old comments, and counts that lie."""

from datetime import timedelta

from pmsdesk.channels.graph_watch import SETTLING
from pmsdesk.channels.instagram import LOOK_EVERY
from tests.channels.lagging import START, LaggingMedia, Written


def test_a_reply_to_an_old_comment_arrives_with_the_count() -> None:
    world = LaggingMedia([Written(n, START) for n in range(40)], now=START + timedelta(days=2))
    seen: set[str] = set()
    cursor = world.poll("", seen)
    world.written.append(reply := Written(100, world.now + timedelta(minutes=1), top=0))
    world.now += timedelta(minutes=5)
    world.poll(cursor, seen)
    assert world.id_of(reply) in seen


def test_a_comment_written_while_another_is_deleted_arrives_within_the_hour() -> None:
    world = LaggingMedia([Written(0, START), Written(1, START)], now=START + timedelta(hours=5))
    seen: set[str] = set()
    cursor = world.poll("", seen)
    world.now += SETTLING
    cursor = world.poll(cursor, seen)
    world.written[0] = new = Written(2, world.now)
    world.now += LOOK_EVERY
    world.poll(cursor, seen)
    assert world.id_of(new) in seen
