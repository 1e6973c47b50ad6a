"""A pasted token of Meta is inspected by Meta itself: whose, what for, until when."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from pytest_httpserver import HTTPServer

from pmsdesk.channels import meta_token
from pmsdesk.channels.meta_token import Inspection
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.errors import BadAnswer, TokenExpired
from pmsdesk.sandbox.server import Sandbox

NOW = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
PAGE = Account("fb-kkr", Channel.FACEBOOK, "KKRMalaysia", "KKR", "kkr")
TOKEN = "sandbox-KKRMalaysia"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(now=NOW) as running:
        yield running


def inspect(sandbox: Sandbox, token: str = TOKEN) -> Inspection:
    return meta_token.inspect(PAGE, token, {"base_url": sandbox.facebook_root})


def test_it_tells_whose_the_token_is_and_that_it_never_ends(sandbox: Sandbox) -> None:
    found = inspect(sandbox)
    assert (found.is_valid, found.kind, found.expires_at, found.lacking) == (True, "PAGE", None, ())
    assert found.data_ends_at is not None
    with sandbox.control() as control:
        page = control.world.account(Channel.FACEBOOK, "KKRMalaysia")
        assert page is not None
        assert found.remote_id == page.id


def test_the_earlier_of_both_ends_is_when_a_new_one_must_be_pasted(sandbox: Sandbox) -> None:
    end = NOW + timedelta(days=14)
    with sandbox.control() as control:
        control.date_token(Channel.FACEBOOK, "KKRMalaysia", end)
    tokens = inspect(sandbox).tokens(f" {TOKEN}\n")
    assert (tokens.access, tokens.expires_at, tokens.ends_at) == (TOKEN, end, end)


def test_permissions_that_are_lacking_are_named(httpserver: HTTPServer) -> None:
    data = {"is_valid": True, "scopes": ["pages_show_list", 7], "expires_at": 10**30, "unknown": {}}
    httpserver.expect_request("/v26.0/debug_token").respond_with_json({"data": data})
    found = meta_token.inspect(PAGE, "EAAB", {"base_url": httpserver.url_for("")})
    assert "pages_manage_engagement" in found.lacking
    assert "pages_show_list" not in found.lacking
    assert (found.expires_at, found.remote_id, found.scopes) == (None, "", ("pages_show_list",))


def test_an_invalid_one_says_why(httpserver: HTTPServer) -> None:
    data = {"is_valid": False, "error": {"code": 190, "message": "Session has expired.", "subcode": 463}}
    httpserver.expect_request("/v26.0/debug_token").respond_with_json({"data": data})
    found = meta_token.inspect(PAGE, "EAAB", {"base_url": httpserver.url_for("")})
    assert (found.is_valid, found.why) == (False, "Session has expired.")


def test_an_answer_that_does_not_say_is_no_answer(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/v26.0/debug_token").respond_with_json({"data": {"is_valid": "yes"}})
    with pytest.raises(BadAnswer):
        meta_token.inspect(PAGE, "EAAB", {"base_url": httpserver.url_for("")})


@pytest.mark.parametrize("token", ["bukan-token", TOKEN])
def test_one_that_is_refused_outright_is_an_expired_one(sandbox: Sandbox, token: str) -> None:
    with sandbox.control() as control:
        control.revoke_tokens(Channel.FACEBOOK, "KKRMalaysia")
    with pytest.raises(TokenExpired):
        inspect(sandbox, token)
