"""The text PostgreSQL gives to a jsonb value, so that a seat and its register can hash the same bytes."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any


def jsonb_text(value: Any) -> str:
    """*value* as ``value::jsonb::text`` writes it: keys by length, then by bytes; numbers without an exponent."""
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format(Decimal(repr(value or abs(value))), "f")
    if isinstance(value, Mapping):
        return "{" + ", ".join([f"{said}: {jsonb_text(value[key])}" for key, said in _in_order(tuple(value))]) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(jsonb_text, value)) + "]"
    return str(value)


@lru_cache(maxsize=256)
def _in_order(keys: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The keys as jsonb orders them, each with its text; the rows of a table have the same."""
    ordered = sorted(keys, key=lambda key: (len(encoded := key.encode()), encoded))
    return tuple((key, encode_basestring(key)) for key in ordered)


def jsonb_moment(told: str) -> str:
    """An ISO time in UTC to the millisecond as jsonb writes it: without zeros at the end of the fraction."""
    whole, fraction = told.removesuffix("+00:00").split(".")
    kept = fraction.rstrip("0")
    return f"{whole}.{kept}+00:00" if kept else f"{whole}+00:00"
