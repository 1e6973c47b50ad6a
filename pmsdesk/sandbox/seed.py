"""Puts the seed of resources/sandbox/ into a world: accounts, our own posts, and what citizens wrote."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from typing import Any

from pmsdesk.data_files import load
from pmsdesk.domain.account import Channel
from pmsdesk.sandbox import ids
from pmsdesk.sandbox.world import Item, Medium, Moderation, Place, User, World

FILES = ("posts", "x_kkr", "x_agencies", "x_states", "facebook", "instagram", "youtube", "later")
_AGO = re.compile(r"(\d+)([hm])")

Entry = dict[str, Any]


def put_accounts(world: World) -> None:
    """The official accounts."""
    for channel, accounts in _accounts().items():
        for one in accounts:
            since = datetime(one["since"], 1, 1, tzinfo=UTC)
            number = ids.user_id(channel, one["handle"])
            world.add_user(
                User(
                    number,
                    Channel(channel),
                    one["handle"],
                    one["name"],
                    official=True,
                    bio=one["bio"],
                    website=one["website"],
                    followers=one["followers"],
                    since=since,
                    linked=one.get("page", ""),
                )
            )


def put_texts(world: World) -> None:
    """Everything that was written before now, oldest first; what comes ``later`` waits for the clock's ticks."""
    texts = [entry for file in FILES for entry in _texts(file)]
    now = world.now()
    written: dict[str, Item] = {}
    for entry in sorted((one for one in texts if "ago" in one), key=lambda one: _ago(one["ago"]), reverse=True):
        _write(world, entry, now - _ago(entry["ago"]), written)
    for entry in (one for one in texts if "ago" not in one):
        world.waiting.append(_later(world, entry, written))


def _later(world: World, entry: Entry, written: dict[str, Item]) -> Callable[[], Item]:
    return partial(_write, world, entry, None, written)


def _write(world: World, entry: Entry, at: datetime | None, written: dict[str, Item]) -> Item:
    above = written[entry["under"]] if "under" in entry else None
    if entry["channel"] == Channel.X:
        item = _write_x(world, entry, at, above, written)
    else:
        item = _write_elsewhere(world, entry, at, above)
    item.deleted = entry.get("deleted", False)
    if "key" in entry:
        written[entry["key"]] = item
    return item


def _write_x(world: World, entry: Entry, at: datetime | None, above: Item | None, written: dict[str, Item]) -> Item:
    author = _writer(world, Channel.X, entry["by"])
    item = world.write_x(author, entry["text"], at=at, parent=above.id if above else "", lang=entry.get("lang", ""))
    item.likes = entry.get("likes", 0)
    item.quoted = written[entry["quotes"]].id if "quotes" in entry else ""
    item.retweeted = written[entry["reposts"]].id if "reposts" in entry else ""
    return item


def _write_elsewhere(world: World, entry: Entry, at: datetime | None, above: Item | None) -> Item:
    channel = Channel(entry["channel"])
    author = _writer(world, channel, entry["by"])
    if above is not None:
        item = world.write_comment(above, author, entry["text"], at=at)
    else:
        account = world.account(channel, entry.get("page", author.handle))
        if account is None:
            raise LookupError(f"no account for: {entry['text'][:60]}")
        item = world.write_post(account, author, entry["text"], at=at, place=Place(entry.get("place", Place.POST)))
        item.media = (picture(item.id),) if channel is Channel.INSTAGRAM else ()
    item.title, item.likes = entry.get("title", ""), entry.get("likes", 0)
    item.hidden, item.unlisted = entry.get("hidden", False), entry.get("unlisted", False)
    item.state = Moderation(entry.get("state", Moderation.PUBLISHED))
    return item


def picture(item_id: str) -> Medium:
    """The picture of an Instagram media that came to stand without the API."""
    return Medium(item_id, f"https://scontent.cdninstagram.com/v/t51.29350-15/{item_id}_n.jpg")


def _writer(world: World, channel: Channel, by: str) -> User:
    """``@MOWorks`` is an official account; ``Aina Rosli @ainarosli`` or ``Aina Rosli`` a citizen."""
    official = world.account(channel, by.removeprefix("@")) if by.startswith("@") else None
    if official is not None:
        return official
    name, _, handle = by.partition(" @")
    return world.citizen(channel, name, handle)


def _ago(value: str) -> timedelta:
    """``26h40m``, ``50m`` or ``3h``."""
    amounts = {unit: int(amount) for amount, unit in _AGO.findall(value)}
    return timedelta(hours=amounts.get("h", 0), minutes=amounts.get("m", 0))


@cache
def _accounts() -> dict[str, list[Entry]]:
    accounts: dict[str, list[Entry]] = load("sandbox/accounts")
    return accounts


@cache
def _texts(file: str) -> list[Entry]:
    texts: list[Entry] = load(f"sandbox/{file}", schema="sandbox/texts")
    return texts
