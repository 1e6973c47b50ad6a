"""X's posts, in either dialect, as messages."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from pmsdesk.channels.fields import Item, moment_of, object_of, objects_of, text_of
from pmsdesk.domain.account import Channel
from pmsdesk.domain.capability import Capability, WhyNot
from pmsdesk.domain.message import Author, RemoteMessage

_OF_MEDIA = re.compile(r"^https://(?:x|twitter)\.com/[^/]+/status/\d+/(?:photo|video)/\d+$")
_ID = re.compile(r"[0-9]{1,19}")
REPLY_CENTS = Decimal(1)
LINK_CENTS = Decimal(20)
"""What X charges for a reply to one who named us, and for a post with a link (research/channels.md §0.4)."""
_EPOCH_MS = 1288834974657
_SMALLEST_DATED_ID = 1 << 40


class PostReader:
    """Turns X's posts, in either dialect, into messages, with what the answer's ``includes`` add."""

    def __init__(self, me: str, handle: str, includes: Item) -> None:
        self._me = me
        self._handle = handle
        self._users = {text_of(user, "id"): user for user in objects_of(includes, "users")}
        self._posts = {text_of(post, "id"): post for post in objects_of(includes, "posts", "tweets")}
        self._media = {text_of(media, "media_key"): media for media in objects_of(includes, "media")}

    def post(self, item: Item) -> RemoteMessage | None:
        """*item* as a message, None if it lacks an id, a time or a text."""
        remote_id = text_of(item, "id")
        sent_at = moment_of(item, "created_at") or moment_in(remote_id)
        text, pictures = full_text(item), tuple(self._pictures(item))
        if not is_id(remote_id) or sent_at is None or not (text or pictures):
            return None
        author = self._author(text_of(item, "author_id"))
        return RemoteMessage(
            Channel.X,
            remote_id,
            thread=text_of(item, "conversation_id") or remote_id,
            parent=_reference(item, "replied_to"),
            author=author,
            text=text,
            sent_at=sent_at,
            permalink=permalink(author.handle, remote_id),
            own=author.remote_id == self._me,
            capability=self._capability(item, own=author.remote_id == self._me),
            picture_urls=pictures,
            replaces=_earlier(item, remote_id),
        )

    def parents(self, wanted: set[str]) -> Iterator[RemoteMessage]:
        """The posts of *wanted* that the answer carried."""
        for remote_id in wanted & self._posts.keys():
            if (post := self.post(self._posts[remote_id])) is not None:
                yield post

    def _author(self, author_id: str) -> Author:
        user = self._users.get(author_id, {})
        return Author(author_id, text_of(user, "username"), text_of(user, "name"))

    def _pictures(self, item: Item) -> Iterator[str]:
        keys = object_of(item, "attachments").get("media_keys")
        for key in keys if isinstance(keys, list) else ():
            if isinstance(key, str) and (url := text_of(self._media.get(key, {}), "url", "preview_image_url")):
                yield url

    def _capability(self, item: Item, own: bool) -> Capability:
        """A reply is charged, one with a link more; X hides only answers in a conversation that we began. In private we
        may write to whom X says that they take our direct messages.
        """
        if own:
            return replace(Capability.nothing(WhyNot.OWN), delete=None)
        root = self._posts.get(text_of(item, "conversation_id"), {})
        ours = text_of(root, "author_id") == self._me and text_of(root, "id") != text_of(item, "id")
        return Capability(
            reply=None if self._summons_us(item) else WhyNot.NOT_NAMED,
            private_reply=self._why_not_privately(text_of(item, "author_id")),
            hide=None if ours else WhyNot.ELSEWHERE,
            delete=WhyNot.NO_SUCH_ACT,
            cost_cents=REPLY_CENTS,
            link_cost_cents=LINK_CENTS,
        )

    def _why_not_privately(self, author_id: str) -> WhyNot | None:
        told = self._users.get(author_id, {}).get("receives_your_dm")
        return None if told is True else WhyNot.REFUSED if told is False else WhyNot.UNKNOWN

    def _summons_us(self, item: Item) -> bool:
        """Whether X lets us reply: its author names us in the text itself, or quotes us (research/channels.md §0.1).

        A name X put there because the post answers ours lies before ``display_text_range`` and does not count.
        """
        quoted = self._posts.get(_reference(item, "quoted"), {})
        if quoted and text_of(quoted, "author_id") == self._me:
            return True
        shown = item.get("display_text_range")
        begin = shown[0] if isinstance(shown, list) and shown and isinstance(shown[0], int) else 0
        for where in (item, object_of(item, "note_post", "note_tweet")):
            for mention in objects_of(object_of(where, "entities"), "mentions"):
                start = mention.get("start")
                named = text_of(mention, "id") == self._me or _same_handle(text_of(mention, "username"), self._handle)
                if named and not (isinstance(start, int) and start < begin):
                    return True
        return False


def is_id(text: str) -> bool:
    """Whether *text* can be an id of X."""
    return bool(_ID.fullmatch(text))


def moment_in(remote_id: str) -> datetime | None:
    """When X gave out *remote_id* (its upper bits are milliseconds), None where it is no such id."""
    if not is_id(remote_id) or int(remote_id) < _SMALLEST_DATED_ID:
        return None
    return datetime.fromtimestamp(((int(remote_id) >> 22) + _EPOCH_MS) / 1000, UTC)


def is_repost(item: Item) -> bool:
    """Whether *item* only repeats another's post: nobody says anything in it."""
    return bool(_reference(item, "retweeted") or _reference(item, "reposted"))


def permalink(handle: str, remote_id: str) -> str:
    """The public address of a post."""
    return f"https://x.com/{handle or 'i'}/status/{remote_id}"


def full_text(item: Item) -> str:
    """The whole text: the long form where there is one, ``&amp; &lt; &gt;`` decoded, t.co links as written.

    The link that X puts behind the words of a post with pictures is none of them and left out.
    """
    note = object_of(item, "note_post", "note_tweet")
    source = note if text_of(note, "text") else item
    text = text_of(source, "text").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    for url in objects_of(object_of(source, "entities"), "urls"):
        short, long = text_of(url, "url"), text_of(url, "expanded_url")
        if text_of(url, "media_key") or _OF_MEDIA.search(long):
            text = text.replace(short, "").rstrip()
        elif short and long:
            text = text.replace(short, long)
    return text


def _earlier(item: Item, remote_id: str) -> tuple[str, ...]:
    """The ids an edited post had before."""
    told = item.get("edit_history_post_ids", item.get("edit_history_tweet_ids"))
    return tuple(one for one in told if isinstance(one, str) and one != remote_id) if isinstance(told, list) else ()


def _reference(item: Item, kind: str) -> str:
    references = objects_of(item, "referenced_posts", "referenced_tweets")
    return next((text_of(r, "id") for r in references if r.get("type") == kind), "")


def _same_handle(one: str, other: str) -> bool:
    return bool(one) and one.casefold() == other.casefold()
