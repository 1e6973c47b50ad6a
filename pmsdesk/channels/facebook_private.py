"""Answering a Facebook comment in private: once a comment, within seven days of it."""

import json
from collections.abc import Callable

from pmsdesk.channels.fields import object_of, text_of
from pmsdesk.channels.http import Wire, path_of
from pmsdesk.channels.same_text import same_text
from pmsdesk.domain.errors import OutcomeUnknown, ParentGone
from pmsdesk.domain.publication import Found, PrivateOutgoing, Published, ReadBack

_ASK = {"fields": "id,private_reply_conversation{id,snippet}"}


class FacebookPrivate:
    """Satisfies `services.ports.PrivatePort`. Facebook takes one private reply a comment, so it never stands twice."""

    def __init__(self, wire: Wire, me: Callable[[], str], require_gone: Callable[[str, ParentGone], None]) -> None:
        self._wire = wire
        self._me = me
        self._require_gone = require_gone

    def newest_private(self, outgoing: PrivateOutgoing) -> str:
        """Always "": a comment has one private reply or none."""
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
            raise OutcomeUnknown("no message_id", channel="Facebook")
        return Published(remote_id)

    def read_back_privately(self, outgoing: PrivateOutgoing, newest: str) -> ReadBack:
        """Whether the comment has its private reply; one that reads otherwise is for a person to look at."""
        del newest
        talk = object_of(self._wire.get(path_of(outgoing.target), _ASK).data, "private_reply_conversation")
        if not text_of(talk, "id"):
            return ReadBack(Found.ABSENT)
        if same_text(outgoing.text, text_of(talk, "snippet")):
            return ReadBack(Found.PRESENT, text_of(talk, "id"))
        return ReadBack(Found.UNSEEN)
