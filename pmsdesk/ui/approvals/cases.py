"""What lies before the supervisor, a reply or a request to moderate: what its two decisions do."""

from dataclasses import dataclass

from pmsdesk.domain.errors import NotFound
from pmsdesk.domain.moderation import ModerationState
from pmsdesk.domain.reply import ReplyState
from pmsdesk.domain.staff import Right, Staff
from pmsdesk.services import approving, moderating
from pmsdesk.services.moderation_ports import ModerationView
from pmsdesk.services.reading import ApprovalView, Read, ThreadItem
from pmsdesk.ui.desk import Flow


@dataclass(frozen=True, slots=True)
class ReplyCase:
    """A reply, with the post above the message it answers."""

    view: ApprovalView
    parent: ThreadItem | None

    @property
    def id(self) -> str:
        """The reply's."""
        return self.view.reply.id

    @property
    def conversation_id(self) -> str:
        """Where it answers."""
        return self.view.reply.conversation_id

    @property
    def sha(self) -> str:
        """What a decision is bound to."""
        return self.view.reply.head.sha

    @property
    def waits(self) -> bool:
        """Whether it can be decided."""
        return self.view.reply.state is ReplyState.PENDING

    def may_be_decided_by(self, staff: Staff) -> bool:
        """Whether four eyes let *staff* decide."""
        return staff.may(Right.APPROVE) and staff.id not in self.view.reply.authors

    def approve(self) -> Flow:
        """Approve exactly this text."""
        reply_id, sha = self.id, self.sha
        return lambda work: approving.approve(work, reply_id, sha)

    def give_back(self, reason: str) -> Flow:
        """Return it to its author."""
        reply_id, sha = self.id, self.sha
        return lambda work: approving.give_back(work, reply_id, sha, reason)


@dataclass(frozen=True, slots=True)
class RequestCase:
    """A request to hide, show again or delete a comment."""

    view: ModerationView

    @property
    def id(self) -> str:
        """The measure's."""
        return self.view.line.measure.id

    @property
    def conversation_id(self) -> str:
        """Where the comment stands."""
        return self.view.line.measure.conversation_id

    @property
    def sha(self) -> str:
        """What a decision is bound to."""
        return self.view.line.measure.sha

    @property
    def waits(self) -> bool:
        """Whether it can be decided."""
        return self.view.line.measure.state is ModerationState.PENDING

    def may_be_decided_by(self, staff: Staff) -> bool:
        """Whether four eyes let *staff* decide."""
        return staff.may(Right.APPROVE) and staff.id != self.view.line.measure.asked_by

    def approve(self) -> Flow:
        """Let it be done to exactly this comment."""
        measure_id, sha = self.id, self.sha
        return lambda work: moderating.clear(work, measure_id, sha)

    def give_back(self, reason: str) -> Flow:
        """Let the comment be."""
        measure_id, sha = self.id, self.sha
        return lambda work: moderating.decline(work, measure_id, sha, reason)


Case = ReplyCase | RequestCase


def read_case(read: Read, thing: str, staff_id: str) -> Case:
    """The reply or request with the id *thing*; raises `NotFound`."""
    try:
        view = read.approval(thing)
    except NotFound:
        return RequestCase(read.moderation(thing))
    return ReplyCase(view, read.conversation(view.reply.conversation_id, staff_id).parent)
