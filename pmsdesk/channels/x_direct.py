"""X's direct messages: one to the author of a post, and a look at the talk to learn what became of it."""

from collections.abc import Callable, Mapping

from pmsdesk.channels.fields import Item, object_of, readable, text_of
from pmsdesk.channels.http import Wire, path_of
from pmsdesk.channels.same_text import same_text
from pmsdesk.channels.x_posts import full_text, is_id
from pmsdesk.domain.account import Channel
from pmsdesk.domain.errors import OutcomeUnknown
from pmsdesk.domain.publication import Found, PrivateOutgoing, Published, ReadBack

PAGES_A_READ_BACK = 5
_ASK = {
    "dm_event.fields": "created_at,entities,event_type,id,text",
    "event_types": "MessageCreate",
    "expansions": "sender_id",
    "max_results": "100",
}


class XDirect:
    """Satisfies `services.ports.PrivatePort`. Ids of messages grow with time, so no clock is asked."""

    def __init__(self, wire: Wire, me: Callable[[], str]) -> None:
        self._wire = wire
        self._me = me

    def newest_private(self, outgoing: PrivateOutgoing) -> str:
        """The newest message of the talk, theirs or ours."""
        messages, _, _ = self._page(outgoing.person, {"max_results": "1"})
        return max((text_of(one, "id") for one in messages), key=int, default="")

    def reply_privately(self, outgoing: PrivateOutgoing) -> Published:
        """Write to ``outgoing.person``; `ReplyNotAllowed` or `TextRefused` where they take no messages from us."""
        answer = self._wire.post(
            path_of("dm_conversations", "with", outgoing.person, "messages"), body={"text": outgoing.text}
        )
        remote_id = text_of(object_of(answer.data, "data"), "dm_event_id")
        if not is_id(remote_id):
            raise OutcomeUnknown("no id", channel="X")
        return Published(remote_id)

    def read_back_privately(self, outgoing: PrivateOutgoing, newest: str) -> ReadBack:
        """Look for our message with that text after *newest*."""
        asked: dict[str, str] = {}
        whole, floor = True, int(newest or 0)
        for _ in range(PAGES_A_READ_BACK):
            messages, skipped, token = self._page(outgoing.person, asked)
            whole = whole and not skipped
            later = [one for one in messages if int(text_of(one, "id")) > floor]
            for one in later:
                if text_of(one, "sender_id") == self._me() and same_text(outgoing.text, full_text(one)):
                    return ReadBack(Found.PRESENT, text_of(one, "id"))
            if not token or len(later) < len(messages):
                return ReadBack(Found.ABSENT if whole else Found.INCOMPLETE)
            asked = {"pagination_token": token}
        return ReadBack(Found.INCOMPLETE)

    def _page(self, person: str, asked: Mapping[str, str]) -> tuple[list[Item], int, str]:
        """Messages newest first, how many could not be read, and the next page's token."""
        answer = self._wire.get(path_of("dm_conversations", "with", person, "dm_events"), _ASK | dict(asked))
        messages, skipped = readable(Channel.X, answer.data, _message)
        return messages, skipped, text_of(object_of(answer.data, "meta"), "next_token")


def _message(item: Item) -> Item | None:
    return item if is_id(text_of(item, "id")) and text_of(item, "sender_id") else None
