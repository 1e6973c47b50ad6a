"""The calls of the YouTube Data API v3 that the console makes, with its quota and its three passes over comments."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox import youtube_access, youtube_errors
from pmsdesk.sandbox.world import Item, Moderation, Place, User, World
from pmsdesk.sandbox.youtube_comments import Comments
from pmsdesk.sandbox.youtube_errors import GoogleError
from pmsdesk.sandbox.youtube_request import choice, listed, names, only_filter, parts, whole
from pmsdesk.sandbox.youtube_shape import YouTubeShape, uploads_of
from pmsdesk.sandbox.youtube_videos import Videos

THREAD_FILTERS = ("allThreadsRelatedToChannelId", "channelId", "videoId", "id")


class YouTubeApi:
    """The routes under ``/yt``, over one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._comments = Comments(world)
        self._videos = Videos(world)

    def blueprint(self) -> Blueprint:
        """The routes: ``youtube.threads``, ``.comments``, ``.create`` (a reply), ``.moderate``, ``.delete``,
        ``.channels``, ``.videos``, ``.update`` (a video), ``.playlist_items``, ``.upload`` (begins a session) and
        ``.upload_part``.
        """
        routes = Blueprint("youtube", __name__, url_prefix="/yt")
        data, videos = "/youtube/v3", self._videos
        rules: list[tuple[str, str, Callable[..., Any], str]] = [
            (f"{data}/commentThreads", "threads", self.threads, "GET"),
            (f"{data}/comments", "comments", self._comments.list, "GET"),
            (f"{data}/comments", "create", self._comments.insert, "POST"),
            (f"{data}/comments", "delete", self._comments.delete, "DELETE"),
            (f"{data}/comments/setModerationStatus", "moderate", self._comments.moderate, "POST"),
            (f"{data}/channels", "channels", self.channels, "GET"),
            (f"{data}/videos", "videos", videos.list, "GET"),
            (f"{data}/videos", "update", videos.update, "PUT"),
            (f"{data}/videos", "delete_video", videos.delete, "DELETE"),
            (f"{data}/playlistItems", "playlist_items", self.playlist_items, "GET"),
        ]
        for prefix in ("/upload", "/resumable/upload"):
            rules += [
                (f"{prefix}{data}/videos", "upload", videos.begin, "POST"),
                (f"{prefix}{data}/videos", "upload_part", videos.append, "PUT"),
            ]
        for rule, name, view, method in rules:
            routes.add_url_rule(rule, name, view, methods=[method])
        routes.register_error_handler(GoogleError, lambda error: error.response())
        return routes

    def threads(self) -> Response:
        """``commentThreads.list``: by channel or video, newest first, one pass for each moderation status."""
        caller = youtube_access.caller(self._world)
        asked = parts("snippet", "replies")
        name, value = only_filter(*THREAD_FILTERS)
        state = Moderation(choice("moderationStatus", "published", "heldForReview", "likelySpam"))
        choice("order", "time", "relevance")
        shape = YouTubeShape(self._world, caller, asked, choice("textFormat", "html", "plainText") == "plainText")
        if name == "id":
            found = [self._comments.find(one) for one in names("id", 100)]
            seen = [one for one in found if one is not None and self._comments.may_see(caller, one)]
            return whole("youtube#commentThreadListResponse", [shape.thread(one) for one in seen])
        tops = [top for top in self._tops(caller, name, value, state) if self._has(top, state, shape)]
        tops.sort(key=_place, reverse=True)
        return listed("youtube#commentThreadListResponse", tops, _place, lambda top: shape.thread(top, state))

    def channels(self) -> Response:
        """``channels.list`` by ``mine``, ``id`` or ``forHandle``."""
        caller = youtube_access.caller(self._world)
        asked = parts("snippet", "statistics", "contentDetails", "brandingSettings", "status")
        name, value = only_filter("mine", "id", "forHandle")
        if name == "mine":
            found = [caller]
        else:
            ids = names("id") if name == "id" else []
            handle = value.removeprefix("@").lower()
            users = [user for user in self._world.users.values() if user.channel is Channel.YOUTUBE]
            found = [user for user in users if user.id in ids or (not ids and user.handle.lower() == handle)]
        shape = YouTubeShape(self._world, caller, asked)
        return whole("youtube#channelListResponse", [shape.channel(user) for user in found])

    def playlist_items(self) -> Response:
        """``playlistItems.list`` of a channel's uploads, newest first; private ones are its owner's alone."""
        caller = youtube_access.caller(self._world)
        shape = YouTubeShape(self._world, caller, parts("snippet", "contentDetails", "status"))
        _, playlist = only_filter("playlistId", "id")
        owner = next((one for one in self._world.official(Channel.YOUTUBE) if uploads_of(one.id) == playlist), None)
        if owner is None:
            raise youtube_errors.not_found("playlist")
        videos = self._world.seen(self._videos.visible(caller, shape.videos_of(owner)))
        position = {video.id: at for at, video in enumerate(videos)}
        return listed(
            "youtube#playlistItemListResponse",
            videos,
            lambda video: (video.at.timestamp(), video.id),
            lambda video: shape.playlist_item(video, position[video.id]),
            default=5,
            most=50,
        )

    def _tops(self, caller: User, name: str, value: str, state: Moderation) -> list[Item]:
        if name == "videoId":
            video = self._world.find(Channel.YOUTUBE, value)
            if video is None or video.place is not Place.POST:
                raise youtube_errors.not_found("video")
            if video.hidden:
                raise youtube_errors.comments_disabled(value)
            owner = video.page
        else:
            owner = self._world.users.get((Channel.YOUTUBE, value))
            if owner is None or not owner.official:
                raise youtube_errors.not_found("channel")
        if state is not Moderation.PUBLISHED and owner is not caller:
            raise youtube_errors.forbidden()
        every = [item for item in self._world.items.values() if item.page is owner and item.place is Place.COMMENT]
        tops = [
            item for item in every if item.parent == item.thread and value in (item.thread, owner.id if owner else "")
        ]
        return self._world.seen(tops)

    def _has(self, top: Item, state: Moderation, shape: YouTubeShape) -> bool:
        """Whether *top* belongs to the pass for *state*: itself, or when it is held, one of its replies."""
        if top.state is state:
            return True
        waits = state is not Moderation.PUBLISHED and top.state is Moderation.PUBLISHED
        return waits and any(reply.state is state for reply in shape.replies(top))


def _place(top: Item) -> tuple[float, str]:
    return top.at.timestamp(), top.id
