"""What can go wrong while a picture or video is brought to a network."""

from pmsdesk.domain.errors import ChannelError, KnownError, RateLimited, TextRefused
from pmsdesk.domain.words import QT_TRANSLATE_NOOP


class MediumRefused(ChannelError):
    """The network does not take this picture or video."""

    words = QT_TRANSLATE_NOOP(
        "errors", "{channel} tidak menerima fail {name}. Semak jenis dan saiznya; draf siaran dikekalkan."
    )


class NotAMedium(KnownError):
    """A file chosen for a post is no picture or video that can be read."""

    words = QT_TRANSLATE_NOOP("errors", "Fail {name} bukan gambar atau video (MP4, MOV) yang boleh dibaca.")


class StillProcessing(RateLimited):
    """The network is still working on a video that is up; it says when to ask again."""

    words = QT_TRANSLATE_NOOP("errors", "{channel} masih memproses video. Siaran disambung selepas {until}.")


class AltTextNotTaken(MediumRefused):
    """The network has no text for those who do not see a file of this kind, and it must not be dropped silently."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "{channel} tidak menerima teks alternatif bagi {name}. Keluarkan teks itu, atau sampaikan maksudnya dalam teks "
        "hantaran.",
    )


class UploadSpent(TextRefused):
    """An upload can no longer be used: it is too old, is unknown by now, or was made with other words."""

    words = QT_TRANSLATE_NOOP(
        "errors", "Fail yang dimuat naik ke {channel} tidak boleh digunakan lagi. Muat naik semula; draf dikekalkan."
    )


class PictureMissing(TextRefused):
    """The network takes no post without a picture or video."""

    words = QT_TRANSLATE_NOOP(
        "errors", "{channel} tidak menerima siaran tanpa gambar atau video. Lampirkan sekurang-kurangnya satu."
    )


class VideoMissing(TextRefused):
    """The network's API takes no post without a video."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "{channel} hanya menerima video melalui API. Lampirkan satu video, atau tulis hantaran komuniti di {channel} "
        "sendiri.",
    )


class PublishLimit(RateLimited):
    """The account published as many posts as the network takes through its API in the time."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "{channel} menerima {most} siaran dalam {hours} jam melalui API dan had itu telah dicapai. Dicuba semula "
        "selepas {until}.",
    )


class StaysPrivate(TextRefused):
    """YouTube took the video and shows it to nobody: the project its API is used by was not audited."""

    words = QT_TRANSLATE_NOOP(
        "errors",
        "{channel} menyimpan video ini sebagai peribadi kerana projek API belum diaudit. Terbitkan video itu di "
        "{channel} sendiri, atau minta pentadbir memohon audit.",
    )
