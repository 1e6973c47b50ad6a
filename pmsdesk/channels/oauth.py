"""Signing in to X and Google as an installed program: authorization code, PKCE, loopback, refresh (RFC 8252)."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.common.security import generate_token
from authlib.oauth2.client import OAuth2Client

from pmsdesk.channels.http import TIMEOUTS, is_this_computer, safe_root
from pmsdesk.channels.loopback import PATIENCE_SECONDS, Cancelled, Loopback
from pmsdesk.channels.tokens import Tokens
from pmsdesk.channels.witness import WitnessAdapter, departed, forget_departure
from pmsdesk.domain.account import Channel
from pmsdesk.domain.errors import BadAnswer, NoNetwork, TokenExpired
from pmsdesk.domain.sign_in_errors import ClientMissing, SignInRefused

X_PORT = 51780
X_SCOPES = (
    *("tweet.read", "tweet.write", "tweet.moderate.write", "users.read"),
    *("dm.read", "dm.write", "media.write", "offline.access"),
)
_VERIFIER_LENGTH = 64
_REFUSED = frozenset({"invalid_grant", "invalid_request", "unauthorized_client", "invalid_client", "invalid_token"})

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Server:
    """A network's authorization server. `port` 0 is any; X takes only an address its developer page lists."""

    channel: Channel
    page: str
    token: str
    scopes: tuple[str, ...]
    also: Mapping[str, str] = field(default_factory=dict)
    port: int = 0
    path: str = "/callback"


@dataclass(frozen=True, slots=True)
class Client:
    """As what pmsdesk is known there. Google gives an installed program a secret that is none; X gives none."""

    id: str
    secret: str = field(default="", repr=False)


def x_server(options: Mapping[str, str]) -> Server:
    """X. *options*: ``base_url`` and ``page_url`` (roots, to talk to a sandbox), ``callback_port``."""
    return Server(
        Channel.X,
        f"{options.get('page_url') or 'https://x.com'}/i/oauth2/authorize",
        f"{options.get('base_url') or 'https://api.x.com'}/2/oauth2/token",
        X_SCOPES,
        port=int(options.get("callback_port") or X_PORT),
    )


def google_server(options: Mapping[str, str]) -> Server:
    """Google, for YouTube. *options*: ``page_url`` and ``token_url`` (roots, to talk to a sandbox)."""
    return Server(
        Channel.YOUTUBE,
        f"{options.get('page_url') or 'https://accounts.google.com'}/o/oauth2/v2/auth",
        f"{options.get('token_url') or 'https://oauth2.googleapis.com'}/token",
        ("https://www.googleapis.com/auth/youtube.force-ssl", "https://www.googleapis.com/auth/youtube.upload"),
        also={"access_type": "offline", "prompt": "consent"},
        path="/",
    )


SERVERS: Mapping[Channel, Callable[[Mapping[str, str]], Server]] = {
    Channel.X: x_server,
    Channel.YOUTUBE: google_server,
}
"""The networks a person signs in to; Meta's tokens are pasted (`meta_token`)."""


class _PatientSession(requests.Session):
    """A session whose calls end: `requests` by itself waits for ever."""

    def request(self, *args: Any, **more: Any) -> requests.Response:
        patient: dict[str, Any] = {"timeout": TIMEOUTS, "allow_redirects": False}
        return super().request(*args, **patient | more)


class SignIn:
    """One network's sign-in and renewal for one *client*. Raises `ClientMissing` where the client has no id."""

    def __init__(self, server: Server, client: Client, now: Clock = lambda: datetime.now(UTC)) -> None:
        if not client.id:
            raise ClientMissing(channel=server.channel.own_name)
        safe_root(server.page)
        safe_root(server.token)
        self._server = server
        self._client = client
        self._now = now
        self._facts = {"channel": server.channel.own_name}

    def sign_in(
        self, open_page: Callable[[str], object], cancelled: Cancelled, seconds: float = PATIENCE_SECONDS
    ) -> Tokens:
        """Send the person's browser to the network by *open_page* and wait for what it brings back.

        Raises `SignInCancelled`, `SignInTimedOut`, `SignInRefused`, `PortBusy`, `NoNetwork`, `BadAnswer`.
        """
        with Loopback(self._server.port, self._server.path) as loopback:
            verifier, state = generate_token(_VERIFIER_LENGTH), generate_token(_VERIFIER_LENGTH)
            client = self._protocol(loopback.address)
            page, _ = client.create_authorization_url(
                self._server.page, state=state, code_verifier=verifier, **self._server.also
            )
            open_page(page)
            came_back = loopback.wait(state, cancelled, seconds)
        refusal = parse_qs(urlsplit(came_back).query).get("error")
        if refusal:
            raise SignInRefused(refusal[0], **self._facts)
        tokens = self._fetch(
            lambda: client.fetch_token(
                self._server.token,
                authorization_response=came_back,
                state=state,
                code_verifier=verifier,
                auth=_in_the_body,
                **self._credentials,
            ),
            SignInRefused,
        )
        lacking = sorted(set(self._server.scopes) - set(tokens.scopes or self._server.scopes))
        if lacking:
            raise SignInRefused(" ".join(lacking), **self._facts)
        return tokens

    def renew(self, tokens: Tokens) -> Tokens:
        """The tokens that follow *tokens*; those are spent then, so keep these before they are used.

        Raises `TokenExpired` where the network refuses to renew, `NoNetwork` where nothing was sent, `BadAnswer`
        where it cannot be known whether they are spent.
        """
        client = self._protocol()
        newer = self._fetch(
            lambda: client.refresh_token(
                self._server.token, refresh_token=tokens.refresh, auth=_in_the_body, **self._credentials
            ),
            TokenExpired,
        )
        return tokens.followed_by(newer)

    @property
    def _credentials(self) -> dict[str, str]:
        return {"client_id": self._client.id, "client_secret": self._client.secret}

    def _protocol(self, callback: str | None = None) -> Any:
        session = _PatientSession()
        for scheme in ("https://", "http://"):
            session.mount(scheme, WitnessAdapter())
        session.trust_env = not is_this_computer(urlsplit(self._server.token).hostname or "")
        return OAuth2Client(
            session,
            self._client.id,
            redirect_uri=callback,
            scope=" ".join(self._server.scopes) if callback else None,
            code_challenge_method="S256",
        )

    def _fetch(self, call: Callable[[], Mapping[str, Any]], refused: type[SignInRefused | TokenExpired]) -> Tokens:
        forget_departure()
        kind: type[SignInRefused | TokenExpired | BadAnswer | NoNetwork]
        try:
            return self._read(call())
        except AuthlibBaseError as error:
            kind = refused if error.error in _REFUSED else BadAnswer
            words = str(error.description or error.error)
        except (requests.RequestException, OSError) as error:
            kind, words = (BadAnswer if departed() else NoNetwork), type(error).__name__
        except (ValueError, TypeError, KeyError, OverflowError):
            kind, words = BadAnswer, ""
        log.info("a token call of %s failed: %s", self._server.channel, kind.__name__)
        # Raised out here so that no error carries the call, and with it a token, as its cause.
        raise kind(words, **self._facts)

    def _read(self, told: Mapping[str, Any]) -> Tokens:
        access, refresh = told["access_token"], told.get("refresh_token") or ""
        if not (isinstance(access, str) and access and isinstance(refresh, str)):
            raise ValueError("no access token")
        now = self._now()
        return Tokens(
            access,
            refresh,
            _after(now, told.get("expires_in")),
            _after(now, told.get("refresh_token_expires_in")),
            tuple(str(told.get("scope") or "").split()),
        )


def _after(now: datetime, seconds: Any) -> datetime | None:
    return now + timedelta(seconds=int(seconds)) if seconds else None


def _in_the_body(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """The client names itself among the form's fields, in no header."""
    return request
