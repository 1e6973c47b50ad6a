"""A computer that runs a program without a screen: a folder, credentials as systemd passes them, a line that breaks."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from pmsdesk.app import file_key, paths, settings
from pmsdesk.app.credentials import CredentialsVault
from pmsdesk.app.settings import Settings
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.sandbox.ids import token_for
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.store import Store
from tests.postgres import SharedRegister
from tests.processes.resets import BreakingLine
from tests.services.office import KKR, MOWORKS

PASSPHRASE = "frasa laluan stesen penerbit"
PATIENCE_S = 90.0
BEGUN = {"publisher": "publishing for", "collector": "reading "}


@dataclass
class Station:
    """One computer. *module* is what Python runs: the program itself, or a test's wrapper around it."""

    folder: Path
    user: str
    shared: SharedRegister
    sandbox: Sandbox
    line: BreakingLine
    module: str = "pmsdesk"
    processes: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.credentials = self.folder / "credentials"
        self.credentials.mkdir(parents=True)
        (self.credentials / "store-passphrase").write_text(PASSPHRASE)
        for account in (MOWORKS, KKR):
            (self.credentials / f"token-{account.channel}-{account.id}").write_text(token_for(account.handle))
        store = self.store()
        with store.work(SYSTEM) as work:
            networks = Settings(1, x_base_url=self.sandbox.x_root, facebook_base_url=self.sandbox.facebook_root)
            settings.save(work, networks)
            work.commit()
        store.close()

    def store(self) -> Store:
        """Its file, opened as the program does."""
        seat = paths.seat(self.folder / "seat")
        key = file_key.of_seat(seat, CredentialsVault(self.credentials), PASSPHRASE)
        return Store(seat.database, seat.attachments, self.user, key=key)

    def start(self, program: str, every: float = 0.1, before: tuple[str, ...] = ()) -> "subprocess.Popen[bytes]":
        """Start *program*, and wait for its first round. *before* are words of a wrapper."""
        url = f"postgresql://{self.user}@127.0.0.1:{self.line.port}/{self.shared.name}"
        words = ["--home", str(self.folder / "seat"), program, "--register", url, "--every", str(every)]
        begun = self.log().count(BEGUN[program])
        process = subprocess.Popen(
            [sys.executable, "-m", self.module, *before, *words],
            cwd=Path(__file__).parents[2],
            env=os.environ | {"CREDENTIALS_DIRECTORY": str(self.credentials)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.processes.append(process)
        deadline = time.monotonic() + PATIENCE_S
        while self.log().count(BEGUN[program]) == begun:
            assert process.poll() is None, "it ended before its first round"
            assert time.monotonic() < deadline, "its first round never came"
            time.sleep(0.05)
        return process

    def log(self) -> str:
        """What it wrote so far."""
        file = self.folder / "seat" / "logs" / "pmsdesk.log"
        return file.read_text("utf-8") if file.exists() else ""

    def end(self) -> None:
        """Leave no process behind."""
        for process in self.processes:
            if process.poll() is None:
                process.kill()
            process.wait()
