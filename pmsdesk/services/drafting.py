"""From what is typed to a reply that waits for a supervisor or is ready to be published."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from pmsdesk.domain.account import Account, Channel, Policy
from pmsdesk.domain.account_errors import AccountNotInUse
from pmsdesk.domain.capability import ONE_PRIVATE_REPLY, WhyNot
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
from pmsdesk.domain.publication import Publication, PublicationState, earliest
from pmsdesk.domain.reply import (
    Clearance,
    DraftMode,
    Reply,
    ReplyState,
    Version,
    Way,
    canonical,
    draft_mode,
    fingerprint,
    require_transition,
)
from pmsdesk.domain.staff import Right
from pmsdesk.domain.way_errors import NoPrivateReply
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
    way: Way = Way.PUBLIC,
) -> tuple[Event, ...]:
    """Submit *text* as the reply to the message with remote id *target*, in public or to its writer alone (*way*).

    It becomes a new version: ready (with the undo window) when nothing needs approval or *templates* agrees that it is
    the unaltered canned reply *template* filled from the register (*names* gives the name of each agency id), else
    pending. *seen* are the ids of the messages that were on the screen, None for a caller that has none.
    Raises `EmptyText`, `BlockedByCheck`, `NewerMessage`, `AlreadyOnItsWay`, `SameAnswer`, `ParentGone`,
    `ReplyNotAllowed`, `NoPrivateReply`, `AccountNotInUse` or `NotFound`.
    """
    work.actor.require(Right.WRITE)
    conversation = work.conversations.get(conversation_id)
    account = work.accounts.get(conversation.account_id)
    text = canonical(clean_text(text))
    if not text.strip():
        raise EmptyText()
    _require_answerable(work, conversation, account, target, text, seen, way)
    reply = work.replies.open_reply(conversation_id, target, way)
    earlier = not_on_its_way(work, reply)
    assessment = require_unblocked(assess(text, account.channel))
    ground = ground_of(account, assessment)
    if template and templates is not None:
        complaint = work.complaints.of_conversation(conversation_id)
        values = slot_values(complaint, names, agencies=conversation.triage.agencies)
        if templates(text, values) == template:
            ground = Clearance.TEMPLATE
    begun = reply or Reply(work.new_id(), conversation_id, account.id, target, ReplyState.PENDING, (), way)
    return submit_version(work, conversation, begun, text, (), assessment, ground, earlier)


def submit_version(
    work: Work,
    conversation: Conversation,
    reply: Reply,
    text: str,
    media: tuple[str, ...],
    assessment: Assessment,
    ground: Clearance | None,
    earlier: Publication | None,
) -> tuple[Event, ...]:
    """Append *text* with *media* to *reply* (one without versions is begun), ready where *ground* clears it.

    It is no longer our turn; who wrote takes the conversation if nobody had it.
    """
    version = _add_version(work, reply, text, media, assessment, ground)
    if ground is not None:
        work.replies.add_clearance(version.id, version.sha, ground, assessment.lexicon, work.now())
        make_ready(work, reply, version, earlier)
    _hand_over(work, conversation, reply.way)
    first_of_post = reply.way is Way.POST and version.number == 1
    kind = "post.submitted" if first_of_post else "reply.submitted"
    work.record(kind, conversation.id, _facts(reply, version, ground, assessment))
    return (
        ReplySubmitted(reply.id, conversation.id, pending=ground is None),
        ConversationChanged(conversation.id),
    )


def not_on_its_way(work: Work, reply: Reply | None) -> Publication | None:
    """The publication of *reply*'s earlier version, if any. Raises `AlreadyOnItsWay` while that may still go out."""
    earlier = work.replies.publication(reply.id) if reply else None
    if earlier is not None and earlier.state in ON_ITS_WAY:
        raise AlreadyOnItsWay()
    return earlier


def require_unblocked(assessment: Assessment) -> Assessment:
    """*assessment*, unless it found what is never sent: then raises `BlockedByCheck`."""
    blocking = [f.message for f in assessment.findings if f.severity is Severity.BLOCK]
    if blocking:
        raise BlockedByCheck(reasons="; ".join(dict.fromkeys(blocking)))
    return assessment


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
    mode = draft_mode(reply.way)
    typed = work.conversations.draft(reply.conversation_id, staff_id, mode)
    text = reply.head.text
    if typed and typed != text:
        text = f"{text}\n\n{typed}"
    work.conversations.save_draft(reply.conversation_id, staff_id, mode, text, work.now())
    conversation = work.conversations.get(reply.conversation_id)
    if conversation.state is ConversationState.WAITING:
        work.conversations.put(replace(conversation, state=ConversationState.OPEN, snoozed_until=None))
    return (ConversationChanged(conversation.id),)


def make_ready(work: Work, reply: Reply, version: Version, earlier: Publication | None) -> Publication:
    """Put *version* of *reply*, which is cleared, into the outbox; it may be taken back for the undo window, or longer.

    What an *earlier* version's attempts left behind stays, so that the network is asked before anything is sent.
    """
    conversation = work.conversations.get(reply.conversation_id)
    account = work.accounts.get(reply.account_id)
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
        not_before=earliest(work.now(), reply.due_at),
        attempts=earlier.attempts if earlier else 0,
        sending_at=earlier.sending_at if earlier else None,
        newest_own=earlier.newest_own if earlier else "",
        way=reply.way,
        person=_writer(work, account, reply) if reply.way is Way.PRIVATE else "",
        media=version.media,
    )
    work.replies.put_publication(publication)
    return publication


def _require_answerable(
    work: Work,
    conversation: Conversation,
    account: Account,
    target: str,
    text: str,
    seen: Collection[str] | None,
    way: Way,
) -> None:
    if not account.in_use(work.now()):
        raise AccountNotInUse(name=account.name)
    messages = work.conversations.messages(conversation.id)
    answered = next((m for m in messages if m.remote_id == target and m.direction is Direction.IN), None)
    if answered is None:
        raise NotFound(what="mesej")
    if answered.is_gone:
        raise ParentGone(channel=account.channel.own_name)
    said = [
        m for m in messages if m.direction is Direction.OUT and m.parent == target and _way_of(work, account, m) is way
    ]
    if way is Way.PRIVATE:
        _require_private(work, account, answered, answered_already=bool(said))
    elif not answered.capability.can_reply:
        raise ReplyNotAllowed(channel=account.channel)
    if seen is not None and _wrote_more(messages, seen):
        raise NewerMessage()
    if any(canonical(m.text) == text for m in said):
        raise SameAnswer()


def _way_of(work: Work, account: Account, said: Message) -> Way:
    """By which way we said it; what was said on the platform itself was read there, in public."""
    published = work.replies.publication_of(account.channel, said.remote_id)
    return published.way if published else Way.PUBLIC


def _require_private(work: Work, account: Account, answered: Message, *, answered_already: bool) -> None:
    why = answered.capability.why_not_privately(work.now())
    if why is None and not answered.author.remote_id:
        why = WhyNot.UNKNOWN
    if why is None and answered_already and account.channel in ONE_PRIVATE_REPLY:
        why = WhyNot.ANSWERED
    if why is not None:
        raise NoPrivateReply(why=why)


def _writer(work: Work, account: Account, reply: Reply) -> str:
    """The network's id of who wrote what *reply* answers."""
    answered = work.conversations.message_by_remote_id(account.channel, reply.target)
    if answered is None:
        raise NotFound(what="mesej")
    return answered.author.remote_id


def _wrote_more(messages: Sequence[Message], seen: Collection[str]) -> bool:
    """Whether the citizen wrote anything that was not *seen*.

    Ids alone tell it: another seat's poll brings messages late, out of order and by another clock.
    """
    return any(m.id not in seen for m in messages if m.direction is Direction.IN)


def ground_of(account: Account, assessment: Assessment) -> Clearance | None:
    """Why a text may be published without a supervisor, None when it may not (SYNC, "Who may publish what" 2)."""
    if account.policy is Policy.ALL or assessment.verdict in {Verdict.APPROVAL, Verdict.BLOCK}:
        return None
    return Clearance.CHECK


def _add_version(
    work: Work,
    reply: Reply,
    text: str,
    media: tuple[str, ...],
    assessment: Assessment,
    ground: Clearance | None,
) -> Version:
    """Append *text* to the chain of *reply*, or begin it. A new version voids what was decided on the one before."""
    state = ReplyState.PENDING if ground is None else ReplyState.CLEARED
    if reply.versions:
        require_transition(reply.state, state)
    else:
        work.replies.add(
            reply.id, reply.conversation_id, reply.account_id, reply.target, state, reply.way, reply.due_at
        )
    version = Version(
        id=work.new_id(),
        reply_id=reply.id,
        number=reply.head.number + 1 if reply.versions else 1,
        author_id=work.actor.id,
        text=text,
        media=media,
        account_id=reply.account_id,
        target=reply.target,
        sha=fingerprint(text, media, reply.account_id, reply.target),
        findings=assessment.findings,
        lexicon=assessment.lexicon,
        created_at=work.now(),
    )
    work.replies.add_version(version)
    work.replies.set_state(reply.id, state)
    return version


def _hand_over(work: Work, conversation: Conversation, way: Way) -> None:
    work.conversations.save_draft(conversation.id, work.actor.id, draft_mode(way), "", work.now())
    work.conversations.put(
        replace(
            conversation,
            state=ConversationState.WAITING,
            snoozed_until=None,
            assignee_id=conversation.assignee_id or work.actor.id,
        )
    )


def _facts(reply: Reply, version: Version, ground: Clearance | None, assessment: Assessment) -> dict[str, object]:
    of_post = {"media": list(version.media), "due_at": reply.due_at} if reply.way is Way.POST else {}
    return of_post | {
        "reply": version.reply_id,
        "version": version.id,
        "number": version.number,
        "target": version.target,
        "text": version.text,
        "sha": version.sha,
        "ground": ground.value if ground else "",
        "rules": sorted({f.rule for f in assessment.findings}),
        "lexicon": assessment.lexicon,
        "way": reply.way.value,
    }
