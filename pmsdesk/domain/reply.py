"""A reply: a chain of immutable versions, each bound by a hash to its text, media, account and target."""

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pmsdesk.domain.errors import IllegalTransition
from pmsdesk.domain.finding import Finding


class ReplyState(StrEnum):
    """Pending waits for a supervisor; returned came back with a reason; cleared may be published."""

    PENDING = "pending"
    RETURNED = "returned"
    CLEARED = "cleared"
    WITHDRAWN = "withdrawn"


LEGAL = {
    ReplyState.PENDING: {ReplyState.PENDING, ReplyState.RETURNED, ReplyState.CLEARED, ReplyState.WITHDRAWN},
    ReplyState.RETURNED: {ReplyState.PENDING, ReplyState.CLEARED, ReplyState.WITHDRAWN},
    ReplyState.CLEARED: {ReplyState.WITHDRAWN, ReplyState.PENDING, ReplyState.CLEARED},
    ReplyState.WITHDRAWN: {ReplyState.PENDING, ReplyState.CLEARED},
}


class Way(StrEnum):
    """To whom a text speaks: to all under a message, to its writer alone, or to all as a post of our own."""

    PUBLIC = "public"
    PRIVATE = "private"
    POST = "post"


class Clearance(StrEnum):
    """Why a version may be published (SYNC, "Who may publish what")."""

    APPROVAL = "approval"
    CHECK = "check"
    TEMPLATE = "template"


class DraftMode(StrEnum):
    """What is being typed in the composer: a public reply (or post), a private reply, or an internal note."""

    REPLY = "reply"
    PRIVATE = "private"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Version:
    """One immutable version. `media` are lines of `domain.media.Attached`, `target` the remote id it answers."""

    id: str
    reply_id: str
    number: int
    author_id: str
    text: str
    media: tuple[str, ...]
    account_id: str
    target: str
    sha: str
    findings: tuple[Finding, ...]
    lexicon: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply to one message, or one post of our own, with its newest version last.

    `way` and `due_at` (posts only: not published before it, None for as soon as it may be) never change, so what is
    approved is approved for them, too.
    """

    id: str
    conversation_id: str
    account_id: str
    target: str
    state: ReplyState
    versions: tuple[Version, ...]
    way: Way = Way.PUBLIC
    due_at: datetime | None = None

    @property
    def head(self) -> Version:
        """The newest version."""
        return self.versions[-1]

    @property
    def authors(self) -> frozenset[str]:
        """Everyone who wrote any version."""
        return frozenset(v.author_id for v in self.versions)


def draft_mode(way: Way) -> DraftMode:
    """The draft to which a text of *way* goes back: what was private never lands where a public reply is typed."""
    return DraftMode.PRIVATE if way is Way.PRIVATE else DraftMode.REPLY


def canonical(text: str) -> str:
    """*text* as it is counted, hashed and sent: NFC, no trailing white space, LF line ends."""
    lines = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def fingerprint(text: str, media: tuple[str, ...], account_id: str, target: str) -> str:
    """The sha256 (hex) an approval is bound to. Any edit of text, media, account or target gives another."""
    exact = json.dumps([canonical(text), list(media), account_id, target], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(exact.encode()).hexdigest()


def require_transition(old: ReplyState, new: ReplyState) -> None:
    """Raise `IllegalTransition` unless *old* → *new* is legal."""
    if new not in LEGAL[old]:
        raise IllegalTransition(old=old, new=new)
