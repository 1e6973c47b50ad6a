"""A program that asks for an account's token, as `python -m tests.processes.renewing`; may be killed at a step."""

import os
import signal
import sys
from pathlib import Path

from pmsdesk.app.token_lock import renewing
from pmsdesk.channels.oauth import Client, SignIn, x_server
from pmsdesk.channels.token_keeper import TokenKeeper
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.errors import TokenExpired

ACCOUNT = Account("x-moworks", Channel.X, "MOWorks", "Kementerian Kerja Raya", "kkr")


class FileVault:
    """A keyring that every process of the test sees; it dies before its write number *killed_at*."""

    lasting = True

    def __init__(self, path: Path, killed_at: int = 0) -> None:
        self._path, self._killed_at, self._writes = path, killed_at, 0

    def get(self, name: str) -> str:
        del name
        return self._path.read_text("utf-8")

    def put(self, name: str, secret: str) -> None:
        del name
        self._writes += 1
        if self._writes == self._killed_at:
            os.kill(os.getpid(), signal.SIGKILL)
        fresh = self._path.with_suffix(f".{os.getpid()}")
        fresh.write_text(secret, "utf-8")
        fresh.replace(self._path)

    def forget(self, name: str) -> None:
        del name
        self._path.unlink()


def main(folder: str, root: str, killed_at: str) -> None:
    vault = FileVault(Path(folder) / "keyring", int(killed_at))
    sign_in = SignIn(x_server({"base_url": root}), Client("pmsdesk"))
    keeper = TokenKeeper(vault, "token", lambda: renewing(Path(folder) / "locks", ACCOUNT), sign_in.renew)
    try:
        sys.stdout.write(keeper.access())
    except TokenExpired:
        sys.stdout.write("sign in again")


if __name__ == "__main__":
    main(*sys.argv[1:])
