"""No comment is lost: answers come to old comments, counts lie, pages split anywhere, calls fail."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.channels.graph_watch import BETWEEN_LOOKS, PAGES_A_FETCH, PAGES_A_POST, SETTLING
from pmsdesk.channels.http import Answer
from pmsdesk.channels.instagram import LOOK_EVERY, InstagramChannel
from pmsdesk.channels.instagram_media import REPLIES_ALONG
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.errors import BadAnswer, NoNetwork, ReadRefused
from tests.channels.polling import visit

START = datetime(2026, 11, 23, tzinfo=UTC)
US = "17841400000000001"
ACCOUNT = Account("ig-kkr", Channel.INSTAGRAM, "kkrmalaysia", "Kementerian Kerja Raya", "kkr", remote_id=US)


@dataclass(frozen=True)
class Written:
    """A comment on media `media`, or a reply to comment number `top`; counted when written, shown `lag` later."""

    number: int
    at: datetime
    lag: timedelta = timedelta(0)
    media: int = 0
    top: int | None = None

    @property
    def id(self) -> str:
        return f"1785{self.number:013d}"


@dataclass
class LaggingAccount:
    """Media 0–2; `troubles` say, call by call, what goes wrong; `size` comments a page, `along` replies with each."""

    written: list[Written]
    size: int = 2
    along: int = REPLIES_ALONG
    troubles: list[str] = field(default_factory=list)
    now: datetime = START
    calls: int = 0

    def get(self, path: str, params: Mapping[str, str]) -> Answer:
        self.now += timedelta(seconds=1)
        node, _, edge = path.partition("/")
        if edge == "comments":
            return self._comments(int(node[4:]), params)
        if edge == "replies":
            replies = [w for w in self.written if w.top == int(node[4:]) and self._shown(w)]
            return self._page([self._comment(w) for w in replies], params, "")
        rows = [self._media(n) for n in range(3)] if edge == "media" else []
        return Answer({"id": US, "username": "kkrmalaysia"} if not edge else {"data": rows}, None, self.now)

    def _media(self, number: int) -> dict[str, Any]:
        counted = [w for w in self.written if w.media == number and w.at <= self.now]
        return {"id": f"1791{number:013d}", "timestamp": START.isoformat(), "comments_count": len(counted)}

    def _comments(self, media: int, params: Mapping[str, str]) -> Answer:
        self.calls += 1
        trouble = self.troubles.pop(0) if self.troubles else ""
        if trouble == "fails":
            raise NoNetwork(channel="Instagram")
        if trouble == "refused" or (trouble == "cursor expired" and "after" in params):
            raise ReadRefused(channel="Instagram", account="KKR")
        if trouble == "bad answer":
            raise BadAnswer(channel="Instagram")
        tops = [w for w in self.written if w.media == media and w.top is None and self._shown(w)]
        rows = [self._comment(w) | self._along(w) for w in sorted(tops, key=lambda w: -w.number)]
        return self._page(rows, params, trouble)

    def _along(self, top: Written) -> dict[str, Any]:
        rows = [self._comment(w) for w in self.written if w.top == top.number and self._shown(w)]
        told: dict[str, Any] = {"data": rows[: self.along]}
        if len(rows) > self.along:
            told["paging"] = {"cursors": {"after": "x"}, "next": "https://graph.facebook.com/x"}
        return {"replies": told} if rows else {}

    def _page(self, rows: list[dict[str, Any]], params: Mapping[str, str], trouble: str) -> Answer:
        begin = int(params.get("after", "0"))
        end = begin if trouble == "empty page" else begin + self.size
        paging: dict[str, Any] = {}
        if end < len(rows):
            paging = {"cursors": {"after": str(end)}, "next": "https://graph.facebook.com/x"}
        return Answer({"data": rows[begin:end], "paging": paging}, None, self.now)

    def _shown(self, written: Written) -> bool:
        return written.at + written.lag <= self.now

    def _comment(self, written: Written) -> dict[str, Any]:
        return {"id": written.id, "text": "Bila siap?", "username": "warga", "timestamp": written.at.isoformat()}


def channel_of(world: Any) -> InstagramChannel:
    return InstagramChannel(world, world, ACCOUNT)


def poll(world: Any, cursor: str, seen: set[str]) -> str:
    return visit(channel_of(world), cursor, seen)


@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(0, 2), st.integers(0, 48 * 3600), st.integers(0, 3599)), max_size=40
    ),
    st.lists(st.integers(60, 12 * 3600), min_size=1, max_size=20),
    st.lists(st.sampled_from(["", "", "fails", "bad answer", "refused", "empty page", "cursor expired"]), max_size=40),
    st.integers(1, 5),
    st.integers(0, 3),
)
def test_every_comment_and_reply_arrives_once_it_is_shown(
    written: list[tuple[int, int, int, int]], pauses: list[int], troubles: list[str], size: int, along: int
) -> None:
    comments: list[Written] = []
    for number, (above, media, at, lag) in enumerate(sorted(written, key=lambda w: w[2])):
        tops = [w for w in comments if w.top is None]
        top = tops[above % len(tops)] if tops and above % 3 else None
        when, later = START + timedelta(seconds=at), timedelta(seconds=lag)
        under = (top.media, top.number) if top else (media, None)
        comments.append(Written(number, when, later, *under))
    world = LaggingAccount(comments, size, along, troubles)
    seen: set[str] = set()
    cursor = ""
    for pause in pauses:
        world.now += timedelta(seconds=pause)
        cursor = poll(world, cursor, seen)
    world.troubles.clear()
    world.now = max(world.now, START + timedelta(hours=50))
    for _ in range(3):  # one visit ends what a failure interrupted, the others read what was refused or lagged
        world.now += LOOK_EVERY
        cursor = poll(world, cursor, seen)
    assert seen == {w.id for w in comments}


def test_a_reply_to_an_old_comment_arrives_with_the_count() -> None:
    world = LaggingAccount([Written(n, START) for n in range(40)], now=START + timedelta(days=2))
    seen: set[str] = set()
    cursor = poll(world, "", seen)
    world.written.append(reply := Written(100, world.now + timedelta(minutes=1), top=0))
    world.now += timedelta(minutes=5)
    poll(world, cursor, seen)
    assert reply.id in seen


def test_a_comment_written_while_another_is_deleted_arrives_within_the_hour() -> None:
    world = LaggingAccount([Written(0, START), Written(1, START)], now=START + timedelta(hours=5))
    seen: set[str] = set()
    cursor = poll(world, "", seen)
    world.now += SETTLING
    cursor = poll(world, cursor, seen)
    world.written[0] = new = Written(2, world.now)
    world.now += LOOK_EVERY
    poll(world, cursor, seen)
    assert new.id in seen


def test_a_quiet_account_costs_the_listing_only() -> None:
    world = LaggingAccount([Written(0, START)], now=START + timedelta(minutes=1))
    cursor = poll(world, "", set())
    world.now += SETTLING
    cursor = poll(world, cursor, set())
    calls = world.calls
    world.now += LOOK_EVERY - timedelta(minutes=2)
    poll(world, cursor, set())
    assert world.calls == calls


def test_a_backlog_comes_in_bounded_fetches_and_is_finished() -> None:
    count = 2 * (PAGES_A_FETCH + 3)
    world = LaggingAccount([Written(n, START) for n in range(count)], now=START + timedelta(minutes=1))
    first = channel_of(world).fetch("")
    assert (len(first.messages), first.more) == (2 * PAGES_A_FETCH, True)
    second = channel_of(world).fetch(first.cursor)
    assert (len(second.messages), second.more) == (6, False)


def test_comments_without_end_are_given_up_at_a_bound() -> None:
    class Endless(LaggingAccount):
        def _comments(self, media: int, params: Mapping[str, str]) -> Answer:
            self.calls += 1
            paging = {"cursors": {"after": str(self.calls)}, "next": "https://graph.facebook.com/x"}
            return Answer({"data": [self._comment(Written(self.calls, START))], "paging": paging}, None, self.now)

    world = Endless([Written(0, START)], now=START + timedelta(hours=3))
    poll(world, "", set())
    assert world.calls == PAGES_A_POST


def test_what_was_refused_in_an_outage_is_read_an_hour_later() -> None:
    world = LaggingAccount([Written(0, START)], troubles=["refused"], now=START + timedelta(hours=3))
    seen: set[str] = set()
    cursor = poll(world, "", seen)
    world.now += BETWEEN_LOOKS
    cursor = poll(world, cursor, seen)
    assert (seen, world.calls) == (set(), 1)
    world.now += SETTLING
    poll(world, cursor, seen)
    assert seen == {Written(0, START).id}


@pytest.mark.parametrize("cursor", ["bukan json", "[]", "null", '{"posts": {"1": 5}, "stop": []}', "[" * 99_999])
def test_a_cursor_that_cannot_be_read_starts_from_the_beginning(cursor: str) -> None:
    world = LaggingAccount([Written(0, START)], now=START + timedelta(hours=1))
    assert [m.remote_id for m in channel_of(world).fetch(cursor).messages] == [Written(0, START).id]
