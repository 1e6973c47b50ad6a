"""What can go wrong between a seat and the shared register, in words a person can act on."""

from pmsdesk.domain.errors import KnownError
from pmsdesk.domain.words import QT_TRANSLATE_NOOP


class RegisterError(KnownError):
    """The shared register did not do what was asked; nothing on this computer is lost by it."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "Daftar bersama tidak dapat digunakan. Kerja anda disimpan pada komputer ini; jika ini berulang, hubungi "
        "pentadbir.",
    )


class RegisterUnreachable(RegisterError):
    """No host answers, or none that may be written to. What was asked was not done."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "Daftar bersama tidak dapat dihubungi. Kerja anda disimpan pada komputer ini dan akan dihantar apabila talian "
        "pulih.",
    )


class AnswerLost(RegisterUnreachable):
    """The line broke after the question left: it may have been done, so ask again (every call may be repeated)."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "Talian ke daftar bersama terputus sebelum jawapan diterima. Kerja anda disimpan; keputusannya akan disemak "
        "apabila talian pulih.",
    )


class RegisterBusy(RegisterError):
    """Too many connections, a lock that was held too long, or a statement that took too long; nothing was done."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Daftar bersama sedang sibuk. Kerja anda disimpan; sambungan akan dicuba semula sebentar lagi."
    )


class RegisterRefused(RegisterError):
    """Wrong name or password, a login without a role, or an address from which this login may not come."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "Daftar bersama tidak menerima {user}. Semak nama pengguna dan kata laluan, atau minta pentadbir menyemak "
        "peranan anda.",
    )


class CertificateWrong(RegisterError):
    """The server's certificate is of another name or authority, or the authority's own file is missing."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "Sijil pelayan daftar bersama tidak dapat disahkan, maka sambungan dihentikan dan kata laluan tidak dihantar. "
        "Hubungi pentadbir.",
    )


class TransportUnsafe(RegisterError):
    """The server offers no TLS, or asks to be told the password in a weaker way than SCRAM bound to the channel."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "Pelayan daftar bersama tidak menawarkan sambungan selamat (TLS dan SCRAM), maka sambungan dihentikan. "
        "Hubungi pentadbir.",
    )


class RegisterAddressWrong(RegisterError):
    """The register's address cannot be read, or asks for something that is not an address' business."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "Alamat daftar bersama tidak dapat difahami. Tulis seperti postgresql://pelayan/pmsdesk dan cuba lagi.",
    )


class RegisterAddressUnsafe(RegisterError):
    """The register's address asks for a weaker check of the server than is made."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "Alamat daftar bersama meminta “{option}”, iaitu sambungan yang kurang selamat. Buang pilihan itu daripada "
        "alamat.",
    )


class DriverTooOld(RegisterError):
    """The library that speaks to PostgreSQL cannot insist on the way of signing in."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Pustaka libpq {version} terlalu lama; versi 16 atau lebih baharu diperlukan. Pasang semula pmsdesk."
    )


class ClientTooOld(RegisterError):
    """The register no longer speaks this program's protocol."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "Versi pmsdesk ini terlalu lama untuk daftar bersama. Kemas kini program; kerja anda disimpan pada komputer "
        "ini dan akan dihantar selepas itu.",
    )


class RegisterTooOld(RegisterError):
    """The register does not speak this program's protocol yet."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "Daftar bersama belum dinaik taraf untuk versi pmsdesk ini. Minta pentadbir menjalankan "
        "“pmsdesk register upgrade”; kerja anda disimpan.",
    )


class RegisterTooNew(RegisterError):
    """The register was made or upgraded by a newer program than the administrator's."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "Daftar bersama ini dibuat oleh pmsdesk yang lebih baharu. Gunakan program yang lebih baharu; tiada apa-apa "
        "diubah.",
    )


class RegisterNotMade(RegisterError):
    """The database is not there, or holds no register."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "Pangkalan data ini belum disediakan sebagai daftar bersama. Minta pentadbir menjalankan "
        "“pmsdesk register init”.",
    )


class NotEnrolled(RegisterError):
    """This computer has no stream in the register for this person."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "Komputer ini belum menyertai daftar bersama. Minta pentadbir menjalankan “pmsdesk register "
        "enroll-device” di sini.",
    )


class DeviceRevoked(RegisterError):
    """An administrator took this computer's right to write to the register."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "Kebenaran komputer ini pada daftar bersama telah ditarik balik. Kerja anda kekal pada komputer ini; hubungi "
        "pentadbir.",
    )


class EpochChanged(RegisterError):
    """The register was restored from a back-up: load anew, then offer again what this computer holds."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "Daftar bersama telah dipulihkan daripada salinan sandaran. Data sedang dimuatkan semula; tiada kerja anda "
        "dipadam.",
    )


class ChainBroken(RegisterError):
    """The first operation pushed does not follow the last one the register has of this computer and person."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "Susunan operasi komputer ini tidak bersambung dengan rekod daftar bersama. Kerja anda disimpan dan akan "
        "dipadankan semula.",
    )


class ChainFork(ChainBroken):
    """The register has other operations under the same numbers: this computer's disk was copied or put back."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "Data komputer ini pernah digunakan di tempat lain atau dipulihkan daripada salinan lama. Kerja anda disimpan; "
        "komputer ini akan menyertai daftar bersama sebagai komputer baharu.",
    )


class OperationTooBig(RegisterError):
    """One operation is larger than the register takes."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Satu tindakan terlalu besar untuk daftar bersama. Pendekkan teksnya dan cuba lagi."
    )


# ---- administration ---------------------------------------------------------------------------------------------


class NotSuperuser(RegisterError):
    """The login may not do what takes rights from everybody: making, upgrading, a new epoch."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "{user} bukan superuser PostgreSQL. Ulangi perintah ini dengan log masuk superuser; tiada apa-apa diubah.",
    )


class ServerTooOld(RegisterError):
    """The PostgreSQL is older than the oldest that is supported."""

    words = QT_TRANSLATE_NOOP(
        "errors", "PostgreSQL {version} terlalu lama; versi 15 atau lebih baharu diperlukan. Tiada apa-apa diubah."
    )


class LoginNameWrong(RegisterError):
    """A name that cannot be a person's login."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "“{name}” tidak boleh menjadi nama pengguna. Gunakan huruf kecil, digit, titik, sengkang atau garis bawah, "
        "bermula dengan huruf.",
    )


class LoginTooPowerful(RegisterError):
    """A login that could switch the guards off must not be a person who works with the register."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "{name} ialah log masuk pentadbir pangkalan data dan tidak boleh menjadi pengguna daftar bersama. Pilih nama "
        "lain.",
    )


class PersonUnknown(RegisterError):
    """Nobody of that name was ever let in."""

    words = QT_TRANSLATE_NOOP("errors", "Tiada pengguna {name} dalam daftar bersama. Semak ejaannya.")


class NumberNotVoidable(RegisterError):
    """A complaint has the number, or no seat was ever given it."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Nombor ini sudah diberikan kepada aduan, atau belum pernah dikeluarkan. Semak nombornya."
    )


class TemplateCodeTaken(RegisterError):
    """Another canned reply has, or had, that code; a code is never used again."""

    words = QT_TRANSLATE_NOOP("errors", "Kod templat ini sudah digunakan. Pilih kod lain.")
