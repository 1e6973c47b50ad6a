"""Icons from qtawesome's font, painted in the colours of the look that is in force at that moment."""

import importlib.util
import json
from functools import cache
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from pmsdesk.ui.theme import Tone, tokens

PREFIX = "mdi6."


def icon(name: str, tone: Tone | None = None) -> QIcon:
    """The Material Design icon *name* as qtawesome calls it (``mdi6.inbox``), in ink or in *tone*; "" gives no icon.

    Raises `KeyError` for a name the font does not have. A change of look needs only a repaint.
    """
    return QIcon(_Engine(_glyphs()[name.removeprefix(PREFIX)], tone)) if name else QIcon()


@cache
def _font_folder() -> Path:
    """The fonts of qtawesome, found without importing it: the import reads all twelve, 170 ms of a start."""
    spec = importlib.util.find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("qtawesome")
    return Path(spec.origin).parent / "fonts"


@cache
def _glyphs() -> dict[str, str]:
    path = next(_font_folder().glob("materialdesignicons6-webfont-charmap-*.json"))
    return {name: chr(int(code, 16)) for name, code in json.loads(path.read_text("utf-8")).items()}


@cache
def _family() -> str:
    path = next(_font_folder().glob("materialdesignicons6-webfont-*.ttf"))
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))[0]


class _Engine(QIconEngine):
    """Draws one glyph; the colour is looked up at each paint."""

    def __init__(self, glyph: str, tone: Tone | None) -> None:
        super().__init__()
        self._glyph, self._tone = glyph, tone

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        painter.save()
        font = QFont(_family())
        font.setPixelSize(max(rect.height(), 1))
        painter.setFont(font)
        painter.setPen(self._colour(mode, state))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._glyph)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _Engine(self._glyph, self._tone)

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        colours = tokens()
        if mode is QIcon.Mode.Disabled:
            return QColor(colours.mute)
        if self._tone is not None:
            return QColor(colours.on_primary) if self._tone is Tone.PRIMARY else colours.strong(self._tone)
        return QColor(colours.primary if state is QIcon.State.On else colours.ink)
