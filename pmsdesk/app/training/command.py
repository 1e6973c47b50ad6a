"""The ``pmsdesk latihan`` command: the practice console in a process of its own."""

import importlib
from typing import Any

import click

from pmsdesk.app.training.starter import LINE, NAME


@click.command()
@click.option("--name", "-n", envvar=NAME, default="Pegawai Latihan", show_default=True, help="Who practises.")
@click.option("--line", envvar=LINE, default="", hidden=True)
def latihan(name: str, line: str) -> None:
    """Practise on networks of this computer only: answer, route, register, avoid the traps, and get marked.

    Started from the console (Latihan) the marks are recorded for the signed-in person; started here they are not.
    """
    practice: Any = importlib.import_module("pmsdesk.app.training.practice")
    raise SystemExit(practice.run(name, line))
