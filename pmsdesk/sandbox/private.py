"""What an official account said to one person in private: a direct message on X, a private reply on Facebook."""

from dataclasses import dataclass
from datetime import datetime

from pmsdesk.domain.account import Channel


@dataclass(frozen=True, slots=True)
class Private:
    """One private message; `comment` is the comment it answers (Facebook), `conversation` the two people's thread."""

    id: str
    channel: Channel
    account: str
    person: str
    text: str
    at: datetime
    conversation: str
    comment: str = ""
