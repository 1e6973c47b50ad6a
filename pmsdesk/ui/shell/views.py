"""The saved views: inbox filters with a name on the rail and a count."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QCoreApplication

from pmsdesk.domain.triage import Jurisdiction
from pmsdesk.domain.words import QT_TRANSLATE_NOOP
from pmsdesk.services.reading import LATE_SOON_HOURS, Counts, InboxFilter, InboxTab


@runtime_checkable
class ShowsViews(Protocol):
    """A page that can show an inbox filter."""

    def show_view(self, wanted: InboxFilter) -> None:
        """Show what *wanted* selects."""


@dataclass(frozen=True, slots=True)
class View:
    """One saved view; `wanted` makes its filter for a member of staff."""

    key: str
    words: str
    icon: str
    wanted: Callable[[str], InboxFilter]
    count: Callable[[Counts], int]

    def title(self) -> str:
        """Its name in the language of the screen."""
        return QCoreApplication.translate("views", self.words)


VIEWS = (
    View(
        "late",
        QT_TRANSLATE_NOOP("views", "Hampir melebihi 24 jam"),
        "mdi6.clock-alert-outline",
        lambda staff: InboxFilter(InboxTab.OPEN, staff, late_within_hours=LATE_SOON_HOURS),
        lambda counts: counts.late_soon,
    ),
    View(
        "toll",
        QT_TRANSLATE_NOOP("views", "Lebuh raya bertol"),
        "mdi6.highway",
        lambda staff: InboxFilter(InboxTab.OPEN, staff, jurisdiction=Jurisdiction.TOLL),
        lambda counts: counts.toll,
    ),
    View(
        "mine",
        QT_TRANSLATE_NOOP("views", "Ditugaskan kepada saya"),
        "mdi6.account-check-outline",
        lambda staff: InboxFilter(InboxTab.MINE, staff),
        lambda counts: counts.mine,
    ),
    View(
        "outside",
        QT_TRANSLATE_NOOP("views", "Luar bidang kuasa"),
        "mdi6.map-marker-off-outline",
        lambda staff: InboxFilter(InboxTab.OPEN, staff, jurisdiction=Jurisdiction.OUTSIDE),
        lambda counts: counts.outside,
    ),
)
