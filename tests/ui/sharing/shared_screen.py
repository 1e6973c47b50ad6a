"""The seat behind the screen, when it shares a register that a test plays: what waits, what it refused, who is here."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from pmsdesk.domain.message import RemoteMessage
from pmsdesk.domain.presence import Companion, Doing
from pmsdesk.domain.register_errors import RegisterUnreachable
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.domain.triage import Jurisdiction
from pmsdesk.services import ingest, triaging
from pmsdesk.services.complaining import Registration, register
from pmsdesk.services.ports import Batch
from pmsdesk.services.reading import ConversationView, Stuck, SyncStatus
from tests.screen import AISYAH, FAIZAL, HAKIM, NOW, SITI, ZAINAB, Screen, Told
from tests.store.shared import Register

DEVICE = "8c1f2a52-6d0e-4a6e-9a51-1f1f0d2f7a10"
OFFLINE = SyncStatus(
    joined=True,
    offline_since=NOW - timedelta(minutes=12),
    trouble=str(RegisterUnreachable()),
    waiting=3,
    oldest=NOW - timedelta(minutes=9),
    stuck=(
        Stuck("reply.approved", FAIZAL.conversation_id, "conversation not here", 6, NOW - timedelta(minutes=40)),
        Stuck("note.added", SITI.conversation_id, "", 0, NOW - timedelta(hours=3), HAKIM.name),
    ),
)


def registration(summary: str = "Lubang besar di FT5, motosikal pengadu jatuh") -> Registration:
    return Registration(
        "Faizal Z.", "awam", summary, "pothole", Jurisdiction.FEDERAL, ("jkr_selangor",), "FT5", "Sabak Bernam"
    )


@dataclass
class Colleagues:
    """Presence as the register would tell it; `gone` when it is out of reach."""

    companions_there: tuple[Companion, ...] = ()
    announced: list[tuple[str, Doing | None]] = field(default_factory=list)
    gone: bool = False

    def announce(self, conversation_id: str, doing: Doing | None) -> None:
        if self.gone:
            raise RegisterUnreachable()
        self.announced.append((conversation_id, doing))

    def companions(self, conversation_ids: Sequence[str]) -> Sequence[Companion]:
        if self.gone:
            raise RegisterUnreachable()
        return [each for each in self.companions_there if each.conversation_id in conversation_ids]


class SharedScreen:
    """A seat that has joined."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.presence = Colleagues()
        screen.store.join(DEVICE)
        self.register = Register(screen.store)

    def wait_for_register(self) -> None:
        """An officer has done three things the register does not know."""
        self.screen.clock.forward(minutes=-9)
        self.screen.act(AISYAH, lambda work: triaging.note(work, FAIZAL.conversation_id, "Hubungi JKR Selangor esok."))
        self.screen.act(AISYAH, lambda work: triaging.take(work, SITI.conversation_id))
        self.screen.clock.forward(minutes=9)
        self.screen.act(AISYAH, lambda work: register(work, FAIZAL.conversation_id, registration()))

    def append(self, view: ConversationView, told: Told) -> None:
        """The citizen of *view* writes again in the same talk."""
        said = RemoteMessage(
            told.channel, told.remote_id, view.conversation.thread, "", told.author, told.text, self.screen.clock()
        )
        batch = Batch((said,), "cursor-next")
        self.screen.act(
            SYSTEM, lambda work: ingest.accept(work, told.account_id, batch, lambda _text, _account: told.triage)
        )

    def hush(self) -> None:
        """The register has every message."""
        store = self.screen.store
        while rows := store.replica.unsent()["messages"]:
            store.replica.sent([str(row["id"]) for row in rows])

    def refuse(self, why: str) -> None:
        """The register refuses everything that waits."""
        for operation in self.screen.store.outbox.waiting(AISYAH.id, 50):
            self.register.answer(operation, "rejected", why=why)

    def conflict(self, conflict_id: str, entity: str, subject: str, field: str, **values: Any) -> None:
        """The register tells of a conflict; *values* are base, mine, theirs and actor."""
        row = {
            **{"id": conflict_id, "entity": entity, "subject": subject, "field": field, "operation": "op-1"},
            **{"actor": AISYAH.id, "at": (NOW - timedelta(minutes=25)).isoformat(), "resolved_by": None},
            "resolved_at": None,
        }
        self.register.tell(("conflict", conflict_id, row | values))

    def fill_conflicts(self) -> None:
        """Three conflicts and three notices."""
        self.screen.act(AISYAH, lambda work: triaging.note(work, ZAINAB.conversation_id, "Maklumkan CIDB hari ini."))
        self.refuse("not allowed")
        (event, *_) = self.screen.act(AISYAH, lambda work: register(work, FAIZAL.conversation_id, registration()))
        case = event.complaint_id  # type: ignore[attr-defined]
        self.conflict(
            "c1", "complaint", case, "summary",
            base="Lubang besar di FT5",
            mine="Lubang besar di FT5, motosikal pengadu jatuh",
            theirs="Lubang di FT5 km 42 berhampiran simpang Sabak Bernam",
        )  # fmt: skip
        self.conflict(
            "c2", "complaint", case, "agencies",
            base=["jkr_selangor"], mine=["jkr_selangor", "llm"], theirs=["jkr_selangor", "jkr_perak"],
        )  # fmt: skip
        self.conflict(
            "c3", "conversation", SITI.conversation_id, "assignee_id",
            base="", mine=AISYAH.id, theirs=HAKIM.id, actor=HAKIM.id,
        )  # fmt: skip
