"""What the services need of the shared register, as Protocols: publications, leases, presence, search, training."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from pmsdesk.domain.events import Event
from pmsdesk.domain.exercise import TrainingRow
from pmsdesk.domain.finding import Assessment
from pmsdesk.domain.media import Upload
from pmsdesk.domain.presence import Companion, Doing
from pmsdesk.domain.publication import Publication, PublicationState, Published, ReadBack
from pmsdesk.domain.reply import Version
from pmsdesk.services.reading import SearchHit


@dataclass(frozen=True, slots=True)
class Delivery:
    """One publication as the register hands it to a publisher, with all that is needed to send it or look for it.

    `versions` are all of the reply, the newest last; `others` the remote ids of other replies of ours in the thread.
    `unchecked` tells that the account's policy is `flagged` and nobody cleared the text yet: a publisher must check it
    himself before it may be claimed.
    """

    publication: Publication
    conversation_id: str
    versions: tuple[Version, ...]
    others: frozenset[str] = frozenset()
    unchecked: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A delivery as it was when this publisher took it; every step that follows names the `token`."""

    token: int
    delivery: Delivery


class SharedPublications(Protocol):
    """Publications as the shared register keeps them; it alone decides who may publish what (SYNC).

    Every method that asks may raise a `RegisterError`. After `AnswerLost` it may have been done, and may be asked
    again: a step under a token that is no longer in force, or that was taken already, does nothing and returns False.
    """

    @property
    def epoch(self) -> int:
        """How often the register was restored, by its own count: what it was told before, it may have forgotten."""

    def now(self) -> datetime:
        """The register's time, aware UTC."""

    def lexicon(self) -> str:
        """The lexicon version a check must have been made with, "" for any."""

    def claimable(self) -> Sequence[Delivery]:
        """What may be sent now, or must be checked by a publisher first, oldest first."""

    def unsettled(self) -> Sequence[Delivery]:
        """What should be looked for on its network now."""

    def attest(self, version: Version, assessment: Assessment, *, clear: bool) -> bool:
        """Tell what the publisher's own check found of exactly this version; False when it waits no longer.

        Raises `NotAllowed` for one who wrote part of the reply.
        """

    def claim(self, version_id: str) -> Held | None:
        """Take it for sending for two minutes, None when it may not be taken now."""

    def keep_uploads(self, version_id: str, token: int, uploads: Sequence[Upload]) -> bool:
        """Note, durably, how far the media have come, before the next step; the claim holds for two minutes more."""

    def begin_send(self, version_id: str, token: int, sha: str, newest_own: str) -> bool:
        """Note, durably, that the call begins."""

    def finish_send(self, version_id: str, token: int, published: Published, spoken: Version) -> bool:
        """Note where it stands, and that it is the version *spoken*."""

    def reject_send(self, version_id: str, token: int, words: str) -> bool:
        """Note that the network will never take it."""

    def release_send(self, version_id: str, token: int, not_before: datetime, words: str) -> bool:
        """Give it back: it is certain that nothing was published."""

    def doubt_send(self, version_id: str, token: int, words: str) -> bool:
        """Note that nobody knows whether it stands there."""

    def reconcile(self, delivery: Delivery, read: ReadBack, spoken: Version) -> PublicationState:
        """Tell what reading back showed of *delivery*; the state it is in now."""


class SharedAccounts(Protocol):
    """Who polls which account, as the shared register decides it. Every method may raise a `RegisterError`."""

    def lease_account(self, account_id: str, time: timedelta) -> bool:
        """Ask to be the one who polls it for *time*; whether this seat is."""

    def release_account(self, account_id: str) -> None:
        """Let another poll it."""


class Presence(Protocol):
    """Who is at which conversation, as the shared register knows it. Every method may raise a `RegisterError`."""

    def announce(self, conversation_id: str, doing: Doing | None) -> None:
        """Tell that the person of this seat is there, None that he has left."""

    def companions(self, conversation_ids: Sequence[str]) -> Sequence[Companion]:
        """Who else is at one of them."""


class SharedSearch(Protocol):
    """What the shared register has and this seat does not keep. Every method may raise a `RegisterError`."""

    def search(self, typed: str, most: int) -> Sequence[SearchHit]:
        """At most *most* hits of conversations that are not here, newest first; any *typed* text is harmless."""

    def fetch(self, conversation_id: str) -> tuple[Event, ...]:
        """Bring the conversation with all that hangs on it to this seat. Raises `NotFound`."""


class SharedTraining(Protocol):
    """The record of training of everybody the person may see."""

    def rows(self) -> Sequence[TrainingRow]:
        """All lines, newest first; those that this version cannot read are left out. May raise a `RegisterError`."""
