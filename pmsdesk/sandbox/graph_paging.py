"""Graph's lists: cursors that survive deletions, ``next`` addresses, and pages that are empty but not the last."""

import base64
import binascii
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlencode

from flask import Response, jsonify, request

from pmsdesk.sandbox import graph_errors
from pmsdesk.sandbox.calling import bearer_token, fault
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.graph_fields import Json
from pmsdesk.sandbox.world import Item

MOST_A_PAGE = 100
DEFAULT_A_PAGE = 25
START = "MAZDZD"


def listed(
    items: list[Item], write: Callable[[Item, str], Json], default_fields: str, oldest_first: bool = False
) -> Response:
    """One page of *items*, which are in order; ``next`` stands whenever there may be more.

    What is `unlisted` takes its place on the page and is not shown, so a page may be short or empty.
    """
    since, until = _unix("since"), _unix("until")
    found = [item for item in items if (not since or item.at >= since) and (not until or item.at <= until)]
    rest = _after_cursor(found, oldest_first)
    size = limit()
    taken = [] if fault(Kind.EMPTY_PAGE_WITH_NEXT) else rest[:size]
    fields = request.args.get("fields", default_fields)
    answer: dict[str, object] = {"data": [write(item, fields) for item in taken if not item.unlisted]}
    if taken:
        paging: dict[str, object] = {"cursors": {"before": _cursor(taken[0]), "after": _cursor(taken[-1])}}
        if len(rest) > size:
            paging["next"] = _next(_cursor(taken[-1]))
        answer["paging"] = paging
    elif rest:
        here = request.args.get("after", START)
        answer["paging"] = {"cursors": {"before": here, "after": here}, "next": _next(here)}
    if request.args.get("summary") in ("1", "true", "total_count"):
        order = request.args.get("order", "chronological")
        answer["summary"] = {"order": order, "total_count": len(found), "can_comment": True}
    return jsonify(answer)


def limit() -> int:
    """How many a page may hold."""
    value = request.args.get("limit", str(DEFAULT_A_PAGE))
    if not value.isdigit() or int(value) == 0:
        raise graph_errors.bad_parameter("Param limit must be a positive integer")
    return min(int(value), MOST_A_PAGE)


def one_of(name: str, *allowed: str) -> str:
    """The value of a parameter that knows only these; the first is the default."""
    value = request.args.get(name, allowed[0])
    if value not in allowed:
        options = ", ".join(allowed)
        raise graph_errors.bad_parameter(f'Param {name} must be one of {{{options}}} - got value "{value}".')
    return value


def _next(after: str) -> str:
    """The next page's address; Facebook puts the access token into it."""
    asked = {name: value for name, value in request.args.items() if name not in ("after", "access_token")}
    return f"{request.base_url}?{urlencode({'access_token': bearer_token(), **asked, 'after': after})}"


def _cursor(item: Item) -> str:
    place = f"{item.at.timestamp()!r}:{item.id}"
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def _after_cursor(items: list[Item], oldest_first: bool) -> list[Item]:
    """Those of *items* beyond the ``after`` cursor, which stays good when the item it names is deleted."""
    after = request.args.get("after", START)
    if after == START:
        return items
    try:
        at, _, item_id = base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)).decode().partition(":")
        place = (float(at), item_id)
    except (binascii.Error, ValueError):
        raise graph_errors.bad_parameter("Invalid cursors values") from None
    return [item for item in items if ((item.at.timestamp(), item.id) > place) is oldest_first and item.id != item_id]


def _unix(name: str) -> datetime | None:
    value = request.args.get(name)
    if not value:
        return None
    if not value.isdigit():
        raise graph_errors.bad_parameter(f"Invalid {name} parameter; expected a Unix timestamp")
    return datetime.fromtimestamp(int(value), UTC)
