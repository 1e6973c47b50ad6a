"""As what pmsdesk is known to the networks people sign in to: kept in the seat's database by an administrator."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path

from pmsdesk.app.token_lock import renewing
from pmsdesk.channels import meta_token, oauth
from pmsdesk.channels.meta_token import Inspection
from pmsdesk.channels.oauth import Client, SignIn
from pmsdesk.channels.token_keeper import TokenKeeper
from pmsdesk.channels.tokens import Tokens
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.errors import BadAnswer, ReadRefused
from pmsdesk.domain.events import Event
from pmsdesk.domain.staff import Right
from pmsdesk.services.ports import Vault, Work

PREFIX = "signin."

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class SignInSettings:
    """The clients registered at X and Google, and where to sign in; page roots are empty for the real networks.

    Google calls an installed program's secret one, and treats it as none.
    """

    x_client_id: str = ""
    x_page_url: str = ""
    x_callback_port: str = ""
    google_client_id: str = ""
    google_client_secret: str = field(default="", repr=False)
    google_url: str = ""

    def client(self, channel: Channel) -> Client:
        """As what pmsdesk is known to *channel*."""
        return {
            Channel.X: Client(self.x_client_id),
            Channel.YOUTUBE: Client(self.google_client_id, self.google_client_secret),
        }[channel]

    def options(self, channel: Channel) -> Mapping[str, str]:
        """What `channels.oauth` is told for *channel* beside its own root."""
        return {
            Channel.X: {"page_url": self.x_page_url, "callback_port": self.x_callback_port},
            Channel.YOUTUBE: {"page_url": self.google_url, "token_url": self.google_url},
        }[channel]


def load(work: Work) -> SignInSettings:
    """What is kept; a port that is none has its default."""
    kept = {each.name: work.setting(PREFIX + each.name) for each in fields(SignInSettings)}
    if not (kept["x_callback_port"].isdecimal() and 0 < int(kept["x_callback_port"]) < 65536):
        kept["x_callback_port"] = ""
    return SignInSettings(**kept)


def save(work: Work, chosen: SignInSettings) -> None:
    """Keep *chosen*."""
    for each in fields(SignInSettings):
        work.set_setting(PREFIX + each.name, str(getattr(chosen, each.name)))


def note_client(work: Work, channel: Channel, client_id: str, secret: str) -> tuple[Event, ...]:
    """Keep the client an administrator was given by *channel*; a *secret* of "" leaves the one that is kept."""
    work.actor.require(Right.MANAGE)
    names = {Channel.X: ("x_client_id", ""), Channel.YOUTUBE: ("google_client_id", "google_client_secret")}
    for name, value in zip(names[channel], (client_id, secret), strict=True):
        if name and value:
            work.set_setting(PREFIX + name, value)
    return ()


class SignIns:
    """Signs accounts in and renews what that brought. *load_* is asked each time, for an administrator may change it.

    *options* are those of `channels.connect` for a network; *folder* holds the locks.
    """

    def __init__(
        self,
        load_: Callable[[], SignInSettings],
        options: Callable[[Channel], Mapping[str, str]],
        folder: Path,
        clock: Clock,
    ) -> None:
        self._load = load_
        self._options = options
        self._folder = folder
        self._clock = clock

    def client_id(self, channel: Channel) -> str:
        """The client id that is kept for *channel*, "" for none."""
        return self._load().client(channel).id

    def of(self, channel: Channel) -> SignIn:
        """The sign-in of *channel*. Raises `ClientMissing`, and `ValueError` for a root that is not https."""
        kept = self._load()
        server = oauth.SERVERS[channel]({**self._options(channel), **kept.options(channel)})
        return SignIn(server, kept.client(channel), self._clock)

    def inspect(self, account: Account, token: str) -> Inspection | None:
        """What Meta says of a pasted *token*; None for another network's, or where Meta does not let it be asked."""
        if account.channel not in meta_token.NEEDED:
            return None
        try:
            return meta_token.inspect(account, token, self._options(account.channel))
        except (ReadRefused, BadAnswer) as error:
            log.info("a token may not be inspected: %s", type(error).__name__)
            return None

    def keeper(self, vault: Vault, name: str, account: Account) -> TokenKeeper:
        """What keeps the tokens of *account*, in step with every other program of this folder."""

        def renew(tokens: Tokens) -> Tokens:
            return self.of(account.channel).renew(tokens)

        return TokenKeeper(vault, name, lambda: renewing(self._folder, account), renew, self._clock)
