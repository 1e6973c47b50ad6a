"""Facebook's counts of a page and of its posts, and its profile."""

from collections.abc import Callable, Mapping, Sequence

from pmsdesk.channels.fields import Item, count_of, object_of, text_of
from pmsdesk.channels.graph import is_id
from pmsdesk.channels.graph_metrics import Get, insights, listed_posts
from pmsdesk.channels.http import path_of
from pmsdesk.domain.account import Channel
from pmsdesk.domain.errors import BadAnswer
from pmsdesk.domain.metrics import AccountMetrics, PostMetrics, Profile

PAGE_FIELDS = (
    "id,name,username,about,bio,description,cover{source},picture{url,is_silhouette},website,followers_count,fan_count"
)
POST_FIELDS = "id,shares,reactions.limit(0).summary(total_count),comments.limit(0).summary(total_count)"
# What took the place of the impressions of November 2025 and the reach of June 2026 (research/channels.md §1e).
PAGE_METRICS = ("page_media_view", "page_total_media_view_unique", "page_post_engagements")
POST_METRICS = ("post_media_view", "post_total_media_view_unique")


class FacebookMetrics:
    """Satisfies `services.ports.MetricsPort`. *get* reads as the page *me*."""

    def __init__(self, get: Get, me: Callable[[], str]) -> None:
        self._get = get
        self._me = me

    def account(self) -> tuple[Profile, AccountMetrics]:
        """Two calls, or more where Facebook gave a metric up."""
        page = self._get(path_of(self._me()), {"fields": PAGE_FIELDS}).data
        if not is_id(text_of(page, "id")):
            raise BadAnswer("no id", channel="Facebook")
        told = insights(self._get, self._me(), PAGE_METRICS, {"period": "day"})
        views, reach, engagements = map(told.get, PAGE_METRICS)
        followers = count_of(page, "followers_count", "fan_count")
        return _profile(page), AccountMetrics(
            followers=followers, day_views=views, day_reach=reach, day_interactions=engagements
        )

    def posts(self, remote_ids: Sequence[str]) -> Sequence[PostMetrics]:
        """One call for the newest `graph_metrics.POSTS_LISTED` posts; of older ones nothing is told."""
        edge = path_of(self._me(), "published_posts")
        listed = listed_posts(self._get, edge, POST_FIELDS, POST_METRICS, _post, Channel.FACEBOOK)
        return [post for post in listed if post.remote_id in remote_ids]


def _profile(page: Item) -> Profile:
    """Graph leaves out what is empty."""
    picture = object_of(object_of(page, "picture"), "data")
    return Profile(
        name=text_of(page, "name"),
        handle=text_of(page, "username"),
        bio=text_of(page, "about", "bio", "description"),
        website=text_of(page, "website"),
        picture="" if picture.get("is_silhouette") is True else text_of(picture, "url"),
        header=text_of(object_of(page, "cover"), "source"),
    )


def _post(item: Item, told: Mapping[str, int]) -> PostMetrics | None:
    """Facebook leaves `shares` out where it does not tell, and where there are none."""
    if not is_id(text_of(item, "id")):
        return None
    views, reach = map(told.get, POST_METRICS)
    return PostMetrics(
        text_of(item, "id"),
        likes=_total(item, "reactions"),
        comments=_total(item, "comments"),
        shares=count_of(object_of(item, "shares"), "count"),
        views=views,
        reach=reach,
    )


def _total(item: Item, edge: str) -> int | None:
    return count_of(object_of(object_of(item, edge), "summary"), "total_count")
