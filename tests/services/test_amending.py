"""What became of messages: an edited text is kept beside the old one, gone is what two whole readings lacked."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pmsdesk.channels import connect
from pmsdesk.channels.youtube import YouTubeChannel
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.amendment import PROOFS_APART, Change, Stretch
from pmsdesk.domain.events import AccountPolled, ConversationChanged, Event
from pmsdesk.domain.message import Message
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.sandbox.world import Item, Place
from pmsdesk.services import ingest
from pmsdesk.services.ports import ChannelPort
from pmsdesk.store.store import Store
from tests.services.seat import (
    ALI,
    PAGE,
    POTHOLE,
    SITI,
    START,
    Seat,
    conversation_of,
    message,
    triage,
)

COMMENT = message("1001", START, text=POTHOLE, channel=Channel.FACEBOOK)
TALK = conversation_of(ALI, account=PAGE)
WHOLE = (Stretch(frozenset({"1000"}), START - timedelta(hours=1)),)


def changes(seat: Seat, talk: str = TALK) -> list[tuple[Change, str]]:
    """What became of the messages of *talk*."""
    return [(one.change, one.text) for said in seat.view(talk).messages for one in said.amendments]


def test_an_edited_text_is_kept_beside_the_old_one(seat: Seat) -> None:
    seat.arrive(COMMENT, account=PAGE)
    events = seat.arrive(message("1001", START, text="Sudah dibaiki", channel=Channel.FACEBOOK), account=PAGE)
    assert [type(event) for event in events] == [AccountPolled, ConversationChanged]
    (said,) = seat.view(TALK).messages
    assert said.text == POTHOLE
    assert [(one.change, one.text, one.seen_at) for one in said.amendments] == [(Change.EDITED, "Sudah dibaiki", START)]


def test_the_same_edit_is_told_once_and_a_text_that_comes_back_is_an_edit_again(seat: Seat) -> None:
    for text in (POTHOLE, "Sudah dibaiki", "Sudah dibaiki", POTHOLE, "Sudah dibaiki", ""):
        seat.arrive(message("1001", START, text=text, channel=Channel.FACEBOOK), account=PAGE)
        seat.clock.on(minutes=1)
    assert changes(seat) == [(Change.EDITED, text) for text in ("Sudah dibaiki", POTHOLE, "Sudah dibaiki")]


def test_edited_words_may_make_it_urgent(seat: Seat) -> None:
    seat.arrive(message("1001", START, text="Lubang", channel=Channel.FACEBOOK), account=PAGE)
    seat.arrive(message("1001", START, text="Lubang bahaya", channel=Channel.FACEBOOK), account=PAGE)
    assert seat.view(TALK).conversation.urgent


def test_on_x_a_text_that_reads_otherwise_under_the_same_id_is_no_edit(seat: Seat) -> None:
    seat.arrive(message("1001", START, text="lihat https://t.co/1"))
    seat.arrive(message("1001", START, text="lihat https://kkr.gov.my"))
    assert changes(seat, conversation_of(ALI)) == []


def test_on_x_an_edited_post_stands_by_itself_and_replaces_the_one_before(seat: Seat) -> None:
    seat.arrive(message("1001", START - timedelta(minutes=5)))
    seat.arrive(message("1002", START, text="Sudah dibaiki", replaces=("1001",)))
    first, second = seat.view(conversation_of(ALI)).messages
    assert [one.change for one in first.amendments] == [Change.REPLACED]
    assert (second.text, second.amendments) == ("Sudah dibaiki", ())


def test_gone_is_what_two_whole_readings_lacked_some_time_apart(seat: Seat) -> None:
    other = message("1002", START, SITI, channel=Channel.FACEBOOK)
    seat.arrive(COMMENT, other, account=PAGE)
    seat.arrive(other, account=PAGE, whole=WHOLE)
    seat.clock.on(seconds=PROOFS_APART.total_seconds() - 1)
    seat.arrive(other, account=PAGE, whole=WHOLE)
    assert changes(seat) == []
    seat.clock.on(seconds=1)
    seat.arrive(other, account=PAGE, whole=WHOLE)
    seat.arrive(other, account=PAGE, whole=WHOLE)
    assert changes(seat) == [(Change.GONE, "")]
    assert changes(seat, conversation_of(SITI, account=PAGE)) == []
    assert seat.view(TALK).messages[0].is_gone


def test_what_is_seen_in_between_has_to_be_missed_twice_again(seat: Seat) -> None:
    seat.arrive(COMMENT, account=PAGE)
    for shown in ((), (COMMENT,), ()):
        seat.arrive(*shown, account=PAGE, whole=WHOLE)
        seat.clock.on(seconds=PROOFS_APART.total_seconds())
    assert changes(seat) == []


def test_what_is_seen_again_is_back(seat: Seat) -> None:
    seat.arrive(COMMENT, account=PAGE)
    for shown in ((), (), (COMMENT,)):
        seat.arrive(*shown, account=PAGE, whole=WHOLE)
        seat.clock.on(seconds=PROOFS_APART.total_seconds())
    assert changes(seat) == [(Change.GONE, ""), (Change.BACK, "")]
    assert not seat.view(TALK).messages[0].is_gone


@pytest.mark.parametrize(
    "stretch",
    [
        Stretch(frozenset({"9"}), START - timedelta(hours=1)),
        Stretch(frozenset({"1000"}), START + timedelta(seconds=1)),
        Stretch(frozenset(), START - timedelta(hours=1), tops=True),
    ],
    ids=["under another post", "written later", "only what is no answer"],
)
def test_a_reading_proves_nothing_of_what_it_does_not_show(seat: Seat, stretch: Stretch) -> None:
    seat.arrive(COMMENT, account=PAGE)
    for _ in range(2):
        seat.arrive(account=PAGE, whole=(stretch,))
        seat.clock.on(seconds=PROOFS_APART.total_seconds())
    assert changes(seat) == []


def test_an_answer_in_a_thread_that_went_with_its_comment_is_gone_too(seat: Seat) -> None:
    top = message("1001", START, channel=Channel.FACEBOOK, thread="1001", parent="1000")
    answer = message("1002", START, SITI, channel=Channel.FACEBOOK, thread="1001", parent="1001")
    seat.arrive(top, answer, account=PAGE)
    for _ in range(2):
        seat.arrive(account=PAGE, whole=WHOLE)
        seat.clock.on(seconds=PROOFS_APART.total_seconds())
    for author in (ALI, SITI):
        assert changes(seat, conversation_of(author, "1001", PAGE)) == [(Change.GONE, "")]


# ---- the four networks ----------------------------------------------------------------------------------------------

HANDLES = {
    Channel.X: "MOWorks",
    Channel.FACEBOOK: "KKRMalaysia",
    Channel.INSTAGRAM: "kkrmalaysia",
    Channel.YOUTUBE: "kkrmalaysia",
}
LATER = timedelta(hours=2, minutes=1)
"""After that every adapter has read again all that it reads again at all."""


class Desk:
    """A store that is fed by a real adapter from the sandbox, whose clock is the store's."""

    def __init__(self, sandbox: Sandbox, folder: Path, network: Channel) -> None:
        self.network, self.page = network, HANDLES[network]
        self.now = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=10)
        self._sandbox = sandbox
        self.account = Account(f"{network}-kkr", network, self.page, "KKR", "kkr", connected=True)
        self.store = Store(folder / "pmsdesk.db", folder / "attachments", "WS-01", lambda: self.now, key=None)
        with self.store.work(SYSTEM) as work:
            work.accounts.put(self.account)
            work.commit()
        with sandbox.control() as control:
            control.reset(now=self.now, seeded=False)
            if network is not Channel.X:
                control.inject(network, self.page, self.page, "Kerja baik pulih FT5.", place=Place.POST)
        self.channel = self._connect()
        self.cursor = ""

    def _connect(self) -> ChannelPort:
        root = {Channel.X: self._sandbox.x_root, Channel.YOUTUBE: self._sandbox.youtube_root}.get(
            self.network, self._sandbox.facebook_root
        )
        channel = connect(self.account, f"sandbox-{self.page}", base_url=root)
        if isinstance(channel, YouTubeChannel):
            channel._now = lambda: self.now
        return channel

    def write(self, text: str) -> Item:
        with self._sandbox.control() as control:
            author = "Aminah Kassim" if self.network is Channel.FACEBOOK else "aminah_kk"
            return control.inject(self.network, self.page, author, text)

    def poll(self, after: timedelta = timedelta(minutes=1)) -> list[Event]:
        """Let time pass and take in what the network shows."""
        self.now += after
        with self._sandbox.control() as control:
            control.clock(now=self.now)
        told: list[Event] = []
        for _ in range(50):
            batch = self.channel.fetch(self.cursor)
            with self.store.work(SYSTEM) as work:
                told += ingest.accept(work, self.account.id, batch, triage)
                work.commit()
            self.cursor = batch.cursor
            if not batch.more:
                return told
        raise AssertionError("polling does not end")

    def stored(self, item: Item) -> Message:
        """The message as the seat has it."""
        with self.store.work(SYSTEM) as work:
            known = work.amendments.standings(self.network, [item.id])[item.id]
            return next(m for m in work.conversations.messages(known.conversation_id) if m.remote_id == item.id)

    def edit(self, item: Item, text: str) -> Item:
        with self._sandbox.control() as control:
            return control.edit(self.network, item.id, text)

    def delete(self, item: Item) -> None:
        with self._sandbox.control() as control:
            control.delete(self.network, item.id)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as world:
        yield world


@pytest.fixture(params=list(HANDLES))
def desk(request: pytest.FixtureRequest, sandbox: Sandbox, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(sandbox, tmp_path, request.param)
    yield made
    made.store.close()


def test_a_citizen_who_edits_is_read_with_both_texts(desk: Desk) -> None:
    item = desk.write("Jalan FT5 berlubang")
    desk.poll()
    edited = desk.edit(item, "@MOWorks Jalan FT5 km 12 berlubang")
    desk.poll(LATER)
    said = desk.stored(item)
    assert said.text.endswith("Jalan FT5 berlubang")
    (change,) = said.amendments
    newest = desk.stored(edited).text if desk.network is Channel.X else change.text
    assert newest == "@MOWorks Jalan FT5 km 12 berlubang"
    assert change.change is (Change.REPLACED if desk.network is Channel.X else Change.EDITED)


def test_a_citizen_who_deletes_is_told_after_two_proofs_and_nothing_is_removed(desk: Desk) -> None:
    item, other = desk.write("Jalan FT5 berlubang"), desk.write("Bila siap?")
    desk.poll()
    desk.delete(item)
    desk.poll(LATER)
    assert not desk.stored(item).is_gone
    desk.poll(LATER)
    assert desk.stored(item).is_gone
    assert desk.stored(item).text.endswith("Jalan FT5 berlubang")
    assert not desk.stored(other).amendments


@pytest.mark.parametrize("desk", [Channel.FACEBOOK, Channel.INSTAGRAM], indirect=True)
def test_where_more_is_counted_than_shown_nothing_is_called_gone(desk: Desk, sandbox: Sandbox) -> None:
    item = desk.write("Jalan FT5 berlubang")
    desk.poll()
    with sandbox.control() as control:
        control.world.items[desk.network, item.id].unlisted = True
    for _ in range(3):
        desk.poll(LATER)
    said = desk.stored(item)
    assert not said.amendments
    assert desk.store.read().conversation(said.conversation_id, "").unlisted == 1
    with sandbox.control() as control:
        control.world.items[desk.network, item.id].unlisted = False
    desk.poll(LATER)
    assert desk.store.read().conversation(said.conversation_id, "").unlisted == 0
