"""X's direct messages: one to a person, and what was said to that person before."""

from flask import Response, jsonify, request

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox import ids, x_access, x_meter, x_problems
from pmsdesk.sandbox.calling import fault, fault_name
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.private import Private
from pmsdesk.sandbox.world import User, World
from pmsdesk.sandbox.x_problems import invalid
from pmsdesk.sandbox.x_request import base36, remote_id
from pmsdesk.sandbox.x_shape import Json, rfc3339

LONGEST = 10_000
FIELDS = frozenset({"attachments", "created_at", "dm_conversation_id", "entities", "event_type", "id", "text"})
NOT_REACHED = "You do not have permission to DM one or more participants."


class Direct:
    """The handlers of direct messages, over one world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def send(self, person: str) -> tuple[Response, int]:
        """``POST /2/dm_conversations/with/{id}/messages``; X takes the same words twice."""
        caller = x_access.caller(self._world)
        to = self._person(person)
        body = request.get_json(silent=True)
        if not isinstance(body, dict) or set(body) - {"text", "attachments"} or not isinstance(body.get("text"), str):
            raise invalid("text", "", "$.text: is missing but it is required")
        text = body["text"]
        if not text.strip() or len(text) > LONGEST:
            raise invalid("text", text[:60], f"$.text: must be between 1 and {LONGEST} characters long")
        if not to.receives_messages:
            raise x_problems.forbidden(NOT_REACHED)
        self._world.x.pay(x_meter.CREATE)
        now = self._world.now()
        event = ids.snowflake(now, self._world.next_number())
        sent = Private(event, Channel.X, caller.id, to.id, text, now, _conversation(caller, to))
        delay = fault(Kind.DELAYED_VISIBILITY)
        self._world.say_privately(sent, caller, fault_name(), delay.reads if delay else 0)
        return jsonify({"data": {"dm_conversation_id": sent.conversation, "dm_event_id": sent.id}}), 201

    def events(self, person: str) -> Response:
        """``GET /2/dm_conversations/with/{id}/dm_events``: newest first."""
        caller = x_access.caller(self._world)
        to = self._person(person)
        size, asked = _size(), _fields()
        before = int(request.args.get("pagination_token", "z" * 13), 36)
        every = sorted(self._world.private_between(caller, to), key=lambda one: int(one.id), reverse=True)
        rest = [one for one in every if int(one.id) < before]
        listed = rest[:size]
        self._world.x.read([one.id for one in listed], x_meter.READ_USER, self._world.now())
        meta: Json = {"result_count": len(listed)}
        if len(rest) > size:
            meta["next_token"] = base36(int(listed[-1].id)).rjust(16, "0")
        answer: Json = {"meta": meta}
        if listed:
            answer["data"] = [_written(one, asked) for one in listed]
        return jsonify(answer)

    def _person(self, person: str) -> User:
        found = self._world.users.get((Channel.X, remote_id("participant_id", person)))
        if found is None:
            raise x_problems.forbidden(NOT_REACHED)
        return found


def _conversation(one: User, other: User) -> str:
    return "-".join(sorted((one.id, other.id), key=int))


def _size() -> int:
    value = request.args.get("max_results", "100")
    if not value.isdigit() or not 1 <= int(value) <= 100:
        raise invalid("max_results", value, f"The `max_results` query parameter value [{value}] is not in 1..100")
    return int(value)


def _fields() -> set[str]:
    """The fields asked for; the sender comes with the expansion of that name."""
    asked = {name for name in request.args.get("dm_event.fields", "").split(",") if name}
    for name in sorted(asked - FIELDS - {"sender_id"}):
        raise invalid("dm_event.fields", name, f"The `dm_event.fields` query parameter value [{name}] is not known")
    if "sender_id" in request.args.get("expansions", "").split(","):
        asked.add("sender_id")
    return asked | {"id", "text", "event_type"}


def _written(one: Private, asked: set[str]) -> Json:
    known: Json = {
        "id": one.id,
        "event_type": "MessageCreate",
        "text": one.text,
        "created_at": rfc3339(one.at),
        "dm_conversation_id": one.conversation,
        "sender_id": one.account,
    }
    return {name: value for name, value in known.items() if name in asked}
