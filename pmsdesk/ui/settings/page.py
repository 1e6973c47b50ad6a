"""The settings page: appearance, shortcuts, people and the shared register behind chips."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pmsdesk.ui.actions import Actions
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.page import Page
from pmsdesk.ui.preferences import Preferences
from pmsdesk.ui.settings.appearance import Appearance
from pmsdesk.ui.settings.people import People
from pmsdesk.ui.settings.register import Membership, Register
from pmsdesk.ui.settings.shortcuts import ShortcutSettings
from pmsdesk.ui.theme import set_kind
from pmsdesk.ui.widgets.chips import Chips

TABS = ("appearance", "shortcuts", "people", "register")


class SettingsPage(Page):
    """What can be set at this seat."""

    key = "settings"
    icon = "mdi6.cog-outline"
    bottom = True

    def __init__(
        self,
        desk: Desk,
        actions: Actions,
        preferences: Preferences,
        membership: Membership,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_kind(self, "page")
        self.people = People(desk, self)
        self.register = Register(desk, membership, self)
        self.shortcuts = ShortcutSettings(actions, preferences, self)
        self._tabs = Chips("", self)
        self._stack = QStackedWidget(self)
        for tab in (Appearance(preferences, self), self.shortcuts, self.people, self.register):
            self._stack.addWidget(tab)
        bar = QFrame(self)
        set_kind(bar, "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(14, 7, 14, 7)
        row.addWidget(self._tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._stack, 1)
        self._tabs.chosen.connect(self.open)
        self._retranslate()
        self.open(TABS[0])

    def title(self) -> str:
        return self.tr("Tetapan")

    def shown(self) -> None:
        self.people.load()
        self.register.load()

    def open(self, thing: str) -> None:
        """Go to the tab *thing*, one of `TABS`."""
        self._tabs.choose(thing)
        self._stack.setCurrentIndex(TABS.index(thing))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        words = (self.tr("Rupa"), self.tr("Pintasan"), self.tr("Kakitangan"), self.tr("Daftar bersama"))
        self._tabs.set_words(list(zip(TABS, words, strict=True)))
        self._tabs.setAccessibleName(self.tr("Bahagian tetapan"))
