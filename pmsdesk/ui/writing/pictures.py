"""The pictures of posts, read once on the read lane; what lies on another seat is asked for."""

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from pmsdesk.domain.errors import NotFound
from pmsdesk.domain.events import Event
from pmsdesk.domain.media import Attached
from pmsdesk.services.ports import Work
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.widgets.pictures import decoded

KEPT = 120


class Pictures(QObject):
    """Pictures of at most *at_most*. `came` carries the sha of one that is here now; `get` gives it."""

    came = Signal(str)

    def __init__(self, desk: Desk, at_most: QSize, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._at_most = desk, at_most
        self._here: dict[str, QImage] = {}
        self._asked: set[str] = set()

    def get(self, medium: Attached) -> QImage | None:
        """The picture, None until it came; a video has none."""
        image = self._here.get(medium.sha)
        if image is None and medium.sha not in self._asked and not medium.mime.startswith("video/"):
            self._asked.add(medium.sha)
            self._read(medium)
        return image

    def put(self, sha: str, image: QImage) -> None:
        """Keep what is known already."""
        while len(self._here) >= KEPT:
            oldest = next(iter(self._here))
            del self._here[oldest]
            self._asked.discard(oldest)
        self._here[sha] = image
        self.came.emit(sha)

    def look_again(self) -> None:
        """What was not here may have come meanwhile."""
        self._asked &= self._here.keys()

    def _read(self, medium: Attached) -> None:
        self._desk.ask(
            lambda read: decoded(read.photo(medium.sha), self._at_most),
            lambda image: self.put(medium.sha, image),
            owner=self,
            catch=lambda error: self._want(medium, error),
        )

    def _want(self, medium: Attached, error: Exception) -> None:
        def flow(work: Work) -> tuple[Event, ...]:
            work.media.want(medium)
            return ()

        if isinstance(error, NotFound):
            self._desk.do(flow, owner=self)
