"""Who signed in where: the codes, tokens and consents that the sandbox's networks have given out."""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pmsdesk.domain.account import Channel

CODE_LIFE = {Channel.X: timedelta(seconds=30), Channel.YOUTUBE: timedelta(minutes=10)}
ACCESS_LIFE = {Channel.X: timedelta(seconds=7200), Channel.YOUTUBE: timedelta(seconds=3599)}
REFRESH_LIFE = {Channel.X: timedelta(days=182), Channel.YOUTUBE: timedelta(days=7)}
STANDING = "sandbox-"
CALLBACK = "http://127.0.0.1:51780/callback"
CLIENT = "pmsdesk"
"""The client id to use; any other is taken, too."""
GOOGLE_SECRET = "GOCSPX-sandbox"  # noqa: S105 (of an installed app: Google does not treat it as one)


@dataclass(frozen=True, slots=True)
class Request:
    """What an authorize page was asked: for which client, and where the answer goes.

    `challenge` is PKCE's, "" for none; `prompt` is Google's.
    """

    channel: Channel
    client: str
    callback: str
    scope: str
    state: str = ""
    challenge: str = ""
    offline: bool = True
    prompt: str = ""


@dataclass(slots=True)
class Code:
    """One consent that waits for its token call."""

    request: Request
    handle: str
    until: datetime


@dataclass(slots=True)
class Grant:
    """One consent and every token that came of it; `refresh` is "" where none was given, `spent` were used up."""

    request: Request
    handle: str
    access: dict[str, datetime] = field(default_factory=dict)
    refresh: str = ""
    refresh_until: datetime | None = None
    spent: set[str] = field(default_factory=set)
    revoked: bool = False


@dataclass(slots=True)
class Standing:
    """What became of an account's token that never needed a sign-in; `refusal` is the subcode Graph gives for it."""

    expires_at: datetime | None = None
    data_until: datetime | None = None
    refusal: int = 0


@dataclass(slots=True)
class Grants:
    """Everything given out. `callbacks` are the addresses X's developer page lists: it takes no other."""

    codes: dict[str, Code] = field(default_factory=dict)
    grants: list[Grant] = field(default_factory=list)
    standing: dict[tuple[Channel, str], Standing] = field(default_factory=dict)
    callbacks: set[str] = field(default_factory=lambda: {CALLBACK})

    def handle_of(self, channel: Channel, token: str, now: datetime) -> str:
        """Whose *token* is, "" where it is nobody's or no longer good."""
        if token.startswith(STANDING):
            handle = token.removeprefix(STANDING)
            return "" if self.refusal_of(channel, handle, now) else handle
        for grant in self.grants:
            until = grant.access.get(token)
            if until is not None and grant.request.channel is channel and not grant.revoked and now < until:
                return grant.handle
        return ""

    def name_of(self, token: str) -> str:
        """The handle *token* was given for, good or not; what is no token of ours is its own name."""
        owner = next((grant.handle for grant in self.grants if token in grant.access), "")
        return owner or token.removeprefix(STANDING)

    def refusal_of(self, channel: Channel, handle: str, now: datetime) -> int:
        """Graph's subcode for the standing token of *handle*: 463 once it has expired; 0 while it is good."""
        kept = self.standing.get((channel, handle.lower()), Standing())
        over = kept.expires_at is not None and now >= kept.expires_at
        return kept.refusal or (463 if over else 0)

    def stand(self, channel: Channel, handle: str) -> Standing:
        """The record of an account's standing token, to be changed by the control plane."""
        return self.standing.setdefault((channel, handle.lower()), Standing())

    def consent(self, request: Request, handle: str, now: datetime) -> str:
        """The code for *handle*'s consent."""
        code = secrets.token_urlsafe(48)
        self.codes[code] = Code(request, handle, now + CODE_LIFE[request.channel])
        return code

    def redeem(self, code: str, now: datetime) -> Code | None:
        """Take the consent behind *code*, once and in time."""
        kept = self.codes.pop(code, None)
        return kept if kept is not None and now < kept.until else None

    def give(self, request: Request, handle: str, now: datetime) -> Grant:
        """A grant of first tokens."""
        grant = Grant(request, handle)
        self.grants.append(grant)
        if request.offline:
            grant.refresh = secrets.token_urlsafe(48)
            grant.refresh_until = now + REFRESH_LIFE[request.channel]
        return grant

    def new_access(self, grant: Grant, now: datetime) -> str:
        """One more access token of *grant*."""
        token = secrets.token_urlsafe(48)
        grant.access[token] = now + ACCESS_LIFE[grant.request.channel]
        return token

    def rotate(self, grant: Grant, now: datetime) -> None:
        """Spend the refresh token for a new one (X)."""
        grant.spent.add(grant.refresh)
        grant.refresh = secrets.token_urlsafe(48)
        grant.refresh_until = now + REFRESH_LIFE[grant.request.channel]

    def of_refresh(self, channel: Channel, client: str, token: str, now: datetime) -> Grant | None:
        """The grant whose refresh token this is. One that was spent already revokes its whole grant."""
        for grant in self.grants:
            if grant.request.channel is not channel or grant.request.client != client or not token:
                continue
            if token in grant.spent:
                grant.revoked = True
            alive = grant.refresh_until is not None and now < grant.refresh_until
            if token == grant.refresh and alive and not grant.revoked:
                return grant
        return None

    def of_account(self, channel: Channel, handle: str) -> list[Grant]:
        """Every grant of an account."""
        return [one for one in self.grants if (one.request.channel, one.handle.lower()) == (channel, handle.lower())]


def answers(challenge: str, verifier: str) -> bool:
    """Whether *verifier* is the one whose S256 *challenge* was shown before."""
    made = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    return secrets.compare_digest(made, challenge)
