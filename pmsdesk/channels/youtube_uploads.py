"""Bringing a video to YouTube in pieces: a broken upload goes on where YouTube says, and a lost one is found again."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import PurePath
from urllib.parse import parse_qs, urlsplit

from pmsdesk.channels.describing import require_describable
from pmsdesk.channels.fields import object_of, objects_of, text_of
from pmsdesk.channels.http import Answer, Wire
from pmsdesk.channels.youtube_threads import is_id
from pmsdesk.domain.account import Channel
from pmsdesk.domain.errors import OutcomeUnknown, ParentGone, ReplyNotAllowed, TextRefused
from pmsdesk.domain.media import Medium, Upload
from pmsdesk.domain.media_errors import MediumRefused, StillProcessing
from pmsdesk.domain.posting import POSTINGS

PIECE_BYTES = 8 * 1024 * 1024
"""A multiple of 256 KiB, as Google asks of every piece but the last."""
LOOK_AGAIN = timedelta(seconds=10)
PAGES_OF_UPLOADS = 3
_BEGIN = "videos?uploadType=resumable&part=snippet,status"
_ASK_UPLOADS = {"part": "snippet,status", "maxResults": "50"}
_LONGEST_NAME = 60
_RANGE = re.compile(r"bytes=0-(\d{1,15})")

Keep = Callable[[Upload], object]
Get = Callable[[str, Mapping[str, str]], Answer]
"""Reads from the API and counts the units."""


@dataclass(frozen=True, slots=True)
class _Step:
    """What YouTube has: so many bytes, or the whole video by its id."""

    received: int = 0
    video: str = ""


class YouTubeUploads:
    """Satisfies `services.ports.UploadPort`. Until a post carries it a video is private, under a name of ours.

    While it is on its way `Upload.remote_id` is the session, afterwards the video's id (research/channels.md §1j). Each
    session is one of the project's 100 uploads a day; its pieces cost nothing.
    """

    def __init__(self, bytes_wire: Wire, get: Get, count: Callable[[], None]) -> None:
        self._wire = bytes_wire
        self._get = get
        self._count = count

    def upload(self, medium: Medium, upload: Upload, keep: Keep) -> Upload:
        """Go on until YouTube has every byte. A session that it forgot is begun anew, unless its video is there."""
        if upload.is_ready:
            return upload
        require_describable(medium, POSTINGS[Channel.YOUTUBE], Channel.YOUTUBE)
        if not medium.is_video or not medium.data:
            raise MediumRefused("not a video", channel="YouTube", name=medium.name)
        try:
            video = self._go_on(medium, upload, keep)
        except (TextRefused, ReplyNotAllowed) as error:
            raise MediumRefused(error.platform_words, **error.facts | {"name": medium.name}) from None
        ready = Upload(video, len(medium.data), whole=True, described=True)
        keep(ready)
        return ready

    def _go_on(self, medium: Medium, upload: Upload, keep: Keep) -> str:
        """Bring what is lacking; the video's id."""
        size, step = len(medium.data), _Step()
        if upload.remote_id:
            try:
                step = self._put(upload, b"", f"bytes */{size}")
            except ParentGone:
                step, upload = _Step(video=self._lost(medium)), Upload()
        if not upload.remote_id and not step.video:
            upload = Upload(self._begin(medium))
            keep(upload)
        while not step.video:
            if step.received >= size:
                raise StillProcessing(datetime.now(UTC) + LOOK_AGAIN, channel="YouTube")
            upload = replace(upload, sent=step.received)
            piece = medium.data[upload.sent : upload.sent + PIECE_BYTES]
            step = self._put(upload, piece, f"bytes {upload.sent}-{upload.sent + len(piece) - 1}/{size}")
            if not step.video and step.received <= upload.sent:
                raise OutcomeUnknown("no byte more", channel="YouTube")
            keep(replace(upload, sent=step.received or size))
        return step.video

    def _begin(self, medium: Medium) -> str:
        """A session, as the query of its address: only there is it told, and the token goes to no other host."""
        self._count()
        status = {"privacyStatus": "private", "selfDeclaredMadeForKids": False}
        body = json.dumps({"snippet": {"title": working_title(medium)}, "status": status})
        headers = {
            "Content-Type": "application/json; charset=UTF-8",
            "X-Upload-Content-Length": str(len(medium.data)),
            "X-Upload-Content-Type": medium.mime,
        }
        answer = self._wire.send("POST", _BEGIN, body.encode(), headers)
        query = urlsplit(answer.headers.get("Location", "")).query
        if not parse_qs(query).get("upload_id"):
            raise OutcomeUnknown("no session", channel="YouTube")
        return query

    def _put(self, upload: Upload, piece: bytes, content_range: str) -> _Step:
        headers = {"Content-Range": content_range, "Content-Type": "application/octet-stream"}
        answer = self._wire.send("PUT", f"videos?{upload.remote_id}", piece, headers)
        video = text_of(answer.data, "id")
        if video and is_id(video):
            return _Step(video=video)
        if answer.data:
            raise OutcomeUnknown("no id", channel="YouTube")
        told = _RANGE.fullmatch(answer.headers.get("Range", ""))
        return _Step(received=int(told[1]) + 1 if told else 0)

    def _lost(self, medium: Medium) -> str:
        """The newest private video of ours that still has the working title of *medium*, "" for none."""
        mine = self._get("channels", {"part": "contentDetails", "mine": "true"})
        channel = next(objects_of(mine.data, "items"), {})
        playlist = text_of(object_of(object_of(channel, "contentDetails"), "relatedPlaylists"), "uploads")
        page: dict[str, str] = {}
        for _ in range(PAGES_OF_UPLOADS if playlist else 0):
            answer = self._get("playlistItems", _ASK_UPLOADS | {"playlistId": playlist} | page)
            for item in objects_of(answer.data, "items"):
                snippet, status = object_of(item, "snippet"), object_of(item, "status")
                video = text_of(object_of(snippet, "resourceId"), "videoId")
                is_ours = text_of(snippet, "title") == working_title(medium)
                if is_ours and text_of(status, "privacyStatus") == "private" and is_id(video):
                    return video
            if not (token := text_of(answer.data, "nextPageToken")):
                break
            page = {"pageToken": token}
        return ""


def working_title(medium: Medium) -> str:
    """What a video is called until a post names it: by its file and its content, so that a lost one is known again."""
    name = re.sub(r"[<>\s]+", " ", PurePath(medium.name).stem).strip()[:_LONGEST_NAME]
    return f"{name} {hashlib.sha256(medium.data).hexdigest()[:12]}".strip()
