"""Asks for the passphrase of encrypted data, on a computer without a keyring."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pmsdesk.ui.dialogs.form import Form
from pmsdesk.ui.tasks import WRITE, Tasks

SHORTEST_PASSPHRASE = 12


class AskPassphrase(Form):
    """Asks for what opens the encrypted files; *first* lets it be chosen, typed twice.

    *unlock* runs on the write lane; what it raises is said in the dialog, and what it returns is told by `opened`.
    """

    opened = Signal(object)

    def __init__(
        self, tasks: Tasks, unlock: Callable[[str], object], *, first: bool, parent: QWidget | None = None
    ) -> None:
        chosen = self.tr(
            "Komputer ini tiada simpanan kunci yang selamat. Pilih frasa laluan yang menyulitkan data; ia diminta "
            "setiap kali program dibuka. Simpan salinannya di tempat selamat: tanpanya data tidak dapat dibuka lagi."
        )
        asked = self.tr("Data pada komputer ini disulitkan. Masukkan frasa laluannya untuk membukanya.")
        super().__init__(
            self.tr("Frasa laluan data"), chosen if first else asked, self.tr("Buka data"), self.tr("Keluar"), parent
        )
        self._tasks, self._unlock = tasks, unlock
        self.passphrase = self.add_line(
            self.tr("Frasa laluan"), secret=True, shortest=SHORTEST_PASSPHRASE if first else 0
        )
        self.again = self.add_line(self.tr("Ulang frasa laluan"), secret=True) if first else None
        self.passphrase.setFocus()

    def submit(self) -> None:
        passphrase = self.passphrase.text()
        if self.again is not None and len(passphrase) < SHORTEST_PASSPHRASE:
            told = self.tr("Frasa laluan mesti sekurang-kurangnya {length} aksara.")
            self.complain(told.format(length=SHORTEST_PASSPHRASE), self.passphrase)
        elif self.again is not None and passphrase != self.again.text():
            self.complain(self.tr("Kedua-dua frasa laluan tidak sama."), self.again)
        elif not passphrase:
            self.complain(self.tr("Isi frasa laluan."), self.passphrase)
        else:
            self.begin(self.tr("Membuka …"))
            self._tasks.run(
                WRITE,
                lambda: self._unlock(passphrase),
                owner=self,
                then=self._unlocked,
                catch=self.failed(self.passphrase),
            )

    def _unlocked(self, found: object) -> None:
        self.accept()
        self.opened.emit(found)
