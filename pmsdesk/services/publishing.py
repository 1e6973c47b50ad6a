"""Publishing one reply once: ready → claimed → sending → sent | rejected | unsure, and how an unsure one is resolved.

The steps are flows of one unit of work each; `deliver` and `reconcile` string them together on an account's lane, with
no unit of work open while the network is asked. SYNC, "Who may publish what"; research/sync.md §2.8.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from pmsdesk.domain.errors import (
    ChannelError,
    IllegalTransition,
    NotFound,
    OtherPost,
    OutcomeUnknown,
    ReasonMissing,
    StoreCorrupt,
    TextChanged,
    UndoTooLate,
)
from pmsdesk.domain.events import Event, PublicationChanged
from pmsdesk.domain.media import Attached
from pmsdesk.domain.message import Direction, clean_text
from pmsdesk.domain.publication import (
    UNDO_WINDOW,
    Found,
    Publication,
    PublicationState,
    Published,
    ReadBack,
    call_over,
    lease_over,
    may_claim,
    may_look_up,
)
from pmsdesk.domain.reply import Version, Way, fingerprint
from pmsdesk.domain.staff import Right
from pmsdesk.domain.way_errors import MediumNotHere
from pmsdesk.services import asking
from pmsdesk.services.asking import Sought
from pmsdesk.services.outcomes import REFUSED_FOR_GOOD, error_words
from pmsdesk.services.ports import ChannelPort, Work
from pmsdesk.services.settling import (
    ClaimLost,
    conversation_of,
    held,
    move,
    ready_again,
    refuse,
    reject,
    release,
    sent_now,
    settle_failed,
    settle_read,
    settle_sent,
    take_back,
)

OpenWork = Callable[[], Work]
Step = Callable[[Work, str, str, ChannelError], tuple[Event, ...]]

S = PublicationState


# ---- what is to be done -----------------------------------------------------------------------------------------


def due(work: Work) -> tuple[Publication, ...]:
    """What may be delivered now, in the order it was submitted; nothing on a seat whose register decides that."""
    if work.joined:
        return ()
    now = work.now()
    waiting = [p for p in work.replies.publications(S.READY, S.CLAIMED) if may_claim(p, now)]
    return tuple(p for p in waiting if work.accounts.get(p.account_id).in_use(now))


def to_look_up(work: Work) -> tuple[Publication, ...]:
    """What should be looked for on its platform now.

    One whose call is long over without its outcome having been noted (a full disk, a bug) counts as unsure. Nothing on
    a seat that shares a register: publishers do it.
    """
    if work.joined:
        return ()
    found = work.replies.publications(S.UNSURE, S.SENDING)
    unsure = (replace(p, state=S.UNSURE, not_before=work.now()) if call_over(p, work.now()) else p for p in found)
    return tuple(p for p in unsure if may_look_up(p, work.now()))


def recover(work: Work) -> tuple[Event, ...]:
    """At the start of the program: what was being sent is unsure (looked up, never sent), what was claimed is ready."""
    events: list[Event] = []
    if work.joined:
        return ()
    for publication in work.replies.publications(S.CLAIMED):
        if lease_over(publication, work.now()):
            events += move(work, publication, S.READY, token="")
    for publication in work.replies.publications(S.SENDING):
        events += move(work, publication, S.UNSURE, not_before=work.now(), reads=0)
    return tuple(events)


# ---- the steps --------------------------------------------------------------------------------------------------


def claim(work: Work, reply_id: str, token: str) -> Publication:
    """Take the reply for sending under *token*. Raises `ClaimLost` when this seat may not take it now."""
    publication = work.replies.publication(reply_id)
    now = work.now()
    if work.joined or publication is None or not may_claim(publication, now):
        raise ClaimLost(reply_id)
    if not work.accounts.get(publication.account_id).in_use(now):
        raise ClaimLost(reply_id)
    if publication.state is S.CLAIMED:
        work.replies.put_publication(replace(publication, state=S.READY))
    claimed = replace(publication, state=S.CLAIMED, token=token, claimed_at=work.now())
    work.replies.put_publication(claimed)
    return claimed


def keep_uploads(work: Work, reply_id: str, token: str, uploads: asking.Uploads) -> tuple[Event, ...]:
    """Note, durably, how far the media have come; to be committed before the next step. The claim is renewed by it.

    Raises `ClaimLost` when another took it over.
    """
    publication = held(work, reply_id, token, S.CLAIMED)
    work.replies.put_publication(replace(publication, uploads=uploads, claimed_at=work.now()))
    return ()


def begin(work: Work, reply_id: str, token: str, newest_own: str) -> Publication:
    """Note, durably, that the call begins; to be committed before the first byte leaves.

    *newest_own* is the newest own remote id before the call; after an earlier attempt the older bound stays. Raises
    `ClaimLost`, and `TextChanged` when the text is not the cleared one.
    """
    publication = held(work, reply_id, token, S.CLAIMED)
    reply = work.replies.get(reply_id)
    exact = fingerprint(publication.text, publication.media, publication.account_id, publication.target)
    if publication.way is not reply.way or not asking.is_brought(publication):
        raise TextChanged()
    if not exact == publication.sha == reply.head.sha or not work.replies.publishable(publication.version_id):
        raise TextChanged()
    sending = replace(
        publication,
        state=S.SENDING,
        sending_at=work.now(),
        newest_own=publication.newest_own or newest_own,
        attempts=publication.attempts + 1,
        reads=0,
        words="",
    )
    work.replies.put_publication(sending)
    work.record(
        "reply.sending", reply.conversation_id, {"reply": reply_id, "sha": sending.sha, "attempt": sending.attempts}
    )
    return sending


# ---- strung together: what runs on an account's lane ------------------------------------------------------------


def deliver(open_work: OpenWork, channel: ChannelPort, reply_id: str, token: str) -> tuple[Event, ...]:
    """Publish the reply once, if it may be taken now; returns what happened. *token* must be fresh.

    No unit of work is open while the network is asked. Whatever stops this half-way, a full disk or a kill included,
    leaves the reply ready, claimed under a lease, or sending: never lost, and never sent again unread.
    """
    with open_work() as work:
        try:
            publication = claim(work, reply_id, token)
        except ClaimLost:
            return ()
        sought = _sought(work, publication)
        work.commit()
    try:
        newest_own = asking.newest(channel, publication)
        read, version = asking.look_before_sending(channel, sought) if publication.attempts else asking.NOT_SENT_YET
        if read.found is Found.PRESENT:
            return _succeed(open_work, publication, token, Published(read.remote_id), version)
    except ChannelError as error:
        return _give_up(open_work, release, reply_id, token, error)
    try:
        asking.bring(channel, publication, partial(_medium, open_work), partial(_kept, open_work, reply_id, token))
        with open_work() as work:
            sending = begin(work, reply_id, token, newest_own)
            work.commit()
    except ClaimLost:
        return ()
    except ChannelError as error:
        step = refuse if isinstance(error, REFUSED_FOR_GOOD) else release
        return _give_up(open_work, step, reply_id, token, error)
    return _call(open_work, channel, sending, token)


def _medium(open_work: OpenWork, medium: Attached) -> bytes:
    """The bytes of *medium*. Raises `MediumNotHere`."""
    try:
        with open_work() as work:
            return work.media.read(medium.sha)
    except (NotFound, StoreCorrupt):
        raise MediumNotHere(name=medium.file_name) from None


def _kept(open_work: OpenWork, reply_id: str, token: str, uploads: asking.Uploads) -> None:
    _act(open_work, lambda work: keep_uploads(work, reply_id, token, uploads))


def put_off(open_work: OpenWork, reply_id: str, token: str, error: ChannelError) -> tuple[Event, ...]:
    """Let a reply wait whose account cannot be spoken for now, and note why; the network was not asked."""

    def flow(work: Work) -> tuple[Event, ...]:
        claim(work, reply_id, token)
        return release(work, reply_id, token, error)

    try:
        return _act(open_work, flow)
    except ClaimLost:
        return ()


def _call(open_work: OpenWork, channel: ChannelPort, sending: Publication, token: str) -> tuple[Event, ...]:
    try:
        published = asking.publish(channel, sending)
    except ChannelError as error:
        return _give_up(open_work, settle_failed, sending.reply_id, token, error)
    except Exception:
        _give_up(open_work, settle_failed, sending.reply_id, token, OutcomeUnknown(channel=sending.channel))
        raise
    return _succeed(open_work, sending, token, published)


def reconcile(open_work: OpenWork, channel: ChannelPort, reply_id: str) -> tuple[Event, ...]:
    """Look for an unsure reply on its platform and note what was found; nothing is sent."""
    with open_work() as work:
        publication = work.replies.publication(reply_id)
        if publication is not None and call_over(publication, work.now()):
            move(work, publication, S.UNSURE, not_before=work.now(), reads=0)
            work.commit()
        elif publication is None or publication.state is not S.UNSURE:
            return ()
        sought = _sought(work, publication)
    version: Version | None
    words = ""
    try:
        read, version = asking.look_after_doubt(channel, sought)
    except ChannelError as error:
        read, version, words = ReadBack(Found.INCOMPLETE), None, error_words(error)
    return _act(open_work, lambda work: settle_read(work, publication, read, version, words))


def _sought(work: Work, publication: Publication) -> Sought:
    versions = work.replies.get(publication.reply_id).versions
    return Sought(publication, versions, work.replies.others(publication))


def _act(open_work: OpenWork, flow: Callable[[Work], tuple[Event, ...]]) -> tuple[Event, ...]:
    with open_work() as work:
        events = flow(work)
        work.commit()
    return events


def _succeed(
    open_work: OpenWork, publication: Publication, token: str, published: Published, version: Version | None = None
) -> tuple[Event, ...]:
    """Note where the reply stands; whoever settled it meanwhile knows as much."""
    try:
        return _act(open_work, lambda work: settle_sent(work, publication, token, published, version))
    except ClaimLost:
        return ()


def _give_up(
    open_work: OpenWork,
    step: Step,
    reply_id: str,
    token: str,
    error: ChannelError,
) -> tuple[Event, ...]:
    """Note the failure; whoever took the reply over meanwhile will look for it on the platform by himself."""
    try:
        return _act(open_work, lambda work: step(work, reply_id, token, error))
    except ClaimLost:
        return ()


# ---- what people decide -----------------------------------------------------------------------------------------


def undo(work: Work, reply_id: str) -> tuple[Event, ...]:
    """Take a reply back that nobody has begun to send; its text returns to the composer.

    Raises `UndoTooLate` once it was taken up for sending: from the end of the undo window on, that may be any moment.
    """
    work.actor.require(Right.WRITE)
    publication = work.replies.publication(reply_id)
    if publication is None or publication.state is not S.READY:
        raise UndoTooLate()
    return take_back(work, publication)


def resume(work: Work, reply_id: str) -> tuple[Event, ...]:
    """Send as soon as possible what waits for a person or for a back-off to end."""
    work.actor.require(Right.WRITE)
    publication = work.replies.publication(reply_id)
    if publication is None or publication.state is not S.READY:
        return ()
    due_at = work.replies.get(reply_id).due_at
    not_before = work.now() if due_at is None else max(work.now(), due_at)
    work.replies.put_publication(replace(publication, not_before=not_before))
    conversation = conversation_of(work, publication)
    work.record("reply.resumed", conversation, {"reply": reply_id})
    return (PublicationChanged(reply_id, conversation, S.READY),)


def decide(
    work: Work, reply_id: str, sent: bool, reason: str, *, remote_id: str = "", again: bool = True
) -> tuple[Event, ...]:
    """A supervisor's word on an unsure reply after looking at the platform, kept with its *reason*.

    *sent*: it stands there (as *remote_id*, if known). Else it is sent *again* after the undo window, or rejected and
    its text goes back to the author. Raises `NotAllowed`, `ReasonMissing`, `IllegalTransition`, `OtherPost` for the id
    of anything but this reply.
    """
    work.actor.require(Right.DECIDE_UNSURE)
    reason = clean_text(reason).strip()
    if not reason:
        raise ReasonMissing()
    publication = work.replies.publication(reply_id)
    wanted = S.SENT if sent else S.READY if again else S.REJECTED
    if publication is None or publication.state is not S.UNSURE:
        raise IllegalTransition(old=publication.state if publication else "", new=wanted)
    if sent:
        _require_free(work, publication, remote_id)
    facts = {"reply": reply_id, "sent": sent, "again": again, "reason": reason, "remote_id": remote_id}
    work.record("reply.decided", conversation_of(work, publication), facts)
    if sent:
        return sent_now(work, publication, Published(remote_id), None)
    if again:
        return ready_again(work, publication, work.now() + UNDO_WINDOW)
    return reject(work, publication, reason)


def _require_free(work: Work, publication: Publication, remote_id: str) -> None:
    """Raise `OtherPost` when *remote_id* is known to be a citizen's, another reply's, or of another conversation."""
    if not remote_id:
        return
    other = work.replies.publication_of(publication.channel, remote_id)
    message = work.conversations.message_by_remote_id(publication.channel, remote_id)
    ours = message is None or (
        message.direction is Direction.OUT and message.conversation_id == conversation_of(work, publication)
    )
    if message is not None and publication.way is Way.POST and message.direction is Direction.CONTEXT:
        ours = message.author.remote_id == work.accounts.get(publication.account_id).remote_id != ""
    if other is not None or not ours:
        raise OtherPost(id=remote_id)
