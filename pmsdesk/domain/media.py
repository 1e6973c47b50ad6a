"""Pictures and videos on their way to a network, and how far each upload has come."""

from dataclasses import dataclass, field


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
