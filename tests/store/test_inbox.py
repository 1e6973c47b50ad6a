"""Lists of the inbox: who stands in which tab, in which order, and what a row says."""

from dataclasses import replace
from datetime import timedelta

from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.conversation import ConversationState
from pmsdesk.domain.message import Direction
from pmsdesk.domain.reply import ReplyState
from pmsdesk.domain.triage import Jurisdiction
from pmsdesk.services.reading import LATE_SOON_HOURS, InboxFilter, InboxTab
from pmsdesk.store import Store
from tests.store.conftest import ACCOUNT, AISYAH, HAKIM, NOW, POTHOLE, TRIAGE, Writer


def test_open_conversations_stand_by_time_left_and_those_without_a_promise_last_newest_first(
    store: Store, writer: Writer
) -> None:
    no_promise_old = writer.talk(due_at=None, last_at=NOW - timedelta(days=2))
    later = writer.talk(due_at=NOW + timedelta(hours=20))
    no_promise_new = writer.talk(due_at=None, last_at=NOW)
    broken = writer.talk(due_at=NOW - timedelta(hours=1))
    expected = [broken.key, later.key, no_promise_new.key, no_promise_old.key]
    assert store.read().inbox_keys(InboxFilter(), NOW).tolist() == expected
    assert list(store.read().inbox_first_page(InboxFilter(), NOW, 2)) == expected[:2]


def test_each_tab_shows_its_own(store: Store, writer: Writer) -> None:
    mine = writer.talk(assignee_id=AISYAH.id)
    theirs = writer.talk(assignee_id=HAKIM.id)
    waiting = writer.talk(state=ConversationState.WAITING, assignee_id=AISYAH.id)
    done_old = writer.talk(state=ConversationState.DONE, last_at=NOW - timedelta(days=1))
    done_new = writer.talk(state=ConversationState.DONE, last_at=NOW)

    def shown(tab: InboxTab) -> list[int]:
        return store.read().inbox_keys(InboxFilter(tab, AISYAH.id), NOW).tolist()

    assert set(shown(InboxTab.OPEN)) == {mine.key, theirs.key}
    assert shown(InboxTab.MINE) == [mine.key]
    assert shown(InboxTab.WAITING) == [waiting.key]
    assert shown(InboxTab.DONE) == [done_new.key, done_old.key]


def test_nobody_owns_what_is_assigned_to_nobody(store: Store, writer: Writer) -> None:
    writer.talk()
    assert not store.read().inbox_keys(InboxFilter(InboxTab.MINE, ""), NOW)


def test_saved_views_narrow_by_jurisdiction_account_and_time_left(store: Store, writer: Writer) -> None:
    facebook = Account("a-fb", Channel.FACEBOOK, "KKR", "Kementerian Kerja Raya", "kkr")
    toll = writer.talk(triage=replace(TRIAGE, jurisdiction=Jurisdiction.TOLL))
    soon = writer.talk(due_at=NOW + timedelta(hours=LATE_SOON_HOURS))
    elsewhere = writer.talk(account=facebook)
    read = store.read()
    assert read.inbox_keys(InboxFilter(jurisdiction=Jurisdiction.TOLL), NOW).tolist() == [toll.key]
    assert read.inbox_keys(InboxFilter(late_within_hours=LATE_SOON_HOURS), NOW).tolist() == [soon.key]
    assert read.inbox_keys(InboxFilter(account_id="a-fb"), NOW).tolist() == [elsewhere.key]


def test_words_narrow_a_tab_by_message_person_and_complaint_number(store: Store, writer: Writer) -> None:
    lamp = writer.talk("Lampu jalan exit Sungai Buloh dah seminggu tak menyala", name="Siti Lailatul")
    writer.talk()
    for words in ("lampu buloh", "lailatul", '"lampu jalan"', "MENYA"):
        assert store.read().inbox_keys(InboxFilter(search=words), NOW).tolist() == [lamp.key], words
        assert list(store.read().inbox_first_page(InboxFilter(search=words), NOW, 10)) == [lamp.key], words
    assert not store.read().inbox_keys(InboxFilter(search="jambatan"), NOW)
    assert not store.read().inbox_keys(InboxFilter(search="🙏"), NOW)


def test_a_row_says_what_a_glance_needs(store: Store, writer: Writer) -> None:
    talk = writer.talk(name="Faizal Z.", assignee_id=HAKIM.id, labels=("segera", "FT5"), urgent=True)
    with store.work(AISYAH) as work:
        work.conversations.save_draft(talk.id, AISYAH.id, "reply", "Terima kasih, pasukan JKR", NOW)
        work.replies.add("r1", talk.id, ACCOUNT.id, "m1", ReplyState.PENDING)
        work.commit()
    (row,) = store.read().inbox_rows([talk.key], AISYAH.id)
    assert (row.contact_name, row.account_handle, row.channel) == ("Faizal Z.", "MOWorks", Channel.X)
    assert (row.preview, row.draft, row.pending) == (POTHOLE, "Terima kasih, pasukan JKR", True)
    assert (row.lead_agency, row.road, row.jurisdiction) == ("jkr", "FT5", Jurisdiction.FEDERAL)
    assert (row.assignee_name, row.labels, row.urgent) == ("Hakim bin Osman", ("segera", "FT5"), True)
    assert (row.we_spoke_last, row.complaint_number) == (False, "")
    assert row.due_at == talk.due_at
    (theirs,) = store.read().inbox_rows([talk.key], HAKIM.id)
    assert theirs.draft == ""


def test_the_preview_is_the_newest_message_said_and_never_the_pinned_post(store: Store, writer: Writer) -> None:
    talk = writer.talk()
    later = NOW + timedelta(minutes=5)
    writer.say(
        writer.message(talk, "own-1", "Terima kasih, aduan telah diterima.", later, direction=Direction.OUT),
        writer.message(
            talk, "t1", "Kerja menurap di FT5 bermula", NOW + timedelta(days=1), direction=Direction.CONTEXT
        ),
    )
    (row,) = store.read().inbox_rows([talk.key], AISYAH.id)
    assert (row.preview, row.we_spoke_last) == ("Terima kasih, aduan telah diterima.", True)


def test_rows_keep_the_order_asked_for_and_leave_out_what_is_gone(store: Store, writer: Writer) -> None:
    first, second = writer.talk(), writer.talk()
    rows = store.read().inbox_rows([second.key, 999, first.key], AISYAH.id)
    assert [row.key for row in rows] == [second.key, first.key]


def test_counts_follow_every_change(store: Store, writer: Writer) -> None:
    talk = writer.talk(due_at=NOW, triage=replace(TRIAGE, jurisdiction=Jurisdiction.OUTSIDE))
    writer.talk(assignee_id=AISYAH.id, due_at=None, triage=replace(TRIAGE, jurisdiction=Jurisdiction.TOLL))
    counts = store.read().counts(AISYAH.id, NOW)
    assert (counts.open, counts.mine, counts.waiting, counts.toll, counts.outside, counts.late_soon) == (
        2,
        1,
        0,
        1,
        1,
        1,
    )
    with store.work(AISYAH) as work:
        work.conversations.put(replace(talk, state=ConversationState.WAITING, assignee_id=AISYAH.id))
        work.commit()
    counts = store.read().counts(AISYAH.id, NOW)
    assert (counts.open, counts.mine, counts.waiting, counts.toll, counts.outside, counts.late_soon) == (
        1,
        1,
        1,
        1,
        0,
        0,
    )


def test_labels_in_use_are_told_once(store: Store, writer: Writer) -> None:
    writer.talk(labels=("viral", "FT5"))
    writer.talk(labels=("FT5",))
    writer.talk()
    assert list(store.read().labels()) == ["FT5", "viral"]
