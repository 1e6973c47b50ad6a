"""An approval: one supervisor's decision on exactly one version, and who may take it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pmsdesk.domain.errors import OwnReply, TextChanged
from pmsdesk.domain.reply import Reply
from pmsdesk.domain.staff import Right, Staff


class Decision(StrEnum):
    """What the supervisor decided."""

    APPROVED = "approved"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Approval:
    """One decision, kept for ever; `sha` is the fingerprint that was on the screen."""

    id: str
    reply_id: str
    version_id: str
    sha: str
    approver_id: str
    decision: Decision
    reason: str
    decided_at: datetime


def require_four_eyes(approver: Staff, reply: Reply, sha: str) -> None:
    """Raise unless *approver* may decide on the version with *sha* now.

    Raises `NotAllowed` for the wrong role, `OwnReply` for an author of any version, `TextChanged` when *sha* is not
    the newest version's.
    """
    approver.require(Right.APPROVE)
    if approver.id in reply.authors:
        raise OwnReply()
    if sha != reply.head.sha:
        raise TextChanged()
