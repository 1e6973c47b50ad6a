"""What became of a publication: sent, refused, to be tried again, or unsure; each a step of one unit of work."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from pmsdesk.domain.capability import Capability, WhyNot
from pmsdesk.domain.conversation import Conversation, ConversationState
from pmsdesk.domain.errors import ChannelError, StillUnsure, TextChanged
from pmsdesk.domain.events import ConversationChanged, Event, PublicationChanged
from pmsdesk.domain.message import Author, Direction, Message, message_id
from pmsdesk.domain.promise import promise_end
from pmsdesk.domain.publication import (
    MOST_ATTEMPTS,
    PAUSED,
    READ_INTERVAL,
    Found,
    Publication,
    PublicationState,
    Published,
    ReadBack,
    may_look_up,
    next_look,
    proven_absent,
    require_transition,
)
from pmsdesk.domain.reply import Reply, ReplyState, Version, Way
from pmsdesk.services.drafting import give_text_back
from pmsdesk.services.outcomes import Again, Doubtful, Refused, error_words, outcome_of, wait_after
from pmsdesk.services.ports import Work

S = PublicationState
HELD = frozenset({S.READY, S.CLAIMED, S.SENDING, S.UNSURE})


class ClaimLost(Exception):
    """Another publisher took the reply over, or it was withdrawn; this one must not touch it."""


def release(work: Work, reply_id: str, token: str, error: ChannelError) -> tuple[Event, ...]:
    """Give a claim back because the network could not even be read; nothing was sent."""
    publication = held(work, reply_id, token, S.CLAIMED)
    return ready_again(work, publication, wait_after(error, work.now()), error_words(error))


def refuse(work: Work, reply_id: str, token: str, error: ChannelError) -> tuple[Event, ...]:
    """Give up because the network will never take what a post carries; nothing was sent."""
    publication = held(work, reply_id, token, S.CLAIMED)
    sending = replace(publication, state=S.SENDING)
    work.replies.put_publication(sending)
    return reject(work, sending, error_words(error))


def settle_failed(work: Work, reply_id: str, token: str, error: ChannelError) -> tuple[Event, ...]:
    """Note that the call failed with *error*: for good, for now, or with an outcome nobody knows.

    Only errors that are known to mean "nothing was published" leave *unsure* out.
    """
    publication = held(work, reply_id, token, S.SENDING)
    match outcome_of(error, work.now(), publication.attempts):
        case Refused(words):
            return reject(work, publication, words)
        case Again(not_before, words, anew):
            held_on = replace(publication, uploads=()) if anew else publication
            return ready_again(work, held_on, not_before, words)
        case Doubtful(words):
            return move(work, publication, S.UNSURE, not_before=work.now(), words=words)


def settle_sent(
    work: Work, sending: Publication, token: str, published: Published, version: Version | None = None
) -> tuple[Event, ...]:
    """Note that *sending* stands on the network; *version* is the one that was found there, by default the one sent.

    An answer that comes so late that others held the text for lost, and would send it again, stops them. Raises
    `ClaimLost` when it is settled, taken back, or in a call of another publisher.
    """
    publication = work.replies.publication(sending.reply_id)
    if publication is None or publication.version_id != sending.version_id or publication.state not in HELD:
        raise ClaimLost(sending.reply_id)
    if publication.state is S.SENDING and publication.token != token:
        raise ClaimLost(sending.reply_id)
    if publication.state is S.READY:
        publication = replace(publication, state=S.CLAIMED, token=token, claimed_at=work.now())
        work.replies.put_publication(publication)
    return sent_now(work, publication, published, version)


def settle_read(
    work: Work, looked_for: Publication, read: ReadBack, version: Version | None, words: str = ""
) -> tuple[Event, ...]:
    """Note what reading back showed of *looked_for*, an unsure one.

    Present: sent. Absent often enough and long enough after the call: ready again, but after `MOST_ATTEMPTS` it waits
    for a person, because a network that swallows or hides our text would be asked for ever.
    """
    publication = work.replies.publication(looked_for.reply_id)
    if publication is None or publication.state is not S.UNSURE or publication.attempts != looked_for.attempts:
        return ()
    if read.found is Found.PRESENT:
        return sent_now(work, publication, Published(read.remote_id), version)
    now = work.now()
    if publication.sending_at is None or publication.sending_at > now:
        publication = replace(publication, sending_at=now)
    if read.found is Found.ABSENT and may_look_up(publication, now):
        publication = replace(publication, reads=publication.reads + 1)
    if proven_absent(publication, now):
        if publication.attempts < MOST_ATTEMPTS:
            return ready_again(work, publication, now)
        publication = replace(publication, not_before=PAUSED)
        words = str(StillUnsure(attempts=publication.attempts))
    elif not publication.paused:
        again = now + READ_INTERVAL if read.found is Found.ABSENT else next_look(publication, now)
        publication = replace(publication, not_before=again)
    publication = replace(publication, words=words or publication.words)
    work.replies.put_publication(publication)
    return (PublicationChanged(publication.reply_id, conversation_of(work, publication), S.UNSURE),)


def held(work: Work, reply_id: str, token: str, *states: PublicationState) -> Publication:
    """The publication, if it is still held under *token*."""
    publication = work.replies.publication(reply_id)
    if publication is None or publication.state not in states or publication.token != token:
        raise ClaimLost(reply_id)
    return publication


def move(work: Work, publication: Publication, state: PublicationState, **changes: Any) -> tuple[Event, ...]:
    """Move it to *state* with *changes*, and leave an operation. Raises `IllegalTransition`."""
    require_transition(publication.state, state)
    moved = replace(publication, state=state, **changes)
    work.replies.put_publication(moved)
    conversation = conversation_of(work, publication)
    facts = {"reply": moved.reply_id, "sha": moved.sha, "remote_id": moved.remote_id, "words": moved.words}
    work.record(f"reply.{state}", conversation, facts)
    return (PublicationChanged(moved.reply_id, conversation, state),)


def ready_again(work: Work, publication: Publication, not_before: datetime, words: str = "") -> tuple[Event, ...]:
    """It is certain that nothing was published: try again at *not_before*, if the text may still be published then.

    The account may have been put under the four-eyes rule since; such a text goes back to its author.
    """
    if not work.replies.publishable(publication.version_id):
        return reject(work, publication, words or str(TextChanged()))
    due_at = work.replies.get(publication.reply_id).due_at
    not_before = not_before if due_at is None else max(not_before, due_at)
    return move(work, publication, S.READY, token="", not_before=not_before, words=words)


def take_back(work: Work, publication: Publication) -> tuple[Event, ...]:
    """Withdraw what nobody has begun to send; the text returns to the composer of the author who does it, or did."""
    reply = work.replies.get(publication.reply_id)
    moved = move(work, publication, S.WITHDRAWN)
    work.replies.set_state(reply.id, ReplyState.WITHDRAWN)
    owner = work.actor.id if work.actor.id in reply.authors else reply.head.author_id
    return (*moved, *give_text_back(work, reply, owner))


def reject(work: Work, publication: Publication, words: str) -> tuple[Event, ...]:
    """Refused for good: the author gets the text back and the conversation is ours again."""
    reply = work.replies.get(publication.reply_id)
    rejected = move(work, publication, S.REJECTED, words=words)
    return (*rejected, *give_text_back(work, reply, reply.head.author_id))


def sent_now(work: Work, publication: Publication, published: Published, version: Version | None) -> tuple[Event, ...]:
    """It stands on the network: our message joins the conversation and answers what its author had seen."""
    reply = work.replies.get(publication.reply_id)
    spoken = version or reply.head
    moved = move(work, publication, S.SENT, remote_id=published.remote_id, words="")
    account = work.accounts.get(publication.account_id)
    ours = Message(
        id=message_id(publication.channel, published.remote_id or f"unknown:{publication.version_id}"),
        conversation_id=reply.conversation_id,
        account_id=account.id,
        remote_id=published.remote_id,
        parent=publication.target,
        direction=Direction.OUT,
        author=Author(account.remote_id, account.handle, account.name),
        text=spoken.text,
        sent_at=work.now(),
        received_at=spoken.created_at,
        permalink=published.permalink,
        capability=Capability.nothing(WhyNot.OWN),
    )
    if ours.remote_id:
        work.conversations.add_messages([ours])
    conversation = work.conversations.get(reply.conversation_id)
    messages = [*work.conversations.messages(conversation.id), ours]
    due_at = None if conversation.due_at is None else promise_end(messages, conversation.due_at)
    owed = due_at is not None and conversation.state is ConversationState.WAITING and not conversation.snoozed_until
    work.conversations.put(
        replace(
            conversation,
            answered_at=work.now(),
            due_at=due_at,
            last_at=max(conversation.last_at, work.now()),
            state=_state_after(conversation, reply, owed=owed),
        )
    )
    return (*moved, ConversationChanged(conversation.id))


def _state_after(conversation: Conversation, reply: Reply, *, owed: bool) -> ConversationState:
    """Where the talk stands once it was said: a post is done with that, a citizen may be owed more."""
    if reply.way is Way.POST:
        return ConversationState.DONE
    return ConversationState.OPEN if owed else conversation.state


def conversation_of(work: Work, publication: Publication) -> str:
    """The id of the conversation it answers in."""
    return work.replies.get(publication.reply_id).conversation_id
