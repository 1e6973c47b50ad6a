"""What a failed act of moderation means: the errors of publishing a text, in words of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

from pmsdesk.domain.errors import (
    DuplicateText,
    ModerationRefused,
    ModerationUnknown,
    OutcomeUnknown,
    ReplyNotAllowed,
    TextRefused,
)


@contextmanager
def as_moderation() -> Iterator[None]:
    """Raise `ModerationUnknown` or `ModerationRefused` for what the wire says of a text."""
    try:
        yield
    except OutcomeUnknown as error:
        raise ModerationUnknown(error.platform_words, **error.facts) from None
    except (ReplyNotAllowed, TextRefused, DuplicateText) as error:
        raise ModerationRefused(error.platform_words, **error.facts) from None
