"""Tokens survive the keyring, and what a sign-in does not bring is never written over what is there."""

from datetime import UTC, datetime, timedelta

import pytest

from pmsdesk.channels.tokens import EARLY, Tokens

NOW = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
WHOLE = Tokens("access", "refresh", NOW, NOW + timedelta(days=7), ("tweet.read", "offline.access"), refused=True)


@pytest.mark.parametrize("tokens", [WHOLE, Tokens("access"), Tokens("a", expires_at=NOW), Tokens("a", "r")])
def test_what_is_written_is_read_again(tokens: Tokens) -> None:
    assert Tokens.from_secret(tokens.as_secret()) == tokens


def test_a_pasted_token_is_read_as_it_is() -> None:
    assert Tokens.from_secret(" EAAB-halaman \n") == Tokens("EAAB-halaman")


def test_fields_of_a_later_version_are_passed_over() -> None:
    assert Tokens.from_secret('{"access": "a", "colour": "red"}') == Tokens("a")


def test_no_token_is_shown() -> None:
    shown = repr(Tokens("rahsia-satu", "rahsia-dua"))
    assert "rahsia" not in shown


@pytest.mark.parametrize(("left", "due"), [(EARLY, True), (EARLY + timedelta(seconds=1), False), (-EARLY, True)])
def test_a_token_is_due_five_minutes_early(left: timedelta, due: bool) -> None:
    assert Tokens("a", expires_at=NOW + left).is_due(NOW) is due
    assert not Tokens("a").is_due(NOW)


def test_an_answer_without_a_refresh_token_leaves_the_old_one_and_its_end() -> None:
    assert WHOLE.followed_by(Tokens("new", expires_at=NOW)) == Tokens(
        "new", "refresh", NOW, WHOLE.ends_at, WHOLE.scopes
    )


def test_an_answer_with_one_replaces_it_and_its_end() -> None:
    assert WHOLE.followed_by(Tokens("new", "next")) == Tokens("new", "next", scopes=WHOLE.scopes)


def test_a_pasted_token_that_never_ends_takes_the_place_of_one_that_did() -> None:
    assert Tokens("old", ends_at=NOW).followed_by(Tokens("new")).ends_at is None
