"""Who speaks with the register from a terminal: its address, the login and the password, for every command."""

import os
from collections.abc import Callable

import click

from pmsdesk.sync.address import Login, read_address
from pmsdesk.sync.link import Link

URL_VARIABLE, PASSWORD_VARIABLE = "PMSDESK_REGISTER_URL", "PMSDESK_PASSWORD"


def url_option(command: Callable[..., None]) -> Callable[..., None]:
    """Where the register is, and who asks."""
    return click.option(
        "--url",
        envvar=URL_VARIABLE,
        required=True,
        metavar="URL",
        help=f"postgresql://login@host1,host2/database?sslrootcert=FILE; else {URL_VARIABLE}.",
    )(command)


def user_option(command: Callable[..., None]) -> Callable[..., None]:
    """Who asks, where the address does not say it."""
    return click.option("--user", default="", help="The person's login, if it is not in the URL.")(command)


def password_of(username: str, *, ask: bool, confirm: bool = False) -> str:
    """The password in the environment, else typed where it is to be asked for."""
    given = os.environ.get(PASSWORD_VARIABLE, "")
    if given or not ask:
        return given
    return str(click.prompt(f"Kata laluan {username}", hide_input=True, confirmation_prompt=confirm))


def line_of(url: str, user: str) -> Link:
    """The line of the person who signs in as *user*, else as the address says, else as typed; not yet connected."""
    address, login = read_address(url)
    user = user or login.user or click.prompt("Nama pengguna")
    return Link(address, Login(user, login.password or password_of(user, ask=address.strict)))
