"""An operation: one human action as it will be pushed to the shared register, chained by hash (SYNC)."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

FIRST_HASH = "0" * 64


@dataclass(frozen=True, slots=True)
class Operation:
    """One entry of the outbox; `body` is the exact bytes that are hashed and sent.

    `sequence` has no gaps in the chain of one device and actor.
    """

    id: str
    device: str
    actor_id: str
    sequence: int
    kind: str
    subject: str
    body: bytes
    prev_hash: str
    hash: str
    created_at: datetime


def chain_hash(prev_hash: str, body: bytes) -> str:
    """``sha256(prev_hash ‖ body)`` as hex; *prev_hash* is hex of the operation before, `FIRST_HASH` for the first."""
    return hashlib.sha256(bytes.fromhex(prev_hash) + body).hexdigest()


_TALK = frozenset({"conversation"})
_CASE = frozenset({"complaint", "follow_up"})
_NOTHING: frozenset[str] = frozenset()
CARRIES: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        (f"conversation.{done}" for done in ("assigned", "finished", "reopened", "snoozed", "labelled")), _TALK
    ),
    "conversation.prioritised": _TALK,
    "conversation.wrong_door": _TALK,
    "note.added": frozenset({"note"}),
    "contact.revealed": _NOTHING,
    **dict.fromkeys(("register.exported", "training.done", "training.exported"), _NOTHING),
    **dict.fromkeys(
        (f"staff.{done}" for done in ("added", "activated", "deactivated", "unlocked", "password_changed")), _NOTHING
    ),
    "complaint.registered": _CASE | {"attachment"},
    "complaint.numbered": frozenset({"complaint"}),
    "complaint.moved": _CASE,
    "complaint.forwarded": _CASE,
    "complaint.edited": _CASE,
    "complaint.followed_up": frozenset({"follow_up"}),
    "complaint.photo_added": frozenset({"attachment"}),
    "reply.submitted": _TALK | {"reply", "reply_version"},
    "post.submitted": _TALK | {"contact", "reply", "reply_version"},
    "reply.withdrawn": _TALK,
    "reply.approved": _TALK | {"approval"},
    "reply.returned": _TALK | {"approval"},
    "reply.decided": _TALK,
    "reply.resumed": _NOTHING,
    "moderation.asked": frozenset({"moderation"}),
    **dict.fromkeys((f"moderation.{done}" for done in ("cancelled", "cleared", "declined")), _NOTHING),
    **dict.fromkeys((f"account.{done}" for done in ("added", "connected", "disconnected")), frozenset({"account"})),
    **dict.fromkeys(("account.policy_set", "account.edited", "account.resolved"), frozenset({"account"})),
    "conflict.resolved": _TALK | {"complaint"},
}
"""What goes up to the shared register, and of which tables its writes may be; every other kind is the seat's own."""
