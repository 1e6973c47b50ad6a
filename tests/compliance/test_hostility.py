"""The score of hostility: high against people for what they are, low where that is denied, quoted or objected to."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.compliance.hostility import Hostility, Moved
from pmsdesk.data_files import resource_folder
from pmsdesk.domain.errors import BadDataFile

HOSTILITY = Hostility.load()


def score(text: str) -> float:
    return HOSTILITY.judge(text).score


def features(text: str) -> dict[str, str]:
    """The words behind each feature that moved the score."""
    return {m.feature: text[m.start : m.end] for m in HOSTILITY.judge(text).moved}


@pytest.mark.parametrize(
    "text",
    [
        "Perempuan memang bodoh semuanya.",
        "Warga asing ini macam lipas di taman kita.",
        "Aku meluat dengan penganut Hindu.",
        "Orang cacat patut dihapuskan.",
        "Orang tua tidak pernah berguna.",
        "Ramai imigran di sini. Mereka semua penipu.",
        "Those gays are disgusting.",
        "0rang C1na t4mak semua",
    ],
)
def test_hostility_to_a_group_is_high(text: str) -> None:
    assert score(text) > 0.4


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("Orang India jahat.", "Orang India tidak jahat."),
        ("Orang India jahat.", "Tak ada seorang pun orang India yang jahat."),
        ("Wanita tidak pandai.", "Wanita sangat pandai."),
        ("Pelarian ialah sampah.", "Memanggil pelarian sampah itu tidak wajar."),
        ("Gay itu menjijikkan.", "“Gay itu menjijikkan” – kenapa kau cakap begitu?"),
        ("Muslim patut dihalau.", "Sesiapa yang kata Muslim patut dihalau harus malu."),
        ("Warga emas menyusahkan.", "Lampu isyarat ini menyusahkan."),
        ("Melayu bodoh", "Jurutera itu bodoh"),
    ],
)
def test_what_denies_quotes_objects_or_is_about_no_group_is_lower(hostile: str, harmless: str) -> None:
    assert score(harmless) < score(hostile) / 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Terima kasih, aduan tuan telah diterima.",
        "Kerja naik taraf longkang di Kampung Cina, Kuala Terengganu siap.",
        "Jalan Masjid Kapitan Keling ditutup sementara.",
        "Saya seorang wanita dan saya bangga.",
        "Laluan kerusi roda di stesen itu sudah dibaiki.",
    ],
)
def test_our_own_texts_score_next_to_nothing(text: str) -> None:
    assert score(text) < 0.1


def test_it_says_which_words_moved_it_and_which_way() -> None:
    text = "🙏🏽 Orang Cina memang tamak"
    first, *_ = HOSTILITY.judge(text).moved
    assert (first.feature, text[first.start : first.end]) == ("trait", "tamak")
    assert first.weight > 0
    assert features("Wanita tidak malas") == {"group": "Wanita", "cleared": "malas"}
    assert features("Jom halau pendatang") == {"threat": "halau", "group": "pendatang"}


def test_a_negation_ends_with_its_sentence_and_its_reach() -> None:
    assert "cleared" in features("Wanita tidak malas.")
    assert "trait" in features("Tidak. Wanita malas.")
    assert "trait" in features("Tidak hujan di sini sejak pagi tadi kata jiran, wanita malas.")


def test_the_words_behind_a_score_have_a_version() -> None:
    assert HOSTILITY.judge("").words == HOSTILITY.judge("Orang Cina tamak").words != ""


@given(st.lists(st.sampled_from(["wanita", "bodoh", "tidak", "“", "”", ".", "kata", "bunuh", "patut", "\u200b"])))
def test_any_text_gets_a_score_with_sound_spans(words: list[str]) -> None:
    text = " ".join(words)
    opinion = HOSTILITY.judge(text)
    assert 0 <= opinion.score <= 1
    assert all(isinstance(m, Moved) and 0 <= m.start < m.end <= len(text) for m in opinion.moved)


def test_a_weight_that_is_missing_is_named(tmp_path: Path) -> None:
    shipped = (resource_folder() / "compliance/hostility.yaml").read_text("utf-8")
    (tmp_path / "hostility.yaml").write_text(shipped.replace("  threat: 3.2\n", "", 1), "utf-8")
    with pytest.raises(BadDataFile, match="threat"):
        Hostility.load(tmp_path)
