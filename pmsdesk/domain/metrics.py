"""How an account and its posts fare on their network, and how the account shows itself there."""

from dataclasses import dataclass, field
from datetime import date, datetime

from pmsdesk.domain.clock import KUALA_LUMPUR


@dataclass(frozen=True, slots=True)
class Profile:
    """What people see at the head of an account; `picture` and `header` are addresses of pictures.

    None where the network does not tell, "" where it tells that there is none.
    """

    name: str | None = None
    handle: str | None = None
    bio: str | None = None
    website: str | None = None
    picture: str | None = None
    header: str | None = None


@dataclass(frozen=True, slots=True)
class AccountMetrics:
    """Counts of one account; None where the network does not tell, which is never nought.

    `views` are those since the account began, the ``day_`` ones those of the last day the network has reckoned.
    """

    followers: int | None = None
    following: int | None = None
    posts: int | None = None
    views: int | None = None
    day_views: int | None = None
    day_reach: int | None = None
    day_interactions: int | None = None


@dataclass(frozen=True, slots=True)
class PostMetrics:
    """Counts of one post, media or video since it was published; None where the network does not tell.

    `likes` are reactions of every kind, `shares` on X reposts and quotes, `reach` people and not views.
    """

    remote_id: str
    likes: int | None = None
    comments: int | None = None
    shares: int | None = None
    views: int | None = None
    reach: int | None = None
    saves: int | None = None


@dataclass(frozen=True, slots=True)
class AccountSample:
    """One account on one day."""

    account_id: str
    taken_at: datetime
    metrics: AccountMetrics = field(default_factory=AccountMetrics)
    profile: Profile = field(default_factory=Profile)

    @property
    def day(self) -> date:
        """The day in Kuala Lumpur; a day has one sample of an account."""
        return day_of(self.taken_at)


@dataclass(frozen=True, slots=True)
class PostSample:
    """One post on one day."""

    day: date
    metrics: PostMetrics


def day_of(at: datetime) -> date:
    """The day it is in Kuala Lumpur at *at*."""
    return at.astimezone(KUALA_LUMPUR).date()
