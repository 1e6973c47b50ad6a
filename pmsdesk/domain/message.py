"""What was written in public: a citizen's message, and a message as a network delivers it."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from hashlib import sha1
from uuid import NAMESPACE_URL, UUID, uuid5

from pmsdesk.domain.account import Channel
from pmsdesk.domain.amendment import Amendment, Change
from pmsdesk.domain.capability import Capability

MESSAGE_NAMESPACE = uuid5(NAMESPACE_URL, "urn:pmsdesk:message")
CONVERSATION_NAMESPACE = uuid5(NAMESPACE_URL, "urn:pmsdesk:conversation")
CONTACT_NAMESPACE = uuid5(NAMESPACE_URL, "urn:pmsdesk:contact")
AMENDMENT_NAMESPACE = uuid5(NAMESPACE_URL, "urn:pmsdesk:amendment")

ANSWERABLE = Capability.of_reply(True)

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Direction(StrEnum):
    """Whether a citizen wrote it, we did, or it is the parent post shown for context."""

    IN = "in"
    OUT = "out"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a message, as the network tells; `remote_id` may be empty where the network hides it."""

    remote_id: str
    handle: str
    name: str


@dataclass(frozen=True, slots=True)
class RemoteMessage:
    """One message as an adapter reads it, before it is stored.

    `thread` is the network's id of the root (X conversation id, Facebook post id); `parent` the remote id of what it
    answers ("" for none); `own` tells that our account wrote it. `capability` is the network's word, or a rule of it,
    on what can be done with it through the API. `replaces` are the ids of its earlier versions, where an edited text
    gets a new one (X).
    """

    channel: Channel
    remote_id: str
    thread: str
    parent: str
    author: Author
    text: str
    sent_at: datetime
    permalink: str = ""
    own: bool = False
    capability: Capability = ANSWERABLE
    picture_urls: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """One stored message of a conversation, as it was first read; `amendments` tell what became of it since, oldest
    first. Times are aware UTC.
    """

    id: str
    conversation_id: str
    account_id: str
    remote_id: str
    parent: str
    direction: Direction
    author: Author
    text: str
    sent_at: datetime
    received_at: datetime
    permalink: str = ""
    capability: Capability = ANSWERABLE
    amendments: tuple[Amendment, ...] = ()

    @property
    def wordings(self) -> tuple[str, ...]:
        """Every text it had, the newest last."""
        return (self.text, *(a.text for a in self.amendments if a.change is Change.EDITED))

    @property
    def is_replaced(self) -> bool:
        """Whether an edited version of it stands as a message of its own."""
        return any(a.change is Change.REPLACED for a in self.amendments)

    @property
    def is_gone(self) -> bool:
        """Whether it no longer stands on its network."""
        moves = [a.change for a in self.amendments if a.change in (Change.GONE, Change.BACK)]
        return bool(moves) and moves[-1] is Change.GONE


def named_id(namespace: UUID, name: str) -> str:
    """The text of ``uuid5(namespace, name)``, made without a `UUID`: each message that arrives needs three."""
    digest = bytearray(sha1(_bytes_of(namespace) + name.encode(), usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    figures = digest.hex()
    return "-".join((figures[:8], figures[8:12], figures[12:16], figures[16:20], figures[20:]))


@cache
def _bytes_of(namespace: UUID) -> bytes:
    return namespace.bytes


def message_id(channel: Channel, remote_id: str) -> str:
    """The id every seat gives to the same remote message (research/sync.md §2.2)."""
    return named_id(MESSAGE_NAMESPACE, f"{channel}\x1f{remote_id}")


def conversation_id(account_id: str, thread: str, contact: str) -> str:
    """The id of one citizen's talk with one account under one root."""
    return named_id(CONVERSATION_NAMESPACE, f"{account_id}\x1f{thread}\x1f{contact}")


def contact_id(channel: Channel, remote_id: str) -> str:
    """The id of one person on one network."""
    return named_id(CONTACT_NAMESPACE, f"{channel}\x1f{remote_id}")


def amendment_id(before: str, change: Change, text: str) -> str:
    """The id every seat gives to the same change of a message after *before*, its last amendment or the message."""
    return named_id(AMENDMENT_NAMESPACE, f"{before}\x1f{change}\x1f{text}")


def clean_text(text: str) -> str:
    """*text* as it is stored: NFC, LF line ends, no control characters, no half surrogates.

    Bidirectional controls stay: they belong to Jawi and Tamil texts. A screen isolates what it shows.
    """
    if text.isascii() and text.isprintable():
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    return unicodedata.normalize("NFC", _UNSAFE.sub("", _LONE_SURROGATE.sub("\ufffd", lines)))


def clean_line(text: str) -> str:
    """*text* as one clean line, for names and handles."""
    return " ".join(clean_text(text).split())
