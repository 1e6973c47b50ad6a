"""YouTube Data API v3: comments on our channel and its videos in, replies and videos out, and a look for them."""

import logging
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from urllib.parse import urlencode

from pmsdesk.channels.fields import Item, object_of, objects_of, text_of
from pmsdesk.channels.http import Answer, Wire, no_budget, wire_of
from pmsdesk.channels.moderating import as_moderation
from pmsdesk.channels.same_text import same_text
from pmsdesk.channels.youtube_metrics import YouTubeMetrics
from pmsdesk.channels.youtube_posting import YouTubePosting
from pmsdesk.channels.youtube_refusals import Failed, Unseen, judging, judging_uploads
from pmsdesk.channels.youtube_threads import (
    HELD,
    PUBLISHED,
    Asked,
    Reading,
    is_id,
    permalink,
    reply_from,
    thread_from,
    video_from,
)
from pmsdesk.channels.youtube_units import DAILY, READ, UPLOADS_A_DAY, WRITE, Units, renewal, units_of
from pmsdesk.channels.youtube_uploads import YouTubeUploads
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.errors import (
    BadAnswer,
    ChannelError,
    OutcomeUnknown,
    ParentGone,
    ReadRefused,
    TextRefused,
)
from pmsdesk.domain.media_errors import PublishLimit
from pmsdesk.domain.message import RemoteMessage
from pmsdesk.domain.moderation import Moderation
from pmsdesk.domain.polling import Budget
from pmsdesk.domain.posting import POSTINGS
from pmsdesk.domain.publication import Found, Outgoing, Published, ReadBack
from pmsdesk.services.ports import Batch

ROOT = "https://www.googleapis.com"
OVERLAP = timedelta(hours=6)
"""How far before the newest known comment a round reads: a day would cost a unit more a round for each hundred of them,
of the units all channels share. What lags longer comes with the fourteen days that are read every two hours."""
PAGE_SIZE = 100
CALLS_A_FETCH = 20
PAGES_A_READ_BACK = 10
VIDEOS_A_CALL = 50
_CLOCK_DOUBT = timedelta(hours=25)
_LISTING = {"maxResults": str(PAGE_SIZE), "textFormat": "plainText"}
_THREADS = _LISTING | {"part": "snippet,replies", "order": "time"}
_REPLIES = _LISTING | {"part": "snippet"}

_STATUSES = {Moderation.HIDE: HELD[0], Moderation.SHOW: PUBLISHED, Moderation.DELETE: "rejected"}

T = TypeVar("T")
log = logging.getLogger(__name__)


class YouTubeChannel:
    """One YouTube channel (research/channels.md §1). Satisfies `services.ports.ChannelPort`.

    `budget` is what is left of the project's units, counted here; other seats and programs spend them, too.
    """

    channel = Channel.YOUTUBE
    posting = POSTINGS[channel]

    def __init__(
        self,
        wire: Wire,
        bytes_wire: Wire,
        account: Account,
        units: Units,
        overlap: timedelta = OVERLAP,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.budget: Budget | None = None
        self._wire = wire
        self._units = units
        self._overlap = overlap
        self._now = now
        self._account_id = account.id
        self._id = account.remote_id
        self._videos: dict[str, RemoteMessage | None] = {}
        self._posting = YouTubePosting(wire, self._get, lambda: self._spend(WRITE))
        self.uploads = YouTubeUploads(bytes_wire, self._get, self._begin_upload)
        self.metrics = YouTubeMetrics(self._get)

    def whoami(self) -> tuple[str, str]:
        """Id and handle (or title, where there is none) of the channel the token belongs to."""
        answer = self._get("channels", {"part": "snippet", "mine": "true"})
        me = next(objects_of(answer.data, "items"), {})
        remote_id, snippet = text_of(me, "id"), object_of(me, "snippet")
        if not is_id(remote_id):
            raise BadAnswer("no channel", channel="YouTube")
        return remote_id, text_of(snippet, "customUrl").lstrip("@") or text_of(snippet, "title")

    def fetch(self, cursor: str) -> Batch:
        """Comments and replies since *cursor*, held and spam ones included, with the videos they stand under.

        Where units are short nothing is read now: they are spent no faster than the day passes. What fails after the
        first call is left to the next fetch, which begins where this one stopped.
        """
        reading = Reading(cursor, self._now(), self._overlap)
        found: dict[str, RemoteMessage] = {}
        parents: dict[str, RemoteMessage] = {}
        server_time, read, trouble = None, 0, None
        for _ in range(CALLS_A_FETCH):
            asked = reading.ask()
            if asked is None or not self._units.may_read(self._account_id, self._now()):
                break
            try:
                answer = self._ask(asked)
            except ChannelError as error:
                trouble = error
                if not self._passed_over(reading, asked, error):
                    break
                continue
            read += 1
            server_time = answer.server_time or server_time
            self._take(reading, asked, answer, found, parents)
        else:
            return self._batch(found, parents, reading, server_time, more=reading.unfinished)
        if trouble and not read:
            raise trouble
        return self._batch(found, parents, reading, server_time, more=False)

    def publish(self, outgoing: Outgoing) -> Published:
        """Reply in the thread of the comment ``outgoing.thread``; without one, show a video.

        YouTube takes no replies to replies.
        """
        top = outgoing.thread or outgoing.target
        if not top:
            return self._posting.publish(outgoing)
        body = {"snippet": {"parentId": top, "textOriginal": outgoing.text}}
        try:
            answer = self._wire.post("comments?part=snippet", body=body)
        except (ParentGone, Failed) as error:
            raise self._what_failed(error, top) from None
        self._spend(WRITE)
        remote_id = text_of(answer.data, "id")
        if not is_id(remote_id):
            raise OutcomeUnknown("no id", channel="YouTube")
        return Published(remote_id, permalink(text_of(object_of(answer.data, "snippet"), "videoId"), remote_id))

    def newest_own(self) -> str:
        """Always "": YouTube's ids have no order, and a read-back looks into one thread only."""
        return ""

    def read_back(self, outgoing: Outgoing, since: datetime, newest_own: str, others: Collection[str] = ()) -> ReadBack:
        """Look for our reply with that text in its thread, also where it is held, that is none of *others*.

        Clocks may be a day wrong, so *since* only shuts out what is more than 25 hours older. A reply may be held, or
        taken for spam, where no list shows it (research/channels.md §1j): one that is not seen is never called absent.
        """
        del newest_own
        top = outgoing.thread or outgoing.target
        if not top:
            return self._posting.read_back(outgoing)
        whole = True
        try:
            for replies, skipped in self._replies_to(top):
                whole = whole and not skipped
                for reply in replies:
                    alike = reply.own and reply.remote_id not in others and same_text(outgoing.text, reply.text)
                    if alike and reply.sent_at >= since - _CLOCK_DOUBT:
                        return ReadBack(Found.PRESENT, reply.remote_id)
        except Unseen as error:
            raise self._what_failed(ParentGone(error.platform_words, **error.facts), top) from None
        return ReadBack(Found.UNSEEN if whole else Found.INCOMPLETE)

    def moderate(self, remote_id: str, act: Moderation, *, own: bool = False) -> None:
        """Hold, publish or, for ever, reject a comment under our videos; delete one of ours."""
        with as_moderation():
            try:
                if own and act is Moderation.DELETE:
                    self._wire.delete(f"comments?{urlencode({'id': remote_id})}")
                else:
                    asked = urlencode({"id": remote_id, "moderationStatus": _STATUSES[act]})
                    self._wire.post(f"comments/setModerationStatus?{asked}")
            except ParentGone as error:
                failed = self._what_failed(error, remote_id)
                if act is Moderation.DELETE and isinstance(failed, ParentGone):
                    return
                raise failed from None
            self._spend(WRITE)

    def _get(self, path: str, params: Mapping[str, str]) -> Answer:
        answer = self._wire.get(path, params)
        self._spend(READ)
        return answer

    def _spend(self, units: int) -> None:
        self._units.spend(self._account_id, units, self._now())
        self.budget = self._units.budget(self._now())

    def _begin_upload(self) -> None:
        """Count an upload; raise `PublishLimit` where the project has had all of the day's."""
        now = self._now()
        if not self._units.begin_upload(now):
            raise PublishLimit(renewal(now), channel="YouTube", most=UPLOADS_A_DAY, hours=24)

    def _me(self) -> str:
        if not self._id:
            self._id, _ = self.whoami()
        return self._id

    # ---- reading ------------------------------------------------------------------------------------------------

    def _ask(self, asked: Asked) -> Answer:
        page = {"pageToken": asked.token} if asked.token else {}
        if asked.top:
            return self._get("comments", _REPLIES | {"parentId": asked.top} | page)
        status = {} if asked.status == PUBLISHED else {"moderationStatus": asked.status}
        return self._get("commentThreads", _THREADS | {"allThreadsRelatedToChannelId": self._me()} | status | page)

    def _take(
        self,
        reading: Reading,
        asked: Asked,
        answer: Answer,
        found: dict[str, RemoteMessage],
        parents: dict[str, RemoteMessage],
    ) -> None:
        """Put what *answer* brings into *found*, and what it answers into *parents*."""
        me, token = self._me(), text_of(answer.data, "nextPageToken")
        if asked.top:
            replies, skipped = _readable(
                answer.data, lambda item: reply_from(item, me, asked.top, asked.video, asked.can_reply)
            )
            if skipped:
                reading.note_lacking()
            found |= {reply.remote_id: reply for reply in replies}
            reading.take_replies(len(replies), token)
            return
        threads, skipped = _readable(answer.data, lambda item: thread_from(item, me))
        if skipped:
            reading.note_lacking()
        for thread in threads:
            found |= {message.remote_id: message for message in (thread.top, *thread.replies)}
            parents[thread.top.remote_id] = thread.top
        reading.take_threads(threads, token)

    def _passed_over(self, reading: Reading, asked: Asked, error: ChannelError) -> bool:
        """Whether reading goes on after *error*: what is refused or unreadable keeps nothing else from being read."""
        reading.note_lacking()
        if isinstance(error, ReadRefused) and reading.restart():
            log.info("YouTube no longer takes the kept page token")
            return True
        if asked.top and isinstance(error, ReadRefused | BadAnswer):
            log.warning("the replies to one comment cannot be read: %s", error.platform_words)
            reading.leave_replies()
            return True
        if asked.status in HELD and isinstance(error, ReadRefused):
            log.info("%s comments may not be read: %s", asked.status, error.platform_words)
            reading.end_pass()
            return True
        return False

    def _batch(
        self,
        found: Mapping[str, RemoteMessage],
        parents: dict[str, RemoteMessage],
        reading: Reading,
        server_time: datetime | None,
        *,
        more: bool,
    ) -> Batch:
        videos = self._videos_of({m.parent for m in found.values() if m.parent and m.thread == m.remote_id})
        messages = sorted(found.values(), key=lambda m: (m.sent_at, m.remote_id))
        posts = (*parents.values(), *videos)
        return Batch(tuple(messages), reading.cursor(), more, posts, server_time, reading.whole, reading.unlisted)

    def _videos_of(self, wanted: Collection[str]) -> list[RemoteMessage]:
        """The videos *wanted*, each asked for once; one that is not shown does not keep its comments from coming."""
        missing = sorted(video for video in wanted if video not in self._videos)
        for start in range(0, len(missing), VIDEOS_A_CALL):
            part = missing[start : start + VIDEOS_A_CALL]
            try:
                answer = self._get("videos", {"part": "snippet", "id": ",".join(part)})
            except (ReadRefused, BadAnswer) as error:
                log.warning("videos cannot be read: %s", error.platform_words)
                continue
            shown, _ = _readable(answer.data, lambda item: video_from(item, self._me()))
            self._videos |= dict.fromkeys(part) | {video.remote_id: video for video in shown}
        return [video for video in map(self._videos.get, sorted(wanted)) if video is not None]

    # ---- what became of a reply ---------------------------------------------------------------------------------

    def _replies_to(self, top: str) -> Iterator[tuple[list[RemoteMessage], int]]:
        """Pages of the replies to the comment *top*, then those of it among held and spam, with what is unreadable."""
        me = self._me()
        page: dict[str, str] = {}
        for number in range(1, PAGES_A_READ_BACK + 1):
            answer = self._get("comments", _REPLIES | {"parentId": top} | page)
            replies, skipped = _readable(answer.data, lambda item: reply_from(item, me, top, "", True))
            token = text_of(answer.data, "nextPageToken")
            yield replies, skipped + (token != "" and number == PAGES_A_READ_BACK)
            if not token:
                break
            page = {"pageToken": token}
        for status in HELD:
            try:
                answer = self._ask(Asked(status))
            except ReadRefused:
                return
            threads, _ = _readable(answer.data, lambda item: thread_from(item, me))
            yield [reply for thread in threads for reply in thread.replies if reply.thread == top], 0

    def _what_failed(self, error: ChannelError, top: str) -> ChannelError:
        """What *error* of a reply to *top* means: the comment counts as deleted only when it is not seen either."""
        try:
            if not any(objects_of(self._get("comments", {"part": "id", "id": top}).data, "items")):
                return ParentGone(error.platform_words, **error.facts)
        except Unseen:
            return ParentGone(error.platform_words, **error.facts)
        except ChannelError as trouble:
            return error if isinstance(error, Failed) else trouble
        return error if isinstance(error, Failed) else TextRefused(error.platform_words, **error.facts)


def connect(account: Account, token: str, options: Mapping[str, str]) -> YouTubeChannel:
    """A `YouTubeChannel`. *options*: ``base_url`` (the network's root), ``project`` and ``daily_units``.

    Accounts of one project (of Google's console, by any name) share its units a day.
    """
    base = options.get("base_url") or ROOT
    root, bytes_root = f"{base}/youtube/v3", f"{base}/upload/youtube/v3"
    units = units_of(root, options.get("project", ""), int(options.get("daily_units") or DAILY))
    wire = wire_of(account, token, root, judging(units), no_budget)
    bytes_wire = wire_of(account, token, bytes_root, judging_uploads(units), no_budget)
    return YouTubeChannel(wire, bytes_wire, account, units)


def _readable(data: Item, read: Callable[[Item], T | None]) -> tuple[list[T], int]:
    """What *read* makes of the items of a page, and how many it could not read."""
    rows = data.get("items")
    count = len(rows) if isinstance(rows, list) else 0
    good = [item for item in map(read, objects_of(data, "items")) if item is not None]
    if skipped := count - len(good):
        log.warning("%d malformed items of YouTube were left out", skipped)
    return good, skipped
