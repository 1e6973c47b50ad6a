"""Keeps what a person chose of looks, language and keys beside the store: it is needed before the store is open."""

from pathlib import Path

from PySide6.QtCore import QSettings

from pmsdesk.ui.language import Language
from pmsdesk.ui.preferences import SIZES, Choices
from pmsdesk.ui.theme import Look

SHORTCUTS = "shortcuts"


def load(path: Path) -> Choices:
    """The choices kept in *path*; what is missing or makes no sense has its default."""
    kept = QSettings(str(path), QSettings.Format.IniFormat)
    standard = Choices()
    look, language, points = (str(kept.value(name, "")) for name in ("look", "language", "points"))
    kept.beginGroup(SHORTCUTS)
    shortcuts = {name: keys for name in kept.childKeys() if isinstance(keys := kept.value(name), str)}
    return Choices(
        look=Look(look) if look in list(Look) else standard.look,
        language=Language(language) if language in list(Language) else standard.language,
        points=int(points) if points in map(str, SIZES) else standard.points,
        shortcuts=shortcuts,
    )


def save(path: Path, choices: Choices) -> None:
    """Keep *choices* in *path*."""
    kept = QSettings(str(path), QSettings.Format.IniFormat)
    kept.clear()
    kept.setValue("look", choices.look.value)
    kept.setValue("language", choices.language.value)
    kept.setValue("points", choices.points)
    kept.beginGroup(SHORTCUTS)
    for name, keys in choices.shortcuts.items():
        kept.setValue(name, keys)
    kept.endGroup()
    kept.sync()
