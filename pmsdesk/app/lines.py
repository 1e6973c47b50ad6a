"""The open lines: one connected channel an account, made when first used and dropped when its token changes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from pmsdesk.channels.token_keeper import TokenKeeper
from pmsdesk.channels.tokens import Tokens
from pmsdesk.domain.account import Account
from pmsdesk.domain.errors import NoKeyring, OtherAccount, TokenExpired
from pmsdesk.services.ports import ChannelPort, Vault

T = TypeVar("T")
Connect = Callable[[Account, str], ChannelPort]
Keeper = Callable[[Vault, str, Account], TokenKeeper]


class NotConnected(TokenExpired):
    """Here is no token of the account, or one that cannot be a token; its network was not asked."""


def token_name(account: Account) -> str:
    """Under which name an account's token lies in the vault."""
    return f"token:{account.channel}:{account.id}"


def not_connected(account: Account) -> NotConnected:
    """What is said of *account* while it has no line."""
    return NotConnected(account=account.name, channel=account.channel.own_name)


def require_same(account: Account, remote_id: str, handle: str) -> None:
    """Raise `OtherAccount` if a token of *remote_id* and *handle* would let *account* speak under another's name.

    An account that was connected before is known by its remote id (or, made anew, by its handle), one of the data file
    by its handle. For a Facebook page the seed tells neither.
    """
    same_id = bool(account.remote_id) and remote_id == account.remote_id
    same_handle = bool(account.handle) and handle.casefold().lstrip("@") == account.handle.casefold()
    if (account.remote_id or account.handle) and not (same_id or same_handle):
        raise OtherAccount(found=handle or remote_id, account=account.handle or account.name, channel=account.channel)


@dataclass(frozen=True, slots=True)
class _Line:
    """An open line, as what its account was known when it was made, and until when its token speaks."""

    channel: ChannelPort
    known_as: tuple[str, str]
    tokens: Tokens


class Lines:
    """Gives the channel of an account. Used on the account's own lane only, so one session serves one thread.

    *keeper* renews what a sign-in brought before it ends; without one every token is used as long as it is taken.
    """

    def __init__(
        self,
        vault: Vault,
        connect: Connect,
        keeper: Keeper | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._vault = vault
        self._connect = connect
        self._keeper = keeper
        self._now = now
        self._keepers: dict[str, TokenKeeper] = {}
        self._open: dict[str, _Line] = {}
        self._refused: dict[str, str] = {}

    @property
    def lasting(self) -> bool:
        """Whether tokens are still known at the next start."""
        return self._vault.lasting

    def of(self, account: Account) -> ChannelPort:
        """The channel of *account* as the network knows it (a line made under another remote id or handle is dropped).

        Raises `NotConnected` without a usable token, `NoKeyring` without a place for one, and
        what renewing a token does: `NoNetwork`, `BadAnswer`, `ClientMissing`, `TokensBusy`.
        """
        known_as = (account.remote_id, account.handle)
        line = self._open.get(account.id)
        if line is None or line.known_as != known_as or (self._keeper and line.tokens.is_due(self._now())):
            tokens = self._usable(account)
            line = _Line(self._try(account, tokens.access), known_as, tokens)
            self._open[account.id] = line
        return line.channel

    def ask(self, account: Account, question: Callable[[ChannelPort], T]) -> T:
        """The answer to *question*, asked once more over a renewed line where the network refuses the token too early.

        For reading only: what publishes counts its own attempts. Raises what `of` and *question* do.
        """
        try:
            return question(self.of(account))
        except NotConnected:
            raise
        except TokenExpired:
            refused = self._open.pop(account.id).tokens
            if self._keeper is None or not refused.refresh:
                raise
            self._refused[account.id] = refused.access
            return question(self.of(account))

    def tokens(self, account: Account) -> Tokens:
        """What is kept of *account*, as it is. Raises `NotConnected`, `NoKeyring`."""
        secret = self._vault.get(token_name(account))
        if not secret:
            raise not_connected(account)
        return Tokens.from_secret(secret)

    def lacks_token(self, account: Account) -> bool:
        """Whether no token of *account* is known in this run."""
        try:
            return not self._vault.get(token_name(account))
        except NoKeyring:
            return True

    def test(self, account: Account, token: str) -> tuple[str, str]:
        """Remote id and handle that *token* belongs to, asked of the network; nothing is kept."""
        return self._try(account, token).whoami()

    def keep(self, account: Account, token: str) -> None:
        """Keep a tested *token* and use it from now on."""
        self._vault.put(token_name(account), token)
        self._open.pop(account.id, None)

    def keep_tokens(self, account: Account, tokens: Tokens) -> None:
        """Keep what a sign-in or an inspection brought; what it did not bring is left as it was."""
        if self._keeper is None:
            self._vault.put(token_name(account), tokens.as_secret())
        else:
            self._keeper_of(account, self._keeper).keep(tokens)
        self._open.pop(account.id, None)

    def forget(self, account: Account) -> None:
        """Forget the token and the open line."""
        self._open.pop(account.id, None)
        self._vault.forget(token_name(account))

    def _usable(self, account: Account) -> Tokens:
        tokens = self.tokens(account)
        if self._keeper is None or not tokens.refresh:
            return tokens
        keeper = self._keeper_of(account, self._keeper)
        try:
            keeper.access(self._refused.pop(account.id, ""))
        except TokenExpired:
            raise not_connected(account) from None
        return keeper.tokens()

    def _keeper_of(self, account: Account, keeper: Keeper) -> TokenKeeper:
        if account.id not in self._keepers:
            self._keepers[account.id] = keeper(self._vault, token_name(account), account)
        return self._keepers[account.id]

    def _try(self, account: Account, token: str) -> ChannelPort:
        if not token:
            raise not_connected(account)
        try:
            return self._connect(account, token)
        except TokenExpired:
            raise not_connected(account) from None
