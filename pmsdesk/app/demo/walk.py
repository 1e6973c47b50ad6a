"""The walk through the main job, in the windows a person uses: each step tells what it saw, or why it failed."""

import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from pmsdesk.app.demo.hands import NotSeen, click, expect, press, until, wait_for, write
from pmsdesk.app.demo.stage import Stage, photo
from pmsdesk.domain.complaint import ComplaintState
from pmsdesk.domain.publication import UNDO_WINDOW, PublicationState
from pmsdesk.domain.reply import ReplyState
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.domain.triage import Jurisdiction, Kind
from pmsdesk.sandbox.faults import Kind as FaultKind
from pmsdesk.services.reading import ConversationView
from pmsdesk.ui.inbox.register_dialog import RegisterDialog

Facts = dict[str, object]

POTHOLE = "Dah 2 minggu lubang besar kat FT5 dekat Sabak Bernam, motor saya jatuh semalam. Bila nak tampal?"
LAMP = "Lampu jalan di susur keluar Sungai Buloh PLUS dah seminggu tak menyala, bahaya waktu malam. Siapa jaga?"
SIGN = "Papan tanda di Jalan Persekutuan FT3 Kuantan tumbang menghalang lorong kiri, mohon tindakan segera."
THANKS = "Terima kasih, jalan FT1 di Tapah sudah elok ditampal. Bila pula giliran FT59 ke Cameron Highlands?"

FLAGGED_REPLY = "Terima kasih tuan. Kontraktor kereta WXY 1234 telah dikenal pasti dan akan dihubungi."
OFFLINE_REPLY = "Terima kasih atas aduan tuan. Lampu jalan tersebut telah dimajukan kepada pihak lebuh raya."
POST = "Lubang di FT5 Sabak Bernam sedang ditampal. Lori kerja VAB 1234 berada di situ hingga petang; pandu cermat."
ALT_TEXT = "Lubang besar di tengah jalan FT5 sebelum kerja menampal bermula."
UNSURE_REPLY = "Terima kasih atas penghargaan tuan. Jadual kerja FT59 akan dimaklumkan di halaman ini."


@dataclass(frozen=True, slots=True)
class Step:
    """What one step of the walk came to."""

    name: str
    ok: bool
    seconds: float
    evidence: Facts


def attempt(name: str, act: Callable[[], Facts]) -> Step:
    """Do *act*; what it raises becomes the evidence of a failed step."""
    began = time.perf_counter()
    try:
        evidence, ok = act(), True
    except Exception as error:  # noqa: BLE001 (a failed step is what the transcript is to tell)
        ok = False
        evidence = {"error": f"{type(error).__name__}: {error}"}
        if not isinstance(error, NotSeen):
            evidence["trace"] = traceback.format_exc()
    return Step(name, ok, round(time.perf_counter() - began, 2), evidence)


class Walk:
    """Goes through the whole job once. `steps` yields each result as it is known and ends with the first failure."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self._stage = stage
        self._folder = folder
        self._number = ""

    def steps(self) -> Iterator[Step]:
        """Run every step in order."""
        acts: tuple[Callable[[], Facts], ...] = (
            self.sign_in,
            self.poll,
            self.triage,
            self.register,
            self.reply_with_number,
            self.hold_flagged,
            self.approve,
            self.lose_the_line,
            self.work_offline,
            self.recover,
            self.settle_unsure,
            self.write_post,
            self.approve_post,
            self.follow_up,
            self.export_register,
            self.verify,
        )
        for act in acts:
            step = attempt(act.__name__, act)
            yield step
            if not step.ok:
                return

    # ---- steps ------------------------------------------------------------------------------------------------------

    def sign_in(self) -> Facts:
        """An officer signs in."""
        self._stage.enter("aisyah")
        staff = self._stage.console.desk.staff
        return {"person": staff.name, "role": staff.role}

    def poll(self) -> Facts:
        """Every connected account is read, and the inbox fills."""
        accounts = [account for account, _ in self._stage.read.accounts() if account.connected]
        until(
            lambda: all(at is not None for account, at in self._stage.read.accounts() if account.connected),
            "every account is polled",
            90,
        )
        until(lambda: self._stage.inbox.listing.model.rowCount() > 0, "the list shows conversations")
        counts = self._stage.read.counts(self._stage.console.desk.staff.id, self._stage.scene.clock())
        expect(counts.open >= 100, f"a hundred open conversations, {counts.open} found")
        return {"accounts": len(accounts), "open": counts.open}

    def triage(self) -> Facts:
        """A citizen writes now; the message arrives with whose road it is and why, and moves no row."""
        chosen_before = self._stage.choose_first()
        view = self._stage.arrives("faizalz", "Faizal Z.", POTHOLE)
        found = view.conversation.triage
        expect(found.kind is Kind.COMPLAINT, f"a complaint, not {found.kind}")
        expect(found.jurisdiction is Jurisdiction.FEDERAL, f"federal, not {found.jurisdiction}")
        expect(found.road == "FT5", f"FT5, not {found.road}")
        expect(found.evidence, "the words that decided")
        expect(self._stage.inbox.listing.rows.key == chosen_before, "the chosen row stayed")
        return {
            "conversation": view.conversation.id,
            "kind": found.kind,
            "jurisdiction": found.jurisdiction,
            "road": found.road,
            "agencies": list(found.agencies),
            "why": [one.why for one in found.evidence],
            "due_at": str(view.conversation.due_at),
        }

    def register(self) -> Facts:
        """One key makes it a complaint with an official number and a photo of how it was before."""
        view = self._stage.open("faizalz")
        press(self._stage.inbox.listing.rows, "D")
        dialog = wait_for(RegisterDialog)
        dialog.add_photo("lubang-ft5.jpg", photo("Lubang FT5"))
        press(dialog.summary, "Ctrl+Return")
        until(lambda: self._stage.again(view).complaint is not None, "the complaint is registered")
        complaint = self._stage.again(view).complaint
        expect(complaint is not None and complaint.number == "KKR/2026/000001", f"the first number, not {complaint}")
        self._number = complaint.number if complaint else ""
        return {"number": self._number, "category": complaint.category if complaint else ""}

    def reply_with_number(self) -> Facts:
        """The canned reply G6 takes the number from the register and is published once."""
        view = self._stage.open("faizalz")
        self._stage.begin_reply()
        press(self._stage.inbox.composer.edit, "Ctrl+6")
        until(lambda: self._number in self._stage.inbox.composer.edit.text(), "G6 holds the number")
        text = self._stage.inbox.composer.edit.text()
        self._stage.submit()
        return self._stage.published_once(view, text) | {"text": text}

    def hold_flagged(self) -> Facts:
        """A reply that the check flags waits for a supervisor; nothing is published, and its author may not approve."""
        self._stage.arrives("halimah_jb", "Halimah J.", SIGN)
        view = self._stage.open("halimah_jb")
        self._stage.begin_reply()
        write(self._stage.inbox.composer.edit, FLAGGED_REPLY)
        self._stage.submit()
        until(lambda: self._stage.reply_state(view) is ReplyState.PENDING, "the reply waits for a supervisor")
        reply = self._stage.again(view).reply
        rules = sorted({finding.rule for finding in reply.head.findings}) if reply else []
        self._stage.console.window.go("approvals")
        approvals = self._stage.approvals
        until(lambda: approvals.list.model().rowCount() == 1, "the queue shows it")
        self._stage.scene.jump(UNDO_WINDOW)
        expect(self._stage.ledger(FLAGGED_REPLY) == 0, "nothing was published")
        return {"reply": reply.id if reply else "", "rules": rules, "ledger": 0}

    def approve(self) -> Facts:
        """A supervisor who wrote none of it approves exactly that text, and it is published once."""
        view = self._stage.find("halimah_jb")
        self._stage.leave()
        self._stage.enter("hakim")
        reply = self._stage.choose_waiting().reply
        press(self._stage.approvals, "Ctrl+Shift+Return")
        until(lambda: self._stage.reply_state(view) is ReplyState.CLEARED, "the reply is approved")
        facts = self._stage.published_once(view, FLAGGED_REPLY)
        decided = self._stage.read.approval(reply.id).approvals
        expect([one.sha for one in decided] == [reply.head.sha], "the approval is bound to the text that was shown")
        return facts | {"approver": self._stage.console.desk.staff.name, "sha": reply.head.sha}

    def lose_the_line(self) -> Facts:
        """The networks go away; the console says so calmly and disables nothing."""
        self._stage.arrives("siti_lailatul", "Siti Lailatul", LAMP)
        self._stage.leave()
        self._stage.enter("aisyah")
        self._stage.scene.sandbox.stop()
        self._stage.console.poller.poll_now()
        until(lambda: self._stage.console.poller.offline_since is not None, "the console knows that it is offline", 60)
        return {"offline_since": str(self._stage.console.poller.offline_since)}

    def work_offline(self) -> Facts:
        """A draft, a registration with an official number and a reply are made during the outage; nothing is sent."""
        view = self._stage.open("siti_lailatul")
        press(self._stage.inbox.listing.rows, "D")
        press(wait_for(RegisterDialog).summary, "Ctrl+Return")
        until(lambda: self._stage.again(view).complaint is not None, "the complaint is registered")
        complaint = self._stage.again(view).complaint
        self._stage.begin_reply()
        write(self._stage.inbox.composer.edit, OFFLINE_REPLY)
        until(lambda: self._stage.again(view).draft == OFFLINE_REPLY, "the draft is saved")
        self._stage.submit()
        until(lambda: self._stage.publication_state(view) is PublicationState.READY, "the reply waits")
        self._stage.scene.jump(UNDO_WINDOW)
        expect(self._stage.ledger(OFFLINE_REPLY) == 0, "nothing was published")
        expect(self._stage.publication_state(view) is PublicationState.READY, "the reply still waits")
        return {"number": complaint.number if complaint else "", "waits": PublicationState.READY, "ledger": 0}

    def recover(self) -> Facts:
        """The networks are back: what waited is published once, and new messages come in."""
        view = self._stage.find("siti_lailatul")
        self._stage.scene.sandbox.start()
        self._stage.console.poller.poll_now()
        until(lambda: self._stage.console.poller.offline_since is None, "the console is online again", 60)
        self._stage.scene.jump(timedelta(minutes=2))
        return self._stage.published_once(view, OFFLINE_REPLY)

    def settle_unsure(self) -> Facts:
        """The network takes a reply and breaks the line before it answers: looked up, found, not sent again."""
        self._stage.arrives("r_mohan", "R. Mohan", THANKS)
        view = self._stage.open("r_mohan")
        with self._stage.scene.sandbox.control() as control:
            control.fault("x.create", FaultKind.COMMIT_THEN_RESET)
        self._stage.begin_reply()
        write(self._stage.inbox.composer.edit, UNSURE_REPLY)
        self._stage.submit()
        self._stage.scene.jump(UNDO_WINDOW)
        until(lambda: self._stage.ledger(UNSURE_REPLY) == 1, "the network took it")
        until(lambda: "reply.unsure" in self._stage.history(view), "the outcome was noted as unsure")
        facts = self._stage.published_once(view, UNSURE_REPLY)
        return facts | {"history": [one for one in self._stage.history(view) if one.startswith("reply.")]}

    def write_post(self) -> Facts:
        """An officer writes a post with a picture and its alt text; flagged, it waits for a supervisor."""
        picture = self._folder / "siaran-ft5.jpg"
        picture.write_bytes(photo("Lubang FT5"))
        self._stage.console.window.go("posts")
        page = self._stage.posts
        until(lambda: page.listing.model.complete, "the posts are listed")
        page.listing.take_keyboard()
        press(page.listing.state, "N")
        until(page.editor.isVisible, "the editor is open")
        click(page.editor.accounts.chip("x-moworks"))
        write(page.editor.texts.edit, POST)
        page.editor.media.add_files([str(picture)])
        until(lambda: page.editor.media.tiles, "the picture is in the post")
        write(page.editor.media.tiles[0].alt, ALT_TEXT)
        until(lambda: page.editor.send.isEnabled(), "the post is checked and ready")
        for seen in (lambda: page.editor.asking, lambda: self._stage.post(POST) is not None):
            press(page.editor.texts.edit, "Ctrl+Return")
            until(seen, "the post is asked about once, then handed over")
        post = self._stage.post(POST)
        expect(post is not None and post.state is ReplyState.PENDING, "the post waits for a supervisor")
        expect(self._stage.ledger(POST) == 0, "nothing was published")
        return {"rules": [rule[0] for rule in post.rules] if post else [], "ledger": 0}

    def approve_post(self) -> Facts:
        """A supervisor sees the text and the picture with its alt text, approves, and it is published once."""
        self._stage.leave()
        self._stage.enter("hakim")
        self._stage.choose_waiting()
        gallery = self._stage.approvals.review.gallery
        until(lambda: gallery.shots and all(shot.image for shot in gallery.shots), "the picture is on the screen")
        expect(ALT_TEXT in gallery.alt_words()[0], "the alt text is below it")
        press(self._stage.approvals, "Ctrl+Shift+Return")
        until(lambda: (now := self._stage.post(POST)) is not None and now.publication is not None, "it is approved")
        self._stage.scene.jump(UNDO_WINDOW)
        until(lambda: self._stage.post_is_sent(POST), "the post is published", 90)
        count = self._stage.ledger(POST)
        expect(count == 1, f"the network holds it once, not {count} times")
        self._stage.leave()
        self._stage.enter("aisyah")
        return {"ledger": count, "alt_text": ALT_TEXT}

    def follow_up(self) -> Facts:
        """The register: the complaint is forwarded to its agency and followed up."""
        view = self._stage.find("faizalz")
        complaint = self._stage.again(view).complaint
        expect(complaint is not None, "the complaint is registered")
        self._stage.console.window.open("complaints", complaint.id if complaint else "")
        panel = self._stage.complaints.panel
        until(
            lambda: panel.isVisible() and panel.view is not None and panel.view.complaint.number == self._number,
            "the case is on the screen",
        )
        panel.next_state.states.setCurrentIndex(panel.next_state.states.findData(ComplaintState.INVESTIGATING))
        write(panel.next_state.note, "Pasukan JKR Selangor memeriksa lokasi pada petang ini.")
        click(panel.next_state.button)
        until(
            lambda: (
                (now := self._stage.again(view).complaint) is not None and now.state is ComplaintState.INVESTIGATING
            ),
            "the state is changed",
        )
        return {"number": self._number, "state": ComplaintState.INVESTIGATING}

    def export_register(self) -> Facts:
        """The register as the screen shows it, as a workbook."""
        path = self._folder / "daftar-aduan.xlsx"
        self._stage.console.window.go("complaints")
        self._stage.complaints.export_to(path)
        until(lambda: path.exists() and not self._stage.complaints.export.running, "the workbook is written")
        return {"file": path.name, "bytes": path.stat().st_size}

    def verify(self) -> Facts:
        """The audit trail is whole, and no text was published twice."""
        with self._stage.scene.sandbox.control() as control:
            ledger = control.ledger()
        expect(ledger["max"] == 1, f"no text stands twice, {ledger['max']} found")
        with self._stage.scene.seat.store.work(SYSTEM) as work:
            states = [one.state for one in work.replies.publications(*PublicationState)]
        expect(set(states) == {PublicationState.SENT}, f"all is sent, {states} found")
        return {"operations": self._stage.scene.seat.store.verify(), "published": len(states), "most_of_one_text": 1}

    def _state(self, view: ConversationView) -> ComplaintState | None:
        complaint = self._stage.again(view).complaint
        return complaint.state if complaint else None
