"""The calls of X API v2 that the console makes, with X's own rules on who may reply."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, g, jsonify, request
from twitter_text import parse_tweet

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox import x_access, x_meter, x_problems
from pmsdesk.sandbox.calling import fault, fault_name
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.world import Item, User, World
from pmsdesk.sandbox.x_direct import Direct
from pmsdesk.sandbox.x_media import XMedia, attached
from pmsdesk.sandbox.x_moderation import XModeration
from pmsdesk.sandbox.x_problems import Problem, invalid
from pmsdesk.sandbox.x_query import matcher
from pmsdesk.sandbox.x_request import LISTING, Page, page, remote_id, wanted
from pmsdesk.sandbox.x_shape import Shape, picture_link
from pmsdesk.sandbox.x_text import URL, shown

MOST_MENTIONS = 800
MOST_IDS = 100
SEARCH_REACH = timedelta(days=7)
DUPLICATE_REACH = timedelta(hours=24)
NOT_FOR_SELF_SERVE = {"quote_tweet_id", "poll", "card_uri", "community_id"}


class XApi:
    """The routes under ``/x/2``, over one world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def blueprint(self) -> Blueprint:
        """The routes: ``x.me``, ``.mentions``, ``.timeline``, ``.post``, ``.posts``, ``.search``, ``.create``,
        ``.delete``, ``.hide``, ``.message``, ``.messages``, ``.media_initialize`` and further steps of an upload.
        """
        moderation, direct, media = XModeration(self._world), Direct(self._world), XMedia(self._world)
        routes = Blueprint("x", __name__, url_prefix="/x/2")
        rules: list[tuple[str, str, Callable[..., Any], str]] = [
            ("/users/me", "me", self.me, "GET"),
            ("/users/<user>/mentions", "mentions", self.mentions, "GET"),
            ("/users/<user>/tweets", "timeline", self.timeline, "GET"),
            ("/tweets/search/recent", "search", self.search, "GET"),
            ("/tweets/<post>", "post", self.post, "GET"),
            ("/tweets", "posts", self.posts, "GET"),
            ("/tweets", "create", self.create, "POST"),
            ("/tweets/<post>", "delete", moderation.delete, "DELETE"),
            ("/tweets/<post>/hidden", "hide", moderation.hide, "PUT"),
            ("/dm_conversations/with/<person>/messages", "message", direct.send, "POST"),
            ("/dm_conversations/with/<person>/dm_events", "messages", direct.events, "GET"),
            ("/media/upload/initialize", "media_initialize", media.initialize, "POST"),
            ("/media/upload/<upload>/append", "media_append", media.append, "POST"),
            ("/media/upload/<upload>/finalize", "media_finalize", media.finalize, "POST"),
            ("/media/upload", "media_status", media.status, "GET"),
            ("/media/metadata", "media_metadata", media.describe, "POST"),
        ]
        for rule, name, view, method in rules:
            routes.add_url_rule(rule, name, view, methods=[method])
        routes.register_error_handler(Problem, lambda problem: problem.response())
        routes.after_request(_with_rate_headers)
        return routes

    def me(self) -> Response:
        """``GET /2/users/me``."""
        caller = x_access.caller(self._world)
        asked = wanted()
        self._world.x.read([caller.id], x_meter.READ_USER, self._world.now())
        return jsonify({"data": Shape(self._world, asked).user(caller)})

    def mentions(self, user: str) -> Response:
        """``GET /2/users/{id}/mentions``: the newest 800 posts with the account's @name, its own ones too."""
        x_access.caller(self._world)
        handle = self._named(user)
        if handle is None:
            return self._no_such_user(user)
        every = [item for item in self._posts() if item.mentions(handle)]
        newest = sorted(every, key=lambda item: int(item.id), reverse=True)[:MOST_MENTIONS]
        return self._list(newest, smallest=5, default=10, also=LISTING)

    def timeline(self, user: str) -> Response:
        """``GET /2/users/{id}/tweets``."""
        x_access.caller(self._world)
        if self._named(user) is None:
            return self._no_such_user(user)
        left_out = request.args.get("exclude", "").split(",")
        own = [
            item
            for item in self._posts()
            if item.author.id == user
            and not ("retweets" in left_out and item.retweeted)
            and not ("replies" in left_out and item.parent)
        ]
        return self._list(own, smallest=5, default=10, also=LISTING | {"exclude"})

    def search(self) -> Response:
        """``GET /2/tweets/search/recent``: the last seven days, for the operators of `x_query`."""
        x_access.caller(self._world)
        query = request.args.get("query", "")
        if not query:
            raise invalid("query", query, "The `query` query parameter can not be empty")
        matches, since = matcher(query, self._world), self._world.now() - SEARCH_REACH
        found = [item for item in self._posts() if item.at >= since and matches(item)]
        also = LISTING | {"query", "next_token", "sort_order"}
        return self._list(found, smallest=10, default=10, also=also, tokens=("next_token", "pagination_token"))

    def post(self, post: str) -> Response:
        """``GET /2/tweets/{id}``."""
        x_access.caller(self._world)
        asked = wanted()
        item = self._look_up(remote_id("id", post))
        if item is None:
            return jsonify({"errors": [x_problems.not_found("tweet", "id", post)]})
        self._world.x.read([item.id], x_meter.READ_POST, self._world.now())
        answer = Shape(self._world, asked).answer([item])
        return jsonify({**answer, "data": Shape(self._world, asked).post(item)})

    def posts(self) -> Response:
        """``GET /2/tweets?ids=``: what is there as data, what is not as errors."""
        x_access.caller(self._world)
        asked = wanted("ids")
        ids = [remote_id("ids", one) for one in request.args.get("ids", "").split(",")]
        if len(ids) > MOST_IDS:
            raise invalid("ids", ",".join(ids), f"The `ids` query parameter can have at most {MOST_IDS} values")
        found = {one: self._look_up(one) for one in dict.fromkeys(ids)}
        items = [item for item in found.values() if item is not None]
        missing = [x_problems.not_found("tweet", "ids", one) for one, item in found.items() if item is None]
        self._world.x.read([item.id for item in items], x_meter.READ_POST, self._world.now())
        return jsonify(Shape(self._world, asked).answer(items, missing))

    def create(self) -> tuple[Response, int]:
        """``POST /2/tweets``: a post, or a reply where X's rules allow one."""
        caller = x_access.caller(self._world)
        text, target, media_ids = _body()
        media = attached(self._world, caller, media_ids) if media_ids is not None else ()
        if text and not parse_tweet(text).valid:
            raise invalid("text", text[:60], x_problems.TOO_LONG)
        above = self._parent(caller, target) if target else None
        if self._said_before(caller, text, target):
            raise x_problems.duplicate()
        self._charge_for(text, caller, above)
        item = self._world.write_x(caller, text, parent=target)
        item.media = media
        delay = fault(Kind.DELAYED_VISIBILITY)
        item.hidden_reads = delay.reads if delay else 0
        self._world.record(item, fault_name())
        data = {
            "id": item.id,
            "text": shown("", text, {}, picture_link(item)).text,
            "edit_history_tweet_ids": [item.id],
        }
        return jsonify({"data": data}), 201

    def _posts(self) -> list[Item]:
        every = (item for item in self._world.items.values() if item.channel is Channel.X)
        return [item for item in every if not item.superseded]

    def _named(self, user: str) -> str | None:
        found = self._world.users.get((Channel.X, remote_id("id", user)))
        return found.handle if found else None

    def _look_up(self, post: str) -> Item | None:
        item = self._world.find(Channel.X, post)
        return item if item is not None and self._world.seen([item]) else None

    def _no_such_user(self, user: str) -> Response:
        return jsonify({"errors": [x_problems.not_found("user", "id", user)]})

    def _list(
        self,
        items: list[Item],
        *,
        smallest: int,
        default: int,
        also: frozenset[str],
        tokens: tuple[str, ...] = ("pagination_token",),
    ) -> Response:
        asked = wanted(*also)
        listed = page(self._world.seen(items), smallest, default, tokens)
        if fault(Kind.EMPTY_PAGE_WITH_NEXT):
            listed = Page([], listed.here, listed.here)
        self._world.x.read([item.id for item in listed.items], x_meter.READ_POST, self._world.now())
        meta: dict[str, object] = {"result_count": len(listed.items)}
        if listed.items:
            meta |= {"newest_id": listed.items[0].id, "oldest_id": listed.items[-1].id}
        if listed.following:
            meta["next_token"] = listed.following
        return jsonify({**Shape(self._world, asked).answer(listed.items), "meta": meta})

    def _parent(self, caller: User, target: str) -> Item:
        above = self._world.find(Channel.X, target)
        if above is None:
            raise x_problems.parent_gone()
        quotes_us = (quoted := self._world.find(Channel.X, above.quoted)) is not None and quoted.author.id == caller.id
        if above.author.id != caller.id and not above.summons(caller.handle) and not quotes_us:
            raise x_problems.not_summoned()
        return above

    def _said_before(self, caller: User, text: str, target: str) -> bool:
        """X compares whole texts; a reply's text begins with the @name it answers, so the parent counts too."""
        since = self._world.now() - DUPLICATE_REACH
        return any(
            item.author.id == caller.id and item.text == text and item.parent == target and item.at >= since
            for item in self._posts()
            if not item.deleted
        )

    def _charge_for(self, text: str, caller: User, above: Item | None) -> None:
        if URL.search(text):
            price = x_meter.CREATE_WITH_URL
        elif above is not None and above.summons(caller.handle):
            price = x_meter.CREATE_SUMMONED
        else:
            price = x_meter.CREATE
        self._world.x.pay(price)


def _body() -> tuple[str, str, object]:
    """Text, target and media of a create call; anything X's schema does not know is refused."""
    body = request.get_json(silent=True)
    media = body.get("media") if isinstance(body, dict) else None
    text = body.get("text", "" if media else None) if isinstance(body, dict) else None
    if not isinstance(body, dict) or not isinstance(text, str) or not (text.strip() or media):
        raise invalid("text", "", "$.text: is missing but it is required")
    reply = body.get("reply")
    if NOT_FOR_SELF_SERVE & set(body):
        raise x_problems.not_permitted()
    unknown = set(body) - {"text", "reply", "reply_settings", "made_with_ai", "media"}
    if unknown:
        name = sorted(unknown)[0]
        raise invalid(name, str(body[name]), f"$.{name}: is not defined in the schema and the schema does not allow it")
    media_ids = media.get("media_ids", ()) if isinstance(media, dict) else media
    if reply is None:
        return text, "", media_ids
    if not isinstance(reply, dict) or not isinstance(reply.get("in_reply_to_tweet_id"), str):
        raise invalid("reply", str(reply), "$.reply.in_reply_to_tweet_id: is missing but it is required")
    return text, remote_id("reply.in_reply_to_tweet_id", reply["in_reply_to_tweet_id"]), media_ids


def _with_rate_headers(response: Response) -> Response:
    response.headers.update(g.get("rate_headers", {}))
    return response
