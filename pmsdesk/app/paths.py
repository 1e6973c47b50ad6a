"""Where this seat keeps its things: one folder, readable by its owner only."""

import importlib
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Paths:
    """The files of one seat below `home`."""

    home: Path

    @property
    def database(self) -> Path:
        """The local store."""
        return self.home / "pmsdesk.db"

    @property
    def identity(self) -> Path:
        """The random name under which the keyring keeps this folder's key."""
        return self.home / "pmsdesk.id"

    @property
    def salt(self) -> Path:
        """What the passphrase is mixed with where there is no keyring; without it the passphrase opens nothing."""
        return self.home / "pmsdesk.salt"

    @property
    def appearance(self) -> Path:
        """Look, language and keys."""
        return self.home / "appearance.ini"

    @property
    def attachments(self) -> Path:
        """Photos, each under its sha256."""
        return self.home / "attachments"

    @property
    def log(self) -> Path:
        """The rotating log."""
        return self.home / "logs" / "pmsdesk.log"

    @property
    def crash(self) -> Path:
        """What the program said when it last died; absent after a clean end."""
        return self.home / "logs" / "crash.log"

    @property
    def lock(self) -> Path:
        """Held while a console runs on this folder."""
        return self.home / "pmsdesk.lock"

    @property
    def token_locks(self) -> Path:
        """Held, one an account, while a program renews its tokens."""
        return self.home / "locks"

    @property
    def theme_cache(self) -> Path:
        """The style sheet's generated icons."""
        return self.home / "cache" / "theme"


def seat(home: Path | None = None) -> Paths:
    """The folder of this seat: *home*, else ``PMSDESK_HOME``, else the user's data folder; made if it is missing."""
    chosen = home or Path(os.environ.get("PMSDESK_HOME") or _user_data() / "pmsdesk")
    paths = Paths(chosen.expanduser().absolute())
    for folder in (paths.home, paths.attachments, paths.log.parent, paths.theme_cache):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return paths


def _user_data() -> Path:
    """Where programs keep a user's data, e.g. ``~/.local/share`` or ``AppData/Local``."""
    qt = importlib.import_module("PySide6.QtCore").QStandardPaths  # a program without a screen names its folder itself
    return Path(qt.writableLocation(qt.StandardLocation.GenericDataLocation))
