"""Instagram's counts of an account and of its media, and its profile."""

from collections.abc import Callable, Mapping, Sequence

from pmsdesk.channels.fields import Item, count_of, text_of
from pmsdesk.channels.graph import is_id
from pmsdesk.channels.graph_metrics import Get, insights, listed_posts
from pmsdesk.channels.http import path_of
from pmsdesk.domain.account import Channel
from pmsdesk.domain.errors import BadAnswer
from pmsdesk.domain.metrics import AccountMetrics, PostMetrics, Profile

USER_FIELDS = "id,username,name,biography,website,profile_picture_url,followers_count,follows_count,media_count"
MEDIA_FIELDS = "id,like_count,comments_count"
# ``views`` took the place of ``impressions`` and ``plays`` (research/channels.md §1e).
USER_METRICS = ("views", "reach", "total_interactions")
MEDIA_METRICS = ("views", "reach", "saved", "shares")


class InstagramMetrics:
    """Satisfies `services.ports.MetricsPort`. *get* reads as the account *me*."""

    def __init__(self, get: Get, me: Callable[[], str]) -> None:
        self._get = get
        self._me = me

    def account(self) -> tuple[Profile, AccountMetrics]:
        """Two calls, or more where Instagram gave a metric up. It knows no header picture."""
        user = self._get(path_of(self._me()), {"fields": USER_FIELDS}).data
        if not is_id(text_of(user, "id")):
            raise BadAnswer("no id", channel="Instagram")
        told = insights(self._get, self._me(), USER_METRICS, {"metric_type": "total_value", "period": "day"})
        views, reach, interactions = map(told.get, USER_METRICS)
        profile = Profile(
            name=text_of(user, "name"),
            handle=text_of(user, "username"),
            bio=text_of(user, "biography"),
            website=text_of(user, "website"),
            picture=text_of(user, "profile_picture_url"),
        )
        return profile, AccountMetrics(
            followers=count_of(user, "followers_count"),
            following=count_of(user, "follows_count"),
            posts=count_of(user, "media_count"),
            day_views=views,
            day_reach=reach,
            day_interactions=interactions,
        )

    def posts(self, remote_ids: Sequence[str]) -> Sequence[PostMetrics]:
        """One call for the newest `graph_metrics.POSTS_LISTED` media; of older ones nothing is told."""
        edge = path_of(self._me(), "media")
        listed = listed_posts(self._get, edge, MEDIA_FIELDS, MEDIA_METRICS, _media, Channel.INSTAGRAM)
        return [post for post in listed if post.remote_id in remote_ids]


def _media(item: Item, told: Mapping[str, int]) -> PostMetrics | None:
    """Instagram leaves `like_count` out where likes are hidden."""
    if not is_id(text_of(item, "id")):
        return None
    views, reach, saved, shares = map(told.get, MEDIA_METRICS)
    return PostMetrics(
        text_of(item, "id"),
        likes=count_of(item, "like_count"),
        comments=count_of(item, "comments_count"),
        shares=shares,
        views=views,
        reach=reach,
        saves=saved,
    )
