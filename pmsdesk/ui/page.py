"""A page of the window: what the shell needs to know of it, and nothing more."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pmsdesk.services.reading import Counts


class Page(QWidget):
    """One entry of the rail and what it shows.

    `key` is its name in actions (``inbox.done``) and in the shell, `icon` its picture by qtawesome's name, `bottom`
    puts it at the foot of the rail. `jump` asks the shell to open a thing on another page: (page key, id).
    """

    key = ""
    icon = ""
    bottom = False

    jump = Signal(str, str)

    @property
    def conversation_id(self) -> str:
        """The conversation that is on the screen with what the page shows, "" for none. Any lane may ask."""
        return ""

    def title(self) -> str:
        """The words on the rail, in the language of the screen."""
        raise NotImplementedError

    def count(self, counts: Counts) -> int | None:
        """The number on the rail, None for none."""
        del counts
        return None

    def shown(self) -> None:
        """The page has come to the front: it loads what may have changed meanwhile."""

    def open(self, thing: str) -> None:
        """Jump to the thing with this id (a conversation, reply or complaint)."""
