"""What a post of each network can carry, and what keeps one from being sent, known before anything is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

from pmsdesk.domain.account import Channel
from pmsdesk.domain.media import Medium

MEGABYTE = 1024 * 1024


class Unit(StrEnum):
    """What the length of a text is counted in: X's weighted characters, code points, or bytes of UTF-8; all of NFC."""

    WEIGHTED = "weighted"
    CHARACTERS = "characters"
    BYTES = "bytes"


class Obstacle(StrEnum):
    """What keeps a post from being sent as it is."""

    EMPTY = "empty"
    TEXT_TOO_LONG = "text_too_long"
    TITLE_TOO_LONG = "title_too_long"
    TITLE_MISSING = "title_missing"
    MEDIA_MISSING = "media_missing"
    VIDEO_MISSING = "video_missing"
    NO_PICTURES = "no_pictures"
    TOO_MANY_PICTURES = "too_many_pictures"
    TOO_MANY_VIDEOS = "too_many_videos"
    NOT_TOGETHER = "not_together"
    KIND_NOT_TAKEN = "kind_not_taken"
    FILE_TOO_LARGE = "file_too_large"
    ALT_TEXT_TOO_LONG = "alt_text_too_long"
    ALT_TEXT_NOT_TAKEN = "alt_text_not_taken"


@dataclass(frozen=True, slots=True)
class Files:
    """Files of one kind: how many one post carries, of which MIME types, each of at most so many bytes.

    `longest_alt_text` (code points) is None where the network has no text for those who do not see it. `ratios` are the
    least and the greatest width divided by height, None for any.
    """

    most: int
    mimes: tuple[str, ...]
    largest: int
    longest_alt_text: int | None = None
    ratios: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Posting:
    """What one post carries. A file of a kind that is None is not taken at all.

    `longest_text` is counted in `unit`. Where there is a `longest_title` (code points), the first line of the text is
    the title, and `longest_text` is of the rest. `together` tells that pictures and videos go into one post, `most`
    counts both. `soonest` and `latest` bound how far ahead the network itself keeps a post; None where it keeps none,
    and a post for later waits here.
    """

    longest_text: int
    unit: Unit
    pictures: Files | None
    videos: Files | None
    most: int
    needs_media: bool = False
    together: bool = False
    longest_title: int | None = None
    soonest: timedelta | None = None
    latest: timedelta | None = None

    @property
    def schedules(self) -> bool:
        """Whether the network itself keeps a post for later."""
        return self.soonest is not None


POSTINGS: Mapping[Channel, Posting] = MappingProxyType(
    {
        Channel.X: Posting(
            longest_text=280,
            unit=Unit.WEIGHTED,
            pictures=Files(4, ("image/jpeg", "image/png", "image/webp"), 5 * MEGABYTE, longest_alt_text=1000),
            videos=Files(1, ("video/mp4",), 512 * MEGABYTE, longest_alt_text=1000),
            most=4,
        ),
        Channel.FACEBOOK: Posting(
            longest_text=63_206,
            unit=Unit.CHARACTERS,
            pictures=Files(10, ("image/jpeg", "image/png", "image/gif"), 10 * MEGABYTE, longest_alt_text=1000),
            videos=Files(1, ("video/mp4", "video/quicktime"), 1024 * MEGABYTE),
            most=10,
            soonest=timedelta(minutes=10),
            latest=timedelta(days=30),
        ),
        Channel.INSTAGRAM: Posting(
            longest_text=2_200,
            unit=Unit.CHARACTERS,
            pictures=Files(10, ("image/jpeg",), 8 * MEGABYTE, longest_alt_text=1000, ratios=(4 / 5, 1.91)),
            videos=Files(10, ("video/mp4", "video/quicktime"), 300 * MEGABYTE),
            most=10,
            needs_media=True,
            together=True,
        ),
        Channel.YOUTUBE: Posting(
            longest_text=5_000,
            unit=Unit.BYTES,
            pictures=None,
            videos=Files(1, ("video/mp4", "video/quicktime", "video/webm"), 256 * 1024 * MEGABYTE),
            most=1,
            needs_media=True,
            longest_title=100,
            soonest=timedelta(0),
            latest=timedelta.max,
        ),
    }
)
"""By the networks' own documents (research/channels.md §1 d, i), where they disagree the least.

X: "Media best practices" (4 pictures or 1 video). Facebook: Page Photos, Page Feed and Video; it documents no number of
pictures, ten is our own bound. Instagram: "Content publishing" and "Reels specifications"; it describes pictures only.
YouTube: ``videos`` resource and ``videos.insert``; it has neither posts without a video in its API nor a text for those
who do not see one.
"""


def title_and_body(text: str, posting: Posting) -> tuple[str, str]:
    """The first line of *text* and the rest where the network has titles, else "" and all of it."""
    if posting.longest_title is None:
        return "", text
    title, _, body = text.strip().partition("\n")
    return title.strip(), body.strip()


def obstacles(posting: Posting, length: int, text: str, media: Sequence[Medium]) -> tuple[Obstacle, ...]:
    """Everything that keeps a post of *text* with *media* from being sent; *length* is its body's in `posting.unit`."""
    found = [*_of_text(posting, length, text, media), *_of_number(posting, media)]
    for medium in media:
        files = posting.videos if medium.is_video else posting.pictures
        if files is not None:
            found += _of_file(files, medium)
    return tuple(dict.fromkeys(found))


def _of_text(posting: Posting, length: int, text: str, media: Sequence[Medium]) -> list[Obstacle]:
    title, _ = title_and_body(text, posting)
    found = []
    if posting.longest_title is not None:
        if not title:
            found.append(Obstacle.TITLE_MISSING)
        elif len(title) > posting.longest_title:
            found.append(Obstacle.TITLE_TOO_LONG)
    elif not text.strip() and not media:
        found.append(Obstacle.EMPTY)
    if length > posting.longest_text:
        found.append(Obstacle.TEXT_TOO_LONG)
    return found


def _of_number(posting: Posting, media: Sequence[Medium]) -> list[Obstacle]:
    videos = sum(medium.is_video for medium in media)
    pictures = len(media) - videos
    found = []
    if posting.needs_media and posting.pictures is None and not videos:
        found.append(Obstacle.VIDEO_MISSING)
    elif posting.needs_media and not media:
        found.append(Obstacle.MEDIA_MISSING)
    if pictures and posting.pictures is None:
        found.append(Obstacle.NO_PICTURES)
    elif posting.pictures is not None and (pictures > posting.pictures.most or len(media) > posting.most):
        found.append(Obstacle.TOO_MANY_PICTURES)
    if posting.videos is not None and videos > posting.videos.most:
        found.append(Obstacle.TOO_MANY_VIDEOS)
    if pictures and videos and not posting.together:
        found.append(Obstacle.NOT_TOGETHER)
    return found


def _of_file(files: Files, medium: Medium) -> list[Obstacle]:
    found = []
    if medium.mime not in files.mimes:
        found.append(Obstacle.KIND_NOT_TAKEN)
    if len(medium.data) > files.largest:
        found.append(Obstacle.FILE_TOO_LARGE)
    if medium.alt_text and files.longest_alt_text is None:
        found.append(Obstacle.ALT_TEXT_NOT_TAKEN)
    elif medium.alt_text and len(medium.alt_text) > (files.longest_alt_text or 0):
        found.append(Obstacle.ALT_TEXT_TOO_LONG)
    return found
