"""What an administrator does about an account's token: try it, keep it, test it, forget it."""

from collections.abc import Callable

from pmsdesk.app.lines import Lines, require_same
from pmsdesk.domain.account import Account
from pmsdesk.domain.errors import OtherAccount
from pmsdesk.domain.staff import Right
from pmsdesk.services import accounting
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.tasks import Tasks, network_lane

Done = Callable[[Exception | None], None]


class AccountConnector:
    """`ui.settings.accounts.Connector` over the open lines; the calls run on the account's own lane."""

    def __init__(self, desk: Desk, tasks: Tasks, lines: Lines) -> None:
        self._desk = desk
        self._tasks = tasks
        self._lines = lines
        self.keyring = lines.lasting

    def connect(self, account: Account, token: str, done: Done) -> None:
        """Try *token*, keep it only if the network knows it, and note whose it is."""

        def try_and_keep() -> tuple[str, str]:
            self._desk.staff.require(Right.MANAGE)
            found = self._lines.test(account, token)
            require_same(account, *found)
            self._lines.keep(account, token)
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
            remote_id, handle = self._lines.test(account, token)
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
            lambda: self._lines.of(account).whoami(),
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

    def _note(self, account: Account, found: tuple[str, str], done: Done) -> None:
        remote_id, handle = found
        self._desk.do(
            lambda work: accounting.connect_account(work, account.id, remote_id, handle),
            owner=self._desk,
            then=lambda _events: done(None),
            catch=done,
        )
