"""From what is typed to a reply that waits for a supervisor or is ready to be published."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from pmsdesk.domain.account import Account, Channel, Policy
from pmsdesk.domain.conversation import Conversation, ConversationState
from pmsdesk.domain.errors import (
    AlreadyOnItsWay,
    BlockedByCheck,
    EmptyText,
    IllegalTransition,
    NewerMessage,
    NotAllowed,
    NotFound,
    ParentGone,
    ReplyNotAllowed,
    SameAnswer,
)
from pmsdesk.domain.events import ConversationChanged, Event, ReplySubmitted
from pmsdesk.domain.finding import Assessment, Severity, Verdict
from pmsdesk.domain.message import Direction, Message, clean_text
from pmsdesk.domain.publication import UNDO_WINDOW, Publication, PublicationState
from pmsdesk.domain.reply import (
    Clearance,
    DraftMode,
    Reply,
    ReplyState,
    Version,
    canonical,
    fingerprint,
    require_transition,
)
from pmsdesk.domain.staff import Right
from pmsdesk.services.complaining import NO_NAMES, slot_values
from pmsdesk.services.ports import Work

Assess = Callable[[str, Channel], Assessment]
Unaltered = Callable[[str, Mapping[str, str]], str]

ON_ITS_WAY = frozenset(
    {PublicationState.READY, PublicationState.CLAIMED, PublicationState.SENDING, PublicationState.UNSURE}
)


def save_draft(work: Work, conversation_id: str, mode: str, text: str) -> tuple[Event, ...]:
    """Keep what is being typed, private to the actor; `mode` is a `DraftMode`."""
    work.actor.require(Right.WRITE)
    work.conversations.save_draft(conversation_id, work.actor.id, DraftMode(mode), clean_text(text), work.now())
    return ()


def submit(
    work: Work,
    conversation_id: str,
    target: str,
    text: str,
    assess: Assess,
    template: str = "",
    seen: Collection[str] | None = None,
    templates: Unaltered | None = None,
    names: Mapping[str, str] = NO_NAMES,
) -> tuple[Event, ...]:
    """Submit *text* as the public reply to the message with remote id *target*.

    It becomes a new version: ready (with the undo window) when nothing needs approval or *templates* agrees that it is
    the unaltered canned reply *template* filled from the register (*names* gives the name of each agency id), else
    pending. *seen* are the ids of the messages that were on the screen, None for a caller that has none.
    Raises `EmptyText`, `BlockedByCheck`, `NewerMessage`, `AlreadyOnItsWay`, `SameAnswer`, `ParentGone`,
    `ReplyNotAllowed` or `NotFound`.
    """
    work.actor.require(Right.WRITE)
    conversation = work.conversations.get(conversation_id)
    account = work.accounts.get(conversation.account_id)
    text = canonical(clean_text(text))
    if not text.strip():
        raise EmptyText()
    _require_answerable(work, conversation, account, target, text, seen)
    reply = work.replies.open_reply(conversation_id, target)
    earlier = work.replies.publication(reply.id) if reply else None
    if earlier is not None and earlier.state in ON_ITS_WAY:
        raise AlreadyOnItsWay()
    assessment = assess(text, account.channel)
    blocking = [f.message for f in assessment.findings if f.severity is Severity.BLOCK]
    if blocking:
        raise BlockedByCheck(reasons="; ".join(dict.fromkeys(blocking)))
    ground = _ground(account, assessment)
    if template and templates is not None:
        complaint = work.complaints.of_conversation(conversation_id)
        values = slot_values(complaint, names, agencies=conversation.triage.agencies)
        if templates(text, values) == template:
            ground = Clearance.TEMPLATE
    version = _add_version(work, conversation, reply, target, text, assessment, ground)
    if ground is not None:
        work.replies.add_clearance(version.id, version.sha, ground, assessment.lexicon, work.now())
        make_ready(work, conversation, account, version, earlier)
    _hand_over(work, conversation)
    work.record("reply.submitted", conversation_id, _facts(version, ground, assessment))
    return (
        ReplySubmitted(version.reply_id, conversation_id, pending=ground is None),
        ConversationChanged(conversation_id),
    )


def withdraw(work: Work, reply_id: str) -> tuple[Event, ...]:
    """An author takes a reply back that still waits for a supervisor; the text returns to the composer.

    Raises `NotAllowed` for anyone who wrote none of it, `IllegalTransition` when it does not wait.
    """
    work.actor.require(Right.WRITE)
    reply = work.replies.get(reply_id)
    if work.actor.id not in reply.authors:
        raise NotAllowed(right=Right.WRITE)
    if reply.state is not ReplyState.PENDING:
        raise IllegalTransition(old=reply.state, new=ReplyState.WITHDRAWN)
    work.replies.set_state(reply_id, ReplyState.WITHDRAWN)
    work.record("reply.withdrawn", reply.conversation_id, {"reply": reply_id, "sha": reply.head.sha})
    return give_text_back(work, reply, work.actor.id)


def give_text_back(work: Work, reply: Reply, staff_id: str) -> tuple[Event, ...]:
    """Put the newest text of *reply* before what *staff_id* has typed since, and open the conversation again."""
    typed = work.conversations.draft(reply.conversation_id, staff_id, DraftMode.REPLY)
    text = reply.head.text
    if typed and typed != text:
        text = f"{text}\n\n{typed}"
    work.conversations.save_draft(reply.conversation_id, staff_id, DraftMode.REPLY, text, work.now())
    conversation = work.conversations.get(reply.conversation_id)
    if conversation.state is ConversationState.WAITING:
        work.conversations.put(replace(conversation, state=ConversationState.OPEN, snoozed_until=None))
    return (ConversationChanged(conversation.id),)


def make_ready(
    work: Work, conversation: Conversation, account: Account, version: Version, earlier: Publication | None
) -> Publication:
    """Put *version*, which is cleared, into the outbox; it may be taken back for the undo window.

    What an *earlier* version's attempts left behind stays, so that the network is asked before anything is sent.
    """
    publication = Publication(
        reply_id=version.reply_id,
        version_id=version.id,
        sha=version.sha,
        account_id=account.id,
        channel=account.channel,
        target=version.target,
        thread=conversation.thread,
        text=version.text,
        state=PublicationState.READY,
        not_before=work.now() + UNDO_WINDOW,
        attempts=earlier.attempts if earlier else 0,
        sending_at=earlier.sending_at if earlier else None,
        newest_own=earlier.newest_own if earlier else "",
    )
    work.replies.put_publication(publication)
    return publication


def _require_answerable(
    work: Work, conversation: Conversation, account: Account, target: str, text: str, seen: Collection[str] | None
) -> None:
    messages = work.conversations.messages(conversation.id)
    answered = next((m for m in messages if m.remote_id == target and m.direction is Direction.IN), None)
    if answered is None:
        raise NotFound(what="mesej")
    if answered.is_gone:
        raise ParentGone(channel=account.channel.own_name)
    if not answered.capability.can_reply:
        raise ReplyNotAllowed(channel=account.channel)
    if seen is not None and _wrote_more(messages, seen):
        raise NewerMessage()
    said = (m for m in messages if m.direction is Direction.OUT and m.parent == target)
    if any(canonical(m.text) == text for m in said):
        raise SameAnswer()


def _wrote_more(messages: Sequence[Message], seen: Collection[str]) -> bool:
    """Whether the citizen wrote anything that was not *seen*.

    Ids alone tell it: another seat's poll brings messages late, out of order and by another clock.
    """
    return any(m.id not in seen for m in messages if m.direction is Direction.IN)


def _ground(account: Account, assessment: Assessment) -> Clearance | None:
    """Why a text may be published without a supervisor, None when it may not (SYNC, "Who may publish what" 2)."""
    if account.policy is Policy.ALL or assessment.verdict in {Verdict.APPROVAL, Verdict.BLOCK}:
        return None
    return Clearance.CHECK


def _add_version(
    work: Work,
    conversation: Conversation,
    reply: Reply | None,
    target: str,
    text: str,
    assessment: Assessment,
    ground: Clearance | None,
) -> Version:
    """Append *text* to the chain of *reply*, or begin one. A new version voids what was decided on the one before."""
    state = ReplyState.PENDING if ground is None else ReplyState.CLEARED
    reply_id = reply.id if reply else work.new_id()
    if reply is None:
        work.replies.add(reply_id, conversation.id, conversation.account_id, target, state)
    else:
        require_transition(reply.state, state)
    version = Version(
        id=work.new_id(),
        reply_id=reply_id,
        number=reply.head.number + 1 if reply else 1,
        author_id=work.actor.id,
        text=text,
        media=(),
        account_id=conversation.account_id,
        target=target,
        sha=fingerprint(text, (), conversation.account_id, target),
        findings=assessment.findings,
        lexicon=assessment.lexicon,
        created_at=work.now(),
    )
    work.replies.add_version(version)
    work.replies.set_state(reply_id, state)
    return version


def _hand_over(work: Work, conversation: Conversation) -> None:
    """It is no longer our turn; who wrote takes the conversation if nobody had it."""
    work.conversations.save_draft(conversation.id, work.actor.id, DraftMode.REPLY, "", work.now())
    work.conversations.put(
        replace(
            conversation,
            state=ConversationState.WAITING,
            snoozed_until=None,
            assignee_id=conversation.assignee_id or work.actor.id,
        )
    )


def _facts(version: Version, ground: Clearance | None, assessment: Assessment) -> dict[str, object]:
    return {
        "reply": version.reply_id,
        "version": version.id,
        "number": version.number,
        "target": version.target,
        "text": version.text,
        "sha": version.sha,
        "ground": ground.value if ground else "",
        "rules": sorted({f.rule for f in assessment.findings}),
        "lexicon": assessment.lexicon,
    }
