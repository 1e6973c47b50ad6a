"""The ``pmsdesk sandbox`` command: the practice networks on this machine."""

import click

from pmsdesk.sandbox.server import Sandbox


@click.command()
@click.option("--port", default=8765, show_default=True, help="Port on 127.0.0.1.")
def sandbox(port: int) -> None:
    """Serve look-alikes of X, Facebook, Instagram and YouTube on 127.0.0.1 until interrupted."""
    server = Sandbox(port)
    click.echo(f"X: {server.x_root}   Facebook, Instagram: {server.facebook_root}   YouTube: {server.youtube_root}")
    click.echo(f"X sign-in: {server.x_page_root}   Google sign-in: {server.google_root}")
    server.serve()
