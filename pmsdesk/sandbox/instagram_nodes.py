"""Instagram accounts, media, comments and containers as the Graph API writes them."""

from collections.abc import Iterable

from pmsdesk.sandbox import graph_insights
from pmsdesk.sandbox.graph_fields import Field, Json, Readers, answer, fixed, limit_of, parse
from pmsdesk.sandbox.graph_nodes import graph_time
from pmsdesk.sandbox.ids import letters
from pmsdesk.sandbox.instagram_containers import Container
from pmsdesk.sandbox.world import Item, Medium, Place, User, World

MEDIA_DEFAULT = "id"
COMMENT_DEFAULT = "timestamp,text,id"
USER_UNSET = frozenset({"mentioned_comment", "mentioned_media", "business_discovery", "shopping_review_status"})
MEDIA_UNSET = frozenset({"boost_eligibility_info", "copyright_check_information", "thumbnail_url", "view_count"})
COMMENT_UNSET = frozenset({"legacy_instagram_comment_id"})


class InstagramNodes:
    """Writes nodes of one world for the account whose token is used."""

    def __init__(self, world: World, viewer: User) -> None:
        self._world = world
        self._viewer = viewer

    def user(self, user: User, fields: str) -> Json:
        """An account."""
        return answer(parse(fields), self.user_readers(user), USER_UNSET, "IGUser")

    def item(self, item: Item, fields: str) -> Json:
        """A media or a comment."""
        return self._item(item, parse(fields))

    def container(self, container: Container, fields: str) -> Json:
        """A container; the caller counts the read."""
        now = self._world.now()
        readers: Readers = {
            "id": fixed(container.id),
            "status_code": fixed(container.status(now)),
            "status": fixed(container.words(now)),
            "video_status": fixed(_progress(container) if container.kind == "VIDEO" and not container.url else None),
        }
        return answer(parse(fields), readers, frozenset({"copyright_check_status"}), "ShadowIGMediaBuilder")

    def media_of(self, user: User) -> list[Item]:
        """What *user* published, newest first."""
        return _newest_first(
            item for item in self._world.items.values() if item.author is user and item.place is Place.POST
        )

    def below(self, item: Item) -> list[Item]:
        """The comments of a media or the replies of a comment, newest first, unlisted ones too."""
        return _newest_first(one for one in self._in_thread(item) if one.parent == item.id)

    def user_readers(self, user: User) -> Readers:
        """The fields of an account."""
        return {
            "id": fixed(user.id),
            "ig_id": fixed(int(user.id[5:])),
            "username": fixed(user.handle),
            "name": fixed(user.name),
            "biography": fixed(user.bio),
            "website": fixed(user.website),
            "has_profile_pic": fixed(True),
            "profile_picture_url": fixed(f"https://scontent.cdninstagram.com/v/t51.2885-19/{user.id}_n.jpg"),
            "followers_count": fixed(user.followers),
            "follows_count": fixed(0),
            "media_count": lambda _: len(self.media_of(user)),
            "media": lambda field: self._inside(self.media_of(user), field, MEDIA_DEFAULT),
        }

    def readers(self, item: Item) -> Readers:
        """The fields of a media or a comment."""
        return self._comment_readers(item) if item.place is Place.COMMENT else self._media_readers(item)

    def _item(self, item: Item, fields: tuple[Field, ...]) -> Json:
        is_comment = item.place is Place.COMMENT
        unset, node = (COMMENT_UNSET, "IGComment") if is_comment else (MEDIA_UNSET, "IGMedia")
        return answer(fields, self.readers(item), unset, node)

    def _media_readers(self, item: Item) -> Readers:
        first = item.media[0] if item.media else Medium("", "")
        kind = "CAROUSEL_ALBUM" if len(item.media) > 1 else first.kind
        shortcode = letters(item.id, 11)
        return {
            **self._shared_readers(item),
            "caption": fixed(item.text),
            "alt_text": fixed(first.alt_text),
            "comments_count": lambda _: len(self._in_thread(item)),
            "comments": lambda field: self._inside(self.below(item), field, COMMENT_DEFAULT),
            "children": lambda field: self.children(item, field.inner or parse("id")) if len(item.media) > 1 else None,
            "insights": lambda field: graph_insights.inside(item.id, field, graph_insights.INSTAGRAM_MEDIA, item.likes),
            "is_comment_enabled": fixed(not item.hidden),
            "media_type": fixed(kind),
            "media_product_type": fixed("REELS" if kind == "VIDEO" else "FEED"),
            "media_url": fixed(first.url),
            "owner": fixed({"id": item.author.id}),
            "permalink": fixed(f"https://www.instagram.com/{'reel' if kind == 'VIDEO' else 'p'}/{shortcode}/"),
            "shortcode": fixed(shortcode),
        }

    def children(self, item: Item, fields: tuple[Field, ...]) -> Json:
        """The pictures of an album."""
        data = [answer(fields, _part_readers(item, medium), MEDIA_UNSET, "IGMedia") for medium in item.media]
        return {"data": data}

    def _comment_readers(self, item: Item) -> Readers:
        is_reply = item.parent != item.thread
        media = self._world.items[item.channel, item.thread]
        return {
            **self._shared_readers(item),
            "text": fixed(item.text),
            "from": fixed({"id": item.author.id, "username": item.author.handle}),
            "hidden": fixed(item.hidden),
            "media": lambda field: self._item(media, field.inner or parse("id")),
            "parent_id": fixed(item.parent if is_reply else None),
            "replies": lambda field: self._inside(self.below(item), field, COMMENT_DEFAULT),
            "user": fixed({"id": item.author.id} if item.author is self._viewer else None),
        }

    def _shared_readers(self, item: Item) -> Readers:
        return {
            "id": fixed(item.id),
            "timestamp": fixed(graph_time(item.at)),
            "username": fixed(item.author.handle),
            "like_count": fixed(item.likes),
        }

    def _in_thread(self, item: Item) -> list[Item]:
        every = self._world.items.values()
        return [one for one in every if one.thread == item.thread and one.id != item.thread and not one.deleted]

    def _inside(self, items: list[Item], field: Field, default: str) -> Json | None:
        """An edge inside a field expression; the sandbox gives the first ones and no paging."""
        seen = [one for one in self._world.seen(items) if not one.unlisted][: limit_of(field)]
        return {"data": [self._item(one, field.inner or parse(default)) for one in seen]} if seen else None


def _progress(container: Container) -> Json:
    """How far a resumable upload came; Meta writes the count with one r."""
    phase = "in_progress" if container.awaits else "complete"
    return {"uploading_phase": {"status": phase, "bytes_transfered": container.received}}


def _part_readers(item: Item, medium: Medium) -> Readers:
    return {
        "id": fixed(medium.id),
        "media_type": fixed(medium.kind),
        "media_url": fixed(medium.url),
        "alt_text": fixed(medium.alt_text),
        "timestamp": fixed(graph_time(item.at)),
        "username": fixed(item.author.handle),
    }


def _newest_first(items: Iterable[Item]) -> list[Item]:
    return sorted((item for item in items if not item.deleted), key=lambda item: (item.at, item.id), reverse=True)
