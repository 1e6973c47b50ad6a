"""Posts and users as X writes them in either dialect, with what was asked for and nothing more."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cached_property

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox.world import Item, Medium, User, World
from pmsdesk.sandbox.x_problems import not_found
from pmsdesk.sandbox.x_request import Wanted
from pmsdesk.sandbox.x_text import Shown, cut, shown

Json = dict[str, object]
PICTURES = "https://pbs.twimg.com"
VIEWS_A_LIKE = 41


def rfc3339(at: datetime) -> str:
    """``2026-11-23T02:05:00.000Z``."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


class Shape:
    """Writes posts and users for one call."""

    def __init__(self, world: World, wanted: Wanted) -> None:
        self._world = world
        self._wanted = wanted
        self._user_ids = {user.handle.lower(): user.id for user in world.users.values() if user.channel is Channel.X}

    def answer(self, items: list[Item], errors: Iterable[Json] = ()) -> Json:
        """``data`` as a list, ``includes`` and ``errors``, each left out when empty."""
        problems = list(errors)
        included, users = self._expanded(items, problems)
        includes: Json = {}
        if users:
            includes["users"] = [self.user(user) for user in users]
        if included:
            includes[self._wanted.dialect.included] = [self.post(item, included=True) for item in included]
        if media := [medium for item in items for medium in item.media] if self._media_expanded() else []:
            includes["media"] = [self._medium(medium) for medium in media]
        parts: Json = {"data": [self.post(item) for item in items], "includes": includes, "errors": problems}
        return {name: part for name, part in parts.items() if part}

    def post(self, item: Item, included: bool = False) -> Json:
        """One post."""
        whole = shown(item.prefix, item.text, self._user_ids, picture_link(item))
        short = cut(whole)
        names, asked = self._wanted.dialect, self._asked(included)
        out: Json = {"id": item.id, "text": short.text, names.history: [*item.earlier, item.id]}
        if "author_id" in asked:
            out["author_id"] = item.author.id
        if "conversation_id" in asked:
            out["conversation_id"] = item.thread
        if "created_at" in asked:
            out["created_at"] = rfc3339(item.at)
        if "display_text_range" in asked:
            out["display_text_range"] = [short.start, len(short.text)]
        if "entities" in asked and short.entities:
            out["entities"] = short.entities
        if "lang" in asked:
            out["lang"] = item.lang or "in"
        if "possibly_sensitive" in asked:
            out["possibly_sensitive"] = False
        if "reply_settings" in asked:
            out["reply_settings"] = "everyone"
        if "public_metrics" in asked:
            out["public_metrics"] = self._metrics(item)
        if "attachments" in asked and item.media:
            out["attachments"] = {"media_keys": [medium.id for medium in item.media]}
        if names.note in asked and short is not whole:
            out[names.note] = _note(whole)
        self._relations(out, item, asked)
        return out

    def user(self, user: User) -> Json:
        """One user."""
        asked = self._wanted.user_fields
        out: Json = {"id": user.id, "name": user.name, "username": user.handle}
        if "created_at" in asked:
            out["created_at"] = rfc3339(user.since)
        if "description" in asked:
            out["description"] = user.bio
        if "receives_your_dm" in asked:
            out["receives_your_dm"] = user.receives_messages
        if "protected" in asked:
            out["protected"] = False
        if "verified" in asked:
            out["verified"] = user.official
        if "verified_type" in asked:
            out["verified_type"] = "government" if user.official else "none"
        site = shown("", user.website, {})
        if "url" in asked:
            out["url"] = site.text
        if "entities" in asked and site.entities:
            out["entities"] = {"url": {"urls": site.entities["urls"]}}
        if "profile_image_url" in asked:
            out["profile_image_url"] = f"{PICTURES}/profile_images/{user.id}/normal.jpg"
        if "profile_banner_url" in asked and user.official:
            out["profile_banner_url"] = f"{PICTURES}/profile_banners/{user.id}/1400000000"
        if "public_metrics" in asked:
            posts = sum(item.author.id == user.id for item in self._world.items.values())
            out["public_metrics"] = {
                "followers_count": user.followers,
                "following_count": 0,
                self._wanted.dialect.posts_of_user: posts,
                "listed_count": 0,
            }
        return out

    def _media_expanded(self) -> bool:
        return "attachments.media_keys" in self._wanted.expansions

    def _medium(self, medium: Medium) -> Json:
        known: Json = {"media_key": medium.id, "type": "photo" if medium.kind == "IMAGE" else "video"}
        if "url" in self._wanted.media_fields and medium.kind == "IMAGE":
            known["url"] = medium.url
        if "alt_text" in self._wanted.media_fields and medium.alt_text:
            known["alt_text"] = medium.alt_text
        return known

    def _asked(self, included: bool) -> frozenset[str]:
        """Fields, and the fields an expansion brings along."""
        wanted, names = self._wanted, self._wanted.dialect
        asked = wanted.fields | (wanted.expansions & {"in_reply_to_user_id"})
        if not included or names.author_reaches_included:
            asked |= wanted.expansions & {"author_id"}
        if "referenced_tweets.id.author_id" in wanted.expansions and included:
            asked |= {"author_id"}
        if self._references_expanded():
            asked |= {names.references}
        return asked

    def _references_expanded(self) -> bool:
        return any(name.startswith(self._wanted.dialect.references_expansion) for name in self._wanted.expansions)

    def _relations(self, out: Json, item: Item, asked: frozenset[str]) -> None:
        above = self._world.items.get((Channel.X, item.parent))
        if "in_reply_to_user_id" in asked and above is not None:
            out["in_reply_to_user_id"] = above.author.id
        references = _references(item)
        if self._wanted.dialect.references in asked and references:
            out[self._wanted.dialect.references] = [{"type": kind, "id": target} for kind, target in references]

    def _expanded(self, items: list[Item], problems: list[Json]) -> tuple[list[Item], list[User]]:
        wanted = self._wanted
        included: dict[str, Item] = {}
        users: dict[str, User] = {}
        for item in items:
            if "author_id" in wanted.expansions:
                users[item.author.id] = item.author
            above = self._world.items.get((Channel.X, item.parent))
            if "in_reply_to_user_id" in wanted.expansions and above is not None:
                users[above.author.id] = above.author
            if "entities.mentions.username" in wanted.expansions:
                users |= {user.id: user for user in self._mentioned(item)}
            for _, target in _references(item) if self._references_expanded() else ():
                found = self._world.find(Channel.X, target)
                if found is None:
                    problems.append(not_found("tweet", wanted.dialect.references_expansion, target))
                else:
                    included[target] = found
        reaches = wanted.dialect.author_reaches_included and "author_id" in wanted.expansions
        if reaches or "referenced_tweets.id.author_id" in wanted.expansions:
            users |= {item.author.id: item.author for item in included.values()}
        return list(included.values()), list(users.values())

    def _mentioned(self, item: Item) -> list[User]:
        return [
            user
            for user in self._world.users.values()
            if user.channel is Channel.X and user.handle and item.mentions(user.handle)
        ]

    def _metrics(self, item: Item) -> Json:
        counts = self._engagement
        return {
            self._wanted.dialect.reposts: counts["retweeted", item.id],
            "reply_count": counts["replied_to", item.id],
            "like_count": item.likes,
            "quote_count": counts["quoted", item.id],
            "bookmark_count": 0,
            "impression_count": item.likes * VIEWS_A_LIKE,
        }

    @cached_property
    def _engagement(self) -> Counter[tuple[str, str]]:
        standing = (item for item in self._world.items.values() if not item.deleted)
        return Counter(reference for item in standing for reference in _references(item))


def picture_link(item: Item) -> tuple[tuple[str, str], ...]:
    """Key and address of each of a post's pictures; X puts one link to them into the text."""
    kinds = {"IMAGE": "photo", "VIDEO": "video"}
    root = f"https://x.com/{item.author.handle}/status/{item.id}"
    return tuple((one.id, f"{root}/{kinds[one.kind]}/{number}") for number, one in enumerate(item.media, start=1))


def _references(item: Item) -> list[tuple[str, str]]:
    kinds = (("replied_to", item.parent), ("quoted", item.quoted), ("retweeted", item.retweeted))
    return [(kind, target) for kind, target in kinds if target]


def _note(whole: Shown) -> Json:
    note: Json = {"text": whole.text}
    if whole.entities:
        note["entities"] = whole.entities
    return note
