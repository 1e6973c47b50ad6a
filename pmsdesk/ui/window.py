"""The window of the console: it holds the pages and what stands around them, and does nothing else."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from pmsdesk.domain.account import Account
from pmsdesk.domain.errors import ClockWrong, KnownError
from pmsdesk.domain.events import AccountPolled, Event, LexiconChanged
from pmsdesk.services.reading import Counts, InboxFilter
from pmsdesk.ui import words
from pmsdesk.ui.actions import Actions
from pmsdesk.ui.desk import Desk, Standing
from pmsdesk.ui.dialogs.about import About
from pmsdesk.ui.dialogs.change_password import ChangePassword
from pmsdesk.ui.dialogs.shortcuts import Shortcuts
from pmsdesk.ui.icons import icon
from pmsdesk.ui.language import Language
from pmsdesk.ui.page import Page
from pmsdesk.ui.preferences import Preferences
from pmsdesk.ui.references import References
from pmsdesk.ui.shell.finder import Finder
from pmsdesk.ui.shell.rail import Rail
from pmsdesk.ui.shell.shared_finder import SharedFinder
from pmsdesk.ui.shell.status_line import StatusLine
from pmsdesk.ui.shell.top_bar import TopBar
from pmsdesk.ui.shell.views import VIEWS, ShowsViews, View
from pmsdesk.ui.theme import Look, Tone
from pmsdesk.ui.widgets.strip import Strip

SETTLE_MS = 150
DESIGNED, FRAME = QSize(1440, 900), 40
PAGE_OF = {"complaint": "complaints"}
MAGNIFY, LOOK, KEYBOARD = "mdi6.magnify", "mdi6.theme-light-dark", "mdi6.keyboard-outline"
MENU = (
    *("app.look", "app.language", "", "app.shortcuts", "app.about", "training.start"),
    *("", "app.password", "app.sign_out"),
)


class Window(QMainWindow):
    """Pages in the order of *pages*; the first is shown. `signed_out` when the person wants to leave the seat."""

    signed_out = Signal()

    def __init__(
        self,
        desk: Desk,
        actions: Actions,
        references: References,
        pages: Sequence[Page],
        preferences: Preferences,
        shared: SharedFinder | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._actions, self._preferences = desk, actions, preferences
        self._pages = {page.key: page for page in pages}
        self._counts: Counts | None = None
        self._offline_since: datetime | None = None
        self._view = ""
        self._add_actions()
        self._above = QWidget(self)
        self._strip = Strip(self._above)
        self._strip.closed.connect(self._above.hide)
        self._stack = QStackedWidget(self)
        for page in pages:
            self._stack.addWidget(page)
            page.jump.connect(self.open)
        self._rail = Rail(pages, actions, self)
        self._top = TopBar(
            desk.staff, [actions[name] if name else None for name in MENU if not name or name in actions], self
        )
        self._status = StatusLine(references.checker.lexicon.label, self)
        self._finder = Finder(self._top.box, self, desk, actions, shared)
        self._lay_out()
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._count)
        self._minute = QTimer(self, interval=60_000)
        self._minute.timeout.connect(self._count)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._refresh_status)
        self._connect()
        self._retranslate()
        self.setWindowIcon(icon("mdi6.road-variant", Tone.PRIMARY))
        self.resize(DESIGNED)
        self.setMinimumSize(1024, 640)
        self.go(pages[0].key)
        self._count()
        self._ask_polls()
        self._minute.start()
        self._second.start()

    # ---- what others may ask ----

    @property
    def page(self) -> Page:
        """The page in front."""
        return list(self._pages.values())[self._stack.currentIndex()]

    def appear(self) -> None:
        """Show the window as large as designed; where the screen has less room than that, fill it."""
        room = self.screen().availableSize()
        if room.width() < DESIGNED.width() or room.height() < DESIGNED.height() + FRAME:
            self.showMaximized()
        else:
            self.show()

    def go(self, key: str) -> None:
        """Bring the page *key* to the front, without a saved view."""
        page = self._pages[key]
        if self._view and isinstance(page, ShowsViews):
            page.show_view(InboxFilter(staff_id=self._desk.staff.id))
        self._view = ""
        self._front(page)

    def show_view(self, view: View) -> None:
        """Show a saved view in the inbox."""
        page = self._pages["inbox"]
        if isinstance(page, ShowsViews):
            self._view = view.key
            self._front(page)
            page.show_view(view.wanted(self._desk.staff.id))

    def open(self, page: str, thing: str) -> None:
        """Open the thing with id *thing* on *page*."""
        self.go(page)
        self._pages[page].open(thing)

    def tell(self, error: Exception) -> None:
        """Say in the strip what went wrong, without stopping anyone."""
        platform = error.platform_words if isinstance(error, KnownError) else ""
        tone = Tone.WARNING if isinstance(error, ClockWrong) else Tone.BAD
        self._strip.say(tone, words.error_text(error), platform)
        self._above.show()

    def tell_offline(self) -> None:
        """Say that the shared register did not answer at the sign-in, and that this keeps nobody from working."""
        self._strip.say(
            Tone.WARNING,
            self.tr("Luar talian – anda boleh terus bekerja. Yang anda buat dihantar apabila talian pulih."),
        )
        self._above.show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._actions.retranslate()
            self._retranslate()

    def closeEvent(self, event: QCloseEvent) -> None:
        for timer in (self._settle, self._minute, self._second):
            timer.stop()
        super().closeEvent(event)

    # ---- building ----

    def _add_actions(self) -> None:
        add, tr = self._actions.add, self.tr
        self._actions.attach(self)
        for number, page in enumerate(self._pages.values(), 1):
            self._add_page(page, f"Alt+{number}")
        for view in VIEWS:
            self._add_view(view)
        add("app.palette", lambda: tr("Cari atau laksanakan perintah"), self._palette, shortcut="Ctrl+K", icon=MAGNIFY)
        add("app.search", lambda: tr("Cari di semua tempat"), self._search, shortcut="Ctrl+Shift+F", icon=MAGNIFY)
        add(
            "app.look", lambda: tr("Tukar rupa cerah atau gelap"), self._switch_look, shortcut="Ctrl+Shift+L", icon=LOOK
        )
        add("app.language", lambda: tr("Switch to English"), self._switch_language, icon="mdi6.translate")
        add(
            "app.shortcuts", lambda: tr("Pintasan papan kekunci"), self._show_shortcuts, shortcut="F1; ?", icon=KEYBOARD
        )
        add("app.password", lambda: tr("Tukar kata laluan …"), self._change_password, icon="mdi6.lock-outline")
        add("app.about", lambda: tr("Perihal PMS Desk"), lambda: About(self).open(), icon="mdi6.information-outline")
        add("app.sign_out", lambda: tr("Daftar keluar atau tukar pengguna"), self.signed_out.emit, icon="mdi6.logout")

    def _add_page(self, page: Page, shortcut: str) -> None:
        self._actions.add(
            f"app.go.{page.key}",
            lambda: self.tr("Pergi ke {page}").format(page=page.title()),
            lambda: self.go(page.key),
            shortcut=shortcut,
            icon=page.icon,
        )

    def _add_view(self, view: View) -> None:
        self._actions.add(
            f"app.view.{view.key}",
            lambda: self.tr("Paparan: {view}").format(view=view.title()),
            lambda: self.show_view(view),
            icon=view.icon,
        )

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        right = QVBoxLayout()
        right.setSpacing(0)
        around = QHBoxLayout(self._above)
        around.setContentsMargins(10, 8, 10, 8)
        around.addWidget(self._strip)
        self._above.hide()
        right.addWidget(self._above)
        right.addWidget(self._stack, 1)
        middle.addWidget(self._rail)
        middle.addLayout(right, 1)
        centre = QWidget(self)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addLayout(middle, 1)
        column.addWidget(self._status)
        self.setCentralWidget(centre)

    def _connect(self) -> None:
        self._desk.happened.connect(self._heard)
        self._desk.failed.connect(self.tell)
        self._desk.online.connect(self._show_online)
        self._finder.found.connect(lambda what, thing: self.open(PAGE_OF.get(what, "inbox"), thing))
        self._finder.fetching.connect(self._show_fetching)
        self._status.language_chosen.connect(self._preferences.choose_language)
        self._desk.stood.connect(self._show_standing)
        self._status.outbox_asked.connect(lambda: self._go_if("outbox"))
        self._status.register_asked.connect(lambda: self._go_if("outage"))
        self._status.conflicts_asked.connect(lambda: self._go_if("conflicts"))
        self._top.outage_asked.connect(lambda: self._go_if("outage") or self._go_if("outbox"))
        self._actions.changed.connect(self._show_palette_key)

    # ---- what happens ----

    def _heard(self, events: tuple[Event, ...]) -> None:
        self._settle.start()
        if any(isinstance(event, AccountPolled) for event in events):
            self._ask_polls()
        for event in events:
            if isinstance(event, LexiconChanged):
                self._status.show_lexicon(event.version)

    def _count(self) -> None:
        staff, now = self._desk.staff.id, self._desk.clock()
        self._desk.ask(lambda read: read.counts(staff, now), self._show_counts, self)

    def _show_counts(self, counts: Counts) -> None:
        self._counts = counts
        self._rail.show_counts(counts)
        self._status.show_waiting(counts.to_send, counts.unsure)
        self._show_outage()
        self._refresh_status()

    def _ask_polls(self) -> None:
        self._desk.ask(lambda read: read.accounts(), self._show_polls, self)

    def _show_polls(self, accounts: Sequence[tuple[Account, datetime | None]]) -> None:
        self._status.show_polls(accounts)
        self._refresh_status()

    def _show_online(self, online: bool) -> None:
        self._offline_since = None if online else self._offline_since or self._desk.clock()
        self._show_outage()
        self._status.show_online(online)
        self._count()

    def _show_fetching(self, begun: bool) -> None:
        """While a conversation is on its way from the register, say so."""
        told = self.tr("Mengambil perbualan dari daftar bersama …")
        if begun:
            self._strip.say(Tone.PRIMARY, told)
            self._above.show()
        elif self._strip.words == told:
            self._strip.dismiss()

    def _show_standing(self, standing: Standing) -> None:
        self._status.show_standing(standing)
        if self._counts is not None:
            self._rail.show_counts(self._counts)
        self._show_outage()
        self._refresh_status()

    def _show_outage(self) -> None:
        """The register's outage before that of the networks: more waits for it."""
        status = self._desk.standing.status if self._desk.standing is not None else None
        if status is not None and status.offline_since is not None:
            self._top.show_outage(status.offline_since, status.waiting, shared=True)
        else:
            self._top.show_outage(self._offline_since, self._counts.to_send if self._counts else 0)

    def _refresh_status(self) -> None:
        self._status.refresh(self._desk.clock(), self._preferences.choices.language)

    def _go_if(self, key: str) -> bool:
        """Go to the page *key*, where there is one; whether there is."""
        if key in self._pages:
            self.go(key)
        return key in self._pages

    def _front(self, page: Page) -> None:
        self._stack.setCurrentWidget(page)
        self._rail.mark(page.key, self._view)
        self.setWindowTitle(page.title())
        page.shown()

    # ---- the window's own commands ----

    def _palette(self) -> None:
        self._finder.begin()

    def _search(self) -> None:
        self._finder.begin(with_commands=False)

    def _switch_look(self) -> None:
        dark = self._preferences.choices.look is Look.DARK
        self._preferences.choose_look(Look.LIGHT if dark else Look.DARK)

    def _switch_language(self) -> None:
        malay = self._preferences.choices.language is Language.MALAY
        self._preferences.choose_language(Language.ENGLISH if malay else Language.MALAY)

    def _show_shortcuts(self) -> None:
        Shortcuts(self._actions, self._group_words(), self).open()

    def _group_words(self) -> dict[str, Callable[[], str]]:
        groups: dict[str, Callable[[], str]] = {"app": lambda: self.tr("Di mana-mana")}
        return groups | {key: page.title for key, page in self._pages.items()}

    def _change_password(self) -> None:
        ChangePassword(self._desk, self).open()

    def _show_palette_key(self) -> None:
        self._top.show_key(self._actions["app.palette"].shortcut().toString())

    def _retranslate(self) -> None:
        self.setWindowTitle(self.page.title())
        self._stack.setAccessibleName(self.tr("Halaman"))
        self._finder.retranslate()
        self._show_palette_key()
        self._refresh_status()
