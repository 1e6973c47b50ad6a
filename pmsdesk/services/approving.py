"""A supervisor's decision on exactly the version that was on the screen."""

from pmsdesk.domain.approval import Approval, Decision, require_four_eyes
from pmsdesk.domain.errors import IllegalTransition, ReasonMissing
from pmsdesk.domain.events import Event, ReplyApproved, ReplyReturned
from pmsdesk.domain.message import clean_text
from pmsdesk.domain.reply import Clearance, Reply, ReplyState
from pmsdesk.services.drafting import give_text_back, make_ready
from pmsdesk.services.ports import Work


def approve(work: Work, reply_id: str, sha: str) -> tuple[Event, ...]:
    """Approve the version with *sha*; it is ready to be published after the undo window.

    Raises `NotAllowed`, `OwnReply`, `TextChanged`, or `IllegalTransition` when it does not wait any more.
    """
    reply = _waiting(work, reply_id, sha, ReplyState.CLEARED)
    version = reply.head
    _decide(work, reply, Decision.APPROVED, "")
    work.replies.add_clearance(version.id, version.sha, Clearance.APPROVAL, version.lexicon, work.now())
    work.replies.set_state(reply_id, ReplyState.CLEARED)
    make_ready(work, reply, version, work.replies.publication(reply_id))
    work.record("reply.approved", reply.conversation_id, {"reply": reply_id, "version": version.id, "sha": sha})
    return (ReplyApproved(reply_id, reply.conversation_id),)


def give_back(work: Work, reply_id: str, sha: str, reason: str) -> tuple[Event, ...]:
    """Return the version with *sha* to its author with a reason; the text is the author's draft again.

    Raises as `approve` does, and `ReasonMissing`.
    """
    reason = clean_text(reason).strip()
    if not reason:
        raise ReasonMissing()
    reply = _waiting(work, reply_id, sha, ReplyState.RETURNED)
    version = reply.head
    _decide(work, reply, Decision.RETURNED, reason)
    work.replies.set_state(reply_id, ReplyState.RETURNED)
    facts = {"reply": reply_id, "version": version.id, "sha": sha, "reason": reason}
    work.record("reply.returned", reply.conversation_id, facts)
    opened = give_text_back(work, reply, version.author_id)
    return (ReplyReturned(reply_id, reply.conversation_id, reason), *opened)


def _waiting(work: Work, reply_id: str, sha: str, wanted: ReplyState) -> Reply:
    """The reply, if the actor may decide on it now."""
    reply = work.replies.get(reply_id)
    require_four_eyes(work.actor, reply, sha)
    if reply.state is not ReplyState.PENDING:
        raise IllegalTransition(old=reply.state, new=wanted)
    return reply


def _decide(work: Work, reply: Reply, decision: Decision, reason: str) -> None:
    version = reply.head
    work.replies.add_approval(
        Approval(work.new_id(), reply.id, version.id, version.sha, work.actor.id, decision, reason, work.now())
    )
