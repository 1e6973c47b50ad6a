"""Publishing on Instagram: a container is made, polled until it is ready, and published once."""

from datetime import timedelta

from flask import Response, jsonify, request

from pmsdesk.sandbox import graph_access, graph_errors, ids
from pmsdesk.sandbox.calling import fault, fault_name
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.graph_fields import parse
from pmsdesk.sandbox.instagram_containers import FINISHED, IN_PROGRESS, READS_OF_VIDEO, Container
from pmsdesk.sandbox.instagram_nodes import InstagramNodes
from pmsdesk.sandbox.world import Item, Medium, User, World

QUOTA = 100
QUOTA_REACH = timedelta(hours=24)
LONGEST_CAPTION = 2200
LONGEST_ALT_TEXT = 1000
NOT_A_PICTURE = "2207005"
NOT_A_VIDEO = "2207026"
PICTURES_OF_FACEBOOK = "https://scontent.xx.fbcdn.net/"


class Publishing:
    """The handlers of containers, over one world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def create(self, node: str) -> Response:
        """``POST /{account}/media``: a container of a picture, a video or an album."""
        caller = self._own(node)
        asked = request.values
        caption, alt_text = asked.get("caption", ""), asked.get("alt_text", "")
        if len(caption) > LONGEST_CAPTION:
            raise graph_errors.known(36004, 2207010)
        if len(alt_text) > LONGEST_ALT_TEXT:
            raise graph_errors.bad_parameter(f"Param alt_text must be at most {LONGEST_ALT_TEXT} characters long.")
        container = self._album(caller) if asked.get("media_type") == "CAROUSEL" else self._single(caller)
        container.caption, container.alt_text = caption, alt_text
        container.is_part = asked.get("is_carousel_item", "") in ("true", "1")
        self._world.containers[container.id] = container
        return jsonify({"id": container.id})

    def status(self, node: str, caller: User) -> Response:
        """``GET /{container}``: each read brings it closer to being ready."""
        container = self._container(caller, node)
        answer = InstagramNodes(self._world, caller).container(container, request.args.get("fields", "id"))
        asked = {field.name for field in parse(request.args.get("fields", "id"))}
        if asked & {"status_code", "status"} and not container.awaits:
            container.reads_left = max(0, container.reads_left - 1)
        return jsonify(answer)

    def receive(self, node: str) -> Response:
        """``POST /ig-api-upload/{container}`` at rupload.facebook.com: the bytes of a video from ``offset`` on."""
        caller = graph_access.instagram_caller(self._world)
        container = self._world.containers.get(node)
        if container is None or container.account != caller.id or not container.awaits:
            return _refused("NotFoundError", "Upload session is not found")
        offset, size = (request.headers.get(name, "") for name in ("offset", "file_size"))
        body = request.get_data()
        if not offset.isdigit() or not size.isdigit() or int(offset) != container.received:
            return _refused("ParameterValidationError", "HeaderValuePredicate: Header Offset is not what was received")
        if container.received == 0 and b"ftyp" not in body[:64]:
            container.error = NOT_A_VIDEO
        container.received += len(body)
        container.awaits = container.received < int(size)
        return jsonify({"success": True, "message": "Upload successful."})

    def publish(self, node: str) -> Response:
        """``POST /{account}/media_publish creation_id=``: once, while it is finished."""
        caller = self._own(node)
        container = self._container(caller, request.values.get("creation_id", ""))
        status = container.status(self._world.now())
        if status == IN_PROGRESS:
            raise graph_errors.known(9007, 2207027)
        if status != FINISHED or container.is_part:
            raise graph_errors.known(24, 2207008)
        if len(self._published(caller)) >= QUOTA:
            raise graph_errors.known(9, 2207042)
        item = self._world.write_post(caller, caller, container.caption)
        item.media = tuple(self._media(container))
        container.published = item.id
        delay = fault(Kind.DELAYED_VISIBILITY)
        item.hidden_reads = delay.reads if delay else 0
        self._world.record(item, fault_name())
        return jsonify({"id": item.id})

    def limit(self, node: str) -> Response:
        """``GET /{account}/content_publishing_limit``."""
        caller = self._own(node)
        config = {"quota_total": QUOTA, "quota_duration": int(QUOTA_REACH.total_seconds())}
        known = {"quota_usage": len(self._published(caller)), "config": config}
        asked = [field.name for field in parse(request.args.get("fields", "quota_usage"))]
        for name in asked:
            if name not in known:
                raise graph_errors.no_such_field(name, "ShadowIGUserContentPublishingLimit")
        return jsonify({"data": [{name: known[name] for name in asked}]})

    def _single(self, caller: User) -> Container:
        picture, video = request.values.get("image_url", ""), request.values.get("video_url", "")
        if request.values.get("upload_type") == "resumable":
            return self._resumable(caller)
        url = picture or video
        if not url:
            raise graph_errors.bad_parameter("The parameter image_url is required")
        if not url.startswith(("https://", "http://")):
            raise graph_errors.known(9004, 2207052)
        container = self._new(caller, url, "IMAGE" if picture else "VIDEO")
        name = url.partition("?")[0].lower()
        if picture and (not name.endswith((".jpg", ".jpeg")) or not self._can_be_fetched(url)):
            container.error = NOT_A_PICTURE
        if video:
            container.reads_left = READS_OF_VIDEO
            container.error = "" if name.endswith((".mp4", ".mov")) else NOT_A_VIDEO
        return container

    def _resumable(self, caller: User) -> Container:
        if request.values.get("media_type") not in ("REELS", "VIDEO"):
            raise graph_errors.bad_parameter("Param upload_type is only for videos")
        container = self._new(caller, "", "VIDEO")
        container.reads_left, container.awaits = READS_OF_VIDEO, True
        return container

    def _can_be_fetched(self, url: str) -> bool:
        """Whether what an address of Facebook's own names is there; of other addresses nothing is known."""
        known = (photo.medium.url for photo in self._world.photos.values())
        return not url.startswith(PICTURES_OF_FACEBOOK) or url in known

    def _album(self, caller: User) -> Container:
        children = tuple(request.values.get("children", "").split(","))
        parts = [self._world.containers.get(child) for child in children]
        if not 2 <= len(parts) <= 10 or not all(part and part.is_part and part.account == caller.id for part in parts):
            raise graph_errors.known(100, 2207028)
        container = self._new(caller, "", "CAROUSEL_ALBUM")
        container.children = children
        return container

    def _new(self, caller: User, url: str, kind: str) -> Container:
        now = self._world.now()
        number = ids.instagram_number(ids.INSTAGRAM_CONTAINER, now, self._world.next_number())
        return Container(number, caller.id, now, url, kind)

    def _media(self, container: Container) -> list[Medium]:
        parts = [self._world.containers[child] for child in container.children] or [container]
        served = "https://scontent.cdninstagram.com/v/t51.29350-15"
        return [
            Medium(
                part.id, f"{served}/{part.id}_n.{'jpg' if part.kind == 'IMAGE' else 'mp4'}", part.kind, part.alt_text
            )
            for part in parts
        ]

    def _published(self, caller: User) -> list[Item]:
        """What the account published through the API in the last day; deleting it gives nothing back."""
        since = self._world.now() - QUOTA_REACH
        made = {container.published for container in self._world.containers.values()}
        every = self._world.items.values()
        return [item for item in every if item.id in made and item.author is caller and item.at > since]

    def _container(self, caller: User, node: str) -> Container:
        container = self._world.containers.get(node)
        if container is None or container.account != caller.id:
            raise graph_errors.known(24, 2207006)
        return container

    def _own(self, node: str) -> User:
        caller = graph_access.instagram_caller(self._world)
        if node != caller.id:
            raise graph_errors.gone(node, request.method)
        return caller


def _refused(kind: str, message: str) -> Response:
    """A refusal of the server of uploads, which has a form of its own."""
    answer = jsonify({"debug_info": {"retriable": False, "type": kind, "message": message}})
    answer.status_code = 400
    return answer
