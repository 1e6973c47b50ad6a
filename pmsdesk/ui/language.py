"""The language of the screen: Malay is the source, its file holds only Qt's own buttons; English is a translation."""

import sys
from enum import StrEnum
from functools import cache
from pathlib import Path

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication


class Language(StrEnum):
    """What a person can choose."""

    MALAY = "ms"
    ENGLISH = "en"


FILES = {Language.MALAY: "qtbase_ms", Language.ENGLISH: "pmsdesk_en"}
LOCALES = {Language.MALAY: "ms_MY", Language.ENGLISH: "en_GB"}
HOLDER = "pmsdesk_translator"


@cache
def folder() -> Path:
    """Where the compiled translations (``i18n/build.py release``) lie: frozen program, wheel or checkout."""
    frozen = getattr(sys, "_MEIPASS", None)
    package = Path(__file__).parents[1]
    places = [Path(frozen) / "i18n"] if frozen else []
    places += [package / "i18n", package.parent / "i18n"]
    return next((place for place in places if place.is_dir()), places[-1])


def install(app: QApplication, language: Language, where: Path | None = None) -> bool:
    """Let *app* speak *language* from now on: every widget gets a ``LanguageChange``.

    *where* holds the ``.qm`` files. Returns False when the file is not there, then the screen speaks Malay and Qt's own
    buttons English.
    """
    old = app.findChild(QTranslator, HOLDER)
    if old is not None:
        app.removeTranslator(old)
        old.setParent(None)
        old.deleteLater()
    QLocale.setDefault(QLocale(LOCALES[language]))
    translator = QTranslator(app)
    translator.setObjectName(HOLDER)
    found = translator.load(str((where or folder()) / f"{FILES[language]}.qm"))
    app.installTranslator(translator)
    return found
