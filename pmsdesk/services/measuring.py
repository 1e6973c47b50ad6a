"""Taking a sample of how an account and its recent posts fare, once a day."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from pmsdesk.domain.errors import ChannelError
from pmsdesk.domain.events import AccountMeasured, Event
from pmsdesk.domain.message import clean_line, clean_text
from pmsdesk.domain.metrics import AccountMetrics, AccountSample, PostMetrics, Profile, day_of
from pmsdesk.services.ports import ChannelPort, Measured, Work

RECENT = timedelta(days=30)
MOST_POSTS = 50

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a network told at once; a post it did not tell of is not among them."""

    profile: Profile
    metrics: AccountMetrics
    posts: tuple[PostMetrics, ...] = ()


def due(work: Work, account_id: str) -> tuple[str, ...] | None:
    """The posts of the last `RECENT` days to be counted with the account, None when its sample of today is there.

    Only those that somebody here answered are counted, for X asks money for each.
    """
    if work.samples.last_day(account_id) == day_of(work.now()):
        return None
    account = work.accounts.get(account_id)
    return tuple(work.samples.own_posts(account, work.now() - RECENT, MOST_POSTS))


def measure(channel: ChannelPort, posts: Sequence[str]) -> Measurement | None:
    """Ask the network; None where it tells no counts. That posts cannot be counted keeps nothing else from being told.

    Raises a `ChannelError` where the account itself cannot be measured.
    """
    if not isinstance(channel, Measured):
        return None
    profile, metrics = channel.metrics.account()
    told: Sequence[PostMetrics] = ()
    try:
        told = channel.metrics.posts(posts) if posts else ()
    except ChannelError as error:
        log.warning("posts cannot be counted: %s: %s", type(error).__name__, error.platform_words)
    return Measurement(profile, metrics, tuple(told))


def keep(work: Work, account_id: str, measured: Measurement) -> tuple[Event, ...]:
    """Keep it as the sample of today."""
    account = work.accounts.get(account_id)
    work.samples.put(AccountSample(account_id, work.now(), measured.metrics, _clean(measured.profile)))
    work.samples.put_posts(account.channel, day_of(work.now()), measured.posts)
    return (AccountMeasured(account_id),)


def _clean(profile: Profile) -> Profile:
    """*profile* with texts that may be kept and shown."""

    def line(text: str | None) -> str | None:
        return None if text is None else clean_line(text)

    return Profile(
        name=line(profile.name),
        handle=line(profile.handle),
        bio=None if profile.bio is None else clean_text(profile.bio).strip(),
        website=line(profile.website),
        picture=line(profile.picture),
        header=line(profile.header),
    )
