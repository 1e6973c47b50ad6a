"""Reads the official accounts, agencies, categories and kinds of customers (seed A, C, D, E, H) from resources/."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pmsdesk.data_files import load
from pmsdesk.domain.account import Account, Channel, Policy
from pmsdesk.routing.gazetteer import load_councils


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency a message can be routed or referred to.

    `role` is owner (KKR, JKR, LLM, CIDB), state (a JKR of a state), outside, concessionaire or contractor. `handle` is
    without ``@``, "" where none is confirmed. `cues` are lower-case words of a message that point to it.
    """

    id: str
    name: str
    abbreviation: str
    role: str
    state: str = ""
    handle: str = ""
    contacts: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """What a message is about.

    `urgency` is low, medium, high or critical; `routing` is road, outside, none or an agency id.
    """

    id: str
    name: str
    name_en: str
    urgency: str
    routing: str
    synonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CustomerKind:
    """One kind of customer of seed section A; `direct` tells the ten from the eight."""

    id: str
    name: str
    name_en: str
    direct: bool


@dataclass(frozen=True, slots=True)
class ChannelUse:
    """What a network is for (seed D) and how many posts a day it should carry (seed E; None as needed)."""

    channel: Channel
    name: str
    purposes: tuple[str, ...]
    posts_per_day: tuple[int, int] | None = None


def load_accounts(folder: Path | None = None) -> tuple[Account, ...]:
    """The accounts of seed section C in the seed's order, none of them connected. Raises `BadDataFile`."""
    return tuple(
        Account(
            id=item["id"],
            channel=Channel(item["channel"]),
            handle=item["handle"],
            name=item["name"],
            agency=item["agency"],
            policy=Policy(item.get("policy", Policy.FLAGGED)),
            valid_from=item.get("valid_from"),
            valid_to=item.get("valid_to"),
        )
        for item in load("accounts", folder)["accounts"]
    )


def load_channel_uses(folder: Path | None = None) -> dict[Channel, ChannelUse]:
    """What each network is for (seed D, E). Raises `BadDataFile`."""
    uses: dict[Channel, ChannelUse] = {}
    for key, item in load("accounts", folder)["channels"].items():
        pace = item.get("posts_per_day")
        uses[Channel(key)] = ChannelUse(
            Channel(key), item["name"], tuple(item["purposes"]), (pace[0], pace[1]) if pace else None
        )
    return uses


def load_agencies(folder: Path | None = None) -> dict[str, Agency]:
    """All agencies by id, then every local authority (``pbt_…``, role outside). Raises `BadDataFile`."""
    agencies = {}
    for item in load("agencies", folder)["agencies"]:
        facts: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in item.items()}
        agencies[item["id"]] = Agency(**facts)
    for council in load_councils():
        short = council.abbreviation or council.name
        agencies[council.id] = Agency(council.id, council.name, short, "outside", council.state)
    return agencies


def load_categories(folder: Path | None = None) -> dict[str, Category]:
    """All categories by id. Raises `BadDataFile`."""
    return {
        item["id"]: Category(**{**item, "synonyms": tuple(item["synonyms"])})
        for item in load("taxonomy", folder)["categories"]
    }


def load_customer_kinds(folder: Path | None = None) -> tuple[CustomerKind, ...]:
    """The kinds of customers of seed section A, direct ones first. Raises `BadDataFile`."""
    data = load("customers", folder)
    return tuple(
        CustomerKind(item["id"], item["name"], item["name_en"], group == "direct")
        for group in ("direct", "indirect")
        for item in data[group]
    )
