"""Tells each trouble of what runs in the background once, not each minute, until it is over."""

from collections.abc import Callable

from pmsdesk.domain.errors import KnownError


class Troubles:
    """What was told and is not over yet. *say* shows a `KnownError` to the person at the seat."""

    def __init__(self, say: Callable[[KnownError], None]) -> None:
        self._say = say
        self._told: set[tuple[str, type[Exception]]] = set()

    def tell(self, about: str, error: Exception) -> None:
        """Say *error* unless one of its class was said *about* the same since `over`; a bug is raised instead."""
        kind = (about, type(error))
        if kind in self._told:
            return
        self._told.add(kind)
        if not isinstance(error, KnownError):
            raise error
        self._say(error)

    def over(self, about: str) -> None:
        """It works again."""
        self._told = {kind for kind in self._told if kind[0] != about}
