"""Ends the demo's PostgreSQL when the demo is gone, however it went: a small process that waits for its starter.

The starter holds the other end of its standard input and never writes; so that closes with the starter, killed or not.
"""

import contextlib
import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

ENDED_S = 30
"""How long the starter waits for it, in seconds."""


class Guard:
    """One guard of the cluster in *folder*; *whom* is as whom ``pg_ctl`` runs, "" for as whom we do."""

    def __init__(self, folder: Path, pg_ctl: Path, whom: str) -> None:
        command = [sys.executable, "-m", __spec__.name, str(folder), str(pg_ctl), whom]
        alone: dict[str, Any] = {"start_new_session": True}  # the interrupt of a terminal is not meant for it
        if sys.platform == "win32":
            alone = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, **alone)  # noqa: S603 (ourselves)

    def relieve(self) -> None:
        """Nothing is left to guard: let it end."""
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            self._process.communicate(timeout=ENDED_S)


def rights(whom: str) -> dict[str, Any]:
    """What makes `subprocess` run a program as *whom*, nothing for "". Raises `KeyError` for nobody known."""
    if not whom:
        return {}
    account = importlib.import_module("pwd").getpwnam(whom)  # not on Windows
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def keep(starter: IO[bytes], folder: Path, pg_ctl: Path, whom: str) -> None:
    """Wait until the *starter* is gone, then end what it left in *folder* and remove that."""
    starter.read()
    if folder.exists():
        told: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        command = [str(pg_ctl), "stop", "-m", "immediate", "-w", "-s", "-D", str(folder / "data")]
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            subprocess.run(command, cwd=folder, check=False, timeout=ENDED_S, **told, **rights(whom))  # noqa: S603 (of the wheel)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    os.chdir(Path(sys.executable).anchor)
    keep(sys.stdin.buffer, Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
