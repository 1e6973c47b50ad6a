"""A follow-up: what was done about a complaint, when and by whom (seed Teras 1: tindakan susulan)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One entry of a complaint's log; `state` is the state it led to, or "" for a plain note."""

    id: str
    complaint_id: str
    author_id: str
    text: str
    state: str
    created_at: datetime
