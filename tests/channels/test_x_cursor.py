"""No mention is lost: X's index lags, pages split anywhere, calls fail, page tokens expire, the program restarts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.channels import x
from pmsdesk.channels.http import Answer
from pmsdesk.channels.x import XChannel
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.errors import NoNetwork, ReadRefused
from tests.channels.polling import visit

START = datetime(2026, 11, 23, tzinfo=UTC)
OVERLAP = timedelta(hours=6)
ACCOUNT = Account("x-kkr", Channel.X, "MOWorks", "Kementerian Kerja Raya", "kkr", remote_id="3172566249")


def snowflake(at: datetime, sequence: int = 0) -> int:
    return ((int(at.timestamp() * 1000) - 1288834974657) << 22) + sequence


@dataclass
class LaggingX:
    """X's mentions: each post has the moment it was written and the later one at which the index shows it.

    `troubles` say, call by call, what goes wrong; a page holds `size` posts and every third page may be an empty one.
    """

    posts: dict[int, datetime]
    size: int = 3
    troubles: list[str] = field(default_factory=list)
    now: datetime = START
    calls: int = 0

    def get(self, path: str, params: Mapping[str, str]) -> Answer:
        assert path == "users/3172566249/mentions"
        self.calls += 1
        trouble = self.troubles.pop(0) if self.troubles else ""
        self.now += timedelta(seconds=20)
        if trouble == "fails":
            raise NoNetwork(channel="X")
        if trouble == "token expired" and "pagination_token" in params:
            raise ReadRefused(channel="X", account="KKR")
        below = int(params.get("pagination_token", str(1 << 63)))
        above = int(params.get("since_id", "0"))
        rest = sorted((i for i, seen in self.posts.items() if above < i < below and seen <= self.now), reverse=True)
        if trouble == "empty page" and rest:
            return self._answer([], str(below - 1 if below < 1 << 63 else rest[0] + 1))
        shown = rest[: self.size]
        return self._answer(shown, str(shown[-1]) if len(rest) > self.size else "")

    def _answer(self, ids: list[int], token: str) -> Answer:
        data = [{"id": str(i), "text": "@MOWorks", "author_id": "5"} for i in ids]
        return Answer({"data": data, "meta": {"next_token": token} if token else {}}, None, self.now)


def channel_of(world: LaggingX) -> XChannel:
    return XChannel(world, ACCOUNT, overlap=OVERLAP)  # type: ignore[arg-type]


def poll(world: LaggingX, cursor: str, seen: set[str]) -> str:
    return visit(channel_of(world), cursor, seen)


@given(
    st.lists(st.tuples(st.integers(0, 72 * 3600), st.integers(0, 6 * 3600 - 1)), max_size=60),
    st.lists(st.integers(60, 12 * 3600), min_size=1, max_size=30),
    st.lists(st.sampled_from(["", "", "fails", "empty page", "token expired"]), max_size=40),
    st.integers(1, 7),
)
def test_every_mention_arrives_if_the_index_lags_less_than_the_overlap(
    written: list[tuple[int, int]], pauses: list[int], troubles: list[str], size: int
) -> None:
    posts = {
        snowflake(START + timedelta(seconds=at), n): START + timedelta(seconds=at + lag)
        for n, (at, lag) in enumerate(written)
    }
    world = LaggingX(posts, size, troubles)
    seen: set[str] = set()
    cursor = ""
    for pause in pauses:
        world.now += timedelta(seconds=pause)
        cursor = poll(world, cursor, seen)
    world.troubles.clear()
    world.now = max(world.now, START + timedelta(hours=80))
    for _ in range(2):  # one visit ends the round a failure interrupted, the next begins anew
        cursor = poll(world, cursor, seen)
    assert seen == set(map(str, posts))


def test_without_the_overlap_a_late_mention_would_be_lost() -> None:
    """What the overlap is for: the same world, read from the newest id on."""
    early, late = snowflake(START), snowflake(START + timedelta(minutes=5))
    world = LaggingX({early: START + timedelta(hours=2), late: START}, now=START + timedelta(minutes=10))
    channel = XChannel(world, ACCOUNT, overlap=timedelta(0))  # type: ignore[arg-type]
    cursor = channel.fetch("").cursor
    world.now += timedelta(hours=3)
    assert channel.fetch(cursor).messages == ()
    assert [int(m.remote_id) for m in channel_of(world).fetch(cursor).messages] == [early, late]


def test_a_backlog_comes_in_bounded_fetches() -> None:
    posts = {snowflake(START, n): START for n in range(3 * x.PAGES_A_FETCH + 1)}
    world = LaggingX(posts, now=START + timedelta(hours=1))
    first = channel_of(world).fetch("")
    assert (len(first.messages), first.more, world.calls) == (3 * x.PAGES_A_FETCH, True, x.PAGES_A_FETCH)
    second = channel_of(world).fetch(first.cursor)
    assert (len(second.messages), second.more) == (1, False)


def test_a_round_that_breaks_hands_over_what_it_has_and_goes_on_there() -> None:
    posts = {snowflake(START, n): START for n in range(9)}
    world = LaggingX(posts, troubles=["", "fails"], now=START + timedelta(hours=1))
    first = channel_of(world).fetch("")
    assert (len(first.messages), first.more) == (3, False)
    second = channel_of(world).fetch(first.cursor)
    assert len(second.messages) == 6
    assert not {m.remote_id for m in first.messages} & {m.remote_id for m in second.messages}


def test_pages_that_lead_in_a_circle_end_the_round_without_calling_it_read() -> None:
    class Circle(LaggingX):
        def _answer(self, ids: list[int], token: str) -> Answer:
            return super()._answer(ids, "sama")

        def get(self, path: str, params: Mapping[str, str]) -> Answer:
            return super().get(path, {k: v for k, v in params.items() if k != "pagination_token"})

    post = snowflake(START)
    circle = Circle({post: START}, now=START + timedelta(hours=1))
    seen: set[str] = set()
    cursor = poll(circle, "", seen)
    assert seen == {str(post)}
    assert circle.calls < 5
    world = LaggingX({post: START, snowflake(START - timedelta(days=2)): START}, now=circle.now)
    poll(world, cursor, seen)
    assert len(seen) == 2


def test_empty_pages_without_end_do_not_keep_the_poller() -> None:
    class Desert(LaggingX):
        def get(self, path: str, params: Mapping[str, str]) -> Answer:
            self.calls += 1
            return self._answer([], str(self.calls))

    desert = Desert({})
    poll(desert, "", set())
    assert desert.calls <= x.PAGES_A_ROUND


def test_an_id_from_the_future_does_not_hide_what_comes_before_it() -> None:
    future, real = snowflake(START + timedelta(days=400)), snowflake(START + timedelta(days=1))
    world = LaggingX({future: START}, now=START + timedelta(hours=1))
    cursor = channel_of(world).fetch("").cursor
    world.posts[real] = START + timedelta(days=1)
    world.now = START + timedelta(days=2)
    assert real in {int(m.remote_id) for m in channel_of(world).fetch(cursor).messages}


BEYOND = '{"since": 1e999, "newest": 0, "token": "", "pages": 0}'


@pytest.mark.parametrize(
    "cursor", ["bukan json", "[]", '{"since": "x"}', '{"since": 5}', "null", "9" * 6000, "[" * 99_999, BEYOND]
)
def test_a_cursor_that_cannot_be_read_starts_from_the_beginning(cursor: str) -> None:
    post = snowflake(START)
    world = LaggingX({post: START}, now=START + timedelta(hours=1))
    assert [int(m.remote_id) for m in channel_of(world).fetch(cursor).messages] == [post]
