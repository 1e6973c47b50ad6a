"""The translations: how the tool reads and writes them, and that the English console is whole."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication

from pmsdesk.compliance.checker import Checker
from pmsdesk.domain.errors import KnownError
from tests.translations import build

KEYS = re.compile(r"\b(?:(?:Ctrl|Alt|Shift)\+)+\S+|\bEsc\b|\bF\d+\b|\((?:[A-Z]|Tab)\)|\bG\d\b")
SIGNS = re.compile(r"[→↗▾·…⚑“”]|&&| {3}")
ACCELERATOR = re.compile(r"(?<!&)&(\w)")

English = dict[Any, str]


@pytest.fixture(scope="module")
def english() -> English:
    """What the console says in English, by the Malay text."""
    read: English = build.read(build.ENGLISH)
    return read


def kept(pattern: re.Pattern[str], text: str) -> list[str]:
    return sorted(found.group().rstrip(".,;)") for found in pattern.finditer(text))


def known_errors(kind: type[KnownError] = KnownError) -> Iterator[type[KnownError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from known_errors(below)


# ---- the tool ----------------------------------------------------------------------------------------------------


def test_texts_are_collected_with_the_context_they_have_at_run_time(tmp_path: Path) -> None:
    module = tmp_path / "page.py"
    module.write_text(
        "def tr(text):\n"
        '    return QCoreApplication.translate("approvals", text)\n'
        'TITLE = QT_TRANSLATE_NOOP("views", "Lebuh raya")\n'
        "class Page:\n"
        '    def title(self):\n        return self.tr("Kelulusan")\n'
        '    def hint(self):\n        return tr("Tiada apa-apa "\n                  "menunggu")\n'
        '    def language(self):\n        return QCoreApplication.translate("words", "ms_MY", "locale")\n',
        "utf-8",
    )
    assert list(build.texts_of(module)) == [
        build.Text("views", "Lebuh raya"),
        build.Text("Page", "Kelulusan"),
        build.Text("approvals", "Tiada apa-apa menunggu"),
        build.Text("words", "ms_MY", "locale"),
    ]


def test_a_text_put_together_at_run_time_is_refused(tmp_path: Path) -> None:
    module = tmp_path / "page.py"
    module.write_text('class Page:\n    def title(self, x):\n        return self.tr(f"salah {x}")\n', "utf-8")
    with pytest.raises(build.NotALiteral, match=r"page\.py:3"):
        list(build.texts_of(module))


def test_a_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    translations = {
        build.Text("words", "lewat {time}"): "late by {time}",
        build.Text("words", "Baki “{left}” & <lagi>", "komen"): "",
    }
    build.write(tmp_path / "x.ts", translations, "en_GB", "ms_MY")
    assert build.read(tmp_path / "x.ts") == translations


def test_the_check_names_what_is_missing_left_over_and_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, english: English
) -> None:
    monkeypatch.setattr(build, "ENGLISH", tmp_path / "pmsdesk_en.ts")
    altered = dict(english)
    del altered[build.Text("words", "Aduan")]
    altered |= {
        build.Text("words", "Pegawai"): "",
        build.Text("words", "lewat {time}"): "late",
        build.Text("words", "Dahulu ada"): "Once there",
    }
    build.write(build.ENGLISH, altered, "en_GB", "ms_MY")
    found = set(build.problems())
    assert {
        "not collected: [words] Aduan",
        "no longer in the program: [words] Dahulu ada",
        "pmsdesk_en.ts, untranslated: [words] Pegawai",
        "pmsdesk_en.ts, other placeholders: [words] lewat {time}",
        "stale: pmsdesk_en.qm; run python i18n/build.py release",
    } <= found


# ---- the files ---------------------------------------------------------------------------------------------------


def test_nothing_is_missing_left_over_or_stale() -> None:
    assert list(build.problems()) == []


def test_every_text_of_the_program_is_found_by_its_context(qapp: QApplication) -> None:
    contexts = {text.context for text in build.all_texts()}
    assert {"words", "errors", "views", "Window", "SignIn"} <= contexts
    assert "" not in contexts
    assert QCoreApplication.translate("words", "Aduan") == "Aduan"


def test_every_error_a_person_can_meet_and_every_rule_has_its_words_collected() -> None:
    texts = {(text.context, text.source) for text in build.all_texts()}
    ours = {kind.words for kind in known_errors() if kind.__module__.startswith("pmsdesk.")}
    assert len(ours) > 30
    assert {words for words in ours if ("errors", words) not in texts} == set()
    found = Checker.default().check("Undilah BN, bodoh betul. Hubungi 012-345 6789 atau ali@gmail.com {{nama}}")
    said = {finding.message for finding in found.findings}
    assert len(said) >= 4
    assert {message for message in said if ("rules", message) not in texts} == set()


def test_english_keeps_the_placeholders_keys_and_signs_of_the_malay(english: English) -> None:
    def marks(text: str) -> list[list[str]]:
        return [sorted(re.findall(r"\{\w*\}|%\w", text)), kept(KEYS, text), kept(SIGNS, text)]

    differing = {text.source: words for text, words in english.items() if marks(text.source) != marks(words)}
    assert differing == {}


def test_english_begins_as_the_malay_does(english: English) -> None:
    """Headings stay in capitals, sentences begin with one, and parts of sentences do not."""

    def form(text: str) -> str:
        letters = re.sub(r"\{\w*\}", "", text)
        if letters.isupper() and len(letters) > 3:
            return "heading"
        return "sentence" if letters[:1].isupper() else "part"

    pairs = [(text.source, words) for text, words in english.items() if (text.source[:1] + words[:1]).isalpha()]
    assert len(pairs) > 500
    assert {source: words for source, words in pairs if form(source) != form(words)} == {}


def test_no_letter_opens_two_fields_of_a_form_or_two_entries_of_a_menu(english: English) -> None:
    letters: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for text, words in english.items():
        for language, said in (("ms", text.source), ("en", words)):
            letters[text.context, language].update(letter.lower() for letter in ACCELERATOR.findall(said))
    for text, words in build.read(build.QT_MALAY).items():
        if text.context in {"QLineEdit", "QWidgetTextControl"}:
            letters[text.context, "ms"].update(letter.lower() for letter in ACCELERATOR.findall(words))
    assert sum(letters["RegisterDialog", "en"].values()) == sum(letters["RegisterDialog", "ms"].values()) >= 9
    twice = {form: letter for form, counted in letters.items() for letter, count in counted.items() if count > 1}
    assert twice == {}


def test_the_compiled_file_answers_every_text_with_its_english(english: English) -> None:
    translator = QTranslator()
    assert translator.load(str(build.HERE / "pmsdesk_en.qm"))
    said = {text: translator.translate(text.context, text.source, text.comment) for text in english}
    assert said == english


def test_the_malay_of_qts_own_texts_is_whole() -> None:
    malay = build.read(build.QT_MALAY)
    assert malay
    assert [text for text, translation in malay.items() if not translation] == []
