"""The command ``networks``: how this seat reaches the networks, shown and set by its administrator."""

import platform
from contextlib import closing, nullcontext
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click

from pmsdesk.app import paths, settings
from pmsdesk.app.paths import Paths
from pmsdesk.app.safekeeping import alone, key_of, told
from pmsdesk.app.settings import DAILY_UNITS, GRAPH_VERSION, POLL_SECONDS, X_DIALECTS
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.store import Store


def _one_of(numbers: range) -> click.IntRange:
    return click.IntRange(numbers.start, numbers.stop - 1)


def _graph_version(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value is not None and not GRAPH_VERSION.fullmatch(value):
        raise click.BadParameter("a version looks like v26.0")
    return value


def _store(seat: Paths) -> Store:
    return Store(seat.database, seat.attachments, platform.node() or "seat", key=key_of(seat))


@click.command()
@click.option("--poll-seconds", type=_one_of(POLL_SECONDS), help="How often each account is read.")
@click.option("--x-dialect", type=click.Choice(X_DIALECTS), help="The names X answers with.")
@click.option("--graph-version", callback=_graph_version, help="Version of Meta's Graph API, for example v26.0.")
@click.option("--youtube-project", help="Name of the Google project whose units the YouTube accounts share.")
@click.option("--youtube-daily-units", type=_one_of(DAILY_UNITS), help="Units of that project a day.")
@click.pass_obj
def networks(home: Path | None, /, **asked: Any) -> None:
    """Show how this seat reaches the networks; set what is given. A change needs the console closed."""
    seat = paths.seat(home)
    if not seat.database.exists():
        raise click.ClickException(f"Tiada data seat di {seat.home}.")
    wanted = {name: value for name, value in asked.items() if value is not None}
    with told(), alone(seat) if wanted else nullcontext(), closing(_store(seat)) as store, store.work(SYSTEM) as work:
        kept = replace(settings.load(work), **wanted)
        if wanted:
            settings.save(work, kept)
            work.commit()
    for name, value in asdict(kept).items():
        click.echo(f"{name.replace('_', '-')}: {value}")
