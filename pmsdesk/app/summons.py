"""Calls the console that runs on a folder to the front, and hears such calls; loaded when the screen stands."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE_MS = 500


def _name(lock: Path) -> str:
    return "pmsdesk-" + hashlib.sha256(str(lock).encode()).hexdigest()[:16]


def call(lock: Path) -> None:
    """Ask the console that holds *lock* to come to the front."""
    socket = QLocalSocket()
    socket.connectToServer(_name(lock))
    socket.waitForConnected(PATIENCE_MS)
    socket.disconnectFromServer()


class Summons(QObject):
    """Calls *come_forward* whenever another console calls the one that holds *lock*."""

    def __init__(self, lock: Path, come_forward: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._come_forward = come_forward
        self._server = QLocalServer(self)
        self._server.newConnection.connect(self._called)
        QLocalServer.removeServer(_name(lock))
        self._server.listen(_name(lock))

    def _called(self) -> None:
        self._server.nextPendingConnection().deleteLater()
        self._come_forward()

    def close(self) -> None:
        """Hear no more."""
        self._server.close()
