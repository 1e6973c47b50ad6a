"""The baseline of the start: a process with nothing but Qt's own main window. Tells as `console_user` does."""

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class Empty(QMainWindow):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, leave)


def leave() -> None:
    sys.stdout.write(f"usable {time.perf_counter()} {time.process_time()}\n")
    sys.stdout.flush()
    sys.stdin.readline()
    QApplication.quit()


application = QApplication(sys.argv[:1])
window = Empty()
window.show()
application.exec()
