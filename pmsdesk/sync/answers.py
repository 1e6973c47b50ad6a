"""What the register answers, as values: no row, no cursor and no connection crosses to another thread."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

Json = Mapping[str, Any]


class Verdict(StrEnum):
    """What became of one operation."""

    APPLIED = "applied"
    CONFLICT = "conflict"
    REJECTED = "rejected"
    DEFERRED = "deferred"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The verdict the register keeps on operation `id`; `repeated` tells that it had been pushed before.

    `detail` is ``{"fields": [...]}`` of a conflict and ``{"why": "..."}`` of what was rejected or deferred.
    """

    id: str
    verdict: Verdict
    detail: Json
    repeated: bool


@dataclass(frozen=True, slots=True)
class Hello:
    """The register's greeting: its clock, its restorations (`epoch`), the protocols it speaks, and who is speaking.

    `ident` is ``system_identifier:timeline`` of the server, `retry_after` the seconds it asks seats to wait between
    rounds (0 for as they like), `lexicon` the version in force ("" where none is named).
    """

    server_time: datetime
    epoch: int
    min_client: int
    max_client: int
    ident: str
    user: str
    roles: tuple[str, ...]
    name: str
    lexicon: str
    retry_after: float

    @classmethod
    def of(cls, told: Json) -> Self:
        """The greeting in the register's JSON; what this version does not know is passed over."""
        known = {field.name: told[field.name] for field in fields(cls)}
        known |= {
            "server_time": datetime.fromisoformat(told["server_time"]),
            "roles": tuple(told["roles"]),
            "lexicon": told["lexicon"] or "",
            "retry_after": float(told["retry_after"] or 0),
        }
        return cls(**known)


@dataclass(frozen=True, slots=True)
class Chain:
    """Where the chain of this device and person stands on the register: the last sequence (0: none) and its hash."""

    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class Horizon:
    """Up to where the register can be read now: a PostgreSQL snapshot as text, in `epoch`, of server `ident`."""

    snapshot: str
    epoch: int
    ident: str


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the feed with the row as it is *now*; `row` is None when it may not, or no longer, be seen."""

    xid: str
    seq: int
    kind: str
    id: str
    row: Json | None


@dataclass(frozen=True, slots=True)
class Found:
    """A current row, as it is loaded first or found by a search."""

    kind: str
    id: str
    row: Json


@dataclass(frozen=True, slots=True)
class Block:
    """Complaint numbers `low` to `high` of `year`, this device's to give."""

    year: int
    low: int
    high: int
    leased_at: datetime


@dataclass(frozen=True, slots=True)
class Claim:
    """A publication held for sending: every later step carries `token`, and must come before `lease_until`.

    `row` is the publication as it was when it was taken, as `RegisterApi.claimable` tells it.
    """

    token: int
    lease_until: datetime
    row: Json


@dataclass(frozen=True, slots=True)
class AccountLease:
    """Who polls an account until when."""

    held: bool
    holder: str
    until: datetime


@dataclass(frozen=True, slots=True)
class BlobState:
    """What the register has of one attachment; `size` in bytes."""

    sha: str
    size: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Training:
    """An exercise that a person handed in, as the operation `id` told it."""

    id: str
    staff_id: str
    name: str
    at: datetime
    facts: Json


@dataclass(frozen=True, slots=True)
class Presence:
    """A colleague who has a conversation open: `doing` is ``viewing`` or ``typing``."""

    conversation_id: str
    staff_id: str
    name: str
    doing: str


@dataclass(frozen=True, slots=True)
class Template:
    """A canned reply that may go out unaltered once it is approved; the names are logins, "" for nobody yet."""

    code: str
    title: str
    text: str
    proposed_by: str
    approved_by: str
    retired_by: str


@dataclass(frozen=True, slots=True)
class Digests:
    """What the register has, as hex digests by stretch or by conversation, without those that are `moving`."""

    moving: frozenset[str]
    digests: Mapping[str, str]
