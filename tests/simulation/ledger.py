"""What people were told and what the public saw: the promises that the register and its seats are held to."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pmsdesk.domain.moderation import Moderation
from pmsdesk.domain.publication import Outgoing

if TYPE_CHECKING:
    from tests.simulation.world import World


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
    written: dict[str, str] = field(default_factory=dict)
    """Text of a version -> its reply. Every text is written once."""
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

    def judge(self, outgoing: Outgoing) -> None:
        """Was this text allowed, by the register's rows, the moment it goes out?"""
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
        return Counter(self.written[post.outgoing.text] for post in self.world.social.posts)
