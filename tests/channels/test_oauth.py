"""The whole sign-in against the sandbox's X and Google: a browser, a code, tokens, and their renewal."""

import socket
import threading  # noqa: TID251 (the browser)
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from pmsdesk.channels import connect
from pmsdesk.channels.oauth import Client, Server, SignIn, google_server, x_server
from pmsdesk.channels.tokens import Tokens
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.errors import BadAnswer, NoNetwork, TokenExpired
from pmsdesk.domain.sign_in_errors import ClientMissing, SignInCancelled, SignInRefused
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.grants import GOOGLE_SECRET
from pmsdesk.sandbox.server import Sandbox
from tests.channels.test_loopback import never

NOW = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
HANDLES = {Channel.X: "MOWorks", Channel.YOUTUBE: "kkrmalaysia"}
ROUTES = {Channel.X: "oauth.x_token", Channel.YOUTUBE: "oauth.google_token"}

both = pytest.mark.parametrize("network", list(HANDLES))


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(now=NOW) as running:
        yield running


@pytest.fixture
def browser() -> Iterator[Callable[[str], Callable[[str], None]]]:
    """A browser whose owner does *choice* on the network's page, and is sent back to the loopback address."""
    threads: list[threading.Thread] = []

    def owner(choice: str) -> Callable[[str], None]:
        def open_page(page: str) -> None:
            thread = threading.Thread(target=requests.get, args=(f"{page}&{choice}",), kwargs={"timeout": 60})
            thread.start()
            threads.append(thread)

        return open_page

    yield owner
    for thread in threads:
        thread.join()


def server_of(sandbox: Sandbox, network: Channel) -> Server:
    """The sandbox as the network; X lists a free port of this computer."""
    if network is Channel.YOUTUBE:
        return google_server({"page_url": sandbox.google_root, "token_url": sandbox.google_root})
    port = free_port()
    with sandbox.control() as control:
        control.register_callback(f"http://127.0.0.1:{port}/callback")
    return x_server({"page_url": sandbox.x_page_root, "base_url": sandbox.x_root, "callback_port": str(port)})


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def signing_in(sandbox: Sandbox, network: Channel) -> SignIn:
    secret = GOOGLE_SECRET if network is Channel.YOUTUBE else ""
    return SignIn(server_of(sandbox, network), Client("pmsdesk", secret), now=lambda: NOW)


def whoami(sandbox: Sandbox, network: Channel, tokens: Tokens) -> str:
    root = sandbox.x_root if network is Channel.X else sandbox.youtube_root
    account = Account(f"{network}-kkr", network, HANDLES[network], "KKR", "kkr")
    return connect(account, tokens.access, base_url=root).whoami()[1]


@both
def test_a_person_signs_in_and_the_tokens_speak_for_the_account(
    sandbox: Sandbox, browser: Callable[[str], Callable[[str], None]], network: Channel
) -> None:
    tokens = signing_in(sandbox, network).sign_in(browser(f"as={HANDLES[network]}"), never)
    assert whoami(sandbox, network, tokens).casefold().lstrip("@") == HANDLES[network].casefold()
    assert tokens.refresh
    assert tokens.expires_at is not None
    assert timedelta(minutes=55) < tokens.expires_at - NOW <= timedelta(hours=2)
    assert tokens.ends_at == (None if network is Channel.X else NOW + timedelta(days=7))


@both
def test_it_asks_with_pkce_and_a_state_and_never_shows_the_verifier(sandbox: Sandbox, network: Channel) -> None:
    pages: list[str] = []
    with pytest.raises(SignInCancelled):
        signing_in(sandbox, network).sign_in(pages.append, lambda: True)
    asked = parse_qs(urlsplit(pages[0]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["code_challenge"][0]) == 43
    assert len(asked["state"][0]) >= 32
    assert "code_verifier" not in asked
    assert asked["redirect_uri"][0].startswith("http://127.0.0.1:")
    if network is Channel.YOUTUBE:
        assert (asked["access_type"], asked["prompt"]) == (["offline"], ["consent"])


@both
def test_a_no_on_the_networks_page_is_told_and_nothing_is_fetched(
    sandbox: Sandbox, browser: Callable[[str], Callable[[str], None]], network: Channel
) -> None:
    with pytest.raises(SignInRefused) as error:
        signing_in(sandbox, network).sign_in(browser("deny=1"), never)
    assert error.value.platform_words == "access_denied"
    with sandbox.control() as control:
        assert control.world.ledger.calls[ROUTES[network]] == 0


def test_a_code_that_x_does_not_take_is_a_refusal(
    sandbox: Sandbox, browser: Callable[[str], Callable[[str], None]]
) -> None:
    with sandbox.control() as control:
        control.fault("oauth.x_token", Kind.STATUS_401)
    with pytest.raises(SignInRefused):
        signing_in(sandbox, Channel.X).sign_in(browser("as=MOWorks"), never)


@both
def test_tokens_are_renewed(
    sandbox: Sandbox, browser: Callable[[str], Callable[[str], None]], network: Channel
) -> None:
    signing = signing_in(sandbox, network)
    first = signing.sign_in(browser(f"as={HANDLES[network]}"), never)
    with sandbox.control() as control:
        control.expire_tokens(network, HANDLES[network])
    with pytest.raises(TokenExpired):
        whoami(sandbox, network, first)
    second = signing.renew(first)
    assert whoami(sandbox, network, second)
    assert (second.refresh != first.refresh) is (network is Channel.X)
    assert second.ends_at == first.ends_at


@both
def test_a_sign_in_that_was_taken_back_is_an_expired_one(
    sandbox: Sandbox, browser: Callable[[str], Callable[[str], None]], network: Channel
) -> None:
    signing = signing_in(sandbox, network)
    tokens = signing.sign_in(browser(f"as={HANDLES[network]}"), never)
    with sandbox.control() as control:
        control.revoke_tokens(network, HANDLES[network])
    with pytest.raises(TokenExpired) as error:
        signing.renew(tokens)
    assert tokens.refresh not in repr(error.value.args) + str(error.value.__cause__) + str(error.value.__context__)


@both
@pytest.mark.parametrize(
    "kind", [Kind.COMMIT_THEN_500, Kind.COMMIT_THEN_RESET, Kind.TRUNCATED, Kind.HTML, Kind.STATUS_429, Kind.STATUS_500]
)
def test_a_lost_answer_is_no_refusal(
    sandbox: Sandbox, browser: Callable[[str], Callable[[str], None]], network: Channel, kind: Kind
) -> None:
    signing = signing_in(sandbox, network)
    tokens = signing.sign_in(browser(f"as={HANDLES[network]}"), never)
    with sandbox.control() as control:
        control.fault(ROUTES[network], kind)
    with pytest.raises(BadAnswer):
        signing.renew(tokens)


@both
def test_an_outage_spends_nothing(
    sandbox: Sandbox, browser: Callable[[str], Callable[[str], None]], network: Channel
) -> None:
    signing = signing_in(sandbox, network)
    tokens = signing.sign_in(browser(f"as={HANDLES[network]}"), never)
    sandbox.stop()
    with pytest.raises(NoNetwork):
        signing.renew(tokens)
    sandbox.start()
    assert whoami(sandbox, network, signing.renew(tokens))


def test_without_a_client_nothing_begins() -> None:
    with pytest.raises(ClientMissing):
        SignIn(x_server({}), Client(""))


def test_a_page_that_is_not_https_is_refused() -> None:
    with pytest.raises(ValueError, match="https"):
        SignIn(x_server({"page_url": "http://x.example.com"}), Client("pmsdesk"))
    with pytest.raises(ValueError, match="https"):
        SignIn(x_server({"base_url": "http://x.example.com"}), Client("pmsdesk"))


def test_the_real_addresses_are_the_documented_ones() -> None:
    x, google = x_server({}), google_server({})
    assert (x.page, x.token) == ("https://x.com/i/oauth2/authorize", "https://api.x.com/2/oauth2/token")
    assert google.page == "https://accounts.google.com/o/oauth2/v2/auth"
    assert google.token == "https://oauth2.googleapis.com/token"
