"""The calls of X API v2 that the console makes, with X's own rules on who may reply."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, g, jsonify, request
from twitter_text import parse_tweet

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox import x_meter, x_problems
from pmsdesk.sandbox.calling import bearer_token, fault, fault_name
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.world import Item, User, World
from pmsdesk.sandbox.x_problems import Problem, invalid
from pmsdesk.sandbox.x_query import matcher
from pmsdesk.sandbox.x_request import LISTING, Page, page, remote_id, wanted
from pmsdesk.sandbox.x_shape import Shape
from pmsdesk.sandbox.x_text import URL, shown

MOST_MENTIONS = 800
MOST_IDS = 100
SEARCH_REACH = timedelta(days=7)
DUPLICATE_REACH = timedelta(hours=24)
NOT_FOR_SELF_SERVE = {"quote_tweet_id", "media", "poll", "card_uri", "community_id"}


class XApi:
    """The routes under ``/x/2``, over one world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def blueprint(self) -> Blueprint:
        """The routes, named ``x.me``, ``.mentions``, ``.timeline``, ``.post``, ``.posts``, ``.search``, ``.create``."""
        routes = Blueprint("x", __name__, url_prefix="/x/2")
        rules: list[tuple[str, str, Callable[..., Any], str]] = [
            ("/users/me", "me", self.me, "GET"),
            ("/users/<user>/mentions", "mentions", self.mentions, "GET"),
            ("/users/<user>/tweets", "timeline", self.timeline, "GET"),
            ("/tweets/search/recent", "search", self.search, "GET"),
            ("/tweets/<post>", "post", self.post, "GET"),
            ("/tweets", "posts", self.posts, "GET"),
            ("/tweets", "create", self.create, "POST"),
        ]
        for rule, name, view, method in rules:
            routes.add_url_rule(rule, name, view, methods=[method])
        routes.register_error_handler(Problem, lambda problem: problem.response())
        routes.after_request(_with_rate_headers)
        return routes

    def me(self) -> Response:
        """``GET /2/users/me``."""
        caller = self._caller()
        asked = wanted()
        self._world.x.read([caller.id], x_meter.READ_USER, self._world.now())
        return jsonify({"data": Shape(self._world, asked).user(caller)})

    def mentions(self, user: str) -> Response:
        """``GET /2/users/{id}/mentions``: the newest 800 posts with the account's @name, its own ones too."""
        self._caller()
        handle = self._named(user)
        if handle is None:
            return self._no_such_user(user)
        every = [item for item in self._posts() if item.mentions(handle)]
        newest = sorted(every, key=lambda item: int(item.id), reverse=True)[:MOST_MENTIONS]
        return self._list(newest, smallest=5, default=10, also=LISTING)

    def timeline(self, user: str) -> Response:
        """``GET /2/users/{id}/tweets``."""
        self._caller()
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
        self._caller()
        query = request.args.get("query", "")
        if not query:
            raise invalid("query", query, "The `query` query parameter can not be empty")
        matches, since = matcher(query, self._world), self._world.now() - SEARCH_REACH
        found = [item for item in self._posts() if item.at >= since and matches(item)]
        also = LISTING | {"query", "next_token", "sort_order"}
        return self._list(found, smallest=10, default=10, also=also, tokens=("next_token", "pagination_token"))

    def post(self, post: str) -> Response:
        """``GET /2/tweets/{id}``."""
        self._caller()
        asked = wanted()
        item = self._look_up(remote_id("id", post))
        if item is None:
            return jsonify({"errors": [x_problems.not_found("tweet", "id", post)]})
        self._world.x.read([item.id], x_meter.READ_POST, self._world.now())
        answer = Shape(self._world, asked).answer([item])
        return jsonify({**answer, "data": Shape(self._world, asked).post(item)})

    def posts(self) -> Response:
        """``GET /2/tweets?ids=``: what is there as data, what is not as errors."""
        self._caller()
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
        caller = self._caller()
        text, target = _body()
        if not parse_tweet(text).valid:
            raise invalid("text", text[:60], x_problems.TOO_LONG)
        above = self._parent(caller, target) if target else None
        if self._said_before(caller, text, target):
            raise x_problems.duplicate()
        self._charge_for(text, caller, above)
        item = self._world.write_x(caller, text, parent=target)
        delay = fault(Kind.DELAYED_VISIBILITY)
        item.hidden_reads = delay.reads if delay else 0
        self._world.record(item, fault_name())
        data = {"id": item.id, "text": shown("", text, {}).text, "edit_history_tweet_ids": [item.id]}
        return jsonify({"data": data}), 201

    def _caller(self) -> User:
        """The account the token belongs to; counts the call and refuses it when a limit or the credits are used up."""
        account = self._world.account_of(Channel.X, bearer_token())
        if account is None:
            raise x_problems.unauthorized()
        route = request.endpoint or ""
        window = self._world.x.count(route, account.id, self._world.now())
        g.rate_headers = x_meter.headers(route, window)
        if window.used > x_meter.LIMITS[route]:
            raise x_problems.too_many()
        if self._world.x.credits <= 0:
            raise x_problems.no_credits(account.id)
        return account

    def _posts(self) -> list[Item]:
        return [item for item in self._world.items.values() if item.channel is Channel.X]

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


def _body() -> tuple[str, str]:
    """Text and target of a create call; anything X's schema does not know is refused."""
    body = request.get_json(silent=True)
    if not isinstance(body, dict) or not isinstance(body.get("text"), str) or not body["text"].strip():
        raise invalid("text", "", "$.text: is missing but it is required")
    reply = body.get("reply")
    if NOT_FOR_SELF_SERVE & set(body):
        raise x_problems.not_permitted()
    unknown = set(body) - {"text", "reply", "reply_settings", "made_with_ai"}
    if unknown:
        name = sorted(unknown)[0]
        raise invalid(name, str(body[name]), f"$.{name}: is not defined in the schema and the schema does not allow it")
    if reply is None:
        return body["text"], ""
    if not isinstance(reply, dict) or not isinstance(reply.get("in_reply_to_tweet_id"), str):
        raise invalid("reply", str(reply), "$.reply.in_reply_to_tweet_id: is missing but it is required")
    return body["text"], remote_id("reply.in_reply_to_tweet_id", reply["in_reply_to_tweet_id"])


def _with_rate_headers(response: Response) -> Response:
    response.headers.update(g.get("rate_headers", {}))
    return response
