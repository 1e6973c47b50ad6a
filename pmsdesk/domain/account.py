"""An official account: one page or handle of the ministry or an agency on one network (seed C, D)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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
    the seed leaves it blank (JKR Sabah and Sarawak). `valid_to` is None while the account is in use.
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
