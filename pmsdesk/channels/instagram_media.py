"""Instagram's media and comments as messages."""

from dataclasses import dataclass, replace
from datetime import datetime

from pmsdesk.channels.fields import Item, moment_of, number_of, object_of, readable, text_of
from pmsdesk.channels.graph import PRIVATE_REPLY_WINDOW, following, is_id
from pmsdesk.channels.graph_watch import Post
from pmsdesk.domain.account import Channel
from pmsdesk.domain.capability import Capability, WhyNot
from pmsdesk.domain.message import Author, RemoteMessage

REPLIES_ALONG = 50
REPLY_FIELDS = "id,text,timestamp,username,from,user,hidden"
COMMENT_FIELDS = f"{REPLY_FIELDS},replies.limit({REPLIES_ALONG}){{{REPLY_FIELDS}}}"
MEDIA_FIELDS = "id,caption,timestamp,username,permalink,media_url,thumbnail_url,comments_count,is_comment_enabled"
TAGGED_FIELDS = "id,caption,timestamp,username,permalink,media_url"


@dataclass(frozen=True, slots=True)
class Us:
    """Our own account as Instagram knows it. A comment of ours tells our user name, and not always our id."""

    id: str
    username: str

    def wrote(self, author: Author) -> bool:
        """Whether *author* is this account."""
        same_name = bool(author.handle) and author.handle.casefold() == self.username.casefold()
        return same_name or (bool(author.remote_id) and author.remote_id == self.id)


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment on a media (`top`) with the `replies` Instagram sent along.

    `whole` tells that these are all: Instagram sends no more than asked for and does not count them.
    """

    top: RemoteMessage
    replies: tuple[RemoteMessage, ...] = ()
    whole: bool = True


def media_from(item: Item, us: Us) -> Post | None:
    """A media of our own, None without id or time; its `capability` tells whether it takes comments."""
    closed = WhyNot.CLOSED if item.get("is_comment_enabled") is False else None
    may = replace(Capability.nothing(WhyNot.OWN), reply=closed)
    message = _media(item, Author(us.id, us.username, ""), own=True, capability=may)
    count = number_of(item, "comments_count")
    return None if message is None else Post(message, -1 if count is None else count, "")


def tagged_from(item: Item, us: Us) -> Post | None:
    """A media of another that tags us, None without id or time. Its comments are
    neither shown nor taken through the API.
    """
    author = Author("", text_of(item, "username"), "")
    message = _media(item, author, own=us.wrote(author), capability=Capability.nothing(WhyNot.ELSEWHERE))
    return None if message is None else Post(message, 0, "")


def thread_from(item: Item, us: Us, media: RemoteMessage) -> Thread | None:
    """A comment on *media* with its replies, None without id or time. Its address is the media's: it has no other."""
    top = _comment(item, us, text_of(item, "id"), media.remote_id, media)
    if top is None:
        return None
    told = object_of(item, "replies")
    replies, skipped = readable(Channel.INSTAGRAM, told, lambda reply: reply_from(reply, us, top.remote_id, top))
    full = len(replies) + skipped >= REPLIES_ALONG or bool(following(told))
    return Thread(top, tuple(replies), not full)


def reply_from(item: Item, us: Us, top: str, above: RemoteMessage | None = None) -> RemoteMessage | None:
    """A reply in the thread of the comment *top*, None without id or time. Instagram hangs all replies under *top*."""
    return _comment(item, us, top, top, above)


def _comment(item: Item, us: Us, thread: str, parent: str, above: RemoteMessage | None) -> RemoteMessage | None:
    remote_id, sent_at = text_of(item, "id"), moment_of(item, "timestamp")
    if not is_id(remote_id) or sent_at is None:
        return None
    writer = object_of(item, "from")
    author = Author(text_of(writer, "id"), text_of(item, "username") or text_of(writer, "username"), "")
    own = us.wrote(author) or bool(object_of(item, "user"))
    return RemoteMessage(
        Channel.INSTAGRAM,
        remote_id,
        thread,
        parent,
        author,
        text_of(item, "text"),
        sent_at,
        permalink=above.permalink if above else "",
        own=own,
        capability=_capability(item, sent_at, own, above),
    )


def _capability(item: Item, sent_at: datetime, own: bool, above: RemoteMessage | None) -> Capability:
    """A hidden comment takes no reply, neither does what stands under one; ours are deleted, not hidden."""
    closed = WhyNot.HIDDEN if item.get("hidden") is True else above.capability.reply if above else None
    if own:
        return replace(Capability.nothing(WhyNot.OWN), reply=closed, delete=None)
    return Capability(reply=closed, window_closes_at=sent_at + PRIVATE_REPLY_WINDOW)


def _media(item: Item, author: Author, own: bool, capability: Capability) -> RemoteMessage | None:
    remote_id, sent_at = text_of(item, "id"), moment_of(item, "timestamp")
    if not is_id(remote_id) or sent_at is None:
        return None
    picture = text_of(item, "thumbnail_url", "media_url")
    return RemoteMessage(
        Channel.INSTAGRAM,
        remote_id,
        remote_id,
        "",
        author,
        text_of(item, "caption"),
        sent_at,
        permalink=text_of(item, "permalink"),
        own=own,
        capability=capability,
        picture_urls=(picture,) if picture else (),
    )
