"""Publishing over the register: `services.register_ports.SharedPublications` as the register's functions carry it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, astuple
from datetime import datetime, timedelta

from pmsdesk.domain.account import Channel, Policy
from pmsdesk.domain.finding import Assessment
from pmsdesk.domain.media import Upload
from pmsdesk.domain.publication import LEASE, Publication, PublicationState, Published, ReadBack
from pmsdesk.domain.reply import Version, Way
from pmsdesk.services.register_ports import Delivery, Held
from pmsdesk.store.columns import upload_from
from pmsdesk.sync.answers import Hello, Json
from pmsdesk.sync.api import RegisterApi

MOST = 200


def running_s() -> float:
    """Seconds of a clock that only runs on, also while the computer sleeps (where the system has one)."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class RegisterPublications:
    """Satisfies `register_ports.SharedPublications` for the publisher who signed in, on *device*. One thread."""

    def __init__(self, api: RegisterApi, device: str, clock_s: Callable[[], float] = running_s) -> None:
        self._api = api
        self._device = device
        self._clock_s = clock_s
        self._greeting: tuple[Hello, float] | None = None

    def greet(self) -> Hello:
        """Ask the register for its time and its rules; to be done now and then. Raises as `RegisterApi.hello`."""
        hello = self._api.hello()
        self._greeting = hello, self._clock_s()
        return hello

    def now(self) -> datetime:
        """The register's time; this computer's clock may be wrong by a day."""
        hello, greeted_s = self._greeted()
        return hello.server_time + timedelta(seconds=self._clock_s() - greeted_s)

    @property
    def epoch(self) -> int:
        """Which restoration of the register this is."""
        return self._greeted()[0].epoch

    def lexicon(self) -> str:
        """The lexicon version a check must have been made with, "" for any."""
        return self._greeted()[0].lexicon

    def _greeted(self) -> tuple[Hello, float]:
        if self._greeting is None:
            self.greet()
        if self._greeting is None:
            raise AssertionError("greeted without an answer")
        return self._greeting

    # ---- what is to be done ----

    def claimable(self) -> tuple[Delivery, ...]:
        """What may be sent now, or must be checked first."""
        return tuple(delivery_of(row) for row in self._api.claimable(MOST))

    def unsettled(self) -> tuple[Delivery, ...]:
        """What should be looked for."""
        return tuple(delivery_of(row) for row in self._api.unsettled())

    # ---- the steps ----

    def attest(self, version: Version, assessment: Assessment, *, clear: bool) -> bool:
        """Tell what the own check found."""
        findings = [list(astuple(finding)) for finding in assessment.findings]
        return self._api.attest(version.id, version.sha, assessment.lexicon, findings, clear=clear)

    def claim(self, version_id: str) -> Held | None:
        """Take it for sending."""
        claim = self._api.claim(version_id, self._device, int(LEASE.total_seconds()))
        return None if claim is None else Held(claim.token, delivery_of(claim.row))

    def keep_uploads(self, version_id: str, token: int, uploads: Sequence[Upload]) -> bool:
        """Keep how far the media have come; the claim is held for two more minutes."""
        return self._api.keep_uploads(version_id, token, [asdict(upload) for upload in uploads])

    def begin_send(self, version_id: str, token: int, sha: str, newest_own: str) -> bool:
        """Note that the call begins."""
        return self._api.begin_send(version_id, token, sha, newest_own)

    def finish_send(self, version_id: str, token: int, published: Published, spoken: Version) -> bool:
        """Note where it stands."""
        return self._api.finish_send(
            version_id, token, published.remote_id, published.permalink, spoken_version=spoken.id
        )

    def reject_send(self, version_id: str, token: int, words: str) -> bool:
        """Note that it was refused for good."""
        return self._api.reject_send(version_id, token, words)

    def release_send(self, version_id: str, token: int, not_before: datetime, words: str) -> bool:
        """Give it back."""
        return self._api.release_send(version_id, token, not_before, words)

    def doubt_send(self, version_id: str, token: int, words: str) -> bool:
        """Note that nobody knows."""
        return self._api.doubt_send(version_id, token, words)

    def reconcile(self, delivery: Delivery, read: ReadBack, spoken: Version) -> PublicationState:
        """Tell what reading back showed."""
        publication = delivery.publication
        state = self._api.reconcile(
            publication.version_id, read.found, read.remote_id, spoken.id, token=int(publication.token)
        )
        return PublicationState(state)


def delivery_of(row: Json) -> Delivery:
    """The delivery in one row of the register."""
    publication = Publication(
        reply_id=row["reply_id"],
        version_id=row["version_id"],
        sha=row["sha"],
        account_id=row["account_id"],
        channel=Channel(row["channel"]),
        target=row["target"],
        thread=row["thread"],
        text=row["text"],
        state=PublicationState(row["state"]),
        not_before=datetime.fromisoformat(row["not_before"]),
        token=str(row["token"]),
        sending_at=datetime.fromisoformat(row["sending_at"]) if row["sending_at"] else None,
        newest_own=row["newest_own"],
        attempts=row["attempts"],
        reads=row["reads"],
        remote_id=row["remote_id"],
        words=row["words"],
        way=Way(row["way"]),
        person=row["person"],
        media=tuple(row["media"]),
        uploads=tuple(upload_from(upload) for upload in row["uploads"]),
    )
    return Delivery(
        publication,
        row["conversation_id"],
        tuple(_version(publication, version) for version in row["versions"]),
        frozenset(row["others"]),
        unchecked=not row["ground"] and row["policy"] == Policy.FLAGGED,
    )


def _version(publication: Publication, row: Json) -> Version:
    """A version as far as publishing needs it: what its author's seat found in it stays with the register."""
    return Version(
        id=row["id"],
        reply_id=publication.reply_id,
        number=row["number"],
        author_id=row["author_id"],
        text=row["text"],
        media=tuple(row["media"]),
        account_id=publication.account_id,
        target=publication.target,
        sha=row["sha"],
        findings=(),
        lexicon="",
        created_at=datetime.fromisoformat(row["created_at"]),
    )
