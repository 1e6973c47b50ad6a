"""What an administrator does about an account's token: try it, keep it, test it, forget it."""

import webbrowser
from collections.abc import Callable, Iterable, Mapping

from pmsdesk.app.lines import Lines, require_same
from pmsdesk.app.sign_in_settings import SignIns, note_client
from pmsdesk.channels import meta_token
from pmsdesk.channels.oauth import SERVERS
from pmsdesk.channels.tokens import Tokens
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.connection import Connection
from pmsdesk.domain.errors import NoKeyring, OtherAccount, TokenExpired
from pmsdesk.domain.sign_in_errors import TokenRefused
from pmsdesk.domain.staff import Right
from pmsdesk.services import accounting
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.tasks import Tasks, network_lane

Done = Callable[[Exception | None], None]
Connections = Mapping[str, Connection]
SIGNING_IN = "sign-in"
LOOKING_UP = "keyring"


class GivingUp:
    """Whether a person, or the end of the program, has given a sign-in up."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self) -> None:
        """Give it up."""
        self.asked = True


class AccountConnector:
    """`ui.settings.accounts.Connector` over the open lines; the calls run on the account's own lane.

    A person's time in the browser is spent on a lane of its own. *open_page* shows an address in the browser.
    """

    def __init__(
        self,
        desk: Desk,
        tasks: Tasks,
        lines: Lines,
        sign_ins: SignIns,
        open_page: Callable[[str], object] = webbrowser.open,
    ) -> None:
        self._desk = desk
        self._tasks = tasks
        self._lines = lines
        self._sign_ins = sign_ins
        self._open_page = open_page
        self._signing: list[GivingUp] = []
        self.keyring = lines.lasting

    def signs_in(self, channel: Channel) -> bool:
        """Whether accounts of *channel* are connected in the browser; the tokens of others are pasted."""
        return channel in SERVERS

    def client(self, channel: Channel, then: Callable[[str], None]) -> None:
        """The client id that is kept."""
        self._tasks.run(LOOKING_UP, lambda: self._sign_ins.client_id(channel), owner=self._desk, then=then)

    def sign_in(self, account: Account, client_id: str, secret: str, done: Done) -> Callable[[], None]:
        """Note the client, then let the administrator sign *account* in, in the browser; gives what gives that up."""
        giving_up = GivingUp()
        self._signing.append(giving_up)

        def sign_in() -> Tokens:
            self._desk.staff.require(Right.MANAGE)
            return self._sign_ins.of(account.channel).sign_in(self._open_page, lambda: giving_up.asked)

        def try_and_keep(tokens: Tokens) -> tuple[str, str]:
            found = self._lines.test(account, tokens.access)
            require_same(account, *found)
            self._lines.keep_tokens(account, tokens)
            return found

        def go_to_the_browser() -> None:
            self._tasks.run(
                SIGNING_IN,
                sign_in,
                owner=self._desk,
                then=lambda tokens: self._tasks.run(
                    network_lane(account.id),
                    lambda: try_and_keep(tokens),
                    owner=self._desk,
                    then=lambda found: self._note(account, found, done),
                    catch=done,
                ),
                catch=done,
            )

        self._desk.do(
            lambda work: note_client(work, account.channel, client_id, secret),
            owner=self._desk,
            then=lambda _events: go_to_the_browser(),
            catch=done,
        )
        return giving_up

    def give_up(self) -> None:
        """Give up every sign-in that waits for a browser."""
        for giving_up in self._signing:
            giving_up()

    def connections(self, accounts: Iterable[Account], then: Callable[[Connections], None]) -> None:
        """Look up how long the connections of *accounts* hold; those without tokens are left out."""
        asked = tuple(accounts)

        def look() -> dict[str, Connection]:
            found = ((account.id, self._connection(account)) for account in asked)
            return {key: connection for key, connection in found if connection is not None}

        self._tasks.run(LOOKING_UP, look, owner=self._desk, then=then, catch=lambda _error: then({}))

    def connect(self, account: Account, token: str, done: Done) -> None:
        """Try *token*, keep it only if the network knows it, and note whose it is."""

        def try_and_keep() -> tuple[str, str]:
            self._desk.staff.require(Right.MANAGE)
            found = self._try(account, token)
            require_same(account, *found)
            inspection = self._sign_ins.inspect(account, token)
            self._lines.keep_tokens(account, inspection.tokens(token) if inspection else Tokens(token.strip()))
            return found

        self._tasks.run(
            network_lane(account.id),
            try_and_keep,
            owner=self._desk,
            then=lambda found: self._note(account, found, done),
            catch=done,
        )

    def supply(self, account: Account, token: str, done: Done) -> None:
        """Take *token* of a connected account for this run; where there is no keyring, whoever signed in may give it.

        It must be of the very account that an administrator connected; nothing is changed in the store.
        """

        def try_and_keep() -> None:
            remote_id, handle = self._try(account, token)
            if not account.remote_id or remote_id != account.remote_id:
                raise OtherAccount(found=handle or remote_id, account=account.name, channel=account.channel)
            self._lines.keep(account, token)

        self._tasks.run(
            network_lane(account.id), try_and_keep, owner=self._desk, then=lambda _nothing: done(None), catch=done
        )

    def test(self, account: Account, done: Done) -> None:
        """Ask the network whose the kept token is."""
        self._tasks.run(
            network_lane(account.id),
            lambda: self._lines.ask(account, lambda line: line.whoami()),
            owner=self._desk,
            then=lambda _found: done(None),
            catch=done,
        )

    def disconnect(self, account: Account, done: Done) -> None:
        """Forget the token and note that the account is not connected."""

        def forget() -> None:
            self._desk.staff.require(Right.MANAGE)
            self._lines.forget(account)

        self._tasks.run(
            network_lane(account.id),
            forget,
            owner=self._desk,
            then=lambda _nothing: self._desk.do(
                lambda work: accounting.disconnect_account(work, account.id),
                owner=self._desk,
                then=lambda _events: done(None),
                catch=done,
            ),
            catch=done,
        )

    def _try(self, account: Account, token: str) -> tuple[str, str]:
        """Whose the pasted *token* is. Raises `TokenRefused` where the network knows no such token."""
        try:
            return self._lines.test(account, token)
        except TokenExpired as error:
            raise TokenRefused(error.platform_words, account=account.name, channel=account.channel.own_name) from None

    def _connection(self, account: Account) -> Connection | None:
        try:
            tokens = self._lines.tokens(account)
        except (TokenExpired, NoKeyring):
            return None
        needed = meta_token.NEEDED.get(account.channel, frozenset()) if tokens.scopes else frozenset()
        over = tokens.refused or (tokens.ends_at is not None and tokens.ends_at <= self._desk.clock())
        return Connection(tokens.ends_at, over, tuple(sorted(needed - set(tokens.scopes))))

    def _note(self, account: Account, found: tuple[str, str], done: Done) -> None:
        remote_id, handle = found
        self._desk.do(
            lambda work: accounting.connect_account(work, account.id, remote_id, handle),
            owner=self._desk,
            then=lambda _events: done(None),
            catch=done,
        )
