"""The line between one seat and the register: it passes everything on until it is cut, as in an outage."""

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QHostAddress, QLocalSocket, QTcpServer, QTcpSocket

from pmsdesk.sync.address import RegisterAddress

HERE = "127.0.0.1"
Socket = QTcpSocket | QLocalSocket


class Relay(QObject):
    """Listens on a port of this computer and passes on to *register*, byte for byte, on the thread of the screen.

    So nobody on that thread may wait for the register through it. `cut` ends all sessions and takes no new ones.
    """

    def __init__(self, register: RegisterAddress, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._register = register
        self._pairs: list[tuple[Socket, Socket]] = []
        self._server = QTcpServer(self)
        self._server.newConnection.connect(self._accept)
        self._server.listen(QHostAddress(HERE))
        self._port = self._server.serverPort()

    @property
    def address(self) -> RegisterAddress:
        """Where the register is for whoever is to use this line."""
        return RegisterAddress(((HERE, str(self._port)),), self._register.database, self._register.options)

    @property
    def whole(self) -> bool:
        """Whether it passes anything on."""
        return self._server.isListening()

    def cut(self) -> None:
        """Lose the register, in the middle of whatever is being said."""
        self._server.close()
        for pair in tuple(self._pairs):
            for socket in pair:
                socket.abort()

    def mend(self) -> None:
        """Reach it again, under the same address. Raises `OSError` when something else took the port meanwhile."""
        if not self.whole and not self._server.listen(QHostAddress(HERE), self._port):
            raise OSError(self._server.errorString())

    def _accept(self) -> None:
        while (near := self._server.nextPendingConnection()) is not None:
            far = self._connect_on()
            self._pairs.append((near, far))
            for source, sink in ((near, far), (far, near)):
                source.readyRead.connect(lambda source=source, sink=sink: sink.write(source.readAll()))
                source.disconnected.connect(lambda near=near, far=far: self._end(near, far))

    def _connect_on(self) -> Socket:
        ((host, port),) = self._register.hosts
        if host.startswith("/"):
            local = QLocalSocket(self)
            local.connectToServer(f"{host}/.s.PGSQL.{port}")
            return local
        remote = QTcpSocket(self)
        remote.connectToHost(host, int(port))
        return remote

    def _end(self, near: Socket, far: Socket) -> None:
        """One side hung up: the other one hears the rest, then that."""
        if (near, far) not in self._pairs:
            return
        self._pairs.remove((near, far))
        for socket in (near, far):
            if isinstance(socket, QLocalSocket):
                socket.disconnectFromServer()
            else:
                socket.disconnectFromHost()
            socket.deleteLater()
