"""Remote ids as the networks shape them, and the token of a sandbox account."""

import base64
import hashlib
from datetime import datetime

X_EPOCH_MS = 1_288_834_974_657
SEQUENCE_BITS = 22
INSTAGRAM_COMMENT = "1785"
INSTAGRAM_MEDIA = "1791"
INSTAGRAM_CONTAINER = "1796"


def token_for(handle: str) -> str:
    """The bearer token of the official account with *handle* (X, Instagram, YouTube) or user name (Facebook page)."""
    return f"sandbox-{handle}"


def user_id(channel: str, handle: str) -> str:
    """The same id for the same handle on every start.

    X has 10 digits, Facebook 15, Instagram 17, and YouTube ``UC`` with 22 letters.
    """
    name = f"{channel}/{handle.lower()}"
    if channel == "youtube":
        return "UC" + letters(name, 22)
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
    if channel == "instagram":
        return f"17841{number % 10**12:012d}"
    return str(1_000_000_000 + number % 8_999_999_999) if channel == "x" else str(10**14 + number % (9 * 10**14))


def snowflake(at: datetime, sequence: int) -> str:
    """An X post id: milliseconds since X's epoch, then a sequence number that keeps ids of one moment apart."""
    return str(((int(at.timestamp() * 1000) - X_EPOCH_MS) << SEQUENCE_BITS) | (sequence % (1 << SEQUENCE_BITS)))


def graph_number(at: datetime, sequence: int) -> str:
    """The last part of a Graph post or comment id, 15 digits; it does not sort by time, as on Facebook."""
    scrambled = (sequence * 2_654_435_761 + int(at.timestamp())) % (9 * 10**14)
    return str(10**14 + scrambled)


def instagram_number(prefix: str, at: datetime, sequence: int) -> str:
    """17 digits that begin with *prefix* (4 digits, one for each kind of thing); they do not sort by time."""
    return f"{prefix}{(sequence * 2_654_435_761 + int(at.timestamp())) % 10**13:013d}"


def post_id(channel: str, account: str, at: datetime, sequence: int) -> str:
    """The id of a post on Facebook's wall of *account*, of an Instagram media, or of a YouTube video."""
    if channel == "youtube":
        return letters(f"{account}/{at.isoformat()}/{sequence}", 11)
    if channel == "instagram":
        return instagram_number(INSTAGRAM_MEDIA, at, sequence)
    return f"{account}_{graph_number(at, sequence)}"


def comment_id(channel: str, thread: str, above: str, at: datetime, sequence: int) -> str:
    """The id of a comment in *thread*; *above* is the comment it answers, "" for none."""
    if channel == "youtube":
        name = f"{thread}/{at.isoformat()}/{sequence}"
        return f"{above}.{letters(name, 22)}" if above else f"Ug{letters(name, 18)}AaABAg"
    if channel == "instagram":
        return instagram_number(INSTAGRAM_COMMENT, at, sequence)
    return f"{thread.partition('_')[2]}_{graph_number(at, sequence)}"


def letters(name: str, length: int) -> str:
    """*length* letters of base 64 that are always the same for *name*."""
    return base64.urlsafe_b64encode(hashlib.sha256(name.encode()).digest()).decode()[:length]
