"""One account's talk with one network: time-outs, bounded answers, and what each failure means for what was sent."""

import json
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from http.cookiejar import DefaultCookiePolicy
from ipaddress import ip_address
from typing import Any
from urllib.parse import quote, urlsplit

import requests
from requests.auth import AuthBase
from urllib3.exceptions import HTTPError

from pmsdesk import __version__
from pmsdesk.channels.budget import X_WINDOW, server_clock
from pmsdesk.channels.witness import WitnessAdapter, departed, forget_departure
from pmsdesk.domain.account import Account
from pmsdesk.domain.errors import (
    BadAnswer,
    ChannelError,
    CreditsGone,
    NoNetwork,
    OutcomeUnknown,
    RateLimited,
    ReadRefused,
    TextRefused,
    TokenExpired,
)
from pmsdesk.domain.polling import Budget
from pmsdesk.language.redaction import without_tokens

TIMEOUTS = (5.0, 20.0)
LONGEST_ANSWER_SECONDS = 60.0
LARGEST_ANSWER_BYTES = 16 * 1024 * 1024
_CHUNK_BYTES = 64 * 1024
_WORDS_KEPT = 300
STATUS_ALONE: Mapping[int, type[ChannelError]] = {
    HTTPStatus.UNAUTHORIZED: TokenExpired,
    HTTPStatus.PAYMENT_REQUIRED: CreditsGone,
    HTTPStatus.TOO_MANY_REQUESTS: RateLimited,
}
"""What a status means whatever else the answer says, also when it was sent by something between us and the network."""
_DONE_WITHOUT_A_BODY = (HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.PERMANENT_REDIRECT)
_OF_READING = (TokenExpired, CreditsGone, RateLimited, BadAnswer, ReadRefused)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """A network's good answer: the JSON object it sent, what it still lets us do, and its clock where it told."""

    data: Mapping[str, Any]
    budget: Budget | None
    server_time: datetime | None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a refusal means: the error's class, the network's own words, and how long to wait if it is `RateLimited`."""

    kind: type[ChannelError]
    words: str = ""
    wait: timedelta = X_WINDOW


@dataclass(frozen=True, slots=True)
class Refusal:
    """A network's definite "no", for the adapter to name. `data` is empty where the body was no JSON object."""

    status: int
    data: Mapping[str, Any]
    headers: Mapping[str, str]
    posted: bool
    now: datetime

    def verdict(self, kind: type[ChannelError] | None, words: str, wait: timedelta) -> Verdict:
        """It as *kind*; as the general refusal where *kind* is None, or says of a text what here befell a read."""
        if self.posted:
            return Verdict(kind or TextRefused, words, wait)
        return Verdict(kind if kind and issubclass(kind, _OF_READING) else ReadRefused, words, wait)


Judge = Callable[[Refusal], Verdict | None]
ReadBudget = Callable[[Mapping[str, str], datetime], Budget | None]


class _Authorization(AuthBase):
    """Puts the token into the header (never into an address), also where a .netrc would put another one."""

    def __init__(self, scheme: str, token: str) -> None:
        self._scheme = scheme
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"{self._scheme} {self._token}"
        return request

    def __repr__(self) -> str:
        return f"<{self._scheme} •••>"


class _TooMuch(Exception):
    """The answer is larger, or takes longer, than is read."""


class Wire:
    """Calls one network as one account. Not for use by several threads at once (an account has one lane).

    *root* must be ``https`` unless it is this computer itself. *judge* is shown every answer and names the refusals
    among them; None is for an answer that is none, or one it does not know. *facts* (``channel``, ``account``) fill
    the errors' words.

    What `post` raises tells what is known of the text: every error with ``certain`` true means that the network did
    not take it. That is so when no byte of the request left (`witness`), or the network itself said no in its own
    format, or the status alone says so (401, 402, 429). All else is `OutcomeUnknown`.
    """

    def __init__(
        self,
        root: str,
        token: str,
        judge: Judge,
        read_budget: ReadBudget,
        facts: Mapping[str, str],
        *,
        scheme: str = "Bearer",
        timeouts: tuple[float, float] = TIMEOUTS,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._root = safe_root(root)
        self._token = token.strip()
        self._facts = dict(facts)
        if not self._token or not all("!" <= c <= "~" for c in self._token):
            raise TokenExpired(**self._facts)
        self._judge = judge
        self._read_budget = read_budget
        self._timeouts = timeouts
        self._now = now
        self._session = _new_session(self._root, scheme, self._token)

    def __repr__(self) -> str:
        return f"<Wire {self._root} {self._facts}>"

    def get(self, path: str, params: Mapping[str, str] | None = None) -> Answer:
        """Read. Raises `NoNetwork`, `BadAnswer`, or what the judge makes of a refusal."""
        return self._call("GET", path, params=params)

    def post(
        self,
        path: str,
        *,
        body: Any = None,
        form: Mapping[str, str] | None = None,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
    ) -> Answer:
        """Change something, once. Raises `NoNetwork` (nothing left), `OutcomeUnknown`, or what the judge says.

        *files* are name, bytes and MIME type by the name of their field; *form* then goes beside them.
        """
        return self._call("POST", path, json=body, data=form, files=files)

    def put(self, path: str, *, body: Any) -> Answer:
        """Set something. Raises as `post` does."""
        return self._call("PUT", path, json=body)

    def send(self, method: str, path: str, content: bytes, headers: Mapping[str, str]) -> Answer:
        """One step of an upload. Raises as `post` does, but here an answer needs no body, and 308 (go on) is one."""
        return self._call(method, path, step=True, data=content, headers=headers)

    def delete(self, path: str) -> Answer:
        """Remove something, once. Raises as `post` does."""
        return self._call("DELETE", path)

    def _call(self, method: str, path: str, *, step: bool = False, **parts: Any) -> Answer:
        posted = method != "GET"
        lost: type[ChannelError]
        forget_departure()
        began = time.monotonic()
        try:
            with self._session.request(
                method, f"{self._root}/{path}", timeout=self._timeouts, allow_redirects=False, stream=True, **parts
            ) as response:
                raw = _bounded_body(response, time.monotonic() + LONGEST_ANSWER_SECONDS)
        except (requests.RequestException, HTTPError, OSError) as error:
            log.info("%s %s: %s: %s", method, path, type(error).__name__, error)
            why = ""
            lost = OutcomeUnknown if posted and departed() else NoNetwork
        except _TooMuch as error:
            why = str(error)
            lost = OutcomeUnknown if posted else BadAnswer
        else:
            log.debug(
                "%s %s: %d, %d bytes, %.2f s", method, path, response.status_code, len(raw), time.monotonic() - began
            )
            if step and not raw and response.status_code in _DONE_WITHOUT_A_BODY:
                return Answer({}, None, server_clock(response.headers), response.headers)
            return self._judged(posted, response, _json_object(raw, response.status_code, refused_too=step))
        # Raised out here so that no error carries the request, and with it the token, as its cause.
        raise self._error(lost, why)

    def _judged(self, posted: bool, response: requests.Response, data: Mapping[str, Any] | None) -> Answer:
        status, headers, now = response.status_code, response.headers, self._now()
        verdict = None
        if not _says_nothing(posted, status, readable=data is not None):
            verdict = self._judge(Refusal(status, data or {}, headers, posted, now))
            if verdict is None and data is not None and 200 <= status < 300:
                return Answer(data, self._read_budget(headers, now), server_clock(headers), headers)
        if verdict is None:
            verdict = Verdict(OutcomeUnknown if posted else BadAnswer)
        raise self._error(verdict.kind, verdict.words or f"HTTP {status}", until=now + verdict.wait)

    def _error(self, kind: type[ChannelError], words: str, until: datetime | None = None) -> ChannelError:
        words = without_tokens(words, self._token)[:_WORDS_KEPT]
        if issubclass(kind, RateLimited):
            return kind(until or self._now() + X_WINDOW, words, **self._facts)
        return kind(words, **self._facts)


def wire_of(
    account: Account, token: str, root: str, judge: Judge, read_budget: ReadBudget, scheme: str = "Bearer"
) -> Wire:
    """The wire of *account*: what goes wrong is told with its network's name and its own."""
    facts = {"channel": account.channel.own_name, "account": account.name}
    return Wire(root, token, judge, read_budget, facts, scheme=scheme)


def no_budget(headers: Mapping[str, str], now: datetime) -> None:
    """For a network whose answers do not tell what it still lets us do."""
    del headers, now


def path_of(*parts: str) -> str:
    """A path of *parts*, each escaped, so that an id from a network cannot lead elsewhere."""
    return "/".join(quote(part, safe="") for part in parts)


def _says_nothing(posted: bool, status: int, readable: bool) -> bool:
    """Whether an answer leaves open what happened: it cannot be read, or a server or proxy failed half-way."""
    if not readable:
        return status not in STATUS_ALONE
    return posted and (status >= 500 or 300 <= status < 400 or status == HTTPStatus.REQUEST_TIMEOUT)


def safe_root(root: str) -> str:
    """*root* without a slash at its end. Raises `ValueError` where it is neither https nor this computer."""
    parts = urlsplit(root)
    if not parts.hostname or (
        parts.scheme != "https" and not (parts.scheme == "http" and is_this_computer(parts.hostname))
    ):
        raise ValueError(f"a token may only travel over https, not to {root!r}")
    return root.rstrip("/")


def is_this_computer(host: str) -> bool:
    """Whether *host* is a name or address of the loopback interface."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _new_session(root: str, scheme: str, token: str) -> requests.Session:
    session = requests.Session()
    session.mount("https://", WitnessAdapter())
    session.mount("http://", WitnessAdapter())
    session.auth = _Authorization(scheme, token)
    session.headers.update({"User-Agent": f"pmsdesk/{__version__}", "Accept": "application/json"})
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.trust_env = not is_this_computer(urlsplit(root).hostname or "")
    return session


def _bounded_body(response: requests.Response, deadline: float) -> bytes:
    """The decoded body, read piece by piece as it comes. Raises `_TooMuch` past the size limit or *deadline*."""
    pieces: list[bytes] = []
    size = 0
    while piece := response.raw.read1(_CHUNK_BYTES, decode_content=True):
        size += len(piece)
        if size > LARGEST_ANSWER_BYTES:
            raise _TooMuch(f"more than {LARGEST_ANSWER_BYTES} bytes")
        if time.monotonic() > deadline:
            raise _TooMuch(f"more than {LONGEST_ANSWER_SECONDS:.0f} s")
        pieces.append(piece)
    return b"".join(pieces)


def _json_object(raw: bytes, status: int, *, refused_too: bool = False) -> Mapping[str, Any] | None:
    """The JSON object in *raw*, empty for 204; None where it is cut off, something else, or nested to do harm.

    *refused_too* tells that a refusal needs none: a server of uploads says no with the status alone.
    """
    if status == HTTPStatus.NO_CONTENT:
        return {}
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        data = None
    if isinstance(data, dict):
        return data
    return {} if refused_too and status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE) else None
