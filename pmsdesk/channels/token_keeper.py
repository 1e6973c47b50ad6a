"""One account's tokens between the keyring and the wire: renewed under a lock, and kept before they are used."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from datetime import UTC, datetime

from pmsdesk.channels.tokens import Tokens
from pmsdesk.domain.errors import NoKeyring, TokenExpired
from pmsdesk.services.ports import Vault

log = logging.getLogger(__name__)

Renew = Callable[[Tokens], Tokens]
Lock = Callable[[], AbstractContextManager[object]]


class TokenKeeper:
    """Gives the access token of one account, good for at least five minutes.

    *lock* must shut out every process that knows the secret *name* of *vault*: a refresh token of X is good once, and
    its second use ends the whole sign-in. So the tokens are read again under the lock, and the new pair is in the
    vault before anybody speaks with it; a vault that takes nothing is found out before the old pair is spent. Where the
    program ends between the answer and the vault, the old pair is tried once more, refused, and marked as such: the
    account is then to be signed in again, and no further call is made.
    """

    def __init__(
        self, vault: Vault, name: str, lock: Lock, renew: Renew, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._vault = vault
        self._name = name
        self._lock = lock
        self._renew = renew
        self._now = now
        self._unsaved: Tokens | None = None

    def tokens(self) -> Tokens:
        """What is kept. Raises `NoKeyring`; `TokenExpired` where nothing is."""
        secret = self._vault.get(self._name)
        if not secret:
            raise TokenExpired()
        return Tokens.from_secret(secret)

    def access(self, refused: str = "") -> str:
        """A token to speak with; *refused* is one that the network has just turned down and that is not given again.

        Raises `TokenExpired` where a person must sign in again, `NoNetwork` or `BadAnswer` where renewing failed for
        now, `NoKeyring`.
        """
        tokens = self._unsaved or self.tokens()
        if self._unsaved is None and not self._is_stale(tokens, refused):
            return tokens.access
        with self._lock():
            tokens = self._save_unsaved() or self.tokens()
            if self._is_stale(tokens, refused):
                tokens = self._renewed(tokens)
        return tokens.access

    def keep(self, tokens: Tokens) -> None:
        """Keep the tokens of a new sign-in; what they do not bring is left as it was."""
        with self._lock():
            with suppress(TokenExpired, NoKeyring):
                tokens = self.tokens().followed_by(tokens)
            self._vault.put(self._name, tokens.as_secret())
            self._unsaved = None

    def _is_stale(self, tokens: Tokens, refused: str) -> bool:
        if tokens.refused:
            raise TokenExpired()
        return tokens.access == refused or tokens.is_due(self._now())

    def _renewed(self, tokens: Tokens) -> Tokens:
        if not tokens.refresh:
            raise TokenExpired()
        self._vault.put(self._name, tokens.as_secret())
        try:
            self._unsaved = self._renew(tokens)
        except TokenExpired:
            log.warning("an account's tokens are not renewed any more; it must be signed in again")
            self._vault.put(self._name, replace(tokens, refused=True).as_secret())
            raise
        return self._save_unsaved() or tokens

    def _save_unsaved(self) -> Tokens | None:
        """Put into the vault what a locked keyring did not take when it came."""
        tokens = self._unsaved
        if tokens is not None:
            self._vault.put(self._name, tokens.as_secret())
            self._unsaved = None
        return tokens
