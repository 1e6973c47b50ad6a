"""Search everywhere, in every script citizens write, whatever characters are typed."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pmsdesk.store import Store
from pmsdesk.store.full_text import han, match
from tests.store.conftest import NOW, POTHOLE, Writer
from tests.store.test_register import registered

JAWI = "جالن بسر دكت سكوله روسق تروق"
TAMIL = "சாலையில் பெரிய பள்ளம் உள்ளது, தயவுசெய்து சரி செய்யவும்"
CHINESE = "巴生路的路灯坏了两个星期,晚上很危险"
ENGLISH = "When will the Pan Borneo stretch near Serian open? It's O'Brien's café route"


@pytest.fixture
def many(writer: Writer) -> dict[str, str]:
    """The id of one conversation in each script."""
    texts = {"malay": POTHOLE, "jawi": JAWI, "tamil": TAMIL, "chinese": CHINESE, "english": ENGLISH}
    return {script: writer.talk(text, name=f"Warga {script}").id for script, text in texts.items()}


@pytest.mark.parametrize(
    ("typed", "script"),
    [
        ("lubang besar", "malay"),
        ("BESAR lubang", "malay"),
        ("sabak bern", "malay"),
        ('"lubang besar"', "malay"),
        ("ft5", "malay"),
        ("سكوله", "jawi"),
        ("جالن تروق", "jawi"),
        ("பள்ளம்", "tamil"),
        ("சாலை", "tamil"),
        ("路灯", "chinese"),
        ("危险 路灯", "chinese"),
        ("serian", "english"),
        ("cafe", "english"),
        ("o'brien", "english"),
    ],
)
def test_words_are_found_in_every_script(store: Store, many: dict[str, str], typed: str, script: str) -> None:
    assert [hit.id for hit in store.read().search(typed)] == [many[script]]


@pytest.mark.parametrize("typed", ["besar kecil", '"besar lubang"', "ubang", "灯路", "危险 jambatan", "x"])
def test_what_is_not_written_is_not_found(store: Store, many: dict[str, str], typed: str) -> None:
    assert many
    assert not store.read().search(typed)


@pytest.mark.parametrize("typed", ["", "   ", "🙏", '"', '""', "***", "()", "-", "\0", "،؟"])
def test_what_holds_no_word_finds_nothing(store: Store, many: dict[str, str], typed: str) -> None:
    assert many
    assert match(typed) == ""
    assert not store.read().search(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "lubang AND",
        "NEAR(lubang besar)",
        "text:lubang",
        "lubang*",
        "^lubang",
        "lubang -besar",
        "(lubang",
        'lubang"',
        "NOT",
    ],
)
def test_the_syntax_of_the_index_is_only_words(store: Store, many: dict[str, str], typed: str) -> None:
    assert many
    store.read().search(typed)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(alphabet=st.characters(), max_size=40))
@example(typed="lubang \ud83d")
def test_nothing_that_can_be_typed_breaks_the_search(store: Store, typed: str) -> None:
    store.read().search(typed)


def test_chinese_characters_of_parted_runs_are_no_phrase() -> None:
    assert han("巴生 road 路灯", "坏了") == "巴 生 \ue000 路 灯 \ue000 坏 了"
    assert han("Lubang besar") == ""


def test_newest_first_and_no_more_than_asked(store: Store, writer: Writer) -> None:
    talks = [writer.talk(f"Lampu rosak {n}", sent_at=NOW + timedelta(minutes=n)) for n in range(5)]
    hits = store.read().search("lampu", 3)
    assert [hit.id for hit in hits] == [talk.id for talk in reversed(talks[2:])]
    assert [hit.excerpt for hit in hits] == ["Lampu rosak 4", "Lampu rosak 3", "Lampu rosak 2"]


def test_longer_words_are_found_too_when_whole_ones_are_few(store: Store, writer: Writer) -> None:
    whole, longer = writer.talk("jalan rosak"), writer.talk("jalanan rosak")
    assert {hit.id for hit in store.read().search("jalan")} == {whole.id, longer.id}


def test_complaints_and_people_are_found_with_messages(store: Store, writer: Writer) -> None:
    talk = writer.talk("Lampu jalan padam", name="Siti Lailatul")
    complaint = registered(store, talk, summary="Lampu di exit Sungai Buloh", complainant="陈美玲")
    read = store.read()
    assert {(hit.what, hit.id) for hit in read.search("lampu")} == {("message", talk.id), ("complaint", complaint.id)}
    assert [(hit.what, hit.title) for hit in read.search(complaint.number)] == [("complaint", complaint.number)]
    assert [(hit.what, hit.id, hit.title) for hit in read.search("laila")] == [("contact", talk.id, "Siti Lailatul")]
    assert [hit.what for hit in read.search("美玲")] == ["complaint"]
