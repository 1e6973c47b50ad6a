"""A message's capability as plain values, as it lies in SQLite and travels: what is not None, or nothing known."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from pmsdesk.domain.capability import Capability, WhyNot


def to_plain(capability: Capability) -> dict[str, str]:
    """Its fields that are not None, as texts."""
    acts = {
        "reply": capability.reply,
        "private_reply": capability.private_reply,
        "hide": capability.hide,
        "delete": capability.delete,
        "cost_cents": capability.cost_cents,
        "link_cost_cents": capability.link_cost_cents,
    }
    told = {name: str(value) for name, value in acts.items() if value is not None}
    closes = capability.window_closes_at
    return told if closes is None else told | {"window_closes_at": closes.isoformat()}


def from_plain(told: object) -> Capability | None:
    """The capability in *told*, None where it is none. A reason only a newer program knows is `UNKNOWN`."""
    if not isinstance(told, dict):
        return None
    return Capability(
        reply=_reason(told, "reply"),
        private_reply=_reason(told, "private_reply"),
        hide=_reason(told, "hide"),
        delete=_reason(told, "delete"),
        window_closes_at=_moment(told, "window_closes_at"),
        cost_cents=_amount(told, "cost_cents"),
        link_cost_cents=_amount(told, "link_cost_cents"),
    )


def _reason(told: Mapping[str, Any], name: str) -> WhyNot | None:
    value = told.get(name)
    return None if value is None else WhyNot(value) if value in list(WhyNot) else WhyNot.UNKNOWN


def _amount(told: Mapping[str, Any], name: str) -> Decimal | None:
    try:
        return Decimal(told[name])
    except (KeyError, InvalidOperation, TypeError, ValueError):
        return None


def _moment(told: Mapping[str, Any], name: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(told[name])
    except (KeyError, TypeError, ValueError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
