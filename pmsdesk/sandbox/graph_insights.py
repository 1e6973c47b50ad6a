"""Insights as the Graph API writes them; the figures follow from how many follow or like."""

from flask import Response, jsonify, request

from pmsdesk.sandbox import graph_errors
from pmsdesk.sandbox.graph_fields import Field, Json

INSTAGRAM_ACCOUNT = frozenset(
    {"reach", "views", "total_interactions", "accounts_engaged", "likes", "comments", "shares", "saves", "replies"}
)
INSTAGRAM_MEDIA = frozenset({"views", "reach", "saved", "shares", "total_interactions", "likes", "comments"})
PAGE = frozenset(
    {
        "page_media_view",
        "page_total_media_view_unique",
        "page_follows",
        "page_post_engagements",
        "page_daily_follows",
    }
)
POST = frozenset({"post_total_media_view_unique", "post_reactions_by_type_total", "post_clicks", "post_media_view"})
PERIODS = ("day", "week", "days_28", "lifetime", "total_over_range")


def insights(node: str, known: frozenset[str], size: int) -> Response:
    """The metrics asked for, of those *known*; `size` is how many follow or like."""
    names = _names(request.args.get("metric", ""), known)
    period = request.args.get("period", "day" if known in (INSTAGRAM_ACCOUNT, PAGE) else "lifetime")
    if period not in PERIODS:
        raise graph_errors.bad_parameter("period must be one of the following values: " + ", ".join(PERIODS))
    total = request.args.get("metric_type") == "total_value"
    return jsonify({"data": [_metric(node, name, period, size, total) for name in names]})


def inside(node: str, field: Field, known: frozenset[str], size: int) -> Json:
    """The same inside a field expression (``insights.metric(views){name,values}``)."""
    metrics = [
        _metric(node, name, "lifetime", size, total=False) for name in _names(field.modifiers.get("metric", ""), known)
    ]
    asked = {one.name for one in field.inner} | {"id"}
    return {"data": [{name: value for name, value in one.items() if name in asked} for one in metrics]}


def _names(asked: str, known: frozenset[str]) -> list[str]:
    """The metrics *asked* for; one that is not *known* refuses them all."""
    names = [name for name in asked.split(",") if name]
    if not names:
        raise graph_errors.bad_parameter("The parameter metric is required.")
    for name in names:
        if name not in known:
            raise graph_errors.bad_parameter("The value must be a valid insights metric")
    return names


def _metric(node: str, name: str, period: str, size: int, total: bool) -> Json:
    value: object = {"like": size} if name == "post_reactions_by_type_total" else size * (3 + len(name) % 5)
    values = {"total_value": {"value": value}} if total else {"values": [{"value": value}]}
    title = name.replace("_", " ").capitalize()
    return {
        "name": name,
        "period": period,
        **values,
        "title": title,
        "description": f"{title}.",
        "id": f"{node}/insights/{name}/{period}",
    }
