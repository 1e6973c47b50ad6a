"""A line to PostgreSQL that breaks: every connection through it is reset again and again, at moments nobody chose."""

import os
import random
import socket
import struct
import threading  # noqa: TID251 (the other end of a line, not the program)
from contextlib import suppress
from types import TracebackType

from tests.postgres import Cluster

RESET_NOW = struct.pack("ii", 1, 0)


class BreakingLine:
    """Listens on 127.0.0.1 and passes bytes on to *cluster*; while `broken`, resets all *every_s* (from, to)."""

    def __init__(self, cluster: Cluster, seed: int = 1, every_s: tuple[float, float] = (0.1, 1.0)) -> None:
        self._cluster = cluster
        self._every_s = every_s
        self._chance = random.Random(seed)
        self._pairs: set[tuple[socket.socket, socket.socket]] = set()
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self.broken = True
        self.resets = 0
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        for work in (self._let_in, self._break):
            threading.Thread(target=work, daemon=True).start()

    def __enter__(self) -> "BreakingLine":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self._reset_all()

    def _let_in(self) -> None:
        while not self._ended.is_set():
            try:
                near, _ = self._door.accept()
            except OSError:
                return
            try:
                far = self._far()
            except OSError:
                near.close()
                continue
            with self._lock:
                self._pairs.add((near, far))
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=(source, sink), daemon=True).start()

    def _far(self) -> socket.socket:
        if os.name == "nt":
            return socket.create_connection(("127.0.0.1", self._cluster.port))
        far = socket.socket(socket.AF_UNIX)
        far.connect(str(self._cluster.folder / f".s.PGSQL.{self._cluster.port}"))
        return far

    @staticmethod
    def _pass_on(source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _break(self) -> None:
        while not self._ended.wait(self._chance.uniform(*self._every_s)):
            if self.broken:
                self._reset_all()

    def _reset_all(self) -> None:
        with self._lock:
            pairs, self._pairs = self._pairs, set()
        for near, far in pairs:
            self.resets += 1
            with suppress(OSError):
                near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_NOW)
            for end in (near, far):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()
