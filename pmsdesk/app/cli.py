"""The command line: ``pmsdesk`` opens the console, its sub-commands do one thing each and are loaded when asked for."""

import importlib
from pathlib import Path
from typing import Any

import click

import pmsdesk

COMMANDS = {
    "backup": "pmsdesk.app.safekeeping:backup",
    "check": "pmsdesk.app.check_command:check",
    "collector": "pmsdesk.app.collector_command:collector",
    "demo": "pmsdesk.app.demo.command:demo",
    "latihan": "pmsdesk.app.training.command:latihan",
    "networks": "pmsdesk.app.networks_command:networks",
    "publisher": "pmsdesk.app.publisher_command:publisher",
    "recovery-key": "pmsdesk.app.safekeeping:recovery_key",
    "register": "pmsdesk.app.register_command:register",
    "restore": "pmsdesk.app.safekeeping:restore",
    "sandbox": "pmsdesk.app.sandbox_command:sandbox",
    "self-check": "pmsdesk.app.self_check:self_check",
}


class LazyGroup(click.Group):
    """Imports a sub-command's module only when it is used, so that each starts at once with its own libraries only."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), function)
        return command


@click.group(cls=LazyGroup, invoke_without_command=True)
@click.version_option(pmsdesk.__version__, prog_name="pmsdesk")
@click.option("--home", type=click.Path(path_type=Path, file_okay=False), help="Folder of this seat's data.")
@click.option("--verbose", is_flag=True, help="Log to the terminal too.")
@click.option(
    "--practice",
    "practice_port",
    type=click.IntRange(1, 65535),
    metavar="PORT",
    help="Reach the practice networks that 'pmsdesk sandbox' serves at PORT, from now on; not for a folder in use.",
)
@click.pass_context
def main(context: click.Context, home: Path | None, verbose: bool, practice_port: int | None) -> None:
    """Konsol moderasi Pasukan Media Sosial Kerja Raya."""
    context.obj = home
    if context.invoked_subcommand is None:
        console: Any = importlib.import_module("pmsdesk.app.console")
        context.exit(console.run(home, verbose=verbose, practice_port=practice_port))
