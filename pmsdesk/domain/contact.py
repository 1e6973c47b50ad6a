"""A person who wrote to us, as known on one network."""

from dataclasses import dataclass
from datetime import datetime

from pmsdesk.domain.account import Channel


@dataclass(frozen=True, slots=True)
class Contact:
    """One person on one network; telephone and e-mail are shown masked until asked for."""

    id: str
    channel: Channel
    remote_id: str
    handle: str
    name: str
    first_seen_at: datetime
    phone: str = ""
    email: str = ""


def masked(value: str) -> str:
    """*value* with all but its last four characters hidden: ``012-345 4471`` → ``••• 4471``."""
    return f"••• {value[-4:]}" if len(value) > 4 else "•••" if value else ""
