"""Conversations, messages, contacts and drafts: stored whole, once, and given back as they were."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.conversation import ConversationState
from pmsdesk.domain.errors import NotFound
from pmsdesk.domain.message import Direction
from pmsdesk.domain.triage import Jurisdiction, Kind, Triage
from pmsdesk.store import Store
from tests.store.conftest import ACCOUNT, AISYAH, HAKIM, NOW, POTHOLE, Writer

TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300)


def test_a_conversation_comes_back_as_it_went_in(store: Store, writer: Writer) -> None:
    talk = writer.talk(labels=("viral", "FT5"), urgent=True, assignee_id=HAKIM.id)
    with store.work(AISYAH) as work:
        assert work.conversations.get(talk.id) == talk
        assert work.conversations.find("tiada") is None
        with pytest.raises(NotFound):
            work.conversations.get("tiada")


def test_what_decided_is_read_as_the_first_versions_kept_it_and_stays_so(store: Store, writer: Writer) -> None:
    talk = writer.talk()
    kept = '[[28,31,"“FT5” = Laluan Persekutuan 5"]]'
    with closing(sqlite3.connect(store.path)) as raw, raw:
        raw.execute("UPDATE conversation SET evidence = ? WHERE id = ?", (kept, talk.id))
    with store.work(AISYAH) as work:
        found = work.conversations.get(talk.id)
        assert [evidence.why for evidence in found.triage.evidence] == ["“FT5” = Laluan Persekutuan 5"]
        work.conversations.put(replace(found, urgent=True))
        work.commit()
    with closing(sqlite3.connect(store.path)) as raw:
        assert raw.execute("SELECT evidence FROM conversation WHERE id = ?", (talk.id,)).fetchone() == (kept,)


def test_what_decided_is_kept_as_a_code_with_its_facts(store: Store, writer: Writer) -> None:
    talk = writer.talk()
    with closing(sqlite3.connect(store.path)) as raw:
        (kept,) = raw.execute("SELECT evidence FROM conversation WHERE id = ?", (talk.id,)).fetchone()
    assert json.loads(kept) == [[28, 31, "federal_route", "FT5", "5"]]


def test_a_change_keeps_the_key(store: Store, writer: Writer) -> None:
    talk = writer.talk()
    changed = replace(
        talk,
        state=ConversationState.WAITING,
        snoozed_until=NOW.replace(microsecond=0) + timedelta(hours=1),
        due_at=None,
        triage=Triage(Kind.QUESTION, Jurisdiction.TOLL),
    )
    with store.work(AISYAH) as work:
        assert work.conversations.put(changed) == changed
        work.commit()
    assert store.read().conversation_key(talk.id) == talk.key
    with pytest.raises(NotFound):
        store.read().conversation_key("tiada")


def test_many_are_stored_and_found_at_once(store: Store, writer: Writer) -> None:
    talks = [writer.talk() for _ in range(3)]
    with store.work(AISYAH) as work:
        work.conversations.put_many([replace(talk, urgent=True) for talk in talks[:2]])
        work.conversations.put_many([])
        found = work.conversations.find_many([talks[0].id, talks[2].id, "tiada"])
        said = work.conversations.messages_of([talks[0].id, talks[2].id, "tiada"])
    assert {key: talk.urgent for key, talk in found.items()} == {talks[0].id: True, talks[2].id: False}
    assert {key: [m.remote_id for m in said[key]] for key in said} == {talks[0].id: ["m1"], talks[2].id: ["m3"]}


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, name=TEXTS)
def test_any_text_is_stored_exactly(store: Store, writer: Writer, text: str, name: str) -> None:
    talk = writer.talk(text, name=name)
    view = store.read().conversation(talk.id, AISYAH.id)
    assert view.messages[-1].text == text
    assert view.contact.name == name


def test_a_megabyte_is_stored_whole_and_shown_short(store: Store, writer: Writer) -> None:
    text = "lubang 道路 " * 90_000
    talk = writer.talk(text)
    read = store.read()
    assert read.conversation(talk.id, AISYAH.id).messages[0].text == text
    (row,) = read.inbox_rows([talk.key], AISYAH.id)
    assert row.preview == text[:200]
    (hit,) = read.search("lubang")
    assert hit.excerpt == text[:200]


def test_a_message_is_stored_once_a_network(store: Store, writer: Writer) -> None:
    facebook = Account("a-fb", Channel.FACEBOOK, "KKR", "Kementerian Kerja Raya", "kkr")
    talk, other = writer.talk(), writer.talk(account=facebook)
    again = writer.message(talk, "m1", "Teks yang lain")
    elsewhere = writer.message(other, "m1", "Pada Facebook", account=facebook)
    writer.say(again, elsewhere, again)
    with store.work(AISYAH) as work:
        assert [m.text for m in work.conversations.messages(talk.id)] == [POTHOLE]
        assert set(work.amendments.standings(Channel.X, ["m1", "m2", "m9"])) == {"m1"}
        assert set(work.amendments.standings(Channel.FACEBOOK, ["m1", "m2"])) == {"m1", "m2"}
        found = work.conversations.message_by_remote_id(Channel.FACEBOOK, "m1")
        assert found == elsewhere
        assert work.conversations.message_by_remote_id(Channel.X, "m9") is None


def test_a_context_post_gives_way_to_the_same_post_as_a_message(store: Store, writer: Writer) -> None:
    first, second = writer.talk(), writer.talk()
    as_context = writer.message(first, "p1", "Jalan runtuh di Gerik", direction=Direction.CONTEXT)
    writer.say(as_context)
    with store.work(AISYAH) as work:
        assert not work.amendments.standings(Channel.X, ["p1"])
    as_message = writer.message(second, "p1", "Jalan runtuh di Gerik, tolong!")
    writer.say(as_message)
    writer.say(as_context)
    with store.work(AISYAH) as work:
        assert work.conversations.message_by_remote_id(Channel.X, "p1") == as_message
        assert set(work.amendments.standings(Channel.X, ["p1"])) == {"p1"}
    assert [hit.id for hit in store.read().search("gerik tolong")] == [second.id]
    assert store.verify() == 0


def test_a_message_of_an_unknown_account_is_refused(store: Store, writer: Writer) -> None:
    talk = writer.talk()
    with store.work(AISYAH) as work, pytest.raises(NotFound):
        work.conversations.add_messages([replace(writer.message(talk, "m9", "x"), account_id="tiada")])


def test_messages_stand_in_the_order_they_were_written(store: Store, writer: Writer) -> None:
    talk = writer.talk(sent_at=NOW)
    early = writer.message(talk, "m-early", "pertama", NOW - timedelta(hours=1))
    twin = writer.message(talk, "m-twin", "serentak", NOW)
    writer.say(twin, early)
    with store.work(AISYAH) as work:
        assert [m.text for m in work.conversations.messages(talk.id)] == ["pertama", POTHOLE, "serentak"]


def test_a_contact_is_refreshed_and_keeps_what_is_known(store: Store, writer: Writer) -> None:
    talk = writer.talk(name="Faizal Z.")
    with store.work(AISYAH) as work:
        known = work.conversations.contact(talk.contact_id)
        work.conversations.put_contacts([replace(known, phone="012-345 4471")])
        later = replace(known, name="Faizal Zainal", first_seen_at=NOW + timedelta(days=1))
        work.conversations.put_contacts([later])
        now = work.conversations.contact(talk.contact_id)
        work.commit()
    assert now == replace(known, name="Faizal Zainal", phone="012-345 4471")
    assert [hit.title for hit in store.read().search("zainal")] == ["Faizal Zainal"]
    with store.work(AISYAH) as work, pytest.raises(NotFound):
        work.conversations.contact("tiada")


def test_a_draft_belongs_to_its_author_and_its_mode(store: Store, writer: Writer) -> None:
    talk = writer.talk()
    with store.work(AISYAH) as work:
        work.conversations.save_draft(talk.id, AISYAH.id, "reply", "Terima", NOW)
        work.conversations.save_draft(talk.id, AISYAH.id, "reply", "Terima kasih", NOW)
        work.conversations.save_draft(talk.id, AISYAH.id, "note", "telefon dahulu", NOW)
        work.commit()
    mine, theirs = (store.read().conversation(talk.id, who.id) for who in (AISYAH, HAKIM))
    assert (mine.draft, mine.note_draft) == ("Terima kasih", "telefon dahulu")
    assert (theirs.draft, theirs.note_draft) == ("", "")
    with store.work(AISYAH) as work:
        work.conversations.save_draft(talk.id, AISYAH.id, "reply", "", NOW)
        assert work.conversations.draft(talk.id, AISYAH.id, "reply") == ""
        assert work.conversations.draft(talk.id, AISYAH.id, "note") == "telefon dahulu"


def test_only_a_snooze_that_is_over_wakes(store: Store, writer: Writer) -> None:
    over = writer.talk(state=ConversationState.WAITING, snoozed_until=NOW - timedelta(minutes=1))
    writer.talk(state=ConversationState.WAITING, snoozed_until=NOW + timedelta(minutes=1))
    writer.talk(state=ConversationState.WAITING)
    writer.talk(snoozed_until=NOW - timedelta(minutes=1))
    with store.work(AISYAH) as work:
        assert [talk.id for talk in work.conversations.wake_due(NOW)] == [over.id]


def test_accounts_keep_their_cursor_when_they_change(store: Store) -> None:
    with store.work(AISYAH) as work:
        assert work.accounts.cursor(ACCOUNT.id) == ""
        work.accounts.set_cursor(ACCOUNT.id, "1890", NOW)
        work.accounts.put(replace(ACCOUNT, connected=True))
        assert work.accounts.cursor(ACCOUNT.id) == "1890"
        assert list(work.accounts.all()) == [replace(ACCOUNT, connected=True)]
        with pytest.raises(NotFound):
            work.accounts.get("tiada")
        with pytest.raises(NotFound):
            work.accounts.cursor("tiada")
