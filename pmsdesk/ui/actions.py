"""Every command of the console, once: the same QAction is in menu, palette, shortcut sheet and button."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from pmsdesk.ui.icons import icon as make_icon


@dataclass(frozen=True, slots=True)
class _Entry:
    action: QAction
    words: Callable[[], str]
    standard: str
    scope: QWidget | None


class Actions(QObject):
    """The commands by name (``inbox.done``): the part before the dot is the page or ``app``.

    *window* carries the shortcuts of commands without a scope; it may be given later with `attach`. *rebound* holds the
    shortcuts a person chose (name → key sequence in portable text, "" for none).
    """

    changed = Signal()

    def __init__(
        self, window: QWidget | None = None, rebound: Mapping[str, str] | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._entries: dict[str, _Entry] = {}
        self._window: QWidget | None = None
        self._rebound = dict(rebound or {})
        if window is not None:
            self.attach(window)

    def add(
        self,
        name: str,
        words: Callable[[], str],
        do: Callable[[], None],
        *,
        shortcut: str = "",
        icon: str = "",
        scope: QWidget | None = None,
    ) -> QAction:
        """Add a command and return its action. *words* is asked again when the language changes.

        *shortcut* is portable text (``Ctrl+Shift+L``, several separated by ``; ``). With a *scope* it works while the
        focus is in that widget, otherwise in the whole window. Raises `ValueError` when *name* is taken.
        """
        if name in self._entries:
            raise ValueError(f"action {name} was added before")
        action = QAction(self)
        action.setObjectName(name)
        action.setText(words())
        action.triggered.connect(lambda _checked=False: do())
        if icon:
            action.setIcon(make_icon(icon))
        action.setShortcutContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut if scope else Qt.ShortcutContext.WindowShortcut
        )
        self._entries[name] = _Entry(action, words, shortcut, scope)
        self._set_keys(action, self._rebound.get(name, shortcut))
        carrier = scope or self._window
        if carrier is not None:
            carrier.addAction(action)
        return action

    def attach(self, window: QWidget) -> None:
        """Let *window* carry the commands without a scope, those added already and those to come, and end with it."""
        self._window = window
        self.setParent(window)
        QApplication.instance().focusChanged.connect(self._follow_focus)  # type: ignore[union-attr]
        for entry in self._entries.values():
            if entry.scope is None:
                window.addAction(entry.action)

    def __getitem__(self, name: str) -> QAction:
        return self._entries[name].action

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[tuple[str, QAction]]:
        """Names and actions in the order they were added."""
        return ((name, entry.action) for name, entry in self._entries.items())

    def usable(self) -> Iterator[QAction]:
        """The actions that can be triggered now: enabled, visible, and their page (scope) is on the screen."""
        for entry in self._entries.values():
            on_screen = entry.scope is None or entry.scope.isVisible()
            if on_screen and entry.action.isEnabled() and entry.action.isVisible():
                yield entry.action

    def detach(self) -> None:
        """The window goes: watch no field any more, not even one of another window of this program."""
        application = QApplication.instance()
        application.focusChanged.disconnect(self._follow_focus)  # type: ignore[union-attr]
        self._follow_focus(QApplication.focusWidget(), None)

    def trigger(self, name: str) -> None:
        """Do the command *name* if it is enabled."""
        self._entries[name].action.trigger()

    def rebind(self, name: str, shortcut: str) -> None:
        """Give command *name* another shortcut; "" takes it away. See `conflict`."""
        self._rebound[name] = shortcut
        if shortcut == self._entries[name].standard:
            del self._rebound[name]
        self._set_keys(self._entries[name].action, shortcut)
        self.changed.emit()

    def reset(self) -> None:
        """Give every command its standard shortcut back."""
        self._rebound.clear()
        for entry in self._entries.values():
            self._set_keys(entry.action, entry.standard)
        self.changed.emit()

    @property
    def rebound(self) -> dict[str, str]:
        """The shortcuts that differ from the standard, for the settings."""
        return dict(self._rebound)

    def conflict(self, name: str, shortcut: str) -> QAction | None:
        """The other command that *shortcut* already triggers where command *name* works, if there is one."""
        wanted = QKeySequence.listFromString(shortcut)
        scope = self._entries[name].scope
        for other, entry in self._entries.items():
            meet = scope is None or entry.scope is None or _overlap(scope, entry.scope)
            if other != name and meet and any(keys in wanted for keys in entry.action.shortcuts()):
                return entry.action
        return None

    def retranslate(self) -> None:
        """Ask every command for its words again."""
        for entry in self._entries.values():
            entry.action.setText(entry.words())
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Our commands win over a text field's own Ctrl and Alt keys (on Linux Ctrl+K deletes to the line's end)."""
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        keys = QKeySequence(event.keyCombination())
        ours = any(
            keys in entry.action.shortcuts() and entry.action.isEnabled() and _within(watched, entry.scope)
            for entry in self._entries.values()
        )
        if ours:
            event.ignore()
        return ours

    def _follow_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        if old is not None:
            old.removeEventFilter(self)
        if isinstance(now, QLineEdit | QTextEdit | QPlainTextEdit) and now.window() is self._window:
            now.installEventFilter(self)

    def _set_keys(self, action: QAction, shortcut: str) -> None:
        action.setShortcuts(QKeySequence.listFromString(shortcut) if shortcut else [])


def keys_text(action: QAction) -> str:
    """The action's first shortcut as a person reads it, "" for none."""
    return sequence_text(action.shortcut())


def all_keys_text(action: QAction) -> str:
    """All its shortcuts; both Enter keys of a keyboard are one to a person."""
    return "  ".join(dict.fromkeys(sequence_text(each) for each in action.shortcuts()))


def sequence_text(sequence: QKeySequence) -> str:
    """*sequence* as a person reads it, with the name that is printed on the keys."""
    return sequence.toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")


def _within(widget: QObject, scope: QWidget | None) -> bool:
    return scope is None or (isinstance(widget, QWidget) and (widget is scope or scope.isAncestorOf(widget)))


def _overlap(one: QWidget, other: QWidget) -> bool:
    return one is other or one.isAncestorOf(other) or other.isAncestorOf(one)
