"""The ``pmsdesk sandbox`` command: the practice networks on this machine, and what connects a person to them."""

import click

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox.grants import CLIENT, GOOGLE_SECRET
from pmsdesk.sandbox.ids import token_for
from pmsdesk.sandbox.server import Sandbox

PASTED = (Channel.FACEBOOK, Channel.INSTAGRAM)


@click.command()
@click.option("--port", default=8765, show_default=True, help="Port on 127.0.0.1.")
def sandbox(port: int) -> None:
    """Serve look-alikes of X, Facebook, Instagram and YouTube on 127.0.0.1 until interrupted."""
    server = Sandbox(port)
    try:
        server.serve(lambda: _tell(server))
    except OSError as error:
        raise click.ClickException(
            f"Port {port} cannot be used, choose another with --port: {error.strerror}"
        ) from None


def _tell(server: Sandbox) -> None:
    """Print how a console is brought here, and what a person enters or pastes there."""
    with server.control() as control:
        pages = [page for channel in PASTED for page in control.world.official(channel)]
    for line in (
        "A console on these networks, in a folder of its own:",
        f"  pmsdesk --home cuba --practice {server.port}",
        "Connected in the browser; choose the account on the page that opens:",
        f"  X          client ID: {CLIENT}",
        f"  YouTube    client ID: {CLIENT}   client secret: {GOOGLE_SECRET}",
        "Connected with a token to paste:",
        *(f"  {page.channel.title():10} {token_for(page.handle):26} {page.name}" for page in pages),
        f"X: {server.x_root}   Facebook, Instagram: {server.facebook_root}   YouTube: {server.youtube_root}",
        f"X sign-in: {server.x_page_root}   Google sign-in: {server.google_root}",
        "Ctrl+C ends them.",
    ):
        click.echo(line)
