"""Instagram through Meta's Graph API: comments, replies and tags in, replies and posts out, and a look for them."""

import logging
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, datetime, timedelta

from pmsdesk.channels.fields import Item, object_of, readable, text_of
from pmsdesk.channels.graph import PAGE_SIZE, VERSION, GraphChannel, Unseen, following, graph_wire, is_id
from pmsdesk.channels.graph_watch import Post, Watch, read_due
from pmsdesk.channels.http import Wire, no_budget, path_of, wire_of
from pmsdesk.channels.instagram_media import (
    COMMENT_FIELDS,
    MEDIA_FIELDS,
    REPLY_FIELDS,
    TAGGED_FIELDS,
    Thread,
    Us,
    media_from,
    reply_from,
    tagged_from,
    thread_from,
)
from pmsdesk.channels.instagram_metrics import InstagramMetrics
from pmsdesk.channels.instagram_posting import InstagramPosting
from pmsdesk.channels.instagram_private import InstagramPrivate
from pmsdesk.channels.instagram_uploads import InstagramUploads, judge_bytes
from pmsdesk.channels.same_text import same_text
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.errors import BadAnswer, NoLinkedAccount, OutcomeUnknown, ParentGone, ReadRefused
from pmsdesk.domain.message import RemoteMessage
from pmsdesk.domain.posting import POSTINGS
from pmsdesk.domain.publication import Found, Outgoing, Published, ReadBack
from pmsdesk.services.ports import Batch

UPLOAD_ROOT = "https://rupload.facebook.com"
MEDIA_KEPT = 100
MEDIA_AGE = timedelta(days=30)
LOOK_EVERY = timedelta(hours=1)
PAGES_OF_MEDIA = 10
PAGES_OF_REPLIES = 50
PAGES_A_READ_BACK = 30
_OURS, _TAGGED = "media", "tags"
_CLOCK_DOUBT = timedelta(hours=25)

log = logging.getLogger(__name__)


class InstagramChannel(GraphChannel):
    """One professional account, by the token of its page (research/channels.md §1). Satisfies `ports.ChannelPort`."""

    channel = Channel.INSTAGRAM
    posting = POSTINGS[channel]
    hiding = "hide"

    def __init__(self, wire: Wire, bytes_wire: Wire, account: Account) -> None:
        super().__init__(wire)
        self._id = account.remote_id
        self._known_as: Us | None = None
        self._posting = InstagramPosting(wire, self._me)
        self.private = InstagramPrivate(wire, self._me, self._require_gone)
        self.uploads = InstagramUploads(wire, bytes_wire, self._me)
        self.metrics = InstagramMetrics(self._get, self._me)

    def whoami(self) -> tuple[str, str]:
        """Id and user name of the account linked to the page the token belongs to; `NoLinkedAccount` for none."""
        me = self._get("me", {"fields": "instagram_business_account{id,username}"}).data
        linked = object_of(me, "instagram_business_account")
        remote_id = text_of(linked, "id")
        if not is_id(remote_id):
            raise NoLinkedAccount
        return remote_id, text_of(linked, "username")

    def fetch(self, cursor: str) -> Batch:
        """Media that tag us, and comments with their replies under every media of ours that may have changed.

        Instagram has no list of an account's comments, takes no ``since``, and an answer does not bring its comment up.
        So the media of the last 30 days (at most 100) are listed and those whose count differs from what it was at
        *cursor* are read whole; as one may be deleted where another is written, every one is read each hour anyway.
        """
        listed, server_time = self._list_media()
        watch = Watch(cursor, listed, server_time or datetime.now(UTC), self.channel, look_every=LOOK_EVERY)
        found = {
            p.message.remote_id: p.message for p in listed if not p.message.own and p.message.remote_id not in watch
        }
        watch.note_quiet()
        comments, parents, more = read_due(watch, lambda post: self._comments(post, watch))
        parents |= {comment.remote_id: comment for comment in comments.values() if comment.thread == comment.remote_id}
        messages = sorted((found | comments).values(), key=lambda m: (m.sent_at, m.remote_id))
        posts, whole = tuple(parents.values()), watch.stretches()
        return Batch(tuple(messages), watch.cursor(), more, posts, server_time, whole, watch.unlisted)

    def publish(self, outgoing: Outgoing) -> Published:
        """Reply to ``outgoing.target``; without one, publish a post.

        Instagram hangs a reply to a reply under the comment ``outgoing.thread``.
        """
        target = outgoing.target or outgoing.thread
        if not target:
            return self._posting.publish(outgoing)
        try:
            answer = self._wire.post(path_of(target, "replies"), form={"message": outgoing.text})
        except ParentGone:
            self._require_sight_of(outgoing.thread if outgoing.thread != target else "")
            raise
        self.budget = answer.budget or self.budget
        remote_id = text_of(answer.data, "id")
        if not is_id(remote_id):
            raise OutcomeUnknown("no id", channel="Instagram")
        return Published(remote_id)

    def prepare(self, outgoing: Outgoing) -> Outgoing:
        """A post with the one container that carries all its files."""
        return self._posting.prepare(outgoing)

    def newest_own(self) -> str:
        """Always "": Instagram's ids have no order, and a read-back looks into one thread only."""
        return ""

    def read_back(self, outgoing: Outgoing, since: datetime, newest_own: str, others: Collection[str] = ()) -> ReadBack:
        """Look in its thread for our reply with that text that is none of *others*.

        Clocks may be a day wrong, so *since* only shuts out what is more than 25 hours older. Instagram counts comments
        that it does not list, and lists late (research/channels.md §1j): one that is not seen is never called absent.
        Raises `ParentGone` when the thread was deleted.
        """
        del newest_own
        if not (outgoing.thread or outgoing.target):
            return self._posting.read_back(outgoing, since, others)
        top, oldest = outgoing.thread or outgoing.target, since - _CLOCK_DOUBT
        whole = True
        try:
            for replies, skipped in self._replies_to(top, PAGES_A_READ_BACK):
                alike = [
                    reply
                    for reply in replies
                    if reply.sent_at >= oldest
                    and reply.remote_id not in others
                    and same_text(outgoing.text, reply.text)
                ]
                for reply in alike:
                    if reply.own:
                        return ReadBack(Found.PRESENT, reply.remote_id)
                whole = whole and not skipped and all(_is_named(reply) for reply in alike)
        except Unseen as error:
            self._require_sight_of("")
            raise ParentGone(error.platform_words, **error.facts) from error
        return ReadBack(Found.UNSEEN if whole else Found.INCOMPLETE)

    def _me(self) -> str:
        if not self._id:
            self._id, _ = self.whoami()
        return self._id

    def _us(self) -> Us:
        """Our account by its name of today: it may have changed since it was connected."""
        if self._known_as is None:
            username = text_of(self._get(path_of(self._me()), {"fields": "id,username"}).data, "username")
            if not username:
                raise BadAnswer("no user name", channel="Instagram")
            self._known_as = Us(self._me(), username)
        return self._known_as

    def _our_posts(self) -> str:
        return path_of(self._us().id, _OURS)

    # ---- reading ------------------------------------------------------------------------------------------------

    def _list_media(self) -> tuple[list[Post], datetime | None]:
        """Our media to watch, newest first, then those that tag us; and the network's time."""
        us = self._us()
        ours, server_time = self._media_of(_OURS, MEDIA_FIELDS, lambda item: media_from(item, us))
        try:
            tagged, _ = self._media_of(_TAGGED, TAGGED_FIELDS, lambda item: tagged_from(item, us))
        except ReadRefused as error:
            log.info("what tags us may not be read: %s", error.platform_words)
            tagged = []
        listed = {post.message.remote_id: post for post in (*tagged, *ours)}
        return list(listed.values()), server_time

    def _media_of(
        self, edge: str, fields: str, read: Callable[[Item], Post | None]
    ) -> tuple[list[Post], datetime | None]:
        """The media of *edge* that are young enough; only our own are known to come newest first."""
        listed: list[Post] = []
        server_time = None
        for number, answer in enumerate(self._pages(path_of(self._us().id, edge), {"fields": fields}), start=1):
            server_time = answer.server_time or server_time
            oldest = (server_time or datetime.now(UTC)) - MEDIA_AGE
            page, _ = readable(self.channel, answer.data, read)
            recent = [post for post in page if post.message.sent_at >= oldest]
            listed += recent
            past = len(recent) < len(page) if edge == _OURS else bool(page) and not recent
            if number >= PAGES_OF_MEDIA or len(listed) >= MEDIA_KEPT or past:
                break
        return listed[:MEDIA_KEPT], server_time

    def _comments(self, post: Post, watch: Watch) -> Iterator[list[RemoteMessage]]:
        media, us = post.message, self._us()
        path, asked = path_of(media.remote_id, "comments"), {"fields": COMMENT_FIELDS, "limit": str(PAGE_SIZE)}
        further = True
        while further:
            try:
                answer = self._get(path, asked | watch.begin(post))
            except ReadRefused:
                if not watch.restart(post):
                    raise
                continue
            threads, skipped = readable(self.channel, answer.data, lambda item: thread_from(item, us, media))
            page = [message for thread in threads for message in (thread.top, *self._replies_in(thread))]
            further = watch.turn_page(post, page, following(answer.data), lacks=skipped > 0)
            yield page

    def _replies_in(self, thread: Thread) -> Collection[RemoteMessage]:
        """The replies of *thread*, asked for where not all came along; what is refused keeps no other from coming."""
        found = {reply.remote_id: reply for reply in thread.replies}
        if not thread.whole:
            try:
                for replies, _ in self._replies_to(thread.top.remote_id, PAGES_OF_REPLIES, thread.top):
                    found |= {reply.remote_id: reply for reply in replies}
            except (ReadRefused, BadAnswer) as error:
                log.warning("the replies to one comment cannot be read: %s", error.platform_words)
        return found.values()

    def _replies_to(
        self, top: str, most: int, above: RemoteMessage | None = None
    ) -> Iterator[tuple[list[RemoteMessage], bool]]:
        """Pages of the replies to the comment *top*, at most *most*, and whether some are unreadable or beyond it."""
        us = self._us()
        for number, answer in enumerate(self._pages(path_of(top, "replies"), {"fields": REPLY_FIELDS}), start=1):
            replies, skipped = readable(self.channel, answer.data, lambda item: reply_from(item, us, top, above))
            given_up = number >= most and bool(following(answer.data))
            yield replies, bool(skipped) or given_up
            if given_up:
                return


def _is_named(reply: RemoteMessage) -> bool:
    return bool(reply.author.remote_id or reply.author.handle)


def connect(account: Account, token: str, options: Mapping[str, str]) -> InstagramChannel:
    """An `InstagramChannel`. *options*: ``base_url`` (the network's root), ``graph_version``."""
    root, version = options.get("base_url") or UPLOAD_ROOT, options.get("graph_version") or VERSION
    bytes_root = f"{root}/ig-api-upload/{version}"
    bytes_wire = wire_of(account, token, bytes_root, judge_bytes, no_budget, scheme="OAuth")
    return InstagramChannel(graph_wire(account, token, options), bytes_wire, account)
