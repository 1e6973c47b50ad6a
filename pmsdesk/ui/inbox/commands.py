"""The commands of the inbox with their keys (design/UX.md, "Keys"), its menu and the buttons of its header."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from pmsdesk.domain.conversation import ConversationState
from pmsdesk.domain.reply import DraftMode
from pmsdesk.services.reading import ConversationView
from pmsdesk.ui.actions import Actions
from pmsdesk.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from pmsdesk.ui.inbox.page import InboxPage


def tr(text: str) -> str:
    """*text* in the language of the screen, from the context ``inbox``."""
    return QCoreApplication.translate("inbox", text)


MENU = (
    "inbox.reply",
    "inbox.note",
    "",
    "inbox.done",
    "inbox.snooze",
    "inbox.assign",
    "inbox.take",
    "inbox.label",
    "inbox.urgent",
    "",
    "inbox.register",
    "inbox.forward",
    "inbox.moderate",
    "inbox.platform",
)
"""The context menu of a row; "" is a separator."""

BUTTONS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("inbox.assign", lambda: tr("Tugaskan ▾")),
    ("inbox.snooze", lambda: tr("Tunda")),
    ("inbox.done", lambda: tr("Selesai")),
)
"""The buttons of the conversation's header."""


class Commands(QObject):
    """Keeps the commands' words and whether they can be used in step with the conversation that is shown."""

    def __init__(self, actions: Actions, needing_view: list[str], parent: QObject) -> None:
        super().__init__(parent)
        self._actions, self._needing_view = actions, needing_view
        self.follow(None)

    def follow(self, view: ConversationView | None) -> None:
        """Those that act on a conversation need one."""
        for name in self._needing_view:
            self._actions[name].setEnabled(view is not None)
        if view is not None:
            self._actions["inbox.snooze"].setEnabled(view.conversation.state is not ConversationState.DONE)


def add_commands(page: "InboxPage", actions: Actions) -> Commands:
    """Add every command of *page*; single letters act only while no text field has the keyboard."""
    needing_view: list[str] = []

    def add(
        name: str, words: Callable[[], str], keys: str, icon: str, do: Callable[[], None], view: bool = True
    ) -> None:
        actions.add(f"inbox.{name}", words, do, shortcut=keys, icon=icon, scope=page)
        if view:
            needing_view.append(f"inbox.{name}")

    rows, composer, acts = page.listing.rows, page.composer, page.acts
    add("next", lambda: tr("Perbualan seterusnya"), "J; Alt+Down", "mdi6.arrow-down", lambda: _step(rows, 1), False)
    add("previous", lambda: tr("Perbualan sebelumnya"), "K; Alt+Up", "mdi6.arrow-up", lambda: _step(rows, -1), False)
    add("find", lambda: tr("Cari dalam senarai"), "Ctrl+F", "mdi6.magnify", page.listing.begin_search, False)
    add("renew", lambda: tr("Papar yang baharu"), "F5", "mdi6.refresh", page.listing.take_waiting, False)
    add("reply", lambda: tr("Balas (awam)"), "R", "mdi6.reply-outline", lambda: page.write(DraftMode.REPLY), False)
    lock = "mdi6.account-lock-outline"
    add("private", lambda: tr("Balas (peribadi)"), "Shift+R", lock, lambda: page.write(DraftMode.PRIVATE), False)
    add("note", lambda: tr("Nota dalaman"), "N", "mdi6.note-outline", lambda: page.write(DraftMode.NOTE), False)
    add("canned", lambda: tr("Templat balasan"), "/", "mdi6.lightning-bolt-outline", composer.open_canned)
    add("submit", lambda: tr("Hantar atau serahkan"), "Ctrl+Return; Ctrl+Enter", "mdi6.send-outline", composer.submit)
    add("flag", lambda: tr("Dapatan seterusnya"), "F8", "mdi6.flag-outline", composer.next_finding)
    keys = "Alt+Return; Alt+Enter"
    add("rewrite", lambda: tr("Guna cadangan ayat"), keys, "mdi6.auto-fix", composer.apply_rewrite)
    add("done", lambda: tr("Selesai / buka semula"), "E", "mdi6.check", page.finish)
    add("done_next", lambda: tr("Selesai dan seterusnya"), "Shift+E", "mdi6.check-all", lambda: page.finish(go_on=True))
    add("snooze", lambda: tr("Tunda"), "Z", "mdi6.clock-outline", lambda: page.on_view(acts.snooze))
    add("assign", lambda: tr("Tugaskan"), "A", "mdi6.account-arrow-right-outline", lambda: page.on_view(acts.assign))
    add("take", lambda: tr("Ambil untuk saya"), "M", "mdi6.account-check-outline", lambda: page.on_view(acts.take))
    add("label", lambda: tr("Label"), "L", "mdi6.label-outline", lambda: page.on_view(acts.label))
    add("urgent", lambda: tr("Segera / biasa"), "P", "mdi6.flag", lambda: page.on_view(acts.prioritise))
    add("register", lambda: tr("Daftar aduan"), "D", "mdi6.clipboard-plus-outline", page.register)
    add("forward", lambda: tr("Panjangkan aduan"), "F", "mdi6.share-outline", page.forward)
    add("moderate", lambda: tr("Sembunyi, tunjuk atau padam komen"), "X", "mdi6.eye-off-outline", page.moderate)
    correct = "mdi6.map-marker-question-outline"
    add("correct", lambda: tr("Betulkan bidang kuasa"), "", correct, lambda: page.on_view(acts.correct))
    add("platform", lambda: tr("Buka di platform"), "", "mdi6.open-in-new", page.talk.open_on_platform)
    for number, reply in enumerate(page.canned.replies[:9], 1):
        _add_canned(page, add, number, reply.code, reply.title)
    return Commands(actions, needing_view, page)


def _add_canned(page: "InboxPage", add: Callable[..., None], number: int, code: str, title: str) -> None:
    add(
        f"canned.{code}",
        lambda: tr("Templat balasan {code}: {title}").format(code=code, title=title),
        f"Ctrl+{number}",
        "mdi6.lightning-bolt-outline",
        lambda: page.use_canned(code),
    )


def _step(rows: RowList, by: int) -> None:
    rows.step(by)
