"""A publisher in a process of its own, which kills itself at one step of publishing: ``publisher.py <orders as JSON>``.

The store, the adapter and the flows are the real ones; only the clock is given, and SIGKILL is sent at the step named.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from pmsdesk import channels
from pmsdesk.domain.publication import Outgoing, PrivateOutgoing, Published
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.services import publishing
from pmsdesk.services.ports import ChannelPort, PrivatePort, Work, WritesPrivately
from pmsdesk.store.store import Store

COMMITS = ("claim", "sending", "sent")
WITH_PICTURE = ("claim", "begun", "brought", "whole", "described", "sending", "sent")
"""The commits of a post with one picture that X takes in one segment."""


def die() -> None:
    """End as a power cut does: no clean-up of any kind."""
    os.kill(os.getpid(), signal.SIGKILL)


class Doomed:
    """The adapter, but the process dies as soon as the answer of publishing is there."""

    def __init__(self, channel: ChannelPort) -> None:
        self._channel = channel

    def __getattr__(self, name: str) -> Any:
        return getattr(self._channel, name)

    def publish(self, outgoing: Outgoing) -> Published:
        """Publish, and die with the answer in hand."""
        self._channel.publish(outgoing)
        die()
        raise AssertionError("survived SIGKILL")

    @property
    def private(self) -> "DoomedPrivate":
        """The way to one person, doomed as well."""
        assert isinstance(self._channel, WritesPrivately)
        return DoomedPrivate(self._channel.private)


class DoomedPrivate:
    """The same for what is said to one person alone."""

    def __init__(self, private: PrivatePort) -> None:
        self._private = private

    def __getattr__(self, name: str) -> Any:
        return getattr(self._private, name)

    def reply_privately(self, outgoing: PrivateOutgoing) -> Published:
        """Send, and die with the answer in hand."""
        self._private.reply_privately(outgoing)
        die()
        raise AssertionError("survived SIGKILL")


def dying_at(step: str, store: Store, names: tuple[str, ...]) -> Callable[[], Work]:
    """Units of work of the program, one of whose commits the process does not survive: ``before sending``."""
    commits = iter(names)

    def open_work() -> Work:
        work = store.work(SYSTEM)
        commit = work.commit

        def watched() -> None:
            name = next(commits)
            if step == f"before {name}":
                die()
            commit()
            if step == f"after {name}":
                die()

        work.commit = watched  # type: ignore[method-assign]
        return work

    return open_work


def main() -> None:
    """Deliver the reply of the orders once."""
    orders = json.loads(sys.argv[1])
    now = datetime.fromisoformat(orders["now"])
    folder = Path(orders["folder"])
    store = Store(folder / "pmsdesk.db", folder / "attachments", "WS-01", lambda: now, key=None)
    with store.work(SYSTEM) as work:
        account = work.accounts.get(orders["account"])
    channel = channels.connect(account, f"sandbox-{account.handle}", base_url=orders["url"])
    doomed = Doomed(channel) if orders["step"] == "answer" else channel
    names = WITH_PICTURE if orders["picture"] else COMMITS
    publishing.deliver(dying_at(orders["step"], store, names), doomed, orders["reply"], "first-run")  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
