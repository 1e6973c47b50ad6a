"""The lexicon: affixes, exceptions, scripts, its label, its linter, and files that are wrong."""

from pathlib import Path

import pytest

from pmsdesk.compliance.lexicon import Lexicon, Term, lint
from pmsdesk.data_files import resource_folder
from pmsdesk.domain.errors import BadDataFile
from pmsdesk.domain.finding import Severity
from pmsdesk.language.fold import fold

SHIPPED = Lexicon.load()


def term(text: str, *, affixes: str = "none", exceptions: tuple[str, ...] = (), rule: str = "R11") -> Term:
    return Term(text, rule, "abuse", Severity.BLOCK, affixes, exceptions, "ujian", "ujian", "2026-11-23", "ujian")


def found(lexicon: Lexicon, text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in lexicon.hits(text, fold(text))]


@pytest.mark.parametrize(
    ("affixes", "text", "expected"),
    [
        ("none", "bodoh bodohnya membodohkan", ["bodoh"]),
        ("clitics", "bodoh bodohnya bodohlah membodohkan bodoh2", ["bodoh", "bodohnya", "bodohlah", "bodoh2"]),
        ("full", "bodohnya membodohkan kebodohan diperbodohkan bodohi", 5),
        ("full", "Bodohill perbodohx tbodoh", []),
    ],
)
def test_affixes_reach_as_far_as_they_are_allowed(affixes: str, text: str, expected: list[str] | int) -> None:
    hits = found(Lexicon("1", [term("bodoh", affixes=affixes)]), text)
    assert hits == expected if isinstance(expected, list) else len(hits) == expected


def test_a_nasal_prefix_takes_the_first_letter() -> None:
    lexicon = Lexicon("1", [term("sundal", affixes="full")])
    assert found(lexicon, "menyundalkan memundal mengundal") == ["menyundalkan"]


def test_exceptions_hold_only_for_their_term() -> None:
    lexicon = Lexicon("1", [term("babi", exceptions=("babi hutan",)), term("hutan")])
    assert found(lexicon, "babi hutan dan babi") == ["hutan", "babi"]


def test_words_of_han_and_tamil_need_no_space() -> None:
    lexicon = Lexicon("1", [term("白痴"), term("முட்டாள்")])
    assert found(lexicon, "你这个白痴啊 நீ முட்டாள்தான்") == ["白痴", "முட்டாள்"]


def test_consonants_alone_are_read_but_not_abbreviations() -> None:
    lexicon = Lexicon("1", [term("bangsat")])
    assert found(lexicon, "memang bngst") == ["bngst"]
    assert found(lexicon, "Taklimat BNGST hari ini") == []


def test_the_label_changes_with_the_content_only() -> None:
    one, two = term("bodoh"), term("bangang")
    assert Lexicon("1", [one, two]).label == Lexicon("1", [two, one]).label
    assert Lexicon("1", [one]).label != Lexicon("1", [one, two]).label
    assert Lexicon("1", [one]).label != Lexicon("2", [one]).label


def test_added_terms_leave_the_lexicon_they_are_added_to_as_it_was() -> None:
    one = Lexicon("1", [term("bodoh")])
    more = one.with_abuse(["Zorbak", " zorbak ", "", "\u200b", "bodoh"], source="ujian")
    assert [t.text for t in more.terms] == ["bodoh", "zorbak"]
    assert found(more, "z0rbak zorbaknya") == ["z0rbak", "zorbaknya"]
    assert found(one, "zorbak") == []
    assert more.label != one.label


def test_the_linter_names_doubles_and_terms_that_forbid_official_texts() -> None:
    lexicon = Lexicon("1", [term("sial"), term("sial"), term("babi", exceptions=("babi hutan",))])
    problems = lint(lexicon, ["Babi hutan melintas FT8.", "Jalan Sial ditutup."])
    assert any("dua kali" in problem for problem in problems)
    assert any("Jalan Sial" in problem for problem in problems)
    assert not any("Babi" in problem for problem in problems)


def test_the_shipped_lexicon_is_clean() -> None:
    assert lint(SHIPPED) == []


def test_every_shipped_term_says_where_it_comes_from() -> None:
    assert all(t.source and t.author and t.date and t.reason for t in SHIPPED.terms)


def test_a_bad_entry_is_named_by_file_and_line(tmp_path: Path) -> None:
    shipped = (resource_folder() / "compliance/lexicon.yaml").read_text("utf-8")
    bad = shipped.replace("severity: block", "severity: terlarang", 1)
    (tmp_path / "lexicon.yaml").write_text(bad, "utf-8")
    with pytest.raises(BadDataFile) as caught:
        Lexicon.load(tmp_path)
    assert caught.value.facts["file"] == "lexicon.yaml"
    assert caught.value.facts["line"] == bad[: bad.index("terlarang")].count("\n") + 1
