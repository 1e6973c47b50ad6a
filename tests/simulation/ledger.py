"""What people were told and what the public saw: the promises that the register and its seats are held to."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from pmsdesk.domain.moderation import Moderation
from pmsdesk.domain.publication import Outgoing, PrivateOutgoing
from pmsdesk.domain.reply import Way

if TYPE_CHECKING:
    from tests.simulation.social import Social
    from tests.simulation.world import World


@dataclass(frozen=True)
class Meant:
    """How a text was meant when it was written: by which way, to whom, from when on, and with which pictures."""

    reply_id: str
    way: Way
    person: str = ""
    due_at: datetime | None = None
    media: tuple[tuple[str, str], ...] = ()
    """The sha256 of each and its alternative text."""


@dataclass
class Ledger:
    """Written from outside the program, never read by it."""

    world: "World"
    saved: dict[str, str] = field(default_factory=dict)
    """Operation id -> name of the computer that told its person it was saved."""
    lost_with_disk: set[str] = field(default_factory=set)
    """Operations that were saved on a disk that went back before."""
    told: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Official number -> complaints whose citizens were told it."""
    drafts: set[str] = field(default_factory=set)
    """Complaints that were saved without a number."""
    written: dict[str, Meant] = field(default_factory=dict)
    """Text of a version -> how it was meant. Every text is written once."""
    faults: list[str] = field(default_factory=list)
    """Promises that were broken the moment it happened."""

    def save(self, operation_ids: list[str], computer: str) -> None:
        """A person was told that these are saved."""
        self.saved |= dict.fromkeys(operation_ids, computer)

    def tell_number(self, number: str, complaint_id: str) -> None:
        """A citizen is told his number."""
        self.world.count("number told")
        if complaint_id not in self.told[number]:
            self.told[number].append(complaint_id)

    def judge(self, outgoing: Outgoing | PrivateOutgoing) -> None:
        """Was this text allowed, by the register's rows, and as it was meant, the moment it goes out?"""
        meant = self.written[outgoing.text]
        if shown(self.world.social, outgoing) != (meant.way, meant.person, meant.media):
            self.faults.append(f"I4 text sent otherwise than it was meant: {outgoing}, {meant}")
        if meant.due_at is not None and self.world.at < meant.due_at:
            self.faults.append(f"I4 post sent before it is due: {outgoing.text}")
        allowed = self.world.register.one(
            "SELECT count(*) FROM app.reply_version v JOIN app.account a ON a.id = v.account_id"
            " WHERE v.text = %s AND (EXISTS (SELECT FROM app.approval p JOIN app.staff s ON s.id = p.approver_id"
            "   WHERE p.version_id = v.id AND p.sha = v.sha AND p.decision = 'approved' AND s.role = 'penyelia'"
            "   AND NOT EXISTS (SELECT FROM app.reply_version w WHERE w.reply_id = v.reply_id"
            "                   AND w.author_id = p.approver_id))"
            " OR a.policy = 'flagged'"
            "   AND EXISTS (SELECT FROM app.attestation t WHERE t.version_id = v.id AND t.clear))",
            outgoing.text,
        )
        if not allowed:
            self.faults.append(f"I4 text sent that nobody allowed: {outgoing.text}")

    def judge_act(self, remote_id: str, act: Moderation) -> None:
        """Was this act cleared by a second person, by the register's rows, the moment it is carried out?"""
        cleared = self.world.register.one(
            "SELECT count(*) FROM app.moderation d JOIN app.message m ON m.id = d.message_id"
            " JOIN app.staff s ON s.id = d.decided_by JOIN app.operation o ON o.actor = d.decided_by"
            " WHERE m.remote_id = %s AND d.act = %s AND d.state IN ('cleared', 'done', 'refused')"
            "   AND d.decided_by <> d.asked_by AND s.role = 'penyelia'"
            "   AND o.kind = 'moderation.cleared' AND o.verdict = 'applied'"
            "   AND o.body::jsonb -> 'facts' ->> 'moderation' = d.id",
            remote_id,
            act.value,
        )
        if not cleared:
            self.faults.append(f"I16 {act} of {remote_id} that no second person cleared")

    def posts_by_reply(self) -> Counter[str]:
        """How many posts of each reply stand."""
        return Counter(self.written[post.outgoing.text].reply_id for post in self.world.social.posts)


def shown(social: "Social", outgoing: Outgoing | PrivateOutgoing) -> tuple[Way, str, tuple[tuple[str, str], ...]]:
    """The way that the network is asked to go, to which person, and what it shows besides the text."""
    if isinstance(outgoing, PrivateOutgoing):
        return Way.PRIVATE, outgoing.person, ()
    media = tuple((sha256(m.data).hexdigest(), m.alt_text) for m in (social.media[name] for name in outgoing.media))
    return (Way.PUBLIC if outgoing.target else Way.POST), "", media
