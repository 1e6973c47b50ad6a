"""Who else is at the conversation: faces and words in the head, and above the composer that a colleague answers."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from pmsdesk.domain.presence import Companion, Doing
from pmsdesk.ui import words
from pmsdesk.ui.theme import set_kind
from pmsdesk.ui.widgets.avatar import paint_avatar
from pmsdesk.ui.widgets.elided_label import ElidedLabel
from pmsdesk.ui.widgets.harmless import one_line

FACE, OVERLAP, MOST_FACES = 26, 8, 4


def tr(text: str) -> str:
    """*text* in the language of the screen, from the context ``companions``."""
    return QCoreApplication.translate("companions", text)


def name_of(companion: Companion) -> str:
    """Whom to call him."""
    return words.isolated(one_line(companion.name) or companion.staff_id)


def sentence(companions: Sequence[Companion]) -> str:
    """Who types and who looks on: ``Mei sedang menaip · Kumar sedang melihat``."""
    typing = [name_of(each) for each in companions if each.doing is Doing.TYPING]
    viewing = [name_of(each) for each in companions if each.doing is not Doing.TYPING]
    parts = []
    if typing:
        parts.append(tr("{names} sedang menaip").format(names=", ".join(typing)))
    if viewing:
        parts.append(tr("{names} sedang melihat").format(names=", ".join(viewing)))
    return " · ".join(parts)


class Faces(QWidget):
    """Overlapping avatars."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_names(self, names: Sequence[str]) -> None:
        """Paint the faces of *names*."""
        self._names = tuple(names[:MOST_FACES])
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        count = len(self._names)
        return QSize(count * FACE - max(count - 1, 0) * OVERLAP + 2, FACE + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setFont(self.font())
        for place, name in enumerate(self._names):
            paint_avatar(painter, QRectF(1 + place * (FACE - OVERLAP), 1, FACE, FACE), name, "")
        painter.end()


class CompanionsBar(QWidget):
    """Hidden while one is alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._companions: tuple[Companion, ...] = ()
        self.setObjectName("companions")
        self.setStyleSheet("QWidget#companions { background: transparent; }")
        self._faces = Faces(self)
        self.told = ElidedLabel("", self)
        set_kind(self.told, "mute")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._faces)
        row.addWidget(self.told, 1)
        self.hide()

    def show_companions(self, companions: Sequence[Companion]) -> None:
        """Show who is there."""
        self._companions = tuple(companions)
        said = sentence(companions)
        self._faces.show_names([one_line(each.name) or each.staff_id for each in companions])
        self.told.setText(said)
        self.setAccessibleName(said)
        self.setVisible(bool(companions))

    def retranslate(self) -> None:
        """Say it in another language."""
        self.show_companions(self._companions)
