"""Facebook Graph API: comments and posts on our page in, replies out, and a look under a comment for our reply."""

import logging
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pmsdesk.channels.facebook_metrics import FacebookMetrics
from pmsdesk.channels.facebook_posting import FacebookPosting, FacebookUploads
from pmsdesk.channels.facebook_posts import (
    COMMENT_FIELDS,
    POST_FIELDS,
    comment_from,
    permalink,
    post_from,
)
from pmsdesk.channels.facebook_private import FacebookPrivate
from pmsdesk.channels.fields import object_of, readable, text_of
from pmsdesk.channels.graph import PAGE_SIZE, GraphChannel, Unseen, following, graph_wire, is_id
from pmsdesk.channels.graph_watch import Post, Watch, read_due
from pmsdesk.channels.http import Wire, path_of
from pmsdesk.channels.same_text import same_text
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.errors import BadAnswer, OutcomeUnknown, ParentGone, ReadRefused
from pmsdesk.domain.message import RemoteMessage
from pmsdesk.domain.posting import POSTINGS
from pmsdesk.domain.publication import Found, Outgoing, Published, ReadBack
from pmsdesk.services.ports import Batch

OVERLAP = timedelta(hours=6)
"""How far before the newest known comment a changed post is read: each page of comments is a call, and a day of them on
a busy post many, every two minutes. What lags longer comes with the whole reading every two hours."""
WHOLE_EVERY = timedelta(hours=2)
POSTS_KEPT = 100
POST_AGE = timedelta(days=30)
PAGES_OF_POSTS = 10
PAGES_A_READ_BACK = 30
_OURS, *_THEIRS = ("published_posts", "visitor_posts", "tagged")
_CLOCK_DOUBT = timedelta(hours=25)
_CLOCK_MARGIN = timedelta(seconds=10)

log = logging.getLogger(__name__)


class FacebookChannel(GraphChannel):
    """One Facebook page (research/channels.md §1). Satisfies `services.ports.ChannelPort`."""

    channel = Channel.FACEBOOK
    posting = POSTINGS[channel]
    hiding = "is_hidden"

    def __init__(self, wire: Wire, account: Account, overlap: timedelta = OVERLAP) -> None:
        super().__init__(wire)
        self._overlap = overlap
        self._id = account.remote_id
        self._posting = FacebookPosting(wire, self._me)
        self.private = FacebookPrivate(wire, self._me, self._require_gone)
        self.uploads = FacebookUploads(wire, self._me)
        self.metrics = FacebookMetrics(self._get, self._me)

    def whoami(self) -> tuple[str, str]:
        """Id and user name (or name, where there is none) of the page the token belongs to."""
        me = self._get("me", {"fields": "id,username,name"}).data
        remote_id = text_of(me, "id")
        if not is_id(remote_id):
            raise BadAnswer("no id", channel="Facebook")
        return remote_id, text_of(me, "username", "name")

    def fetch(self, cursor: str) -> Batch:
        """Posts of others on our page, and comments under every post that may have changed since *cursor*.

        Graph has no list of a page's comments, so the posts of the last 30 days (at most 100 an edge) are listed and
        those whose count or time of change differ are read, each from `overlap` before its newest known comment. A
        changed post is read again within the hour, because a comment can be counted before it is shown. A post of ours
        is read whole every two hours, and when it counts fewer comments: so edited and deleted ones are seen.
        """
        listed, server_time = self._list_posts()
        now = server_time or datetime.now(UTC)
        watch = Watch(cursor, listed, now, self.channel, overlap=self._overlap, look_every=WHOLE_EVERY)
        found = {
            p.message.remote_id: p.message for p in listed if not p.message.own and p.message.remote_id not in watch
        }
        watch.note_quiet()
        comments, parents, more = read_due(watch, lambda post: self._comments(post, watch))
        messages = sorted((found | comments).values(), key=lambda m: (m.sent_at, m.remote_id))
        posts, whole = tuple(parents.values()), watch.stretches()
        return Batch(tuple(messages), watch.cursor(), more, posts, server_time, whole, watch.unlisted)

    def publish(self, outgoing: Outgoing) -> Published:
        """Comment under ``outgoing.target``; without one, post on the page."""
        target = outgoing.target or outgoing.thread
        if not target:
            return self._posting.publish(outgoing)
        try:
            answer = self._wire.post(path_of(target, "comments"), form={"message": outgoing.text})
        except ParentGone:
            self._require_sight_of(outgoing.thread if outgoing.thread != target else "")
            raise
        self.budget = answer.budget or self.budget
        remote_id = text_of(answer.data, "id")
        if not is_id(remote_id):
            raise OutcomeUnknown("no id", channel="Facebook")
        return Published(remote_id, permalink(remote_id))

    def newest_own(self) -> str:
        """Always "": Facebook's ids have no order, and a read-back looks under one comment only."""
        return ""

    def read_back(self, outgoing: Outgoing, since: datetime, newest_own: str, others: Collection[str] = ()) -> ReadBack:
        """Look for our comment with that text under the target that is none of *others*.

        Clocks may be a day wrong, so *since* only shuts out what is more than 25 hours older. Facebook may hang an
        answer to an answer under the first comment instead; the same text there is taken for ours only if its time
        fits, and leaves the question open otherwise. Raises `ParentGone` when the target was deleted.
        """
        del newest_own
        target = outgoing.target or outgoing.thread
        if not target:
            return self._posting.read_back(outgoing, since, others)
        try:
            direct = self._ours_under(target, outgoing.text, since, others)
            if direct.ours:
                return ReadBack(Found.PRESENT, direct.ours[0].remote_id)
            first = "" if target == outgoing.thread else self._comment_above(target)
            beside = self._ours_under(first, outgoing.text, since, others) if first else _Sighting()
        except Unseen as error:
            self._require_sight_of(outgoing.thread if outgoing.thread != target else "")
            raise ParentGone(error.platform_words, **error.facts) from error
        for comment in beside.ours:
            if comment.sent_at >= since + beside.skew - _CLOCK_MARGIN:
                return ReadBack(Found.PRESENT, comment.remote_id)
        whole = direct.whole and beside.whole and not beside.ours
        return ReadBack(Found.ABSENT if whole else Found.INCOMPLETE)

    def _our_posts(self) -> str:
        return path_of(self._me(), _OURS)

    def _me(self) -> str:
        if not self._id:
            self._id, _ = self.whoami()
        return self._id

    # ---- reading ------------------------------------------------------------------------------------------------

    def _list_posts(self) -> tuple[list[Post], datetime | None]:
        """The posts to watch, newest first within an edge, and the network's time."""
        listed: dict[str, Post] = {}
        server_time = None
        for edge in (_OURS, *_THEIRS):
            try:
                posts, told = self._posts_of(edge)
            except ReadRefused as error:
                if edge == _OURS:
                    raise
                log.info("%s may not be read: %s", edge, error.platform_words)
                continue
            server_time = told or server_time
            listed = {post.message.remote_id: post for post in posts} | listed
        return list(listed.values()), server_time

    def _posts_of(self, edge: str) -> tuple[list[Post], datetime | None]:
        posts: list[Post] = []
        server_time = None
        me = self._me()
        for number, answer in enumerate(self._pages(path_of(me, edge), {"fields": POST_FIELDS}), start=1):
            server_time = answer.server_time or server_time
            oldest = (server_time or datetime.now(UTC)) - POST_AGE
            page, _ = readable(self.channel, answer.data, lambda item: post_from(item, me, ours=edge == _OURS))
            posts += [post for post in page if post.message.sent_at >= oldest]
            if number >= PAGES_OF_POSTS or len(posts) >= POSTS_KEPT or any(p.message.sent_at < oldest for p in page):
                break
        return posts[:POSTS_KEPT], server_time

    def _comments(self, post: Post, watch: Watch) -> Iterator[list[RemoteMessage]]:
        post_id, me = post.message.remote_id, self._me()
        asked = {
            "fields": COMMENT_FIELDS,
            "filter": "stream",
            "order": "reverse_chronological",
            "limit": str(PAGE_SIZE),
        }
        further = True
        while further:
            try:
                answer = self._get(path_of(post_id, "comments"), asked | watch.begin(post))
            except ReadRefused:
                if not watch.restart(post):
                    raise
                continue
            page, skipped = readable(self.channel, answer.data, lambda item: comment_from(item, me, post_id))
            further = watch.turn_page(post, page, following(answer.data), lacks=skipped > 0)
            yield page

    # ---- what became of a reply ---------------------------------------------------------------------------------

    def _ours_under(self, parent: str, text: str, since: datetime, others: Collection[str]) -> "_Sighting":
        """Our comments with *text* directly under *parent*, written after *since* less 25 hours, without *others*."""
        me, oldest = self._me(), since - _CLOCK_DOUBT
        asked = {"fields": COMMENT_FIELDS, "filter": "stream", "order": "reverse_chronological"}
        ours: list[RemoteMessage] = []
        whole, skew = True, timedelta(0)
        for number, answer in enumerate(self._pages(path_of(parent, "comments"), asked), start=1):
            if answer.server_time is not None:
                skew = answer.server_time - datetime.now(UTC)
            page, skipped = readable(self.channel, answer.data, lambda item: comment_from(item, me, parent))
            recent = [c for c in page if c.parent == parent and c.sent_at >= oldest and c.remote_id not in others]
            alike = [c for c in recent if same_text(text, c.text)]
            ours += [comment for comment in alike if comment.own]
            whole = whole and not skipped and all(comment.author.remote_id for comment in alike)
            if page and all(comment.sent_at < oldest for comment in page):
                break
            if number >= PAGES_A_READ_BACK:
                whole = whole and not following(answer.data)
                break
        return _Sighting(tuple(ours), whole, skew)

    def _comment_above(self, comment: str) -> str:
        """The comment that *comment* answers, "" if it answers the post."""
        return text_of(object_of(self._get(path_of(comment), {"fields": "id,parent{id}"}).data, "parent"), "id")


@dataclass(frozen=True, slots=True)
class _Sighting:
    """Our comments that look like a reply, whether all comments could be read, and the network's clock less ours."""

    ours: tuple[RemoteMessage, ...] = ()
    whole: bool = True
    skew: timedelta = timedelta(0)


def connect(account: Account, token: str, options: Mapping[str, str]) -> FacebookChannel:
    """A `FacebookChannel`. *options*: ``base_url`` (the network's root), ``graph_version``."""
    return FacebookChannel(graph_wire(account, token, options), account)
