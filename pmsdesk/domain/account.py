"""An official account: one page or handle of the ministry or an agency on one network (seed C, D)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pmsdesk.domain.clock import KUALA_LUMPUR


class Channel(StrEnum):
    """The networks the seed names (section D)."""

    X = "x"
    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"
    YOUTUBE = "youtube"

    @property
    def own_name(self) -> str:
        """What the network calls itself."""
        return {"x": "X", "facebook": "Facebook", "instagram": "Instagram", "youtube": "YouTube"}[self.value]


class Policy(StrEnum):
    """Which outgoing texts of an account need a supervisor: flagged ones, or all (SYNC, "Who may publish what")."""

    FLAGGED = "flagged"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Account:
    """One official account.

    `remote_id` is the network's own id of the account, empty until connected. `handle` is without ``@``; empty where
    the seed leaves it blank (JKR Sabah and Sarawak). The account is in use from `valid_from` through `valid_to`, None
    for without beginning or end. `owner_id` and `deputy_id` are the people who are told first when its connection ends,
    "" for nobody.
    """

    id: str
    channel: Channel
    handle: str
    name: str
    agency: str
    remote_id: str = ""
    policy: Policy = Policy.FLAGGED
    connected: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    owner_id: str = ""
    deputy_id: str = ""

    def has_ended(self, now: datetime) -> bool:
        """Whether its last day is over in Malaysia."""
        return self.valid_to is not None and now.astimezone(KUALA_LUMPUR).date() > self.valid_to

    def in_use(self, now: datetime) -> bool:
        """Whether it may be read and published from at *now*."""
        begun = self.valid_from is None or now.astimezone(KUALA_LUMPUR).date() >= self.valid_from
        return begun and not self.has_ended(now)
