"""YouTube's counts of a channel and of its videos, and its profile."""

from collections.abc import Callable, Mapping, Sequence

from pmsdesk.channels.fields import Item, count_of, object_of, objects_of, text_of
from pmsdesk.channels.http import Answer
from pmsdesk.channels.youtube_threads import is_id
from pmsdesk.domain.errors import BadAnswer
from pmsdesk.domain.metrics import AccountMetrics, PostMetrics, Profile

CHANNEL = {"part": "snippet,statistics,brandingSettings", "mine": "true"}
VIDEOS = {"part": "statistics"}
VIDEOS_A_CALL = 50


class YouTubeMetrics:
    """Satisfies `services.ports.MetricsPort`. Each call of *get* spends a unit."""

    def __init__(self, get: Callable[[str, Mapping[str, str]], Answer]) -> None:
        self._get = get

    def account(self) -> tuple[Profile, AccountMetrics]:
        """One call. YouTube rounds the number of subscribers to three digits, may hide it, and tells no website."""
        channel = next(objects_of(self._get("channels", CHANNEL).data, "items"), {})
        if not is_id(text_of(channel, "id")):
            raise BadAnswer("no channel", channel="YouTube")
        told, snippet = object_of(channel, "statistics"), object_of(channel, "snippet")
        hidden = told.get("hiddenSubscriberCount") is True
        branding = object_of(object_of(channel, "brandingSettings"), "image")
        profile = Profile(
            name=text_of(snippet, "title"),
            handle=text_of(snippet, "customUrl").lstrip("@"),
            bio=text_of(snippet, "description"),
            picture=text_of(object_of(object_of(snippet, "thumbnails"), "medium", "default", "high"), "url"),
            header=text_of(branding, "bannerExternalUrl"),
        )
        return profile, AccountMetrics(
            followers=None if hidden else count_of(told, "subscriberCount"),
            posts=count_of(told, "videoCount"),
            views=count_of(told, "viewCount"),
        )

    def posts(self, remote_ids: Sequence[str]) -> Sequence[PostMetrics]:
        """One call for every fifty. Likes may be hidden and comments closed, then neither is told."""
        found: list[PostMetrics] = []
        for start in range(0, len(remote_ids), VIDEOS_A_CALL):
            ids = ",".join(remote_ids[start : start + VIDEOS_A_CALL])
            shown = objects_of(self._get("videos", VIDEOS | {"id": ids}).data, "items")
            found += [_video(item) for item in shown if is_id(text_of(item, "id"))]
        return found


def _video(item: Item) -> PostMetrics:
    told = object_of(item, "statistics")
    return PostMetrics(
        text_of(item, "id"),
        likes=count_of(told, "likeCount"),
        comments=count_of(told, "commentCount"),
        views=count_of(told, "viewCount"),
    )
