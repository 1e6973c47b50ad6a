"""The calls of the Facebook Graph API v26.0 that the console makes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, jsonify, request

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox import graph_access, graph_errors, graph_media, graph_paging, graph_tokens
from pmsdesk.sandbox.calling import fault, fault_name
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.graph_errors import GraphError
from pmsdesk.sandbox.graph_insights import PAGE, POST, insights
from pmsdesk.sandbox.graph_media import GraphMedia
from pmsdesk.sandbox.graph_moderation import GraphModeration
from pmsdesk.sandbox.graph_nodes import COMMENT_DEFAULT, PAGE_DEFAULT, POST_DEFAULT, Nodes
from pmsdesk.sandbox.world import Item, Place, User, World

VERSION = "v26.0"
ROOT = "/fb"
LONGEST_COMMENT = 8000
DUPLICATE_REACH = timedelta(hours=24)
EDGES = {
    "published_posts": (Place.POST,),
    "feed": (Place.POST, Place.VISITOR),
    "visitor_posts": (Place.VISITOR,),
    "tagged": (Place.TAGGED,),
    "scheduled_posts": (Place.POST,),
}


class GraphApi:
    """The routes under ``/fb/v26.0``, over one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._media = GraphMedia(world)

    def blueprint(self) -> Blueprint:
        """The routes: ``facebook.me``, ``.debug_token``, ``.object``, ``.comments``, ``.insights``, ``.create``,
        ``.post``, ``.moderate``, ``.delete``, ``.message``, ``.photo``, ``.video`` and one named after each edge.
        """
        moderation = GraphModeration(self._world)
        routes = Blueprint("facebook", __name__, url_prefix=f"{ROOT}/{VERSION}")
        rules: list[tuple[str, str, Callable[..., Any], str]] = [
            ("/me", "me", self.me, "GET"),
            ("/debug_token", "debug_token", self.debug_token, "GET"),
            ("/<node>", "object", self.node, "GET"),
            ("/<node>/comments", "comments", self.comments, "GET"),
            ("/<node>/insights", "insights", self.insights, "GET"),
            ("/<node>/comments", "create", self.create_comment, "POST"),
            ("/<node>/feed", "post", self.create_post, "POST"),
            ("/<node>", "moderate", moderation.update, "POST"),
            ("/<node>", "delete", moderation.delete, "DELETE"),
            ("/<node>/messages", "message", moderation.message, "POST"),
            ("/<node>/photos", "photo", self._media.photo, "POST"),
            ("/<node>/videos", "video", self._media.video, "POST"),
            *((f"/<node>/{edge}", edge, self.posts, "GET") for edge in EDGES),
        ]
        for rule, name, view, method in rules:
            routes.add_url_rule(rule, name, view, methods=[method])
        routes.register_error_handler(GraphError, lambda error: error.response())
        routes.after_request(graph_access.with_usage_headers)
        return routes

    def me(self) -> Response:
        """``GET /me``: the page the token belongs to."""
        return self._page(graph_access.caller(self._world))

    def debug_token(self) -> Response:
        """``GET /debug_token?input_token=``: what a token may do and until when; a bad one answers, too."""
        graph_access.page_of_token(self._world)
        return jsonify({"data": graph_tokens.inspected(self._world, request.args.get("input_token", ""))})

    def node(self, node: str) -> Response:
        """``GET /{id}``: a page, a post or a comment."""
        caller = graph_access.caller(self._world)
        page = self._world.users.get((Channel.FACEBOOK, node))
        if page is not None and page.official:
            return self._page(page)
        if node in self._world.photos:
            return jsonify(self._media.node(self._world.photos[node], request.args.get("fields", "id")))
        item = self._item(node)
        default = COMMENT_DEFAULT if item.place is Place.COMMENT else POST_DEFAULT
        return jsonify(Nodes(self._world, caller).item(item, request.args.get("fields", default)))

    def posts(self, node: str) -> Response:
        """``GET /{page}/published_posts``, ``feed``, ``visitor_posts`` or ``tagged``, newest first."""
        caller = graph_access.caller(self._world)
        page = self._own_page(caller, node)
        edge = str(request.endpoint).rpartition(".")[2]
        places = EDGES[edge]
        on_wall = [item for item in self._world.items.values() if item.page is page and item.place in places]
        for item in on_wall:
            self._publish_if_due(item)
        every = [item for item in on_wall if (item.due is not None) is (edge == "scheduled_posts")]
        newest_first = sorted(self._world.seen(every), key=lambda item: (item.at, item.id), reverse=True)
        write = Nodes(self._world, caller).item
        return graph_paging.listed(newest_first, write, POST_DEFAULT, oldest_first=False)

    def comments(self, node: str) -> Response:
        """``GET /{post or comment}/comments`` with ``filter``, ``order``, ``since``, ``summary``."""
        caller = graph_access.caller(self._world)
        stream = graph_paging.one_of("filter", "toplevel", "stream") == "stream"
        oldest_first = graph_paging.one_of("order", "chronological", "reverse_chronological") == "chronological"
        nodes = Nodes(self._world, caller)
        every = self._world.seen(nodes.comments(self._item(node), stream, oldest_first))
        return graph_paging.listed(every, nodes.item, COMMENT_DEFAULT, oldest_first)

    def insights(self, node: str) -> Response:
        """``GET /{page or post}/insights``; of a page only to itself."""
        caller = graph_access.caller(self._world)
        if node in ("me", caller.id, caller.handle):
            return insights(caller.id, PAGE, caller.followers)
        return insights(node, POST, self._item(node).likes)

    def create_comment(self, node: str) -> Response:
        """``POST /{post or comment}/comments``. Facebook takes the same text twice."""
        caller = graph_access.caller(self._world)
        message = request.values.get("message", "")
        if not message.strip():
            raise graph_errors.bad_parameter("One of the parameters {message, attachment_id} is required")
        if len(message) > LONGEST_COMMENT:
            raise graph_errors.bad_parameter(f"Param message must be at most {LONGEST_COMMENT} characters long.")
        return self._created(self._world.write_comment(self._item(node), caller, message))

    def create_post(self, node: str) -> Response:
        """``POST /{page}/feed``: a post of the page, with pictures or later; the same again is refused with 506."""
        caller = graph_access.caller(self._world)
        page = self._own_page(caller, node)
        message = request.values.get("message", "")
        photos = self._media.attached(caller)
        due = graph_media.scheduled(self._world.now())
        if not message.strip() and not photos:
            raise graph_errors.bad_parameter("One of the parameters {message, link} is required")
        since = self._world.now() - DUPLICATE_REACH
        mine = [item for item in self._world.items.values() if item.author is page and item.place is Place.POST]
        if any(item.text == message and item.at >= since and not item.deleted for item in mine):
            raise graph_errors.known(506, 1455006)
        item = self._world.write_post(page, page, message)
        item.due, item.media = due, tuple(photo.medium for photo in photos)
        for photo in photos:
            photo.post = item.id
        return self._created(item)

    def _publish_if_due(self, item: Item) -> None:
        if item.due is not None and item.due <= self._world.now():
            item.at, item.due = item.due, None

    def _created(self, item: Item) -> Response:
        delay = fault(Kind.DELAYED_VISIBILITY)
        item.hidden_reads = delay.reads if delay else 0
        self._world.record(item, fault_name())
        return jsonify({"id": item.id})

    def _own_page(self, caller: User, node: str) -> User:
        if node not in ("me", caller.id, caller.handle):
            raise graph_errors.gone(node, request.method)
        return caller

    def _page(self, page: User) -> Response:
        return jsonify(Nodes(self._world, page).page(page, request.args.get("fields", PAGE_DEFAULT)))

    def _item(self, node: str) -> Item:
        item = self._world.find(Channel.FACEBOOK, node)
        if item is None:
            raise graph_errors.gone(node, request.method)
        return item
