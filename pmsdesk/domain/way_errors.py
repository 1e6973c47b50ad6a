"""What keeps a private reply or a post from being submitted; the words' placeholders name the reasons."""

from pmsdesk.domain.errors import ChannelError, KnownError
from pmsdesk.domain.words import QT_TRANSLATE_NOOP


class NoPrivateReply(KnownError):
    """The message may not be answered in private now; `why` is a `WhyNot`."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Mesej ini tidak boleh dibalas secara peribadi: {why}. Teks anda disimpan sebagai draf peribadi."
    )


class CannotPost(KnownError):
    """The network takes no such post; `obstacles` are `Obstacle`s, all of them."""

    words = QT_TRANSLATE_NOOP("errors", "{channel} tidak menerima siaran ini: {obstacles}. Betulkan, kemudian hantar.")


class DueTooLate(KnownError):
    """A post is for a time more than a year ahead."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Siaran hanya boleh dijadualkan dalam masa setahun. Pilih masa yang lebih awal."
    )


class PostIsFixed(KnownError):
    """The account or the time of a post cannot change: what was approved was approved for them."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Akaun dan masa siaran tidak boleh diubah. Tarik balik siaran ini, kemudian buat yang baharu."
    )


class MediumNotHere(ChannelError):
    """The bytes of a picture or video are not at this seat, so that nothing can be uploaded; nothing was sent."""

    certain = True
    words = QT_TRANSLATE_NOOP(
        "errors", "Fail {name} belum ada di stesen ini. Siaran menunggu sehingga fail itu diterima daripada daftar."
    )
