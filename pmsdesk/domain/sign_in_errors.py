"""What can go wrong while a person signs an account in, or a program renews what a sign-in brought."""

from pmsdesk.domain.errors import KnownError
from pmsdesk.domain.words import QT_TRANSLATE_NOOP


class ClientMissing(KnownError):
    """Nobody has noted yet as what this program is known to the network."""

    words = QT_TRANSLATE_NOOP(
        "errors", "ID klien {channel} belum ditetapkan. Pentadbir mengisinya pada halaman akaun sebelum menyambung."
    )


class SignInCancelled(KnownError):
    """The person gave the sign-in up."""

    words = QT_TRANSLATE_NOOP("errors", "Log masuk dibatalkan. Sambungan akaun tidak diubah.")


class SignInTimedOut(KnownError):
    """The browser brought nothing back in time."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Tiada jawapan daripada pelayar dalam {minutes} minit. Sambungan akaun tidak diubah; cuba lagi."
    )


class SignInRefused(KnownError):
    """The network, or the person on its page, said no."""

    words = QT_TRANSLATE_NOOP(
        "errors", "{channel} menolak log masuk ini atau sebahagian kebenarannya. Sambungan akaun tidak diubah."
    )


class PortBusy(KnownError):
    """The port at which the browser would bring the answer back is taken."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Port {port} komputer ini sedang digunakan oleh program lain. Tutup program itu, kemudian cuba lagi."
    )


class TokensBusy(KnownError):
    """Another program renews the same account's tokens and does not come to an end."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Sambungan akaun {account} sedang diperbaharui oleh program lain. Cuba sebentar lagi."
    )


class NotForPractice(KnownError):
    """Practice networks were asked for at a seat whose accounts are connected to other ones."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "Folder data ini sudah bersambung dengan rangkaian sebenar. Untuk mencuba rangkaian latihan, pilih folder "
        "baharu dengan --home.",
    )
