"""The commands ``backup``, ``restore`` and ``recovery-key``: the seat's file and what opens it, kept somewhere else."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from pmsdesk.app import file_key, paths, vault
from pmsdesk.app.instance import Instance
from pmsdesk.app.paths import Paths
from pmsdesk.domain.errors import KnownError, PassphraseNeeded, WrongKey
from pmsdesk.store import engine, restoring
from pmsdesk.store.attachments import AttachmentFolder
from pmsdesk.store.file_key import FileKey

BLOCK = 8


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def backup(home: Path | None, file: Path) -> None:
    """Write an encrypted copy of the local file to FILE; a console may be open meanwhile."""
    seat = paths.seat(home)
    with told():
        restoring.back_up(seat.database, key_of(seat), file)
    click.echo(f"Salinan disimpan: {file}. Simpan juga folder {seat.attachments}.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--attachments", type=click.Path(path_type=Path, file_okay=False, exists=True), help="Photos to bring.")
@click.pass_obj
def restore(home: Path | None, file: Path, attachments: Path | None) -> None:
    """Put the back-up FILE in the place of the local file, which is kept under another name."""
    seat, at = paths.seat(home), datetime.now().astimezone()
    with told(), alone(seat):
        key, other = key_of(seat), None
        try:
            done = restoring.restore(seat.database, file, key, at)
        except WrongKey:
            click.echo("Kunci seat ini tidak membuka salinan itu.")
            other = _typed_key()
            done = restoring.restore(seat.database, file, key, at, other=other)
        click.echo(f"Dipulihkan daripada {file}: {done.operations} operasi, jejak utuh.")
        if done.kept is not None:
            click.echo(f"Fail yang diganti disimpan sebagai {done.kept}.")
        if attachments is not None:
            source, target = AttachmentFolder(attachments, other or key), AttachmentFolder(seat.attachments, key)
            brought, damaged = target.take_from(source)
            click.echo(f"Gambar: {brought} dibawa, {damaged} rosak.")


@click.command(name="recovery-key")
@click.option("--enter", is_flag=True, help="Put a noted key back into this computer's keyring.")
@click.pass_obj
def recovery_key(home: Path | None, enter: bool) -> None:
    """Show the key of the local file, to be kept in a safe; or put it back into the keyring."""
    seat = paths.seat(home)
    with told():
        if not enter:
            _show(seat)
        elif file_key.by_passphrase(seat):
            raise click.ClickException("Data ini dibuka dengan frasa laluan, bukan dengan simpanan kunci.")
        else:
            key = _typed_key()
            engine.prepare_file(seat.database, key)
            file_key.keep(seat, vault.of_this_computer(), key)
            click.echo("Kunci itu membuka fail data dan kini berada dalam simpanan kunci.")


def _show(seat: Paths) -> None:
    key = key_of(seat)
    if file_key.is_sealed(seat):
        engine.prepare_file(seat.database, key)
    text = key.text()
    click.echo(" ".join(text[at : at + BLOCK] for at in range(0, len(text), BLOCK)))
    click.echo("Sesiapa yang memegang kunci ini boleh membaca data. Simpan dalam peti besi.", err=True)


def key_of(seat: Paths) -> FileKey:
    """The seat's key; the passphrase is asked for where it needs one."""
    keyring = vault.of_this_computer()
    try:
        return file_key.of_seat(seat, keyring)
    except PassphraseNeeded as needed:
        passphrase = click.prompt("Frasa laluan", hide_input=True, confirmation_prompt=needed.first)
        return file_key.of_seat(seat, keyring, passphrase)


def _typed_key() -> FileKey:
    while True:
        try:
            return FileKey.of_text(click.prompt("Kunci pemulihan", hide_input=True))
        except ValueError:
            click.echo("Kunci pemulihan ialah 64 digit perenambelasan (0–9, a–f).", err=True)


@contextmanager
def alone(seat: Paths) -> Iterator[None]:
    """Keep a console from being opened on *seat*; refuses where one is open."""
    instance = Instance(seat.lock)
    if not instance.acquire():
        raise click.ClickException("Konsol sedang dibuka pada folder ini. Tutup dahulu; tiada apa-apa diubah.")
    try:
        yield
    finally:
        instance.release()


@contextmanager
def told() -> Iterator[None]:
    """What is known to go wrong is said in words, the system's own below, and ends with status 1."""
    try:
        yield
    except KnownError as error:
        raise click.ClickException("\n".join(filter(None, (str(error), error.platform_words)))) from error
