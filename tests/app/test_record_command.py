"""``pmsdesk register template`` and ``void-number``, as the people of a register type them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.app.test_register_command import typed, url_of
from tests.postgres import SharedRegister


@pytest.fixture
def as_person(shared: SharedRegister) -> Callable[..., Result]:
    """A command on the register of the test, typed by one of its people."""
    return lambda who, *words, **given: typed(url_of(shared.cluster, shared.name, who), *words, **given)


def test_an_answer_is_proposed_by_one_approved_by_another_and_retired(
    shared: SharedRegister, as_person: Callable[..., Result], tmp_path: Path
) -> None:
    text = tmp_path / "teks.txt"
    text.write_text("Terima kasih {{sapaan}}. Laluan dibuka semula.\n", "utf-8")
    proposing = ("template", "propose", "G10", "--title", "Laluan dibuka", "--text", str(text))
    assert "dicadangkan" in as_person("admin1", *proposing).output
    taken = as_person("rahman", *proposing)
    assert (taken.exit_code, "sudah digunakan" in taken.output) == (1, True)
    refused = as_person("admin1", "template", "approve", "G10")
    assert refused.exit_code == 1
    assert shared.one("SELECT approved_by FROM app.template WHERE code = 'G10'") is None
    assert "G10 diluluskan" in as_person("mei", "template", "approve", "G10").output
    assert as_person("rahman", "template", "approve", "G10").exit_code == 1
    assert "G10 ditarik balik" in as_person("admin1", "template", "retire", "G10").output
    listed = as_person("siti", "template", "list").output.splitlines()
    assert len(listed) == 10
    assert [line for line in listed if "G10" in line and "ditarik balik oleh admin1" in line]
    assert shared.one("SELECT text FROM app.template WHERE code = 'G10'") == text.read_text("utf-8").strip()


@pytest.mark.parametrize(("text", "said"), [("Terima kasih {{nama_menteri}}.", "nama_menteri"), (" ", "kosong")])
def test_an_answer_that_could_never_be_used_is_not_proposed(
    shared: SharedRegister, as_person: Callable[..., Result], text: str, said: str
) -> None:
    done = as_person("rahman", "template", "propose", "G10", "--title", "x", "--text", "-", keys=text)
    assert (done.exit_code, said in done.output) == (2, True)
    assert shared.one("SELECT count(*) FROM app.template WHERE code = 'G10'") == 0


def test_a_number_is_voided_with_a_reason_by_an_administrator_of_the_register(
    worked: SharedRegister, as_person: Callable[..., Result]
) -> None:
    free, issued = (number for (number,) in worked.all(
        "(SELECT number FROM app.number_register WHERE state = 'leased' LIMIT 1) UNION ALL"
        " (SELECT number FROM app.number_register WHERE state = 'issued' LIMIT 1)"
    ))  # fmt: skip
    voiding = ("void-number", free, "--reason", "Borang rosak")
    assert as_person("rahman", *voiding).exit_code == 1
    assert "dibatalkan" in as_person("admin1", *voiding).output
    assert "sudah dibatalkan dahulu" in as_person("admin1", *voiding).output
    told = worked.all("SELECT state, reason FROM app.number_register WHERE number = %s", free)
    assert told == [("void", "Borang rosak")]
    refused = as_person("admin1", "void-number", issued, "--reason", "Salah")
    assert (refused.exit_code, "sudah diberikan" in refused.output) == (1, True)
    assert as_person("admin1", "void-number", "123", "--reason", "x").exit_code == 2
    assert as_person("admin1", "void-number", free, "--reason", " ").exit_code == 2
