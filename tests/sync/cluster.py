"""A PostgreSQL of a test's own that listens on TCP: its rules of who may come in, its certificate, its death."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psutil
import psycopg

from tests.postgres import SYSTEM_USER, let_the_system_user_in

ADMINISTRATOR, PASSWORD = "postgres", "Kata-laluan-pentadbir"
PATIENCE_S = 90.0
ALWAYS = {
    "fsync": "off",
    "max_connections": "40",
    "shared_buffers": "16MB",
    "wal_keep_size": "64MB",
    "log_min_messages": "warning",
}


class Cluster:
    """One data folder, run by the programs in *programs*. Leave it with `remove`, which also stops the server.

    PostgreSQL refuses to run as root, so as root it runs as a user made for it.
    """

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        self.folder = Path(tempfile.mkdtemp(prefix="pmsdesk-cluster-"))
        self.data = self.folder / "data"
        self.port = _free_port()
        self._user = SYSTEM_USER if hasattr(os, "geteuid") and os.geteuid() == 0 else None
        self._process: subprocess.Popen[bytes] | None = None
        if self._user:
            let_the_system_user_in(self.folder, programs)

    def create(self, hba: str, settings: Mapping[str, str] | None = None) -> "Cluster":
        """Make the data folder; *hba* is the text of pg_hba.conf."""
        password = self.write("password", PASSWORD)
        self.run("initdb", "-D", self.data, "-U", ADMINISTRATOR, "-A", "scram-sha-256", "--pwfile", password, "-N")
        self.configure(hba, settings or {})
        return self

    def copy_of(self, primary: "Cluster") -> "Cluster":
        """Make the data folder a streaming standby of *primary*, which runs."""
        source = f"host=127.0.0.1 port={primary.port} user={ADMINISTRATOR} password={PASSWORD}"
        self.run("pg_basebackup", "-D", self.data, "-d", source, "-R", "-X", "stream", "-c", "fast", "-N")
        return self

    def configure(self, hba: str, settings: Mapping[str, str]) -> None:
        """Write both files; a server that runs must be told to `reload`."""
        lines = [f"{name} = '{value}'" for name, value in {**ALWAYS, **settings}.items()]
        (self.data / "pg_hba.conf").write_text(hba)
        (self.data / "postgresql.auto.conf").write_text("\n".join(lines) + "\n")

    def start(self) -> "Cluster":
        """Start the server and wait until it answers."""
        command = [self.program("postgres"), "-D", self.data, "-k", self.folder, "-p", str(self.port)]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*map(str, command), "-h", "127.0.0.1,localhost"], stdout=log, stderr=log, user=self._user
            )
        deadline = time.monotonic() + PATIENCE_S
        while subprocess.run([self.program("pg_isready"), *self._where()], capture_output=True, check=False).returncode:
            assert self._process.poll() is None, (self.folder / "log").read_text()
            assert time.monotonic() < deadline, (self.folder / "log").read_text()
            time.sleep(0.05)
        return self

    def reload(self) -> None:
        """Have the server read its files again."""
        self.ask("SELECT pg_reload_conf()")

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        """Run *statement* as the administrator, over the Unix socket."""
        where = {"host": str(self.folder), "port": self.port, "user": ADMINISTRATOR, "password": PASSWORD}
        with psycopg.connect(**where, dbname="postgres", sslmode="disable", autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def promote(self) -> None:
        """Make a standby the primary. Asked for with a query, what is replayed last may end that query."""
        self.run("pg_ctl", "promote", "-D", self.data)

    def kill(self) -> None:
        """Kill -9: the server has no time for anything; its children go when they notice."""
        assert self._process is not None
        children = psutil.Process(self._process.pid).children()
        self._process.kill()
        self._process.wait(PATIENCE_S)
        for child in children:
            with contextlib.suppress(psutil.NoSuchProcess):
                child.kill()
        self._process = None

    def stop(self) -> None:
        """Stop the server, ending every connection."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(PATIENCE_S)
            self._process = None

    def remove(self) -> None:
        """Stop and leave nothing behind."""
        self.stop()
        shutil.rmtree(self.folder)

    def write(self, name: str, text: str | bytes) -> Path:
        """A file the server may read and nobody else."""
        path = self.folder / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        path.chmod(0o600)
        self._give(path)
        return path

    def program(self, name: str) -> Path:
        return self.programs / name

    def run(self, program: str, *arguments: object) -> None:
        command = [str(self.program(program)), *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, user=self._user, cwd=self.folder, check=False)
        assert done.returncode == 0, done.stderr

    def _where(self) -> list[str]:
        return ["-h", str(self.folder), "-p", str(self.port)]

    def _give(self, path: Path) -> None:
        if self._user:
            shutil.chown(path, self._user)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
