"""The sandbox signs people in as X and Google do, word for word, and tells of Meta's pasted tokens."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox.control import Control
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.grants import CALLBACK, GOOGLE_SECRET
from pmsdesk.sandbox.server import Sandbox
from tests.sandbox.conftest import Caller

FIXTURES = Path(__file__).parents[3] / "shared" / "data" / "specs" / "meta" / "fixtures"
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"  # of RFC 7636, appendix B
SCOPE = "tweet.read tweet.write users.read offline.access"
LOOPBACK = "http://127.0.0.1:40123/"
SPENT = {"error": "invalid_request", "error_description": "Value passed for the token was invalid."}

Post = Callable[..., requests.Response]


@pytest.fixture
def authorize(sandbox: Sandbox, session: requests.Session) -> Callable[..., requests.Response]:
    """Opens an authorize page as a browser would, without following where it sends one."""

    def open_page(root: str, **asked: str) -> requests.Response:
        return session.get(root, params=asked, allow_redirects=False, timeout=60)

    return open_page


@pytest.fixture
def x_code(sandbox: Sandbox, authorize: Post) -> Callable[..., str]:
    """The code X's page sends back for @MOWorks."""

    def consent(**also: str) -> str:
        answer = authorize(f"{sandbox.x_page_root}/i/oauth2/authorize", **x_asked() | {"as": "MOWorks"} | also)
        assert answer.status_code == 302, answer.text
        return told(answer)["code"]

    return consent


@pytest.fixture
def x_token(sandbox: Sandbox, session: requests.Session) -> Post:
    def call(**form: str) -> requests.Response:
        return session.post(f"{sandbox.x_root}/2/oauth2/token", data={"client_id": "pmsdesk"} | form, timeout=60)

    return call


@pytest.fixture
def google_token(sandbox: Sandbox, session: requests.Session) -> Post:
    def call(**form: str) -> requests.Response:
        known = {"client_id": "pmsdesk", "client_secret": GOOGLE_SECRET}
        return session.post(f"{sandbox.google_root}/token", data=known | form, timeout=60)

    return call


def x_asked() -> dict[str, str]:
    return {
        "response_type": "code",
        "client_id": "pmsdesk",
        "redirect_uri": CALLBACK,
        "scope": SCOPE,
        "state": "s1",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }


def told(answer: requests.Response) -> dict[str, str]:
    """What the redirect carries to the callback."""
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()}


def first_pair(x_token: Post, code: str) -> dict[str, Any]:
    answer = x_token(grant_type="authorization_code", code=code, redirect_uri=CALLBACK, code_verifier=VERIFIER)
    assert answer.status_code == 200, answer.text
    pair: dict[str, Any] = answer.json()
    return pair


def google_pair(sandbox: Sandbox, authorize: Post, google_token: Post, **also: str) -> dict[str, Any]:
    asked = {"response_type": "code", "client_id": "pmsdesk", "redirect_uri": LOOPBACK, "scope": "youtube.force-ssl"}
    asked |= {"access_type": "offline", "prompt": "consent", "as": "kkrmalaysia"} | also
    code = told(authorize(f"{sandbox.google_root}/o/oauth2/v2/auth", **asked))["code"]
    pair: dict[str, Any] = google_token(grant_type="authorization_code", code=code, redirect_uri=LOOPBACK).json()
    return pair


def speaks(caller: Caller, token: str) -> bool:
    """Whether the network takes *token*."""
    path = "/channels" if "/yt/" in caller.root else "/users/me"
    params = {"part": "id", "mine": "true"} if "/yt/" in caller.root else {}
    answer = caller.session.get(
        caller.root + path, params=params, headers={"Authorization": f"Bearer {token}"}, timeout=60
    )
    return answer.ok


# ---- X --------------------------------------------------------------------------------------------------------------


def test_x_lists_its_accounts_and_sends_back_code_and_state_for_the_one_chosen(
    sandbox: Sandbox, authorize: Post
) -> None:
    page = f"{sandbox.x_page_root}/i/oauth2/authorize"
    assert "as=MOWorks" in authorize(page, **x_asked()).text
    sent_back = authorize(page, **x_asked() | {"as": "MOWorks"})
    assert sent_back.headers["Location"].startswith(f"{CALLBACK}?code=")
    assert told(sent_back)["state"] == "s1"
    assert told(authorize(page, **x_asked() | {"deny": "1"})) == {"error": "access_denied", "state": "s1"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"redirect_uri": "http://localhost:51780/callback"},
        {"code_challenge_method": "plain"},
        {"state": ""},
        {"scope": "tweet.read likes.read"},
        {"response_type": "token"},
    ],
)
def test_x_sends_nothing_to_an_address_it_does_not_list_and_asks_for_pkce(
    sandbox: Sandbox, authorize: Post, wrong: dict[str, str]
) -> None:
    answer = authorize(f"{sandbox.x_page_root}/i/oauth2/authorize", **x_asked() | {"as": "MOWorks"} | wrong)
    assert answer.status_code == 400
    assert "Location" not in answer.headers


def test_x_gives_a_pair_for_a_code_once(x: Caller, x_code: Callable[..., str], x_token: Post) -> None:
    code = x_code()
    pair = first_pair(x_token, code)
    assert set(pair) == {"token_type", "expires_in", "access_token", "scope", "refresh_token"}
    assert (pair["token_type"], pair["expires_in"], pair["scope"]) == ("bearer", 7200, SCOPE)
    assert speaks(x, pair["access_token"])
    again = x_token(grant_type="authorization_code", code=code, redirect_uri=CALLBACK, code_verifier=VERIFIER)
    assert again.status_code == 400
    assert again.json()["error_description"] == "Value passed for the authorization code was invalid."


def test_without_offline_access_x_gives_no_refresh_token(x_code: Callable[..., str], x_token: Post) -> None:
    assert "refresh_token" not in first_pair(x_token, x_code(scope="tweet.read users.read"))


def test_x_refuses_another_verifier_and_a_code_of_more_than_half_a_minute(
    control: Control, x_code: Callable[..., str], x_token: Post
) -> None:
    other = x_token(grant_type="authorization_code", code=x_code(), redirect_uri=CALLBACK, code_verifier="x" * 43)
    assert other.json() == {
        "error": "invalid_request",
        "error_description": "Value passed for the code verifier did not match the code challenge.",
    }
    late = x_code()
    control.clock(advance=timedelta(seconds=31))
    form = {"code": late, "redirect_uri": CALLBACK, "code_verifier": VERIFIER}
    assert x_token(grant_type="authorization_code", **form).status_code == 400


def test_a_refresh_token_of_x_is_good_once_and_its_second_use_ends_them_all(
    x: Caller, x_code: Callable[..., str], x_token: Post
) -> None:
    one = first_pair(x_token, x_code())
    two = x_token(grant_type="refresh_token", refresh_token=one["refresh_token"]).json()
    assert two["refresh_token"] != one["refresh_token"]
    assert speaks(x, two["access_token"])
    reused = x_token(grant_type="refresh_token", refresh_token=one["refresh_token"])
    assert (reused.status_code, reused.json()) == (400, SPENT)
    assert not speaks(x, two["access_token"])
    assert x_token(grant_type="refresh_token", refresh_token=two["refresh_token"]).json() == SPENT


def test_an_access_token_of_x_lives_two_hours(
    x: Caller, control: Control, x_code: Callable[..., str], x_token: Post
) -> None:
    pair = first_pair(x_token, x_code())
    control.clock(advance=timedelta(hours=2))
    assert not speaks(x, pair["access_token"])
    fresh = x_token(grant_type="refresh_token", refresh_token=pair["refresh_token"]).json()
    assert speaks(x, fresh["access_token"])


def test_a_refresh_whose_answer_is_lost_has_spent_its_token(
    control: Control, x_code: Callable[..., str], x_token: Post
) -> None:
    pair = first_pair(x_token, x_code())
    control.fault("oauth.x_token", Kind.COMMIT_THEN_RESET)
    with pytest.raises(requests.ConnectionError):
        x_token(grant_type="refresh_token", refresh_token=pair["refresh_token"])
    assert x_token(grant_type="refresh_token", refresh_token=pair["refresh_token"]).json() == SPENT


@pytest.mark.parametrize(("kind", "status"), [(Kind.STATUS_401, 401), (Kind.STATUS_429, 429), (Kind.STATUS_500, 500)])
def test_faults_strike_the_token_call(control: Control, x_token: Post, kind: Kind, status: int) -> None:
    control.fault("oauth.*", kind)
    answer = x_token(grant_type="refresh_token", refresh_token="r")
    assert (answer.status_code, next(iter(answer.json()))) == (status, "error")


# ---- Google ---------------------------------------------------------------------------------------------------------


def test_google_gives_an_offline_pair_and_later_access_tokens_only(
    sandbox: Sandbox, youtube: Caller, authorize: Post, google_token: Post
) -> None:
    pair = google_pair(sandbox, authorize, google_token)
    assert (pair["expires_in"], pair["token_type"]) == (3599, "Bearer")
    assert pair["refresh_token_expires_in"] == 7 * 24 * 3600
    assert speaks(youtube, pair["access_token"])
    again = google_token(grant_type="refresh_token", refresh_token=pair["refresh_token"]).json()
    assert set(again) == {"token_type", "expires_in", "access_token", "scope"}
    assert speaks(youtube, again["access_token"])


def test_google_repeats_no_refresh_token_unless_consent_is_prompted_for(
    sandbox: Sandbox, authorize: Post, google_token: Post
) -> None:
    google_pair(sandbox, authorize, google_token)
    assert "refresh_token" not in google_pair(sandbox, authorize, google_token, prompt="select_account")
    assert "refresh_token" in google_pair(sandbox, authorize, google_token)
    assert "refresh_token" not in google_pair(sandbox, authorize, google_token, access_type="online")


def test_google_calls_a_dead_refresh_token_an_invalid_grant(
    sandbox: Sandbox, control: Control, authorize: Post, google_token: Post
) -> None:
    pair = google_pair(sandbox, authorize, google_token)
    control.clock(advance=timedelta(days=7))
    late = google_token(grant_type="refresh_token", refresh_token=pair["refresh_token"])
    assert (late.status_code, late.json()) == (
        400,
        {"error": "invalid_grant", "error_description": "Token has been expired or revoked."},
    )


def test_google_wants_its_client_secret_and_a_loopback_address(
    sandbox: Sandbox, authorize: Post, google_token: Post
) -> None:
    missing = google_token(grant_type="refresh_token", client_secret="")
    assert missing.json() == {"error": "invalid_request", "error_description": "client_secret is missing."}
    assert google_token(grant_type="refresh_token", client_secret="salah").status_code == 401
    asked = {"response_type": "code", "client_id": "pmsdesk", "redirect_uri": "https://example.com/", "scope": "a"}
    assert authorize(f"{sandbox.google_root}/o/oauth2/v2/auth", **asked).status_code == 400


@pytest.mark.parametrize("channel", [Channel.X, Channel.YOUTUBE])
def test_the_control_plane_expires_and_revokes(
    sandbox: Sandbox,
    control: Control,
    x: Caller,
    youtube: Caller,
    authorize: Post,
    google_token: Post,
    x_code: Callable[..., str],
    x_token: Post,
    channel: Channel,
) -> None:
    if channel is Channel.X:
        caller, handle, refresh, pair = x, "MOWorks", x_token, first_pair(x_token, x_code())
    else:
        pair = google_pair(sandbox, authorize, google_token)
        caller, handle, refresh = youtube, "kkrmalaysia", google_token
    control.expire_tokens(channel, handle)
    assert not speaks(caller, pair["access_token"])
    fresh = refresh(grant_type="refresh_token", refresh_token=pair["refresh_token"]).json()
    assert speaks(caller, fresh["access_token"])
    control.revoke_tokens(channel, handle)
    assert not speaks(caller, fresh["access_token"])
    last = fresh.get("refresh_token", pair["refresh_token"])
    assert refresh(grant_type="refresh_token", refresh_token=last).status_code == 400


# ---- Meta -----------------------------------------------------------------------------------------------------------


def inspected(graph: Caller, token: str = "sandbox-KKRMalaysia") -> dict[str, Any]:
    data: dict[str, Any] = graph.get("/debug_token", input_token=token).json()["data"]
    return data


def test_meta_tells_of_a_pasted_token(graph: Caller, control: Control) -> None:
    end = control.world.now() + timedelta(days=60)
    assert inspected(graph)["expires_at"] == 0
    control.date_token(Channel.FACEBOOK, "KKRMalaysia", end)
    data = inspected(graph)
    assert (data["is_valid"], data["expires_at"], data["type"]) == (True, int(end.timestamp()), "PAGE")
    assert data["data_access_expires_at"] > data["expires_at"]
    assert {"pages_manage_engagement", "instagram_manage_comments"} <= set(data["scopes"])
    assert "instagram_basic" not in inspected(graph, "sandbox-LembagaLebuhraya")["scopes"]


def test_it_is_shaped_like_the_recorded_one(graph: Caller) -> None:
    recorded = next(FIXTURES.rglob("token_info.json"), None)
    if recorded is None:
        pytest.skip("Meta's recorded answers are not beside the checkout")
    golden = json.loads(recorded.read_text("utf-8"))["data"]
    ours = inspected(graph)
    assert set(ours) - {"profile_id"} == set(golden) - {"issued_at"}
    assert {name: type(ours[name]) for name in golden} == {name: type(value) for name, value in golden.items()}


def test_a_token_that_has_expired_or_been_taken_back_says_which(graph: Caller, control: Control) -> None:
    jkr = Caller(graph.session, graph.root, "JabatanKerjaRaya")
    assert jkr.get("/me").ok
    control.date_token(Channel.FACEBOOK, "KKRMalaysia", control.world.now())
    data = inspected(jkr)
    assert (data["is_valid"], data["error"]["subcode"]) == (False, 463)
    assert graph.get("/me").json()["error"]["error_subcode"] == 463
    control.revoke_tokens(Channel.FACEBOOK, "KKRMalaysia", subcode=460)
    assert graph.get("/me").json()["error"]["error_subcode"] == 460
    assert inspected(jkr, "salah")["is_valid"] is False


def test_tokens_are_handled_over_http_too(sandbox: Sandbox, session: requests.Session, graph: Caller) -> None:
    def order(verb: str, **body: str) -> requests.Response:
        return session.post(f"{sandbox.url}/__sandbox__/{verb}", json=body, timeout=60)

    account = {"channel": "facebook", "account": "KKRMalaysia"}
    assert order("token", **account, what="date", expires_at="2026-12-25T00:00:00+00:00").ok
    assert inspected(graph)["expires_at"] == 1798156800
    assert order("token", **account, what="revoke").ok
    assert graph.get("/me").json()["error"]["error_subcode"] == 458
    assert order("token", **account, what="guess").status_code == 400
    assert order("callback", address="http://127.0.0.1:9/callback").ok
