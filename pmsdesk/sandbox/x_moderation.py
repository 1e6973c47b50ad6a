"""What an account may do on X about posts: hide a reply in its own conversation, delete its own."""

from flask import Response, jsonify, request

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox import x_access, x_problems
from pmsdesk.sandbox.calling import fault_name
from pmsdesk.sandbox.world import World
from pmsdesk.sandbox.x_problems import invalid
from pmsdesk.sandbox.x_request import remote_id


class XModeration:
    """The handlers of moderation, over one world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def hide(self, post: str) -> Response:
        """``PUT /2/tweets/{id}/hidden``: as often as one likes, and back again."""
        caller = x_access.caller(self._world)
        body = request.get_json(silent=True)
        if not isinstance(body, dict) or set(body) != {"hidden"} or not isinstance(body["hidden"], bool):
            raise invalid("hidden", str(body), "$.hidden: is missing but it is required")
        item = self._world.find(Channel.X, remote_id("tweet_id", post))
        root = self._world.items.get((Channel.X, item.thread)) if item else None
        if item is None or root is None or root.author.id != caller.id or item is root or item.author.id == caller.id:
            raise x_problems.not_permitted()
        item.hidden = body["hidden"]
        self._world.note(caller, "hide" if item.hidden else "unhide", item, fault_name())
        return jsonify({"data": {"hidden": item.hidden}})

    def delete(self, post: str) -> Response:
        """``DELETE /2/tweets/{id}``: one's own; what is gone already is deleted, too."""
        caller = x_access.caller(self._world)
        item = self._world.find(Channel.X, remote_id("id", post))
        if item is not None:
            if item.author.id != caller.id:
                raise x_problems.not_permitted()
            item.deleted = True
            self._world.note(caller, "delete", item, fault_name())
        return jsonify({"data": {"deleted": True}})
