"""Gives each id its own small number, which lists use as the key of a row."""


class Numbering:
    """Numbers from 1, never given twice, the same id always the same number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._ids: list[str] = []

    def number(self, id_: str) -> int:
        """The number of *id_*."""
        number = self._numbers.get(id_)
        if number is None:
            self._ids.append(id_)
            number = self._numbers[id_] = len(self._ids)
        return number

    def id(self, number: int) -> str:
        """The id that *number* was given to; raises `IndexError` when it was not."""
        if number < 1:
            raise IndexError(number)
        return self._ids[number - 1]
