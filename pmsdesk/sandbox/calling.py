"""What a handler asks of the request in hand: its bearer token and the fault that strikes it."""

from flask import g, request

from pmsdesk.sandbox.faults import Fault, Kind

GRAPH = frozenset({"facebook", "instagram"})


def bearer_token() -> str:
    """The token of the Authorization header, or of Graph's ``access_token`` parameter; "" for none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() in ("bearer", "oauth"):
        return token.strip()
    return request.values.get("access_token", "") if request.blueprint in GRAPH else ""


def fault(kind: Kind | None = None) -> Fault | None:
    """The fault that strikes this request, if it is of *kind*."""
    striking: Fault | None = g.get("fault")
    return striking if striking is not None and kind in (None, striking.kind) else None


def fault_name() -> str:
    """The kind of the striking fault for the ledger, "" for none."""
    striking = fault()
    return striking.kind if striking is not None else ""
