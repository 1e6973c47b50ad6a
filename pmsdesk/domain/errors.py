"""What can go wrong for reasons outside the program, in words a person can act on.

Everything that is not a `KnownError` is a bug. `words` is Malay, the source language; the screens translate it
under the context ``errors`` and fill the placeholders from `facts`.
"""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from pmsdesk.domain.clock import KUALA_LUMPUR
from pmsdesk.domain.words import QT_TRANSLATE_NOOP


class KnownError(Exception):
    """Something expected went wrong.

    `words` says what happened and what to do; `facts` fill its ``{placeholders}``; `platform_words` are the other
    side's own words, shown folded below.
    """

    words: ClassVar[str] = QT_TRANSLATE_NOOP("errors", "Sesuatu yang dijangka telah gagal.")

    def __init__(self, platform_words: str = "", **facts: object) -> None:
        super().__init__(platform_words)
        self.platform_words = platform_words
        self.facts = facts

    def __str__(self) -> str:
        return self.in_words(self.words)

    def in_words(self, words: str, say: Callable[[object], object] = str) -> str:
        """*words* (a translation of `words`) with its placeholders filled; *say* makes words of a fact."""
        return words.format_map(_Facts({name: say(fact) for name, fact in self.facts.items()}))


class _Facts(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "—"


# ---- the four-eyes rule, states, rights -------------------------------------------------------------------------


class IllegalTransition(KnownError):
    """A state was asked to change in a way its machine does not allow."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Status tidak boleh ditukar daripada “{old}” kepada “{new}”. Tiada apa-apa diubah."
    )


class NotAllowed(KnownError):
    """The signed-in person has no right to do this."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Anda tiada kebenaran untuk tindakan ini. Minta penyelia atau pentadbir melakukannya."
    )


class OwnReply(KnownError):
    """A supervisor tried to approve a text he or she wrote part of."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Anda turut menulis balasan ini, maka penyelia lain mesti meluluskannya. Balasan kekal menunggu."
    )


class TextChanged(KnownError):
    """The text, media, account or target is no longer the one that was shown."""

    words = QT_TRANSLATE_NOOP("errors", "Teks telah berubah sejak dipaparkan. Semak versi terkini sebelum meneruskan.")


class BlockedByCheck(KnownError):
    """The compliance check blocks this text."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Balasan tidak boleh dihantar: {reasons}. Betulkan teks; draf anda telah disimpan."
    )


class ReasonMissing(KnownError):
    """A decision that needs a reason came without one."""

    words = QT_TRANSLATE_NOOP("errors", "Nyatakan sebab. Tiada apa-apa diubah.")


class EmptyText(KnownError):
    """An empty text was submitted."""

    words = QT_TRANSLATE_NOOP("errors", "Teks kosong. Taip sesuatu sebelum menghantar.")


class NotFound(KnownError):
    """The thing asked for is not in the store."""

    words = QT_TRANSLATE_NOOP("errors", "Rekod {what} tidak ditemui.")


class NewerMessage(KnownError):
    """The citizen wrote again after what the author of a reply had on the screen."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Ada mesej baharu dalam perbualan ini. Baca dahulu, kemudian hantar semula; teks anda disimpan."
    )


class AlreadyOnItsWay(KnownError):
    """A reply to the same message is being published, or its outcome is being looked up."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Balasan kepada mesej ini sedang dihantar atau disemak pada platform. Tunggu hingga selesai."
    )


class SameAnswer(KnownError):
    """Exactly this text stands under the message already."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Jawapan yang sama telah diterbitkan kepada mesej ini. Tulis jawapan lain jika masih perlu."
    )


class CannotSnooze(KnownError):
    """A snooze must end in the future and within the promise of an unanswered message."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Tempoh tunda mesti tamat pada masa hadapan dan sebelum tempoh jawapan berakhir ({due})."
    )


class AlreadyRegistered(KnownError):
    """The conversation has a complaint already."""

    words = QT_TRANSLATE_NOOP("errors", "Perbualan ini telah didaftarkan sebagai aduan {number}.")


class AlreadySettled(KnownError):
    """Somebody settled this conflict first."""

    words = QT_TRANSLATE_NOOP("errors", "Percanggahan ini telah diselesaikan oleh orang lain. Tiada apa-apa diubah.")


class EvidenceMissing(KnownError):
    """A complaint may be closed as resolved only with its evidence."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "Aduan hanya boleh ditutup sebagai selesai dengan gambar selepas tindakan dan jawapan yang telah diterbitkan. "
        "Lampirkan bukti, atau pilih sebab penutupan lain.",
    )


class StillUnsure(KnownError):
    """Nobody can tell whether the text stands, after all attempts: a supervisor must look and decide."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "Selepas {attempts} cubaan masih tidak pasti sama ada balasan ini terbit. Ia tidak akan dihantar lagi: "
        "penyelia perlu menyemak platform, kemudian memutuskannya di Peti keluar.",
    )


class OtherPost(KnownError):
    """An id was given for a reply that is another post's."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Hantaran {id} bukan balasan ini. Semak pautannya, atau biarkan ruang itu kosong."
    )


class UndoTooLate(KnownError):
    """The ten seconds in which a reply can be taken back are over."""

    words = QT_TRANSLATE_NOOP("errors", "Masa untuk membatalkan telah tamat; balasan sudah dihantar.")


class NumbersUsedUp(KnownError):
    """No official complaint number is left in the leased block."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Nombor aduan bagi tahun {year} telah habis. Minta blok nombor baharu daripada pentadbir."
    )


class TooLarge(KnownError):
    """A file is larger than is taken."""

    words = QT_TRANSLATE_NOOP("errors", "Fail {name} melebihi had {limit_mb} MB.")


class TooManyPixels(TooLarge):
    """A picture is so wide and high that it would fill the memory."""

    words = QT_TRANSLATE_NOOP("errors", "Gambar {name} terlalu besar: melebihi {limit_mp} juta piksel.")


class NotAPicture(KnownError):
    """A file given as a photo is not one that can be read."""

    words = QT_TRANSLATE_NOOP("errors", "Fail {name} bukan gambar yang boleh dibaca.")


class FileNotWritten(KnownError):
    """A file a person asked for could not be written; `platform_words` are the operating system's."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Fail {name} tidak dapat ditulis. Tutup fail itu jika sedang dibuka, atau pilih folder lain."
    )


# ---- signing in -------------------------------------------------------------------------------------------------


class SignInFailed(KnownError):
    """Name or password is wrong; never says which."""

    words = QT_TRANSLATE_NOOP("errors", "Nama pengguna atau kata laluan tidak betul.")


class LockedOut(KnownError):
    """Too many failed attempts."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Terlalu banyak cubaan gagal. Cuba lagi selepas {until}, atau hubungi pentadbir."
    )


class WeakPassword(KnownError):
    """The password is too short."""

    words = QT_TRANSLATE_NOOP("errors", "Kata laluan mesti sekurang-kurangnya {length} aksara.")


class NameTaken(KnownError):
    """Another person has this user name."""

    words = QT_TRANSLATE_NOOP("errors", "Nama pengguna {username} telah digunakan.")


class LastAdministrator(KnownError):
    """The last active administrator cannot be switched off."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Pentadbir aktif yang terakhir tidak boleh dinyahaktifkan. Lantik pentadbir lain dahulu."
    )


class NoKeyring(KnownError):
    """The computer has no safe place for tokens."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Komputer ini tiada simpanan kunci yang selamat. Token akan diminta setiap kali program dibuka."
    )


# ---- the store and its files ------------------------------------------------------------------------------------


class StoreError(KnownError):
    """The local database cannot be used; the environment's fault."""

    words = QT_TRANSLATE_NOOP("errors", "Pangkalan data setempat tidak dapat digunakan.")


class StoreLocked(StoreError):
    """Another program holds the database."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Pangkalan data sedang digunakan oleh program lain. Tutup program itu dan cuba lagi."
    )


class StoreCorrupt(StoreError):
    """The file is not a sound database."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Fail pangkalan data {path} rosak. Fail itu dikekalkan; pulihkan daripada salinan sandaran."
    )


class WrongKey(StoreError):
    """The key at hand does not open the file, or the file is damaged: encryption makes the two look alike."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "Fail {path} tidak dapat dibuka dengan kunci ini: kunci atau frasa laluan salah, atau fail rosak. "
        "Fail itu tidak diubah; cuba lagi, atau pulihkan daripada salinan sandaran.",
    )


class KeyMissing(StoreError):
    """The file is encrypted and its key is not in the keyring of this computer."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "Kunci fail {path} tiada dalam simpanan kunci komputer ini. Fail itu tidak diubah. "
        "Masukkan kunci pemulihan dengan perintah pmsdesk recovery-key --enter.",
    )


class PassphraseNeeded(StoreError):
    """The file's key comes from a passphrase; `first` tells that one is to be chosen now."""

    words = QT_TRANSLATE_NOOP("errors", "Masukkan frasa laluan yang membuka fail data.")

    def __init__(self, *, first: bool = False) -> None:
        super().__init__()
        self.first = first


class CipherMissing(StoreError):
    """The library that encrypts the local file cannot be loaded on this computer."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "Pustaka penyulitan (sqlcipher3) tidak dapat dimuatkan, maka data tidak dibuka. "
        "Jalankan pmsdesk self-check untuk puncanya.",
    )


class StoreNewer(StoreError):
    """The file was written by a newer pmsdesk."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Pangkalan data ini dibuat oleh pmsdesk yang lebih baharu. Kemas kini program; data tidak diubah."
    )


class DiskFull(StoreError):
    """No room is left to write."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Cakera penuh: perubahan terakhir belum disimpan. Kosongkan ruang dan cuba lagi."
    )


class BadDataFile(KnownError):
    """A file under resources/ (or one a supervisor edited) breaks its schema."""

    words = QT_TRANSLATE_NOOP("errors", "Fail data {file}, baris {line}: {what}")


class ClockWrong(KnownError):
    """The networks' clock differs from this computer's by minutes or more."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "Jam komputer ini menunjukkan {here}, tetapi waktu {channel} ialah {there} (beza {hours} jam {minutes} minit). "
        "Betulkan jam komputer supaya tempoh jawapan dikira dengan betul; mesej dan balasan anda tetap disimpan.",
    )


# ---- the networks -----------------------------------------------------------------------------------------------


class ChannelError(KnownError):
    """A call to a social network did not succeed. `certain` tells that nothing was published or done by it."""

    words = QT_TRANSLATE_NOOP("errors", "Panggilan kepada {channel} gagal.")
    certain: ClassVar[bool] = True


class NoNetwork(ChannelError):
    """No byte left the machine: name look-up or connection failed."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Tiada sambungan ke {channel}. Kerja anda disimpan dan akan disambung apabila talian pulih."
    )


class OutcomeUnknown(ChannelError):
    """A time-out, reset, 5xx or unreadable answer: the text may or may not have been published."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "{channel} tidak memberi jawapan yang pasti. Balasan akan disemak pada platform, bukan dihantar semula.",
    )
    certain = False


class BadAnswer(ChannelError):
    """The network answered something that is not what its API promises (reading only)."""

    words = QT_TRANSLATE_NOOP("errors", "Jawapan {channel} tidak dapat difahami. Bacaan akan dicuba semula.")


class ReadRefused(ChannelError):
    """The network does not let this token read what was asked for."""

    words = QT_TRANSLATE_NOOP(
        "errors", "{channel} tidak membenarkan akaun {account} dibaca. Semak kebenaran token akaun itu."
    )


class RateLimited(ChannelError):
    """The network asks to wait until `until`."""

    words = QT_TRANSLATE_NOOP("errors", "{channel} meminta kita menunggu hingga {until}.")

    def __init__(self, until: datetime, platform_words: str = "", **facts: object) -> None:
        super().__init__(platform_words, until=until.astimezone(KUALA_LUMPUR).strftime("%H:%M"), **facts)
        self.until = until


class TokenExpired(ChannelError):
    """The account's token is refused."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Sambungan akaun {account} telah tamat. Sambungkan semula akaun itu; draf dikekalkan."
    )


class OtherAccount(ChannelError):
    """A token was given that belongs to another account than the one it was given for."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Token ini milik {found}, bukan {account}. Ia tidak disimpan; sambungan akaun tidak diubah."
    )


class NoLinkedAccount(ChannelError):
    """A token of a Facebook page was given for Instagram, and no Instagram account is linked to that page."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "Halaman Facebook bagi token ini tidak dipautkan dengan akaun Instagram. Pautkan dahulu dalam tetapan halaman "
        "itu.",
    )


class ModerationRefused(ChannelError):
    """The network does not let this token hide, show or delete that message."""

    words = QT_TRANSLATE_NOOP("errors", "{channel} tidak membenarkan tindakan ini pada mesej itu.")


class ModerationUnknown(ChannelError):
    """A time-out, reset, 5xx or unreadable answer: the message may or may not be hidden, shown or deleted."""

    words = QT_TRANSLATE_NOOP(
        "errors", "{channel} tidak memberi jawapan yang pasti. Tindakan ini boleh diulang; kesannya sama."
    )
    certain = False


class CreditsGone(ChannelError):
    """The paid credits of the API are used up."""

    words = QT_TRANSLATE_NOOP("errors", "Kredit API {channel} telah habis. Hubungi pentadbir.")


class ReplyNotAllowed(ChannelError):
    """The network does not let this account reply to this item."""

    words = QT_TRANSLATE_NOOP(
        "errors", "{channel} tidak membenarkan balasan kepada mesej ini melalui API. Balas pada platform."
    )


class ParentGone(ChannelError):
    """What the reply answers is deleted or not visible."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Mesej asal telah dipadam atau tidak lagi kelihatan di {channel}. Buka di platform untuk memastikan."
    )


class DuplicateText(ChannelError):
    """The network says the same text stands already: it may be ours, so the thread must be read back."""

    words = QT_TRANSLATE_NOOP("errors", "{channel} menyatakan teks yang sama sudah wujud. Ia akan disemak.")
    certain = False


class TextRefused(ChannelError):
    """The network refuses the text or request for good (too long, not permitted…)."""

    words = QT_TRANSLATE_NOOP("errors", "{channel} menolak balasan ini. Lihat kata-kata platform di bawah.")


class TrainingNotStarted(KnownError):
    """The practice console could not be started as a second program."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Mod Latihan tidak dapat dimulakan. Kerja anda tidak terjejas; cuba lagi atau maklumkan pentadbir."
    )
