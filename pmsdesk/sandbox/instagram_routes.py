"""The calls of Instagram's Graph API that the console makes: media, comments, replies, hiding, insights."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify, request
from werkzeug.routing import BaseConverter

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox import graph_access, graph_errors, graph_paging
from pmsdesk.sandbox.calling import fault, fault_name
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.graph_errors import GraphError
from pmsdesk.sandbox.graph_fields import parse
from pmsdesk.sandbox.graph_insights import INSTAGRAM_ACCOUNT, INSTAGRAM_MEDIA, insights
from pmsdesk.sandbox.instagram_nodes import COMMENT_DEFAULT, MEDIA_DEFAULT, InstagramNodes
from pmsdesk.sandbox.instagram_publishing import Publishing
from pmsdesk.sandbox.instagram_talks import Talks
from pmsdesk.sandbox.world import Item, Place, User, World

LONGEST_COMMENT = 2200


class InstagramId(BaseConverter):
    """An id of Instagram, so that its calls are told from Facebook's under the same addresses."""

    regex = r"17\d{15}"
    weight = 50


class InstagramApi:
    """The routes under ``/fb/v26.0`` whose node is Instagram's, over one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._publishing = Publishing(world)
        self._talks = Talks(world)

    def blueprint(self, root: str, version: str) -> Blueprint:
        """The routes: ``instagram.object``, ``.comments``, ``.replies``, ``.create`` (a reply), ``.comment``,
        ``.moderate``, ``.delete``, ``.media``, ``.tags``, ``.children``, ``.insights``, ``.container``, ``.upload``
        (the bytes of a video), ``.publish``, ``.publishing_limit``, ``.message`` (a private one), ``.talks`` and
        ``.talk``. The app knows `InstagramId` as ``instagram`` and `InstagramTalk` as ``instagram_talk``.
        """
        routes = Blueprint("instagram", __name__, url_prefix=root)
        rules: list[tuple[str, str, Callable[..., Any], str]] = [
            ("", "object", self.node, "GET"),
            ("", "moderate", self.update, "POST"),
            ("", "delete", self.delete, "DELETE"),
            ("/comments", "comments", self.comments, "GET"),
            ("/comments", "comment", self.create_comment, "POST"),
            ("/replies", "replies", self.replies, "GET"),
            ("/replies", "create", self.create_reply, "POST"),
            ("/media", "media", self.media, "GET"),
            ("/media", "container", self._publishing.create, "POST"),
            ("/media_publish", "publish", self._publishing.publish, "POST"),
            ("/content_publishing_limit", "publishing_limit", self._publishing.limit, "GET"),
            ("/messages", "message", self._talks.message, "POST"),
            ("/conversations", "talks", self._talks.talks, "GET"),
            ("/tags", "tags", self.tags, "GET"),
            ("/children", "children", self.children, "GET"),
            ("/insights", "insights", self.insights, "GET"),
        ]
        for rule, name, view, method in rules:
            routes.add_url_rule(f"/{version}/<instagram:node>{rule}", name, view, methods=[method])
        received = f"/ig-api-upload/{version}/<instagram:node>"
        routes.add_url_rule(received, "upload", self._publishing.receive, methods=["POST"])
        told = f"/{version}/<instagram_talk:talk>/messages"
        routes.add_url_rule(told, "talk", self._talks.messages, methods=["GET"])
        routes.register_error_handler(GraphError, lambda error: error.response())
        routes.after_request(graph_access.with_usage_headers)
        return routes

    def node(self, node: str) -> Response:
        """``GET /{id}``: an account, a media, a comment or a container."""
        caller = graph_access.instagram_caller(self._world)
        nodes = InstagramNodes(self._world, caller)
        if node == caller.id:
            return jsonify(nodes.user(caller, request.args.get("fields", "id")))
        if node in self._world.containers:
            return self._publishing.status(node, caller)
        item = self._item(caller, node)
        default = COMMENT_DEFAULT if item.place is Place.COMMENT else MEDIA_DEFAULT
        return jsonify(nodes.item(item, request.args.get("fields", default)))

    def media(self, node: str) -> Response:
        """``GET /{account}/media``, newest first."""
        caller = self._own(node)
        nodes = InstagramNodes(self._world, caller)
        return graph_paging.listed(self._world.seen(nodes.media_of(caller)), nodes.item, MEDIA_DEFAULT)

    def tags(self, node: str) -> Response:
        """``GET /{account}/tags``: media of others that tag the account."""
        caller = self._own(node)
        every = [item for item in self._world.items.values() if item.page is caller and item.place is Place.TAGGED]
        newest_first = sorted(self._world.seen(every), key=lambda item: (item.at, item.id), reverse=True)
        return graph_paging.listed(newest_first, InstagramNodes(self._world, caller).item, MEDIA_DEFAULT)

    def comments(self, node: str) -> Response:
        """``GET /{media}/comments``: those of the top level, newest first; there is no ``since``."""
        return self._below(node, wants_comment=False)

    def replies(self, node: str) -> Response:
        """``GET /{comment}/replies``."""
        return self._below(node, wants_comment=True)

    def children(self, node: str) -> Response:
        """``GET /{media}/children``: the pictures of an album."""
        caller = graph_access.instagram_caller(self._world)
        fields = parse(request.args.get("fields", "id"))
        return jsonify(InstagramNodes(self._world, caller).children(self._item(caller, node), fields))

    def insights(self, node: str) -> Response:
        """``GET /{account or media}/insights``."""
        caller = graph_access.instagram_caller(self._world)
        if node == caller.id:
            return insights(node, INSTAGRAM_ACCOUNT, caller.followers)
        return insights(node, INSTAGRAM_MEDIA, self._item(caller, node).likes)

    def create_comment(self, node: str) -> Response:
        """``POST /{media}/comments``: a comment of the account on its own media."""
        caller = graph_access.instagram_caller(self._world)
        return self._write(caller, self._item(caller, node))

    def create_reply(self, node: str) -> Response:
        """``POST /{comment}/replies``: under the top-level comment, even when a reply is named; hidden ones refuse."""
        caller = graph_access.instagram_caller(self._world)
        above = self._item(caller, node)
        if above.place is not Place.COMMENT:
            raise graph_errors.gone(node, request.method)
        if above.hidden:
            raise graph_errors.bad_parameter("You cannot reply to a hidden comment.")
        return self._write(caller, above)

    def update(self, node: str) -> Response:
        """``POST /{comment} hide=``, or ``POST /{media} comment_enabled=``."""
        caller = graph_access.instagram_caller(self._world)
        item = self._item(caller, node)
        name = "hide" if item.place is Place.COMMENT else "comment_enabled"
        value = request.values.get(name, "").lower()
        if value not in ("true", "false", "1", "0"):
            raise graph_errors.bad_parameter(f"The parameter {name} is required")
        if item.author is caller and name == "hide":
            raise graph_errors.known(200)
        item.hidden = (value in ("true", "1")) is (name == "hide")
        self._world.note(caller, "hide" if item.hidden else "unhide", item, fault_name())
        return jsonify({"success": True})

    def delete(self, node: str) -> Response:
        """``DELETE /{comment}``, anybody's under the account's media, or ``DELETE /{media}``."""
        caller = graph_access.instagram_caller(self._world)
        item = self._item(caller, node)
        item.deleted = True
        self._world.note(caller, "delete", item, fault_name())
        return jsonify({"success": True})

    def _below(self, node: str, wants_comment: bool) -> Response:
        caller = graph_access.instagram_caller(self._world)
        item = self._item(caller, node)
        if (item.place is Place.COMMENT) is not wants_comment:
            raise graph_errors.gone(node, request.method)
        nodes = InstagramNodes(self._world, caller)
        return graph_paging.listed(self._world.seen(nodes.below(item)), nodes.item, COMMENT_DEFAULT)

    def _write(self, caller: User, above: Item) -> Response:
        message = request.values.get("message", "")
        if not message.strip():
            raise graph_errors.bad_parameter("The parameter message is required")
        if len(message) > LONGEST_COMMENT:
            raise graph_errors.bad_parameter(f"Param message must be at most {LONGEST_COMMENT} characters long.")
        media = self._world.items[above.channel, above.thread]
        if media.hidden:
            raise graph_errors.known(10)
        item = self._world.write_comment(above, caller, message)
        delay = fault(Kind.DELAYED_VISIBILITY)
        item.hidden_reads = delay.reads if delay else 0
        self._world.record(item, fault_name())
        return jsonify({"id": item.id})

    def _own(self, node: str) -> User:
        caller = graph_access.instagram_caller(self._world)
        if node != caller.id:
            raise graph_errors.gone(node, request.method)
        return caller

    def _item(self, caller: User, node: str) -> Item:
        """A media or comment that stands under the account's media."""
        item = self._world.find(Channel.INSTAGRAM, node)
        if item is None or item.page is not caller or item.unlisted:
            raise graph_errors.gone(node, request.method)
        return item
