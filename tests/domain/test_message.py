"""A message gets the same id on every seat, and its text is stored clean without losing what it says."""

import unicodedata
from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.domain.account import Channel
from pmsdesk.domain.message import clean_line, clean_text, contact_id, conversation_id, message_id, named_id


def test_ids_depend_only_on_the_network_and_its_own_ids() -> None:
    assert message_id(Channel.X, "1785") == message_id(Channel.X, "1785")
    assert message_id(Channel.X, "1785") != message_id(Channel.FACEBOOK, "1785")
    assert contact_id(Channel.X, "1785") != message_id(Channel.X, "1785")


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_conversation_is_one_person_under_one_root_with_one_account(thread: str, contact: str) -> None:
    ids = {
        conversation_id(account, root, person)
        for account in ("x-kkr", "x-jkr")
        for root in (thread, thread + "1")
        for person in (contact, contact + "1")
    }
    assert len(ids) == 8


@given(st.text(max_size=200))
def test_clean_text_is_stable_normalised_and_can_be_stored(text: str) -> None:
    clean = clean_text(text)
    assert clean_text(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)
    clean.encode()
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t" for c in clean)


def test_control_characters_go_and_words_stay() -> None:
    assert clean_text("Jalan\x00 rosak\x1b[31m\r\nTeruk\x07!") == "Jalan rosak[31m\nTeruk!"


def test_half_an_emoji_becomes_the_replacement_character() -> None:
    assert clean_text("Bahaya \ud83d!") == "Bahaya \ufffd!"


def test_bidirectional_controls_joiners_and_emoji_are_kept() -> None:
    jawi = "\u2067جالن روسق\u2069 👨‍👩‍👧 வணக்கம்\u200c"
    assert clean_text(jawi) == jawi


def test_a_name_is_one_line() -> None:
    assert clean_line("  Siti\n\tNur\u00a0Aisyah\x00 ") == "Siti Nur Aisyah"


@given(st.uuids(), st.text(st.characters(exclude_categories=["Cs"])))
def test_a_named_id_is_the_uuid_of_rfc_9562(namespace: UUID, name: str) -> None:
    assert named_id(namespace, name) == str(uuid5(namespace, name))
