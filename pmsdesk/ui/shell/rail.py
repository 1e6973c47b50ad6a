"""The left rail: one entry a page and one a saved view, each with its count."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from pmsdesk.services.reading import Counts
from pmsdesk.ui.actions import Actions, keys_text
from pmsdesk.ui.page import Page
from pmsdesk.ui.shell.views import VIEWS, View
from pmsdesk.ui.theme import set_kind
from pmsdesk.ui.widgets.rail_button import RailButton

WIDTH = 236


class Rail(QFrame):
    """Its buttons trigger the actions ``app.go.<page>`` and ``app.view.<view>``, which the window has added."""

    def __init__(self, pages: Sequence[Page], actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "rail")
        self.setFixedWidth(WIDTH)
        self._actions = actions
        self._pages = {page.key: page for page in pages}
        self._buttons: dict[str, RailButton] = {}
        self._heading = QLabel(self)
        set_kind(self._heading, "heading")
        self._heading.setContentsMargins(10, 12, 0, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 10, 8, 8)
        column.setSpacing(2)
        for page in pages:
            if not page.bottom:
                column.addWidget(self._button(f"app.go.{page.key}", page.icon))
        column.addWidget(self._heading)
        for view in VIEWS:
            column.addWidget(self._button(f"app.view.{view.key}", view.icon))
        column.addStretch(1)
        for page in pages:
            if page.bottom:
                column.addWidget(self._button(f"app.go.{page.key}", page.icon))
        actions.changed.connect(self._retranslate)
        self._retranslate()

    def mark(self, page: str, view: str = "") -> None:
        """Show which page, or which saved view of it, is in front."""
        wanted = f"app.view.{view}" if view else f"app.go.{page}"
        for name, button in self._buttons.items():
            button.setChecked(name == wanted)

    def show_counts(self, counts: Counts) -> None:
        """Put the numbers on the entries."""
        for key, page in self._pages.items():
            self._buttons[f"app.go.{key}"].show_count(page.count(counts))
        for view in VIEWS:
            self._buttons[f"app.view.{view.key}"].show_count(view.count(counts))

    def button(self, name: str) -> RailButton:
        """The entry of the action *name*."""
        return self._buttons[name]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _button(self, name: str, picture: str) -> RailButton:
        button = RailButton(picture, self)
        button.clicked.connect(lambda _checked=False: self._actions.trigger(name))
        self._buttons[name] = button
        return button

    def _retranslate(self) -> None:
        self._heading.setText(self.tr("PAPARAN TERSIMPAN"))
        views: dict[str, View] = {f"app.view.{view.key}": view for view in VIEWS}
        for name, button in self._buttons.items():
            title = views[name].title() if name in views else self._pages[name.removeprefix("app.go.")].title()
            button.show_words(title, keys_text(self._actions[name]))
