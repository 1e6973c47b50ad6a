"""The real ``pmsdesk publisher``, which kills itself at one step: ``shared_publisher.py <step> <when> <words>``.

A step is a call to the register or to the network; *when* is ``before`` or ``after`` it, or ``never``.
"""

import os
import signal
import sys
from typing import Any

from pmsdesk.app.cli import main
from pmsdesk.channels.facebook import FacebookChannel
from pmsdesk.channels.x import XChannel
from pmsdesk.sync.publications import RegisterPublications


def doom(owner: Any, step: str, when: str) -> None:
    """Let the process die as a power cut does, before or after the first call of *step*."""
    real = getattr(owner, step)

    def doomed(*args: Any, **more: Any) -> Any:
        if when == "after":
            real(*args, **more)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(owner, step, doomed)


if __name__ == "__main__":
    step, when, *words = sys.argv[1:]
    for owner in (RegisterPublications, XChannel, FacebookChannel):
        if when != "never" and hasattr(owner, step):
            doom(owner, step, when)
    main(words)
