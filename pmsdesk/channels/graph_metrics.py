"""Insights of Meta's networks: figures that come by name, are renamed and given up, and are lost with a permission."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence

from pmsdesk.channels.fields import Item, count_of, object_of, objects_of, text_of
from pmsdesk.channels.http import Answer, path_of
from pmsdesk.domain.account import Channel
from pmsdesk.domain.errors import ReadRefused
from pmsdesk.domain.metrics import PostMetrics

POSTS_LISTED = 50
"""How many of the newest posts are listed: with insights, Graph refuses to send many more at once."""

Get = Callable[[str, Mapping[str, str]], Answer]

log = logging.getLogger(__name__)


def insights(get: Get, node: str, names: Sequence[str], asked: Mapping[str, str]) -> dict[str, int]:
    """The newest value of each of the metrics *names* of *node*, without those that Graph does not tell.

    Graph refuses a call whole for one metric it gave up (research/channels.md §1e), so then each is asked for alone.
    """
    path = path_of(node, "insights")
    try:
        return values(get(path, {"metric": ",".join(names), **asked}).data)
    except ReadRefused as error:
        log.info("insights are asked for one by one: %s", error.platform_words)
    found: dict[str, int] = {}
    for name in names:
        try:
            found |= values(get(path, {"metric": name, **asked}).data)
        except ReadRefused as error:
            log.warning("Meta does not tell %s: %s", name, error.platform_words)
    return found


def values(listing: Item) -> dict[str, int]:
    """The newest value of each metric in a list of insights; what is no whole number is left out."""
    found: dict[str, int] = {}
    for metric in objects_of(listing, "data"):
        told = [object_of(metric, "total_value"), *objects_of(metric, "values")]
        count = next((count for one in reversed(told) if (count := count_of(one, "value")) is not None), None)
        if count is not None:
            found[text_of(metric, "name")] = count
    return found


def listed_posts(
    get: Get,
    edge: str,
    fields: str,
    names: Sequence[str],
    read: Callable[[Item, Mapping[str, int]], PostMetrics | None],
    channel: Channel,
) -> Iterator[PostMetrics]:
    """What *read* makes of our newest posts and their insights *names*; without these where Graph refuses them."""
    more = f"{fields},insights.metric({','.join(names)}){{name,values}}"
    try:
        answer = get(edge, {"fields": more, "limit": str(POSTS_LISTED)})
    except ReadRefused as error:
        log.warning("%s does not tell how posts are seen: %s", channel.own_name, error.platform_words)
        answer = get(edge, {"fields": fields, "limit": str(POSTS_LISTED)})
    for item in objects_of(answer.data, "data"):
        post = read(item, values(object_of(item, "insights")))
        if post is not None:
            yield post
