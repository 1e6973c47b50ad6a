"""The control plane: what a demo or a test does to the world, in process or under ``/__sandbox__``."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from flask import Blueprint, Response, jsonify, request

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox import seed
from pmsdesk.sandbox.faults import Fault, Faults, Kind
from pmsdesk.sandbox.graph_errors import is_known
from pmsdesk.sandbox.ledger import Ledger
from pmsdesk.sandbox.world import Clock, Item, Moderation, Place, User, World
from pmsdesk.sandbox.x_meter import FULL_PURSE


class Control:
    """The verbs of the control plane, over `world`. The caller holds the world's lock."""

    def __init__(self, world: World) -> None:
        self.world = world

    def reset(self, *, now: datetime | None = None, seeded: bool = True, credits: Decimal = FULL_PURSE) -> None:
        """Start anew: no faults, an empty ledger, the clock running (or standing at *now*), the seed in place."""
        world = self.world
        world.clock, world.ledger, world.faults = Clock(), Ledger(), Faults()
        world.clear()
        world.x.credits = credits
        if now is not None:
            world.clock.stand_at(now)
        seed.put_accounts(world)
        if seeded:
            self.seed()

    def seed(self) -> int:
        """Put the seed's posts and messages into the world, dated back from its clock; returns how many items stand."""
        seed.put_texts(self.world)
        return len(self.world.items)

    def clock(self, *, now: datetime | None = None, advance: timedelta | None = None, run: bool = False) -> datetime:
        """Stand at *now*, jump by *advance*, or *run* again; returns the time."""
        if now is not None:
            self.world.clock.stand_at(now)
        if advance is not None:
            self.world.clock.advance(advance)
        if run:
            self.world.clock.run()
        return self.world.now()

    def tick(self, messages: int = 1, advance: timedelta = timedelta(0)) -> list[str]:
        """Let time pass and the next waiting citizens write; returns the ids of what they wrote."""
        self.world.clock.advance(advance)
        return [self.world.waiting.popleft()().id for _ in range(min(messages, len(self.world.waiting)))]

    def inject(
        self,
        channel: Channel,
        account: str,
        author: str,
        text: str,
        *,
        name: str = "",
        parent: str = "",
        place: Place = Place.COMMENT,
        at: datetime | None = None,
        hidden_reads: int = 0,
        state: Moderation = Moderation.PUBLISHED,
    ) -> Item:
        """Let *author* (a handle, or a person's name on Facebook) write to *account* now.

        On X a text under no *parent* that does not name the account gets its @name in front. Elsewhere it becomes a
        comment under *parent* or the account's newest post, unless *place* says otherwise; *state* is what YouTube
        shows of it. Raises `LookupError` for an account or a parent that is not there.
        """
        to = self._account(channel, account)
        above = self.world.find(channel, parent) if parent else None
        if parent and above is None:
            raise LookupError(f"no item {parent} on {channel}")
        writer = self.world.account(channel, author) or self.world.citizen(channel, name or author, author)
        if channel is Channel.X:
            item = self._inject_x(to, writer, text, above, at)
        elif place is Place.COMMENT:
            item = self.world.write_comment(above or self._newest_post(to), writer, text, at=at)
        else:
            item = self._inject_post(to, writer, text, place, at)
        item.hidden_reads = hidden_reads
        if item.state is Moderation.PUBLISHED:
            item.state = state
        return item

    def close_messages(self, handle: str) -> User:
        """Let the citizen with *handle* on X take no direct messages."""
        user = replace(self.world.citizen(Channel.X, handle, handle), receives_messages=False)
        self.world.users[Channel.X, user.id] = user
        return user

    def delete(self, channel: Channel, item_id: str) -> None:
        """Let the author (or the network) remove an item; `LookupError` when it is not there."""
        item = self.world.find(channel, item_id)
        if item is None:
            raise LookupError(f"no item {item_id} on {channel}")
        item.deleted = True

    def edit(self, channel: Channel, item_id: str, text: str) -> Item:
        """Let the author change the words of an item; on X this is another one. `LookupError` as above."""
        item = self.world.find(channel, item_id)
        if item is None:
            raise LookupError(f"no item {item_id} on {channel}")
        return self.world.edit(item, text)

    def fault(self, route: str, kind: Kind, **options: Any) -> Fault:
        """Order a fault (`Fault` tells the options); `ValueError` for what the network does not have."""
        order = Fault(route, kind, **options)
        if kind is Kind.GRAPH_ERROR and not is_known(order.code, order.subcode):
            raise ValueError(f"no Graph error {order.code}/{order.subcode}")
        if kind is Kind.STATUS_402 and not route.startswith(("x.", "*")):
            raise ValueError(f"{route.partition('.')[0]} has no {kind}")
        self.world.faults.orders.append(order)
        return order

    def use_up_calls(self, handle: str, channel: Channel = Channel.FACEBOOK) -> None:
        """Let a page or Instagram account have made all its Graph calls of the day, or all of YouTube its units.

        `LookupError` for an account that is not there.
        """
        account = self._account(channel, handle)
        if channel is Channel.YOUTUBE:
            self.world.youtube.use_up(self.world.now())
        else:
            self.world.graph.use_up(account.id, self.world.now())

    def expire_tokens(self, channel: Channel, handle: str) -> None:
        """Let an account's access tokens have expired; its refresh tokens stay good. `LookupError` as above."""
        account, now = self._account(channel, handle), self.world.now()
        self.world.grants.stand(channel, account.handle).expires_at = now
        for grant in self.world.grants.of_account(channel, account.handle):
            grant.access = dict.fromkeys(grant.access, now)

    def date_token(self, channel: Channel, handle: str, expires_at: datetime | None) -> None:
        """Let an account's standing token end at *expires_at*, None for never. `LookupError` as above."""
        self.world.grants.stand(channel, self._account(channel, handle).handle).expires_at = expires_at

    def revoke_tokens(self, channel: Channel, handle: str, subcode: int = 458) -> None:
        """Take back every token of an account; Graph tells *subcode* of why (460: the password was changed)."""
        account = self._account(channel, handle)
        if not is_known(190, subcode):
            raise ValueError(f"no Graph error 190/{subcode}")
        self.world.grants.stand(channel, account.handle).refusal = subcode
        for grant in self.world.grants.of_account(channel, account.handle):
            grant.revoked = True

    def register_callback(self, address: str) -> None:
        """List one more address on X's developer page."""
        self.world.grants.callbacks.add(address)

    def clear_faults(self) -> None:
        """Let everything work again."""
        self.world.faults.orders.clear()

    def ledger(self) -> dict[str, object]:
        """The ledger, and the dollars left and spent on X."""
        purse = {"credits": str(self.world.x.credits), "spent": str(self.world.x.spent)}
        return {**self.world.ledger.as_json(), **purse}

    def _account(self, channel: Channel, handle: str) -> User:
        account = self.world.account(channel, handle)
        if account is None:
            raise LookupError(f"no account {handle} on {channel}")
        return account

    def _inject_x(self, to: User, writer: User, text: str, above: Item | None, at: datetime | None) -> Item:
        named = Item("", Channel.X, writer, text, self.world.now(), "").summons(to.handle)
        if above is None and not named:
            text = f"@{to.handle} {text}"
        return self.world.write_x(writer, text, at=at, parent=above.id if above else "")

    def _inject_post(self, to: User, writer: User, text: str, place: Place, at: datetime | None) -> Item:
        """The first line of what YouTube is given is the title; Instagram knows no text without a picture."""
        item = self.world.write_post(to, writer, text, at=at, place=place)
        if to.channel is Channel.YOUTUBE:
            item.title, _, item.text = text.partition("\n")
        if to.channel is Channel.INSTAGRAM:
            item.media = (seed.picture(item.id),)
        return item

    def _newest_post(self, page: User) -> Item:
        posts = [item for item in self.world.items.values() if item.page is page and item.place is Place.POST]
        if not posts:
            raise LookupError(f"no post of {page.handle} to comment on")
        return max(posts, key=lambda item: item.at)


class ControlPlane:
    """The same verbs over HTTP, with JSON bodies; an impossible order is answered with 400 and its reason."""

    def __init__(self, control: Control, world: World) -> None:
        self._control = control
        self.world = world

    def blueprint(self) -> Blueprint:
        """The routes under ``/__sandbox__``."""
        routes = Blueprint("sandbox", __name__, url_prefix="/__sandbox__")
        verbs: list[tuple[str, Callable[[], Response], list[str]]] = [
            ("reset", self.reset, ["POST"]),
            ("seed", self.seed, ["POST"]),
            ("clock", self.clock, ["GET", "POST"]),
            ("tick", self.tick, ["POST"]),
            ("inject", self.inject, ["POST"]),
            ("delete", self.delete, ["POST"]),
            ("edit", self.edit, ["POST"]),
            ("fault", self.fault, ["GET", "POST", "DELETE"]),
            ("ledger", self.ledger, ["GET"]),
            ("token", self.token, ["POST"]),
            ("callback", self.callback, ["POST"]),
        ]
        for verb, view, methods in verbs:
            routes.add_url_rule(f"/{verb}", verb, view, methods=methods)
        for error in (LookupError, ValueError, TypeError):
            routes.register_error_handler(error, _refused)
        return routes

    def reset(self) -> Response:
        """``{now?, seeded?, credits?}``."""
        body = _body()
        credits = Decimal(str(body.get("credits", FULL_PURSE)))
        self._control.reset(now=_time(body.get("now")), seeded=bool(body.get("seeded", True)), credits=credits)
        return self._state()

    def seed(self) -> Response:
        """No body."""
        self._control.seed()
        return self._state()

    def clock(self) -> Response:
        """``{now?, advance_seconds?, run?}``; GET only tells."""
        body = _body()
        advance = timedelta(seconds=float(body.get("advance_seconds", 0)))
        self._control.clock(now=_time(body.get("now")), advance=advance, run=bool(body.get("run")))
        return self._state()

    def tick(self) -> Response:
        """``{messages?, advance_seconds?}``."""
        body = _body()
        advance = timedelta(seconds=float(body.get("advance_seconds", 0)))
        return jsonify({"ids": self._control.tick(int(body.get("messages", 1)), advance)})

    def inject(self) -> Response:
        """``{channel, account, author, text, name?, parent?, place?, at?, hidden_reads?, state?}``."""
        body = _body()
        item = self._control.inject(
            Channel(body["channel"]),
            body["account"],
            body["author"],
            body["text"],
            name=body.get("name", ""),
            parent=body.get("parent", ""),
            place=Place(body.get("place", Place.COMMENT)),
            at=_time(body.get("at")),
            hidden_reads=int(body.get("hidden_reads", 0)),
            state=Moderation(body.get("state", Moderation.PUBLISHED)),
        )
        return jsonify({"id": item.id, "thread": item.thread, "at": item.at.isoformat()})

    def delete(self) -> Response:
        """``{channel, id}``."""
        body = _body()
        self._control.delete(Channel(body["channel"]), body["id"])
        return self._state()

    def edit(self) -> Response:
        """``{channel, id, text}``."""
        body = _body()
        item = self._control.edit(Channel(body["channel"]), body["id"], body["text"])
        return jsonify({"id": item.id, "thread": item.thread, "at": item.at.isoformat()})

    def fault(self) -> Response:
        """POST ``{route, kind, …}`` orders one, DELETE clears all; the answer lists those in force."""
        if request.method == "POST":
            body = _body()
            self._control.fault(body.pop("route"), Kind(body.pop("kind")), **body)
        elif request.method == "DELETE":
            self._control.clear_faults()
        return jsonify({"faults": self.world.faults.as_json()})

    def ledger(self) -> Response:
        """The ledger."""
        return jsonify(self._control.ledger())

    def token(self) -> Response:
        """``{channel, account, what: expire | revoke | date, subcode?, expires_at?}``."""
        body = _body()
        channel, handle, what = Channel(body["channel"]), body["account"], body["what"]
        if what == "expire":
            self._control.expire_tokens(channel, handle)
        elif what == "revoke":
            self._control.revoke_tokens(channel, handle, int(body.get("subcode", 458)))
        elif what == "date":
            self._control.date_token(channel, handle, _time(body.get("expires_at")))
        else:
            raise ValueError(f"a token cannot be told to {what}")
        return self._state()

    def callback(self) -> Response:
        """``{address}``."""
        self._control.register_callback(_body()["address"])
        return self._state()

    def _state(self) -> Response:
        accounts = [
            {"channel": user.channel, "handle": user.handle, "id": user.id}
            for user in self.world.users.values()
            if user.official
        ]
        now, waiting = self.world.now().isoformat(), len(self.world.waiting)
        return jsonify({"now": now, "items": len(self.world.items), "waiting": waiting, "accounts": accounts})


def _body() -> dict[str, Any]:
    body = request.get_json(silent=True)
    return body if isinstance(body, dict) else {}


def _time(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _refused(error: Exception) -> tuple[Response, int]:
    return jsonify({"error": f"{type(error).__name__}: {error}"}), 400
