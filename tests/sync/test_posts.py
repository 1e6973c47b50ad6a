"""A post from one desk over the register to the network: seen by all, decided on by another, sent once."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from pmsdesk import channels
from pmsdesk.app.post_media import media_of
from pmsdesk.domain.account import Channel
from pmsdesk.domain.conversation import ConversationState
from pmsdesk.domain.events import ReplySubmitted
from pmsdesk.domain.media import Attached
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.reply import DraftMode, Way
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.ids import token_for
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.services import approving, drafting, ingest, posting
from pmsdesk.services.ports import ChannelPort
from pmsdesk.services.shared_publishing import SharedPublishing
from pmsdesk.sync.address import Login
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.blobs import BlobLane
from pmsdesk.sync.checking import BEGINNING, Checked
from pmsdesk.sync.link import Link
from pmsdesk.sync.publications import RegisterPublications
from tests.postgres import SharedRegister
from tests.services.speaking import ALT, POST, picture
from tests.sync.seats import MINISTRY, RUDE, Open, Seat, address_of, assess, both_have_talk, triage
from tests.sync.test_checking import check

S = PublicationState


class Desk:
    """A publisher before the register and the practice network."""

    def __init__(self, shared: SharedRegister, sandbox: Sandbox, files: Seat) -> None:
        self.shared, self.sandbox = shared, sandbox
        self.link = Link(address_of(shared), Login("penerbit1"), program="pmsdesk publisher")
        api = RegisterApi(self.link)
        self.register = RegisterPublications(api, str(shared.station("penerbit1").device))
        self.publishing = SharedPublishing(self.register, assess, media_of(files.store.read, api))
        (self.account,) = [a for a, _ in files.store.read().accounts() if a.id == MINISTRY]

    @property
    def line(self) -> ChannelPort:
        return channels.connect(self.account, token_for("MOWorks"), base_url=self.sandbox.x_root)

    def round(self) -> None:
        self.register.greet()
        self.publishing.settle()
        for unsure in self.register.unsettled():
            self.publishing.reconcile(self.line, unsure)
        for ready in self.register.claimable():
            self.publishing.deliver(self.line, ready)

    def pass_time(self, seconds: float) -> None:
        self.shared.tick(seconds)
        with self.sandbox.control() as control:
            control.clock(advance=timedelta(seconds=seconds))

    @property
    def standing(self) -> list[tuple[bool, str, list[str]]]:
        """What stands of ours: in private, the words, the alternative texts of the pictures."""
        with self.sandbox.control() as control:
            items, entries = control.world.items, control.world.ledger.entries
            return [
                (e.private, e.text, [] if e.private else [m.alt_text for m in items[Channel.X, e.id].media])
                for e in entries
            ]


@pytest.fixture
def publisher_seat(seat: Open) -> Seat:
    """A seat that has no file of a post."""
    made = seat("mei")
    made.sync()
    return made


@pytest.fixture
def desk(shared: SharedRegister, publisher_seat: Seat) -> Iterator[Desk]:
    with Sandbox() as sandbox:
        with sandbox.control() as control:
            control.reset(seeded=False)
        made = Desk(shared, sandbox, publisher_seat)
        yield made
        made.link.close()


def attach(seat: Seat, alt_text: str = ALT) -> Attached:
    with seat.store.work(seat.staff) as work:
        sha = work.media.keep(picture())
        work.commit()
    return Attached(sha, "image/jpeg", alt_text)


def post(seat: Seat, text: str = POST, *media: Attached, **more: object) -> str:
    due_at = more.pop("due_at", None)
    events = seat.do(posting.submit_post, MINISTRY, text, media, due_at, assess, **more)
    return next(event.reply_id for event in events if isinstance(event, ReplySubmitted))


def carry(seat: Seat) -> None:
    """Let the seat's files travel."""
    BlobLane(seat.api, seat.store.transfers).run()


def test_it_is_seen_approved_and_sent_with_its_picture(seat: Open, desk: Desk) -> None:
    siti, rahman = seat("siti"), seat("rahman")
    siti.sync()
    rahman.sync()
    written = post(siti, RUDE, attach(siti))
    assert siti.sync().status.waiting == 0
    carry(siti)
    rahman.sync()
    (row,) = rahman.store.read().approvals("rahman")
    assert (row.reply_id, row.way, len(row.media)) == (written, Way.POST, 1)
    rahman.do(approving.approve, written, rahman.store.read().approval(written).reply.head.sha)
    rahman.sync()
    desk.pass_time(11)
    desk.round()
    assert desk.standing == [(False, RUDE, [ALT])]
    for each in (siti, rahman):
        each.sync()
        (shown,) = each.store.read().posts()
        assert shown.publication is not None
        assert (shown.publication.state, shown.publication.way) == (S.SENT, Way.POST)
        talk = each.store.read().conversation(shown.conversation_id, each.user).conversation
        assert talk.state is ConversationState.DONE


def test_a_second_post_of_the_same_account_goes_up_too(seat: Open, desk: Desk) -> None:
    siti = seat("siti")
    siti.sync()
    post(siti, "Pertama.")
    post(siti, "Kedua.")
    assert siti.sync().status.waiting == 0
    assert [notice.why for notice in siti.store.read().notices()] == []
    desk.pass_time(11)
    desk.round()
    desk.round()
    assert sorted(text for _, text, _ in desk.standing) == ["Kedua.", "Pertama."]


def test_one_for_later_waits_on_the_register(seat: Open, desk: Desk) -> None:
    siti = seat("siti")
    siti.sync()
    post(siti, POST, due_at=siti.now + timedelta(hours=2))
    siti.sync()
    desk.pass_time(60)
    desk.round()
    assert desk.standing == []
    desk.pass_time(2 * 3600)
    desk.round()
    assert [text for _, text, _ in desk.standing] == [POST]


def test_until_its_picture_is_on_the_register_it_waits(seat: Open, desk: Desk) -> None:
    siti = seat("siti")
    siti.sync()
    post(siti, POST, attach(siti))
    siti.sync()
    desk.pass_time(11)
    desk.round()
    assert desk.standing == []
    carry(siti)
    desk.pass_time(120)
    desk.round()
    assert desk.standing == [(False, POST, [ALT])]


@pytest.mark.parametrize("route", ["x.media_append", "x.create"])
def test_what_breaks_off_is_gone_on_with_by_whoever_publishes_next(
    seat: Open, desk: Desk, shared: SharedRegister, route: str
) -> None:
    siti = seat("siti")
    siti.sync()
    post(siti, POST, attach(siti))
    siti.sync()
    carry(siti)
    with desk.sandbox.control() as control:
        control.fault(route, Kind.COMMIT_THEN_RESET)
    desk.pass_time(11)
    for _ in range(12):
        desk.round()
        desk.pass_time(31)
    assert desk.standing == [(False, POST, [ALT])]
    assert shared.one("SELECT state FROM app.publication") == "sent"


def test_what_the_network_forgot_meanwhile_is_brought_anew(seat: Open, desk: Desk, shared: SharedRegister) -> None:
    siti = seat("siti")
    siti.sync()
    post(siti, POST, attach(siti))
    siti.sync()
    carry(siti)
    with desk.sandbox.control() as control:
        control.fault("x.create", Kind.STATUS_429)
    desk.pass_time(11)
    desk.round()
    assert shared.one("SELECT uploads #>> '{0,described}' FROM app.publication") == "true"
    desk.pass_time(30 * 3600)
    desk.round()
    assert shared.one("SELECT state || uploads FROM app.publication") == "ready[]"
    desk.pass_time(120)
    desk.round()
    assert desk.standing == [(False, POST, [ALT])]


def test_a_private_reply_reaches_one_person_and_all_seats_know_it_was_private(
    seat: Open, desk: Desk, publisher_seat: Seat
) -> None:
    siti, kumar = seat("siti"), seat("kumar")
    siti.sync()
    kumar.sync()
    with desk.sandbox.control() as control:
        asked = control.inject(Channel.X, "MOWorks", "aminah_kk", "@MOWorks lubang di FT5")
    batch = desk.line.fetch("")
    with siti.system() as work:
        ingest.accept(work, MINISTRY, batch, triage)
    ((talk,),) = siti.rows("SELECT id FROM conversation")
    siti.do(drafting.submit, talk, asked.id, "Sila beri nombor tuan.", assess, way=Way.PRIVATE)
    siti.sync()
    desk.pass_time(11)
    desk.round()
    assert desk.standing == [(True, "Sila beri nombor tuan.", [])]
    kumar.sync()
    items = kumar.store.read().conversation(talk, "kumar").items
    assert [(item.text, item.way) for item in items if item.own] == [("Sila beri nombor tuan.", Way.PRIVATE)]


def test_the_copies_of_two_seats_hold_the_same_of_posts(seat: Open, desk: Desk) -> None:
    siti, kumar = seat("siti"), seat("kumar")
    siti.sync()
    kumar.sync()
    post(siti, POST, due_at=siti.now + timedelta(days=2))
    siti.sync()
    kumar.sync()
    columns = "id, conversation_id, way, due_at, state"
    assert siti.rows(f"SELECT {columns} FROM reply") == kumar.rows(f"SELECT {columns} FROM reply")
    assert check(siti) == check(kumar) == Checked(1, 0, BEGINNING)
    columns = "version_id, state, way, person, media, uploads, not_before"
    assert siti.rows(f"SELECT {columns} FROM publication") == kumar.rows(f"SELECT {columns} FROM publication")


def test_a_post_that_the_register_refuses_is_taken_back_with_its_talk_and_told(
    seat: Open, shared: SharedRegister
) -> None:
    siti = seat("siti")
    siti.sync()
    first = post(siti, POST)
    siti.sync()
    siti.pass_time(days=30)
    refused = post(siti, "Terlalu awal dijadualkan.", due_at=siti.now + timedelta(days=364))
    (talk,) = [row.conversation_id for row in siti.store.read().posts() if row.reply_id == refused]
    siti.do(drafting.save_draft, talk, DraftMode.REPLY, "belum siap")
    siti.sync()
    assert [row.reply_id for row in siti.store.read().posts()] == [first]
    (notice,) = siti.store.read().notices()
    assert (notice.kind, notice.content) == ("operation.rejected", "Terlalu awal dijadualkan.")
    assert shared.one("SELECT count(*) FROM app.conversation WHERE kind = 'post'") == 1


def test_no_inbox_of_any_seat_lists_it(seat: Open) -> None:
    siti, kumar, _ = both_have_talk(seat)
    post(siti, RUDE)
    siti.sync()
    kumar.sync()
    for each in (siti, kumar):
        counts = each.store.read().counts(each.user, each.now)
        assert (counts.open + counts.waiting, counts.pending_approvals) == (1, 1)
