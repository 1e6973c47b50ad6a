"""Videos of YouTube: read by id, uploaded in pieces, deleted."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from flask import Response, jsonify, request

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox import youtube_access, youtube_errors
from pmsdesk.sandbox.calling import fault, fault_name
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.ids import letters
from pmsdesk.sandbox.world import Item, Place, User, World
from pmsdesk.sandbox.youtube_request import names, parts, whole
from pmsdesk.sandbox.youtube_shape import YouTubeShape
from pmsdesk.sandbox.youtube_upload import LIFE, Upload

LONGEST_TITLE = 100
LONGEST_DESCRIPTION = 5000
PRIVACY = ("public", "unlisted", "private")
Resource = dict[str, Any]
PARTS = ("snippet", "status", "statistics", "contentDetails")


class Videos:
    """The handlers of videos, over one world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def list(self) -> Response:
        """``videos.list`` by ``id``; what is not there, or private and another's, is left out."""
        caller = youtube_access.caller(self._world)
        shape = YouTubeShape(self._world, caller, parts(*PARTS))
        ids = names("id")
        if not ids:
            raise youtube_errors.missing("id")
        found = [self._world.find(Channel.YOUTUBE, one) for one in ids]
        videos = [one for one in found if one is not None and one.place is Place.POST]
        answer = whole("youtube#videoListResponse", [shape.video(one) for one in self.visible(caller, videos)])
        self._world.seen(videos)
        return answer

    def visible(self, caller: User, videos: Sequence[Item]) -> Sequence[Item]:
        """Those of *videos* that *caller* is shown."""
        now = self._world.now()
        return [
            one
            for one in videos
            if one.author is caller or (one.due <= now if one.due is not None else one.privacy == "public")
        ]

    def begin(self) -> Response:
        """``videos.insert?uploadType=resumable``: opens a session, whose address is in ``Location``."""
        caller = youtube_access.caller(self._world)
        parts(*PARTS)
        if request.args.get("uploadType") != "resumable":
            raise youtube_errors.invalid("uploadType", request.args.get("uploadType", ""))
        body = _body()
        size = request.headers.get("X-Upload-Content-Length", "")
        now = self._world.now()
        number = letters(f"{caller.id}/{now.isoformat()}/{self._world.next_number()}", 40)
        self._world.uploads[number] = Upload(number, caller.id, now, body, int(size) if size.isdigit() else None)
        address = f"{request.base_url}?uploadType=resumable&part={request.args['part']}&upload_id={number}"
        return Response(status=200, headers={"Location": address, "X-GUploader-UploadID": number})

    def append(self) -> Response:
        """``PUT`` to a session: 308 with the ``Range`` received so far, or the video once every byte is there.

        A piece whose connection breaks is not counted. Once whole, the session goes on answering with its video.
        """
        upload = self._world.uploads.get(request.args.get("upload_id", ""))
        if upload is None or self._world.now() >= upload.at + LIFE:
            raise youtube_errors.GoogleError(404, "notFound", "Upload session not found.", "global")
        length = len(request.get_data())
        if not upload.video and not upload.takes(request.headers.get("Content-Range", ""), length):
            raise youtube_errors.GoogleError(400, "badRequest", "Invalid Content-Range.", "global")
        if not upload.is_whole:
            headers = {"Range": f"bytes=0-{upload.received - 1}"} if upload.received else {}
            return Response(status=308, headers=headers)
        owner = self._world.users[Channel.YOUTUBE, upload.account]
        item = self._world.items[Channel.YOUTUBE, upload.video] if upload.video else self._publish(owner, upload)
        asked = frozenset(request.args.get("part", "snippet,status").split(","))
        return jsonify(YouTubeShape(self._world, owner, asked).video(item))

    def update(self) -> Response:
        """``videos.update`` of the account's own: what the body leaves out of a part is reset."""
        caller = youtube_access.caller(self._world)
        asked = parts(*PARTS)
        body = _body()
        item = self._world.find(Channel.YOUTUBE, str(body.get("id", "")))
        if item is None or item.place is not Place.POST:
            raise youtube_errors.not_found("video")
        if item.author is not caller:
            raise youtube_errors.forbidden()
        if not str(body.get("snippet", {}).get("categoryId", "")).isdigit():
            raise _invalid("invalidCategoryId", "The snippet.categoryId property specifies an invalid category ID.")
        was_hidden = _hidden(item)
        self._describe(item, body)
        if was_hidden and not _hidden(item):
            self._world.record(item, fault_name())
        return jsonify(YouTubeShape(self._world, caller, asked).video(item))

    def delete(self) -> Response:
        """``videos.delete``: only the account's own."""
        caller = youtube_access.caller(self._world)
        item = self._world.find(Channel.YOUTUBE, request.args.get("id", ""))
        if item is None or item.place is not Place.POST:
            raise youtube_errors.not_found("video")
        if item.author is not caller:
            raise youtube_errors.forbidden()
        item.deleted = True
        self._world.note(caller, "delete", item, fault_name())
        return Response(status=204)

    def _publish(self, owner: User, upload: Upload) -> Item:
        item = self._world.write_post(owner, owner, "")
        self._describe(item, upload.body)
        delay = fault(Kind.DELAYED_VISIBILITY)
        item.hidden_reads = delay.reads if delay else 0
        upload.video = item.id
        if _hidden(item):
            self._world.note(owner, "upload", item, fault_name())
        else:
            self._world.record(item, fault_name())
        return item

    def _describe(self, item: Item, body: Resource) -> None:
        snippet, status = body.get("snippet", {}), body.get("status", {})
        item.title, item.text = str(snippet["title"]), str(snippet.get("description", ""))
        item.privacy = str(status.get("privacyStatus", "public"))
        item.due = datetime.fromisoformat(str(status["publishAt"])).astimezone(UTC) if "publishAt" in status else None


def _hidden(item: Item) -> bool:
    """Whether nobody but its owner will ever see it: the ledger counts what the public is told."""
    return item.privacy == "private" and item.due is None


def _body() -> Resource:
    given: Any = request.get_json(silent=True)
    body: Resource = given if isinstance(given, dict) else {}
    snippet, status = body.get("snippet", {}), body.get("status", {})
    title = snippet.get("title", "")
    if not isinstance(title, str) or not 1 <= len(title.strip()) <= LONGEST_TITLE or set(title) & set("<>"):
        raise _invalid("invalidTitle", "The request metadata specifies an invalid or empty video title.")
    if len(str(snippet.get("description", ""))) > LONGEST_DESCRIPTION:
        raise _invalid("invalidDescription", "The request metadata specifies an invalid video description.")
    if status.get("privacyStatus", "public") not in PRIVACY:
        raise _invalid("invalidVideoMetadata", "The request metadata is invalid.")
    if "publishAt" in status and status.get("privacyStatus") != "private":
        raise _invalid("invalidPublishAt", "The request metadata specifies an invalid scheduled publishing time.")
    return body


def _invalid(reason: str, message: str) -> youtube_errors.GoogleError:
    return youtube_errors.GoogleError(400, reason, message, "youtube.video", place="body.snippet")
