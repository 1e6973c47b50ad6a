"""What must be remembered of a Graph account's posts, so that only comments that may be new are read."""

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pmsdesk.channels.graph import PAGING
from pmsdesk.domain.account import Channel
from pmsdesk.domain.amendment import Stretch
from pmsdesk.domain.errors import BadAnswer, ChannelError, ReadRefused
from pmsdesk.domain.message import RemoteMessage

SETTLING = timedelta(hours=1)
BETWEEN_LOOKS = timedelta(minutes=2)
PAGES_A_FETCH = 20
PAGES_A_POST = 200
EMPTY_PAGES = 10
CLOCK_DOUBT_S = 6 * 60 * 60
_REFUSED = -2

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Post:
    """One listed post: as a message, and what tells whether its comments changed (`count` −1 where not told)."""

    message: RemoteMessage
    count: int
    updated: str


@dataclass(frozen=True, slots=True)
class _Watched:
    """A post as last read: its comment count and `updated` then, its newest comment, when it was seen to have changed
    last, when it was read, and when it was read whole (unix seconds).
    """

    count: int
    updated: str
    newest: int
    changed: int
    read: int
    whole: int = 0


@dataclass(slots=True)
class _Stop:
    """Where the comments of a post are being read: how to ask for the next page, the newest comment so far, pages.

    `empty` counts the last pages that held nothing; `whole` tells that all of the post is read, not only what is new.
    """

    post: str = ""
    paging: dict[str, str] = field(default_factory=dict)
    newest: int = 0
    pages: int = 0
    empty: int = 0
    whole: bool = True


@dataclass(slots=True)
class _Tally:
    """What this fetch saw of the post it reads from the first page on; `lacks` tells that some could not be read."""

    post: str = ""
    seen: set[str] = field(default_factory=set)
    lacks: bool = False


class Watch:
    """What is known of the listed posts; made from a cursor and written back to one.

    A post's entry changes only when its comments were read to the end (`finish`), so a fetch that stops half-way
    finds it due again. A changed post is read every two minutes until it was read an hour after the change, because
    a comment may be counted before it is shown; any other of ours is looked at every *look_every*, where given.
    Comments are asked for from *overlap* before the newest known, or all of them without it; also with it all are read
    when fewer are counted than before, and once in *look_every*. Times are the network's, in unix seconds.

    `stretches` is what this fetch saw of every comment that is counted; `unlisted`, by post, how many it did not see
    where it read all that is shown.
    """

    def __init__(
        self,
        cursor: str,
        listed: Iterable[Post],
        now: datetime,
        channel: Channel,
        *,
        overlap: timedelta | None = None,
        look_every: timedelta | None = None,
    ) -> None:
        known, stop = _parsed(cursor, channel)
        self._listed = {post.message.remote_id: post for post in listed}
        self._known = {post_id: known[post_id] for post_id in known.keys() & self._listed.keys()}
        self._stop = stop if stop.post in self._listed else _Stop()
        self._now = int(now.timestamp())
        self._channel = channel
        self._overlap = overlap
        self._look_every = look_every
        self._tally = _Tally()
        self._whole: dict[str, Post] = {}
        self.unlisted: dict[str, int] = {}

    def __contains__(self, post_id: str) -> bool:
        return post_id in self._known

    def due(self) -> list[Post]:
        """The posts to read: the one a fetch stopped at, then changed ones, then those to look at again; each group
        begins with what was read longest ago.
        """
        due = [post for post in self._listed.values() if self._has_changed(post) or self._may_have_more(post)]
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
        known = self._known.get(post_id)
        if self._stop.post != post_id:
            self._stop = _Stop(post_id, whole=self._wants_whole(post, known))
        if not self._stop.pages:
            self._tally = _Tally(post_id)
        if self._overlap is None or known is None or not known.newest or self._stop.whole:
            return dict(self._stop.paging)
        return {"since": str(max(known.newest - int(self._overlap.total_seconds()), 1))} | self._stop.paging

    def restart(self, post: Post) -> bool:
        """Forget the kept page of *post*; False when none was kept."""
        kept = bool(self._stop.paging)
        self._stop = _Stop(post.message.remote_id, whole=self._stop.whole)
        return kept

    def turn_page(
        self, post: Post, comments: Sequence[RemoteMessage], paging: dict[str, str], *, lacks: bool = False
    ) -> bool:
        """Take note of a page of *comments*; *paging* asks for the next. Returns whether there is a next to read.

        *lacks* tells that some of it could not be read. Raises `BadAnswer` for pages that lead nowhere (the post stays
        due). After `PAGES_A_POST` pages the rest, which is the oldest, is given up.
        """
        stop = self._stop
        times = [int(c.sent_at.timestamp()) for c in comments]
        stop.newest = max([stop.newest, *(t for t in times if t <= self._now + CLOCK_DOUBT_S)])
        stop.pages += 1
        stop.empty = 0 if comments else stop.empty + 1
        self._tally.seen |= {comment.remote_id for comment in comments}
        self._tally.lacks = self._tally.lacks or lacks
        if stop.empty > EMPTY_PAGES or (comments and paging and paging == stop.paging):
            self._stop = _Stop()
            raise BadAnswer("pages lead nowhere", channel=self._channel.own_name)
        if paging and stop.pages < PAGES_A_POST:
            stop.paging = paging
            return True
        if paging:
            log.warning("the oldest comments of one post are given up after %d pages", stop.pages)
        elif stop.whole and self._tally.post == post.message.remote_id:
            self._note_whole(post)
        self.finish(post)
        return False

    def finish(self, post: Post) -> None:
        """Remember *post* as read to the end."""
        post_id = post.message.remote_id
        before = self._known.get(post_id)
        seen = max(before.newest if before else 0, self._stop.newest if self._stop.post == post_id else 0)
        changed = before.changed if before and not _differs(post, before) else self._now
        partly = before is not None and self._stop.post == post_id and not self._stop.whole
        whole = before.whole if before and partly else self._now
        self._keep(post_id, _Watched(post.count, post.updated, seen, changed, self._now, whole))

    def refuse(self, post: Post) -> None:
        """Remember that *post* may not be read now: it is due again in an hour, as from where it was read last.

        Graph refuses what was deleted, what is not permitted and, in an outage, anything.
        """
        before = self._known.get(post.message.remote_id)
        newest, whole = (before.newest, before.whole) if before else (0, 0)
        self._keep(post.message.remote_id, _Watched(_REFUSED, post.updated, newest, self._now, self._now, whole))

    def cursor(self) -> str:
        """What to hand to the next `Watch`."""
        posts = {key: [w.count, w.updated, w.newest, w.changed, w.read, w.whole] for key, w in self._known.items()}
        place = self._stop
        stop = [place.post, place.paging, place.newest, place.pages, place.empty, place.whole]
        return json.dumps({"posts": posts, "stop": stop}, separators=(",", ":"))

    def stretches(self) -> tuple[Stretch, ...]:
        """What this fetch showed whole."""
        if not self._whole:
            return ()
        return (Stretch(frozenset(self._whole), min(post.message.sent_at for post in self._whole.values())),)

    def _keep(self, post_id: str, watched: _Watched) -> None:
        self._known[post_id] = watched
        if self._stop.post == post_id:
            self._stop = _Stop()

    def _wants_whole(self, post: Post, known: _Watched | None) -> bool:
        """Whether all of it is read: what was deleted or edited shows only beside everything else."""
        if self._overlap is None or known is None or 0 <= post.count < known.count:
            return True
        return self._look_every is not None and self._now - known.whole >= self._look_every.total_seconds()

    def _note_whole(self, post: Post) -> None:
        """All that the network shows of *post* was seen. What it counts and does not show may be any comment."""
        post_id, before = post.message.remote_id, self._known.get(post.message.remote_id)
        unseen = max(0, post.count - len(self._tally.seen))
        if post.count >= 0 and not self._tally.lacks:
            if not unseen:
                self._whole[post_id] = post
            if not unseen or (before is not None and before.count == post.count):
                self.unlisted[post_id] = unseen

    def _has_changed(self, post: Post) -> bool:
        known = self._known.get(post.message.remote_id)
        if known is None:
            return post.count != 0
        if known.count == _REFUSED:
            return self._now - known.read >= SETTLING.total_seconds()
        return _differs(post, known)

    def _may_have_more(self, post: Post) -> bool:
        """Whether an unchanged post is to be looked at: it settles, or it was not looked at for long."""
        known = self._known.get(post.message.remote_id)
        if known is None or known.count == _REFUSED:
            return False
        settling = post.count != 0 and known.read - known.changed < SETTLING.total_seconds()
        wait = BETWEEN_LOOKS if settling else self._look_every if post.message.own and post.count else None
        return wait is not None and self._now - known.read >= wait.total_seconds()

    def _turn(self, post: Post) -> tuple[bool, bool, int]:
        known = self._known.get(post.message.remote_id)
        return post.message.remote_id != self._stop.post, not self._has_changed(post), known.read if known else 0


def _differs(post: Post, known: _Watched) -> bool:
    return (post.count, post.updated) != (known.count, known.updated)


def _parsed(cursor: str, channel: Channel) -> tuple[Mapping[str, _Watched], _Stop]:
    if not cursor:
        return {}, _Stop()
    try:
        told = json.loads(cursor)
        known = {
            str(key): _Watched(int(count), str(updated), *map(int, times))
            for key, (count, updated, *times) in told["posts"].items()
        }
        post, paging, newest, pages, empty, *whole = told["stop"]
        kept = {name: str(value) for name, value in paging.items() if name in PAGING}
        return known, _Stop(str(post), kept, int(newest), int(pages), int(empty), all(whole))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        log.warning("a cursor of %s cannot be read; its posts are read from the start", channel.own_name)
        return {}, _Stop()


def read_due(
    watch: Watch, comments_of: Callable[[Post], Iterator[list[RemoteMessage]]]
) -> tuple[dict[str, RemoteMessage], dict[str, RemoteMessage], bool]:
    """Comments, the posts they stand under, and whether pages are left. At most `PAGES_A_FETCH` are read.

    *comments_of* gives a post's unread pages and tells the watch of each. What fails after the first page is left to
    the next fetch, which begins where this one stopped. A post that cannot be read does not keep the others from being
    read.
    """
    comments: dict[str, RemoteMessage] = {}
    parents: dict[str, RemoteMessage] = {}
    pages, trouble = 0, None
    for post in watch.due():
        try:
            for page in comments_of(post):
                pages += 1
                comments |= {comment.remote_id: comment for comment in page}
                parents[post.message.remote_id] = post.message
                if pages == PAGES_A_FETCH:
                    return comments, parents, watch.unread
        except ReadRefused as error:
            log.warning("the comments of one post may not be read: %s", error.platform_words)
            watch.refuse(post)
        except ChannelError as error:
            log.warning("reading comments stopped after %d pages: %s", pages, type(error).__name__)
            trouble = error
            if not isinstance(error, BadAnswer):
                break
    if trouble and not pages:
        raise trouble
    return comments, parents, False
