"""Publishing one reply once over the shared register: attested, claimed, looked for, begun, sent, and settled.

The register decides and remembers; the network is asked in between (SYNC, "Who may publish what"; research/sync.md
§2.8). No step is taken on a guess: what the register was not heard to allow is not done.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from pmsdesk.domain.account import Channel
from pmsdesk.domain.errors import ChannelError, NotAllowed, OutcomeUnknown, TextChanged
from pmsdesk.domain.events import Event, PublicationChanged
from pmsdesk.domain.finding import Assessment, Verdict
from pmsdesk.domain.media import Attached, attached
from pmsdesk.domain.publication import Found, PublicationState, Published, ReadBack
from pmsdesk.domain.register_errors import AnswerLost, RegisterError
from pmsdesk.domain.reply import Version, fingerprint
from pmsdesk.domain.way_errors import MediumNotHere
from pmsdesk.services import asking
from pmsdesk.services.asking import Sought
from pmsdesk.services.outcomes import (
    REFUSED_FOR_GOOD,
    Again,
    Doubtful,
    Outcome,
    Refused,
    error_words,
    outcome_of,
    wait_after,
)
from pmsdesk.services.ports import ChannelPort
from pmsdesk.services.posting import assessed
from pmsdesk.services.register_ports import Delivery, Held, SharedPublications

S = PublicationState
Check = Callable[[str, Channel], Assessment]

TELLINGS = 3
"""How often the register is told at once what became of a call when its answers are lost."""

STALE = timedelta(seconds=30)
"""A call that has not begun so long after it was noted may be held for over by others: it is not begun at all."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of a call: where it stands, or what its failure means; *spoken* is None for the newest version."""

    held: Held
    outcome: Published | Outcome
    spoken: Version | None = None


class _Taken(Exception):
    """Another publisher holds the claim; what was brought so far is his to go on with."""


def not_here(medium: Attached) -> bytes:
    """A publisher's answer who has no media: raises `MediumNotHere`."""
    raise MediumNotHere(name=medium.file_name)


class SharedPublishing:
    """One publisher; *medium* gives the bytes of a post's picture or video, or raises `MediumNotHere`.

    `owed` is what the register could not be told yet; `settle` tells it before anything else. It is safe to lose: the
    register holds it as being sent, and whoever publishes next looks for it.
    """

    def __init__(
        self, register: SharedPublications, check: Check, medium: Callable[[Attached], bytes] = not_here
    ) -> None:
        self._register = register
        self._check = check
        self._medium = medium
        self._checked: set[tuple[int, str]] = set()
        self.owed: list[Settlement] = []

    def settle(self) -> tuple[Event, ...]:
        """Tell the register what it could not be told. Raises `RegisterUnreachable` while it cannot."""
        events: list[Event] = []
        while self.owed:
            events += self._note(self.owed[0])
            del self.owed[0]
        return tuple(events)

    # ---- one delivery ----

    def deliver(self, channel: ChannelPort, delivery: Delivery) -> tuple[Event, ...]:
        """Publish it once, if the register lets this publisher; returns what happened.

        Raises a `RegisterError` when the register cannot be asked; nothing is sent then, or what was sent is `owed`.
        Raises `TextChanged` for a text that is not the one its hash says.
        """
        if delivery.unchecked:
            refused = self._attest(delivery)
            if refused is not None:
                return refused
        held = self._register.claim(delivery.publication.version_id)
        if held is None:
            return ()
        _require_exact(held.delivery)
        try:
            newest_own = asking.newest(channel, held.delivery.publication)
            read, version = asking.look_before_sending(channel, _sought(held.delivery))
        except ChannelError as error:
            again = Again(wait_after(error, self._register.now()), error_words(error))
            return self._settle(Settlement(held, again))
        if read.found is Found.PRESENT:
            return self._settle(Settlement(held, Published(read.remote_id), version))
        try:
            held = self._brought(channel, held)
        except _Taken:
            return ()
        except REFUSED_FOR_GOOD as error:
            if not self._begun(held, newest_own):
                return ()
            return self._settle(Settlement(held, Refused(error_words(error))))
        except ChannelError as error:
            again = Again(wait_after(error, self._register.now()), error_words(error))
            return self._settle(Settlement(held, again))
        if not self._begun(held, newest_own):
            return ()
        return self._settle(self._call(channel, held))

    def _brought(self, channel: ChannelPort, held: Held) -> Held:
        """*held* with its media on the network; the register keeps each step before the next is taken."""
        version_id = held.delivery.publication.version_id

        def keep(uploads: asking.Uploads) -> None:
            if not self._register.keep_uploads(version_id, held.token, uploads):
                raise _Taken(version_id)

        publication = asking.bring(channel, held.delivery.publication, self._medium, keep)
        return replace(held, delivery=replace(held.delivery, publication=publication))

    def _attest(self, delivery: Delivery) -> tuple[Event, ...] | None:
        """Check the text oneself and tell the register; None when it may go out without a supervisor.

        Each version is checked once: what the register holds after that is not for this publisher to send. A restored
        register may have forgotten what it was told, so it is told anew.
        """
        head = delivery.versions[-1]
        mark = self._register.epoch, head.id
        if mark in self._checked:
            return ()
        assessment = assessed(head.text, attached(head.media), delivery.publication.channel, self._check)
        if self._register.lexicon() not in ("", assessment.lexicon):
            return ()
        clear = assessment.verdict in {Verdict.CLEAR, Verdict.ADVISE}
        try:
            counts = self._register.attest(head, assessment, clear=clear)
        except NotAllowed:
            counts = False
        self._checked.add(mark)
        if counts and clear:
            return None
        return (_changed(delivery, S.WITHDRAWN),) if counts else ()

    def _begun(self, held: Held, newest_own: str) -> bool:
        """Whether the register has noted that the call begins, and just now.

        When its answer is lost it may have: it is certain that nothing was sent, so it is given back. When that fails
        as well the register frees it by itself, a claim by its lease, a call by complete looks that find nothing.
        """
        publication = held.delivery.publication
        asked_at = self._register.now()
        try:
            begun = self._register.begin_send(publication.version_id, held.token, publication.sha, newest_own)
        except AnswerLost:
            self._give_back(held)
            return False
        if begun and not timedelta(0) <= self._register.now() - asked_at < STALE:
            self._give_back(held)
            return False
        return begun

    def _call(self, channel: ChannelPort, held: Held) -> Settlement:
        try:
            return Settlement(held, asking.publish(channel, held.delivery.publication))
        except ChannelError as error:
            attempts = held.delivery.publication.attempts + 1
            return Settlement(held, outcome_of(error, self._register.now(), attempts))
        except Exception:
            unknown = OutcomeUnknown(channel=held.delivery.publication.channel)
            self._settle(Settlement(held, outcome_of(unknown, self._register.now())))
            raise

    def _give_back(self, held: Held) -> None:
        self._register.release_send(held.delivery.publication.version_id, held.token, self._register.now(), "")

    # ---- what became of it ----

    def _settle(self, settlement: Settlement) -> tuple[Event, ...]:
        """Tell the register, more than once if its answers are lost; what it cannot be told is `owed`."""
        for _ in range(TELLINGS):
            try:
                return self._note(settlement)
            except RegisterError as error:
                trouble = error
        self.owed.append(settlement)
        raise trouble

    def _note(self, settlement: Settlement) -> tuple[Event, ...]:
        """One telling; whoever settled it meanwhile knows as much, and who is no publisher any more tells nothing."""
        try:
            noted, state = self._told(settlement)
        except NotAllowed:
            return ()
        return (_changed(settlement.held.delivery, state),) if noted else ()

    def _told(self, settlement: Settlement) -> tuple[bool, PublicationState]:
        delivery, token, register = settlement.held.delivery, settlement.held.token, self._register
        version_id = delivery.publication.version_id
        match settlement.outcome:
            case Published() as published:
                spoken = settlement.spoken or delivery.versions[-1]
                return register.finish_send(version_id, token, published, spoken), S.SENT
            case Refused(words):
                return register.reject_send(version_id, token, words), S.REJECTED
            case Again(not_before, words, anew):
                if anew:
                    register.keep_uploads(version_id, token, ())
                return register.release_send(version_id, token, not_before, words), S.READY
            case Doubtful(words):
                return register.doubt_send(version_id, token, words), S.UNSURE

    # ---- looking for one that is unsure ----

    def reconcile(self, channel: ChannelPort, delivery: Delivery) -> tuple[Event, ...]:
        """Look for an unsure one on its network and tell what was found; nothing is sent."""
        try:
            read, version = asking.look_after_doubt(channel, _sought(delivery))
        except ChannelError:
            read, version = ReadBack(Found.INCOMPLETE), delivery.versions[-1]
        return (_changed(delivery, self._register.reconcile(delivery, read, version)),)


def _require_exact(delivery: Delivery) -> None:
    """Raise `TextChanged` unless text, media, account and target are those of the hash that was cleared."""
    publication, head = delivery.publication, delivery.versions[-1]
    exact = fingerprint(publication.text, publication.media, publication.account_id, publication.target)
    if not exact == publication.sha == head.sha or head.id != publication.version_id:
        raise TextChanged()


def _sought(delivery: Delivery) -> Sought:
    return Sought(delivery.publication, delivery.versions, delivery.others)


def _changed(delivery: Delivery, state: PublicationState) -> PublicationChanged:
    return PublicationChanged(delivery.publication.reply_id, delivery.conversation_id, state)
