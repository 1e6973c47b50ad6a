"""What a page may do about comments on Facebook: hide, delete, and answer one in private."""

import json
from datetime import timedelta
from typing import Any

from flask import Response, jsonify, request

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox import graph_access, graph_errors, ids
from pmsdesk.sandbox.calling import fault_name
from pmsdesk.sandbox.private import Private
from pmsdesk.sandbox.world import Item, Place, User, World

PRIVATE_WINDOW = timedelta(days=7)
LONGEST_PRIVATE = 2000


class GraphModeration:
    """The handlers of moderation and private replies, over one world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def update(self, node: str) -> Response:
        """``POST /{comment} is_hidden=`` hides or shows another's comment; ``message=`` edits one's own text."""
        caller = graph_access.caller(self._world)
        item = self._on_own_wall(caller, node)
        asked = request.values
        if "is_hidden" in asked:
            value = asked["is_hidden"].lower()
            if value not in ("true", "false", "1", "0"):
                raise graph_errors.bad_parameter("Param is_hidden must be a boolean")
            if item.place is not Place.COMMENT or item.author.id == caller.id:
                raise graph_errors.known(200)
            item.hidden = value in ("true", "1")
            self._world.note(caller, "hide" if item.hidden else "unhide", item, fault_name())
        elif "message" in asked:
            if item.author.id != caller.id:
                raise graph_errors.known(200)
            item.text = asked["message"]
            self._world.note(caller, "edit", item, fault_name())
        else:
            raise graph_errors.bad_parameter("At least one parameter is required")
        return jsonify({"success": True})

    def delete(self, node: str) -> Response:
        """``DELETE /{node}``: a page's own post, or any comment under one."""
        caller = graph_access.caller(self._world)
        item = self._on_own_wall(caller, node)
        item.deleted = True
        self._world.note(caller, "delete", item, fault_name())
        return jsonify({"success": True})

    def message(self, node: str) -> Response:
        """``POST /{page}/messages recipient={comment_id} message={text}``: once a comment, within seven days."""
        caller = graph_access.caller(self._world)
        if node not in ("me", caller.id, caller.handle):
            raise graph_errors.gone(node, request.method)
        comment = object_parameter("recipient").get("comment_id")
        text = object_parameter("message").get("text")
        if not isinstance(comment, str) or not isinstance(text, str) or not text.strip():
            raise graph_errors.bad_parameter("The parameter recipient is required")
        if len(text) > LONGEST_PRIVATE:
            raise graph_errors.bad_parameter(f"Length of param message[text] must be less than {LONGEST_PRIVATE}")
        item = self._on_own_wall(caller, comment)
        if item.author.id == caller.id or item.place is not Place.COMMENT:
            raise graph_errors.known(200)
        if self._world.private_reply_to(item) is not None:
            raise graph_errors.known(10900)
        now = self._world.now()
        if now >= item.at + PRIVATE_WINDOW:
            raise graph_errors.known(10, 2018278)
        number = ids.graph_number(now, self._world.next_number())
        conversation = f"t_{ids.letters(f'{caller.id}/{item.author.id}', 17)}"
        sent = Private(
            f"m_{number}", Channel.FACEBOOK, caller.id, item.author.id, text, now, conversation, comment=item.id
        )
        self._world.say_privately(sent, caller, fault_name())
        return jsonify({"recipient_id": item.author.id, "message_id": sent.id})

    def _on_own_wall(self, caller: User, node: str) -> Item:
        item = self._world.find(Channel.FACEBOOK, node)
        if item is None or item.page is not caller:
            raise graph_errors.gone(node, request.method)
        return item


def object_parameter(name: str) -> dict[str, Any]:
    """A parameter that is an object: in the JSON body, or as JSON in a form."""
    body = request.get_json(silent=True) if request.is_json else None
    value = body.get(name) if isinstance(body, dict) else request.values.get(name, "")
    try:
        value = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise graph_errors.bad_parameter(f"Param {name} must be an object")
    return value
