"""X API v2: mentions in, replies out, and a look at our own posts to learn what became of a reply."""

import json
import logging
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from pmsdesk.channels.budget import x_budget, x_wait
from pmsdesk.channels.fields import object_of, objects_of, readable, text_of
from pmsdesk.channels.http import STATUS_ALONE, Answer, Refusal, Verdict, Wire, path_of, wire_of
from pmsdesk.channels.moderating import as_moderation
from pmsdesk.channels.same_text import same_text
from pmsdesk.channels.x_direct import XDirect
from pmsdesk.channels.x_metrics import XMetrics
from pmsdesk.channels.x_posts import PostReader, is_id, is_repost, moment_in, permalink
from pmsdesk.channels.x_uploads import XUploads
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.amendment import Stretch
from pmsdesk.domain.errors import (
    BadAnswer,
    ChannelError,
    CreditsGone,
    DuplicateText,
    OutcomeUnknown,
    ParentGone,
    RateLimited,
    ReadRefused,
    ReplyNotAllowed,
    TokenExpired,
)
from pmsdesk.domain.media_errors import UploadSpent
from pmsdesk.domain.message import RemoteMessage
from pmsdesk.domain.moderation import Moderation
from pmsdesk.domain.polling import Budget
from pmsdesk.domain.posting import POSTINGS
from pmsdesk.domain.publication import Found, Outgoing, Published, ReadBack
from pmsdesk.services.ports import Batch

ROOT = "https://api.x.com"
OVERLAP = timedelta(hours=6)
"""How far back mentions are read again, for X's index lags, by minutes. A day (research/channels.md §5.6) would read
every mention on two days of UTC, and X charges a post once on each: twice the price. Six hours do so to one in four."""
PAGE_SIZE = 100
PAGES_A_FETCH = 4
PAGES_A_ROUND = 60
PAGES_A_READ_BACK = 10
MOST_MENTIONS = 700
"""X lists the newest 800 mentions: where so many came, some of the stretch may lie beyond."""
_CLOCK_DOUBT = timedelta(days=1)

log = logging.getLogger(__name__)


class Dialect(StrEnum):
    """What X calls things: the old names (``tweet.fields``), or those of its document v2.167 (``post.fields``)."""

    LEGACY = "legacy"
    POST = "post"

    @property
    def post_fields(self) -> str:
        """The parameter that names the fields of a post."""
        return "tweet.fields" if self is Dialect.LEGACY else "post.fields"


_COMMON = {
    "user.fields": "name,receives_your_dm,username",
    "media.fields": "media_key,preview_image_url,type,url",
    "max_results": str(PAGE_SIZE),
}
_ASK = {
    Dialect.LEGACY: _COMMON
    | {
        "tweet.fields": "attachments,author_id,conversation_id,created_at,display_text_range,entities,note_tweet,"
        "referenced_tweets",
        "expansions": "author_id,attachments.media_keys,referenced_tweets.id,referenced_tweets.id.author_id",
    },
    Dialect.POST: _COMMON
    | {
        "post.fields": "attachments,conversation_id,created_at,display_text_range,entities,note_post",
        "expansions": "author_id,attachments.media_keys,referenced_posts",
    },
}

# Numbers X v1 used and v2 still sends in ``errors[].code`` now and then (research/channels.md §1h).
_CODES: dict[int, type[ChannelError]] = {
    32: TokenExpired, 64: TokenExpired, 88: RateLimited, 89: TokenExpired, 187: DuplicateText, 326: TokenExpired,
    385: ParentGone, 433: ReplyNotAllowed,
}  # fmt: skip
_TYPES: dict[str, type[ChannelError]] = {
    "credits": CreditsGone,
    "usage-capped": CreditsGone,
    "rate-limit-exceeded": RateLimited,
    "unsupported-authentication": TokenExpired,
    "resource-not-found": ParentGone,
}
# A 403 of type about:blank tells the following apart by its ``detail`` only (research/channels.md §1h, seen in eight
# reports); matched loosely, and what matches none is `TextRefused` with X's own words.
_DETAILS: tuple[tuple[str, type[ChannelError]], ...] = (
    ("duplicate content", DuplicateText),
    ("deleted or not visible", ParentGone),
    ("mentioned or otherwise engaged", ReplyNotAllowed),
    ("reply to this conversation is not allowed", ReplyNotAllowed),
    ("who can reply", ReplyNotAllowed),
    ("permission to dm", ReplyNotAllowed),
    ("spending limit", CreditsGone),
    ("unsupported authentication", TokenExpired),
)
_MEDIA_FORGOTTEN = "media ids are invalid"
"""In the words of a 400 for a post whose uploads X knows no longer: it keeps them for a day."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where reading stands: up to id `since` all is read; a round under way is at page `token`, `newest` its newest."""

    since: int = 0
    newest: int = 0
    token: str = ""
    pages: int = 0

    @classmethod
    def parse(cls, cursor: str) -> "_Place":
        if not cursor:
            return cls()
        try:
            told = json.loads(cursor)
            return cls(int(told["since"]), int(told["newest"]), str(told["token"]), int(told["pages"]))
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
            log.warning("the cursor of an X account cannot be read; its mentions are read from the start")
            return cls()

    def dump(self) -> str:
        return json.dumps(asdict(self))


@dataclass(frozen=True, slots=True)
class _Page:
    """One page: its posts, how many could not be read, posts they refer to, and the next page's token."""

    posts: tuple[RemoteMessage, ...]
    skipped: int
    parents: tuple[RemoteMessage, ...]
    next_token: str


class XChannel:
    """One X account (research/channels.md §0–1). Satisfies `services.ports.ChannelPort`.

    `budget` is what X last said of reading mentions.
    """

    channel = Channel.X
    posting = POSTINGS[channel]

    def __init__(
        self, wire: Wire, account: Account, dialect: Dialect = Dialect.LEGACY, overlap: timedelta = OVERLAP
    ) -> None:
        self.budget: Budget | None = None
        self._wire = wire
        self._dialect = dialect
        self._overlap = overlap
        self._id = account.remote_id
        self._handle = account.handle
        self.private = XDirect(wire, self._me)
        self.uploads = XUploads(wire)
        self.metrics = XMetrics(wire, dialect.post_fields)

    def whoami(self) -> tuple[str, str]:
        """Id and handle the token belongs to."""
        me = object_of(self._wire.get("users/me").data, "data")
        remote_id, handle = text_of(me, "id"), text_of(me, "username")
        if not is_id(remote_id):
            raise BadAnswer("no id", channel="X")
        return remote_id, handle

    def fetch(self, cursor: str) -> Batch:
        """Mentions since *cursor*, re-reading `overlap` before it because X's index lags (research/channels.md §5.6).

        The lower bound advances only when every page of a round was read. A round that fails on a later page hands
        over what it has and goes on there next time.
        """
        place = _Place.parse(cursor)
        try:
            return self._read(place)
        except ReadRefused:
            if not place.token:
                raise
            log.info("X no longer takes the kept page token; the round starts again")
            return self._read(_Place(since=place.since))

    def _read(self, place: _Place) -> Batch:
        found: dict[str, RemoteMessage] = {}
        parents: dict[str, RemoteMessage] = {}
        low = moment_in(str(self._low(place))) if not place.token else None
        server_time, more, skipped = None, True, 0
        for count in range(PAGES_A_FETCH):
            try:
                answer = self._mentions(place)
            except ChannelError as error:
                if count == 0:
                    raise
                log.warning(
                    "page %d of mentions failed (%s); going on there next time", place.pages, type(error).__name__
                )
                more, low = False, None
                break
            self.budget, server_time = answer.budget, answer.server_time
            page = self._page(answer)
            skipped += page.skipped
            found |= {post.remote_id: post for post in page.posts}
            parents |= {post.remote_id: post for post in page.parents}
            place = _after(place, page, server_time)
            if not place.token:
                more = False
                break
        shown_all = low is not None and not more and not skipped and len(found) < MOST_MENTIONS
        return Batch(
            tuple(sorted(found.values(), key=lambda post: (post.sent_at, post.remote_id))),
            place.dump(), more, tuple(parents.values()), server_time,
            (Stretch(frozenset(), low),) if low is not None and shown_all else (),
        )  # fmt: skip

    def _low(self, place: _Place) -> int:
        """The id after which mentions are asked for, 0 or less for the first time."""
        return place.since - (int(self._overlap.total_seconds() * 1000) << 22)

    def _mentions(self, place: _Place) -> Answer:
        params = dict(_ASK[self._dialect])
        if (low := self._low(place)) > 0:
            params["since_id"] = str(low)
        if place.token:
            params["pagination_token"] = place.token
        return self._wire.get(path_of("users", self._me(), "mentions"), params)

    def publish(self, outgoing: Outgoing) -> Published:
        """Reply to the post ``outgoing.target`` (or post, when it is empty)."""
        body: dict[str, Any] = {"text": outgoing.text}
        if outgoing.media:
            body["media"] = {"media_ids": list(outgoing.media)}
        if outgoing.target:
            body["reply"] = {"in_reply_to_tweet_id": outgoing.target}
        try:
            answer = self._wire.post("tweets", body=body)
        except ParentGone as error:
            if outgoing.target:
                self._require_gone(outgoing.target, error)
            raise
        remote_id = text_of(object_of(answer.data, "data"), "id")
        if not is_id(remote_id):
            raise OutcomeUnknown("no id", channel="X")
        return Published(remote_id, permalink(self._handle, remote_id))

    def newest_own(self) -> str:
        """The id of our newest post."""
        page = self._page(self._own_posts({"max_results": "5"}))
        return max((post.remote_id for post in page.posts), key=int, default="")

    def read_back(self, outgoing: Outgoing, since: datetime, newest_own: str, others: Collection[str] = ()) -> ReadBack:
        """Look for the reply among our posts after *newest_own*: same parent, same text, none of *others*.

        *since* is not used: clocks may be wrong, ids are not, and a post wrongly left out would be published twice. Ids
        grow with time, so a reply is newer than what it answers, which is the bound where *newest_own* is not known.
        """
        del since
        after = newest_own or outgoing.target
        params = {"since_id": after} if after else {}
        whole = True
        for _ in range(PAGES_A_READ_BACK):
            page = self._page(self._own_posts(params))
            whole = whole and not page.skipped
            for post in page.posts:
                alike = post.parent == outgoing.target and same_text(outgoing.text, post.text)
                if alike and post.remote_id not in others:
                    return ReadBack(Found.PRESENT, post.remote_id)
            if not page.next_token:
                return ReadBack(Found.ABSENT if whole else Found.INCOMPLETE)
            params = params | {"pagination_token": page.next_token}
        return ReadBack(Found.INCOMPLETE)

    def moderate(self, remote_id: str, act: Moderation, *, own: bool = False) -> None:
        """Hide or show an answer in a conversation of ours, delete a post of ours; X deletes no other's."""
        with as_moderation():
            if act is Moderation.DELETE and not own:
                raise ReplyNotAllowed(channel=self.channel.own_name)
            try:
                done = self._delete(remote_id) if act is Moderation.DELETE else self._hide(remote_id, act)
            except ParentGone as error:
                self._require_gone(remote_id, error)
                if act is Moderation.DELETE:
                    return
                raise
            if not done:
                raise OutcomeUnknown("not done", channel=self.channel.own_name)

    def _hide(self, remote_id: str, act: Moderation) -> bool:
        hidden = act is Moderation.HIDE
        answer = self._wire.put(path_of("tweets", remote_id, "hidden"), body={"hidden": hidden})
        return object_of(answer.data, "data").get("hidden") is hidden

    def _delete(self, remote_id: str) -> bool:
        answer = self._wire.delete(path_of("tweets", remote_id))
        return object_of(answer.data, "data").get("deleted") is True

    def _require_gone(self, remote_id: str, error: ParentGone) -> None:
        """Raise unless a look does not find the post *remote_id* either: what is seen was refused, not deleted."""
        if object_of(self._wire.get(path_of("tweets", remote_id)).data, "data"):
            raise ReplyNotAllowed(error.platform_words, **error.facts)

    def _own_posts(self, params: Mapping[str, str]) -> Answer:
        return self._wire.get(
            path_of("users", self._me(), "tweets"), _ASK[self._dialect] | {"exclude": "retweets"} | dict(params)
        )

    def _me(self) -> str:
        if not self._id:
            self._id, self._handle = self.whoami()
        return self._id

    def _page(self, answer: Answer) -> _Page:
        reader = PostReader(self._me(), self._handle, object_of(answer.data, "includes"))
        posts, skipped = readable(self.channel, answer.data, reader.post, wanted=lambda item: not is_repost(item))
        token = text_of(object_of(answer.data, "meta"), "next_token")
        wanted = {post.parent for post in posts if post.parent}
        return _Page(tuple(posts), skipped, tuple(reader.parents(wanted)), token)


def connect(account: Account, token: str, options: Mapping[str, str]) -> XChannel:
    """An `XChannel`. *options*: ``base_url`` (the network's root), ``dialect``."""
    wire = wire_of(account, token, f"{options.get('base_url') or ROOT}/2", _judge, x_budget)
    return XChannel(wire, account, Dialect(options.get("dialect") or Dialect.LEGACY))


def _judge(refusal: Refusal) -> Verdict | None:
    """What a refusal of X means: by status, error code, problem type; by its words only where X tells no more."""
    status, data = refusal.status, refusal.data
    if status < HTTPStatus.BAD_REQUEST or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return None
    words = text_of(data, "detail", "title", "error_description", "error")
    kind = STATUS_ALONE.get(status)
    for error in objects_of(data, "errors"):
        words = words or text_of(error, "detail", "message")
        code = error.get("code")
        kind = kind or (_CODES.get(code) if isinstance(code, int) else None)
    kind = kind or _TYPES.get(text_of(data, "type").rpartition("/")[2])
    if kind is None and status == HTTPStatus.FORBIDDEN:
        kind = next((kind for part, kind in _DETAILS if part in words.casefold()), None)
    if kind is None and status == HTTPStatus.BAD_REQUEST and _MEDIA_FORGOTTEN in words.casefold():
        kind = UploadSpent
    if kind is None and status == HTTPStatus.NOT_FOUND:
        kind = ParentGone
    return refusal.verdict(kind, words, x_wait(refusal.headers, refusal.now))


def _after(place: _Place, page: _Page, server_time: datetime | None) -> _Place:
    """Where reading stands after *page*. A round without end is given up, and nothing is taken as read by it."""
    latest = (server_time or datetime.now(UTC)) + _CLOCK_DOUBT
    newest = max((int(post.remote_id) for post in page.posts if _plausible(post.remote_id, latest)), default=0)
    newest = max(newest, place.newest)
    if not page.next_token:
        return _Place(since=max(place.since, newest))
    if (page.posts and page.next_token == place.token) or place.pages + 1 >= PAGES_A_ROUND:
        log.warning("X's pages of mentions do not end; the round is given up after %d", place.pages + 1)
        return _Place(since=place.since)
    return replace(place, newest=newest, token=page.next_token, pages=place.pages + 1)


def _plausible(remote_id: str, latest: datetime) -> bool:
    """Whether *remote_id* may move the lower bound: one from the future would hide everything before it."""
    sent = moment_in(remote_id)
    return sent is None or sent <= latest
