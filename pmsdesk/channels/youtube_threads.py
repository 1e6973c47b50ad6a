"""YouTube's comment threads as messages, and where reading them stands between two fetches."""

import json
import logging
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from pmsdesk.channels.fields import Item, moment_of, number_of, object_of, objects_of, text_of
from pmsdesk.domain.account import Channel
from pmsdesk.domain.amendment import Stretch
from pmsdesk.domain.capability import Capability, WhyNot
from pmsdesk.domain.message import Author, RemoteMessage

DEPTH = timedelta(days=14)
DEEP_EVERY = timedelta(hours=2)
MODERATED_EVERY = timedelta(minutes=15)
SETTLING = timedelta(hours=1)
BETWEEN_LOOKS = timedelta(minutes=10)
LOOK_EVERY = timedelta(days=1)
PAGES_A_PASS = 60
PAGES_OF_REPLIES = 50
EMPTY_PAGES = 10
THREADS_KEPT = 500
PUBLISHED = "published"
HELD = ("heldForReview", "likelySpam")
_DOUBT_S = 25 * 60 * 60
_ID = re.compile(r"[0-9A-Za-z_.=-]{1,128}")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment on a video (`top`) with the replies YouTube sent along, of `total` that it counts."""

    top: RemoteMessage
    replies: tuple[RemoteMessage, ...]
    total: int


def is_id(text: str) -> bool:
    """Whether *text* can be an id of YouTube."""
    return bool(_ID.fullmatch(text))


def permalink(video: str, comment: str = "") -> str:
    """The public address of a video, or of a comment on it; "" where the video is not known."""
    if not video:
        return ""
    return f"https://www.youtube.com/watch?v={video}" + (f"&lc={comment}" if comment else "")


def thread_from(item: Item, me: str) -> Thread | None:
    """A comment thread, None without id or time. Its video is the parent of the comment it begins with."""
    snippet = object_of(item, "snippet")
    first = object_of(snippet, "topLevelComment")
    video = text_of(snippet, "videoId") or text_of(object_of(first, "snippet"), "videoId")
    can_reply = snippet.get("canReply") is not False
    top = _message(first, me, text_of(first, "id"), video, video, can_reply)
    if top is None:
        return None
    sent = [reply_from(reply, me, top.remote_id, video, can_reply) for reply in _sent_along(item)]
    replies = tuple(reply for reply in sent if reply is not None)
    return Thread(top, replies, number_of(snippet, "totalReplyCount") or 0)


def reply_from(item: Item, me: str, top: str, video: str, can_reply: bool) -> RemoteMessage | None:
    """A reply in the thread of the comment *top*, None without id or time; YouTube hangs all replies under *top*."""
    return _message(item, me, top, top, video, can_reply)


def video_from(item: Item, me: str) -> RemoteMessage | None:
    """A video as the post that is commented on, None without id or time."""
    remote_id, snippet = text_of(item, "id"), object_of(item, "snippet")
    sent_at, owner = moment_of(snippet, "publishedAt"), text_of(snippet, "channelId")
    if not is_id(remote_id) or sent_at is None:
        return None
    author = Author(owner, "", text_of(snippet, "channelTitle"))
    title, link = text_of(snippet, "title"), permalink(remote_id)
    may = Capability.nothing(WhyNot.OWN if owner == me else WhyNot.ELSEWHERE)
    return RemoteMessage(
        Channel.YOUTUBE, remote_id, remote_id, "", author, title, sent_at, link, own=owner == me, capability=may
    )


def _capability(can_reply: bool, own: bool) -> Capability:
    """Others' comments are held or, for ever, rejected; ours are deleted. YouTube has no messages."""
    reply = None if can_reply else WhyNot.CLOSED
    return Capability(reply, WhyNot.NO_SUCH_ACT, hide=WhyNot.OWN if own else None)


def _sent_along(item: Item) -> Sequence[Item]:
    return tuple(objects_of(object_of(item, "replies"), "comments"))


def _message(item: Item, me: str, thread: str, parent: str, video: str, can_reply: bool) -> RemoteMessage | None:
    remote_id, snippet = text_of(item, "id"), object_of(item, "snippet")
    sent_at = moment_of(snippet, "publishedAt")
    if not is_id(remote_id) or sent_at is None:
        return None
    author_id, name = text_of(object_of(snippet, "authorChannelId"), "value"), text_of(snippet, "authorDisplayName")
    picture = text_of(snippet, "imageUrl")
    return RemoteMessage(
        Channel.YOUTUBE,
        remote_id,
        thread,
        parent,
        Author(author_id, name[1:] if name.startswith("@") else "", name),
        text_of(snippet, "textOriginal", "textDisplay"),
        sent_at,
        permalink=permalink(video, remote_id),
        own=author_id == me,
        capability=_capability(can_reply, own=author_id == me),
        picture_urls=(picture,) if picture else (),
    )


# ---- where reading stands -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """What to ask for next: a page of threads of *status*, or of the replies to the comment *top*."""

    status: str = ""
    top: str = ""
    video: str = ""
    can_reply: bool = True
    token: str = ""


@dataclass(slots=True)
class _Due:
    """A thread whose replies are to be read, `count` of them by YouTube's word, and how far that is."""

    top: str
    video: str
    can_reply: bool
    count: int
    token: str = ""
    pages: int = 0
    seen: int = 0


@dataclass(slots=True)
class _Kept:
    """What a cursor holds. Times are unix seconds.

    Up to `since` all is read. A round under way reads the `passes` left down to `floor`; it is at page `token`, and
    `newest` is its newest comment. `known` are the counts, times of change and times of reading of threads whose
    replies had to be asked for.
    """

    since: int = 0
    newest: int = 0
    floor: int = 0
    deep: bool = False
    moderated: bool = False
    passes: list[str] = field(default_factory=list)
    token: str = ""
    pages: int = 0
    empty: int = 0
    deep_at: int = 0
    moderated_at: int = 0
    known: dict[str, list[int]] = field(default_factory=dict)
    due: list[_Due] = field(default_factory=list)

    @classmethod
    def parse(cls, cursor: str) -> Self:
        if not cursor:
            return cls()
        try:
            told: dict[str, Any] = json.loads(cursor)
            numbers = {
                n: int(told[n]) for n in ("since", "newest", "floor", "pages", "empty", "deep_at", "moderated_at")
            }
            known = {str(key): [int(n) for n in told["known"][key]] for key in told["known"]}
            if any(len(numbers) != 3 for numbers in known.values()):
                raise ValueError(cursor)
            due = [_due_from(entry) for entry in told["due"]]
            passes = [name for name in told["passes"] if name in (PUBLISHED, *HELD)]
            return cls(
                **numbers,
                deep=bool(told["deep"]),
                moderated=bool(told["moderated"]),
                passes=passes,
                token=str(told["token"]),
                known=known,
                due=due,
            )
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
            log.warning("the cursor of a YouTube channel cannot be read; its comments are read from the start")
            return cls()


def _due_from(told: dict[str, Any]) -> _Due:
    count, pages, seen = (int(told[name]) for name in ("count", "pages", "seen"))
    return _Due(str(told["top"]), str(told["video"]), bool(told["can_reply"]), count, str(told["token"]), pages, seen)


class Reading:
    """A round of reading; made from a cursor and written back to one.

    Threads come newest first and a new reply does not bring an old thread up. So a round reads down to *overlap* before
    the newest known comment, every two hours down to `DEPTH`; held and spam comments have passes of their own. Replies
    that YouTube counts and does not send along are asked for, once more later where not all of them came, and each day
    anyway, as one may be deleted where another is written. `since` advances only when a round was read to its end.

    `whole` is what a round showed to the last comment, the held and spam ones among them; only one that begins and
    ends with this object tells it. `unlisted` are the replies that YouTube counts and does not show, by their comment.
    """

    def __init__(self, cursor: str, now: datetime, overlap: timedelta) -> None:
        self._kept = _Kept.parse(cursor)
        self._now = int(now.timestamp())
        self._lacks = self.unfinished
        self._noted: dict[str, datetime] = {}
        self._read: dict[str, datetime] = {}
        self.whole: tuple[Stretch, ...] = ()
        self.unlisted: dict[str, int] = {}
        if not self.unfinished:
            self._begin(int(overlap.total_seconds()))

    @property
    def unfinished(self) -> bool:
        """Whether there is more to ask for in this round."""
        return bool(self._kept.passes or self._kept.due)

    def ask(self) -> Asked | None:
        """What to ask for next, None at the end of the round."""
        kept = self._kept
        if kept.due:
            due = kept.due[0]
            return Asked("", due.top, due.video, due.can_reply, due.token)
        return Asked(kept.passes[0], token=kept.token) if kept.passes else None

    def note_lacking(self) -> None:
        """Something could not be read: what is not seen in this round proves nothing."""
        self._lacks = True

    def take_threads(self, threads: Sequence[Thread], token: str) -> None:
        """Take note of a page of threads; *token* asks for the next, "" on the last one."""
        kept = self._kept
        for thread in threads:
            self._note_replies(thread)
        times = [int(thread.top.sent_at.timestamp()) for thread in threads]
        if kept.passes[0] == PUBLISHED:
            kept.newest = max([kept.newest, *(t for t in times if t <= self._now + _DOUBT_S)])
        kept.pages += 1
        kept.empty = 0 if threads else kept.empty + 1
        if (threads and token and token == kept.token) or kept.empty > EMPTY_PAGES:
            log.warning("YouTube's pages of comments lead nowhere; the round is given up")
            self._end(given_up=True)
        elif token and not (times and max(times) < kept.floor) and kept.pages < PAGES_A_PASS:
            kept.token = token
        else:
            self._lacks = self._lacks or kept.pages >= PAGES_A_PASS
            self.end_pass()

    def take_replies(self, count: int, token: str) -> None:
        """Take note of a page of *count* replies to the thread asked for."""
        due = self._kept.due[0]
        due.seen += count
        due.pages += 1
        if token and token != due.token and due.pages < PAGES_OF_REPLIES:
            due.token = token
        else:
            self.leave_replies()

    def leave_replies(self) -> None:
        """Remember the thread asked for as read; one of which not all came is due again later."""
        kept = self._kept
        due = kept.due.pop(0)
        self.unlisted[due.top] = max(0, due.count - due.seen)
        if due.seen >= due.count and due.top in self._noted:
            self._read[due.top] = self._noted[due.top]
        before = kept.known.pop(due.top, None)
        changed = before[1] if before and before[0] == due.count else self._now
        kept.known[due.top] = [due.count, 0 if due.seen >= due.count else changed, self._now]
        while len(kept.known) > THREADS_KEPT:
            del kept.known[next(iter(kept.known))]

    def restart(self) -> bool:
        """Forget the kept page of what was asked for last; False when none was kept."""
        where: _Due | _Kept = self._kept.due[0] if self._kept.due else self._kept
        held = bool(where.token)
        where.token, where.pages = "", 0
        return held

    def end_pass(self) -> None:
        """Go on with the next pass."""
        kept = self._kept
        kept.passes.pop(0)
        kept.token, kept.pages, kept.empty = "", 0, 0
        if not kept.passes:
            self._end()

    def cursor(self) -> str:
        """What to hand to the next `Reading`."""
        return json.dumps(asdict(self._kept), separators=(",", ":"))

    def _begin(self, overlap: int) -> None:
        kept = self._kept
        deepest = self._now - int(DEPTH.total_seconds())
        kept.deep = not kept.since or self._over(kept.deep_at, DEEP_EVERY)
        kept.floor = deepest if kept.deep else max(kept.since - overlap, deepest)
        kept.moderated = self._over(kept.moderated_at, MODERATED_EVERY)
        kept.passes = [PUBLISHED, *(HELD if kept.moderated else ())]
        kept.newest = 0

    def _end(self, given_up: bool = False) -> None:
        kept = self._kept
        if kept.moderated and not given_up and not self._lacks:
            self._note_whole()
        if not given_up:
            kept.since = max(kept.since, kept.newest)
            kept.deep_at = self._now if kept.deep else kept.deep_at
        kept.moderated_at = self._now if kept.moderated else kept.moderated_at
        kept.passes, kept.token, kept.pages, kept.empty = [], "", 0, 0

    def _note_whole(self) -> None:
        floor = datetime.fromtimestamp(self._kept.floor, UTC)
        self.whole = (Stretch(frozenset(), floor, tops=True),)
        if self._read:
            self.whole += (Stretch(frozenset(self._read), min(self._read.values())),)

    def _over(self, at: int, time: timedelta) -> bool:
        """Whether *time* has passed since *at*; a clock that was set back does not make it longer."""
        return not 0 <= self._now - at < time.total_seconds()

    def _note_replies(self, thread: Thread) -> None:
        """Put the thread in the queue if replies are to be asked for."""
        top, kept = thread.top, self._kept
        self._noted[top.remote_id] = top.sent_at
        if thread.total <= len(thread.replies):
            if kept.passes[0] == PUBLISHED:
                self._read[top.remote_id], self.unlisted[top.remote_id] = top.sent_at, 0
            return
        if any(due.top == top.remote_id for due in kept.due):
            return
        count, changed, read = kept.known.get(top.remote_id, (-1, 0, 0))
        lagging = read - changed < SETTLING.total_seconds() and self._over(read, BETWEEN_LOOKS)
        if thread.total != count or lagging or self._over(read, LOOK_EVERY):
            kept.due.append(_Due(top.remote_id, top.parent, top.capability.can_reply, thread.total))
