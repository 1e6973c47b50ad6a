"""Networks that lag, split their pages anywhere and fail: what is written is counted at once and shown later."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from pmsdesk.channels.facebook import FacebookChannel
from pmsdesk.channels.http import Answer
from pmsdesk.channels.instagram import InstagramChannel
from pmsdesk.channels.instagram_media import REPLIES_ALONG
from pmsdesk.channels.x import XChannel
from pmsdesk.channels.youtube import YouTubeChannel
from pmsdesk.channels.youtube_units import Units
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.errors import BadAnswer, NoNetwork, ReadRefused
from pmsdesk.services.ports import ChannelPort
from tests.channels.polling import visit

START = datetime(2026, 11, 23, tzinfo=UTC)
NEXT = "https://graph.facebook.com/x"
X_OVERLAP = timedelta(hours=6)
SENT_ALONG = 2
"""So many replies YouTube sends with their thread."""
PAGE, IG_US, X_US, YT_US = "698730214653933", "17841400000000001", "3172566249", "UCkkr"

Json = dict[str, Any]


@dataclass(frozen=True)
class Written:
    """A text under post `post`, or a reply to text number `top`; counted when written, shown `lag` later."""

    number: int
    at: datetime
    lag: timedelta = timedelta(0)
    post: int = 0
    top: int | None = None

    def is_shown(self, now: datetime) -> bool:
        return self.at + self.lag <= now


@dataclass
class Lagging(ABC):
    """`troubles` say, call by call, what goes wrong; `size` texts a page, `along` replies with each."""

    written: list[Written]
    size: int = 2
    troubles: list[str] = field(default_factory=list)
    along: int = REPLIES_ALONG
    now: datetime = START
    calls: int = 0

    @abstractmethod
    def channel(self) -> ChannelPort:
        """The adapter that reads it, as after a new start."""

    @abstractmethod
    def id_of(self, written: Written) -> str:
        """What the network calls it."""

    @property
    def ids(self) -> set[str]:
        return {self.id_of(one) for one in self.written}

    def poll(self, cursor: str, seen: set[str]) -> str:
        """One visit of the poller."""
        return visit(self.channel(), cursor, seen)

    def next_trouble(self, name: str, *, has_page: bool) -> str:
        """Count a call, and let it go wrong if it is its turn; the trouble that only spoils the page is returned."""
        self.calls += 1
        trouble = self.troubles.pop(0) if self.troubles else ""
        if trouble == "fails":
            raise NoNetwork(channel=name)
        if trouble == "bad answer":
            raise BadAnswer(channel=name)
        if trouble == "refused" or (trouble == "page forgotten" and has_page):
            raise ReadRefused(channel=name, account="KKR")
        return trouble

    def shown(self) -> list[Written]:
        return [one for one in self.written if one.is_shown(self.now)]

    def counted(self) -> list[Written]:
        return [one for one in self.written if one.at <= self.now]


class LaggingX(Lagging):
    """X's mentions: an index that shows a post later than it was written."""

    def get(self, path: str, params: Mapping[str, str]) -> Answer:
        assert path == f"users/{X_US}/mentions"
        self.now += timedelta(seconds=20)
        trouble = self.next_trouble("X", has_page="pagination_token" in params)
        below, above = int(params.get("pagination_token", str(1 << 63))), int(params.get("since_id", "0"))
        rest = sorted((i for i in map(int, map(self.id_of, self.shown())) if above < i < below), reverse=True)
        if trouble == "empty page" and rest:
            return self.answer([], str(below - 1 if below < 1 << 63 else rest[0] + 1))
        part = rest[: self.size]
        return self.answer(part, str(part[-1]) if len(rest) > self.size else "")

    def answer(self, ids: Sequence[int], token: str) -> Answer:
        data = [{"id": str(i), "text": "@MOWorks", "author_id": "5"} for i in ids]
        return Answer({"data": data, "meta": {"next_token": token} if token else {}}, None, self.now)

    def id_of(self, written: Written) -> str:
        return str(((int(written.at.timestamp() * 1000) - 1288834974657) << 22) + written.number)

    def channel(self, overlap: timedelta = X_OVERLAP) -> XChannel:
        account = Account("x-kkr", Channel.X, "MOWorks", "Kementerian Kerja Raya", "kkr", remote_id=X_US)
        return XChannel(self, account, overlap=overlap)  # type: ignore[arg-type]


class LaggingPage(Lagging):
    """A Facebook page with `posts` posts, whose counts run ahead of what is shown."""

    posts = 3

    def get(self, path: str, params: Mapping[str, str]) -> Answer:
        self.now += timedelta(seconds=5)
        name = path.rpartition("/")[2]
        if name == "comments":
            return self.comments(int(path.split("/")[0].split("_")[1]), params)
        posts = [self._post(number) for number in range(self.posts)] if name == "published_posts" else []
        return Answer({"data": posts}, None, self.now)

    def comments(self, post: int, params: Mapping[str, str]) -> Answer:
        trouble = self.next_trouble("Facebook", has_page="after" in params)
        since = datetime.fromtimestamp(int(params.get("since", "0")), UTC)
        below = int(params.get("after", "999999"))
        under = [one for one in self.shown() if one.post == post and one.at >= since]
        rest = sorted((one for one in under if one.number < below), key=lambda one: -one.number)
        part = [] if trouble == "empty page" else rest[: self.size]
        paging: Json = {}
        if part and len(rest) > self.size:
            paging = {"cursors": {"after": str(part[-1].number)}, "next": NEXT}
        elif rest and not part:
            paging = {"cursors": {"after": str(below)}, "next": NEXT}
        return Answer({"data": [self.comment(one) for one in part], "paging": paging}, None, self.now)

    def comment(self, written: Written) -> Json:
        return {"id": self.id_of(written), "message": "Bila siap?", "created_time": written.at.isoformat()}

    def _post(self, number: int) -> Json:
        counted = sum(one.post == number for one in self.counted())
        comments = {"summary": {"total_count": counted}}
        made = {"from": {"id": PAGE}, "created_time": START.isoformat()}
        return {"id": f"{PAGE}_{number}", **made, "comments": comments}

    def id_of(self, written: Written) -> str:
        return f"{PAGE}_{written.post}_{written.number}"

    def channel(self) -> FacebookChannel:
        account = Account("fb-kkr", Channel.FACEBOOK, "KKRMalaysia", "Kementerian Kerja Raya", "kkr", remote_id=PAGE)
        return FacebookChannel(self, account)  # type: ignore[arg-type]


class LaggingMedia(Lagging):
    """Three media of an Instagram account; a reply counts, and does not bring its comment up."""

    def get(self, path: str, params: Mapping[str, str]) -> Answer:
        self.now += timedelta(seconds=1)
        node, _, edge = path.partition("/")
        if edge == "comments":
            return self.comments(int(node[4:]), params)
        if edge == "replies":
            return self.page([self.comment(one) for one in self._replies(int(node[4:]))], params, "")
        rows = [self._media(number) for number in range(3)] if edge == "media" else []
        return Answer({"id": IG_US, "username": "kkrmalaysia"} if not edge else {"data": rows}, None, self.now)

    def comments(self, media: int, params: Mapping[str, str]) -> Answer:
        trouble = self.next_trouble("Instagram", has_page="after" in params)
        tops = sorted((one for one in self.shown() if one.post == media and one.top is None), key=lambda w: -w.number)
        return self.page([self.comment(top) | self._sent_along(top) for top in tops], params, trouble)

    def comment(self, written: Written) -> Json:
        told = {"text": "Bila siap?", "username": "warga", "timestamp": written.at.isoformat()}
        return {"id": self.id_of(written), **told}

    def page(self, rows: Sequence[Json], params: Mapping[str, str], trouble: str) -> Answer:
        begin = int(params.get("after", "0"))
        end = begin if trouble == "empty page" else begin + self.size
        paging = {"cursors": {"after": str(end)}, "next": NEXT} if end < len(rows) else {}
        return Answer({"data": rows[begin:end], "paging": paging}, None, self.now)

    def _media(self, number: int) -> Json:
        counted = sum(one.post == number for one in self.counted())
        return {"id": f"1791{number:013d}", "timestamp": START.isoformat(), "comments_count": counted}

    def _replies(self, top: int) -> list[Written]:
        return [one for one in self.shown() if one.top == top]

    def _sent_along(self, top: Written) -> Json:
        rows = [self.comment(one) for one in self._replies(top.number)]
        told: Json = {"data": rows[: self.along]}
        if len(rows) > self.along:
            told["paging"] = {"cursors": {"after": "x"}, "next": NEXT}
        return {"replies": told} if rows else {}

    def id_of(self, written: Written) -> str:
        return f"1785{written.number:013d}"

    def channel(self) -> InstagramChannel:
        account = Account("ig-kkr", Channel.INSTAGRAM, "kkrmalaysia", "Kementerian Kerja Raya", "kkr", remote_id=IG_US)
        return InstagramChannel(self, self, account)  # type: ignore[arg-type]


class LaggingVideo(Lagging):
    """Threads under one video of a YouTube channel, a few replies sent along with each."""

    def get(self, path: str, params: Mapping[str, str]) -> Answer:
        self.now += timedelta(seconds=1)
        if path == "videos" or "moderationStatus" in params:
            return Answer({"items": []}, None, self.now)
        return self.comments(path, params)

    def comments(self, path: str, params: Mapping[str, str]) -> Answer:
        trouble = self.next_trouble("YouTube", has_page="pageToken" in params)
        if path == "comments":
            return self.page([self.comment(one) for one in self._replies(int(params["parentId"][2:]))], params, "")
        tops = sorted((one for one in self.shown() if one.top is None), key=lambda one: one.at, reverse=True)
        return self.page([self.thread(top) for top in tops], params, trouble)

    def thread(self, top: Written) -> Json:
        counted = sum(one.top == top.number for one in self.counted())
        along = [self.comment(reply) for reply in self._replies(top.number)[-SENT_ALONG:]]
        snippet = {"videoId": "v", "topLevelComment": self.comment(top), "totalReplyCount": counted}
        return {"id": self.id_of(top), "snippet": snippet, "replies": {"comments": along}}

    def comment(self, written: Written) -> Json:
        snippet = {"textDisplay": "Bila siap?", "publishedAt": written.at.isoformat()}
        return {"id": self.id_of(written), "snippet": snippet}

    def page(self, rows: Sequence[Json], params: Mapping[str, str], trouble: str) -> Answer:
        begin = int(params.get("pageToken", "0"))
        end = begin if trouble == "empty page" else begin + self.size
        more = {"nextPageToken": str(end)} if end < len(rows) else {}
        return Answer({"items": rows[begin:end], **more}, None, self.now)

    def _replies(self, top: int) -> list[Written]:
        return [one for one in self.shown() if one.top == top]

    def id_of(self, written: Written) -> str:
        return f"Ug{written.number}"

    def channel(self, units: Units | None = None) -> YouTubeChannel:
        account = Account("yt-kkr", Channel.YOUTUBE, "kkr", "Kementerian Kerja Raya", "kkr", remote_id=YT_US)
        return YouTubeChannel(self, self, account, units or Units(1_000_000), now=lambda: self.now)  # type: ignore[arg-type]


LAGGING: Mapping[Channel, type[Lagging]] = {
    Channel.X: LaggingX,
    Channel.FACEBOOK: LaggingPage,
    Channel.INSTAGRAM: LaggingMedia,
    Channel.YOUTUBE: LaggingVideo,
}
