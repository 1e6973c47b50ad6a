"""Facebook's posts and comments as messages."""

from datetime import datetime

from pmsdesk.channels.fields import Item, moment_of, number_of, object_of, text_of
from pmsdesk.channels.graph import PRIVATE_REPLY_WINDOW, is_id
from pmsdesk.channels.graph_watch import Post
from pmsdesk.domain.account import Channel
from pmsdesk.domain.capability import Capability, WhyNot
from pmsdesk.domain.message import Author, RemoteMessage

POST_FIELDS = (
    "id,from,message,created_time,updated_time,permalink_url,full_picture,"
    "comments.filter(stream).limit(0).summary(total_count)"
)
COMMENT_FIELDS = (
    "id,from,message,created_time,parent{id},can_comment,can_hide,can_remove,can_reply_privately,is_hidden,attachment,"
    "permalink_url"
)


def post_from(item: Item, me: str, ours: bool) -> Post | None:
    """A post of a page's edge, None without id or time. *ours* tells who wrote it where Facebook does not."""
    message = _message(item, me, thread=text_of(item, "id"), parent="")
    if message is None:
        return None
    if ours and not message.author.remote_id:
        message = _message(dict(item) | {"from": {"id": me}}, me, message.thread, "") or message
    count = number_of(object_of(object_of(item, "comments"), "summary"), "total_count")
    return Post(message, -1 if count is None else count, text_of(item, "updated_time"))


def comment_from(item: Item, me: str, post_id: str) -> RemoteMessage | None:
    """A comment under *post_id*, None without id or time. `from` may be missing (no permission to see the person)."""
    return _message(item, me, post_id, text_of(object_of(item, "parent"), "id") or post_id)


def _message(item: Item, me: str, thread: str, parent: str) -> RemoteMessage | None:
    remote_id, sent_at = text_of(item, "id"), moment_of(item, "created_time")
    if not is_id(remote_id) or sent_at is None:
        return None
    author = object_of(item, "from")
    author_id = text_of(author, "id")
    image = object_of(object_of(object_of(item, "attachment"), "media"), "image")
    picture = text_of(item, "full_picture") or text_of(image, "src")
    return RemoteMessage(
        Channel.FACEBOOK,
        remote_id,
        thread,
        parent,
        Author(author_id, text_of(author, "username"), text_of(author, "name")),
        text_of(item, "message"),
        sent_at,
        permalink=text_of(item, "permalink_url") or permalink(remote_id),
        own=author_id == me,
        capability=_capability(item, sent_at, own=author_id == me, is_comment=bool(parent)),
        picture_urls=(picture,) if picture else (),
    )


def _capability(item: Item, sent_at: datetime, *, own: bool, is_comment: bool) -> Capability:
    """What Facebook says may be done; a post has no such words, and is neither hidden nor removed as a comment is."""
    private, hide, delete = (
        (_unless(item, name) if is_comment else WhyNot.NO_SUCH_ACT)
        for name in ("can_reply_privately", "can_hide", "can_remove")
    )
    return Capability(
        reply=WhyNot.CLOSED if item.get("can_comment") is False else None,
        private_reply=WhyNot.OWN if own else private,
        hide=WhyNot.OWN if own else hide,
        delete=delete,
        window_closes_at=None if own or private else sent_at + PRIVATE_REPLY_WINDOW,
    )


def _unless(item: Item, name: str) -> WhyNot | None:
    """Why what the field *name* allows is not possible; Facebook may leave the field out."""
    told = item.get(name)
    return None if told is True else WhyNot.REFUSED if told is False else WhyNot.UNKNOWN


def permalink(remote_id: str) -> str:
    """The public address of a post or comment."""
    return f"https://www.facebook.com/{remote_id}"
