"""Publishing one reply once: the states, and what is known of an attempt (SYNC, "Who may publish what" 3)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from pmsdesk.domain.account import Channel
from pmsdesk.domain.errors import IllegalTransition
from pmsdesk.domain.media import Upload
from pmsdesk.domain.reply import Way

UNDO_WINDOW = timedelta(seconds=10)
LEASE = timedelta(minutes=2)
SETTLE_TIME = timedelta(seconds=60)
READS_BEFORE_ABSENT = 3
READ_INTERVAL = timedelta(seconds=20)
MOST_ATTEMPTS = 3
LONGEST_WAIT = timedelta(hours=1)
LONGEST_LOOK = timedelta(minutes=10)
CLOCK_DOUBT = timedelta(hours=26)
PAUSED = datetime(9999, 1, 1, tzinfo=UTC)


class PublicationState(StrEnum):
    """Where one publication stands. Sending is durable before the first byte leaves."""

    READY = "ready"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    REJECTED = "rejected"
    UNSURE = "unsure"
    WITHDRAWN = "withdrawn"


_S = PublicationState
LEGAL = {
    _S.READY: {_S.CLAIMED, _S.WITHDRAWN},
    _S.CLAIMED: {_S.SENDING, _S.READY, _S.SENT},
    _S.SENDING: {_S.SENT, _S.REJECTED, _S.UNSURE, _S.READY},
    _S.UNSURE: {_S.SENT, _S.READY, _S.REJECTED},
    _S.REJECTED: set(),
    _S.SENT: set(),
    _S.WITHDRAWN: set(),
}


@dataclass(frozen=True, slots=True)
class Publication:
    """One version on its way to the public.

    `not_before` is when it may be sent or, while unsure, looked up again. `token` fences a claim; `sending_at` is when
    the call began; `reads` counts complete read-backs that did not find it; `newest_own` is the newest own remote id
    seen before the call, the read-back's lower bound. `person` is the remote id of whom a private reply goes to;
    `media` are the version's lines and `uploads` how far each has come, kept after every step before the next.
    """

    reply_id: str
    version_id: str
    sha: str
    account_id: str
    channel: Channel
    target: str
    thread: str
    text: str
    state: PublicationState
    not_before: datetime
    token: str = ""
    claimed_at: datetime | None = None
    sending_at: datetime | None = None
    newest_own: str = ""
    attempts: int = 0
    reads: int = 0
    remote_id: str = ""
    words: str = ""
    way: Way = Way.PUBLIC
    person: str = ""
    media: tuple[str, ...] = ()
    uploads: tuple[Upload, ...] = ()

    @property
    def paused(self) -> bool:
        """Whether only a person moves it on: the API's credits were used up, or it stays unsure after all attempts."""
        return self.not_before >= PAUSED


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What an adapter is asked to publish: a reply on `thread` to the message `target`, in public.

    Without a `target` it is a post of the account's own, which may carry `media` (ids of whole uploads) and, where the
    network keeps posts for later, appear when it is `due`.
    """

    account_id: str
    target: str
    thread: str
    text: str
    media: tuple[str, ...] = ()
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class PrivateOutgoing:
    """What an adapter is asked to say to the person `person` alone, on account of the message `target`."""

    account_id: str
    person: str
    target: str
    text: str


@dataclass(frozen=True, slots=True)
class Published:
    """The network's answer to a successful publish."""

    remote_id: str
    permalink: str = ""


class Found(StrEnum):
    """What reading a thread back shows: our text, certainly not our text, not our text where it might be hidden from
    lists (what a network holds for review), or not enough to say.
    """

    PRESENT = "present"
    ABSENT = "absent"
    UNSEEN = "unseen"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class ReadBack:
    """The outcome of one read-back; `remote_id` only when present."""

    found: Found
    remote_id: str = ""


def require_transition(old: PublicationState, new: PublicationState) -> None:
    """Raise `IllegalTransition` unless *old* → *new* is legal."""
    if new not in LEGAL[old]:
        raise IllegalTransition(old=old, new=new)


def earliest(now: datetime, due_at: datetime | None) -> datetime:
    """When what is cleared *now* may be sent: after the undo window, and a post not before it is due."""
    soonest = now + UNDO_WINDOW
    return soonest if due_at is None else max(soonest, due_at)


def lease_over(publication: Publication, now: datetime) -> bool:
    """Whether its claim binds nobody any more; one that began in the future was made by a clock since set back."""
    claimed_at = publication.claimed_at
    return claimed_at is None or not claimed_at <= now < claimed_at + LEASE


def may_claim(publication: Publication, now: datetime) -> bool:
    """Whether it may be taken up for sending at *now*.

    A clock set back must not hold a reply for a day: a first attempt never waits longer than the undo window, a later
    one never longer than the longest back-off. Taking up a claim too early is harmless: its token fences the earlier.
    A post may be for later, so that it waits until the clock says so, whatever the clock said before.
    """
    if publication.state is PublicationState.CLAIMED:
        return lease_over(publication, now)
    if publication.state is not PublicationState.READY or publication.paused:
        return False
    if publication.way is Way.POST:
        return publication.not_before <= now
    untouched = publication.attempts == 0 and not publication.words
    return not timedelta(0) < publication.not_before - now <= (UNDO_WINDOW if untouched else LONGEST_WAIT)


def call_over(publication: Publication, now: datetime) -> bool:
    """Whether the call of one that is being sent cannot be running any more (a call ends within half a minute)."""
    sending_at = publication.sending_at
    return publication.state is PublicationState.SENDING and not (
        sending_at is not None and sending_at <= now < sending_at + LEASE
    )


def next_look(publication: Publication, now: datetime) -> datetime:
    """When to look again for an unsure one that could not be read: often at first, seldom later, for reading costs."""
    age = now - publication.sending_at if publication.sending_at else READ_INTERVAL
    return now + min(max(READ_INTERVAL, age / 10), LONGEST_LOOK)


def may_look_up(publication: Publication, now: datetime) -> bool:
    """Whether an unsure one should be looked for on the platform at *now*; a clock set back does not delay it."""
    if publication.state is not PublicationState.UNSURE or publication.paused:
        return False
    return not timedelta(0) < publication.not_before - now <= LONGEST_LOOK


def proven_absent(publication: Publication, now: datetime) -> bool:
    """Whether an unsure publication may be called not sent: enough complete read-backs, and the settle time is over."""
    return (
        publication.reads >= READS_BEFORE_ABSENT
        and publication.sending_at is not None
        and now - publication.sending_at >= SETTLE_TIME
    )
