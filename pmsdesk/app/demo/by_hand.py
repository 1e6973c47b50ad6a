"""Opens the console on the practice networks, for a person to try."""

import tempfile
from pathlib import Path

import click

from pmsdesk.app.console import Run, make_application
from pmsdesk.app.demo.scene import PASSWORD, PEOPLE, set_up
from pmsdesk.ui import words


def show() -> int:
    """Run the demo until its window is closed; everything it made is thrown away. Returns the exit status."""
    application = make_application()
    with tempfile.TemporaryDirectory(prefix="pmsdesk-demo-") as home:
        scene = set_up(Path(home))
        click.echo(f"Rangkaian latihan: {scene.sandbox.url}")
        for username, name, role in PEOPLE:
            click.echo(f"  {username:8} {name} ({words.role(role)}), kata laluan: {PASSWORD}")
        run = Run(application, scene.paths, lambda _passphrase: scene.seat)
        run.begin()
        status = application.exec()
        run.end()
        scene.sandbox.stop()
    return status
