"""What the programs without a screen share: a folder of their own, the register, the accounts' lines. No Qt."""

import logging
import os
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import click

from pmsdesk import channels
from pmsdesk.app import file_key, log, paths, settings, sign_in_settings
from pmsdesk.app.credentials import headless_vault, secret
from pmsdesk.app.lines import Lines, require_same, token_name
from pmsdesk.app.rounds import Ending
from pmsdesk.app.settings import Settings
from pmsdesk.app.sign_in_settings import SignIns
from pmsdesk.domain.account import Account
from pmsdesk.domain.errors import KnownError
from pmsdesk.domain.register_errors import NotEnrolled
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.services.ports import ChannelPort, Vault
from pmsdesk.store import Store
from pmsdesk.sync.address import Login, RegisterAddress, read_address
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.link import Link, link_of

PASSPHRASE = "store-passphrase"  # noqa: S105 (a credential's name)

journal = logging.getLogger(__name__)


def password_name(login: Login) -> str:
    """Under which name a login's password lies among the secrets."""
    return f"register:{login.user}"


def options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that every such program takes."""
    for option in (
        click.option("--once", is_flag=True, help="One round, then end: 0 if it succeeded, else 1."),
        click.option("--every", default=3.0, show_default=True, metavar="SECONDS", help="Pause between two rounds."),
        click.option(
            "--register",
            "url",
            envvar="PMSDESK_REGISTER_URL",
            required=True,
            metavar="URL",
            help="postgresql://login@host/database; else PMSDESK_REGISTER_URL. Its password is a secret of its own.",
        ),
    ):
        command = option(command)
    return command


@dataclass(slots=True)
class Headless:
    """One running program: its store, its place at the register, and where its tokens are."""

    store: Store
    link: Link
    device: str
    label: str
    vault: Vault
    kept: Settings
    sign_ins: SignIns
    ending: Ending

    @property
    def api(self) -> RegisterApi:
        """The register's functions, over the one connection."""
        return RegisterApi(self.link)

    def lines(self) -> "OwnLines":
        """The accounts' lines."""
        kept = self.kept
        return OwnLines(
            Lines(
                self.vault,
                lambda account, token: channels.connect(account, token, **kept.options(account.channel)),
                self.sign_ins.keeper,
            )
        )

    def enrolled(self, one_round: Callable[[], timedelta]) -> Callable[[], timedelta]:
        """*one_round*, before the first of which the register is told of this device, and again when it forgot it."""
        known = False

        def round_() -> timedelta:
            nonlocal known
            if not known:
                self.api.enroll(self.device, self.label)
                known = True
            try:
                return one_round()
            except NotEnrolled:
                known = False
                raise

        return round_

    def ask_for_tokens(self, accounts: Callable[[], Iterable[Account]]) -> None:
        """Where nothing keeps secrets between runs, ask at the terminal for the tokens; an empty one is passed over."""
        if not self.vault.lasting:
            for account in accounts():
                secret(self.vault, token_name(account), f"Token {account.name} ({account.channel.own_name})")

    def close(self) -> None:
        """Leave the register and the store."""
        self.link.close()
        self.store.close()


def start(
    home: Path | None, url: str, program: str, *, verbose: bool = False, environment: Mapping[str, str] = os.environ
) -> Headless:
    """Open the program's folder and find its secrets; the register is not asked yet, it may be away.

    Raises `click.UsageError` without a folder, and what the store and its key do.
    """
    seat = paths.seat(home or _folder(environment))
    log.install(seat.log, verbose, terminal=logging.INFO)
    ending = Ending()
    ending.listen()
    vault = headless_vault(environment)
    key = file_key.of_seat(seat, vault, secret(vault, PASSPHRASE, "Frasa laluan"))
    store = Store(seat.database, seat.attachments, platform.node() or program, vault=vault, key=key)
    try:
        link = link_of(store, *_login(url, vault), program=f"pmsdesk {program}")
        if not store.joined:
            store.join(str(uuid4()))
        with store.work(SYSTEM) as work:
            kept, signs_in = settings.load(work), sign_in_settings.load(work)
    except BaseException:
        store.close()
        raise
    journal.info("%s of %s is %s", program, link.user, store.shared_device)
    sign_ins = SignIns(lambda: signs_in, kept.options, seat.token_locks, lambda: datetime.now(UTC))
    return Headless(store, link, store.shared_device, f"{platform.node()} {program}", vault, kept, sign_ins, ending)


@contextmanager
def running(context: click.Context, url: str, program: str) -> Iterator[Headless]:
    """`start` with the options of the whole command line, and close again; a `KnownError` ends it in its own words."""
    root = context.find_root().params
    try:
        started = start(root.get("home"), url, program, verbose=bool(root.get("verbose")))
        try:
            yield started
        finally:
            started.close()
    except KnownError as error:
        raise click.ClickException("\n".join(filter(None, (str(error), error.platform_words)))) from None


def _folder(environment: Mapping[str, str]) -> Path:
    """The folder that was named; systemd names one of its own for each service."""
    for name in ("PMSDESK_HOME", "STATE_DIRECTORY"):
        if folder := environment.get(name, "").split(":")[0]:
            return Path(folder)
    raise click.UsageError("Namakan folder program ini: pmsdesk --home FOLDER … atau PMSDESK_HOME.")


def _login(url: str, vault: Vault) -> tuple[RegisterAddress, Login]:
    address, login = read_address(url)
    if login.password or not address.strict:
        return address, login
    return address, Login(login.user, secret(vault, password_name(login), f"Kata laluan {login.user}"))


class OwnLines:
    """The lines of a program without a screen. A token speaks only for the account it was given for: asked once."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._known: set[str] = set()

    def of(self, account: Account) -> ChannelPort:
        """The line of *account*. Raises what `Lines.of` does, a `ChannelError`, and `OtherAccount`."""
        line = self._lines.of(account)
        if account.id not in self._known:
            require_same(account, *line.whoami())
            self._known.add(account.id)
        return line

    def mine(self, accounts: Iterable[Account]) -> tuple[Account, ...]:
        """Those whose tokens are here."""
        return tuple(account for account in accounts if not self._lines.lacks_token(account))
