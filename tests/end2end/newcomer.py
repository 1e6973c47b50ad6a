"""A new user at a new seat: real windows, store, lanes and practice networks; only clicks, keys and a browser."""

import html
import re
import socket
import threading  # noqa: TID251 (the browser)
import webbrowser
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar
from urllib.parse import urljoin

import requests
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from pmsdesk.app import paths, sign_in_settings
from pmsdesk.app.bootstrap import open_seat
from pmsdesk.app.console import Run
from pmsdesk.app.demo.clock import DemoClock
from pmsdesk.app.demo.hands import click, press, shown, until, wait_for, write
from pmsdesk.app.demo.scene import PASSWORD, Scene
from pmsdesk.app.demo.stage import Stage
from pmsdesk.app.practice import networks_of, pages_of
from pmsdesk.app.vault import MemoryVault
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.publication import UNDO_WINDOW
from pmsdesk.domain.reply import DraftMode
from pmsdesk.domain.staff import SYSTEM, Role
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.sandbox.world import Place
from pmsdesk.services.reading import ConversationView, PostRow
from pmsdesk.ui import words
from pmsdesk.ui.approvals.page import ApprovalsPage
from pmsdesk.ui.dialogs.add_person import AddPerson
from pmsdesk.ui.dialogs.ask_moderation import AskModeration
from pmsdesk.ui.dialogs.browser_sign_in import BrowserSignIn
from pmsdesk.ui.dialogs.sign_in import FirstStart
from pmsdesk.ui.dialogs.token import AskToken
from pmsdesk.ui.posts.page import PostsPage
from pmsdesk.ui.settings.account_metrics import AccountMetricsView
from pmsdesk.ui.settings.accounts import AccountsPage
from pmsdesk.ui.settings.page import SettingsPage
from pmsdesk.ui.shell.rail import Rail

P, D = TypeVar("P", bound=QWidget), TypeVar("D", bound=QDialog)
PAGES = {Channel.FACEBOOK: "KKRMalaysia", Channel.INSTAGRAM: "kkrmalaysia", Channel.YOUTUBE: "kkrmalaysia"}


@dataclass
class Browser(webbrowser.BaseBrowser):
    """Stands for the browser and the person before it: opens the network's page and chooses an account by its name."""

    account: str = ""
    seen: list[str] = field(default_factory=list)
    windows: list[threading.Thread] = field(default_factory=list)

    def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
        """Open *url* in a window of its own, as a browser does, and come back at once."""
        del new, autoraise
        window = threading.Thread(target=self._consent, args=(url,))
        window.start()
        self.windows.append(window)
        return True

    def _consent(self, url: str) -> None:
        page = requests.get(url, timeout=60)
        links = {name: link for link, name in re.findall(r'<li><a href="([^"]*)">([^<]*)</a>', page.text)}
        back = requests.get(urljoin(url, html.unescape(links[self.account])), timeout=60)
        self.seen.append(back.text)


class Newcomer:
    """The seat before anybody was there, and the hands of everybody who comes to work at it."""

    def __init__(self, home: Path, application: QApplication, browser: Browser) -> None:
        self.browser = browser
        sandbox = Sandbox().start()
        with sandbox.control() as control:
            control.reset(seeded=False)
            for channel, page in PAGES.items():
                control.inject(channel, page, page, "Kerja baik pulih FT5 bermula esok.", place=Place.POST)
        seat_paths, clock = paths.seat(home), DemoClock()
        seat = open_seat(seat_paths, MemoryVault(), clock, networks_of(sandbox), key=None)
        with seat.store.work(SYSTEM) as work:
            sign_in_settings.save(work, replace(pages_of(sandbox), x_callback_port=_registered_port(sandbox)))
            work.commit()
        self.scene = Scene(seat_paths, sandbox, clock, seat)
        self.run = Run(application, seat_paths, lambda _passphrase: seat)
        self.stage = Stage(self.scene, self.run)

    def end(self) -> None:
        """Close all that is open."""
        if self.run.sign_in is not None:
            self.run.sign_in.hide()
            self.run.sign_in.deleteLater()
        self.run.end()
        self.scene.sandbox.stop()
        for window in self.browser.windows:
            window.join()

    # ---- people -----------------------------------------------------------------------------------------------------

    def start(self, name: str, username: str) -> None:
        """The first start: make the administrator, and sign in as him."""
        self.run.begin()
        first = wait_for(FirstStart)
        for said, text in (("Nama penuh", name), ("Nama pengguna", username), ("Kata laluan", PASSWORD)):
            write(line(first, said), text)
        write(line(first, "Ulang kata laluan"), PASSWORD)
        press(line(first, "Ulang kata laluan"), "Return")
        until(lambda: shown(FirstStart) is None, "the administrator is made")
        sign_in = self.run.sign_in
        assert sign_in is not None
        assert sign_in.name.text() == username
        write(sign_in.password, PASSWORD)
        press(sign_in.password, "Return")
        until(lambda: self.run.console is not None and self.stage.console.window.isVisible(), "the window is open")

    def add(self, name: str, username: str, role: Role) -> None:
        """*Tetapan → Kakitangan → Tambah kakitangan …*."""
        page = self._go(SettingsPage)
        click(button(page, "Kakitangan"))
        click(button(page.people, "Tambah kakitangan …"))
        dialog = wait_for(AddPerson)
        write(line(dialog, "Nama penuh"), name)
        write(line(dialog, "Nama pengguna"), username)
        roles = dialog.findChild(QComboBox)
        assert roles is not None
        while Role(roles.currentData()) is not role:
            press(roles, "Down")
        write(line(dialog, "Kata laluan pertama"), PASSWORD)
        press(line(dialog, "Kata laluan pertama"), "Return")
        until(lambda: shown(AddPerson) is None, f"{name} is added")

    # ---- accounts ---------------------------------------------------------------------------------------------------

    def sign_account_in(self, account_id: str, as_whom: str, client: str, secret: str = "") -> None:
        """*Sambung …*, the client's id and secret, *Buka pelayar*; in the browser *as_whom* is chosen."""
        self.browser.account = as_whom
        dialog = self._connect(account_id, BrowserSignIn)
        write(dialog.client, client)
        if dialog.secret is not None:
            write(dialog.secret, secret)
        click(button(dialog, "Buka pelayar"))
        self._connected(account_id, BrowserSignIn)

    def paste_token(self, account_id: str, token: str) -> None:
        """*Sambung …* and a token."""
        dialog = self._connect(account_id, AskToken)
        write(dialog.token, token)
        press(dialog.token, "Return")
        self._connected(account_id, AskToken)

    def account(self, account_id: str) -> Account:
        """What the seat keeps of an account."""
        return next(account for account, _ in self.stage.read.accounts() if account.id == account_id)

    def metrics(self, account_id: str) -> list[str]:
        """Unfold *Profil dan metrik* on the account's card; every text that is told there."""
        page, account = self._go(AccountsPage), self.account(account_id)
        wanted = f"Profil dan metrik: {_about(account)}"
        until(lambda: has_button(page, wanted), f"{wanted} is offered")
        click(button(page, wanted))

        def unfolded() -> AccountMetricsView | None:
            toggles = [each for each in _buttons(page) if each.accessibleName() == wanted and each.isVisible()]
            return toggles[0].parentWidget().findChild(AccountMetricsView) if toggles else None

        until(lambda: unfolded() is not None, f"{account_id} is measured")
        view = unfolded()
        assert view is not None
        return [label.text().strip("\u2068\u2069") for label in view.findChildren(QLabel)]

    # ---- the day's work ---------------------------------------------------------------------------------------------

    def answer(self, handle: str, text: str) -> ConversationView:
        """R, the answer, Ctrl+Enter twice: everybody may read it."""
        return self._answer(handle, "R", DraftMode.REPLY, text)

    def answer_in_private(self, handle: str, text: str) -> ConversationView:
        """Shift+R, the answer, Ctrl+Enter twice: only who wrote may read it."""
        return self._answer(handle, "Shift+R", DraftMode.PRIVATE, text)

    def ask_to_hide(self, handle: str, ground: str) -> None:
        """X on the comment, *Sembunyikan …*, the reason, *Hantar permohonan*."""
        inbox = self.stage.inbox
        self.stage.open(handle)
        press(inbox.listing.rows, "X")
        until(inbox.chooser.isVisible, "what may be done is offered")
        write(inbox.chooser.line, "Sembunyi")
        press(inbox.chooser.line, "Return")
        dialog = wait_for(AskModeration)
        while dialog.ground.currentData() != ground:
            press(dialog.ground, "Down")
        click(button(dialog, "Hantar permohonan"))
        until(lambda: shown(AskModeration) is None, "the request is handed over")

    def approve_request(self) -> None:
        """*Kelulusan*, J, Ctrl+Shift+Enter."""
        page = self._go(ApprovalsPage)
        until(lambda: page.list.model().rowCount() == 1, "the request waits")
        press(page.list, "J")
        until(lambda: page.case is not None and page.request.isVisible(), "the request is on the screen")
        press(page.list, "Ctrl+Shift+Return")

    def hidden(self) -> list[str]:
        """The texts of others that the ministry hid, once for each time."""
        with self.scene.sandbox.control() as control:
            world = control.world
            return [world.items[Channel(act.channel), act.id].text for act in world.ledger.acts if act.verb == "hide"]

    def post(self, account_id: str, text: str, picture: Path, alt_text: str) -> PostRow:
        """*Siaran*, N, the account, the text, a picture with its alt text, Ctrl+Enter twice."""
        page = self._go(PostsPage)
        until(lambda: page.listing.model.complete, "the posts are listed")
        press(page.listing.state, "N")
        until(page.editor.isVisible, "the editor is open")
        click(page.editor.accounts.chip(account_id))
        write(page.editor.texts.edit, text)
        click(button(page.editor, "Tambah gambar atau video"))
        dialog = wait_for(QFileDialog)
        name = dialog.findChild(QLineEdit, "fileNameEdit")
        assert name is not None
        name.setText(str(picture))
        press(name, "Return")
        until(lambda: page.editor.media.tiles, "the picture is in the post")
        write(page.editor.media.tiles[0].alt, alt_text)
        until(lambda: page.editor.send.isEnabled(), "the post is checked and ready")
        for seen in (lambda: page.editor.asking, lambda: self.stage.post(text) is not None):
            press(page.editor.texts.edit, "Ctrl+Return")
            until(seen, "the post is asked about once, then handed over")
        self.scene.jump(UNDO_WINDOW)
        until(lambda: self.stage.post_is_sent(text), "the post is published")
        post = self.stage.post(text)
        assert post is not None
        return post

    def alt_text_on_x(self, text: str) -> list[str]:
        """What X says to those who do not see the pictures of our post with *text*."""
        with self.scene.sandbox.control() as control:
            items = [item for item in control.world.items.values() if item.text.startswith(text)]
        return [medium.alt_text for item in items for medium in item.media]

    # ---- the screen -------------------------------------------------------------------------------------------------

    def _answer(self, handle: str, keys: str, mode: DraftMode, text: str) -> ConversationView:
        view, composer = self.stage.open(handle), self.stage.inbox.composer
        press(self.stage.inbox.listing.rows, keys)
        until(lambda: composer.mode is mode, "the composer is open")
        write(composer.edit, text)
        self.stage.submit()
        return view

    def _go(self, kind: type[P]) -> P:
        page = next(page for page in self.stage.console.pages if isinstance(page, kind))
        rail = self.stage.console.window.findChild(Rail)
        assert rail is not None
        click(rail.button(f"app.go.{page.key}"))
        until(page.isVisible, f"{kind.__name__} is in front")
        return page

    def _connect(self, account_id: str, kind: type[D]) -> D:
        page, account = self._go(AccountsPage), self.account(account_id)
        wanted = f"Sambung …: {_about(account)}"
        until(lambda: has_button(page, wanted), f"{wanted} is offered")
        click(button(page, wanted))
        return wait_for(kind)

    def _connected(self, account_id: str, kind: type[QDialog]) -> None:
        until(lambda: shown(kind) is None, f"{account_id} is accepted")
        until(lambda: self.account(account_id).connected, f"{account_id} is connected")


def _about(account: Account) -> str:
    return f"{account.name}, {words.channel(account.channel)}"


def line(root: QWidget, name: str) -> QLineEdit:
    """The field called *name*."""
    return next(each for each in root.findChildren(QLineEdit) if each.accessibleName() == name)


def has_button(root: QWidget, name: str) -> bool:
    """Whether there is a button called *name* to click on."""
    return any(name in (each.text(), each.accessibleName()) and each.isVisible() for each in _buttons(root))


def button(root: QWidget, name: str) -> QPushButton:
    """The button that says or is called *name*."""
    return next(each for each in _buttons(root) if name in (each.text(), each.accessibleName()) and each.isVisible())


def _buttons(root: QWidget) -> list[QPushButton]:
    return root.findChildren(QPushButton)


def _registered_port(sandbox: Sandbox) -> str:
    """A free port at which X may send the browser back: another program may hold the usual one."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with sandbox.control() as control:
        control.register_callback(f"http://127.0.0.1:{port}/callback")
    return str(port)
