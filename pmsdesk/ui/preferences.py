"""What the person at this seat chose: look, language, size of text, shortcuts. Each choice takes effect at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from pmsdesk.ui import language, theme
from pmsdesk.ui.language import Language
from pmsdesk.ui.theme import Look

SIZES = (9, 10, 11, 12, 14)


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices; `points` is the size of text, `shortcuts` the rebound ones (action name → portable key text)."""

    look: Look = Look.LIGHT
    language: Language = Language.MALAY
    points: int = 10
    shortcuts: Mapping[str, str] = field(default_factory=dict)


class Preferences(QObject):
    """Holds the choices, puts them into force and gives each new state to *keep*."""

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        theme_cache: Path,
        choices: Choices,
        keep: Callable[[Choices], None],
        parent: QObject | None = None,
    ) -> None:
        """Dress *app* at once, so this comes before the first widget."""
        super().__init__(parent)
        self._app, self._theme_cache, self._keep = app, theme_cache, keep
        self.choices = choices
        language.install(app, choices.language)
        self._dress()

    def choose_look(self, look: Look) -> None:
        """Change the colours."""
        if look is not self.choices.look:
            self._take(replace(self.choices, look=look))
            self._dress()

    def choose_points(self, points: int) -> None:
        """Change the size of text."""
        if points != self.choices.points:
            self._take(replace(self.choices, points=points))
            self._dress()

    def choose_language(self, chosen: Language) -> None:
        """Change the language."""
        if chosen is not self.choices.language:
            self._take(replace(self.choices, language=chosen))
            language.install(self._app, chosen)

    def choose_shortcuts(self, shortcuts: Mapping[str, str]) -> None:
        """Keep the rebound shortcuts (`Actions.rebound`)."""
        self._take(replace(self.choices, shortcuts=dict(shortcuts)))

    def _dress(self) -> None:
        theme.apply(self._app, self.choices.look, self._theme_cache, self.choices.points)

    def _take(self, choices: Choices) -> None:
        self.choices = choices
        self._keep(choices)
        self.changed.emit()
