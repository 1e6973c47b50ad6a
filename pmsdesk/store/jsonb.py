"""The text PostgreSQL gives to a jsonb value, so that a seat and its register can hash the same bytes."""

from collections.abc import Mapping
from decimal import Decimal
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
        return format(Decimal(repr(value)), "f")
    if isinstance(value, Mapping):
        keys = sorted(value, key=lambda key: (len(encoded := key.encode()), encoded))
        return "{" + ", ".join(f"{encode_basestring(key)}: {jsonb_text(value[key])}" for key in keys) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(jsonb_text, value)) + "]"
    return str(value)


def jsonb_moment(told: str) -> str:
    """An ISO time in UTC to the millisecond as jsonb writes it: without zeros at the end of the fraction."""
    whole, fraction = told.removesuffix("+00:00").split(".")
    kept = fraction.rstrip("0")
    return f"{whole}.{kept}+00:00" if kept else f"{whole}+00:00"
