"""Pictures and videos on their way to a network, and how far each upload has come."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self


@dataclass(frozen=True, slots=True)
class Medium:
    """A picture or video to be published, with the text for those who do not see it; `mime` such as ``image/jpeg``.

    `caption` is the whole text of the post where it stands there alone, None where it stands beside others: Instagram
    takes the words of a post together with its only file.
    """

    name: str
    mime: str
    data: bytes = field(repr=False)
    alt_text: str = ""
    caption: str | None = None

    @property
    def is_video(self) -> bool:
        """Whether it moves."""
        return self.mime.startswith("video/")


@dataclass(frozen=True, slots=True)
class Upload:
    """How far a medium's upload has come. It is kept before each next step, so that a new start goes on from there.

    `remote_id` is the network's id, "" before there is one; `sent` counts the bytes it has taken; `whole` says that it
    has put them together, `described` that it has the text, too. A network forgets what no post uses within a day.
    """

    remote_id: str = ""
    sent: int = 0
    whole: bool = False
    described: bool = False

    @property
    def is_ready(self) -> bool:
        """Whether a post may carry it."""
        return self.whole and self.described


@dataclass(frozen=True, slots=True)
class Attached:
    """A medium of a post: the bytes with `sha` (sha256, hex) as `mime`, and the text for those who do not see them.

    `name` is the file's, for screens; it is neither kept with the version nor bound by its fingerprint.
    """

    sha: str
    mime: str
    alt_text: str = ""
    name: str = ""

    @property
    def line(self) -> str:
        """One entry of `Version.media`: ``sha:mime:alt text``; all three are bound by the fingerprint."""
        return f"{self.sha}:{self.mime}:{self.alt_text}"

    @classmethod
    def parse(cls, line: str) -> Self:
        """The medium of a `line`; a digest alone (the first versions kept nothing else) is a JPEG without text."""
        sha, _, rest = line.partition(":")
        mime, _, alt_text = rest.partition(":")
        return cls(sha, mime or "image/jpeg", alt_text)

    @property
    def file_name(self) -> str:
        """What a network is told that the file is called."""
        return self.name or f"{self.sha[:12]}.{self.mime.rpartition('/')[2]}"


def attached(lines: Sequence[str]) -> tuple[Attached, ...]:
    """The media of a version or publication."""
    return tuple(Attached.parse(line) for line in lines)
