"""A clock that can jump, so that an undo window or a settle time need not be waited for."""

from datetime import UTC, datetime, timedelta


class DemoClock:
    """The time of this computer plus all jumps so far."""

    def __init__(self) -> None:
        self._ahead = timedelta(0)

    def __call__(self) -> datetime:
        """Aware UTC."""
        return datetime.now(UTC) + self._ahead

    def jump(self, span: timedelta) -> None:
        """Go *span* ahead."""
        self._ahead += span
