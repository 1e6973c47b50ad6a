"""The computer without a screen: it reads the network for the shared register and publishes, as the services do."""

from datetime import timedelta

from pmsdesk import channels
from pmsdesk.app.collector_command import CollectorRounds, now_utc
from pmsdesk.app.headless import OwnLines
from pmsdesk.app.lines import Lines
from pmsdesk.app.paths import Paths
from pmsdesk.app.publisher_command import PublisherRounds
from pmsdesk.app.rounds import Ending
from pmsdesk.app.settings import Settings
from pmsdesk.compliance.checker import Checker
from pmsdesk.domain.staff import Role, Staff
from pmsdesk.routing.triage import Triager
from pmsdesk.services.ports import Vault
from pmsdesk.store.store import Store
from pmsdesk.store.work import fresh_id
from pmsdesk.sync.accounts import RegisterAccounts
from pmsdesk.sync.address import Login, RegisterAddress
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.joining import join
from pmsdesk.sync.link import link_of
from pmsdesk.sync.moderations import RegisterMeasures
from pmsdesk.sync.publications import RegisterPublications
from pmsdesk.sync.round import Round

NO_PAUSE = timedelta(0)


class Backroom:
    """One publisher's computer that has joined the register. `collect` and `publish` are rounds of the two services.

    *vault* holds the tokens of the accounts that are read and spoken for; no console has any.
    """

    def __init__(
        self, seat_paths: Paths, address: RegisterAddress, login: Login, settings: Settings, vault: Vault
    ) -> None:
        label = f"{login.user} tanpa skrin"
        self.store = Store(seat_paths.database, seat_paths.attachments, label, vault=vault, key=None)
        self._link = link_of(self.store, address, login, program="pmsdesk publisher")
        self.api = api = RegisterApi(self._link)
        device = join(self.store, api, label, fresh_id)
        accounts = RegisterAccounts(api, device)
        lines = OwnLines(
            Lines(vault, lambda account, token: channels.connect(account, token, **settings.options(account.channel)))
        )
        exchange = Round(self.store, api, Staff(login.user, login.user, "", Role.PUBLISHER), label, fresh_id)
        self._collector = CollectorRounds(
            self.store,
            lambda: exchange.run(now_utc),
            accounts,
            lines,
            Triager.default().triage,
            Ending(),
            interval=NO_PAUSE,
            pause=NO_PAUSE,
        )
        register = RegisterPublications(api, device)
        self._publisher = PublisherRounds(
            register,
            RegisterMeasures(api, register.now),
            accounts.all,
            lines,
            Checker.default(),
            api.seal,
            Ending(),
            NO_PAUSE,
        )

    def collect(self) -> None:
        """Read the accounts once and hand on what came; without the register it is kept here."""
        self._collector.round()

    def publish(self) -> None:
        """Send what may be sent now. Raises `RegisterUnreachable` without the register, which alone can allow it."""
        self._publisher.round()

    def close(self) -> None:
        """Hang up."""
        self._link.close()
        self.store.close()
