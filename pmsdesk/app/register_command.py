"""The ``pmsdesk register`` commands: the administrator's work on the shared register, and joining it from a seat."""

import dataclasses
import json
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from pmsdesk.app import file_key, paths, vault
from pmsdesk.app.paths import Paths
from pmsdesk.app.record_command import template, void_number
from pmsdesk.app.register_login import line_of, password_of, url_option, user_option
from pmsdesk.domain.clock import KUALA_LUMPUR
from pmsdesk.domain.errors import KnownError, PassphraseNeeded
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.store import Store
from pmsdesk.store.work import fresh_id
from pmsdesk.sync import joining
from pmsdesk.sync.address import Login, read_address
from pmsdesk.sync.administration import ROLES, Administration, Status
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.checking import Checker
from pmsdesk.sync.inspection import Finding
from pmsdesk.sync.pulling import Puller

URL_SETTING = "register.url"

CHECKS = {
    "chains": "rantaian operasi",
    "seals": "meterai",
    "texts": "cap jari teks balasan",
    "approvals": "kelulusan oleh orang yang tidak menulis",
    "grounds": "alasan setiap balasan yang keluar",
    "ways": "saluran, penerima dan masa setiap balasan dan hantaran",
    "published": "balasan yang keluar ada mesejnya",
    "once": "setiap balasan terbit sekali",
    "photos": "cap jari gambar",
    "moderation": "tindakan pada komen diluluskan orang kedua",
    "numbers": "nombor aduan dalam blok yang diberi",
    "blocks": "blok nombor tidak bertindih",
    "conflicts": "setiap percanggahan direkodkan",
    "deeds": "setiap perbuatan dalam jejak ada operasinya",
    "guards": "pengawal pangkalan data dihidupkan",
    "rights": "hak ke atas jadual dan fungsi",
    "logins": "log masuk pengguna tanpa kuasa pentadbir pangkalan data",
    "epoch": "pemulihan diumumkan (begin-epoch)",
}


class WordedGroup(click.Group):
    """Says what went wrong in our words, and the server's own below them."""

    def invoke(self, ctx: click.Context) -> Any:
        """As click does; a `KnownError` ends the command with status 1."""
        try:
            return super().invoke(ctx)
        except KnownError as error:
            own = f"\n({error.platform_words.strip()})" if error.platform_words else ""
            raise click.ClickException(f"{error}{own}") from None


def _role(command: Callable[..., None]) -> Callable[..., None]:
    return click.option("--role", type=click.Choice(sorted(ROLES)), required=True)(command)


@click.group(cls=WordedGroup)
def register() -> None:
    """Set up and look after the shared register in PostgreSQL (docs/register.md)."""


register.add_command(template)
register.add_command(void_number)


@register.command()
@url_option
def init(url: str) -> None:
    """Make the register in an empty database; harmless when it is there."""
    with _administration(url) as administration:
        made = administration.init()
        revision = administration.revision()
    click.echo(f"Daftar bersama {'disediakan' if made else 'sudah ada'} ({revision}).")
    if made:
        click.echo("Seterusnya: pmsdesk register add-user NAMA --role pentadbir --name “Nama Penuh”")


@register.command()
@url_option
def upgrade(url: str) -> None:
    """Bring the register to this program's schema."""
    with _administration(url) as administration:
        before, after = administration.upgrade()
    click.echo(
        f"Daftar bersama sudah terkini ({after})." if before == after else f"Dinaik taraf: {before} kepada {after}."
    )


@register.command()
@url_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object for programs.")
def status(url: str, as_json: bool) -> None:
    """Tell how the register stands."""
    with _administration(url) as administration:
        found = administration.status()
    if as_json:
        click.echo(json.dumps(dataclasses.asdict(found), default=_text, indent=2))
        return
    for what, value in _status_lines(found):
        click.echo(f"{what:26} {value}")


@register.command()
@url_option
def verify(url: str) -> None:
    """Recompute chains, seals and texts, and check every invariant; status 1 when something is broken."""
    wrong = 0
    with _administration(url) as administration:
        for finding in administration.inspect():
            click.echo(_finding_line(finding))
            wrong += finding.wrong
    if wrong:
        raise click.ClickException(
            "Daftar bersama ini telah diubah di luar program atau rosak. Jangan ubah apa-apa; simpan salinannya dan "
            "hubungi Audit Dalam."
        )
    click.echo("Semuanya utuh.")


@register.command(name="add-user")
@click.argument("username", metavar="NAME")
@_role
@click.option("--name", required=True, help="Full name, as colleagues read it.")
@click.option("--kerberos", is_flag=True, help="No password: the person signs in with the computer's own ticket.")
@url_option
def add_user(username: str, role: str, name: str, kerberos: bool, url: str) -> None:
    """Let a person in; again to change name, role or (with PMSDESK_PASSWORD) password."""
    with _administration(url) as administration:
        known = any(person.username == username for person in administration.people())
        password = "" if kerberos else password_of(username, ask=not known, confirm=True)
        made = administration.add_person(username, name, role, password)
    click.echo(f"{username} {'ditambah' if made else 'dikemas kini'}: {name}, {role}.")


@register.command()
@url_option
def users(url: str) -> None:
    """List everybody who was ever let in, and what they may do now."""
    with _administration(url) as administration:
        for person in administration.people():
            state = ", ".join(person.roles) if person.active else "dinyahaktifkan"
            click.echo(f"{person.username:20} {person.name:30} {state}")


@register.command()
@click.argument("username", metavar="NAME")
@_role
@url_option
def grant(username: str, role: str, url: str) -> None:
    """Give a person one more role."""
    with _administration(url) as administration:
        administration.grant(username, role)
        held = administration.person(username).roles
    click.echo(f"{username}: {', '.join(held)}.")


@register.command()
@click.argument("username", metavar="NAME", required=False)
@click.option(
    "--role", type=click.Choice(sorted(ROLES)), help="Only this role; without it the person is let in no more."
)
@click.option("--device", metavar="ID", help="A workstation instead of a person.")
@url_option
def revoke(username: str | None, role: str | None, device: str | None, url: str) -> None:
    """Take a role, a person's access, or a workstation's."""
    if bool(username) == bool(device):
        raise click.UsageError("NAME atau --device.")
    with _administration(url) as administration:
        if device:
            administration.revoke_device(device)
            click.echo(f"Komputer {device} tidak boleh menulis lagi.")
        elif username and role:
            administration.revoke(username, role)
            click.echo(f"{username}: {', '.join(administration.person(username).roles) or 'tiada peranan'}.")
        elif username:
            ended = administration.deactivate(username)
            click.echo(f"{username} dinyahaktifkan; {ended} sambungan ditamatkan. Rekodnya kekal.")


@register.command(name="begin-epoch")
@click.option("--gap", default=5000, show_default=True, help="Complaint numbers to jump over.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@url_option
def begin_epoch(gap: int, yes: bool, url: str) -> None:
    """Declare that the register was restored from a back-up: every seat loads anew and offers what it holds."""
    if not yes:
        click.confirm("Daftar ini baru dipulihkan daripada salinan sandaran?", abort=True)
    with _administration(url) as administration:
        epoch = administration.begin_epoch(gap)
    click.echo(
        f"Zaman baharu ({epoch}) bermula; nombor aduan melangkau {gap}. Setiap komputer akan memuatkan semula data."
    )


@register.command(name="enroll-device")
@user_option
@click.option("--label", default="", help="What colleagues call this computer; its own name otherwise.")
@url_option
@click.pass_obj
def enroll_device(home: Path | None, user: str, label: str, url: str) -> None:
    """Join this computer to the register, signed in as the person who will work at it."""
    line = line_of(url, user)
    label = label or platform.node() or "seat"
    store = _open_store(paths.seat(home))
    try:
        with line:
            api = RegisterApi(line)
            told = api.hello()
            device = joining.join(store, api, label, fresh_id)
            api.enroll(device, label)
        with store.work(SYSTEM) as work:
            work.set_setting(URL_SETTING, read_address(url)[0].url)
            work.commit()
    finally:
        store.close()
    click.echo(f"Komputer ini menyertai daftar bersama sebagai {device}, {told.name} ({', '.join(told.roles)}).")
    click.echo("Mulakan semula konsol jika sedang dibuka.")


@register.command()
@user_option
@url_option
@click.pass_obj
def compare(home: Path | None, user: str, url: str) -> None:
    """Compare this computer's copy with the register, load anew what differs; status 1 when something did."""
    line = line_of(url, user)
    store = _open_store(paths.seat(home))
    try:
        if not store.joined:
            raise click.ClickException("Komputer ini belum menyertai daftar bersama (enroll-device).")
        with line:
            api = RegisterApi(line)
            api.hello()
            checked = Checker(store.replica, api, Puller(store.replica, api)).whole(datetime.now(UTC))
    finally:
        store.close()
    if checked is None:
        raise click.ClickException("Salinan belum lengkap; buka konsol sehingga segerak, kemudian cuba lagi.")
    if checked.healed:
        raise click.ClickException(
            f"{checked.healed} perbezaan ditemui dalam {checked.compared} perbualan dan telah dimuatkan semula."
        )
    click.echo(f"Salinan sama dengan daftar bersama: {checked.compared} perbualan.")


def _open_store(seat: Paths) -> Store:
    """This computer's own file; the passphrase is asked for where it needs one."""
    keyring = vault.of_this_computer()
    try:
        key = file_key.of_seat(seat, keyring)
    except PassphraseNeeded as needed:
        passphrase = click.prompt("Frasa laluan", hide_input=True, confirmation_prompt=needed.first)
        key = file_key.of_seat(seat, keyring, passphrase)
    return Store(seat.database, seat.attachments, platform.node() or "seat", vault=keyring, key=key)


def _administration(url: str) -> Administration:
    address, login = read_address(url)
    if address.strict and not login.password and sys.stdin.isatty():
        login = Login(
            login.user, click.prompt(f"Kata laluan {login.user}", hide_input=True, default="", show_default=False)
        )
    return Administration(address, login)


def _finding_line(finding: Finding) -> str:
    what = CHECKS[finding.check]
    if not finding.wrong:
        return f"baik   {what}: {finding.looked_at}"
    return f"SALAH  {what}: {finding.wrong} daripada {finding.looked_at} salah: {', '.join(finding.examples)}"


def _status_lines(found: Status) -> list[tuple[str, str]]:
    waiting = ", ".join(f"{state} {number}" for state, number in sorted(found.waiting.items())) or "tiada"
    return [
        ("PostgreSQL", f"{found.server}, {found.ident}, {found.size / 2**20:.0f} MB"),
        ("skema", f"{found.revision}, pelanggan {found.min_client} hingga {found.max_client}"),
        ("zaman", str(found.epoch)),
        ("leksikon berkuat kuasa", found.lexicon or "mana-mana"),
        ("pengguna aktif", str(found.people)),
        ("komputer", f"{found.devices}, ditarik balik {found.revoked_devices}"),
        ("operasi", f"{found.operations}, terakhir {_moment(found.last_operation)}, ditolak {found.rejected}"),
        ("percanggahan terbuka", str(found.conflicts)),
        ("balasan menunggu", waiting),
        ("nombor belum digunakan", str(found.open_numbers)),
        ("meterai", f"{found.seals}, terakhir {_moment(found.last_seal)}"),
        ("suapan", f"{found.feed} baris"),
        ("transaksi terbiar > 15 s", str(found.idle)),
        ("pelayan sedia", str(found.standbys)),
        *((f"dibaca: {account}", reader) for account, reader in sorted(found.readers.items())),
    ]


def _moment(at: datetime | None) -> str:
    return at.astimezone(KUALA_LUMPUR).strftime("%d.%m.%Y %H:%M") if at else "—"


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
