"""The walk over a shared register: an officer and a supervisor at two consoles, an outage, a conflict, one end."""

import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from pmsdesk.app.demo.comparing import differences
from pmsdesk.app.demo.hands import NotSeen, click, expect, press, until, wait_for, write
from pmsdesk.app.demo.office import ACCOUNT, Office, Workstation
from pmsdesk.app.demo.walk import FLAGGED_REPLY, OFFLINE_REPLY, Facts, Step, attempt
from pmsdesk.domain.complaint import Complaint
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.register_errors import RegisterUnreachable
from pmsdesk.domain.reply import ReplyState
from pmsdesk.services import complaining, triaging
from pmsdesk.ui.inbox.register_dialog import RegisterDialog
from pmsdesk.ui.sharing.conflict_card import ConflictCard

OFFICER, SUPERVISOR = "aisyah", "hakim"
PROMISED_S = 5
"""Within so many seconds a console is to show what was done at another."""

HOLE, DRAIN, BRIDGE, SIGNAL = "faizalz", "siti_lailatul", "halimah_jb", "r_mohan"
CITIZENS = {
    HOLE: ("Faizal Z.", "Dah 2 minggu lubang besar kat FT5 dekat Sabak Bernam. Bila nak tampal?"),
    DRAIN: ("Siti Lailatul", "Longkang tepi FT1 di Tapah tersumbat, air melimpah atas jalan setiap kali hujan."),
    BRIDGE: ("Halimah J.", "Susur jambatan FT3 Kuantan retak, bahaya untuk motosikal waktu malam."),
    SIGNAL: ("R. Mohan", "Lampu isyarat di simpang FT59 Tapah padam sejak pagi, tolong hantar petugas."),
}
PLACES = {OFFICER: "Km 12, arah Sabak Bernam", SUPERVISOR: "Km 14, hadapan sekolah"}
"""What each of the two, apart, finds the place of the same complaint to be."""

BOTH_PLACES = "Km 12 hingga km 14, arah Sabak Bernam"

DRAFT = "Terima kasih puan. Pasukan JKR Pahang memeriksa jambatan tersebut"
NOTE = "JKR Selangor mengesahkan pasukan turun esok pagi."
KINDS = ("account", "contact", "conversation", "message", "note", "complaint", "follow_up", "reply", "reply_version",
         "approval", "publication", "conflict")  # fmt: skip


class SharedWalk:
    """Goes through the shared register once. `steps` yields each result and ends with the first failure."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def steps(self) -> Iterator[Step]:
        """Run every step in order."""
        acts: tuple[Callable[[], Facts], ...] = (
            self.found_register,
            self.join_register,
            self.share_messages,
            self.share_complaint,
            self.hold_shared,
            self.approve_shared,
            self.lose_register,
            self.work_apart,
            self.regain_register,
            self.settle_conflict,
            self.converge,
            self.verify_register,
        )
        for act in acts:
            step = attempt(act.__name__, act)
            yield step
            if not step.ok:
                return

    @property
    def officer(self) -> Workstation:
        """The officer's console."""
        return self._office.stations[OFFICER]

    @property
    def supervisor(self) -> Workstation:
        """The supervisor's console."""
        return self._office.stations[SUPERVISOR]

    # ---- together ---------------------------------------------------------------------------------------------------

    def found_register(self) -> Facts:
        """An administrator makes the register in an embedded PostgreSQL and lets four people in."""
        status = self._office.found()
        expect(status.people == 4, f"four people, {status.people} found")
        return {"server": status.server, "revision": status.revision, "epoch": status.epoch, "people": status.people}

    def join_register(self) -> Facts:
        """Two computers join; an officer and a supervisor sign in with what the register knows of them."""
        stations = [self._office.join(username) for username in (OFFICER, SUPERVISOR)]
        self._office.connect_account(stations[0])
        for station in stations:
            station.sit_down()
        self._office.until_all(lambda one: one.status.online and one.is_connected(ACCOUNT), "both have the register")
        devices = [one.scene.seat.store.shared_device for one in stations]
        expect(len(set(devices)) == 2, "two seats, two devices")
        people = [(one.console.desk.staff.name, one.console.desk.staff.role.value) for one in stations]
        return {"people": people, "devices": devices, "account": ACCOUNT}

    def share_messages(self) -> Facts:
        """What the computer without a screen reads from the network is in both inboxes."""
        self._citizen_writes(HOLE)
        seconds = self._timed(lambda: self._office.until_all(lambda one: one.knows(HOLE), "both consoles show it"))
        ids = {one.find(HOLE).conversation.id for one in self._office.stations.values()}
        expect(len(ids) == 1, "one conversation, under one id")
        return {"conversation": ids.pop(), "seconds_to_both": seconds}

    def share_complaint(self) -> Facts:
        """The officer registers a complaint with a number of his own block; the supervisor sees it in seconds."""
        number = self._register(self.officer, HOLE).number
        expect(number.endswith("/000001"), f"the first number of the register, not {number}")
        seconds = self._timed(lambda: until(lambda: self._number(self.supervisor, HOLE) == number, "the other sees it"))
        expect(seconds <= PROMISED_S, f"within {PROMISED_S} s, not {seconds}")
        return {"number": number, "seconds_to_the_other": seconds}

    def hold_shared(self) -> Facts:
        """A flagged reply waits at both consoles, and the publisher is given nothing to send."""
        self._reply(self.officer, HOLE, FLAGGED_REPLY)
        self._office.until_all(
            lambda one: one.reply_state(one.find(HOLE)) is ReplyState.PENDING and not one.status.waiting,
            "the reply waits for a supervisor at both",
        )
        self._office.back.publish()
        claimable = len(self._office.back.api.claimable(10))
        expect(claimable == 0, "nothing may be claimed")
        expect(self.officer.ledger(FLAGGED_REPLY) == 0, "nothing was published")
        return {"reply": ReplyState.PENDING, "claimable": claimable, "ledger": 0}

    def approve_shared(self) -> Facts:
        """The supervisor approves that text at the other console; the publisher sends it once, and both show it."""
        waiting = self.supervisor.choose_waiting()
        press(self.supervisor.approvals, "Ctrl+Shift+Return")
        self._published(FLAGGED_REPLY, HOLE)
        (approval,) = self.officer.read.approval(waiting.reply.id).approvals
        expect(approval.approver_id == SUPERVISOR, f"approved by {approval.approver_id}")
        expect(approval.sha == waiting.reply.head.sha, "the approval is bound to the text that was shown")
        return {"approver": SUPERVISOR, "author": OFFICER, "sha": approval.sha, "ledger": self._ledger(FLAGGED_REPLY)}

    # ---- apart ------------------------------------------------------------------------------------------------------

    def lose_register(self) -> Facts:
        """The register stops while two more citizens have written; both consoles say since when."""
        for handle in (DRAIN, BRIDGE):
            self._citizen_writes(handle)
        self._office.until_all(lambda one: one.knows(DRAIN) and one.knows(BRIDGE), "both consoles show them")
        self._office.until_all(lambda one: not one.status.waiting, "nothing waits")
        self._office.server.stop()
        for station in self._office.stations.values():
            station.sync()
        self._office.until_all(lambda one: one.status.offline_since, "both consoles say that they are offline")
        return {name: {"offline_since": one.status.offline_since} for name, one in self._office.stations.items()}

    def work_apart(self) -> Facts:
        """Both go on: they draft, register with official numbers, reply, and set the same field differently.

        Citizens are read meanwhile, and nothing is published.
        """
        numbers = {
            OFFICER: self._register(self.officer, DRAIN).number,
            SUPERVISOR: self._register(self.supervisor, BRIDGE).number,
        }
        expect(len(set(numbers.values())) == 2, "no number is given twice")
        self._reply(self.officer, DRAIN, OFFLINE_REPLY)
        self._draft(self.supervisor, BRIDGE, DRAFT)
        talk = self.supervisor.find(HOLE).conversation.id
        self.supervisor.do(partial(triaging.note, conversation_id=talk, text=NOTE))
        for username, station in self._office.stations.items():
            complaint = self._complaint(station, HOLE)
            station.do(partial(complaining.edit, complaint_id=complaint.id, location=PLACES[username]))
        places = {name: self._complaint(one, HOLE).location for name, one in self._office.stations.items()}
        expect(places == PLACES, f"each seat shows its own word, not {places}")
        waiting = {name: one.status.waiting for name, one in self._office.stations.items()}
        expect(all(waiting.values()), f"work of both waits, {waiting} found")
        self._citizen_writes(SIGNAL)
        expect(not any(one.knows(SIGNAL) for one in self._office.stations.values()), "nobody can have it yet")
        try:
            self._office.back.publish()
        except RegisterUnreachable as error:
            publisher = type(error).__name__
        else:
            raise NotSeen("the publisher may not send without the register")
        expect(self._ledger(OFFLINE_REPLY) == 0, "nothing was published")
        return {"numbers": numbers, "locations": places, "waiting": waiting, "publisher": publisher, "ledger": 0}

    # ---- together again ---------------------------------------------------------------------------------------------

    def regain_register(self) -> Facts:
        """The register is back: what waited goes up, the reply is published once, and one conflict is at both."""
        self._office.server.start()
        began = time.monotonic()
        for station in self._office.stations.values():
            station.sync()
        self._office.until_all(lambda one: one.status.online and not one.status.waiting, "nothing waits any more", 60)
        seconds = round(time.monotonic() - began, 2)
        self._office.until_all(lambda one: one.status.conflicts == 1, "the conflict is at both")
        until(self._signal_came, "what a citizen wrote meanwhile is at both")
        self._published(OFFLINE_REPLY, DRAIN)
        (row,) = self.officer.read.conflicts()
        expect({row.mine, row.theirs} == set(PLACES.values()), f"both words are kept: {row.mine}, {row.theirs}")
        return {
            "seconds": seconds,
            "ledger": self._ledger(OFFLINE_REPLY),
            "verdicts": self._verdicts(),
            "conflict": {"field": row.field, "base": row.base, "stands": row.theirs, row.actor: row.mine},
        }

    def settle_conflict(self) -> Facts:
        """Who came second sees both words on *Percanggahan* and makes one of them; from then on all show it."""
        (row,) = self.officer.read.conflicts()
        (card,) = _conflict_cards(self.look_at_conflict())
        merge, *_ = (button for button in card.findChildren(QPushButton) if button.property("kind") != "link")
        click(merge)
        (text,) = card.findChildren(QPlainTextEdit)
        text.selectAll()
        write(text, BOTH_PLACES)
        click(merge)
        self._office.until_all(
            lambda one: not one.status.conflicts and self._complaint(one, HOLE).location == BOTH_PLACES,
            "both show the word that was made of two",
        )
        return {"settled_by": row.actor, "of": [row.mine, row.theirs], "location": BOTH_PLACES, "open_conflicts": 0}

    def converge(self) -> Facts:
        """Row by row both stores hold what the register holds."""
        stores = {name: one.scene.seat.store for name, one in self._office.stations.items()}
        api = self._office.back.api
        until(lambda: not any(differences(api, store, KINDS) for store in stores.values()), "nothing differs", 20)
        rows = {kind: len(stores[OFFICER].replica.rows(kind)) for kind in KINDS}
        expect(rows["complaint"] == 3 and rows["approval"] == 1 and rows["publication"] == 2, f"found {rows}")
        return {"rows": rows, "differences": {name: differences(api, store, KINDS) for name, store in stores.items()}}

    def verify_register(self) -> Facts:
        """Chains, seals and guards of the register are whole, those of both seats too; no text stands twice."""
        self._office.back.api.seal()
        with self._office.administration() as administration:
            findings = list(administration.inspect())
            status = administration.status()
        wrong = {finding.check: finding.examples for finding in findings if finding.wrong}
        expect(not wrong, f"nothing is wrong, {wrong} found")
        with self._office.sandbox.control() as control:
            most = control.ledger()["max"]
        expect(most == 1, f"no text stands twice, {most} found")
        return {
            "looked_at": {finding.check: finding.looked_at for finding in findings},
            "operations": status.operations,
            "seals": status.seals,
            "rejected": status.rejected,
            "open_conflicts": status.conflicts,
            "seats": {name: one.scene.seat.store.verify() for name, one in self._office.stations.items()},
            "most_of_one_text": most,
        }

    # ---- what is worth seeing ---------------------------------------------------------------------------------------

    def look_at_outage(self) -> Workstation:
        """*Gangguan* at the officer's console, with what waits."""
        self.officer.console.window.go("outage")
        return self.officer

    def look_at_conflict(self) -> Workstation:
        """*Percanggahan* at the console of the one who came second."""
        (row,) = self.officer.read.conflicts()
        station = self._office.stations[row.actor]
        station.console.window.go("conflicts")
        until(lambda: _conflict_cards(station), "the conflict is on the screen")
        return station

    # ---- what they do -----------------------------------------------------------------------------------------------

    def _citizen_writes(self, handle: str) -> None:
        self._office.write(handle, *CITIZENS[handle])
        self._office.back.collect()

    def _register(self, station: Workstation, handle: str) -> Complaint:
        view = station.open(handle)
        press(station.inbox.listing.rows, "D")
        press(wait_for(RegisterDialog).summary, "Ctrl+Return")
        until(lambda: station.again(view).complaint is not None, "the complaint is registered")
        return self._complaint(station, handle)

    def _reply(self, station: Workstation, handle: str, text: str) -> None:
        self._draft(station, handle, text)
        station.submit()

    def _draft(self, station: Workstation, handle: str, text: str) -> None:
        view = station.open(handle)
        station.begin_reply()
        write(station.inbox.composer.edit, text)
        until(lambda: station.again(view).draft == text, "the draft is saved")

    def _published(self, text: str, handle: str) -> None:
        """Let the publisher go its rounds until both consoles show *text* as sent; it must stand there once."""

        def sent() -> bool:
            self._office.back.publish()
            return self._ledger(text) > 0

        until(sent, "the publisher sends it", 60)
        self._office.back.publish()
        self._office.until_all(
            lambda one: (
                one.publication_state(one.find(handle)) in (PublicationState.SENT, None)
                and [item.text for item in one.find(handle).messages].count(text) == 1
            ),
            "both consoles show it as sent",
        )
        expect(self._ledger(text) == 1, f"the network holds it once, not {self._ledger(text)} times")

    def _signal_came(self) -> bool:
        self._office.back.collect()
        return all(one.knows(SIGNAL) for one in self._office.stations.values())

    # ---- what is known ----------------------------------------------------------------------------------------------

    @staticmethod
    def _complaint(station: Workstation, handle: str) -> Complaint:
        complaint = station.complaint(handle)
        if complaint is None:
            raise NotSeen(f"the complaint of {handle} is registered")
        return complaint

    @staticmethod
    def _number(station: Workstation, handle: str) -> str:
        complaint = station.complaint(handle)
        return complaint.number if complaint else ""

    def _ledger(self, text: str) -> int:
        return self.officer.ledger(text)

    def _verdicts(self) -> Mapping[str, int]:
        with self._office.administration() as administration:
            found = administration.connection.execute("SELECT verdict, count(*) FROM app.operation GROUP BY verdict")
            return {str(verdict): int(count) for verdict, count in found}

    @staticmethod
    def _timed(act: Callable[[], None]) -> float:
        began = time.monotonic()
        act()
        return round(time.monotonic() - began, 2)


def _conflict_cards(station: Workstation) -> list[ConflictCard]:
    return [card for card in station.console.page("conflicts").findChildren(ConflictCard) if card.isVisible()]
