"""``pmsdesk register template`` and ``void-number``: decided by a person with the right role, as himself."""

import re
import sys
from pathlib import Path

import click

from pmsdesk.app.register_login import line_of, url_option, user_option
from pmsdesk.domain.canned import open_slots
from pmsdesk.sync.answers import Template
from pmsdesk.sync.api import RegisterApi

SLOTS = ("agensi", "no_aduan", "saluran", "sapaan", "unit")
"""What the register fills in by itself (``app.slot_values``); a template with another slot would never match."""
NUMBER = re.compile(r"KKR/(\d{4})/(\d{6,})")


@click.group()
def template() -> None:
    """The approved answers that need no further approval; a text is never changed but replaced by a new code."""


@template.command(name="list")
@user_option
@url_option
def list_templates(user: str, url: str) -> None:
    """List every answer that was ever proposed, and what became of it."""
    with line_of(url, user) as line:
        for found in RegisterApi(line).templates():
            click.echo(f"{found.code:8} {_state(found):40} {found.title}")


@template.command()
@click.argument("code")
@click.option("--title", required=True, help="What colleagues pick it by.")
@click.option("--text", "file", type=click.Path(path_type=Path, allow_dash=True), required=True, help="File, or -.")
@user_option
@url_option
def propose(code: str, title: str, file: Path, user: str, url: str) -> None:
    """Propose an answer, as supervisor or administrator; it counts once another supervisor approved it."""
    text = (sys.stdin.read() if str(file) == "-" else file.read_text("utf-8")).strip()
    if not text:
        raise click.UsageError("Teks kosong.")
    unknown = sorted({name for name, _, _ in open_slots(text)} - set(SLOTS))
    if unknown:
        raise click.UsageError(f"Slot tidak dikenali: {', '.join(unknown)}. Yang ada: {', '.join(SLOTS)}.")
    with line_of(url, user) as line:
        RegisterApi(line).propose_template(code, title, text)
    click.echo(f"{code} dicadangkan; seorang penyelia lain perlu meluluskannya.")


@template.command()
@click.argument("code")
@user_option
@url_option
def approve(code: str, user: str, url: str) -> None:
    """Approve what another proposed, as supervisor."""
    with line_of(url, user) as line:
        done = RegisterApi(line).approve_template(code)
    _require(done, f"Tiada cadangan terbuka {code}.")
    click.echo(f"{code} diluluskan.")


@template.command()
@click.argument("code")
@user_option
@url_option
def retire(code: str, user: str, url: str) -> None:
    """Let an answer count no more, as supervisor or administrator; what was published with it stays."""
    with line_of(url, user) as line:
        done = RegisterApi(line).retire_template(code)
    _require(done, f"Tiada templat {code} yang berkuat kuasa.")
    click.echo(f"{code} ditarik balik.")


@click.command(name="void-number")
@click.argument("number", metavar="KKR/YEAR/SERIAL")
@click.option("--reason", required=True, help="Why it will never be given; it stands in the gap register.")
@user_option
@url_option
def void_number(number: str, reason: str, user: str, url: str) -> None:
    """Declare, as administrator (pentadbir), that a complaint number will never be given."""
    told = NUMBER.fullmatch(number)
    if told is None or not reason.strip():
        raise click.UsageError("Nombor seperti KKR/2026/000123, dan sebabnya.")
    with line_of(url, user) as line:
        new = RegisterApi(line).void_number(int(told[1]), int(told[2]), reason.strip())
    click.echo(f"{number} {'dibatalkan' if new else 'sudah dibatalkan dahulu'}.")


def _state(found: Template) -> str:
    if found.retired_by:
        return f"ditarik balik oleh {found.retired_by}"
    if found.approved_by:
        return f"diluluskan oleh {found.approved_by}"
    return f"dicadangkan oleh {found.proposed_by}"


def _require(done: bool, otherwise: str) -> None:
    if not done:
        raise click.ClickException(otherwise)
