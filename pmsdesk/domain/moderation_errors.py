"""What can go wrong while a comment is to be hidden, shown again or deleted, before any network is asked."""

from pmsdesk.domain.errors import KnownError
from pmsdesk.domain.words import QT_TRANSLATE_NOOP


class OwnRequest(KnownError):
    """A supervisor tried to decide a request of his or her own."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Anda sendiri yang memohon tindakan ini, maka penyelia lain mesti memutuskannya. Permohonan kekal."
    )


class NotYourRequest(KnownError):
    """Somebody else's request was to be taken back."""

    words = QT_TRANSLATE_NOOP("errors", "Hanya pemohon boleh menarik balik permohonan ini. Tiada apa-apa diubah.")


class CommentChanged(KnownError):
    """The comment is no longer the one that was archived and shown."""

    words = QT_TRANSLATE_NOOP("errors", "Komen telah berubah sejak dipaparkan. Semak semula sebelum memutuskan.")


class CannotModerate(KnownError):
    """The act is not possible on this message now."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Tindakan ini tidak boleh dibuat pada komen itu sekarang. Lihat keadaannya, atau buka di platform."
    )
