"""What a supervisor may paste as the place where a reply stands."""

import pytest

from pmsdesk.ui.dialogs.decide import id_in


@pytest.mark.parametrize(
    ("typed", "remote_id"),
    [
        ("", ""),
        (" 2124660140748570985 ", "2124660140748570985"),
        ("https://x.com/MOWorks/status/2124660140748570985", "2124660140748570985"),
        ("https://x.com/MOWorks/status/2124660140748570985/?s=20&t=aBc/d", "2124660140748570985"),
        ("x.com/MOWorks/status/2124660140748570985#m", "2124660140748570985"),
        ("https://www.facebook.com/698730214653933_1001", "698730214653933_1001"),
    ],
)
def test_an_address_or_an_id(typed: str, remote_id: str) -> None:
    assert id_in(typed) == remote_id
