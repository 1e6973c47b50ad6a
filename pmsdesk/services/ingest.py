"""Takes in what a network delivered: who wrote it, in which talk, what about, and by when to answer."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Self

from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.amendment import Amendment, Change
from pmsdesk.domain.contact import Contact
from pmsdesk.domain.conversation import Conversation, ConversationState
from pmsdesk.domain.events import AccountPolled, ConversationChanged, Event, MessagesArrived
from pmsdesk.domain.message import (
    Author,
    Direction,
    Message,
    RemoteMessage,
    clean_line,
    clean_text,
    contact_id,
    conversation_id,
    message_id,
)
from pmsdesk.domain.promise import promise_end
from pmsdesk.domain.triage import Kind, Triage
from pmsdesk.services import amending
from pmsdesk.services.ports import Batch, Work

Read = Callable[[str, Account], Triage]


@dataclass(slots=True)
class _Arrivals:
    """What one batch adds to one conversation."""

    before: Conversation | None
    thread: str = ""
    contact: Contact | None = None
    messages: list[Message] = field(default_factory=list)


def accept(work: Work, account_id: str, batch: Batch, triage: Read) -> tuple[Event, ...]:
    """Store what is new in *batch* and its cursor, in the one transaction of *work*.

    A message that is stored already is left alone, so a batch may be given twice; what became of it since is kept
    beside it (`amending`). Our own posts never begin a conversation; one written on the platform by hand joins its
    conversation and answers it.
    """
    account = work.accounts.get(account_id)
    by_id = {m.remote_id: m for m in batch.messages if m.remote_id}
    known = work.amendments.standings(account.channel, tuple(by_id))
    remote = sorted((m for m in by_id.values() if m.remote_id not in known), key=lambda m: m.sent_at)
    clock = _Clock(work.now(), remote)
    official = _Official.of(account.channel, work.accounts.all())
    arrivals: dict[str, _Arrivals] = {}
    for message in remote:
        if not official.wrote(message):
            _add_citizens(account, message, clock, arrivals)
    for key, talk in work.conversations.find_many(tuple(arrivals)).items():
        arrivals[key].before = talk
    places = {message.remote_id: key for key, new in arrivals.items() for message in new.messages}
    for message in remote:
        if official.wrote(message):
            _add_ours(work, account, message, clock, arrivals, places)
    _add_parents(work, account, batch, clock, arrivals)
    fresh = tuple(key for key, new in arrivals.items() if new.before is None)
    _store(work, account, arrivals, triage)
    amended = amending.amend(work, account, batch, known, remote)
    _read_again(work, account, amended, triage)
    work.accounts.set_cursor(account_id, batch.cursor, work.now())
    skew = (batch.server_time - work.now()).total_seconds() if batch.server_time else 0.0
    events: list[Event] = [AccountPolled(account_id, work.now(), skew)]
    if arrivals:
        ids = [m.id for new in arrivals.values() for m in new.messages if m.direction is not Direction.CONTEXT]
        work.record("messages.arrived", account_id, {"messages": ids, "conversations": list(fresh)})
        events.append(MessagesArrived(account_id, tuple(arrivals), fresh))
    if amended:
        told = [{"message": one.message_id, "change": one.change.value} for one in amended]
        work.record("messages.amended", account_id, {"amendments": told})
        events += [ConversationChanged(talk) for talk in dict.fromkeys(one.conversation_id for one in amended)]
    return tuple(events)


class _Clock:
    """Times as they are stored: what a network dates after our now is put just before it, in its own order."""

    def __init__(self, now: datetime, messages: Sequence[RemoteMessage]) -> None:
        self.now = now
        ahead = sorted({m.sent_at for m in messages if m.sent_at > now})
        self._ahead = {at: now - timedelta(microseconds=len(ahead) - i) for i, at in enumerate(ahead)}

    def sent(self, message: RemoteMessage) -> datetime:
        return self._ahead.get(message.sent_at, min(message.sent_at, self.now))


@dataclass(frozen=True, slots=True)
class _Official:
    """The ministry's accounts on one network, by which their messages are known as no citizens'.

    Instagram tells another id of an account than the account's own, so there the user name of a connected one counts.
    """

    ids: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(cls, channel: Channel, accounts: Iterable[Account]) -> Self:
        there = [account for account in accounts if account.channel is channel]
        named = [a.handle.casefold() for a in there if channel is Channel.INSTAGRAM and a.connected]
        return cls(frozenset({a.remote_id for a in there} - {""}), frozenset(set(named) - {""}))

    def wrote(self, message: RemoteMessage) -> bool:
        author = message.author
        return message.own or author.remote_id in self.ids or author.handle.casefold() in self.names


def _add_citizens(account: Account, message: RemoteMessage, clock: _Clock, arrivals: dict[str, _Arrivals]) -> None:
    author = message.author
    who = author.remote_id or author.handle or f"unnamed:{message.remote_id}"
    contact = Contact(
        id=contact_id(account.channel, who),
        channel=account.channel,
        remote_id=author.remote_id,
        handle=clean_line(author.handle),
        name=clean_line(author.name),
        first_seen_at=clock.now,
    )
    thread = message.thread or message.parent or message.remote_id
    key = conversation_id(account.id, thread, contact.id)
    new = arrivals.setdefault(key, _Arrivals(None))
    new.contact, new.thread = contact, thread
    new.messages.append(_stored(account, message, key, Direction.IN, clock))


def _add_ours(
    work: Work,
    account: Account,
    message: RemoteMessage,
    clock: _Clock,
    arrivals: dict[str, _Arrivals],
    places: dict[str, str],
) -> None:
    """Put our *message* where what it answers stands; *places* tells of every new message where it does."""
    key = places.get(message.parent) or _conversation_of(work, account, message.parent)
    if key:
        if key not in arrivals:
            arrivals[key] = _Arrivals(work.conversations.get(key))
        arrivals[key].messages.append(_stored(account, message, key, Direction.OUT, clock))
        places[message.remote_id] = key


def _conversation_of(work: Work, account: Account, remote_id: str) -> str:
    """The conversation in which the stored message *remote_id* stands, "" for none (our own post, or not seen yet)."""
    if not remote_id:
        return ""
    known = work.conversations.message_by_remote_id(account.channel, remote_id)
    if known is None or known.direction is Direction.CONTEXT:
        return ""
    is_post = work.conversations.get(known.conversation_id).triage.kind is Kind.POST
    return "" if is_post else known.conversation_id


def _add_parents(work: Work, account: Account, batch: Batch, clock: _Clock, arrivals: dict[str, _Arrivals]) -> None:
    """Keep each post that a stored message answers, or its thread hangs on, once, beside the first that needs it."""
    parents = {p.remote_id: p for p in batch.parents if p.remote_id}
    arrived = {m.remote_id for new in arrivals.values() for m in new.messages}
    threads = {m.remote_id: m.thread for m in batch.messages}
    for key, new in arrivals.items():
        for message in tuple(new.messages):
            for wanted in (message.parent, threads.get(message.remote_id, "")):
                parent = parents.get(wanted)
                if parent is None or wanted in arrived:
                    continue
                arrived.add(wanted)
                if work.conversations.message_by_remote_id(account.channel, wanted) is None:
                    new.messages.append(_stored(account, parent, key, Direction.CONTEXT, clock))


def _stored(account: Account, message: RemoteMessage, key: str, direction: Direction, clock: _Clock) -> Message:
    author = message.author
    return Message(
        id=message_id(account.channel, message.remote_id),
        conversation_id=key,
        account_id=account.id,
        remote_id=message.remote_id,
        parent=message.parent,
        direction=direction,
        author=Author(author.remote_id, clean_line(author.handle), clean_line(author.name)),
        text=clean_text(message.text),
        sent_at=clock.sent(message),
        received_at=clock.now,
        permalink=message.permalink,
        capability=message.capability,
    )


def _store(work: Work, account: Account, arrivals: Mapping[str, _Arrivals], triage: Read) -> None:
    """Write every conversation with what it gained, in bulk."""
    said = work.conversations.messages_of([key for key, new in arrivals.items() if new.before is not None])
    moved = [_gained(account, key, new, said.get(key, ()), triage) for key, new in arrivals.items()]
    work.conversations.put_contacts([new.contact for new in arrivals.values() if new.contact is not None])
    work.conversations.put_many(moved)
    work.conversations.add_messages([m for new in arrivals.values() for m in new.messages])


def _read_again(work: Work, account: Account, amended: Sequence[Amendment], triage: Read) -> None:
    """Let edited words say what they are about, as later ones do; whose turn it is stays as it was."""
    edited = [one for one in amended if one.change is Change.EDITED]
    talks = dict(work.conversations.find_many(tuple({one.conversation_id for one in edited})) if edited else {})
    before = dict(talks)
    for one in edited:
        talks[one.conversation_id] = _told_more(talks[one.conversation_id], triage(one.text, account))
    work.conversations.put_many([talk for key, talk in talks.items() if talk != before[key]])


def _gained(account: Account, key: str, new: _Arrivals, said: Sequence[Message], triage: Read) -> Conversation:
    """The conversation after its arrivals, begun by them unless it was there *before* with what was *said*."""
    readings = [triage(m.text, account) for m in new.messages if m.direction is Direction.IN]
    conversation = new.before
    if conversation is None:
        if new.contact is None:
            raise AssertionError("only a citizen's message begins a conversation")
        conversation = _begun(account, key, new.contact, new, readings.pop(0))
    for reading in readings:
        conversation = _told_more(conversation, reading)
    arrived = {m.id for m in new.messages}
    return _moved(conversation, [*(m for m in said if m.id not in arrived), *new.messages], new.messages)


def _begun(account: Account, key: str, contact: Contact, new: _Arrivals, reading: Triage) -> Conversation:
    return Conversation(
        key=0,
        id=key,
        account_id=account.id,
        contact_id=contact.id,
        thread=new.thread,
        state=ConversationState.OPEN,
        triage=reading,
        last_at=new.messages[0].sent_at,
        due_at=None,
        answered_at=None,
        urgent=reading.urgent,
    )


def _told_more(conversation: Conversation, reading: Triage) -> Conversation:
    """A later message that says more surely what it is about wins; an officer's correction is surer than any."""
    better = reading.confidence > conversation.triage.confidence
    return replace(
        conversation,
        triage=reading if better else conversation.triage,
        urgent=conversation.urgent or reading.urgent,
    )


def _moved(conversation: Conversation, said: Sequence[Message], new: Sequence[Message]) -> Conversation:
    """The conversation after *new*, the last of all that was *said*: whose turn it is, and until when."""
    spoken = [m for m in new if m.direction is not Direction.CONTEXT]
    ours = [m.sent_at for m in spoken if m.direction is Direction.OUT]
    fresh = {m.id for m in spoken if m.direction is Direction.IN}
    due_at = promise_end(said, conversation.due_at, fresh)
    state, snoozed = conversation.state, conversation.snoozed_until
    if due_at is not None and fresh:
        state, snoozed = ConversationState.OPEN, None
    elif due_at is None and ours and state is ConversationState.OPEN:
        state = ConversationState.WAITING
    return replace(
        conversation,
        state=state,
        snoozed_until=snoozed,
        due_at=due_at,
        last_at=max([conversation.last_at, *(m.sent_at for m in spoken)]),
        answered_at=max([*([conversation.answered_at] if conversation.answered_at else []), *ours], default=None),
    )
