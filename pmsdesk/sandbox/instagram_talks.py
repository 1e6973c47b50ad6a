"""Private talk on Instagram: one private reply to a comment, within seven days, and the talks read again."""

from flask import Response, jsonify, request
from werkzeug.routing import BaseConverter

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox import graph_access, graph_errors, graph_paging, ids
from pmsdesk.sandbox.calling import fault, fault_name
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.graph_fields import Json, Readers, answer, fixed, parse
from pmsdesk.sandbox.graph_moderation import LONGEST_PRIVATE, PRIVATE_WINDOW, object_parameter
from pmsdesk.sandbox.graph_nodes import graph_time
from pmsdesk.sandbox.private import Private
from pmsdesk.sandbox.world import Item, Place, User, World

TALK_UNSET = frozenset({"message_count", "name", "participants", "unread_count"})
MESSAGE_UNSET = frozenset({"attachments", "reactions", "shares", "story", "tags"})


class InstagramTalk(BaseConverter):
    """An id of a talk on Instagram, so that its calls are told from Facebook's under the same addresses."""

    regex = r"aWdf[\w-]+"
    weight = 50


class Talks:
    """The handlers of private talk, over one world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def message(self, node: str) -> Response:
        """``POST /{account}/messages recipient={comment_id} message={text}``: once a comment, within seven days."""
        caller = self._own(node)
        comment = object_parameter("recipient").get("comment_id")
        text = object_parameter("message").get("text")
        if not isinstance(comment, str) or not isinstance(text, str) or not text.strip():
            raise graph_errors.bad_parameter("The parameter recipient is required")
        if len(text) > LONGEST_PRIVATE:
            raise graph_errors.bad_parameter(f"Length of param message[text] must be less than {LONGEST_PRIVATE}")
        item = self._comment(caller, comment)
        if self._world.private_reply_to(item) is not None:
            raise graph_errors.known(10900)
        now = self._world.now()
        if now >= item.at + PRIVATE_WINDOW:
            raise graph_errors.known(10, 2018278)
        number = ids.graph_number(now, self._world.next_number())
        talk = f"aWdf{ids.letters(f'{caller.id}/{item.author.id}', 20)}"
        sent = Private(f"aWdm{number}", Channel.INSTAGRAM, caller.id, item.author.id, text, now, talk, comment=item.id)
        delay = fault(Kind.DELAYED_VISIBILITY)
        self._world.say_privately(sent, caller, fault_name(), delay.reads if delay else 0)
        return jsonify({"recipient_id": item.author.id, "message_id": sent.id})

    def talks(self, node: str) -> Response:
        """``GET /{account}/conversations?platform=instagram&user_id=``: the talks, or the one with a person."""
        caller = self._own(node)
        if request.args.get("platform", "").lower() != "instagram":
            raise graph_errors.bad_parameter("Param platform must be one of {INSTAGRAM, MESSENGER}")
        person = request.args.get("user_id", "")
        newest = {one.conversation: one for one in self._said(caller) if person in ("", one.person)}
        fields = request.args.get("fields", "id,updated_time")
        return jsonify({"data": [self._talk(one, fields) for one in newest.values()]})

    def messages(self, talk: str) -> Response:
        """``GET /{talk}/messages``, newest first; a page holds at most twenty, as the network shows no more."""
        caller = graph_access.instagram_caller(self._world)
        every = [one for one in self._said(caller) if one.conversation == talk]
        if not every:
            raise graph_errors.gone(talk, request.method)
        person = self._world.users[Channel.INSTAGRAM, every[0].person]
        seen = self._world.private_between(caller, person)
        fields = request.args.get("fields", "id,created_time")
        return jsonify({"data": [self._message(one, caller, fields) for one in seen[::-1][: graph_paging.limit()]]})

    def _talk(self, newest: Private, fields: str) -> Json:
        readers: Readers = {"id": fixed(newest.conversation), "updated_time": fixed(graph_time(newest.at))}
        return answer(parse(fields), readers, TALK_UNSET, "UnifiedThread")

    def _message(self, said: Private, account: User, fields: str) -> Json:
        person = self._world.users[Channel.INSTAGRAM, said.person]
        readers: Readers = {
            "id": fixed(said.id),
            "created_time": fixed(graph_time(said.at)),
            "message": fixed(said.text),
            "from": fixed({"username": account.handle, "id": account.id}),
            "to": fixed({"data": [{"username": person.handle, "id": person.id}]}),
        }
        return answer(parse(fields), readers, MESSAGE_UNSET, "UnifiedMessage")

    def _said(self, caller: User) -> list[Private]:
        return [one for one in self._world.private if one.account == caller.id]

    def _comment(self, caller: User, node: str) -> Item:
        item = self._world.find(Channel.INSTAGRAM, node)
        if item is None or item.page is not caller or item.unlisted:
            raise graph_errors.gone(node, request.method)
        if item.author is caller or item.place is not Place.COMMENT:
            raise graph_errors.known(200)
        return item

    def _own(self, node: str) -> User:
        caller = graph_access.instagram_caller(self._world)
        if node != caller.id:
            raise graph_errors.gone(node, request.method)
        return caller
