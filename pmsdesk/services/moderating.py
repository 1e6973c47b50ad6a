"""Hiding, showing again and deleting a third party's comment: asked by one, decided by another, then carried out.

Every act may be repeated, so a lost answer is simply asked for again; nothing is read back.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace

from pmsdesk.domain.errors import ChannelError, NotFound, ReasonMissing
from pmsdesk.domain.events import Event, ModerationChanged
from pmsdesk.domain.message import Direction, Message, clean_text
from pmsdesk.domain.moderation import Measure, Moderation, ModerationState, archived, obstacle, require_transition
from pmsdesk.domain.moderation_errors import CannotModerate, CommentChanged, NotYourRequest, OwnRequest
from pmsdesk.domain.staff import Right
from pmsdesk.services.outcomes import Again, Refused, outcome_of_moderation
from pmsdesk.services.ports import ChannelPort, Work

OpenWork = Callable[[], Work]

S = ModerationState


# ---- what people do ---------------------------------------------------------------------------------------------


def ask(
    work: Work, conversation_id: str, message_id: str, act: Moderation, code: str, reason: str = ""
) -> tuple[Event, ...]:
    """Ask a second person to let *act* be done; the operation keeps a copy of the comment with its fingerprint.

    Raises `NotAllowed`, `NotFound`, `ReasonMissing` without the *code* of a ground, `CannotModerate`.
    """
    work.actor.require(Right.WRITE)
    reason = clean_text(reason).strip()
    if not code:
        raise ReasonMissing()
    conversation = work.conversations.get(conversation_id)
    message = _message(work, conversation_id, message_id)
    measures = work.moderation.of_message(message_id)
    why_not = obstacle(act, message.capability, measures, gone=message.is_gone)
    if message.direction is not Direction.IN or why_not is not None:
        raise CannotModerate()
    copy = archived(work.accounts.get(conversation.account_id).channel, message)
    measure = Measure(
        id=work.new_id(),
        conversation_id=conversation_id,
        message_id=message_id,
        account_id=conversation.account_id,
        act=act,
        sha=copy.sha,
        code=code,
        reason=reason,
        asked_by=work.actor.id,
        asked_at=work.now(),
    )
    work.moderation.add(measure)
    facts = {"message": message_id, "code": code, "reason": reason, "sha": copy.sha, "copy": asdict(copy)}
    return _told(work, measure, "asked", facts)


def clear(work: Work, measure_id: str, sha: str) -> tuple[Event, ...]:
    """Let the act be done to exactly the comment with *sha*.

    Raises `NotAllowed`, `OwnRequest`, `CommentChanged`, or `IllegalTransition` when it does not wait any more.
    """
    measure = _decided(work, measure_id, sha, S.CLEARED)
    measure = replace(measure, not_before=work.now())
    work.moderation.put(measure)
    return _told(work, measure, "cleared", {"sha": sha})


def decline(work: Work, measure_id: str, sha: str, remark: str) -> tuple[Event, ...]:
    """Let the comment be, with a *remark* for who asked. Raises as `clear` does, and `ReasonMissing`."""
    remark = clean_text(remark).strip()
    if not remark:
        raise ReasonMissing()
    measure = replace(_decided(work, measure_id, sha, S.DECLINED), remark=remark)
    work.moderation.put(measure)
    return _told(work, measure, "declined", {"sha": sha, "reason": remark})


def cancel(work: Work, measure_id: str) -> tuple[Event, ...]:
    """Take the own request back. Raises `NotYourRequest`, or `IllegalTransition` when it was decided."""
    work.actor.require(Right.WRITE)
    measure = work.moderation.get(measure_id)
    if measure.asked_by != work.actor.id:
        raise NotYourRequest()
    require_transition(measure.state, S.CANCELLED)
    measure = replace(measure, state=S.CANCELLED)
    work.moderation.put(measure)
    return _told(work, measure, "cancelled", {})


def _decided(work: Work, measure_id: str, sha: str, state: ModerationState) -> Measure:
    """The measure as the actor decides it, if he may."""
    work.actor.require(Right.APPROVE)
    measure = work.moderation.get(measure_id)
    if measure.asked_by == work.actor.id:
        raise OwnRequest()
    if measure.sha != sha:
        raise CommentChanged()
    require_transition(measure.state, state)
    return replace(measure, state=state, decided_by=work.actor.id, decided_at=work.now())


# ---- carrying out -----------------------------------------------------------------------------------------------


def due(work: Work) -> tuple[Measure, ...]:
    """What may be carried out now; nothing on a seat whose register decides that."""
    return () if work.joined else tuple(work.moderation.due(work.now()))


def carry_out(open_work: OpenWork, channel: ChannelPort, measure_id: str) -> tuple[Event, ...]:
    """Do what was cleared and note what became of it; no unit of work is open while the network is asked.

    Whatever stops this half-way, it is done again.
    """
    with open_work() as work:
        measure = work.moderation.get(measure_id)
        if work.joined or measure.state is not S.CLEARED:
            return ()
        remote_id = _message(work, measure.conversation_id, measure.message_id).remote_id
    try:
        channel.moderate(remote_id, measure.act)
    except ChannelError as error:
        return put_off(open_work, measure_id, error)
    return _settle(open_work, measure_id, lambda work, cleared: _done(work, cleared))


def put_off(open_work: OpenWork, measure_id: str, error: ChannelError) -> tuple[Event, ...]:
    """Note what *error* means for the measure: refused for good, or to be tried again later."""

    def flow(work: Work, measure: Measure) -> tuple[Event, ...]:
        match outcome_of_moderation(error, work.now()):
            case Refused(words):
                refused = replace(measure, state=S.REFUSED, done_at=work.now(), words=words)
                work.moderation.put(refused)
                return _told(work, refused, "refused", {"words": words})
            case Again(not_before, words):
                work.moderation.put(replace(measure, not_before=not_before, words=words))
                return (ModerationChanged(measure.id, measure.conversation_id, S.CLEARED),)

    return _settle(open_work, measure_id, flow)


def _done(work: Work, measure: Measure) -> tuple[Event, ...]:
    done = replace(measure, state=S.DONE, done_at=work.now(), words="")
    work.moderation.put(done)
    return _told(work, done, "done", {})


def _settle(
    open_work: OpenWork, measure_id: str, flow: Callable[[Work, Measure], tuple[Event, ...]]
) -> tuple[Event, ...]:
    """Run *flow* on the measure, unless another settled it meanwhile."""
    with open_work() as work:
        measure = work.moderation.get(measure_id)
        if measure.state is not S.CLEARED:
            return ()
        events = flow(work, measure)
        work.commit()
    return events


def _told(work: Work, measure: Measure, verb: str, facts: Mapping[str, object]) -> tuple[Event, ...]:
    about = {"moderation": measure.id, "act": measure.act.value, **facts}
    work.record(f"moderation.{verb}", measure.conversation_id, about)
    return (ModerationChanged(measure.id, measure.conversation_id, measure.state),)


def _message(work: Work, conversation_id: str, message_id: str) -> Message:
    found = next((m for m in work.conversations.messages(conversation_id) if m.id == message_id), None)
    if found is None:
        raise NotFound(what=message_id)
    return found
