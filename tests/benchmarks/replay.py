"""What the sandbox answers an adapter, kept, so that reading it can be measured without the line and the server."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from pmsdesk.channels import connect
from pmsdesk.channels.http import Answer
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.sandbox.ids import token_for, user_id
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.sandbox.world import Place
from pmsdesk.services.ports import Batch, ChannelPort
from pmsdesk.store import Store
from tests.benchmarks.conftest import NOW, Arrival, fresh_store

HANDLES = {
    Channel.X: "MOWorks",
    Channel.FACEBOOK: "KKRMalaysia",
    Channel.INSTAGRAM: "kkrmalaysia",
    Channel.YOUTUBE: "kkrmalaysia",
}
ROOTS = {Channel.X: "x", Channel.FACEBOOK: "fb", Channel.INSTAGRAM: "fb", Channel.YOUTUBE: "yt"}
COMMENTS_A_POST = 500
CREDITS = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer: the path it was asked on, the bytes of its JSON, and what its headers said."""

    path: str
    body: bytes
    said: Answer

    def answer(self) -> Answer:
        """It, read from its bytes anew."""
        return replace(self.said, data=json.loads(self.body))


class _Recorder:
    """Asks on a real wire and keeps what is answered."""

    def __init__(self, wire: Any) -> None:
        self._wire = wire
        self.kept: list[Kept] = []

    def get(self, path: str, params: Mapping[str, str] | None = None) -> Answer:
        answer: Answer = self._wire.get(path, params)
        body = json.dumps(answer.data, ensure_ascii=False).encode()
        self.kept.append(Kept(path, body, replace(answer, data={})))
        return answer


class _Replay:
    """Answers in the order of what was kept; another question than then is an error."""

    def __init__(self, kept: Iterable[Kept]) -> None:
        self._coming = iter(kept)

    def get(self, path: str, _params: Mapping[str, str] | None = None) -> Answer:
        kept = next(self._coming)
        if kept.path != path:
            raise AssertionError(f"{path} is asked, {kept.path} was")
        return kept.answer()


def account_on(channel: Channel) -> Account:
    """The ministry's account on *channel*, connected."""
    handle = HANDLES[channel]
    return Account(
        f"{channel}-kkr", channel, handle, "Kementerian Kerja Raya", "kkr", remote_id=user_id(channel, handle)
    )


def line_to(sandbox: Sandbox, channel: Channel) -> ChannelPort:
    """The adapter of the ministry's account on *channel* before *sandbox*."""
    root = f"{sandbox.url}/{ROOTS[channel]}"
    return connect(account_on(channel), token_for(HANDLES[channel]), base_url=root, daily_units="1000000")


def empty_world(sandbox: Sandbox) -> None:
    """Nobody has written; the clock stands, and X's purse is full."""
    with sandbox.control() as control:
        control.reset(now=NOW, seeded=False, credits=CREDITS)


def write(sandbox: Sandbox, channel: Channel, said: Iterable[Arrival]) -> None:
    """Let citizens write to the ministry what is *said*: mentions on X, elsewhere comments, 500 under each post."""
    handle, post = HANDLES[channel], ""
    with sandbox.control() as control:
        for number, arrival in enumerate(said):
            if channel is not Channel.X and number % COMMENTS_A_POST == 0:
                post = control.inject(channel, handle, handle, f"Makluman {number}\nKerja jalan.", place=Place.POST).id
            author = arrival.contact.name if channel is Channel.FACEBOOK else arrival.contact.handle
            text, at = arrival.message.text, arrival.message.sent_at
            control.inject(channel, handle, author, text, name=arrival.contact.name, parent=post, at=at)


def batches_of(line: ChannelPort, cursor: str = "") -> Iterator[Batch]:
    """Fetch after fetch until nothing more is asked for."""
    more = True
    while more:
        batch = line.fetch(cursor)
        cursor, more = batch.cursor, batch.more
        yield batch


def keep(line: Any, cursor: str = "") -> tuple[list[Kept], str]:
    """The answers *line* gets until nothing more is to be asked for, and the cursor then."""
    wire = line._wire
    recorder = line._wire = _Recorder(wire)
    for batch in batches_of(line, cursor):
        cursor = batch.cursor
    line._wire = wire
    return recorder.kept, cursor


def let_hear(line: Any, kept: Iterable[Kept]) -> None:
    """Let *line* be answered with *kept* from now on."""
    line._wire = _Replay(kept)


def store_with_accounts(folder: Path) -> Store:
    """A store that knows the ministry's account on each network."""
    store = fresh_store(folder)
    with store.work(SYSTEM) as work:
        for channel in Channel:
            work.accounts.put(account_on(channel))
        work.commit()
    return store


def citizens_messages(path: Path) -> int:
    """How many messages of citizens a store holds."""
    with closing(sqlite3.connect(path)) as file:
        (count,) = file.execute("SELECT count(*) FROM message WHERE direction = 'in'").fetchone()
    return int(count)
