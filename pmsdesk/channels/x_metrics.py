"""X's counts of an account and of its posts, and its profile."""

from collections.abc import Sequence

from pmsdesk.channels.fields import Item, count_of, object_of, objects_of, readable, text_of
from pmsdesk.channels.http import Wire
from pmsdesk.channels.x_posts import is_id
from pmsdesk.domain.account import Channel
from pmsdesk.domain.errors import BadAnswer
from pmsdesk.domain.metrics import AccountMetrics, PostMetrics, Profile

USER_FIELDS = "description,entities,name,profile_banner_url,profile_image_url,public_metrics,url,username"
POST_FIELDS = "public_metrics"
POSTS_A_CALL = 100
_NO_PICTURE = "default_profile"


class XMetrics:
    """Satisfies `services.ports.MetricsPort`. *fields* is what the dialect calls the fields of a post.

    X charges a user read once a day (USD 0.010) and each post (USD 0.005). ``non_public_metrics`` are not asked for: of
    a post over 30 days old X refuses them, and all that one needs is among the public ones.
    """

    def __init__(self, wire: Wire, fields: str) -> None:
        self._wire = wire
        self._fields = fields

    def account(self) -> tuple[Profile, AccountMetrics]:
        """One call."""
        me = object_of(self._wire.get("users/me", {"user.fields": USER_FIELDS}).data, "data")
        if not is_id(text_of(me, "id")):
            raise BadAnswer("no id", channel="X")
        told = object_of(me, "public_metrics")
        figures = AccountMetrics(
            followers=count_of(told, "followers_count"),
            following=count_of(told, "following_count"),
            posts=count_of(told, "tweet_count", "post_count"),
        )
        return _profile(me), figures

    def posts(self, remote_ids: Sequence[str]) -> Sequence[PostMetrics]:
        """One call for every hundred."""
        wanted = [remote_id for remote_id in remote_ids if is_id(remote_id)]
        found: list[PostMetrics] = []
        for start in range(0, len(wanted), POSTS_A_CALL):
            ids = ",".join(wanted[start : start + POSTS_A_CALL])
            answer = self._wire.get("tweets", {"ids": ids, self._fields: POST_FIELDS})
            page, _ = readable(Channel.X, answer.data, _post)
            found += page
        return found


def _profile(me: Item) -> Profile:
    picture = text_of(me, "profile_image_url")
    return Profile(
        name=text_of(me, "name"),
        handle=text_of(me, "username"),
        bio=_with_whole_links(text_of(me, "description"), object_of(object_of(me, "entities"), "description")),
        website=_with_whole_links(text_of(me, "url"), object_of(object_of(me, "entities"), "url")),
        picture="" if _NO_PICTURE in picture else picture,
        header=text_of(me, "profile_banner_url"),
    )


def _with_whole_links(text: str, entities: Item) -> str:
    """*text* with the addresses that X's short ones stand for."""
    for link in objects_of(entities, "urls"):
        short, whole = text_of(link, "url"), text_of(link, "expanded_url")
        if short and whole:
            text = text.replace(short, whole)
    return text


def _post(item: Item) -> PostMetrics | None:
    remote_id, told = text_of(item, "id"), object_of(item, "public_metrics")
    if not is_id(remote_id):
        return None
    repeated = (count_of(told, "retweet_count", "repost_count"), count_of(told, "quote_count"))
    return PostMetrics(
        remote_id,
        likes=count_of(told, "like_count"),
        comments=count_of(told, "reply_count"),
        shares=None if None in repeated else sum(filter(None, repeated)),
        views=count_of(told, "impression_count"),
        saves=count_of(told, "bookmark_count"),
    )
