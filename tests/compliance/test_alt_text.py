"""R15: an alt text tells what is seen."""

import pytest

from pmsdesk.compliance.alt_text import CAPTION, EMPTY, FILE_NAME, TOO_SHORT, describe
from pmsdesk.domain.finding import Severity

POST = "Jalan FT5 di Sabak Bernam telah siap diturap."


@pytest.mark.parametrize(
    ("alt_text", "message"),
    [
        ("", EMPTY),
        ("  \n", EMPTY),
        ("IMG_20240512.jpg", FILE_NAME),
        ("IMG_20240512", FILE_NAME),
        ("WhatsApp Image 2026-11-20", FILE_NAME),
        ("poster raya.PNG", FILE_NAME),
        ("Poster Raya", FILE_NAME),
        ("Jalan baharu diturap", TOO_SHORT),
        ("jalan FT5 di  Sabak Bernam telah siap diturap.", CAPTION),
    ],
)
def test_what_describes_nothing_is_held_for_a_supervisor(alt_text: str, message: str) -> None:
    found = describe(alt_text, POST, "poster raya.png")
    assert found is not None
    assert (found.rule, found.clause, found.severity, found.message) == ("R15", "J.9", Severity.APPROVAL, message)
    assert alt_text[found.start : found.end] == alt_text


@pytest.mark.parametrize(
    "alt_text", ["Jentera penggelek memadatkan turapan baharu di tepi sawah.", "Imej 4 lorong FT5 dari udara"]
)
def test_what_tells_what_is_seen_passes(alt_text: str) -> None:
    assert describe(alt_text, POST, "IMG_1.jpg") is None
