"""Single comments of YouTube: read, answered, moderated, deleted."""

from typing import Any

from flask import Response, jsonify, request

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox import youtube_access, youtube_errors
from pmsdesk.sandbox.calling import fault, fault_name
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.world import Item, Moderation, Place, User, World
from pmsdesk.sandbox.youtube_request import choice, listed, names, only_filter, parts, whole
from pmsdesk.sandbox.youtube_shape import YouTubeShape

LONGEST_COMMENT = 10_000
LIST = "youtube#commentListResponse"


class Comments:
    """The handlers of comments, over one world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def list(self) -> Response:
        """``comments.list`` by ``parentId`` (published replies, newest first) or ``id``."""
        caller = youtube_access.caller(self._world)
        asked = parts("snippet")
        name, value = only_filter("parentId", "id")
        shape = YouTubeShape(self._world, caller, asked, choice("textFormat", "html", "plainText") == "plainText")
        if name == "id":
            found = [self.find(one) for one in names("id", 100)]
            return whole(LIST, [shape.comment(one) for one in found if one is not None and self.may_see(caller, one)])
        top = self.find(value)
        if top is None or not self.may_see(caller, top):
            raise youtube_errors.comment_not_found("parentId")
        replies = [one for one in shape.replies(top) if one.state is Moderation.PUBLISHED]
        return listed(
            LIST,
            replies,
            lambda one: (one.at.timestamp(), one.id),
            lambda one: shape.comment(one, tells_state=True),
        )

    def insert(self) -> Response:
        """``comments.insert``: an answer to a comment of the top level. YouTube may hold it without saying so."""
        caller = youtube_access.caller(self._world)
        asked = parts("snippet")
        parent_id, text = _body()
        parent = self.find(parent_id)
        if parent is None:
            raise self._why_gone(parent_id)
        if parent.parent != parent.thread:
            message = (
                "The API user is not able to insert a comment in reply to the top-level comment identified by the "
            )
            raise youtube_errors.bad_request("operationNotSupported", message + "snippet.parentId property.")
        video = self._world.items[Channel.YOUTUBE, parent.thread]
        if video.hidden:
            raise youtube_errors.comments_disabled(video.id)
        item = self._world.write_comment(parent, caller, text)
        if fault(Kind.HELD_FOR_REVIEW):
            item.state = Moderation.HELD
        if fault(Kind.LIKELY_SPAM):
            item.state = Moderation.SPAM
        delay = fault(Kind.DELAYED_VISIBILITY)
        item.hidden_reads = delay.reads if delay else 0
        self._world.record(item, fault_name())
        return jsonify(YouTubeShape(self._world, caller, asked).comment(item))

    def moderate(self) -> Response:
        """``comments.setModerationStatus``: the owner of the video decides; what is rejected never comes back."""
        caller = youtube_access.caller(self._world)
        if not request.args.get("moderationStatus"):
            raise youtube_errors.missing("moderationStatus")
        state = Moderation(choice("moderationStatus", "published", "heldForReview", "rejected"))
        bans = request.args.get("banAuthor", "false").lower() == "true"
        if bans and state is not Moderation.REJECTED:
            message = "The banAuthor parameter can only be used if the moderationStatus parameter value is rejected."
            raise youtube_errors.bad_request("banWithoutReject", message, "banAuthor")
        ids = names("id")
        if not ids:
            raise youtube_errors.missing("id")
        found = [self._to_moderate(caller, one) for one in ids]
        for item in found:
            item.state = state
            if bans:
                self._world.banned.add((caller.id, item.author.id))
            self._world.note(caller, state.value, item, fault_name())
        return Response(status=204)

    def delete(self) -> Response:
        """``comments.delete``: only what the account wrote itself."""
        caller = youtube_access.caller(self._world)
        item = self.find(request.args.get("id", ""))
        if item is None:
            raise youtube_errors.comment_not_found("id")
        if item.author is not caller:
            raise youtube_errors.forbidden()
        item.deleted = True
        self._world.note(caller, "delete", item, fault_name())
        return Response(status=204)

    def find(self, comment_id: str) -> Item | None:
        """The comment, if it stands or waits."""
        item = self._world.find(Channel.YOUTUBE, comment_id)
        stands = item is not None and item.place is Place.COMMENT and item.state is not Moderation.REJECTED
        return item if stands else None

    def may_see(self, caller: User, item: Item) -> bool:
        """Whether *caller* is shown *item*: it is published, or stands under the caller's video."""
        return item.state is Moderation.PUBLISHED or item.page is caller

    def _to_moderate(self, caller: User, comment_id: str) -> Item:
        item = self.find(comment_id)
        if item is None:
            raise youtube_errors.comment_not_found("id")
        if item.page is not caller:
            raise youtube_errors.forbidden()
        return item

    def _why_gone(self, comment_id: str) -> youtube_errors.GoogleError:
        """What its author deleted fails to be processed; what was never there is not found."""
        known = self._world.items.get((Channel.YOUTUBE, comment_id))
        deleted = known is not None and known.deleted
        return youtube_errors.processing_failure() if deleted else youtube_errors.parent_not_found()


def _body() -> tuple[str, str]:
    body: Any = request.get_json(silent=True)
    snippet = body.get("snippet") if isinstance(body, dict) else None
    if not isinstance(snippet, dict):
        raise youtube_errors.bad_request("invalidCommentMetadata", "The request metadata is invalid.")
    parent, text = snippet.get("parentId"), snippet.get("textOriginal")
    if not isinstance(parent, str) or not parent:
        message = "The comment resource that is being inserted must specify a value for the snippet.parentId property."
        raise youtube_errors.bad_request("parentIdMissing", message, "body.snippet.parentId")
    if not isinstance(text, str) or not text.strip():
        message = (
            "The comment resource that is being inserted must specify a value for the snippet.textOriginal property."
        )
        raise youtube_errors.bad_request("commentTextRequired", message, "body.snippet.textOriginal")
    if len(text) > LONGEST_COMMENT:
        message = (
            "The comment resource that is being inserted contains too many characters in the snippet.textOriginal "
        )
        raise youtube_errors.bad_request("commentTextTooLong", message + "property.", "body.snippet.textOriginal")
    return parent, text
