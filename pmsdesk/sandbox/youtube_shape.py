"""Channels, videos and comments as the YouTube Data API writes them, by the parts asked for."""

import hashlib
import html
import json
from collections.abc import Callable
from datetime import UTC, datetime

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox.world import Item, Moderation, Place, User, World

Json = dict[str, object]
INLINE_REPLIES = 5
PICTURES = "https://yt3.ggpht.com"


def rfc3339(at: datetime) -> str:
    """``2026-11-23T02:05:00Z``."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def etag(value: object) -> str:
    """A tag that changes with *value*."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()[:27]


def uploads_of(channel: str) -> str:
    """The playlist of what a channel uploaded."""
    return "UU" + channel.removeprefix("UC")


class YouTubeShape:
    """Writes resources of one world for one call. `plain` says that texts are not to be HTML."""

    def __init__(self, world: World, viewer: User, parts: frozenset[str], plain: bool = False) -> None:
        self._world = world
        self._viewer = viewer
        self._parts = parts
        self._plain = plain

    def thread(self, top: Item, state: Moderation = Moderation.PUBLISHED) -> Json:
        """A comment with up to five of its replies; those that wait are shown to the owner when asked for *state*."""
        every = self.replies(top)
        shown = [one for one in every if one.state in (Moderation.PUBLISHED, state)]
        snippet: Json = {
            "channelId": _owner(top).id,
            "videoId": top.thread,
            "topLevelComment": self.comment(top, {"snippet"}, tells_state=True),
            "canReply": not self._world.items[top.channel, top.thread].hidden,
            "totalReplyCount": sum(one.state is Moderation.PUBLISHED for one in every),
            "isPublic": top.state is Moderation.PUBLISHED,
        }
        newest = [self.comment(one, {"snippet"}, tells_state=True) for one in shown[:INLINE_REPLIES]]
        parts: dict[str, Callable[[], object]] = {"snippet": lambda: snippet}
        if newest:
            parts["replies"] = lambda: {"comments": newest}
        return self._resource("youtube#commentThread", top.id, parts, self._parts)

    def comment(self, item: Item, parts: set[str] | frozenset[str] = frozenset(), tells_state: bool = False) -> Json:
        """A comment. Its state is told only to the owner of the video, and not where it was asked for by id."""
        return self._resource(
            "youtube#comment", item.id, {"snippet": lambda: self._comment(item, tells_state)}, parts or self._parts
        )

    def replies(self, top: Item) -> list[Item]:
        """What answers *top* and a read sees, newest first."""
        every = [item for item in self._world.items.values() if item.parent == top.id]
        return sorted(self._world.seen(every), key=lambda item: (item.at, item.id), reverse=True)

    def channel(self, user: User) -> Json:
        """A channel."""
        own = self.videos_of(user)
        seen = sum(self._views(video) for video in own)
        title = {"title": user.name, "description": user.bio}
        parts: dict[str, Callable[[], object]] = {
            "snippet": lambda: {
                **title,
                "customUrl": f"@{user.handle.lower()}",
                "publishedAt": rfc3339(user.since),
                "thumbnails": _thumbnails(f"{PICTURES}/{user.id}"),
                "localized": title,
                "country": "MY",
            },
            "contentDetails": lambda: {"relatedPlaylists": {"likes": "", "uploads": uploads_of(user.id)}},
            "statistics": lambda: {
                "viewCount": str(seen),
                "subscriberCount": str(_rounded(user.followers)),
                "hiddenSubscriberCount": False,
                "videoCount": str(len(own)),
            },
            "status": lambda: {
                "privacyStatus": "public",
                "isLinked": True,
                "longUploadsStatus": "longUploadsUnspecified",
            },
            "brandingSettings": lambda: {
                "channel": {**title, "country": "MY"},
                "image": {"bannerExternalUrl": f"{PICTURES}/{user.id}-banner"},
            },
        }
        return self._resource("youtube#channel", user.id, parts, self._parts)

    def video(self, item: Item) -> Json:
        """A video."""
        comments = sum(
            one.thread == item.id and one.place is Place.COMMENT and one.state is Moderation.PUBLISHED
            for one in self._world.items.values()
            if not one.deleted
        )
        statistics = {"viewCount": str(self._views(item)), "likeCount": str(item.likes), "favoriteCount": "0"}
        parts: dict[str, Callable[[], object]] = {
            "snippet": lambda: {
                **self._video_words(item),
                "categoryId": "25",
                "liveBroadcastContent": "none",
                "localized": {"title": item.title, "description": item.text},
            },
            "contentDetails": lambda: {
                "duration": "PT2M14S",
                "dimension": "2d",
                "definition": "hd",
                "caption": "false",
                "licensedContent": False,
                "projection": "rectangular",
            },
            "statistics": lambda: statistics if item.hidden else {**statistics, "commentCount": str(comments)},
            "status": lambda: self._status(item),
        }
        return self._resource("youtube#video", item.id, parts, self._parts)

    def playlist_item(self, item: Item, position: int) -> Json:
        """A video in the playlist of uploads."""
        owner = _owner(item)
        number = etag(item.id)
        parts: dict[str, Callable[[], object]] = {
            "snippet": lambda: {
                **self._video_words(item),
                "playlistId": uploads_of(owner.id),
                "position": position,
                "resourceId": {"kind": "youtube#video", "videoId": item.id},
                "videoOwnerChannelTitle": owner.name,
                "videoOwnerChannelId": owner.id,
            },
            "contentDetails": lambda: {"videoId": item.id, "videoPublishedAt": rfc3339(item.at)},
            "status": lambda: {"privacyStatus": self._privacy(item)},
        }
        return self._resource("youtube#playlistItem", f"VVU{number}", parts, self._parts)

    def videos_of(self, user: User) -> list[Item]:
        """What *user* uploaded, newest first."""
        every = [
            item
            for item in self._world.items.values()
            if item.channel is Channel.YOUTUBE and item.author is user and item.place is Place.POST and not item.deleted
        ]
        return sorted(every, key=lambda item: (item.at, item.id), reverse=True)

    def _comment(self, item: Item, tells_state: bool) -> Json:
        author = item.author
        snippet: Json = {
            "channelId": _owner(item).id,
            "videoId": item.thread,
            "textDisplay": item.text if self._plain else html.escape(item.text).replace("\n", "<br>"),
            "textOriginal": item.text,
            "authorDisplayName": f"@{author.handle}",
            "authorProfileImageUrl": f"{PICTURES}/{author.id}=s48",
            "authorChannelUrl": f"http://www.youtube.com/@{author.handle}",
            "authorChannelId": {"value": author.id},
            "canRate": True,
            "viewerRating": "none",
            "likeCount": item.likes,
            "publishedAt": rfc3339(item.at),
            "updatedAt": rfc3339(item.edited_at or item.at),
        }
        if item.parent != item.thread:
            snippet["parentId"] = item.parent
        if tells_state and _owner(item) is self._viewer:
            snippet["moderationStatus"] = item.state.value
        return snippet

    def _video_words(self, item: Item) -> Json:
        return {
            "publishedAt": rfc3339(item.at),
            "channelId": _owner(item).id,
            "title": item.title,
            "description": item.text,
            "thumbnails": _thumbnails(f"https://i.ytimg.com/vi/{item.id}"),
            "channelTitle": _owner(item).name,
        }

    def _status(self, item: Item) -> Json:
        status: Json = {
            "uploadStatus": "uploaded" if item.hidden_reads else "processed",
            "privacyStatus": self._privacy(item),
            "license": "youtube",
            "embeddable": True,
            "publicStatsViewable": True,
            "madeForKids": False,
        }
        if item.due is not None and item.due > self._world.now():
            status["publishAt"] = rfc3339(item.due)
        return status

    def _privacy(self, item: Item) -> str:
        """A scheduled video is private until its time."""
        if item.due is not None:
            return "private" if item.due > self._world.now() else "public"
        return item.privacy

    def _views(self, item: Item) -> int:
        return item.likes * 37

    def _resource(
        self, kind: str, number: str, parts: dict[str, Callable[[], object]], asked: set[str] | frozenset[str]
    ) -> Json:
        body = {name: write() for name, write in parts.items() if name in asked}
        return {"kind": kind, "etag": etag(body), "id": number, **body}


def _owner(item: Item) -> User:
    if item.page is None:
        raise LookupError(f"{item.id} stands under no video")
    return item.page


def _rounded(count: int) -> int:
    """YouTube tells three digits of the number of subscribers."""
    kept = str(count)[:3]
    return int(kept.ljust(len(str(count)), "0"))


def _thumbnails(address: str) -> Json:
    return {
        "default": {"url": f"{address}/default.jpg", "width": 120, "height": 90},
        "medium": {"url": f"{address}/mqdefault.jpg", "width": 320, "height": 180},
        "high": {"url": f"{address}/hqdefault.jpg", "width": 480, "height": 360},
    }
