"""X's mentions: what the overlap is for, rounds that break, and pages that lead nowhere."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from pmsdesk.channels import x
from pmsdesk.channels.http import Answer
from tests.channels.lagging import START, LaggingX, Written


def test_without_the_overlap_a_late_mention_would_be_lost() -> None:
    """What the overlap is for: the same world, read from the newest id on."""
    early, late = Written(0, START, timedelta(hours=2)), Written(1, START + timedelta(minutes=5))
    world = LaggingX([early, late], now=START + timedelta(minutes=10))
    blind = world.channel(overlap=timedelta(0))
    cursor = blind.fetch("").cursor
    world.now += timedelta(hours=3)
    assert blind.fetch(cursor).messages == ()
    assert {m.remote_id for m in world.channel().fetch(cursor).messages} == world.ids


def test_a_round_that_breaks_hands_over_what_it_has_and_goes_on_there() -> None:
    world = LaggingX([Written(n, START) for n in range(9)], 3, ["", "fails"], now=START + timedelta(hours=1))
    first = world.channel().fetch("")
    assert (len(first.messages), first.more) == (3, False)
    second = world.channel().fetch(first.cursor)
    assert len(second.messages) == 6
    assert not {m.remote_id for m in first.messages} & {m.remote_id for m in second.messages}


def test_pages_that_lead_in_a_circle_end_the_round_without_calling_it_read() -> None:
    class Circle(LaggingX):
        def answer(self, ids: Sequence[int], token: str) -> Answer:
            return super().answer(ids, "sama")

        def get(self, path: str, params: Mapping[str, str]) -> Answer:
            return super().get(path, {name: value for name, value in params.items() if name != "pagination_token"})

    post, older = Written(0, START), Written(0, START - timedelta(days=2))
    circle = Circle([post], now=START + timedelta(hours=1))
    seen: set[str] = set()
    cursor = circle.poll("", seen)
    assert seen == circle.ids
    assert circle.calls < 5
    world = LaggingX([post, older], now=circle.now)
    world.poll(cursor, seen)
    assert seen == world.ids


def test_empty_pages_without_end_do_not_keep_the_poller() -> None:
    class Desert(LaggingX):
        def get(self, path: str, params: Mapping[str, str]) -> Answer:
            self.calls += 1
            return self.answer([], str(self.calls))

    desert = Desert([])
    desert.poll("", set())
    assert desert.calls <= x.PAGES_A_ROUND
