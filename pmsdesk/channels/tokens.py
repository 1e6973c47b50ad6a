"""An account's tokens as they are kept in the keyring: what speaks, what renews it, and until when either is good."""

import json
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Self

EARLY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a sign-in brought. A pasted token has no `refresh`.

    `expires_at` is when `access` ends, `ends_at` when a person must sign in again; None where the network tells
    neither. `refused` says that the network took `refresh` no more: nothing but a new sign-in helps.
    """

    access: str = field(repr=False)
    refresh: str = field(default="", repr=False)
    expires_at: datetime | None = None
    ends_at: datetime | None = None
    scopes: tuple[str, ...] = ()
    refused: bool = False

    @classmethod
    def from_secret(cls, secret: str) -> Self:
        """What `as_secret` wrote; any other text is a token that was pasted. "" has no tokens."""
        if not secret.startswith("{"):
            return cls(secret.strip())
        told = json.loads(secret)
        known = {each.name: told[each.name] for each in fields(cls) if each.name in told}
        times = {name: datetime.fromisoformat(known[name]) for name in ("expires_at", "ends_at") if known.get(name)}
        return cls(**known | times | {"scopes": tuple(known.get("scopes", ()))})

    def as_secret(self) -> str:
        """One line for the keyring."""
        times = {"expires_at": _written(self.expires_at), "ends_at": _written(self.ends_at)}
        known = {name: value for name, value in (asdict(self) | times).items() if value}
        return json.dumps(known, separators=(",", ":"))

    def is_due(self, now: datetime) -> bool:
        """Whether `access` ends within five minutes, so that it is better renewed first."""
        return self.expires_at is not None and now >= self.expires_at - EARLY

    def followed_by(self, newer: "Tokens") -> "Tokens":
        """*newer*; one without a refresh token inherits this one's, and with it when that ends."""
        newer = replace(newer, scopes=newer.scopes or self.scopes)
        if not self.refresh or newer.refresh not in ("", self.refresh):
            return newer
        return replace(newer, refresh=self.refresh, ends_at=newer.ends_at or self.ends_at)


def _written(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None
