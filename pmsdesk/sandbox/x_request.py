"""Reads the parameters of an X call and refuses what X's OpenAPI document refuses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import request

from pmsdesk.sandbox.world import Item
from pmsdesk.sandbox.x_dialect import Dialect, dialect
from pmsdesk.sandbox.x_problems import invalid

LISTING = frozenset({"since_id", "until_id", "max_results", "pagination_token", "start_time", "end_time"})
_DETAILS = frozenset({"expansions", "user.fields", "media.fields", "poll.fields", "place.fields"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which members of posts and users a call asks for."""

    dialect: Dialect
    fields: frozenset[str]
    user_fields: frozenset[str]
    expansions: frozenset[str]
    media_fields: frozenset[str]


def wanted(*also: str) -> Wanted:
    """The fields and expansions asked for; any parameter beside them and *also* is refused as X refuses it."""
    spoken = dialect()
    known = _DETAILS | {spoken.fields_parameter} | set(also)
    for name, value in request.args.items():
        if name not in known:
            raise invalid(name, value, f"The query parameter [{name}] is not one of [{','.join(sorted(known))}]")
    return Wanted(
        spoken,
        _names(spoken.fields_parameter, spoken.fields),
        _names("user.fields", spoken.user_fields),
        _names("expansions", spoken.expansions),
        frozenset(request.args.get("media.fields", "").split(",")),
    )


def remote_id(name: str, value: str) -> str:
    """*value* if it is an id: 1 to 19 digits."""
    if not (value.isascii() and value.isdigit() and len(value) <= 19):
        raise invalid(name, value, f"The `{name}` query parameter value [{value}] is not valid")
    return value


def moment(name: str) -> datetime | None:
    """A time parameter (RFC 3339), None when absent."""
    value = request.args.get(name)
    if value is None:
        return None
    try:
        return datetime.fromisoformat(value).astimezone(UTC)
    except ValueError:
        raise invalid(name, value, f"The `{name}` query parameter value [{value}] is not a valid date-time") from None


@dataclass(frozen=True, slots=True)
class Page:
    """One page, newest first. `here` is the token of this page, `following` that of the next, "" for none."""

    items: list[Item]
    here: str
    following: str


def page(items: list[Item], smallest: int, default: int, token_names: tuple[str, ...] = ("pagination_token",)) -> Page:
    """The part of *items* that the listing parameters of the request ask for."""
    size = _size(smallest, default)
    token = next((request.args[name] for name in token_names if name in request.args), "")
    rest = sorted(filter(_in_range(), items), key=lambda item: int(item.id), reverse=True)
    before = _position(token) if token else 1 + max((int(item.id) for item in rest), default=0)
    rest = [item for item in rest if int(item.id) < before]
    following = base36(int(rest[size - 1].id)) if len(rest) > size else ""
    return Page(rest[:size], base36(before), following)


def base36(number: int) -> str:
    """X's paging tokens are base 36."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits or "0"


def _names(parameter: str, known: frozenset[str]) -> frozenset[str]:
    names = [name for name in request.args.get(parameter, "").split(",") if name]
    for name in names:
        if name not in known:
            options = ",".join(sorted(known))
            raise invalid(
                parameter, name, f"The `{parameter}` query parameter value [{name}] is not one of [{options}]"
            )
    return frozenset(names)


def _size(smallest: int, default: int) -> int:
    value = request.args.get("max_results", str(default))
    if not value.isdigit() or not smallest <= int(value) <= 100:
        message = f"The `max_results` query parameter value [{value}] is not between {smallest} and 100"
        raise invalid("max_results", value, message)
    return int(value)


def _position(token: str) -> int:
    try:
        return int(token, 36)
    except ValueError:
        raise invalid("pagination_token", token, "The `pagination_token` query parameter is not valid") from None


def _in_range() -> Callable[[Item], bool]:
    since = int(remote_id("since_id", request.args.get("since_id", "0")))
    until = int(remote_id("until_id", request.args.get("until_id", "9" * 19)))
    start, end = moment("start_time"), moment("end_time")
    return lambda item: (
        since < int(item.id) < until and (start is None or item.at >= start) and (end is None or item.at < end)
    )
