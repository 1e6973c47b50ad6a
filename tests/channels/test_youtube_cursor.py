"""No comment is lost: replies come to old threads, counts run ahead, pages split anywhere, calls fail, clocks jump."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.channels import youtube
from pmsdesk.channels.http import Answer
from pmsdesk.channels.youtube import YouTubeChannel
from pmsdesk.channels.youtube_threads import DEEP_EVERY, DEPTH, EMPTY_PAGES, LOOK_EVERY, PAGES_A_PASS
from pmsdesk.channels.youtube_units import Units
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.errors import BadAnswer, ChannelError, NoNetwork, ReadRefused

START = datetime(2026, 11, 23, tzinfo=UTC)
ACCOUNT = Account("yt-kkr", Channel.YOUTUBE, "kkr", "Kementerian Kerja Raya", "kkr", remote_id="UCkkr")
SENT_ALONG = 2
"""So many replies the server sends with their thread."""


@dataclass(frozen=True)
class Written:
    """A comment (`top` None) or a reply to comment number `top`; counted when written, shown `lag` later."""

    number: int
    at: datetime
    lag: timedelta = timedelta(0)
    top: int | None = None

    @property
    def id(self) -> str:
        return f"Ug{self.number}"


@dataclass
class LaggingVideo:
    """Comments under one video; `troubles` say, call by call, what goes wrong; `size` items a page."""

    written: list[Written]
    size: int = 2
    troubles: list[str] = field(default_factory=list)
    now: datetime = START
    calls: int = 0

    def get(self, path: str, params: Mapping[str, str]) -> Answer:
        self.now += timedelta(seconds=1)
        if path == "videos" or "moderationStatus" in params:
            return Answer({"items": []}, None, self.now)
        self.calls += 1
        trouble = self.troubles.pop(0) if self.troubles else ""
        if trouble == "fails":
            raise NoNetwork(channel="YouTube")
        if trouble == "bad answer":
            raise BadAnswer(channel="YouTube")
        if trouble == "token expired" and "pageToken" in params:
            raise ReadRefused(channel="YouTube", account="KKR")
        if path == "comments":
            rows = [self._comment(reply) for reply in self._replies(int(params["parentId"][2:]))]
            return self._page(rows, params, "")
        tops = sorted((w for w in self.written if w.top is None and self._shown(w)), key=lambda w: w.at, reverse=True)
        return self._page([self._thread(top) for top in tops], params, trouble)

    def _page(self, rows: list[dict[str, Any]], params: Mapping[str, str], trouble: str) -> Answer:
        begin = int(params.get("pageToken", "0"))
        end = begin if trouble == "empty page" else begin + self.size
        data: dict[str, Any] = {"items": rows[begin:end]}
        if end < len(rows):
            data["nextPageToken"] = str(end)
        return Answer(data, None, self.now)

    def _shown(self, written: Written) -> bool:
        return written.at + written.lag <= self.now

    def _replies(self, top: int) -> list[Written]:
        return [w for w in self.written if w.top == top and self._shown(w)]

    def _thread(self, top: Written) -> dict[str, Any]:
        counted = sum(w.top == top.number and w.at <= self.now for w in self.written)
        along = [self._comment(reply) for reply in self._replies(top.number)[-SENT_ALONG:]]
        snippet = {"videoId": "v", "topLevelComment": self._comment(top), "totalReplyCount": counted}
        return {"id": top.id, "snippet": snippet, "replies": {"comments": along}}

    def _comment(self, written: Written) -> dict[str, Any]:
        return {"id": written.id, "snippet": {"textDisplay": "Bila siap?", "publishedAt": written.at.isoformat()}}


def channel_of(world: Any) -> YouTubeChannel:
    return YouTubeChannel(world, world, ACCOUNT, Units(1_000_000), now=lambda: world.now)


def poll(world: Any, cursor: str, seen: set[str]) -> str:
    """One visit of the poller: fetch until nothing more is asked for. A failed fetch keeps the old cursor."""
    channel = channel_of(world)
    for _ in range(400):
        try:
            batch = channel.fetch(cursor)
        except ChannelError:
            return cursor
        cursor = batch.cursor
        seen |= {message.remote_id for message in batch.messages}
        if not batch.more:
            return cursor
    raise AssertionError("polling does not end")


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 48 * 3600), st.integers(0, 3599)), max_size=40),
    st.lists(st.integers(60, 12 * 3600), min_size=1, max_size=20),
    st.lists(st.sampled_from(["", "", "fails", "bad answer", "empty page", "token expired"]), max_size=40),
    st.integers(1, 5),
)
def test_every_comment_and_reply_arrives_if_it_is_shown_within_the_settling_time(
    written: list[tuple[int, int, int]], pauses: list[int], troubles: list[str], size: int
) -> None:
    comments: list[Written] = []
    for number, (above, at, lag) in enumerate(sorted(written, key=lambda w: w[1])):
        tops = [w.number for w in comments if w.top is None]
        top = tops[above % len(tops)] if tops and above % 3 else None
        comments.append(Written(number, START + timedelta(seconds=at), timedelta(seconds=lag), top))
    world = LaggingVideo(comments, size, troubles)
    seen: set[str] = set()
    cursor = ""
    for pause in pauses:
        world.now += timedelta(seconds=pause)
        cursor = poll(world, cursor, seen)
    world.troubles.clear()
    world.now = max(world.now, START + timedelta(hours=50))
    for _ in range(3):  # one visit ends what a failure interrupted, the others look down to the deepest again
        world.now += DEEP_EVERY
        cursor = poll(world, cursor, seen)
    assert seen == {w.id for w in comments}


def test_a_reply_to_an_old_comment_arrives_with_the_next_deep_round() -> None:
    world = LaggingVideo([Written(n, START + timedelta(hours=n)) for n in range(48)], now=START + timedelta(days=2))
    seen: set[str] = set()
    cursor = poll(world, "", seen)
    world.written.append(Written(100, world.now + timedelta(minutes=1), top=0))
    world.now += timedelta(minutes=5)
    cursor = poll(world, cursor, seen)
    assert "Ug100" not in seen
    world.now += DEEP_EVERY
    poll(world, cursor, seen)
    assert "Ug100" in seen


def test_a_reply_written_while_another_is_deleted_arrives_within_a_day() -> None:
    replies = [Written(n, START + timedelta(minutes=n), top=0) for n in range(1, 6)]
    world = LaggingVideo([Written(0, START), *replies], now=START + timedelta(hours=1))
    seen: set[str] = set()
    cursor = poll(world, "", seen)
    del world.written[1]
    world.written.insert(1, Written(100, world.now + timedelta(minutes=1), top=0))
    for _ in range(LOOK_EVERY // DEEP_EVERY + 1):
        world.now += DEEP_EVERY
        cursor = poll(world, cursor, seen)
    assert "Ug100" in seen


def test_a_long_thread_at_rest_costs_a_look_a_day() -> None:
    replies = [Written(n, START + timedelta(minutes=n), top=0) for n in range(1, 6)]
    world = LaggingVideo([Written(0, START), *replies], 10, now=START + timedelta(hours=1))
    cursor = poll(world, "", set())
    calls, rounds = world.calls, LOOK_EVERY // DEEP_EVERY
    for _ in range(rounds):
        world.now += DEEP_EVERY
        cursor = poll(world, cursor, set())
    assert world.calls - calls == rounds + 1


def test_a_quiet_channel_costs_a_page_or_two_a_round() -> None:
    world = LaggingVideo([Written(n, START + timedelta(hours=n)) for n in range(48)], 10, now=START + timedelta(days=2))
    cursor = poll(world, "", set())
    calls = world.calls
    world.now += timedelta(minutes=5)
    poll(world, cursor, set())
    assert world.calls - calls <= 2


def test_the_backfill_is_bounded() -> None:
    old, young = Written(0, START - DEPTH - timedelta(days=2)), Written(1, START - DEPTH / 2)
    older = [Written(n, old.at - timedelta(days=n)) for n in range(2, 60)]
    world = LaggingVideo([young, old, *older], 1)
    seen: set[str] = set()
    poll(world, "", seen)
    assert seen == {young.id, old.id}


def test_a_backlog_comes_in_bounded_fetches_and_is_finished() -> None:
    count = 2 * (youtube.CALLS_A_FETCH + 3)
    world = LaggingVideo([Written(n, START) for n in range(count)])
    first = channel_of(world).fetch("")
    assert (len(first.messages), first.more) == (2 * youtube.CALLS_A_FETCH, True)
    second = channel_of(world).fetch(first.cursor)
    assert (len(second.messages), second.more) == (6, False)


class Endless(LaggingVideo):
    """A server whose pages of comments do not end."""

    held: int = 1

    def get(self, path: str, params: Mapping[str, str]) -> Answer:
        if path != "commentThreads" or "moderationStatus" in params:
            return Answer({"items": []}, None, self.now)
        self.calls += 1
        items = [self._thread(Written(self.calls, START))][: self.held]
        return Answer({"items": items, "nextPageToken": str(self.calls)}, None, self.now)


def test_comments_without_end_are_given_up_at_a_bound() -> None:
    world = Endless([], now=START + timedelta(hours=3))
    poll(world, "", set())
    assert world.calls == PAGES_A_PASS


def test_empty_pages_without_end_are_left_for_the_next_round() -> None:
    world = Endless([], now=START + timedelta(hours=3))
    world.held = 0
    batch = channel_of(world).fetch("")
    assert (batch.messages, batch.more, world.calls) == ((), False, EMPTY_PAGES + 1)


def test_a_page_that_leads_to_itself_is_left() -> None:
    class Circle(LaggingVideo):
        def get(self, path: str, params: Mapping[str, str]) -> Answer:
            answer = super().get(path, {name: value for name, value in params.items() if name != "pageToken"})
            return Answer({**answer.data, "nextPageToken": "sama"}, None, self.now)

    world = Circle([Written(0, START)])
    poll(world, "", set())
    assert world.calls == 2


def test_a_thread_that_cannot_be_read_keeps_no_other_waiting() -> None:
    replies = [Written(n, START + timedelta(minutes=n), top=0) for n in range(2, 8)]
    world = LaggingVideo([Written(0, START), Written(1, START), *replies], now=START + timedelta(hours=1))
    world.troubles = ["", "bad answer"]
    seen: set[str] = set()
    cursor = poll(world, "", seen)
    assert {"Ug0", "Ug1"} <= seen
    world.now += DEEP_EVERY
    poll(world, cursor, seen)
    assert {w.id for w in world.written} == seen


def test_where_units_are_short_reading_waits_and_loses_nothing() -> None:
    world = LaggingVideo([Written(n, START) for n in range(20)], 1)
    units = Units(1_000_000)
    channel = YouTubeChannel(world, world, ACCOUNT, units, now=lambda: world.now)  # type: ignore[arg-type]
    tight = Units(10)
    channel._units = tight
    first = channel.fetch("")
    assert (len(first.messages), first.more) == (8, False)
    assert channel.fetch(first.cursor).messages == ()
    channel._units = units
    rest = channel.fetch(first.cursor)
    assert {m.remote_id for m in (*first.messages, *rest.messages)} == {w.id for w in world.written}


def test_a_comment_from_the_future_does_not_hide_what_comes_before_it() -> None:
    future = Written(0, START + timedelta(days=9000), -timedelta(days=9000))
    world = LaggingVideo([future], now=START + timedelta(hours=1))
    seen: set[str] = set()
    cursor = poll(world, "", seen)
    world.written.append(Written(1, START + timedelta(hours=2)))
    world.now = START + timedelta(hours=3)
    poll(world, cursor, seen)
    assert seen == {"Ug0", "Ug1"}


@pytest.mark.parametrize("hours", [-30, 30])
def test_a_clock_that_jumps_loses_nothing(hours: int) -> None:
    world = LaggingVideo([Written(0, START)], now=START + timedelta(hours=40))
    seen: set[str] = set()
    cursor = poll(world, "", seen)
    world.now += timedelta(hours=hours)
    world.written.append(Written(1, START + timedelta(hours=1), top=0))
    poll(world, cursor, seen)
    assert seen == {"Ug0", "Ug1"}


@pytest.mark.parametrize(
    "cursor",
    [
        "bukan json",
        "[]",
        "null",
        "{}",
        json.dumps({"since": "x"}),
        "[" * 99_999,
        '{"since":1e999,"newest":0,"floor":0,"pages":0,"empty":0,"deep_at":0,"moderated_at":0,"known":{},"due":[]}',
        '{"since":0,"newest":0,"floor":0,"pages":0,"empty":0,"deep_at":0,"moderated_at":0,"known":{"a":[1]},"due":[]}',
        '{"since":0,"newest":0,"floor":0,"pages":0,"empty":0,"deep_at":0,"moderated_at":0,"known":{},"due":[5]}',
    ],
)
def test_a_cursor_that_cannot_be_read_starts_from_the_beginning(cursor: str) -> None:
    world = LaggingVideo([Written(0, START)], now=START + timedelta(hours=1))
    assert [m.remote_id for m in channel_of(world).fetch(cursor).messages] == ["Ug0"]
