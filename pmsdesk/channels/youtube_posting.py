"""Posts of a YouTube channel: a private video is given its words and shown; to do so twice is harmless."""

from collections.abc import Callable
from datetime import UTC, datetime

from pmsdesk.channels.fields import Item, object_of, objects_of, text_of
from pmsdesk.channels.http import Wire
from pmsdesk.channels.same_text import same_text
from pmsdesk.channels.youtube_uploads import Get
from pmsdesk.domain.account import Channel
from pmsdesk.domain.errors import OutcomeUnknown, ParentGone, TextRefused
from pmsdesk.domain.media_errors import StaysPrivate, UploadSpent, VideoMissing
from pmsdesk.domain.posting import POSTINGS, title_and_body
from pmsdesk.domain.publication import Found, Outgoing, Published, ReadBack

NEWS_AND_POLITICS = "25"
"""YouTube's category of what a ministry has to say; a video must have one."""
_PARTS = "snippet,status"


class YouTubePosting:
    """Shows an uploaded video under the words of a post: the first line is its title, the rest its description."""

    def __init__(self, wire: Wire, get: Get, spend: Callable[[], None]) -> None:
        self._wire = wire
        self._get = get
        self._spend = spend

    def publish(self, outgoing: Outgoing) -> Published:
        """Show the video, or let YouTube do so when it is due.

        Raises `VideoMissing`, `UploadSpent` where the video is gone, or `StaysPrivate` where YouTube keeps from the
        public what comes from a project that it has not audited.
        """
        video = _only_video(outgoing)
        title, description = title_and_body(outgoing.text, POSTINGS[Channel.YOUTUBE])
        later = outgoing.due is not None and outgoing.due > datetime.now(UTC)
        status: dict[str, object] = {"privacyStatus": "private" if later else "public"}
        if later and outgoing.due is not None:
            status["publishAt"] = outgoing.due.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        body = {
            "id": video,
            "snippet": {"title": title, "description": description, "categoryId": NEWS_AND_POLITICS},
            "status": status | {"selfDeclaredMadeForKids": False},
        }
        try:
            answer = self._wire.put(f"videos?part={_PARTS}", body=body)
        except ParentGone as error:
            raise UploadSpent(error.platform_words, **error.facts) from None
        self._spend()
        if text_of(answer.data, "id") != video:
            raise OutcomeUnknown("no id", channel="YouTube")
        if not later and text_of(object_of(answer.data, "status"), "privacyStatus") == "private":
            raise StaysPrivate(channel="YouTube")
        return Published(video, f"https://www.youtube.com/watch?v={video}")

    def read_back(self, outgoing: Outgoing) -> ReadBack:
        """Whether the video has the words of the post and is shown, or will be. Its owner sees it in any case."""
        video = _only_video(outgoing)
        answer = self._get("videos", {"part": _PARTS, "id": video})
        for told in objects_of(answer.data, "items"):
            snippet = object_of(told, "snippet")
            said = f"{text_of(snippet, 'title')}\n{text_of(snippet, 'description')}"
            if text_of(told, "id") == video and _is_shown(told) and same_text(outgoing.text, said):
                return ReadBack(Found.PRESENT, video)
        return ReadBack(Found.ABSENT)


def _only_video(outgoing: Outgoing) -> str:
    if not outgoing.media:
        raise VideoMissing(channel="YouTube")
    if len(outgoing.media) > 1:
        raise TextRefused("one video a post", channel="YouTube")
    return outgoing.media[0]


def _is_shown(video: Item) -> bool:
    """Whether *video* is to be seen, or has a time when it will be."""
    status = object_of(video, "status")
    return text_of(status, "privacyStatus") in ("public", "unlisted") or bool(text_of(status, "publishAt"))
