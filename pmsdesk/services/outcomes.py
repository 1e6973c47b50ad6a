"""What a failed call means for the reply it was to publish: refused for good, to be tried again, or in doubt."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pmsdesk.domain.errors import (
    ChannelError,
    CreditsGone,
    ModerationRefused,
    NoNetwork,
    ParentGone,
    RateLimited,
    ReplyNotAllowed,
    TextRefused,
    TokenExpired,
)
from pmsdesk.domain.media_errors import MediumRefused, UploadSpent
from pmsdesk.domain.publication import LONGEST_WAIT, MOST_ATTEMPTS, PAUSED

REFUSED_FOR_GOOD = (ParentGone, TextRefused, ReplyNotAllowed, MediumRefused)
NOT_DONE = (NoNetwork, RateLimited, TokenExpired)
WAITS = {NoNetwork: timedelta(seconds=30), TokenExpired: timedelta(minutes=5)}
ANOTHER_WAIT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Refused:
    """The network will never take it; nothing was published."""

    words: str


@dataclass(frozen=True, slots=True)
class Again:
    """It is certain that nothing was published: to be tried again at `not_before`, `anew` with uploads made anew."""

    not_before: datetime
    words: str
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Doubtful:
    """It may or may not stand there: to be looked for, never to be sent again unread."""

    words: str


Outcome = Refused | Again | Doubtful


def outcome_of(error: ChannelError, now: datetime, attempts: int = 0) -> Outcome:
    """What *error* of a call that was to publish means; only what certainly published nothing is tried again.

    After several *attempts* an upload that is spent once more is refused for good.
    """
    words = error_words(error)
    if isinstance(error, UploadSpent) and attempts < MOST_ATTEMPTS:
        return Again(now + ANOTHER_WAIT, words, anew=True)
    if isinstance(error, REFUSED_FOR_GOOD):
        return Refused(words)
    if isinstance(error, CreditsGone):
        return Again(PAUSED, words)
    if isinstance(error, NOT_DONE):
        return Again(wait_after(error, now), words)
    return Doubtful(words)


def outcome_of_moderation(error: ChannelError, now: datetime) -> Refused | Again:
    """What *error* of an act of moderation means; it may be repeated, so whatever is not refused is tried again."""
    words = error_words(error)
    if isinstance(error, (*REFUSED_FOR_GOOD, ModerationRefused)):
        return Refused(words)
    return Again(now + LONGEST_WAIT if isinstance(error, CreditsGone) else wait_after(error, now), words)


def wait_after(error: ChannelError, now: datetime) -> datetime:
    """When to try again; a network's own wish counts up to an hour, for either clock may be wrong."""
    if isinstance(error, RateLimited):
        return min(max(error.until, now + timedelta(seconds=1)), now + LONGEST_WAIT)
    return now + next((wait for kind, wait in WAITS.items() if isinstance(error, kind)), ANOTHER_WAIT)


def error_words(error: ChannelError) -> str:
    """Our words on the first line, the platform's own below."""
    return f"{error}\n{error.platform_words}".strip()
