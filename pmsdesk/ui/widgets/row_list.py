"""A list of a million equal rows: a one-column table view whose selection and clicks are bound to keys, not to rows."""

from typing import Protocol, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QFrame, QHeaderView, QTableView, QWidget

Index = QModelIndex | QPersistentModelIndex

KEY_ROLE = Qt.ItemDataRole.UserRole + 1


class Keyed(Protocol):
    """What the list needs of its model besides Qt's own: where a key stands, and the key under `KEY_ROLE`."""

    def row_of(self, key: int) -> int:
        """The row of *key*, -1 when it is not listed."""


class RowList(QTableView):
    """Shows a keyed model. A press acts on the key that was last painted there, whatever the model did since.

    `chosen` carries the key a person selected; `menu_wanted` a key and a global point; `holding` tells that rows
    must not move, because one is selected or lies under the pointer.
    """

    chosen = Signal(object)
    menu_wanted = Signal(object, QPoint)
    holding = Signal(bool)

    def __init__(self, row_height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key: int | None = None
        self._place = 0
        self._pointer_on_row = False
        self._restoring = False
        self._told_holding = False
        self._anchor: tuple[int, int] | None = None
        self._painted: list[tuple[int, int, int]] = []
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(row_height)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(row_height // 3)

    # ---- keys -------------------------------------------------------------------------------------------------------

    @property
    def key(self) -> int | None:
        """The selected key; it stays when the row leaves the list, until another is chosen."""
        return self._key

    @property
    def pointer_on_row(self) -> bool:
        """Whether a row lies under the pointer."""
        return self._pointer_on_row

    @property
    def held(self) -> bool:
        """Whether the rows must not move now."""
        return self._pointer_on_row or self.currentIndex().isValid()

    def choose(self, key: int) -> bool:
        """Select *key* as a person does; False when it is not listed."""
        row = self._keyed().row_of(key)
        if row < 0:
            return False
        self.setCurrentIndex(self.model().index(row, 0))
        return True

    def follow(self, key: int | None) -> None:
        """Show *key* as selected without telling `chosen`; nothing is selected when it is not listed."""
        self._key = key
        row = -1 if key is None else self._keyed().row_of(key)
        self._restoring = True
        self.setCurrentIndex(self.model().index(row, 0) if row >= 0 else QModelIndex())
        self._restoring = False
        self._tell_holding()

    def step(self, by: int) -> bool:
        """Select the row *by* below the selected one; False at the end.

        Where the selected row has left the list, the one that took its place comes next; at first, the first.
        """
        current = self.currentIndex()
        row = current.row() + by if current.isValid() else max(self._place + min(by, 0), 0)
        if not current.isValid():
            row = min(row, self.model().rowCount() - 1)
        if not 0 <= row < self.model().rowCount():
            return False
        self.setCurrentIndex(self.model().index(row, 0))
        return True

    def start_over(self) -> None:
        """Another list comes: the next step begins at its top."""
        self._place = 0

    def key_after(self) -> int | None:
        """The key below the selected one, else the one above; None when there is no other."""
        row = self.currentIndex().row()
        for other in (row + 1, row - 1):
            if row >= 0 and 0 <= other < self.model().rowCount():
                key: int = self.model().index(other, 0).data(KEY_ROLE)
                return key
        return None

    def painted_key(self, at: QPoint) -> int | None:
        """The key that was last painted at the viewport point *at*."""
        for top, bottom, key in self._painted:
            if top <= at.y() <= bottom:
                return key
        return None

    def _keyed(self) -> Keyed:
        return cast("Keyed", self.model())

    # ---- Qt ---------------------------------------------------------------------------------------------------------

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show *model*, which must also be `Keyed`; selection and the topmost row survive its resets by key."""
        super().setModel(model)
        if model is not None:
            model.modelAboutToBeReset.connect(self._remember)
            model.modelReset.connect(self._restore)
            model.rowsInserted.connect(self._find_again)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell `chosen`, unless the selection only follows."""
        super().currentChanged(current, previous)
        if self._restoring or not current.isValid():
            return
        self._key, self._place = current.data(KEY_ROLE), current.row()
        self._tell_holding()
        self.chosen.emit(self._key)

    def keyboardSearch(self, search: str) -> None:
        """Choose nothing by typing: letters are commands here, and Qt would read a million names for each."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the focus and choose nothing: Qt would make the first row current."""
        QAbstractScrollArea.focusInEvent(self, event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and remember which key stands where."""
        super().paintEvent(event)
        model, count, last = self.model(), self.model().rowCount(), self.viewport().height()
        self._painted.clear()
        row = self.rowAt(0)
        while 0 <= row < count and (top := self.rowViewportPosition(row)) < last:
            key = model.index(row, 0).data(KEY_ROLE)
            self._painted.append((top, top + self.rowHeight(row) - 1, key))
            row += 1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select what was painted under the pointer."""
        key = self.painted_key(event.position().toPoint())
        if key is not None:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.choose(key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Notice a row under the pointer; no drag selection."""
        self._point(self.rowAt(event.position().toPoint().y()) >= 0)
        if event.buttons() == Qt.MouseButton.NoButton:
            super().mouseMoveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Notice the pointer leaving."""
        if event.type() == QEvent.Type.Leave:
            self._point(False)
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row under the pointer, or of the selected one for the Menu key."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            key, at = self._key, self.visualRect(self.currentIndex()).center()
        else:
            key, at = self.painted_key(event.pos()), event.pos()
        if key is not None:
            self.menu_wanted.emit(key, self.viewport().mapToGlobal(at))

    def _point(self, on_row: bool) -> None:
        self._pointer_on_row = on_row
        self._tell_holding()

    def _tell_holding(self) -> None:
        if self.held != self._told_holding:
            self._told_holding = self.held
            self.holding.emit(self.held)

    def _remember(self) -> None:
        top = self.rowAt(0)
        self._restoring = True
        self._anchor = None
        if top > 0:
            self._anchor = (self.model().index(top, 0).data(KEY_ROLE), self.rowViewportPosition(top))

    def _find_again(self) -> None:
        """Mark the selected key when its row is among those that came; nothing scrolls for it."""
        if self._key is None or self.currentIndex().isValid():
            return
        row = self._keyed().row_of(self._key)
        if row >= 0:
            self._restoring = True
            self.selectionModel().setCurrentIndex(
                self.model().index(row, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self._restoring = False
            self._tell_holding()

    def _restore(self) -> None:
        keyed = self._keyed()
        row = -1 if self._key is None else keyed.row_of(self._key)
        if row >= 0:
            self.setCurrentIndex(self.model().index(row, 0))
        if self._anchor is not None and (top := keyed.row_of(self._anchor[0])) >= 0:
            self.verticalScrollBar().setValue(top * self.verticalHeader().defaultSectionSize() - self._anchor[1])
        self._restoring = False
        self._tell_holding()
