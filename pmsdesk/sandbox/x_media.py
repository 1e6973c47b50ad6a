"""X's chunked upload of pictures and video: initialize, append, finalize, and the text for those who do not see."""

import base64
import binascii
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flask import Response, jsonify, request

from pmsdesk.sandbox import ids, x_access, x_problems
from pmsdesk.sandbox.calling import fault_name
from pmsdesk.sandbox.world import Medium, User, World
from pmsdesk.sandbox.x_problems import Problem, invalid
from pmsdesk.sandbox.x_request import remote_id
from pmsdesk.sandbox.x_shape import Json

LIFE = timedelta(hours=24)
LARGEST_CHUNK = 5 * 1024 * 1024
LARGEST_PICTURE = 5 * 1024 * 1024
LONGEST_ALT_TEXT = 1000
MOST_SEGMENTS = 1000
READS_OF_VIDEO = 1
KINDS = {"image/jpeg": "IMAGE", "image/png": "IMAGE", "image/webp": "IMAGE", "video/mp4": "VIDEO"}
CATEGORIES = {"IMAGE": "tweet_image", "VIDEO": "tweet_video"}


@dataclass(slots=True)
class XUpload:
    """One session of `account`; `segments` by their number, `reads_left` looks still find a video being processed."""

    id: str
    account: str
    at: datetime
    size: int
    kind: str
    segments: dict[int, bytes] = field(default_factory=dict)
    finished: bool = False
    reads_left: int = 0
    alt_text: str = ""

    @property
    def key(self) -> str:
        """The media key: 3 is a picture's, 7 a video's prefix."""
        return f"{3 if self.kind == 'IMAGE' else 7}_{self.id}"

    @property
    def received(self) -> int:
        """Bytes that are there."""
        return sum(map(len, self.segments.values()))

    def medium(self) -> Medium:
        """It as what a post carries."""
        suffix = "jpg" if self.kind == "IMAGE" else "mp4"
        return Medium(self.key, f"https://pbs.twimg.com/media/{self.id}.{suffix}", self.kind, self.alt_text)


class XMedia:
    """The handlers of uploads, over one world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def initialize(self) -> Response:
        """``POST /2/media/upload/initialize``."""
        caller = x_access.caller(self._world)
        body = _json("media_type", "total_bytes")
        kind, size = KINDS.get(str(body["media_type"])), body["total_bytes"]
        if kind is None or not isinstance(size, int) or body.get("media_category") != CATEGORIES[kind]:
            raise invalid("media_type", str(body["media_type"]), "$.media_type: does not fit $.media_category")
        if size <= 0 or (kind == "IMAGE" and size > LARGEST_PICTURE):
            raise invalid("total_bytes", str(size), "$.total_bytes: File size exceeds 5242880 bytes.")
        number = ids.snowflake(self._world.now(), self._world.next_number())
        upload = XUpload(number, caller.id, self._world.now(), size, kind)
        self._world.x_uploads[number] = upload
        return jsonify({"data": self._told(upload)})

    def append(self, upload: str) -> Response:
        """``POST /2/media/upload/{id}/append``: a segment, in any order; sent again it replaces itself."""
        kept = self._upload(x_access.caller(self._world), upload)
        number, chunk = _segment()
        if kept.finished or len(chunk) > LARGEST_CHUNK or not 0 <= number < MOST_SEGMENTS:
            raise invalid("segment_index", str(number), "$.segment_index: the segment is not accepted")
        kept.segments[number] = chunk
        return jsonify({"data": {"expires_at": int((kept.at + LIFE).timestamp())}})

    def finalize(self, upload: str) -> Response:
        """``POST /2/media/upload/{id}/finalize``: as often as one likes, once every byte is there."""
        caller = x_access.caller(self._world)
        kept = self._upload(caller, upload)
        if kept.received != kept.size or sorted(kept.segments) != list(range(len(kept.segments))):
            raise invalid("id", upload, "$.id: Segments do not add up to provided total file size.")
        if not kept.finished:
            kept.finished = True
            kept.reads_left = READS_OF_VIDEO if kept.kind == "VIDEO" else 0
            self._world.note(caller, "upload", kept.medium(), fault_name())
        return jsonify({"data": self._told(kept)})

    def status(self) -> Response:
        """``GET /2/media/upload?command=STATUS&media_id=``: each look brings a video closer."""
        caller = x_access.caller(self._world)
        if request.args.get("command", "STATUS") != "STATUS":
            raise invalid("command", request.args["command"], "The `command` query parameter is not one of [STATUS]")
        kept = self._upload(caller, request.args.get("media_id", ""))
        kept.reads_left = max(0, kept.reads_left - 1)
        return jsonify({"data": self._told(kept)})

    def describe(self) -> Response:
        """``POST /2/media/metadata``: the text for those who do not see."""
        caller = x_access.caller(self._world)
        body = _json("id", "metadata")
        kept = self._upload(caller, str(body["id"]))
        text = body["metadata"].get("alt_text", {}).get("text")
        if not isinstance(text, str) or not 0 < len(text) <= LONGEST_ALT_TEXT:
            raise invalid("alt_text", str(text)[:60], f"$.metadata.alt_text.text: up to {LONGEST_ALT_TEXT} letters")
        kept.alt_text = text
        return jsonify({"data": {"id": kept.id, "associated_metadata": {"alt_text": {"text": text}}}})

    def _upload(self, caller: User, number: str) -> XUpload:
        kept = self._world.x_uploads.get(remote_id("id", number))
        if kept is None or kept.account != caller.id or self._world.now() >= kept.at + LIFE:
            raise x_problems.Problem(404, "Not Found", f"Could not find media with id: [{number}].")
        return kept

    def _told(self, upload: XUpload) -> Json:
        left = upload.at + LIFE - self._world.now()
        told: Json = {"id": upload.id, "media_key": upload.key, "expires_after_secs": int(left.total_seconds())}
        if upload.finished:
            told["size"] = upload.size
        if upload.finished and upload.kind == "VIDEO":
            is_done = upload.reads_left == 0
            told["processing_info"] = (
                {"state": "succeeded", "progress_percent": 100}
                if is_done
                else {"state": "in_progress", "check_after_secs": 1, "progress_percent": 50}
            )
        return told


def attached(world: World, caller: User, media_ids: object) -> tuple[Medium, ...]:
    """The finished uploads of *caller* that a post names: four pictures, or one video."""
    if not isinstance(media_ids, list) or not 1 <= len(media_ids) <= 4:
        raise invalid("media.media_ids", str(media_ids), "$.media.media_ids: must have between 1 and 4 items")
    found = [world.x_uploads.get(str(one)) for one in media_ids]
    lasting = [one for one in found if one and world.now() < one.at + LIFE]
    good = [one for one in lasting if one.account == caller.id and one.finished and not one.reads_left]
    if len(good) != len(media_ids) or (len(good) > 1 and any(one.kind == "VIDEO" for one in good)):
        raise Problem(400, "Invalid Request", "Your media IDs are invalid.")
    return tuple(one.medium() for one in good)


def _json(*needed: str) -> dict[str, Any]:
    told = request.get_json(silent=True)
    body: dict[str, Any] = told if isinstance(told, dict) else {}
    for name in needed:
        if name not in body:
            raise invalid(name, "", f"$.{name}: is missing but it is required")
    return body


def _segment() -> tuple[int, bytes]:
    """The segment's number and bytes, from a form or from JSON."""
    if request.is_json:
        body = _json("media", "segment_index")
        try:
            return int(str(body["segment_index"])), base64.b64decode(str(body["media"]), validate=True)
        except (ValueError, binascii.Error):
            raise invalid("media", "", "$.media: is not base 64") from None
    number, file = request.form.get("segment_index", ""), request.files.get("media")
    if not number.isdigit() or file is None:
        raise invalid("segment_index", number, "$.segment_index: is missing but it is required")
    return int(number), file.read()
