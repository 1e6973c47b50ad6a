"""What people do at their computers, drawn by chance, always through the services of the program."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from PIL import Image

from pmsdesk.domain.complaint import LEGAL, ClosingCode, ComplaintState, Evidence
from pmsdesk.domain.media import Attached
from pmsdesk.domain.moderation import Moderation
from pmsdesk.domain.reply import Way
from pmsdesk.domain.staff import Right
from pmsdesk.domain.triage import Jurisdiction
from pmsdesk.services import approving, complaining, drafting, ingest, moderating, posting, settling_conflicts, triaging
from pmsdesk.services.complaining import Registration
from pmsdesk.services.ports import Batch
from tests.simulation.ledger import Meant
from tests.simulation.station import Station, staff_of
from tests.sync.seats import ROLES, assess, triage

if TYPE_CHECKING:
    from tests.simulation.world import World

MINISTRY = ("x-moworks", "x-petrajayamp")
"""One account whose plain texts a publisher may clear, and one whose every text a supervisor must."""

AGENCIES = ("jkr", "jkr_johor", "llm", "kkr")
LABELS = ("Selangor", "segera", "ulang", "susulan", "media")


@dataclass
class Person:
    """One person at one computer for one moment."""

    world: "World"
    station: Station
    who: str

    def act(self) -> str:
        """Do one thing; its name. Raises a `KnownError` when the program refuses it."""
        doings = DOINGS | (MODERATING if self.world.weather.moderating else {})
        doing = self.world.chance.choices(list(doings), weights=list(doings.values()))[0]
        doing(self)
        return doing.__name__

    def _pick(self, query: str, *values: object) -> str:
        """One of the ids that *query* finds in the file, "" for none."""
        found = sorted(row[0] for row in self.station.rows(query, *values))
        return str(self.world.chance.choice(found)) if found else ""

    def _do(self, flow: Callable[..., object], subject: str, *more: object, **named: object) -> None:
        if subject:
            self.station.do(self.who, flow, subject, *more, **named)  # type: ignore[arg-type]

    @property
    def _unique(self) -> str:
        return f"{self.world.chance.getrandbits(40):010x}"

    def _conversation(self) -> str:
        return self._pick(
            "SELECT id FROM (SELECT id FROM conversation WHERE kind <> 'post' ORDER BY last_at DESC, id LIMIT 8)"
        )

    def _complaint(self) -> str:
        return self._pick("SELECT id FROM (SELECT id FROM complaint ORDER BY registered_at DESC, id LIMIT 8)")

    # ---- conversations ----

    def hear(self) -> None:
        """The networks are polled at this computer; another one may hear the same."""
        account = self.world.chance.choice(MINISTRY)
        heard = self.world.social.heard(account)
        for said in heard:
            if said.remote_id in self.world.heard_by.setdefault(said.remote_id, set()) | {""}:
                continue
            self.world.heard_by[said.remote_id].add(self.station.name)
            if len(self.world.heard_by[said.remote_id]) == 2:
                self.world.count("same message read by two")
        self.station.do_alone(ingest.accept, account, Batch(tuple(heard), "c"), triage)

    def take(self) -> None:
        self._do(triaging.take, self._conversation())

    def assign(self) -> None:
        self._do(triaging.assign, self._conversation(), self.world.chance.choice(["", *sorted(ROLES)]))

    def finish(self) -> None:
        self._do(triaging.finish, self._conversation(), "bukan_aduan")

    def reopen(self) -> None:
        self._do(triaging.reopen, self._pick("SELECT id FROM conversation WHERE state = 'done' AND kind <> 'post'"))

    def snooze(self) -> None:
        until = self.station.clock() + timedelta(seconds=self.world.chance.randrange(30, 2000))
        self._do(triaging.snooze, self._conversation(), until)

    def wake(self) -> None:
        self.station.do_alone(triaging.wake)

    def label(self) -> None:
        chosen = self.world.chance.sample(LABELS, self.world.chance.randrange(3))
        self._do(triaging.label, self._conversation(), chosen)

    def prioritise(self) -> None:
        self._do(triaging.prioritise, self._conversation(), self.world.chance.random() < 0.5)

    def note(self) -> None:
        self._do(triaging.note, self._conversation(), f"Nota {self._unique}")

    def correct(self) -> None:
        agency = self.world.chance.choice(AGENCIES)
        self._do(triaging.correct, self._conversation(), Jurisdiction.FEDERAL, (agency,))

    # ---- complaints ----

    def register(self) -> None:
        free = (
            "SELECT id FROM conversation AS c WHERE c.kind <> 'post' "
            "AND NOT EXISTS (SELECT 1 FROM complaint WHERE conversation_id = c.id)"
        )
        form = Registration(
            "Ali Rahman", "awam", f"Lubang {self._unique}", "jalan_berlubang", Jurisdiction.FEDERAL, ("jkr",), "FT5"
        )
        self._do(complaining.register, self._pick(free), form)

    def edit(self) -> None:
        field = self.world.chance.choice(("location", "road", "summary", "complainant"))
        self._do(complaining.edit, self._complaint(), **{field: f"{field} {self.world.chance.randrange(9)}"})

    def move(self) -> None:
        complaint_id = self._complaint()
        if complaint_id:
            ((state,),) = self.station.rows("SELECT state FROM complaint WHERE id = ?", complaint_id)
            step = self.world.chance.choice(sorted(LEGAL[ComplaintState(state)]))
            code = ClosingCode.UNFOUNDED if step is ComplaintState.CLOSED else ""
            self._do(complaining.change_state, complaint_id, step, "Diteliti.", code)

    def forward(self) -> None:
        self._do(complaining.forward, self._complaint(), self.world.chance.choice(AGENCIES), "Mohon tindakan.")

    def follow_up(self) -> None:
        self._do(complaining.follow_up, self._complaint(), f"Susulan {self._unique}")

    def photograph(self) -> None:
        """Add a photo, sometimes one that was added before."""
        content = picture(self.world.chance.randrange(6))
        self._do(complaining.attach, self._complaint(), Evidence.BEFORE, "lubang.png", content)

    # ---- replies ----

    def answer(self) -> None:
        """Answer a citizen, or write again what was returned, withdrawn or still waits."""
        target = self._pick(
            "SELECT remote_id FROM "
            "(SELECT remote_id FROM message WHERE direction = 'in' ORDER BY sent_at DESC, id LIMIT 8)"
        )
        if not target:
            return
        query = "SELECT c.id FROM message AS m JOIN conversation AS c ON c.key = m.conversation WHERE m.remote_id = ?"
        ((talk,),) = self.station.rows(query, target)
        way = Way.PRIVATE if self.world.chance.random() < 0.2 else Way.PUBLIC
        person = self.world.social.author_of(target) if way is Way.PRIVATE else ""
        text = self._text("Aduan akan disiasat.")
        try:
            self._do(drafting.submit, talk, target, text, assess, way=way)
        finally:
            self._note_meant(text, lambda reply_id: Meant(reply_id, way, person))

    def post(self) -> None:
        """Write a post, sometimes for later and with a picture, or write one again that was returned or still waits."""
        chance = self.world.chance
        later = self.world.moment(round(self.world.now_s + chance.randrange(30, 600)))
        account, due_at = chance.choice(MINISTRY), later if chance.random() < 0.4 else None
        waiting = "SELECT id FROM reply WHERE way = 'post' AND state IN ('pending', 'returned')"
        earlier = self._pick(waiting) if chance.random() < 0.3 else ""
        if earlier:
            begun = self.station.store.read().approval(earlier).reply
            account, due_at = begun.account_id, begun.due_at
        text, media = self._text("Laluan dibuka semula."), self._media()
        try:
            self._do(posting.submit_post, account, text, media, due_at, assess, earlier)
        finally:
            bound = tuple((medium.sha, medium.alt_text) for medium in media)
            self._note_meant(text, lambda reply_id: Meant(reply_id, Way.POST, "", due_at, bound))

    def _text(self, words: str) -> str:
        """Words that nobody wrote before, some of which a supervisor must read."""
        rude = "bodoh " if self.world.chance.random() < 0.4 else ""
        return f"Terima kasih. {rude}{words} {self._unique}"

    def _media(self) -> tuple[Attached, ...]:
        """A picture, or none."""
        if self.world.chance.random() < 0.6:
            return ()
        with self.station.store.work(staff_of(self.who)) as work:
            sha = work.media.keep(picture(self.world.chance.randrange(6)))
            work.commit()
        return (Attached(sha, "image/png", f"Gambar {self._unique}"),)

    def _note_meant(self, text: str, meant: Callable[[str], Meant]) -> None:
        """What was saved is to go out as it was meant."""
        for (reply_id,) in self.station.rows("SELECT reply_id FROM reply_version WHERE text = ?", text):
            self.world.ledger.written[text] = meant(reply_id)

    def withdraw(self) -> None:
        self._do(drafting.withdraw, self._pick("SELECT id FROM reply WHERE state = 'pending'"))

    def approve(self) -> None:
        self._decide(lambda reply_id, sha: self._do(approving.approve, reply_id, sha))

    def give_back(self) -> None:
        self._decide(lambda reply_id, sha: self._do(approving.give_back, reply_id, sha, "Terlalu panjang."))

    def _decide(self, decide: Callable[[str, str], None]) -> None:
        shown = "SELECT id FROM reply WHERE state = 'pending' AND id IN (SELECT reply_id FROM reply_version)"
        reply_id = self._pick(shown) if staff_of(self.who).may(Right.APPROVE) else ""
        if reply_id:
            ((sha,),) = self.station.rows(
                "SELECT sha FROM reply_version WHERE reply_id = ? ORDER BY number DESC LIMIT 1", reply_id
            )
            decide(reply_id, sha)

    # ---- comments ----

    def ask(self) -> None:
        """Ask to hide, show again or delete what a citizen wrote."""
        comment = self._pick(
            "SELECT id FROM (SELECT id FROM message WHERE direction = 'in' ORDER BY sent_at DESC, id LIMIT 5)"
        )
        if comment:
            query = "SELECT c.id FROM message AS m JOIN conversation AS c ON c.key = m.conversation WHERE m.id = ?"
            ((talk,),) = self.station.rows(query, comment)
            (act,) = self.world.chance.choices(list(Moderation), weights=(6, 3, 2))
            self._do(moderating.ask, talk, comment, act, "lucah", f"Sebab {self._unique}")

    def clear(self) -> None:
        self._rule(lambda measure_id, sha: self._do(moderating.clear, measure_id, sha))

    def decline(self) -> None:
        self._rule(lambda measure_id, sha: self._do(moderating.decline, measure_id, sha, "Kritikan biasa."))

    def _rule(self, rule: Callable[[str, str], None]) -> None:
        measure_id = self._pick("SELECT id FROM moderation WHERE state = 'pending'")
        if measure_id and staff_of(self.who).may(Right.APPROVE):
            ((sha,),) = self.station.rows("SELECT sha FROM moderation WHERE id = ?", measure_id)
            rule(measure_id, sha)
            self.world.count("request decided")

    def cancel(self) -> None:
        waiting = "SELECT id FROM moderation WHERE state = 'pending' AND asked_by = ?"
        measure_id = self._pick(waiting, self.who)
        if measure_id:
            self._do(moderating.cancel, measure_id)
            self.world.count("request taken back")

    def settle_conflict(self) -> None:
        """Choose one of the two values of a conflict."""
        keep = self.world.chance.choice((settling_conflicts.keep_mine, settling_conflicts.keep_theirs))
        self._do(keep, self._pick("SELECT id FROM conflict WHERE resolved_at IS NULL"))


@cache
def picture(shade: int) -> bytes:
    """A small picture of one colour."""
    written = io.BytesIO()
    Image.new("RGB", (8, 8), (shade * 40, 90, 60)).save(written, "PNG")
    return written.getvalue()


DOINGS: dict[Callable[[Person], None], int] = {
    Person.hear: 16,
    Person.take: 4,
    Person.assign: 3,
    Person.finish: 3,
    Person.reopen: 2,
    Person.snooze: 2,
    Person.wake: 1,
    Person.label: 4,
    Person.prioritise: 1,
    Person.note: 4,
    Person.correct: 2,
    Person.register: 9,
    Person.edit: 9,
    Person.move: 4,
    Person.forward: 3,
    Person.follow_up: 2,
    Person.photograph: 3,
    Person.answer: 14,
    Person.post: 4,
    Person.withdraw: 2,
    Person.approve: 12,
    Person.give_back: 2,
    Person.settle_conflict: 3,
}
"""What people do, and how often."""

MODERATING: dict[Callable[[Person], None], int] = {
    Person.ask: 14,
    Person.clear: 24,
    Person.decline: 2,
    Person.cancel: 1,
}
"""What they do besides where comments are moderated."""
