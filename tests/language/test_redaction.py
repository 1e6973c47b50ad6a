"""No token is shown, whatever it is wrapped in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.language.redaction import without_tokens

SECRET = "EAABsbCS1iHgBOZCqZAdHnSgtrx"


@pytest.mark.parametrize(
    "text",
    [
        f"Authorization: Bearer {SECRET}",
        f"https://graph.facebook.com/v26.0/me?access_token={SECRET}&after=x",
        f"next=https%3A%2F%2Fgraph%3Faccess_token%3D{SECRET}",
        f'{{"access_token":"{SECRET}","expires_in":7200}}',
        f"{{'refresh_token': '{SECRET}'}}",
        f"client_secret={SECRET}",
        f"Error validating access token {SECRET}",
    ],
)
def test_every_usual_wrapping_is_known(text: str) -> None:
    assert SECRET not in without_tokens(text)
    assert "•••" in without_tokens(text)


@given(st.text(), st.text(), st.text(alphabet=st.characters(codec="ascii", categories=["L", "N"]), min_size=8))
def test_a_known_secret_is_taken_out_of_any_text(before: str, after: str, secret: str) -> None:
    assert secret not in without_tokens(f"{before}{secret}{after}", secret).replace("•••", " ")


def test_ordinary_words_stay() -> None:
    text = "Token akaun KKR telah tamat; sambungkan semula (kod 190, subkod 463)."
    assert without_tokens(text) == text
