"""The register's functions, one method each: what goes up, what comes down, and what may be refused."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from pmsdesk.domain.errors import NotAllowed
from pmsdesk.domain.operation import Operation
from pmsdesk.domain.register_errors import ClientTooOld, RegisterRefused, RegisterTooOld
from pmsdesk.sync.answers import (
    AccountLease,
    BlobState,
    Block,
    Chain,
    Change,
    Claim,
    Digests,
    Found,
    Hello,
    Horizon,
    Json,
    Presence,
    Receipt,
    Template,
    Training,
    Verdict,
)
from pmsdesk.sync.link import Link

CLIENT = 1
"""The protocol this program speaks."""

CHUNK_BYTES = 256 * 1024


class RegisterApi:
    """The register as seen through one person's *link*; one thread at a time, as the link.

    Every method is one transaction and may raise what `Link.rows` raises: `RegisterUnreachable`, `AnswerLost`,
    `RegisterBusy`, `NotAllowed`, and as told there. Each may be repeated after `AnswerLost`: what was done already is
    answered, not done twice. Times are aware UTC, hashes lower-case hex, sizes bytes.
    """

    def __init__(self, link: Link) -> None:
        self._link = link

    # ---- meeting ----

    def hello(self) -> Hello:
        """Greet. Raises `ClientTooOld`, `RegisterTooOld`, and `RegisterRefused` for a login without a role."""
        try:
            told = Hello.of(self._link.value("SELECT api_v1.hello(%s)", (CLIENT,)))
        except NotAllowed as error:
            raise RegisterRefused(error.platform_words, user=self._link.user) from None
        if told.min_client > CLIENT:
            raise ClientTooOld()
        if told.max_client < CLIENT:
            raise RegisterTooOld()
        return told

    def enroll(self, device: str, label: str) -> Chain:
        """Make *device* (a UUID) and this person's chain on it known. Raises `DeviceRevoked`."""
        told = self._link.value("SELECT api_v1.enroll(%s::uuid, %s)", (device, label))
        return Chain(told["sequence"], told["hash"])

    # ---- operations up ----

    def push(self, device: str, epoch: int, operations: Sequence[Operation]) -> tuple[Receipt, ...]:
        """Send *operations* of this person, in the order of their chain; one receipt each, in the same order.

        Raises `NotEnrolled`, `DeviceRevoked`, `EpochChanged`, `ChainBroken` (a gap, or not the hash the register has),
        `ChainFork`, `ClientTooOld`, `OperationTooBig`; nothing of the batch is then recorded.
        """
        wire = [
            {
                "id": operation.id,
                "sequence": operation.sequence,
                "body": operation.body.decode(),
                "prev_hash": operation.prev_hash,
                "hash": operation.hash,
            }
            for operation in operations
        ]
        told = self._link.value("SELECT api_v1.push(%s::uuid, %s, %s)", (device, epoch, Jsonb(wire)))
        return tuple(
            Receipt(item["id"], Verdict(item["verdict"]), item["detail"] or {}, bool(item["dup"])) for item in told
        )

    def receipts(self, ids: Sequence[str]) -> tuple[Receipt, ...]:
        """The stored verdicts of those of this person's operations *ids* that the register has."""
        rows = self._link.rows("SELECT id::text, verdict, detail FROM api_v1.receipts(%s::uuid[])", (list(ids),))
        return tuple(Receipt(id_, Verdict(verdict), detail or {}, True) for id_, verdict, detail in rows)

    def stream_position(self, device: str) -> int:
        """The last sequence the register has of this person on *device*; 0 for none."""
        return int(self._link.value("SELECT api_v1.stream_position(%s::uuid)", (device,)) or 0)

    # ---- state down ----

    def horizon(self) -> Horizon:
        """Up to where can be read now."""
        ((snapshot, epoch, ident),) = self._link.rows("SELECT snapshot, epoch, ident FROM api_v1.horizon()")
        return Horizon(snapshot, epoch, ident)

    def pull(
        self, prev: str, upto: str, epoch: int, after: tuple[str, int] = ("0", 0), most: int = 2000
    ) -> tuple[Change, ...]:
        """What snapshot *upto* shows and *prev* did not, at most *most* lines after the line *after* (xid, seq).

        Lines come by (xid, seq); fewer than *most* of them do not tell the end, an empty answer does. Rows are as
        they are now. Raises `EpochChanged`.
        """
        rows = self._link.rows(
            "SELECT xid, seq, kind, id, row FROM api_v1.pull(%s, %s, %s, %s, %s, %s)",
            (prev, upto, epoch, *after, most),
        )
        return tuple(Change(*row) for row in rows)

    def baseline(self, kind: str, before: str = "", most: int = 1000) -> tuple[Found, ...]:
        """The rows of *kind* within this seat's scope (open, 90 days, own), newest first, those before id *before*."""
        rows = self._link.rows("SELECT id, row FROM api_v1.baseline(%s, %s, %s)", (kind, before, most))
        return tuple(Found(kind, id_, row) for id_, row in rows)

    def search(self, words: str, most: int = 50, before: datetime | None = None) -> tuple[Found, ...]:
        """What this person may see of everything the register has with *words* from *before*, newest first."""
        until = before or "infinity"
        rows = self._link.rows("SELECT kind, id, row FROM api_v1.search(%s, %s, %s)", (words, most, until))
        return tuple(Found(*row) for row in rows)

    def whole(self, conversation_id: str) -> tuple[Found, ...]:
        """A conversation with everything that hangs on it, in the order in which it may be written."""
        rows = self._link.rows("SELECT kind, id, row FROM api_v1.whole(%s)", (conversation_id,))
        return tuple(Found(*row) for row in rows)

    def digest(
        self, place: tuple[str, int], since: datetime, edges: Sequence[str], without: Sequence[str], *, singly: bool
    ) -> Digests:
        """Digests of the conversations every seat keeps, but those *without*, as far as snapshot and epoch *place* go.

        *edges* are ascending times (ISO, or ``infinity``) of the newest message: a digest for each stretch, numbered
        from 1, or for each conversation by its id when asked *singly*. Raises `EpochChanged`.
        """
        told = self._link.value(
            "SELECT api_v1.digest(%s, %s, %s, %s::timestamptz[], %s::text[], %s)",
            (*place, since, list(edges), list(without), singly),
        )
        return Digests(frozenset(told["moving"]), told["digests"])

    def digest_of_kind(self, kind: str, place: tuple[str, int], since: datetime) -> Mapping[str, str]:
        """The digest of each row of ``staff``, ``account`` or ``conflict`` that did not change after *place*."""
        told = self._link.value("SELECT api_v1.digest_of_kind(%s, %s, %s, %s)", (kind, *place, since))
        return dict(told)

    # ---- complaint numbers ----

    def lease_numbers(self, device: str, year: int, count: int) -> Block:
        """A new block of *count* (1 to 500) numbers of *year*. After `AnswerLost` ask `blocks` before leasing again."""
        ((low, high, leased_at),) = self._link.rows(
            "SELECT low, high, leased_at FROM api_v1.lease_numbers(%s::uuid, %s, %s)", (device, year, count)
        )
        return Block(year, low, high, leased_at)

    def blocks(self, device: str) -> tuple[Block, ...]:
        """The open blocks of *device*, in the order of their numbers."""
        rows = self._link.rows(
            "SELECT year, low, high, leased_at FROM api_v1.blocks(%s::uuid) ORDER BY year, low", (device,)
        )
        return tuple(Block(*row) for row in rows)

    def adopt_block(self, device: str, year: int, low: int, high: int) -> bool:
        """After a restoration, offer a block this device held before; False when the register cannot have it so."""
        arguments = (device, year, low, high)
        return bool(self._link.value("SELECT api_v1.adopt_block(%s::uuid, %s, %s, %s)", arguments))

    def succeed(self, old: str, new: str) -> int:
        """Give the open blocks of device *old*, on which this person has a chain, to *new*; how many there were."""
        return int(self._link.value("SELECT api_v1.succeed(%s::uuid, %s::uuid)", (old, new)))

    def void_number(self, year: int, serial: int, reason: str) -> bool:
        """Record why a number will never be given (administrators only); False when that was recorded before."""
        return bool(self._link.value("SELECT api_v1.void_number(%s, %s, %s)", (year, serial, reason)))

    # ---- messages of the networks ----

    def ingest(self, device: str, rows: Mapping[str, Sequence[Json]]) -> int:
        """Offer ``contacts``, ``conversations`` and ``messages`` read from the networks; how many messages were new."""
        return int(self._link.value("SELECT api_v1.ingest(%s::uuid, %s)", (device, Jsonb(dict(rows))))["messages"])

    # ---- publishing ----

    def attest(self, version: str, sha: str, lexicon: str, findings: Sequence[object], *, clear: bool) -> bool:
        """Say, as a publisher, that the own check of exactly *sha* found it clear, or what it found."""
        arguments = (version, sha, lexicon, clear, Jsonb(list(findings)))
        return bool(self._link.value("SELECT api_v1.attest(%s, %s, %s, %s, %s)", arguments))

    def claimable(self, most: int = 50) -> tuple[Json, ...]:
        """What a publisher may send now, or has to attest first, oldest first; of each at most *most* an account."""
        return tuple(row for (row,) in self._link.rows("SELECT * FROM api_v1.claimable(%s)", (most,)))

    def claim(self, version: str, device: str, ttl_s: int = 60) -> Claim | None:
        """Hold a publication for *ttl_s* seconds; None when another holds it, or it may not be published."""
        told = self._link.value("SELECT api_v1.claim(%s, %s::uuid, %s)", (version, device, ttl_s))
        return Claim(int(told["token"]), datetime.fromisoformat(told["lease_until"]), told) if told else None

    def begin_send(self, version: str, token: int, sha: str, newest_own: str) -> bool:
        """Record, before the first byte leaves, that sending begins; False when the claim is no longer ours.

        *newest_own* is the remote id of our newest message in the thread as just listed.
        """
        arguments = (version, token, sha, newest_own)
        return bool(self._link.value("SELECT api_v1.begin_send(%s, %s, %s, %s)", arguments))

    def keep_uploads(self, version: str, token: int, uploads: Sequence[Json]) -> bool:
        """Keep how far the media of a post have come, before the next step; False when the claim is no longer ours.

        *uploads* are as `domain.media.Upload`, one a medium and in their order. A step made holds the claim longer.
        """
        return bool(self._link.value("SELECT api_v1.keep_uploads(%s, %s, %s)", (version, token, Jsonb(list(uploads)))))

    def finish_send(
        self, version: str, token: int, remote_id: str, permalink: str, *, spoken_version: str = ""
    ) -> bool:
        """Record that it stands on the network under *remote_id*; *spoken_version* is the version found there."""
        arguments = (version, token, remote_id, permalink, spoken_version or version)
        return bool(self._link.value("SELECT api_v1.finish_send(%s, %s, %s, %s, %s)", arguments))

    def reject_send(self, version: str, token: int, words: str) -> bool:
        """Record the network's definite "no"."""
        return bool(self._link.value("SELECT api_v1.reject_send(%s, %s, %s)", (version, token, words)))

    def release_send(self, version: str, token: int, not_before: datetime | None, words: str) -> bool:
        """Give it back to be sent later; only when it is certain that nothing was published."""
        arguments = (version, token, not_before, words)
        return bool(self._link.value("SELECT api_v1.release_send(%s, %s, %s, %s)", arguments))

    def doubt_send(self, version: str, token: int, words: str) -> bool:
        """Record that nobody knows whether it was published."""
        return bool(self._link.value("SELECT api_v1.doubt_send(%s, %s, %s)", (version, token, words)))

    def reconcile(
        self,
        version: str,
        shown: str,
        remote_id: str = "",
        spoken_version: str = "",
        *,
        permalink: str = "",
        token: int | None = None,
    ) -> str:
        """Tell what the thread showed (``present``, ``absent``, ``incomplete``); the publication's state after that.

        *token* is that of the attempt that was looked for; a later one is left alone.
        """
        arguments = (version, shown, remote_id, spoken_version or version, permalink, token)
        return str(self._link.value("SELECT api_v1.reconcile(%s, %s, %s, %s, %s, %s)", arguments))

    def unsettled(self) -> tuple[Json, ...]:
        """Publications whose thread is due to be read: unsure, or sending for more than two minutes."""
        return tuple(row for (row,) in self._link.rows("SELECT * FROM api_v1.unsettled()"))

    # ---- moderation ----

    def moderations(self, most: int = 50) -> tuple[Json, ...]:
        """What a publisher may hide, show or delete now: at most *most* an account, the oldest decisions first."""
        return tuple(row for (row,) in self._link.rows("SELECT * FROM api_v1.moderations(%s)", (most,)))

    def note_moderation(
        self, request: str, outcome: str, not_before: datetime | None = None, words: str = ""
    ) -> str | None:
        """Record what became of a call (``done``, ``refused``, ``again``); the state after that, None for none."""
        arguments = (request, outcome, not_before, words)
        state = self._link.value("SELECT api_v1.note_moderation(%s, %s, %s, %s)", arguments)
        return None if state is None else str(state)

    # ---- approved templates ----

    def templates(self) -> tuple[Template, ...]:
        """Every canned reply that was ever proposed, by its code."""
        rows = self._link.rows(
            "SELECT code, title, text, proposed_by, coalesce(approved_by, ''), coalesce(retired_by, '')"
            " FROM api_v1.templates() ORDER BY code"
        )
        return tuple(Template(*row) for row in rows)

    def propose_template(self, code: str, title: str, text: str) -> None:
        """Propose a canned reply, as supervisor or administrator; it counts once another supervisor approved it."""
        self._link.rows("SELECT api_v1.propose_template(%s, %s, %s)", (code, title, text))

    def approve_template(self, code: str) -> bool:
        """Approve another's proposal, as supervisor; False when there is none open."""
        return bool(self._link.value("SELECT api_v1.approve_template(%s)", (code,)))

    def retire_template(self, code: str) -> bool:
        """Let a canned reply count no more; False when it did not."""
        return bool(self._link.value("SELECT api_v1.retire_template(%s)", (code,)))

    # ---- training ----

    def training(self, before: str = "", most: int = 1000) -> tuple[Training, ...]:
        """Exercises handed in, at most *most*, newest first after the line *before*: the own, or everybody's."""
        statement = "SELECT id::text, staff, name, at, facts FROM api_v1.training(%s::uuid, %s)"
        return tuple(Training(*row) for row in self._link.rows(statement, (before or None, most)))

    # ---- attachments ----

    def blob_missing(self, sha: str, size: int, media_type: str) -> tuple[int, ...]:
        """The chunks, from 0, of `CHUNK_BYTES` each, that the register lacks of the file *sha*."""
        return tuple(self._link.value("SELECT api_v1.blob_missing(%s, %s, %s)", (sha, size, media_type)) or ())

    def blob_put(self, sha: str, index: int, data: bytes) -> bool:
        """Send one chunk; True when the file is whole with it. Chunks that together are not *sha* are thrown away."""
        return bool(self._link.value("SELECT api_v1.blob_put(%s, %s, %s)", (sha, index, data)))

    def blob_get(self, sha: str, index: int) -> bytes | None:
        """One chunk, None where there is none."""
        data: Any = self._link.value("SELECT api_v1.blob_get(%s, %s)", (sha, index))
        return None if data is None else bytes(data)

    def blob_state(self, shas: Sequence[str]) -> tuple[BlobState, ...]:
        """What the register has of the files *shas*; unknown ones are left out."""
        rows = self._link.rows("SELECT sha, size, complete FROM api_v1.blob_state(%s::text[])", (list(shas),))
        return tuple(BlobState(*row) for row in rows)

    # ---- who does what at this moment ----

    def lease_account(self, account: str, device: str, ttl_s: int) -> AccountLease:
        """Ask to be the one who polls *account* for *ttl_s* seconds."""
        told = self._link.value("SELECT api_v1.lease_account(%s, %s::uuid, %s)", (account, device, ttl_s))
        return AccountLease(bool(told["held"]), told["holder"], datetime.fromisoformat(told["until"]))

    def release_account(self, account: str, device: str) -> None:
        """Let another poll *account*."""
        self._link.rows("SELECT api_v1.release_account(%s, %s::uuid)", (account, device))

    def presence(self, conversation: str, doing: str) -> None:
        """Show that this person is ``viewing`` or ``typing``; "" when leaving. Repeat within 25 s to stay shown."""
        self._link.rows("SELECT api_v1.presence(%s, %s)", (conversation, doing))

    def presence_of(self, conversations: Sequence[str]) -> tuple[Presence, ...]:
        """Who else has one of *conversations* open."""
        rows = self._link.rows(
            "SELECT conversation, staff, name, doing FROM api_v1.presence_of(%s::text[])", (list(conversations),)
        )
        return tuple(Presence(*row) for row in rows)

    # ---- seals ----

    def seal(self) -> Json | None:
        """Seal the operations recorded since the last seal; None where there are none."""
        sealed: Json | None = self._link.value("SELECT api_v1.seal()")
        return sealed
