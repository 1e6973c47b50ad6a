"""Answering an Instagram comment in private: once a comment, within seven days of it."""

import json
from collections.abc import Callable

from pmsdesk.channels.fields import Item, object_of, objects_of, readable, text_of
from pmsdesk.channels.graph import following
from pmsdesk.channels.http import Wire, path_of
from pmsdesk.channels.same_text import same_text
from pmsdesk.domain.account import Channel
from pmsdesk.domain.errors import OutcomeUnknown, ParentGone
from pmsdesk.domain.publication import Found, PrivateOutgoing, Published, ReadBack

PAGES_A_READ_BACK = 3
_ASK_MESSAGES = {"fields": "id,created_time,from,message", "limit": "20"}


class InstagramPrivate:
    """Satisfies `services.ports.PrivatePort`. Instagram takes one private reply a comment, so it never stands twice."""

    def __init__(self, wire: Wire, me: Callable[[], str], require_gone: Callable[[str, ParentGone], None]) -> None:
        self._wire = wire
        self._me = me
        self._require_gone = require_gone

    def newest_private(self, outgoing: PrivateOutgoing) -> str:
        """The newest message of the talk, theirs or ours; "" where there is no talk."""
        for talk in self._talks(outgoing.person):
            messages, _, _ = self._messages(talk, {"limit": "1"})
            return text_of(messages[0], "id") if messages else ""
        return ""

    def reply_privately(self, outgoing: PrivateOutgoing) -> Published:
        """Answer the comment ``outgoing.target``; `DuplicateText` where it has been answered in private already.

        `ParentGone` only where a second look does not see the comment either, though it sees our posts.
        """
        form = {
            "recipient": json.dumps({"comment_id": outgoing.target}),
            "message": json.dumps({"text": outgoing.text}, ensure_ascii=False),
        }
        try:
            answer = self._wire.post(path_of(self._me(), "messages"), form=form)
        except ParentGone as error:
            self._require_gone(outgoing.target, error)
            raise
        remote_id = text_of(answer.data, "message_id")
        if not remote_id:
            raise OutcomeUnknown("no message_id", channel="Instagram")
        return Published(remote_id)

    def read_back_privately(self, outgoing: PrivateOutgoing, newest: str) -> ReadBack:
        """Look in the talk for our message with that text that came after *newest*; the talk is told newest first."""
        for talk in self._talks(outgoing.person):
            return self._look(talk, outgoing.text, newest)
        return ReadBack(Found.ABSENT)

    def _look(self, talk: str, text: str, newest: str) -> ReadBack:
        paging: dict[str, str] = {}
        whole, me = True, self._me()
        for _ in range(PAGES_A_READ_BACK):
            messages, skipped, paging = self._messages(talk, paging)
            whole = whole and not skipped
            for one in messages:
                if text_of(one, "id") == newest:
                    return ReadBack(Found.ABSENT if whole else Found.INCOMPLETE)
                if text_of(object_of(one, "from"), "id") == me and same_text(text, text_of(one, "message")):
                    return ReadBack(Found.PRESENT, text_of(one, "id"))
            if not paging:
                return ReadBack(Found.ABSENT if whole and not newest else Found.INCOMPLETE)
        return ReadBack(Found.INCOMPLETE)

    def _talks(self, person: str) -> list[str]:
        """The talk between us and *person*: none, or one."""
        asked = {"platform": "instagram", "user_id": person, "fields": "id"}
        answer = self._wire.get(path_of(self._me(), "conversations"), asked)
        return [talk for talk in (text_of(one, "id") for one in objects_of(answer.data, "data")) if talk]

    def _messages(self, talk: str, paging: dict[str, str]) -> tuple[list[Item], int, dict[str, str]]:
        """Messages newest first, how many could not be read, and what asks for the page after them."""
        answer = self._wire.get(path_of(talk, "messages"), _ASK_MESSAGES | paging)
        messages, skipped = readable(Channel.INSTAGRAM, answer.data, lambda item: item if text_of(item, "id") else None)
        return messages, skipped, following(answer.data)
