"""The columns of the fault matrix: a reply, a private reply, a post and a post with media, each by its own calls."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from pmsdesk.domain.account import Channel
from pmsdesk.domain.publication import Outgoing, Published, ReadBack
from pmsdesk.services.ports import ChannelPort


class Act(StrEnum):
    """What an account says."""

    REPLY = "reply"
    PRIVATE = "private reply"
    POST = "post"
    MEDIA = "post with media"


@dataclass(frozen=True, slots=True)
class Calls:
    """The sandbox's routes of an act: `publish` makes it public, `look` lists it; `uploads` come before."""

    publish: str
    look: str
    uploads: tuple[str, ...] = ()


CALLS = {
    (Channel.X, Act.REPLY): Calls("x.create", "x.timeline"),
    (Channel.X, Act.PRIVATE): Calls("x.message", "x.messages"),
    (Channel.X, Act.POST): Calls("x.create", "x.timeline"),
    (Channel.X, Act.MEDIA): Calls(
        "x.create",
        "x.timeline",
        ("x.media_initialize", "x.media_append", "x.media_finalize", "x.media_metadata"),
    ),
    (Channel.FACEBOOK, Act.REPLY): Calls("facebook.create", "facebook.comments"),
    (Channel.FACEBOOK, Act.PRIVATE): Calls("facebook.message", "facebook.object"),
    (Channel.FACEBOOK, Act.POST): Calls("facebook.post", "facebook.published_posts"),
    (Channel.FACEBOOK, Act.MEDIA): Calls("facebook.post", "facebook.published_posts", ("facebook.photo",)),
    (Channel.INSTAGRAM, Act.REPLY): Calls("instagram.create", "instagram.replies"),
    (Channel.YOUTUBE, Act.REPLY): Calls("youtube.create", "youtube.comments"),
}
NOT_YET = {
    (Channel.INSTAGRAM, Act.PRIVATE): "the adapter answers in private, which is not played here yet",
    (Channel.INSTAGRAM, Act.POST): "Instagram knows no post without a picture",
    (Channel.INSTAGRAM, Act.MEDIA): "the adapter posts pictures, which is not played here yet",
    (Channel.YOUTUBE, Act.PRIVATE): "YouTube knows no private messages",
    (Channel.YOUTUBE, Act.POST): "YouTube's API knows no post without a video",
    (Channel.YOUTUBE, Act.MEDIA): "the adapter uploads videos, which is not played here yet",
}
"""Why an act of a network is not played: the network lacks it, or it is still to be added here."""


class Instead:
    """A channel by which what the console publishes as a reply goes out as another act; the rules stay the same."""

    def __init__(self, channel: ChannelPort) -> None:
        self._channel = channel

    def __getattr__(self, name: str) -> Any:
        return getattr(self._channel, name)


class AsPost(Instead):
    """Posts on the account's own wall, with `media`."""

    def __init__(self, channel: ChannelPort, media: tuple[str, ...] = ()) -> None:
        super().__init__(channel)
        self._media = media

    def publish(self, outgoing: Outgoing) -> Published:
        return self._channel.publish(self._post(outgoing))

    def read_back(self, outgoing: Outgoing, since: datetime, newest_own: str, others: Collection[str] = ()) -> ReadBack:
        return self._channel.read_back(self._post(outgoing), since, newest_own, others)

    def _post(self, outgoing: Outgoing) -> Outgoing:
        return Outgoing(outgoing.account_id, "", "", outgoing.text, self._media)


def speaking(channel: ChannelPort, act: Act, media: tuple[str, ...]) -> ChannelPort | Instead:
    """*channel* so that it says a reply as *act*, with *media*."""
    match act:
        case Act.POST | Act.MEDIA:
            return AsPost(channel, media)
        case Act.REPLY | Act.PRIVATE:
            return channel
