"""Posts of our own accounts as a seat sends them up: a talk with ourselves, and the first text in it."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from pmsdesk.domain.account import Channel
from pmsdesk.domain.message import contact_id, conversation_id
from pmsdesk.domain.reply import fingerprint
from tests.postgres import Station, Talk, iso

POST = "Laluan kecemasan di KM 12 dibuka semula."
PICTURE = b"\xff\xd8 the road is open"
LINE = f"{sha256(PICTURE).hexdigest()}:image/jpeg:Jalan yang dibuka semula"
"""A picture of a post with its alt text, as a version names it."""


def post_talk(reply_id: str, account: str = "x-moworks", own: str = "") -> Talk:
    """The talk that the post *reply_id* of *account* is; *own* is what the network calls the account."""
    contact = contact_id(Channel(account.split("-")[0]), own or account)
    return Talk(conversation_id(account, reply_id, contact), account, contact, "", "")


def posting(
    station: Station,
    text: str = POST,
    media: tuple[str, ...] = (),
    due_at: datetime | None = None,
    ground: str = "",
    own: str = "",
    **changes: dict[str, Any],
) -> tuple[Talk, dict[str, Any]]:
    """The talk of a new post and the operation that submits it; *changes* are of its rows, by their kinds."""
    reply_id, now = str(uuid4()), iso(datetime.now(UTC))
    talk = post_talk(reply_id, own=own)
    rows: dict[str, dict[str, Any]] = {
        "contact": {
            **{"id": talk.contact_id, "channel": "x", "remote_id": own or talk.account_id, "handle": "MOWorks"},
            **{"name": "Kementerian Kerja Raya", "first_seen_at": now, "phone": "", "email": ""},
        },
        "conversation": {
            **{"id": talk.id, "account_id": talk.account_id, "contact_id": talk.contact_id, "thread": reply_id},
            **{"state": "waiting", "last_at": now, "due_at": None, "answered_at": None, "assignee_id": ""},
            **{"snoozed_until": None, "labels": [], "urgent": False, "kind": "post", "jurisdiction": "unclear"},
            **{"agencies": [], "category": "", "road": "", "place": "", "confidence": 0, "triaged_urgent": False},
            "evidence": [],
        },
        "reply": {
            **{"id": reply_id, "conversation_id": talk.id, "account_id": talk.account_id, "target": ""},
            **{"way": "post", "due_at": due_at and iso(due_at), "state": "pending"},
        },
        "reply_version": {
            **{"id": str(uuid4()), "reply_id": reply_id, "number": 1, "author_id": station.user, "text": text},
            **{"media": list(media), "account_id": talk.account_id, "target": "", "findings": []},
            **{"sha": fingerprint(text, media, talk.account_id, ""), "lexicon": "2026.1", "created_at": now},
        },
    }
    rows = {kind: row | changes.get(kind, {}) for kind, row in rows.items()}
    version = rows["reply_version"]
    facts = {"reply": reply_id, "version": version["id"], "number": 1, "target": "", "text": text, "way": "post"}
    facts |= {"sha": version["sha"], "ground": ground, "rules": [], "lexicon": "2026.1", "media": list(media)}
    writes = [{"t": kind, "row": row} for kind, row in rows.items()]
    return talk, station.operation("post.submitted", talk.id, facts, writes)
