"""A canned reply is recognised only while it is word for word the ministry's, filled from the register."""

import pytest

from pmsdesk.compliance.templates import is_unaltered, load_canned
from pmsdesk.domain.canned import open_slots

VALUES = {"no_aduan": "KKR/2026/000001", "agensi": "Tenaga Nasional Berhad"}
G6 = "Terima kasih. Aduan tuan telah diterima dan didaftarkan (no. aduan KKR/2026/000001)."


def test_the_nine_answers_of_the_seed_are_here() -> None:
    assert [reply.code for reply in load_canned()] == [f"G{n}" for n in range(1, 10)]
    assert len({reply.keyword for reply in load_canned()}) == 9


def test_four_answers_have_a_slot_that_only_the_register_fills() -> None:
    slots = {reply.code: {name for name, _, _ in open_slots(reply.text)} - {"sapaan"} for reply in load_canned()}
    named = {code: names for code, names in slots.items() if names}
    assert named == {"G1": {"unit"}, "G3": {"saluran"}, "G6": {"no_aduan"}, "G9": {"agensi"}}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (G6, "G6"),
        (G6.replace("tuan", "puan"), "G6"),
        (G6 + "  \r\n", "G6"),
        ("Terima kasih. Aduan tuan/puan telah diterima dan siasatan akan dijalankan.", "G4"),
        (
            "Terima kasih. Aduan tuan adalah di luar bidang kuasa kami dan akan dimajukan kepada "
            "Tenaga Nasional Berhad.",
            "G9",
        ),
        (G6.replace("000001", "000002"), ""),
        (G6.replace("tuan", "bodoh"), ""),
        (G6 + " Sabar ya.", ""),
        ("Terima kasih. Aduan {{sapaan}} telah diterima dan siasatan akan dijalankan.", ""),
        ("", ""),
    ],
)
def test_only_an_unaltered_answer_is_recognised(text: str, code: str) -> None:
    assert is_unaltered(text, VALUES) == code


def test_a_value_the_register_does_not_hold_is_no_value() -> None:
    assert is_unaltered(G6, {}) == ""
    assert is_unaltered(G6, {"no_aduan": ""}) == ""
