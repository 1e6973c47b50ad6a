"""Processes of a publisher that end as in a power cut: each kills itself (SIGKILL) before or after one step."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from pmsdesk import channels
from pmsdesk.compliance.checker import Checker
from pmsdesk.domain.account import Account
from pmsdesk.domain.errors import ChannelError
from pmsdesk.domain.register_errors import RegisterError
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.services import publishing
from pmsdesk.services.ports import Work, WritesPrivately
from pmsdesk.services.shared_publishing import SharedPublishing
from pmsdesk.store.store import Store
from pmsdesk.sync.address import Login, RegisterAddress
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.link import Link
from pmsdesk.sync.publications import RegisterPublications
from tests.faults.acts import Act, speaking

PATIENCE_S = 120.0
COMMITS = ("claim", "sending", "settled")
"""What a delivery commits, in order; whatever it may commit besides has no name."""
SETTLING = ("finish_send", "reject_send", "release_send", "doubt_send")
"""How a publisher tells the register what became of a call: the step ``settle``."""
IN_PRIVATE = {"newest_own": "newest_private", "read_back": "read_back_privately", "publish": "reply_privately"}
"""The calls to the network, and what each is where it concerns one person alone."""

checker = cache(Checker.default)


@dataclass(frozen=True, slots=True)
class Step:
    """Where a process dies: *when* (``before``, ``after``) the step *name*. The first of that name counts."""

    when: str
    name: str

    def __str__(self) -> str:
        return f"{self.when} {self.name}"


STEPS = (
    *(Step(when, name) for name in COMMITS[:2] for when in ("before", "after")),
    *(Step("before", "publish"), Step("after", "publish")),
    *(Step(when, COMMITS[2]) for when in ("before", "after")),
)
SHARED_STEPS = tuple(
    Step(when, name)
    for name in ("attest", "claim", "newest_own", "read_back", "begin_send", "publish", "settle")
    for when in ("before", "after")
)
"""Of a publisher over a shared register: the calls to it and to the network."""


@dataclass(frozen=True, slots=True)
class Orders:
    """What a seat's publisher is to do once: deliver `reply`, and die at `step`."""

    folder: Path
    account: Account
    root: str
    act: Act
    media: tuple[str, ...]
    reply: str
    now: datetime
    step: Step


@dataclass(frozen=True, slots=True)
class SharedOrders:
    """What a publisher of a shared register is to do: one round as `user` on `device`, and die at `step` if any."""

    address: RegisterAddress
    user: str
    device: str
    account: Account
    root: str
    step: Step | None


def died(work: Callable[[Any], None], orders: Any) -> bool:
    """Do *work* in a process of its own; whether it was killed. Raises for any other end than a good one."""
    return ended(started(work, orders))


def started(work: Callable[[Any], None], orders: Any) -> Any:
    """Begin *work* in a process of its own, forked from one that has loaded the program and nothing else."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.warm"])
    process = context.Process(target=work, args=(orders,))
    process.start()
    return process


def ended(process: Any) -> bool:
    """Wait for *process*; whether it was killed."""
    process.join(PATIENCE_S)
    if process.exitcode not in (0, -signal.SIGKILL):
        process.kill()
        raise AssertionError(f"the publisher ended with {process.exitcode}")
    return bool(process.exitcode)


def deliver(orders: Orders) -> None:
    """Deliver the reply of *orders* once from the seat's own file."""
    store = Store(orders.folder / "pmsdesk.db", orders.folder / "attachments", "WS-01", lambda: orders.now, key=None)
    channel = channels.connect(orders.account, f"sandbox-{orders.account.handle}", base_url=orders.root)
    said = speaking(channel, orders.act, orders.media)
    if orders.step.name == "publish":
        doom(said, orders.step)
        if isinstance(channel, WritesPrivately):
            doom(channel.private, Step(orders.step.when, IN_PRIVATE["publish"]))
    publishing.deliver(_watched(store, orders.step), said, orders.reply, "first-run")
    store.close()


def publish_shared(orders: SharedOrders) -> None:
    """Do what a publisher's program does in one round; what cannot be told the register stays owed and is lost."""
    link = Link(orders.address, Login(orders.user), program="pmsdesk publisher")
    register = RegisterPublications(RegisterApi(link), orders.device)
    channel = channels.connect(orders.account, f"sandbox-{orders.account.handle}", base_url=orders.root)
    if orders.step is not None:
        for name in SETTLING if orders.step.name == "settle" else (orders.step.name,):
            doom(channel if name in IN_PRIVATE else register, Step(orders.step.when, name))
        if orders.step.name in IN_PRIVATE and isinstance(channel, WritesPrivately):
            doom(channel.private, Step(orders.step.when, IN_PRIVATE[orders.step.name]))
    publishing = SharedPublishing(register, checker().check)
    with suppress(RegisterError, ChannelError):
        register.greet()
        for ready in register.claimable():
            publishing.deliver(channel, ready)
    link.close()


def doom(owner: Any, step: Step) -> None:
    """Let the process die before or after the first call of *step*, whatever becomes of the call."""
    real = getattr(owner, step.name)

    def doomed(*args: Any, **more: Any) -> Any:
        try:
            if step.when == "after":
                real(*args, **more)
        finally:
            die()

    setattr(owner, step.name, doomed)


def die() -> None:
    """End as a power cut does: no clean-up of any kind."""
    os.kill(os.getpid(), signal.SIGKILL)


def _watched(store: Store, step: Step) -> Callable[[], Work]:
    """Units of work of the program, one of whose commits the process does not survive."""
    commits = iter(COMMITS)

    def open_work() -> Work:
        work = store.work(SYSTEM)
        commit, name = work.commit, next(commits, "")

        def watched() -> None:
            if step == Step("before", name):
                die()
            commit()
            if step == Step("after", name):
                die()

        work.commit = watched  # type: ignore[method-assign]
        return work

    return open_work
