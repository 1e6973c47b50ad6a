"""No message is lost, and none read for ever: pages split anywhere, calls fail, clocks and cursors are wrong."""

import json
from collections.abc import Mapping
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.channels import graph_watch, x, youtube, youtube_threads
from pmsdesk.channels.graph_watch import BETWEEN_LOOKS, SETTLING
from pmsdesk.channels.http import Answer
from pmsdesk.channels.instagram import LOOK_EVERY
from pmsdesk.domain.account import Channel
from tests.channels.lagging import LAGGING, START, X_OVERLAP, Lagging, LaggingMedia, LaggingPage, LaggingVideo, Written

each = pytest.mark.parametrize("network", LAGGING)

LONGEST_LAG = {network: X_OVERLAP if network is Channel.X else timedelta(hours=1) for network in Channel}
"""How late a network may show a text that is still to arrive."""
LAST_LOOKS = {
    Channel.X: [timedelta(0)] * 2,
    Channel.FACEBOOK: [SETTLING] * 3,
    Channel.INSTAGRAM: [LOOK_EVERY] * 3,
    Channel.YOUTUBE: [youtube_threads.DEEP_EVERY] * 3,
}
"""How long before each of the visits that end what failures interrupted and look again for what lagged or was refused.
"""
HAS_REPLIES = (Channel.INSTAGRAM, Channel.YOUTUBE)
PAGES_A_FETCH = {
    Channel.X: x.PAGES_A_FETCH,
    Channel.FACEBOOK: graph_watch.PAGES_A_FETCH,
    Channel.INSTAGRAM: graph_watch.PAGES_A_FETCH,
    Channel.YOUTUBE: youtube.CALLS_A_FETCH,
}
TROUBLES = ["", "", "fails", "refused", "bad answer", "empty page", "page forgotten"]


def written_down(network: Channel, drawn: list[tuple[int, int, int, int]]) -> list[Written]:
    """What was drawn as texts: where there are replies, two of three answer a text that was there before."""
    texts: list[Written] = []
    for number, (above, post, at, lag) in enumerate(sorted(drawn, key=lambda one: one[2])):
        tops = [one for one in texts if one.top is None]
        when, later = START + timedelta(seconds=at), LONGEST_LAG[network] * lag / 3600
        if network in HAS_REPLIES and tops and above % 3:
            top = tops[above % len(tops)]
            texts.append(Written(number, when, later, top.post, top.number))
        else:
            texts.append(Written(number, when, later, post))
    return texts


@each
@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(0, 2), st.integers(0, 48 * 3600), st.integers(0, 3599)), max_size=40
    ),
    st.lists(st.integers(60, 12 * 3600), min_size=1, max_size=20),
    st.lists(st.sampled_from(TROUBLES), max_size=40),
    st.integers(1, 5),
    st.integers(0, 3),
)
def test_everything_arrives_once_it_is_shown(
    network: Channel,
    drawn: list[tuple[int, int, int, int]],
    pauses: list[int],
    troubles: list[str],
    size: int,
    along: int,
) -> None:
    world = LAGGING[network](written_down(network, drawn), size, troubles, along)
    seen: set[str] = set()
    cursor = ""
    for pause in pauses:
        world.now += timedelta(seconds=pause)
        cursor = world.poll(cursor, seen)
    world.troubles.clear()
    world.now = max(world.now, START + timedelta(hours=56))
    for look in LAST_LOOKS[network]:
        world.now += look
        cursor = world.poll(cursor, seen)
    assert seen == world.ids


@each
def test_a_backlog_comes_in_bounded_fetches_and_is_finished(network: Channel) -> None:
    most = 2 * PAGES_A_FETCH[network]
    texts = [Written(number, START) for number in range(most + 6)]
    world = LAGGING[network](texts, now=START + timedelta(minutes=1))
    first = world.channel().fetch("")
    assert (len(first.messages), first.more) == (most, True)
    second = world.channel().fetch(first.cursor)
    assert (len(second.messages), second.more) == (6, False)
    assert {m.remote_id for m in (*first.messages, *second.messages)} == world.ids


class EndlessPage(LaggingPage):
    def comments(self, post: int, params: Mapping[str, str]) -> Answer:
        self.calls += 1
        paging = {"cursors": {"after": str(self.calls)}, "next": "https://graph.facebook.com/x"}
        data = [self.comment(Written(self.calls, START, post=post))][: self.size]
        return Answer({"data": data, "paging": paging}, None, self.now)


class EndlessMedia(LaggingMedia):
    def comments(self, media: int, params: Mapping[str, str]) -> Answer:
        self.calls += 1
        paging = {"cursors": {"after": str(self.calls)}, "next": "https://graph.facebook.com/x"}
        data = [self.comment(Written(self.calls, START, post=media))][: self.size]
        return Answer({"data": data, "paging": paging}, None, self.now)


class EndlessVideo(LaggingVideo):
    def comments(self, path: str, params: Mapping[str, str]) -> Answer:
        self.calls += 1
        items = [self.thread(Written(self.calls, START))][: self.size]
        return Answer({"items": items, "nextPageToken": str(self.calls)}, None, self.now)


@pytest.mark.parametrize(
    ("world", "most"),
    [
        (EndlessPage, graph_watch.PAGES_A_POST),
        (EndlessMedia, graph_watch.PAGES_A_POST),
        (EndlessVideo, youtube_threads.PAGES_A_PASS),
    ],
)
def test_texts_without_end_are_given_up_at_a_bound(world: type[Lagging], most: int) -> None:
    endless = world([Written(0, START)], now=START + timedelta(hours=3))
    endless.poll("", set())
    assert endless.calls == most


@pytest.mark.parametrize(
    ("world", "most"),
    [
        (EndlessPage, graph_watch.EMPTY_PAGES),
        (EndlessMedia, graph_watch.EMPTY_PAGES),
        (EndlessVideo, youtube_threads.EMPTY_PAGES),
    ],
)
def test_empty_pages_without_end_are_left_for_the_next_round(world: type[Lagging], most: int) -> None:
    endless = world([Written(0, START)], size=0, now=START + timedelta(hours=3))
    batch = endless.channel().fetch("")
    assert (batch.messages, batch.more, endless.calls) == ((), False, most + 1)
    endless.channel().fetch(batch.cursor)
    assert endless.calls == 2 * (most + 1)


@pytest.mark.parametrize("network", [Channel.FACEBOOK, Channel.INSTAGRAM])
def test_what_was_refused_in_an_outage_is_read_an_hour_later(network: Channel) -> None:
    world = LAGGING[network]([Written(0, START)], troubles=["refused"], now=START + timedelta(hours=3))
    seen: set[str] = set()
    cursor = world.poll("", seen)
    world.now += BETWEEN_LOOKS
    cursor = world.poll(cursor, seen)
    assert (seen, world.calls) == (set(), 1)
    world.now += SETTLING
    world.poll(cursor, seen)
    assert seen == world.ids


@pytest.mark.parametrize("network", [Channel.FACEBOOK, Channel.INSTAGRAM])
def test_where_all_is_quiet_the_listing_alone_is_read(network: Channel) -> None:
    world = LAGGING[network]([Written(0, START)], now=START + timedelta(minutes=1))
    cursor = world.poll("", set())
    world.now += SETTLING
    cursor = world.poll(cursor, set())
    calls = world.calls
    world.now += LOOK_EVERY - timedelta(minutes=2)
    world.poll(cursor, set())
    assert world.calls == calls


@each
@pytest.mark.parametrize("ahead", [timedelta(days=400), timedelta(days=9000)])
def test_a_text_from_the_future_does_not_hide_what_comes_before_it(network: Channel, ahead: timedelta) -> None:
    future = Written(0, START + ahead, -ahead)
    world = LAGGING[network]([future], now=START + timedelta(hours=1))
    seen: set[str] = set()
    cursor = world.poll("", seen)
    world.written.append(Written(1, START + timedelta(hours=2)))
    world.now = START + timedelta(hours=3)
    for look in LAST_LOOKS[network]:
        world.now += look
        cursor = world.poll(cursor, seen)
    assert seen == world.ids


X_BEYOND = '{"since": 1e999, "newest": 0, "token": "", "pages": 0}'
OF_YOUTUBE = {
    "since": 0, "newest": 0, "floor": 0, "pages": 0, "empty": 0, "deep_at": 0, "moderated_at": 0, "known": {},
    "due": [],
}  # fmt: skip
CURSORS = [
    *("bukan json", "[]", "null", "{}", "9" * 6000, "[" * 99_999),
    *('{"since": "x"}', '{"since": 5}', X_BEYOND),
    *('{"posts": {}}', '{"posts": {"1": 5}, "stop": []}', '{"posts": [], "stop": ["", {}, 0, 0, 0]}'),
    '{"posts": {"1": [1e999, "", 0, 0, 0]}, "stop": ["", {}, 0, 0, 0]}',
    json.dumps(OF_YOUTUBE | {"known": {"a": [1]}}),
    json.dumps(OF_YOUTUBE | {"due": [5]}),
    json.dumps(OF_YOUTUBE).replace('"since": 0', '"since": 1e999'),
]


@each
@pytest.mark.parametrize("cursor", CURSORS)
def test_a_cursor_that_cannot_be_read_starts_from_the_beginning(network: Channel, cursor: str) -> None:
    world = LAGGING[network]([Written(0, START)], now=START + timedelta(hours=1))
    assert {message.remote_id for message in world.channel().fetch(cursor).messages} == world.ids
