"""Where a program without a screen finds its secrets: systemd's credentials, the keyring, or it asks for them."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from pmsdesk.app.vault import of_this_computer
from pmsdesk.domain.errors import NoKeyring
from pmsdesk.services.ports import Vault

DIRECTORY = "CREDENTIALS_DIRECTORY"

Ask = Callable[[str], str]


def file_name(name: str) -> str:
    """Under which name a secret lies among the credentials: systemd takes no colon."""
    return name.replace(":", "-")


class CredentialsVault:
    """Satisfies `services.ports.Vault` over the credentials that systemd passes to a service; nothing is written.

    systemd keeps them in memory that is not swapped, readable by this service only, and gone with it.
    """

    lasting = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __repr__(self) -> str:
        return "<CredentialsVault>"

    def get(self, name: str) -> str:
        """The secret, or "" when none of that name was passed."""
        try:
            return (self._folder / file_name(name)).read_text("utf-8").strip()
        except FileNotFoundError:
            return ""

    def put(self, name: str, secret: str) -> None:
        """Nothing can be kept here; raises `NoKeyring`."""
        raise NoKeyring()

    def forget(self, name: str) -> None:
        """What systemd passes is the administrator's to take away."""


def headless_vault(environment: Mapping[str, str] = os.environ) -> Vault:
    """The credentials of a systemd service, else what a console of this computer would use."""
    folder = environment.get(DIRECTORY, "")
    return CredentialsVault(Path(folder)) if folder else of_this_computer()


def ask_at_terminal(what: str) -> str:
    """Ask the person at the terminal for a secret, unseen; "" where there is none to ask."""
    if sys.stdin is None or not sys.stdin.isatty():
        return ""
    return str(click.prompt(what, hide_input=True, default="", show_default=False, err=True))


def secret(vault: Vault, name: str, what: str, ask: Ask = ask_at_terminal) -> str:
    """The secret called *name*; where nothing keeps secrets between runs it is asked for, as *what*, for this run."""
    try:
        found = vault.get(name)
    except NoKeyring:
        found = ""
    if not found and not vault.lasting:
        found = ask(what).strip()
        if found:
            vault.put(name, found)
    return found
