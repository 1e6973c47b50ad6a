"""Sees to it that no text for those who do not see a file is dropped silently."""

from pmsdesk.domain.account import Channel
from pmsdesk.domain.media import Medium
from pmsdesk.domain.media_errors import AltTextNotTaken
from pmsdesk.domain.posting import Posting


def require_describable(medium: Medium, posting: Posting, channel: Channel) -> None:
    """Raise `AltTextNotTaken` where *medium* has a text that posts of *channel* cannot carry."""
    files = posting.videos if medium.is_video else posting.pictures
    if medium.alt_text and (files is None or files.longest_alt_text is None):
        raise AltTextNotTaken(channel=channel.own_name, name=medium.name)
