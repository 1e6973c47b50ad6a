"""Pages, posts and comments as the Graph API writes them: the fields asked for, those without a value left out."""

from datetime import UTC, datetime, timedelta

from pmsdesk.sandbox import graph_insights
from pmsdesk.sandbox.graph_fields import Field, Json, Readers, answer, fixed, limit_of, parse
from pmsdesk.sandbox.world import Item, Medium, Place, User, World

PAGE_DEFAULT = "name,id"
POST_DEFAULT = "created_time,message,id"
COMMENT_DEFAULT = "created_time,from,message,id"
PAGE_UNSET = frozenset({"bio", "description", "phone", "emails", "access_token"})
POST_UNSET = frozenset({"actions", "message_tags", "parent_id", "picture", "place", "story"})
TALK = frozenset({"can_reply", "folder", "link", "participants", "senders", "unread_count", "updated_time"})
LIKES_A_SHARE = 9
PICTURES = "https://scontent.xx.fbcdn.net/v"
COMMENT_UNSET = frozenset(
    {
        "admin_creator",
        "application",
        "attachment",
        "live_broadcast_timestamp",
        "message_tags",
    }
)


def graph_time(at: datetime) -> str:
    """``2020-06-01T10:56:52+0000``, without the colon."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")


class Nodes:
    """Writes nodes of one world for the page whose token is used."""

    def __init__(self, world: World, viewer: User) -> None:
        self._world = world
        self._viewer = viewer

    def page(self, page: User, fields: str) -> Json:
        """A page."""
        known: dict[str, object] = {
            "id": page.id,
            "name": page.name,
            "username": page.handle,
            "about": page.bio,
            "category": "Government organisation",
            "link": f"https://www.facebook.com/{page.handle}",
            "website": page.website,
            "followers_count": page.followers,
            "fan_count": page.followers,
            "cover": {"id": page.id, "source": f"{PICTURES}/{page.id}_cover.jpg", "offset_x": 50, "offset_y": 50},
            "picture": {"data": {"url": f"{PICTURES}/{page.id}_n.jpg", "is_silhouette": False}},
            "verification_status": "blue_verified",
            "is_published": True,
        }
        readers: Readers = {name: fixed(value) for name, value in known.items()}
        readers["instagram_business_account"] = lambda field: self._instagram(page, field)
        return answer(parse(fields), readers, PAGE_UNSET, "Page")

    def item(self, item: Item, fields: str) -> Json:
        """A post or a comment."""
        return self._item(item, parse(fields))

    def fields_of(self, item: Item) -> list[str]:
        """The names of the fields that can have a value on *item*."""
        return list(self._readers(item))

    def comments(self, of: Item, stream: bool, oldest_first: bool) -> list[Item]:
        """The comments under a post or comment that the API shows: its own, or with *stream* all below it."""
        below = [item for item in self._world.items.values() if item.thread == of.thread and item.id != of.id]
        chosen = [item for item in below if self._is_below(item, of, stream) and not item.deleted]
        return sorted(chosen, key=lambda item: (item.at, item.id), reverse=not oldest_first)

    def _instagram(self, page: User, field: Field) -> Json | None:
        linked = self._world.instagram_of(page)
        if linked is None:
            return None
        readers = {"id": fixed(linked.id), "username": fixed(linked.handle), "name": fixed(linked.name)}
        return answer(field.inner or parse("id"), readers, frozenset(), "IGUser")

    def _is_below(self, item: Item, of: Item, stream: bool) -> bool:
        if item.parent == of.id:
            return True
        above = self._world.find(item.channel, item.parent) if stream else None
        return above is not None and above.id != of.id and self._is_below(above, of, stream)

    def _item(self, item: Item, fields: tuple[Field, ...]) -> Json:
        is_comment = item.place is Place.COMMENT
        unset, node = (COMMENT_UNSET, "Comment") if is_comment else (POST_UNSET, "PagePost")
        return answer(fields, self._readers(item), unset, node)

    def _readers(self, item: Item) -> Readers:
        return self._comment_readers(item) if item.place is Place.COMMENT else self._post_readers(item)

    def _comment_readers(self, item: Item) -> Readers:
        own = item.author.id == self._viewer.id
        root, _, last = item.id.partition("_")
        page = item.page.id if item.page else ""
        direct = [other for other in self._world.items.values() if other.parent == item.id and not other.deleted]
        return {
            **self._shared_readers(item),
            "comment_count": lambda _: len(direct),
            "like_count": lambda _: 0,
            "user_likes": lambda _: False,
            "is_hidden": lambda _: item.hidden,
            "is_private": lambda _: False,
            "can_comment": lambda _: True,
            "can_hide": lambda _: not own,
            "can_like": lambda _: True,
            "can_remove": lambda _: True,
            "can_reply_privately": lambda _: not own and self._may_be_answered_privately(item),
            "private_reply_conversation": lambda field: self._private_talk(item, field),
            "permalink_url": lambda _: f"https://www.facebook.com/{page}/posts/{root}/?comment_id={last}",
            "object": lambda field: self._named(item.thread, field.inner),
            "parent": lambda field: self._named(item.parent, field.inner) if item.parent != item.thread else None,
            "comments": lambda field: self._nested(item, field),
        }

    def _post_readers(self, item: Item) -> Readers:
        page, _, last = item.id.partition("_")
        return {
            **self._shared_readers(item),
            "updated_time": lambda _: graph_time(self._updated(item)),
            "is_hidden": lambda _: False,
            "is_published": lambda _: item.due is None,
            "scheduled_publish_time": lambda _: int(item.due.timestamp()) if item.due else None,
            "full_picture": lambda _: item.media[0].url if item.media else None,
            "attachments": lambda _: {"data": [_attachment(one) for one in item.media]} if item.media else None,
            "is_expired": lambda _: False,
            "status_type": lambda _: "mobile_status_update",
            "can_reply_privately": lambda _: False,
            "permalink_url": lambda _: f"https://www.facebook.com/{page}/posts/{last}/",
            "comments": lambda field: self._nested(item, field),
            "shares": lambda _: {"count": item.likes // LIKES_A_SHARE} if item.likes >= LIKES_A_SHARE else None,
            "reactions": lambda field: _reactions(item, field),
            "insights": lambda field: graph_insights.inside(item.id, field, graph_insights.POST, item.likes),
        }

    def _may_be_answered_privately(self, comment: Item) -> bool:
        over = self._world.now() >= comment.at + timedelta(days=7)
        return not over and self._world.private_reply_to(comment) is None

    def _private_talk(self, comment: Item, field: Field) -> Json | None:
        said = self._world.private_reply_to(comment)
        if said is None:
            return None
        known: Json = {"id": said.conversation, "snippet": said.text, "message_count": 1}
        return answer(field.inner or parse("id"), {name: fixed(value) for name, value in known.items()}, TALK, "Thread")

    def _updated(self, post: Item) -> datetime:
        """A new comment counts as an update of its post."""
        return max(item.at for item in self._world.items.values() if item.thread == post.id and not item.deleted)

    def _shared_readers(self, item: Item) -> Readers:
        author = {"name": item.author.name, "id": item.author.id}
        return {
            "id": lambda _: item.id,
            "message": lambda _: item.text,
            "created_time": lambda _: graph_time(item.at),
            "from": lambda _: author,
        }

    def _named(self, item_id: str, inner: tuple[Field, ...]) -> Json | None:
        found = next(
            (item for (_, key), item in self._world.items.items() if key == item_id and not item.deleted), None
        )
        return self._item(found, inner or parse("id")) if found else None

    def _nested(self, item: Item, field: Field) -> Json:
        """Comments inside a field expression; the sandbox gives the first ones and no paging."""
        limit = limit_of(field)
        every = self.comments(item, field.modifiers.get("filter") == "stream", oldest_first=True)
        out: Json = {"data": [self._item(one, field.inner or parse(COMMENT_DEFAULT)) for one in every[:limit]]}
        if field.modifiers.get("summary") in ("1", "true", "total_count"):
            out["summary"] = {"order": "chronological", "total_count": len(every), "can_comment": True}
        return out


def _reactions(item: Item, field: Field) -> Json:
    """The sandbox tells how many, and of none whose."""
    out: Json = {"data": []}
    if field.modifiers.get("summary") in ("1", "true", "total_count"):
        out["summary"] = {"total_count": item.likes, "viewer_reaction": "NONE"}
    return out


def _attachment(medium: Medium) -> Json:
    kind = "photo" if medium.kind == "IMAGE" else "video_inline"
    return {"type": kind, "media": {"image": {"src": medium.url}}, "target": {"id": medium.id}}
