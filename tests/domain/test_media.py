"""A medium of a post as a line of its version, and when an upload may be carried."""

import pytest

from pmsdesk.domain.media import Attached, Upload, attached

SHA = "ab" * 32


@pytest.mark.parametrize("alt_text", ["", "Jalan FT5: sebelum dan selepas", "12:30 – masa: petang", "தமிழ்: சாலை"])
def test_a_line_holds_digest_type_and_text_whatever_stands_in_it(alt_text: str) -> None:
    medium = Attached(SHA, "image/png", alt_text, "ft5.png")
    parsed = Attached.parse(medium.line)
    assert (parsed.sha, parsed.mime, parsed.alt_text) == (SHA, "image/png", alt_text)
    assert attached([medium.line, medium.line]) == (parsed, parsed)


def test_another_text_makes_another_line_and_another_name_does_not() -> None:
    medium = Attached(SHA, "image/png", "Jambatan", "a.png")
    assert Attached(SHA, "image/png", "Jambatan", "b.png").line == medium.line
    assert Attached(SHA, "image/png", "Jambatan.", "a.png").line != medium.line


def test_a_network_is_told_a_name_that_says_nothing_of_the_file() -> None:
    assert Attached(SHA, "image/jpeg").file_name == "abababababab.jpeg"


@pytest.mark.parametrize(
    ("upload", "ready"),
    [
        (Upload(), False),
        (Upload("1", 900), False),
        (Upload("1", 900, whole=True), False),
        (Upload("1", 900, whole=True, described=True), True),
    ],
)
def test_a_post_carries_only_what_is_whole_and_described(upload: Upload, ready: bool) -> None:
    assert upload.is_ready is ready
