"""What a network delivers becomes conversations: each message once, each citizen apart, each promise counted."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.conversation import ConversationState
from pmsdesk.domain.events import AccountPolled, MessagesArrived
from pmsdesk.domain.message import Author, Direction, RemoteMessage
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.domain.triage import Jurisdiction, Kind
from pmsdesk.services import ingest, triaging
from pmsdesk.services.ports import Batch
from tests.services.seat import (
    AINA,
    ALI,
    MINISTER,
    MINISTRY,
    PAGE,
    SITI,
    START,
    Seat,
    conversation_of,
    message,
    triage,
)

OURS = Author("900", "MOWorks", "Kementerian Kerja Raya")
POST = message("1000", START - timedelta(hours=2), OURS, "Kerja menaik taraf FT5 bermula esok.", own=True, parent="")


def arrived(events: tuple[object, ...]) -> MessagesArrived:
    return next(e for e in events if isinstance(e, MessagesArrived))


def test_a_first_message_begins_a_conversation_that_is_due_in_24_hours(seat: Seat) -> None:
    events = seat.arrive(message("1001", START - timedelta(minutes=10)))
    talk = conversation_of(ALI)
    assert arrived(events) == MessagesArrived(MINISTRY.id, (talk,), (talk,))
    shown = seat.view(talk)
    assert shown.conversation.state is ConversationState.OPEN
    assert shown.conversation.due_at == START - timedelta(minutes=10) + timedelta(hours=24)
    assert shown.conversation.triage.road == "FT5"
    assert shown.contact.handle == "ali_rahman"
    assert [m.remote_id for m in shown.messages] == ["1001"]


def test_the_same_batch_twice_changes_nothing(seat: Seat) -> None:
    seat.arrive(message("1001", START))
    again = seat.arrive(message("1001", START), message("1001", START))
    assert [type(e) for e in again] == [AccountPolled]
    assert len(seat.view(conversation_of(ALI)).messages) == 1


def test_a_post_that_names_two_of_our_accounts_is_one_matter(seat: Seat) -> None:
    seat.arrive(message("1001", START), account=MINISTRY)
    again = seat.arrive(message("1001", START), account=MINISTER)
    assert [type(e) for e in again] == [AccountPolled]
    with seat.look() as work:
        assert not work.conversations.find_many((conversation_of(ALI, account=MINISTER),))


def test_one_operation_is_recorded_for_a_batch_and_none_for_an_empty_one(seat: Seat) -> None:
    before = seat.store.verify()
    seat.arrive(message("1001", START), message("1002", START, SITI))
    seat.arrive()
    assert seat.store.verify() == before + 1


def test_the_cursor_is_kept_with_the_messages_or_not_at_all(seat: Seat) -> None:
    def fail(text: str, account: object) -> None:
        raise RuntimeError(text, account)

    with pytest.raises(RuntimeError), seat.look() as work:
        ingest.accept(work, MINISTRY.id, Batch((message("1001", START),), "cursor-9"), fail)  # type: ignore[arg-type]
    with seat.look() as work:
        assert work.accounts.cursor(MINISTRY.id) == ""
        assert work.conversations.find(conversation_of(ALI)) is None
    seat.arrive(message("1001", START))
    with seat.look() as work:
        assert work.accounts.cursor(MINISTRY.id) == "cursor-1"


def test_two_citizens_under_one_post_are_two_conversations(seat: Seat) -> None:
    seat.arrive(message("1001", START), message("1002", START, SITI, "Saya pun kena lubang FT5 itu"))
    assert [m.remote_id for m in seat.view(conversation_of(SITI)).messages] == ["1002"]


def test_people_the_network_does_not_name_are_never_taken_for_one_another(seat: Seat) -> None:
    hidden = Author("", "", "")
    comments = [
        RemoteMessage(PAGE.channel, f"p_{n}", "p", "p", hidden, f"Lampu jalan rosak {n}", START) for n in range(3)
    ]
    assert len(arrived(seat.arrive(*comments, account=PAGE)).fresh) == 3


def test_our_own_post_begins_no_conversation_but_is_shown_as_the_parent(seat: Seat) -> None:
    assert [type(e) for e in seat.arrive(POST)] == [AccountPolled]
    seat.arrive(message("1001", START), parents=(POST,))
    parent = seat.view(conversation_of(ALI)).parent
    assert parent is not None
    assert parent.text == POST.text


def test_the_parent_is_shown_to_everyone_who_answered_it(seat: Seat) -> None:
    seat.arrive(message("1001", START), message("1002", START, SITI), parents=(POST,))
    for author in (ALI, SITI):
        parent = seat.view(conversation_of(author)).parent
        assert parent is not None
        assert parent.remote_id == "1000"


def test_a_post_kept_as_context_can_still_arrive_as_a_citizens_message(seat: Seat) -> None:
    siti_post = message("2000", START - timedelta(hours=1), SITI, "Bahaya! Pokok tumbang", thread="2000", parent="")
    seat.arrive(message("2001", START, thread="2000", parent="2000"), parents=(siti_post,))
    events = seat.arrive(siti_post)
    talk = conversation_of(SITI, "2000")
    assert arrived(events).fresh == (talk,)
    assert [m.direction for m in seat.view(talk).messages] == [Direction.IN]


def test_a_post_that_comes_as_message_and_as_parent_at_once_is_a_message(seat: Seat) -> None:
    siti_post = message("2000", START - timedelta(hours=1), SITI, "Pokok tumbang", thread="2000", parent="")
    seat.arrive(message("2001", START, thread="2000", parent="2000"), siti_post, parents=(siti_post,))
    assert [m.remote_id for m in seat.view(conversation_of(SITI, "2000")).messages] == ["2000"]


def test_a_reply_written_on_the_platform_by_hand_answers_the_conversation(seat: Seat) -> None:
    talk = seat.complain()
    seat.clock.on(hours=1)
    seat.arrive(message("1005", seat.clock.now, OURS, "Pihak kami sedang menyemak.", own=True, parent="1001"))
    shown = seat.view(talk)
    assert [m.direction for m in shown.messages] == [Direction.IN, Direction.OUT]
    assert shown.conversation.due_at is None
    assert shown.conversation.answered_at == seat.clock.now
    assert shown.conversation.state is ConversationState.WAITING


def test_a_sister_accounts_reply_is_no_citizens_message(seat: Seat) -> None:
    talk = seat.complain()
    minister = Author("901", "menteri_kkr", "Menteri Kerja Raya")
    seat.arrive(message("1006", START, minister, "Saya ambil maklum.", parent="1001"))
    assert [m.direction for m in seat.view(talk).messages] == [Direction.IN, Direction.OUT]


def test_on_instagram_a_connected_sister_account_is_known_by_its_name_and_no_unconnected_one_is(seat: Seat) -> None:
    ours = Account("ig-kkr", Channel.INSTAGRAM, "kkr_malaysia", "Kementerian Kerja Raya", "kkr", "910", connected=True)
    sister = replace(ours, id="ig-jkr", handle="JKRMalaysia", name="JKR", remote_id="911")
    former = replace(ours, id="ig-menteri", handle="menteri_2016", name="Menteri", remote_id="", connected=False)
    with seat.store.work(SYSTEM) as work:
        for account in (ours, sister, former):
            work.accounts.put(account)
        work.commit()
    on_instagram = partial(message, channel=Channel.INSTAGRAM)
    question = on_instagram("1001", START)
    seat.arrive(question, account=ours)
    events = seat.arrive(
        on_instagram("1002", START, Author("17841", "jkrmalaysia", ""), "Kami semak.", parent="1001"),
        on_instagram("1003", START, Author("17842", "menteri_2016", ""), "Saya kini warga biasa."),
        account=ours,
    )
    talk = conversation_of(ALI, account=ours)
    assert arrived(events).fresh == (conversation_of(Author("17842", "", ""), account=ours),)
    assert [m.direction for m in seat.view(talk).messages] == [Direction.IN, Direction.OUT]


def test_an_own_reply_that_answers_an_own_reply_stays_in_the_conversation(seat: Seat) -> None:
    talk = seat.complain()
    first = message("1005", START + timedelta(minutes=1), OURS, "(1/2) Kami semak.", own=True, parent="1001")
    second = message(
        "1006", START + timedelta(minutes=2), OURS, "(2/2) Pasukan sudah di tapak.", own=True, parent="1005"
    )
    seat.clock.on(minutes=5)
    seat.arrive(second, first)
    assert [m.remote_id for m in seat.view(talk).messages] == ["1001", "1005", "1006"]


@pytest.mark.parametrize("put_away", ["finish", "snooze"])
def test_a_conversation_that_was_put_away_opens_when_the_citizen_writes_again(seat: Seat, put_away: str) -> None:
    talk = seat.complain()
    if put_away == "finish":
        seat.do(AINA, triaging.finish, talk, "bukan_aduan")
    else:
        seat.do(AINA, triaging.snooze, talk, seat.clock.now + timedelta(hours=5))
    seat.clock.on(hours=2)
    seat.arrive(message("1009", seat.clock.now, text="Masih belum dibaiki!"))
    conversation = seat.view(talk).conversation
    assert conversation.state is ConversationState.OPEN
    assert conversation.snoozed_until is None
    settled = seat.clock.now if put_away == "finish" else START
    assert conversation.due_at == settled + timedelta(hours=24)


def test_a_later_message_that_says_more_improves_the_triage_and_a_vaguer_one_does_not(seat: Seat) -> None:
    talk = seat.complain(text="Jalan teruk, bahaya!")
    assert seat.view(talk).conversation.triage.jurisdiction is Jurisdiction.UNCLEAR
    seat.arrive(message("1002", START, text="Maksud saya FT5 km 12"))
    seat.arrive(message("1003", START, text="Terima kasih"))
    conversation = seat.view(talk).conversation
    assert (conversation.triage.kind, conversation.triage.road) == (Kind.COMPLAINT, "FT5")
    assert conversation.urgent


def test_an_officers_correction_is_never_overruled(seat: Seat) -> None:
    talk = seat.complain(text="Jalan teruk")
    seat.do(AINA, triaging.correct, talk, Jurisdiction.STATE, ("jkr-selangor",))
    seat.arrive(message("1002", START, text="Jalan FT5 itu"))
    assert seat.view(talk).conversation.triage.jurisdiction is Jurisdiction.STATE


def test_messages_from_the_future_keep_their_order_and_never_gain_time(seat: Seat) -> None:
    ahead = START + timedelta(hours=24)
    later = message("1002", ahead + timedelta(seconds=5), text="Kedua: masih FT5")
    events = seat.arrive(later, message("1001", ahead), server_time=ahead)
    shown = seat.view(conversation_of(ALI))
    assert [m.remote_id for m in shown.messages] == ["1001", "1002"]
    assert all(m.sent_at <= START for m in shown.messages)
    assert shown.conversation.due_at is not None
    assert shown.conversation.due_at <= START + timedelta(hours=24)
    assert next(e.skew_s for e in events if isinstance(e, AccountPolled)) == 86_400


def test_a_clock_a_day_ahead_shows_as_skew_and_loses_nothing(seat: Seat) -> None:
    seat.clock.on(hours=24)
    events = seat.arrive(message("1001", START), server_time=START)
    assert next(e.skew_s for e in events if isinstance(e, AccountPolled)) == -86_400
    assert len(seat.view(conversation_of(ALI)).messages) == 1


def test_a_message_of_a_megabyte_is_kept_whole(seat: Seat) -> None:
    text = "Lubang FT5! " * 90_000
    talk = seat.complain(text=text)
    assert seat.view(talk).messages[0].text == text


def test_an_older_history_may_come_after_the_newer_one(seat: Seat) -> None:
    seat.arrive(message("1002", START - timedelta(hours=1), text="Bila nak baiki FT5?"))
    seat.arrive(message("1001", START - timedelta(hours=30)))
    shown = seat.view(conversation_of(ALI))
    assert [m.remote_id for m in shown.messages] == ["1001", "1002"]
    assert shown.conversation.due_at == START - timedelta(hours=6)
    assert shown.conversation.last_at == START - timedelta(hours=1)


def test_a_history_read_for_the_first_time_owes_nothing_for_what_was_answered(seat: Seat) -> None:
    asked = message("1001", START - timedelta(days=20))
    told = message("1002", START - timedelta(days=19), OURS, "Telah dibaiki.", own=True, parent="1001")
    seat.arrive(told, asked)
    conversation = seat.view(conversation_of(ALI)).conversation
    assert conversation.due_at is None
    assert conversation.state is ConversationState.WAITING


AUTHORS = (ALI, SITI, Author("7003", "raj_k", "Raj Kumar"))
any_text = st.text(max_size=60)


@st.composite
def feeds(draw: st.DrawFn) -> list[RemoteMessage]:
    count = draw(st.integers(min_value=1, max_value=8))
    return [
        message(
            str(1001 + n),
            START + timedelta(minutes=draw(st.integers(min_value=-3000, max_value=3000))),
            draw(st.sampled_from(AUTHORS)),
            draw(any_text),
            thread=draw(st.sampled_from(["1000", "2000"])),
        )
        for n in range(count)
    ]


@settings(max_examples=25)
@given(feeds(), st.data())
def test_however_the_pages_are_cut_overlap_and_repeat_every_message_is_stored_once(
    feed: list[RemoteMessage], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        seat = Seat(Path(folder))
        try:
            pages = data.draw(st.lists(st.lists(st.sampled_from(feed), max_size=6), max_size=4))
            for page in (*pages, feed, feed[::-1]):
                seat.do(SYSTEM, ingest.accept, MINISTRY.id, Batch(tuple(page), "c"), triage)
            for author in AUTHORS:
                for thread in ("1000", "2000"):
                    wanted = {m.remote_id for m in feed if m.author is author and m.thread == thread}
                    if wanted:
                        shown = seat.view(conversation_of(author, thread))
                        assert len(shown.messages) == len(wanted)
                        assert {m.remote_id for m in shown.messages} == wanted
                        assert shown.conversation.due_at is not None
            seat.store.verify()
        finally:
            seat.close()
