"""The line between the console and its practice console: one JSON object a line, over a socket of this user only."""

import json
import secrets
from dataclasses import asdict
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from pmsdesk.domain.exercise import Attainment
from pmsdesk.services.training import read_attainment

LONGEST_LINE = 64 * 1024


class Line(QObject):
    """One end. `heard` gives each object that came; `lost` tells that the other end is gone.

    An end that says what is no JSON object, or a line without end, is hung up on.
    """

    heard = Signal(dict)
    lost = Signal()

    def __init__(self, socket: QLocalSocket, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._socket = socket
        socket.setParent(self)
        socket.readyRead.connect(self._read)
        socket.disconnected.connect(self.lost)

    def say(self, **what: object) -> None:
        """Send an object."""
        self._socket.write(json.dumps(what, ensure_ascii=False).encode() + b"\n")
        self._socket.flush()

    def close(self) -> None:
        """Hang up, once all is sent."""
        self._socket.disconnectFromServer()

    def _read(self) -> None:
        while self._socket.canReadLine():
            try:
                told = json.loads(bytes(self._socket.readLine(LONGEST_LINE).data()))
            except ValueError:
                told = None
            if not isinstance(told, dict):
                self._socket.abort()
                return
            self.heard.emit(told)
        if self._socket.bytesAvailable() > LONGEST_LINE:
            self._socket.abort()


class RecordKeeper(QObject):
    """The console's end: waits for one practice console under a name nobody can guess.

    `connected` once it is there, `handed_in` for each line of the record (an id of the sender's, an `Attainment`),
    `left` when it is gone.
    """

    connected = Signal()
    handed_in = Signal(int, object)
    left = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = f"pmsdesk-latihan-{secrets.token_hex(16)}"
        self._line: Line | None = None
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._arrived)
        self.listening = self._server.listen(self.name)

    def welcome(self, name: str, best: dict[str, tuple[int, bool]]) -> None:
        """Say under whose *name* is recorded, and what was reached before: exercise id → best points, passed."""
        self._say(name=name, best=best)

    def answer(self, number: int, *, kept: bool) -> None:
        """Say whether line *number* is recorded."""
        self._say(number=number, kept=kept)

    def call_forward(self) -> None:
        """Ask the practice console to the front."""
        self._say(forward=True)

    def close(self) -> None:
        """End the practice console and wait for none any more."""
        self._say(end=True)
        self._server.close()
        if self._line is not None:
            self._line.close()

    def _say(self, **what: object) -> None:
        if self._line is not None:
            self._line.say(**what)

    def _arrived(self) -> None:
        self._line = Line(self._server.nextPendingConnection(), self)
        self._server.close()
        self._line.heard.connect(self._heard)
        self._line.lost.connect(self._left)
        self.connected.emit()

    def _left(self) -> None:
        self._line = None
        self.left.emit()

    def _heard(self, told: dict[str, Any]) -> None:
        number, line = told.get("number"), told.get("attainment")
        if isinstance(number, int) and isinstance(line, dict):
            try:
                attainment = read_attainment(line)
            except ValueError:
                return
            self.handed_in.emit(number, attainment)


class RecordLine(QObject):
    """The practice console's end of the line called *name*.

    `welcomed` gives whose record it is and the best so far, `answered` whether a line was recorded, `called` that the
    window is wanted, `ended` that the console is gone, and with it the person the training is recorded for.
    """

    welcomed = Signal(str, dict)
    answered = Signal(bool)
    called = Signal()
    ended = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        socket = QLocalSocket()
        self._line = Line(socket, self)
        self._line.heard.connect(self._heard)
        self._line.lost.connect(self.ended)
        socket.errorOccurred.connect(self._gone, Qt.ConnectionType.QueuedConnection)  # nobody listens to us yet
        socket.connectToServer(name)

    def hand_in(self, attainment: Attainment) -> None:
        """Send a line of the record."""
        self._number += 1
        self._line.say(number=self._number, attainment=asdict(attainment))

    def close(self) -> None:
        """Hang up: the training is left."""
        self._line.close()

    def _gone(self, _error: QLocalSocket.LocalSocketError) -> None:
        self.ended.emit()

    def _heard(self, told: dict[str, Any]) -> None:
        if "best" in told:
            best = {key: (int(points), bool(passed)) for key, (points, passed) in told["best"].items()}
            self.welcomed.emit(str(told["name"]), best)
        if "kept" in told:
            self.answered.emit(bool(told["kept"]))
        if "forward" in told:
            self.called.emit()
        if "end" in told:
            self.ended.emit()
