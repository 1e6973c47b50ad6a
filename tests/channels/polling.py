"""What the poller does with an adapter at one visit."""

from pmsdesk.domain.errors import ChannelError
from pmsdesk.services.ports import ChannelPort


def visit(channel: ChannelPort, cursor: str, seen: set[str]) -> str:
    """Fetch until nothing more is asked for; *seen* gets the ids. A failed fetch keeps the last cursor."""
    for _ in range(400):
        try:
            batch = channel.fetch(cursor)
        except ChannelError:
            return cursor
        cursor = batch.cursor
        seen |= {message.remote_id for message in batch.messages}
        if not batch.more:
            return cursor
    raise AssertionError("polling does not end")
