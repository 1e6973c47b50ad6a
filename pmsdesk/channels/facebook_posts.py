"""Facebook's posts and comments as messages, and what must be remembered of posts to read only what changed."""

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pmsdesk.channels.fields import Item, moment_of, number_of, object_of, text_of
from pmsdesk.channels.graph import PAGING, is_id
from pmsdesk.domain.account import Channel
from pmsdesk.domain.errors import BadAnswer
from pmsdesk.domain.message import Author, RemoteMessage

POST_FIELDS = (
    "id,from,message,created_time,updated_time,permalink_url,full_picture,"
    "comments.filter(stream).limit(0).summary(total_count)"
)
COMMENT_FIELDS = "id,from,message,created_time,parent{id},can_comment,attachment,permalink_url"
SETTLING = timedelta(hours=1)
BETWEEN_LOOKS = timedelta(minutes=2)
PAGES_A_POST = 200
EMPTY_PAGES = 10
_REFUSED = -2

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Post:
    """One listed post: as a message, and what tells whether its comments changed (`count` −1 where not told)."""

    message: RemoteMessage
    count: int
    updated: str


def post_from(item: Item, me: str, ours: bool) -> Post | None:
    """A post of a page's edge, None without id or time. *ours* tells who wrote it where Facebook does not."""
    message = _message(item, me, thread=text_of(item, "id"), parent="")
    if message is None:
        return None
    if ours and not message.author.remote_id:
        message = _message(dict(item) | {"from": {"id": me}}, me, message.thread, "") or message
    count = number_of(object_of(object_of(item, "comments"), "summary"), "total_count")
    return Post(message, -1 if count is None else count, text_of(item, "updated_time"))


def comment_from(item: Item, me: str, post_id: str) -> RemoteMessage | None:
    """A comment under *post_id*, None without id or time. `from` may be missing (no permission to see the person)."""
    return _message(item, me, post_id, text_of(object_of(item, "parent"), "id") or post_id)


def _message(item: Item, me: str, thread: str, parent: str) -> RemoteMessage | None:
    remote_id, sent_at = text_of(item, "id"), moment_of(item, "created_time")
    if not is_id(remote_id) or sent_at is None:
        return None
    author = object_of(item, "from")
    author_id = text_of(author, "id")
    image = object_of(object_of(object_of(item, "attachment"), "media"), "image")
    picture = text_of(item, "full_picture") or text_of(image, "src")
    return RemoteMessage(
        Channel.FACEBOOK,
        remote_id,
        thread,
        parent,
        Author(author_id, text_of(author, "username"), text_of(author, "name")),
        text_of(item, "message"),
        sent_at,
        permalink=text_of(item, "permalink_url") or permalink(remote_id),
        own=author_id == me,
        can_reply=item.get("can_comment") is not False,
        picture_urls=(picture,) if picture else (),
    )


def permalink(remote_id: str) -> str:
    """The public address of a post or comment."""
    return f"https://www.facebook.com/{remote_id}"


@dataclass(frozen=True, slots=True)
class _Watched:
    """A post as last read: its comment count and `updated` then, its newest comment, when it was seen to have changed
    last and when it was read (unix seconds).
    """

    count: int
    updated: str
    newest: int
    changed: int
    read: int


@dataclass(slots=True)
class _Stop:
    """Where the comments of a post are being read: how to ask for the next page, the newest comment so far, pages.

    `empty` counts the last pages that held nothing.
    """

    post: str = ""
    paging: dict[str, str] = field(default_factory=dict)
    newest: int = 0
    pages: int = 0
    empty: int = 0


class Watch:
    """What is known of the listed posts; made from a cursor and written back to one.

    A post's entry changes only when its comments were read to the end (`finish`), so a fetch that stops half-way
    finds it due again. A changed post is read every two minutes until it was read an hour after the change, because
    a comment may be counted before it is shown. Times are the network's, in unix seconds.
    """

    def __init__(self, cursor: str, listed: Iterable[Post], now: datetime, overlap: timedelta) -> None:
        known, stop = _parsed(cursor)
        self._listed = {post.message.remote_id: post for post in listed}
        self._known = {post_id: known[post_id] for post_id in known.keys() & self._listed.keys()}
        self._stop = stop if stop.post in self._listed else _Stop()
        self._now = int(now.timestamp())
        self._overlap = int(overlap.total_seconds())

    def __contains__(self, post_id: str) -> bool:
        return post_id in self._known

    def due(self) -> list[Post]:
        """The posts to read: the one a fetch stopped at, then changed ones, then those to look at again; each group
        begins with what was read longest ago.
        """
        due = [post for post in self._listed.values() if self._has_changed(post) or self._may_lag(post)]
        return sorted(due, key=self._turn)

    @property
    def unread(self) -> bool:
        """Whether a post that changed is not read to its end."""
        return any(self._has_changed(post) for post in self._listed.values())

    def note_quiet(self) -> None:
        """Remember the listed posts that have no comment yet."""
        for post in self._listed.values():
            if post.count == 0 and post.message.remote_id not in self._known:
                self.finish(post)

    def begin(self, post: Post) -> dict[str, str]:
        """The parameters that ask for the next unread page of *post*'s comments."""
        post_id = post.message.remote_id
        if self._stop.post != post_id:
            self._stop = _Stop(post_id)
        known = self._known.get(post_id)
        since = {"since": str(max(known.newest - self._overlap, 1))} if known and known.newest else {}
        return since | self._stop.paging

    def restart(self, post: Post) -> bool:
        """Forget the kept page of *post*; False when none was kept."""
        kept = bool(self._stop.paging)
        self._stop = _Stop(post.message.remote_id)
        return kept

    def turn_page(self, post: Post, comments: Sequence[RemoteMessage], paging: dict[str, str]) -> bool:
        """Take note of a page of *comments*; *paging* asks for the next. Returns whether there is a next to read.

        Raises `BadAnswer` for pages that lead nowhere (the post stays due). After `PAGES_A_POST` pages the rest, which
        is the oldest, is given up.
        """
        stop = self._stop
        times = [int(c.sent_at.timestamp()) for c in comments]
        stop.newest = max([stop.newest, *(t for t in times if t <= self._now + self._overlap)])
        stop.pages += 1
        stop.empty = 0 if comments else stop.empty + 1
        if stop.empty > EMPTY_PAGES or (comments and paging and paging == stop.paging):
            self._stop = _Stop()
            raise BadAnswer("pages lead nowhere", channel="Facebook")
        if paging and stop.pages < PAGES_A_POST:
            stop.paging = paging
            return True
        if paging:
            log.warning("the oldest comments of one post are given up after %d pages", stop.pages)
        self.finish(post)
        return False

    def finish(self, post: Post) -> None:
        """Remember *post* as read to the end."""
        post_id = post.message.remote_id
        before = self._known.get(post_id)
        seen = max(before.newest if before else 0, self._stop.newest if self._stop.post == post_id else 0)
        changed = before.changed if before and not _differs(post, before) else self._now
        self._keep(post_id, _Watched(post.count, post.updated, seen, changed, self._now))

    def refuse(self, post: Post) -> None:
        """Remember that *post* may not be read now: it is due again in an hour, as from where it was read last.

        Graph refuses what was deleted, what is not permitted and, in an outage, anything.
        """
        before = self._known.get(post.message.remote_id)
        newest = before.newest if before else 0
        self._keep(post.message.remote_id, _Watched(_REFUSED, post.updated, newest, self._now, self._now))

    def cursor(self) -> str:
        """What to hand to the next `Watch`."""
        posts = {key: [w.count, w.updated, w.newest, w.changed, w.read] for key, w in self._known.items()}
        stop = [self._stop.post, self._stop.paging, self._stop.newest, self._stop.pages, self._stop.empty]
        return json.dumps({"posts": posts, "stop": stop}, separators=(",", ":"))

    def _keep(self, post_id: str, watched: _Watched) -> None:
        self._known[post_id] = watched
        if self._stop.post == post_id:
            self._stop = _Stop()

    def _has_changed(self, post: Post) -> bool:
        known = self._known.get(post.message.remote_id)
        if known is None:
            return post.count != 0
        if known.count == _REFUSED:
            return self._now - known.read >= SETTLING.total_seconds()
        return _differs(post, known)

    def _may_lag(self, post: Post) -> bool:
        known = self._known.get(post.message.remote_id)
        if (
            known is None
            or post.count == 0
            or known.count == _REFUSED
            or known.read - known.changed >= SETTLING.total_seconds()
        ):
            return False
        return self._now - known.read >= BETWEEN_LOOKS.total_seconds()

    def _turn(self, post: Post) -> tuple[bool, bool, int]:
        known = self._known.get(post.message.remote_id)
        return post.message.remote_id != self._stop.post, not self._has_changed(post), known.read if known else 0


def _differs(post: Post, known: _Watched) -> bool:
    return (post.count, post.updated) != (known.count, known.updated)


def _parsed(cursor: str) -> tuple[Mapping[str, _Watched], _Stop]:
    if not cursor:
        return {}, _Stop()
    try:
        told = json.loads(cursor)
        known = {
            str(key): _Watched(int(count), str(updated), int(newest), int(changed), int(read))
            for key, (count, updated, newest, changed, read) in told["posts"].items()
        }
        post, paging, newest, pages, empty = told["stop"]
        kept = {name: str(value) for name, value in paging.items() if name in PAGING}
        return known, _Stop(str(post), kept, int(newest), int(pages), int(empty))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        log.warning("the cursor of a Facebook page cannot be read; its posts are read from the start")
        return {}, _Stop()
