"""No comment is lost: counts run ahead of what is shown, pages split anywhere, calls fail, the program restarts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.channels import graph_watch
from pmsdesk.channels.facebook import WHOLE_EVERY, FacebookChannel
from pmsdesk.channels.graph_watch import BETWEEN_LOOKS, EMPTY_PAGES, PAGES_A_POST, SETTLING
from pmsdesk.channels.http import Answer
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.errors import BadAnswer, NoNetwork, ReadRefused
from tests.channels.polling import visit

START = datetime(2026, 11, 23, tzinfo=UTC)
PAGE = "698730214653933"
ACCOUNT = Account("fb-kkr", Channel.FACEBOOK, "KKRMalaysia", "Kementerian Kerja Raya", "kkr", remote_id=PAGE)


@dataclass(frozen=True)
class Written:
    """A comment, counted when it is written and shown `lag` later."""

    post: int
    number: int
    at: datetime
    lag: timedelta

    @property
    def id(self) -> str:
        return f"{PAGE}_{self.post}_{self.number}"


@dataclass
class LaggingPage:
    """A page with posts 0–2; `troubles` say, call by call for comments, what goes wrong; `size` comments a page."""

    comments: list[Written]
    size: int = 2
    troubles: list[str] = field(default_factory=list)
    now: datetime = START
    calls: int = 0

    def get(self, path: str, params: Mapping[str, str]) -> Answer:
        self.now += timedelta(seconds=5)
        name = path.rpartition("/")[2]
        if name == "comments":
            return self._comments(int(path.split("/")[0].split("_")[1]), params)
        posts = [self._post(n) for n in range(3)] if name == "published_posts" else []
        return Answer({"data": posts}, None, self.now)

    def _post(self, number: int) -> dict[str, Any]:
        written = [c for c in self.comments if c.post == number and c.at <= self.now]
        return {
            "id": f"{PAGE}_{number}",
            "from": {"id": PAGE},
            "created_time": START.isoformat(),
            "comments": {"summary": {"total_count": len(written)}},
        }

    def _comments(self, post: int, params: Mapping[str, str]) -> Answer:
        self.calls += 1
        trouble = self.troubles.pop(0) if self.troubles else ""
        if trouble == "fails":
            raise NoNetwork(channel="Facebook")
        if trouble == "refused":
            raise ReadRefused(channel="Facebook", account="KKR")
        if trouble == "bad answer":
            raise BadAnswer(channel="Facebook")
        if trouble == "cursor expired" and "after" in params:
            raise ReadRefused(channel="Facebook", account="KKR")
        since = datetime.fromtimestamp(int(params.get("since", "0")), UTC)
        below = int(params.get("after", "999999"))
        shown = [c for c in self.comments if c.post == post and c.at + c.lag <= self.now and c.at >= since]
        rest = sorted((c for c in shown if c.number < below), key=lambda c: -c.number)
        part = [] if trouble == "empty page" else rest[: self.size]
        paging: dict[str, Any] = {}
        if part and len(rest) > self.size:
            paging = {"cursors": {"after": str(part[-1].number)}, "next": "https://graph.facebook.com/x"}
        elif rest and not part:
            paging = {"cursors": {"after": str(below)}, "next": "https://graph.facebook.com/x"}
        data = [{"id": c.id, "message": "Bila siap?", "created_time": c.at.isoformat()} for c in part]
        return Answer({"data": data, "paging": paging}, None, self.now)


def channel_of(world: Any) -> FacebookChannel:
    return FacebookChannel(world, ACCOUNT)


def poll(world: Any, cursor: str, seen: set[str]) -> str:
    return visit(channel_of(world), cursor, seen)


@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 48 * 3600), st.integers(0, 3599)), max_size=40),
    st.lists(st.integers(60, 12 * 3600), min_size=1, max_size=20),
    st.lists(st.sampled_from(["", "", "fails", "bad answer", "empty page", "cursor expired"]), max_size=40),
    st.integers(1, 5),
)
def test_every_comment_arrives_if_it_is_shown_within_the_settling_time(
    written: list[tuple[int, int, int]], pauses: list[int], troubles: list[str], size: int
) -> None:
    times = sorted(written, key=lambda w: w[1])
    comments = [
        Written(post, n, START + timedelta(seconds=at), timedelta(seconds=lag))
        for n, (post, at, lag) in enumerate(times)
    ]
    world = LaggingPage(comments, size, troubles)
    seen: set[str] = set()
    cursor = ""
    for pause in pauses:
        world.now += timedelta(seconds=pause)
        cursor = poll(world, cursor, seen)
    world.troubles.clear()
    world.now = max(world.now, START + timedelta(hours=50))
    for _ in range(2):  # one visit ends what a failure interrupted, the next looks again for what lagged
        world.now += BETWEEN_LOOKS
        cursor = poll(world, cursor, seen)
    assert seen == {c.id for c in comments}


def test_a_comment_counted_before_a_long_sleep_and_shown_during_it_arrives() -> None:
    late = Written(0, 1, START + timedelta(minutes=1), timedelta(minutes=30))
    world = LaggingPage([Written(0, 0, START, timedelta(0)), late], now=START + timedelta(minutes=2))
    seen: set[str] = set()
    cursor = poll(world, "", seen)
    assert late.id not in seen
    world.now += timedelta(days=3)
    poll(world, cursor, seen)
    assert late.id in seen


def test_a_quiet_page_costs_the_listing_and_one_look_at_all_of_a_post_each_two_hours() -> None:
    world = LaggingPage([Written(0, 0, START, timedelta(0))], now=START + timedelta(minutes=1))
    cursor = poll(world, "", set())
    world.now += SETTLING
    cursor = poll(world, cursor, set())
    calls = world.calls
    for _ in range(12):
        world.now += WHOLE_EVERY / 12
        cursor = poll(world, cursor, set())
    assert world.calls == calls + 1


def test_an_old_comment_that_was_deleted_is_missed_by_two_whole_readings() -> None:
    kept, gone = Written(0, 0, START, timedelta(0)), Written(0, 1, START, timedelta(0))
    world = LaggingPage([kept, gone], now=START + timedelta(minutes=1))
    cursor = poll(world, "", set())
    world.now += timedelta(days=2)
    cursor = poll(world, cursor, set())
    world.comments.remove(gone)
    for pause in (timedelta(minutes=2), WHOLE_EVERY):
        world.now += pause
        batch = channel_of(world).fetch(cursor)
        cursor = batch.cursor
        assert [message.remote_id for message in batch.messages] == [kept.id]
        assert [stretch.roots for stretch in batch.whole] == [{f"{PAGE}_0"}]


def test_comments_that_are_counted_and_not_shown_are_told_and_prove_nothing() -> None:
    hidden = Written(0, 1, START, timedelta(days=9))
    world = LaggingPage([Written(0, 0, START, timedelta(0)), hidden], now=START + timedelta(minutes=1))
    cursor = poll(world, "", set())
    world.now += WHOLE_EVERY
    batch = channel_of(world).fetch(cursor)
    assert (batch.unlisted, batch.whole) == ({f"{PAGE}_0": 1}, ())


def test_a_backlog_comes_in_bounded_fetches_and_is_finished() -> None:
    count = 2 * (graph_watch.PAGES_A_FETCH + 3)
    world = LaggingPage([Written(0, n, START, timedelta(0)) for n in range(count)], now=START + timedelta(minutes=1))
    first = channel_of(world).fetch("")
    assert (len(first.messages), first.more) == (2 * graph_watch.PAGES_A_FETCH, True)
    assert first.parents
    second = channel_of(world).fetch(first.cursor)
    assert (len(second.messages), second.more) == (6, False)
    assert second.parents == first.parents


class Endless(LaggingPage):
    """A server whose pages of comments do not end."""

    held: int = 1

    def _comments(self, post: int, params: Mapping[str, str]) -> Answer:
        self.calls += 1
        data = [{"id": f"{PAGE}_{post}_{self.calls}", "created_time": START.isoformat()}][: self.held]
        paging = {"cursors": {"after": str(self.calls)}, "next": "https://graph.facebook.com/x"}
        return Answer({"data": data, "paging": paging}, None, self.now)


def one_comment() -> list[Written]:
    return [Written(0, 0, START, timedelta(0))]


def test_comments_without_end_are_given_up_at_a_bound() -> None:
    world = Endless(one_comment(), now=START + timedelta(hours=3))
    poll(world, "", set())
    assert world.calls == PAGES_A_POST


def test_empty_pages_without_end_are_left_for_the_next_round() -> None:
    world = Endless(one_comment(), now=START + timedelta(hours=3))
    world.held = 0
    batch = channel_of(world).fetch("")
    assert (batch.messages, batch.more, world.calls) == ((), False, EMPTY_PAGES + 1)
    channel_of(world).fetch(batch.cursor)
    assert world.calls == 2 * (EMPTY_PAGES + 1)


def test_a_bad_answer_and_nothing_else_is_told() -> None:
    world = LaggingPage(one_comment(), troubles=["bad answer"], now=START + timedelta(hours=3))
    with pytest.raises(BadAnswer):
        channel_of(world).fetch("")


def test_what_was_refused_in_an_outage_is_read_an_hour_later() -> None:
    world = LaggingPage(one_comment(), troubles=["refused"], now=START + timedelta(hours=3))
    seen: set[str] = set()
    cursor = poll(world, "", seen)
    world.now += timedelta(minutes=5)
    cursor = poll(world, cursor, seen)
    assert (seen, world.calls) == (set(), 1)
    world.now += SETTLING
    poll(world, cursor, seen)
    assert seen == {c.id for c in one_comment()}


def test_a_new_quiet_post_does_not_disturb_one_that_is_being_read() -> None:
    world = LaggingPage([Written(0, n, START, timedelta(0)) for n in range(50)], now=START + timedelta(minutes=1))
    first = channel_of(world).fetch("")
    assert first.more
    kept = json.loads(first.cursor)
    del kept["posts"][f"{PAGE}_2"]
    second = channel_of(world).fetch(json.dumps(kept))
    assert not {m.remote_id for m in first.messages} & {m.remote_id for m in second.messages}
    assert len(first.messages) + len(second.messages) == 50


def test_many_busy_posts_take_turns() -> None:
    """More posts than a fetch reads pages: all are read before any is looked at again, and then it ends."""

    class Busy(LaggingPage):
        def get(self, path: str, params: Mapping[str, str]) -> Answer:
            if not path.endswith("published_posts"):
                return super().get(path, params)
            return Answer({"data": [self._post(n) for n in range(50)]}, None, self.now)

    world = Busy([Written(n, n, START, timedelta(0)) for n in range(50)], now=START + timedelta(minutes=1))
    batch = channel_of(world).fetch("")
    messages = list(batch.messages)
    while batch.more:
        batch = channel_of(world).fetch(batch.cursor)
        messages += batch.messages
    assert len({m.remote_id for m in messages}) == 50
    assert world.calls <= 3 * graph_watch.PAGES_A_FETCH


def test_a_comment_from_the_future_does_not_hide_what_comes_before_it() -> None:
    future = Written(0, 0, START, timedelta(0))
    world = LaggingPage([future], now=START + timedelta(hours=1))
    real = Written(0, 1, START + timedelta(hours=2), timedelta(0))
    original = world._comments

    def with_a_wrong_time(post: int, params: Mapping[str, str]) -> Answer:
        answer = original(post, params)
        for item in answer.data["data"]:
            if item["id"] == future.id:
                item["created_time"] = "2099-01-01T00:00:00+0000"
        return answer

    world._comments = with_a_wrong_time  # type: ignore[method-assign]
    seen: set[str] = set()
    cursor = poll(world, "", seen)
    world.comments.append(real)
    world.now = START + timedelta(hours=3)
    poll(world, cursor, seen)
    assert seen == {future.id, real.id}


@pytest.mark.parametrize(
    "cursor",
    [
        "bukan json",
        "[]",
        "null",
        '{"posts": {"1": 5}, "stop": []}',
        '{"posts": {}}',
        '{"posts": [], "stop": ["", {}, 0, 0, 0]}',
        '{"posts": {"1": [1e999, "", 0, 0, 0]}, "stop": ["", {}, 0, 0, 0]}',
        "[" * 99_999,
    ],
)
def test_a_cursor_that_cannot_be_read_starts_from_the_beginning(cursor: str) -> None:
    world = LaggingPage(one_comment(), now=START + timedelta(hours=1))
    assert [m.remote_id for m in channel_of(world).fetch(cursor).messages] == [one_comment()[0].id]
