"""Graph's field expressions (``id,from,parent{id},comments.limit(3){id}``) and the nodes they are answered from."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from pmsdesk.sandbox.graph_errors import bad_parameter, no_such_field

_NAME = re.compile(r"\s*([a-z_0-9]+)")
_MODIFIER = re.compile(r"\.([a-z_]+)\(([^)]*)\)")


@dataclass(frozen=True, slots=True)
class Field:
    """One asked field, its modifiers (``limit``, ``filter``, ``summary``) and the fields inside its braces."""

    name: str
    modifiers: dict[str, str]
    inner: tuple["Field", ...]


def parse(expression: str) -> tuple[Field, ...]:
    """The fields of *expression*; raises error 100 when it is not well formed."""
    fields, end = _list(expression, 0)
    if end != len(expression):
        raise bad_parameter(f"Syntax error at character {end} of the fields parameter")
    return fields


Json = dict[str, object]
Readers = dict[str, Callable[[Field], object]]


def fixed(value: object) -> Callable[[Field], object]:
    """A reader of what needs no modifiers."""
    return lambda _: value


def answer(fields: tuple[Field, ...], readers: Readers, unset: frozenset[str], node: str) -> Json:
    """The asked *fields* and the id; those without a value are left out, as Graph does, unknown ones refused."""
    out: Json = {}
    for field in fields:
        if field.name not in readers and field.name not in unset:
            raise no_such_field(field.name, node)
        value = readers[field.name](field) if field.name in readers else None
        if value is not None and value != "":
            out[field.name] = value
    out["id"] = readers["id"](Field("id", {}, ()))
    return out


def limit_of(field: Field) -> int:
    """How many of an edge inside a field expression are asked for."""
    limit = field.modifiers.get("limit", "25")
    if not limit.isdigit():
        raise bad_parameter("Param limit must be a positive integer")
    return int(limit)


def _list(text: str, at: int) -> tuple[tuple[Field, ...], int]:
    fields = []
    while True:
        field, at = _one(text, at)
        fields.append(field)
        if at >= len(text) or text[at] != ",":
            return tuple(fields), at
        at += 1


def _one(text: str, at: int) -> tuple[Field, int]:
    name = _NAME.match(text, at)
    if name is None:
        raise bad_parameter(f"Syntax error at character {at} of the fields parameter")
    at = name.end()
    modifiers = {}
    while (modifier := _MODIFIER.match(text, at)) is not None:
        modifiers[modifier[1]] = modifier[2]
        at = modifier.end()
    inner: tuple[Field, ...] = ()
    if text.startswith("{", at):
        inner, at = _list(text, at + 1)
        if not text.startswith("}", at):
            raise bad_parameter(f"Syntax error at character {at} of the fields parameter")
        at += 1
    return Field(name[1], modifiers, inner), at
