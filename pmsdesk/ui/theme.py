"""How the console looks: three sets of colours, the only import of qt-material, and one style sheet over it."""

import importlib.util
import os
import re
import zlib
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from pmsdesk.ui.sheet import PICTURES, sheet


class Look(StrEnum):
    """What a person can choose."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Tone(StrEnum):
    """What a colour says; never the only thing that says it."""

    PLAIN = "plain"
    PRIMARY = "primary"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"
    VIOLET = "violet"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one look as ``#rrggbb``; `soft` and `strong` give background and ink of a tone."""

    look: Look
    background: str
    surface: str
    line: str
    ink: str
    mute: str
    primary: str
    primary_soft: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    bad: str
    bad_soft: str
    violet: str
    violet_soft: str
    on_primary: str

    def strong(self, tone: Tone) -> QColor:
        """The ink of *tone*."""
        return QColor(self.mute if tone is Tone.PLAIN else getattr(self, tone.value))

    def soft(self, tone: Tone) -> QColor:
        """The background of *tone*."""
        return QColor(self.background if tone is Tone.PLAIN else getattr(self, f"{tone.value}_soft"))


LIGHT = Tokens(
    look=Look.LIGHT,
    background="#f5f7fa",
    surface="#ffffff",
    line="#e1e6ec",
    ink="#17212b",
    mute="#5a6875",
    primary="#0f5ea8",
    primary_soft="#e5f0fa",
    good="#17693f",
    good_soft="#e3f4ea",
    warning="#8a5000",
    warning_soft="#fff1d9",
    bad="#b3261e",
    bad_soft="#fde8e6",
    violet="#6b3fa0",
    violet_soft="#f0e8fa",
    on_primary="#ffffff",
)
DARK = Tokens(
    look=Look.DARK,
    background="#11161c",
    surface="#1a2129",
    line="#2c3641",
    ink="#e6ebf0",
    mute="#9aa8b5",
    primary="#6db3f2",
    primary_soft="#1b3348",
    good="#6fd09b",
    good_soft="#173226",
    warning="#f0b45c",
    warning_soft="#3a2b12",
    bad="#ff8f87",
    bad_soft="#43201e",
    violet="#c3a3ec",
    violet_soft="#2d2240",
    on_primary="#11161c",
)
CONTRAST = Tokens(
    look=Look.CONTRAST,
    background="#ffffff",
    surface="#ffffff",
    line="#000000",
    ink="#000000",
    mute="#222222",
    primary="#003d80",
    primary_soft="#d6e8ff",
    good="#004d22",
    good_soft="#ffffff",
    warning="#5c3300",
    warning_soft="#ffffff",
    bad="#8a0000",
    bad_soft="#ffffff",
    violet="#3f1670",
    violet_soft="#ffffff",
    on_primary="#ffffff",
)
LOOKS = {tokens.look: tokens for tokens in (LIGHT, DARK, CONTRAST)}
BASE_POINTS = 10.0
PREPARED = "pmsdesk_prepared"
FUSION = "pmsdesk_fusion"
"""The property of an application that was made with ``-style fusion``: to set a style from Python takes 6 ms more."""

SCRIPTS = ("Noto Naskh Arabic", "Noto Sans Arabic", "Noto Sans Tamil", "Noto Sans CJK SC", "Noto Color Emoji")

_current = LIGHT


def tokens() -> Tokens:
    """The colours in force. Painters ask at each paint, so a change of look needs only an update."""
    return _current


def apply(app: QApplication, look: Look, cache_folder: Path, points: float = BASE_POINTS) -> None:
    """Dress *app* in *look*; may be called again at any time to change look or text size (*points*).

    qt-material's sheet and pictures are generated once a look into *cache_folder* and read from there afterwards, so
    that a usual start does not import qt-material at all. High contrast is plain Fusion with our sheet alone.
    """
    global _current
    colours = LOOKS[look]
    folder = _picture_folder(colours, cache_folder)
    material = "" if look is Look.CONTRAST else _material_sheet(colours, folder)
    _current = colours
    windows = [window for window in app.topLevelWidgets() if window.updatesEnabled()]
    for window in windows:
        window.setUpdatesEnabled(False)
    if not app.property(PREPARED):
        _prepare(app)
    app.setPalette(_palette(colours))
    app.setFont(_font(points))
    whole = material + sheet(_values(colours), points, folder)
    if app.styleSheet() != whole:
        app.setStyleSheet(whole)
    for window in windows:
        window.setUpdatesEnabled(True)


def set_kind(widget: QWidget, kind: str) -> None:
    """Give *widget* a manner of `sheet` (its property ``kind``); works after it was shown, too."""
    if widget.property("kind") != kind:
        widget.setProperty("kind", kind)
        if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            widget.style().unpolish(widget)
            widget.style().polish(widget)


def _values(colours: Tokens) -> dict[str, str]:
    darker = 0.12 if colours.look is Look.LIGHT else -0.12
    return {
        **{name: value for name, value in asdict(colours).items() if name != "look"},
        "edge": colours.line if colours.look is Look.CONTRAST else _mixed(colours.line, colours.mute, 0.22),
        "primary_over": _mixed(colours.primary, "#000000" if darker > 0 else "#ffffff", abs(darker)),
        "warning_over": _mixed(colours.warning, "#000000" if darker > 0 else "#ffffff", abs(darker)),
    }


def _mixed(one: str, other: str, share: float) -> str:
    first, second = QColor(one), QColor(other)
    parts = [
        round(a + (b - a) * share)
        for a, b in zip(first.getRgb()[:3], second.getRgb()[:3], strict=True)  # type: ignore[index]
    ]
    return QColor(*parts).name()


def _palette(colours: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for where, value in {
        role.Window: colours.background,
        role.WindowText: colours.ink,
        role.Base: colours.surface,
        role.AlternateBase: colours.background,
        role.Text: colours.ink,
        role.Button: colours.surface,
        role.ButtonText: colours.ink,
        role.BrightText: colours.bad,
        role.ToolTipBase: colours.ink,
        role.ToolTipText: colours.surface,
        role.Highlight: colours.primary,
        role.HighlightedText: colours.on_primary,
        role.Link: colours.primary,
        role.LinkVisited: colours.violet,
        role.PlaceholderText: colours.mute,
        role.Light: colours.surface,
        role.Midlight: colours.background,
        role.Mid: colours.line,
        role.Dark: colours.mute,
        role.Accent: colours.primary,
    }.items():
        palette.setColor(where, QColor(value))
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(colours.mute))
    return palette


def _font(points: float) -> QFont:
    here = set(QFontDatabase.families())
    font = QFont([family for family in ("Roboto", *SCRIPTS) if family in here] or [QFont().family()])
    font.setPointSizeF(points)
    return font


def _prepare(app: QApplication) -> None:
    """Give *app*, once, the style below the sheets and the Roboto that qt-material carries."""
    if not app.property(FUSION):
        app.setStyle("Fusion")
    for weight in ("Regular", "Medium", "Bold", "Italic"):
        QFontDatabase.addApplicationFont(str(_material_folder() / "fonts" / "roboto" / f"Roboto-{weight}.ttf"))
    app.setProperty(PREPARED, True)


@cache
def _material_folder() -> Path:
    """Where qt-material is installed, without importing it."""
    spec = importlib.util.find_spec("qt_material")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("qt_material")
    return Path(spec.origin).parent


def _picture_folder(colours: Tokens, cache_folder: Path) -> Path:
    """The folder of one look's generated files; its name changes with our colours and with qt-material."""
    template = (_material_folder() / "material.qss.template").read_bytes()
    mark = zlib.crc32(template + repr((colours, PICTURES)).encode())
    return cache_folder.absolute() / f"{colours.look}-{mark:08x}"


def _material_sheet(colours: Tokens, folder: Path) -> str:
    """qt-material's sheet in *colours* without its rule for every widget, from *folder* if it was made before."""
    ready = folder / "material.qss"
    if not ready.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        made = folder / f"material.{os.getpid()}.qss"
        made.write_text(_build_material(colours, folder), "utf-8")
        made.replace(ready)
    return ready.read_text("utf-8").replace("icon:/", f"{folder.as_posix()}/")


def _build_material(colours: Tokens, folder: Path) -> str:
    """Let qt-material render its template and pictures for *colours* into *folder*.

    It is imported only here, for the first start of a look: 50 ms, and it must come after PySide6. ``export`` keeps it
    from loading its eighteen fonts, an absolute ``parent`` from writing into the home folder.
    """
    import qt_material  # noqa: PLC0415 (see above)

    theme = folder / "theme.xml"
    theme.write_text(
        "<resources>"
        + "".join(
            f'<color name="{name}">{value}</color>'
            for name, value in {
                "primaryColor": colours.primary,
                "primaryLightColor": colours.primary_soft,
                "secondaryColor": colours.surface,
                "secondaryLightColor": colours.line,
                "secondaryDarkColor": colours.background,
                "primaryTextColor": colours.ink,
                "secondaryTextColor": colours.ink,
            }.items()
        )
        + "</resources>",
        "utf-8",
    )
    extra = {"density_scale": "-3", "danger": colours.bad, "warning": colours.warning, "success": colours.good}
    environment = dict(os.environ)
    try:
        built = qt_material.build_stylesheet(str(theme), False, extra, str(folder), export=True)
    finally:
        for name in set(os.environ) - set(environment):
            del os.environ[name]
    without_catch_all = re.sub(r"^\*[^{]*\{[^}]*\}", "", built, flags=re.MULTILINE)
    return re.sub(r"text-transform:\s*uppercase;", "", without_catch_all)
