"""Pictures and videos on a Facebook page: uploaded unpublished, described, and then attached to a post."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import Response, jsonify, request

from pmsdesk.sandbox import graph_access, graph_errors, ids
from pmsdesk.sandbox.calling import fault_name
from pmsdesk.sandbox.graph_fields import Json, Readers, answer, fixed, parse
from pmsdesk.sandbox.graph_nodes import graph_time
from pmsdesk.sandbox.world import Medium, User, World

LIFE = timedelta(hours=24)
LARGEST_PICTURE = 10 * 1024 * 1024
LONGEST_ALT_TEXT = 1000
SOONEST, LATEST = timedelta(minutes=10), timedelta(days=30)
PHOTO_UNSET = frozenset({"album", "icon", "link", "page_story_id", "place", "target", "webp_images", "width", "height"})
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF")


@dataclass(slots=True)
class Photo:
    """A picture or video of `account`; `post` is the post it came to stand in."""

    medium: Medium
    account: str
    at: datetime
    caption: str = ""
    post: str = ""


class GraphMedia:
    """The handlers of uploads, over one world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def photo(self, node: str) -> Response:
        """``POST /{page}/photos published=false alt_text_custom=`` with the picture as ``source``."""
        caller = self._own(node)
        _require_unpublished()
        file = request.files.get("source")
        picture = file.read() if file else b""
        if not picture.startswith(PICTURES) or len(picture) > LARGEST_PICTURE:
            raise graph_errors.known(324)
        alt_text = request.values.get("alt_text_custom", "")
        if len(alt_text) > LONGEST_ALT_TEXT:
            raise graph_errors.bad_parameter(f"Param alt_text_custom must be at most {LONGEST_ALT_TEXT} characters.")
        return self._kept(caller, "IMAGE", alt_text, request.values.get("caption", ""), _suffix(picture))

    def video(self, node: str) -> Response:
        """``POST /{page}/videos published=false`` with the video as ``source``."""
        caller = self._own(node)
        _require_unpublished()
        file = request.files.get("source")
        if file is None or b"ftyp" not in file.read(64):
            raise graph_errors.known(352)
        return self._kept(caller, "VIDEO", "", request.values.get("description", ""), "mp4")

    def node(self, photo: Photo, fields: str) -> Json:
        """A photo as Graph writes it."""
        medium = photo.medium
        known: Readers = {
            "id": fixed(medium.id),
            "alt_text_custom": fixed(medium.alt_text),
            "alt_text": fixed(medium.alt_text),
            "created_time": fixed(graph_time(photo.at)),
            "name": fixed(photo.caption),
            "picture": fixed(medium.url),
            "images": fixed([{"height": 720, "width": 960, "source": medium.url}]),
        }
        return answer(parse(fields), known, PHOTO_UNSET, "Photo")

    def attached(self, caller: User) -> list[Photo]:
        """The unpublished uploads a new post names in ``attached_media``, which are then taken."""
        told = _attached_media()
        photos = [self._world.photos.get(str(one.get("media_fbid", ""))) for one in told]
        good = [one for one in photos if one and one.account == caller.id and not one.post and self._lives(one)]
        if len(good) != len(told):
            raise graph_errors.bad_parameter("Invalid parameter: attached_media")
        return good

    def _kept(self, caller: User, kind: str, alt_text: str, caption: str, suffix: str) -> Response:
        now = self._world.now()
        number = ids.graph_number(now, self._world.next_number())
        medium = Medium(number, f"https://scontent.xx.fbcdn.net/v/{number}_n.{suffix}", kind, alt_text)
        self._world.photos[number] = Photo(medium, caller.id, now, caption)
        self._world.note(caller, "upload", medium, fault_name())
        return jsonify({"id": number})

    def _lives(self, photo: Photo) -> bool:
        return self._world.now() < photo.at + LIFE

    def _own(self, node: str) -> User:
        caller = graph_access.caller(self._world)
        if node not in ("me", caller.id, caller.handle):
            raise graph_errors.gone(node, request.method)
        return caller


def scheduled(now: datetime) -> datetime | None:
    """When a post that is not published yet is due, None for one that is published now."""
    if request.values.get("published", "true").lower() not in ("false", "0"):
        return None
    value = request.values.get("scheduled_publish_time", "")
    due = datetime.fromtimestamp(int(value), UTC) if value.isdigit() else None
    if due is None or not SOONEST <= due - now <= LATEST:
        raise graph_errors.bad_parameter("The specified scheduled publish time is invalid.")
    return due


def _suffix(picture: bytes) -> str:
    """What Facebook serves it as."""
    return "jpg" if picture.startswith(b"\xff\xd8\xff") else "png"


def _require_unpublished() -> None:
    """The sandbox takes what the console does: uploads that a post attaches later."""
    if request.values.get("published", "true").lower() not in ("false", "0"):
        raise graph_errors.bad_parameter("Param published must be false")


def _attached_media() -> list[dict[str, object]]:
    """``attached_media`` as one JSON list, or as ``attached_media[0]``, ``attached_media[1]`` …."""
    values = request.values
    numbered = [values[name] for name in sorted(values) if name.startswith("attached_media[")]
    try:
        told = [json.loads(one) for one in numbered] or json.loads(values.get("attached_media", "[]"))
    except ValueError:
        told = None
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise graph_errors.bad_parameter("Param attached_media must be an array")
    return told
