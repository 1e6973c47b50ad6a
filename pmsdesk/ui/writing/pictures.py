"""The pictures of posts, read once on the read lane; what lies on another seat is asked for and looked for again."""

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QImage

from pmsdesk.domain.errors import NotFound
from pmsdesk.domain.events import Event
from pmsdesk.domain.media import Attached
from pmsdesk.services.ports import Work
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.widgets.pictures import decoded

KEPT = 120
AGAIN_MS = 3_000
"""How often what is on its way from another seat is looked for."""


class Pictures(QObject):
    """Pictures of at most *at_most*. `came` carries the sha of one that is here now; `get` gives it."""

    came = Signal(str)

    def __init__(self, desk: Desk, at_most: QSize, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._at_most = desk, at_most
        self._here: dict[str, QImage] = {}
        self._asked: set[str] = set()
        self._elsewhere: dict[str, Attached] = {}
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self._look_again)

    def get(self, medium: Attached) -> QImage | None:
        """The picture, None until it came; a video has none."""
        image = self._here.get(medium.sha)
        if image is None and medium.sha not in self._asked and not medium.mime.startswith("video/"):
            self._asked.add(medium.sha)
            self._read(medium)
        return image

    def _keep(self, sha: str, image: QImage) -> None:
        while len(self._here) >= KEPT:
            oldest = next(iter(self._here))
            del self._here[oldest]
            self._asked.discard(oldest)
        self._here[sha] = image
        self.came.emit(sha)

    def _look_again(self) -> None:
        elsewhere, self._elsewhere = self._elsewhere, {}
        for medium in elsewhere.values():
            self._read(medium)

    def _read(self, medium: Attached) -> None:
        self._desk.ask(
            lambda read: decoded(read.photo(medium.sha), self._at_most),
            lambda image: self._keep(medium.sha, image),
            owner=self,
            catch=lambda error: self._want(medium, error),
        )

    def _want(self, medium: Attached, error: Exception) -> None:
        def flow(work: Work) -> tuple[Event, ...]:
            work.media.want(medium)
            return ()

        if isinstance(error, NotFound):
            self._elsewhere[medium.sha] = medium
            self._again.start()
            self._desk.do(flow, owner=self)
