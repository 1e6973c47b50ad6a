"""What can go wrong while a picture or video is brought to a network."""

from pmsdesk.domain.errors import ChannelError, KnownError, RateLimited
from pmsdesk.domain.words import QT_TRANSLATE_NOOP


class MediumRefused(ChannelError):
    """The network does not take this picture or video."""

    words = QT_TRANSLATE_NOOP(
        "errors", "{channel} tidak menerima fail {name}. Semak jenis dan saiznya; draf hantaran dikekalkan."
    )


class NotAMedium(KnownError):
    """A file chosen for a post is no picture or video that can be read."""

    words = QT_TRANSLATE_NOOP("errors", "Fail {name} bukan gambar atau video (MP4, MOV) yang boleh dibaca.")


class StillProcessing(RateLimited):
    """The network is still working on a video that is up; it says when to ask again."""

    words = QT_TRANSLATE_NOOP("errors", "{channel} masih memproses video. Hantaran disambung selepas {until}.")
