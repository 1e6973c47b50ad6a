"""Reads the parameters of a YouTube call, and writes its lists with their page tokens."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import TypeVar

from flask import Response, jsonify, request

from pmsdesk.sandbox import youtube_errors
from pmsdesk.sandbox.calling import fault
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.youtube_shape import Json, etag

Thing = TypeVar("Thing")


def parts(*known: str) -> frozenset[str]:
    """The ``part`` parameter, which every call must have; ``id`` is always given."""
    asked = [name.strip() for value in request.args.getlist("part") for name in value.split(",") if name.strip()]
    if not asked:
        raise youtube_errors.missing("part")
    for name in asked:
        if name not in (*known, "id"):
            raise youtube_errors.GoogleError(400, "unknownPart", f"Unknown part: {name}", "youtube.part", place="part")
    return frozenset(asked)


def names(parameter: str, most: int = 50) -> list[str]:
    """The values of a parameter that may be repeated or hold commas."""
    found = [one for value in request.args.getlist(parameter) for one in value.split(",") if one]
    if len(found) > most:
        raise youtube_errors.invalid(parameter, f"{len(found)} ids")
    return list(dict.fromkeys(found))


def only_filter(*known: str) -> tuple[str, str]:
    """The one filter of the call, by name and value."""
    given = [(name, request.args[name]) for name in known if request.args.get(name)]
    if not given:
        message = f"No filter selected. Expected one of: {', '.join(known)}"
        raise youtube_errors.GoogleError(
            400, "missingRequiredParameter", message, "youtube.parameter", place="parameters."
        )
    if len(given) > 1:
        message = f"Incompatible parameters specified in the request: {', '.join(name for name, _ in given)}"
        raise youtube_errors.GoogleError(400, "incompatibleParameters", message, "youtube.parameter", place=given[1][0])
    return given[0]


def choice(parameter: str, *known: str) -> str:
    """The value of a parameter that knows only these; the first is the default."""
    value = request.args.get(parameter, known[0])
    if value not in known:
        raise youtube_errors.invalid(parameter, value)
    return value


def listed(
    kind: str,
    things: Sequence[Thing],
    place: Callable[[Thing], tuple[float, str]],
    write: Callable[[Thing], Json],
    *,
    default: int = 20,
    most: int = 100,
) -> Response:
    """One page of *things*, which are sorted by their *place*, the highest first; the token names the last of it."""
    size, token = _size(default, most), request.args.get("pageToken", "")
    before = _decoded(token) if token else (float("inf"), "")
    rest = [thing for thing in things if place(thing) < before]
    empty = fault(Kind.EMPTY_PAGE_WITH_NEXT) is not None
    taken = [] if empty else rest[:size]
    answer: Json = {"kind": kind, "etag": "", "pageInfo": {"totalResults": len(taken), "resultsPerPage": size}}
    if empty and rest:
        answer["nextPageToken"] = _encoded(before)
    elif len(rest) > size:
        answer["nextPageToken"] = _encoded(place(taken[-1]))
    answer["items"] = [write(thing) for thing in taken]
    answer["etag"] = etag(answer["items"])
    return jsonify(answer)


def whole(kind: str, items: list[Json]) -> Response:
    """A list that was asked for by ids and has no pages."""
    info = {"totalResults": len(items), "resultsPerPage": len(items)}
    answer: Json = {"kind": kind, "etag": etag(items), "pageInfo": info}
    return jsonify({**answer, "items": items} if items else answer)


def _size(default: int, most: int) -> int:
    value = request.args.get("maxResults", str(default))
    if not value.isdigit() or not 1 <= int(value) <= most:
        raise youtube_errors.invalid("maxResults", value)
    return int(value)


def _encoded(place: tuple[float, str]) -> str:
    return base64.urlsafe_b64encode(f"{place[0]!r}:{place[1]}".encode()).decode().rstrip("=")


def _decoded(token: str) -> tuple[float, str]:
    try:
        at, _, number = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode().partition(":")
        return float(at), number
    except (binascii.Error, ValueError):
        message = "The request specifies an invalid page token."
        raise youtube_errors.GoogleError(
            400, "invalidPageToken", message, "youtube.parameter", place="pageToken"
        ) from None
