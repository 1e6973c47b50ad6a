"""What each adapter makes of the networks' counts and profiles: what is missing, hidden, renamed or given up."""

import json
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from pmsdesk.channels import connect
from pmsdesk.domain.account import Account
from pmsdesk.domain.errors import BadAnswer, RateLimited, TokenExpired
from pmsdesk.domain.metrics import AccountMetrics, PostMetrics, Profile
from pmsdesk.services.ports import Measured, MetricsPort

Json = dict[str, Any]

DEAD_METRIC = {"error": {"message": "(#100) The value must be a valid insights metric", "code": 100}}
NO_PERMISSION = {"error": {"message": "(#10) requires read_insights", "code": 10}}
X_ME = "/2/users/me"
X_USER: Json = {
    "id": "3172566249",
    "name": "Kementerian Kerja Raya",
    "username": "MOWorks",
    "description": "Aduan: https://t.co/abc & pro@kkr.gov.my",
    "url": "https://t.co/xyz",
    "profile_image_url": "https://pbs.twimg.com/profile_images/1/a_normal.jpg",
    "profile_banner_url": "https://pbs.twimg.com/profile_banners/1/2",
    "entities": {
        "url": {"urls": [{"url": "https://t.co/xyz", "expanded_url": "https://www.kkr.gov.my"}]},
        "description": {"urls": [{"url": "https://t.co/abc", "expanded_url": "https://kkr.spab.gov.my"}]},
    },
    "public_metrics": {"followers_count": 96540, "following_count": 12, "tweet_count": 41000, "listed_count": 8},
}


def port(server: HTTPServer, account: Account, **options: str) -> MetricsPort:
    channel = connect(account, "token-1", base_url=server.url_for("").rstrip("/"), **options)
    assert isinstance(channel, Measured)
    return channel.metrics


def insight(name: str, *values: Any) -> Json:
    return {"name": name, "period": "day", "values": [{"value": value} for value in values], "id": f"1/{name}"}


# ---- X ----------------------------------------------------------------------------------------------------------


def test_x_tells_the_profile_with_whole_addresses_and_the_counts(httpserver: HTTPServer, kkr_x: Account) -> None:
    httpserver.expect_request(X_ME).respond_with_json({"data": X_USER})
    profile, told = port(httpserver, kkr_x).account()
    assert profile == Profile(
        name="Kementerian Kerja Raya",
        handle="MOWorks",
        bio="Aduan: https://kkr.spab.gov.my & pro@kkr.gov.my",
        website="https://www.kkr.gov.my",
        picture="https://pbs.twimg.com/profile_images/1/a_normal.jpg",
        header="https://pbs.twimg.com/profile_banners/1/2",
    )
    assert told == AccountMetrics(followers=96540, following=12, posts=41000)


def test_x_without_a_picture_a_header_or_a_website_has_none(httpserver: HTTPServer, kkr_x: Account) -> None:
    bare = {key: X_USER[key] for key in ("id", "name", "username")}
    default = "https://abs.twimg.com/sticky/default_profile_images/default_profile_normal.png"
    httpserver.expect_request(X_ME).respond_with_json({"data": bare | {"url": "", "profile_image_url": default}})
    profile, told = port(httpserver, kkr_x).account()
    assert (profile.picture, profile.header, profile.website, profile.bio) == ("", "", "", "")
    assert told == AccountMetrics()


@pytest.mark.parametrize(
    ("dialect", "asked", "reposts", "posts"),
    [("legacy", "tweet.fields", "retweet_count", "tweet_count"), ("post", "post.fields", "repost_count", "post_count")],
)
def test_x_counts_a_post_in_both_dialects(
    httpserver: HTTPServer, kkr_x: Account, dialect: str, asked: str, reposts: str, posts: str
) -> None:
    told = {reposts: 7, "reply_count": 3, "like_count": 50, "quote_count": 2, "bookmark_count": 1}
    httpserver.expect_request("/2/tweets", query_string={"ids": "11,12", asked: "public_metrics"}).respond_with_json(
        {"data": [{"id": "11", "public_metrics": told | {"impression_count": 900}}], "errors": [{"resource_id": "12"}]}
    )
    httpserver.expect_request(X_ME).respond_with_json({"data": {"id": "5", "public_metrics": {posts: 4}}})
    metrics = port(httpserver, kkr_x, dialect=dialect)
    assert metrics.posts(["11", "12"]) == [PostMetrics("11", likes=50, comments=3, shares=9, views=900, saves=1)]
    assert metrics.account()[1] == AccountMetrics(posts=4)


def test_x_is_asked_for_a_hundred_posts_at_a_time_and_for_none_where_there_are_none(
    httpserver: HTTPServer, kkr_x: Account
) -> None:
    asked: list[int] = []

    def answer(request: Request) -> Response:
        ids = request.args["ids"].split(",")
        asked.append(len(ids))
        return Response(json.dumps({"data": [{"id": one} for one in ids]}), content_type="application/json")

    httpserver.expect_request("/2/tweets").respond_with_handler(answer)
    metrics = port(httpserver, kkr_x)
    assert metrics.posts([]) == []
    assert len(metrics.posts([str(number) for number in range(1, 151)])) == 150
    assert asked == [100, 50]


# ---- Facebook ---------------------------------------------------------------------------------------------------

PAGE = "/v26.0/698730214653933"
FB_INSIGHTS = f"{PAGE}/insights"
FB_POSTS = f"{PAGE}/published_posts"


def test_facebook_tells_the_page_and_its_last_day(httpserver: HTTPServer, kkr_facebook: Account) -> None:
    httpserver.expect_request(PAGE).respond_with_json(
        {
            "id": "698730214653933",
            "name": "Kementerian Kerja Raya",
            "username": "KKRMalaysia",
            "about": "Akaun rasmi",
            "website": "https://www.kkr.gov.my",
            "cover": {"id": "1", "source": "https://scontent.fbcdn.net/c.jpg"},
            "picture": {"data": {"url": "https://scontent.fbcdn.net/p.jpg", "is_silhouette": False}},
            "followers_count": 284600,
            "fan_count": 280000,
        }
    )
    told = [insight("page_media_view", 10, 12), insight("page_post_engagements", 3, 4)]
    httpserver.expect_request(FB_INSIGHTS).respond_with_json({"data": told})
    profile, figures = port(httpserver, kkr_facebook).account()
    assert profile == Profile(
        "Kementerian Kerja Raya",
        "KKRMalaysia",
        "Akaun rasmi",
        "https://www.kkr.gov.my",
        "https://scontent.fbcdn.net/p.jpg",
        "https://scontent.fbcdn.net/c.jpg",
    )
    assert figures == AccountMetrics(followers=284600, day_views=12, day_interactions=4)


def test_a_silhouette_is_no_picture_and_what_facebook_leaves_out_is_not_there(
    httpserver: HTTPServer, kkr_facebook: Account
) -> None:
    picture = {"data": {"url": "https://scontent.fbcdn.net/s.jpg", "is_silhouette": True}}
    httpserver.expect_request(PAGE).respond_with_json({"id": "698730214653933", "name": "KKR", "picture": picture})
    httpserver.expect_request(FB_INSIGHTS).respond_with_json({"data": []})
    profile, figures = port(httpserver, kkr_facebook).account()
    assert profile == Profile("KKR", "", "", "", "", "")
    assert figures == AccountMetrics()


def test_a_metric_that_meta_gave_up_keeps_no_other_from_being_told(
    httpserver: HTTPServer, kkr_facebook: Account
) -> None:
    def answer(request: Request) -> Response:
        names = request.args["metric"].split(",")
        dead = "page_total_media_view_unique" in names
        body = DEAD_METRIC if dead else {"data": [insight(name, 8) for name in names]}
        return Response(json.dumps(body), 400 if dead else 200, content_type="application/json")

    httpserver.expect_request(PAGE).respond_with_json({"id": "698730214653933", "followers_count": 5})
    httpserver.expect_request(FB_INSIGHTS).respond_with_handler(answer)
    _, figures = port(httpserver, kkr_facebook).account()
    assert figures == AccountMetrics(followers=5, day_views=8, day_interactions=8)


def test_without_the_permission_to_read_insights_facebook_still_tells_the_followers(
    httpserver: HTTPServer, kkr_facebook: Account
) -> None:
    httpserver.expect_request(PAGE).respond_with_json({"id": "698730214653933", "followers_count": 5})
    httpserver.expect_request(FB_INSIGHTS).respond_with_json(NO_PERMISSION, status=403)
    _, figures = port(httpserver, kkr_facebook).account()
    assert figures == AccountMetrics(followers=5)


def test_facebook_lists_its_posts_with_their_counts_in_one_call(httpserver: HTTPServer, kkr_facebook: Account) -> None:
    whole = {
        "id": "1_2",
        "shares": {"count": 4},
        "reactions": {"data": [], "summary": {"total_count": 31}},
        "comments": {"data": [], "summary": {"total_count": 6}},
        "insights": {"data": [insight("post_media_view", 500), insight("post_total_media_view_unique", 420)]},
    }
    httpserver.expect_request(FB_POSTS).respond_with_json({"data": [whole, {"id": "1_3"}, {"id": "1_4"}]})
    told = port(httpserver, kkr_facebook).posts(["1_2", "1_3", "1_9"])
    assert told == [
        PostMetrics("1_2", likes=31, comments=6, shares=4, views=500, reach=420),
        PostMetrics("1_3"),
    ]
    assert len(httpserver.log) == 1


def test_posts_are_counted_without_insights_where_meta_refuses_these(
    httpserver: HTTPServer, kkr_facebook: Account
) -> None:
    def answer(request: Request) -> Response:
        refused = "insights" in request.args["fields"]
        body = NO_PERMISSION if refused else {"data": [{"id": "1_2", "shares": {"count": 4}}]}
        return Response(json.dumps(body), 403 if refused else 200, content_type="application/json")

    httpserver.expect_request(FB_POSTS).respond_with_handler(answer)
    assert port(httpserver, kkr_facebook).posts(["1_2"]) == [PostMetrics("1_2", shares=4)]


# ---- Instagram --------------------------------------------------------------------------------------------------

IG = "/v26.0/17841400000000001"


def test_instagram_tells_views_and_no_header(httpserver: HTTPServer, kkr_instagram: Account) -> None:
    httpserver.expect_request(IG).respond_with_json(
        {
            "id": "17841400000000001",
            "username": "kkr_malaysia",
            "name": "KKR",
            "biography": "Akaun rasmi",
            "profile_picture_url": "https://scontent.cdninstagram.com/p.jpg",
            "followers_count": 61240,
            "follows_count": 3,
            "media_count": 88,
        }
    )
    told = {"name": "views", "total_value": {"value": 1200}}
    httpserver.expect_request(f"{IG}/insights").respond_with_json({"data": [told, {"name": "reach"}]})
    profile, figures = port(httpserver, kkr_instagram).account()
    picture = "https://scontent.cdninstagram.com/p.jpg"
    assert profile == Profile("KKR", "kkr_malaysia", "Akaun rasmi", "", picture, header=None)
    assert figures == AccountMetrics(followers=61240, following=3, posts=88, day_views=1200)
    asked = httpserver.log[-1][0].args
    assert asked["metric_type"] == "total_value"
    assert "impressions" not in asked["metric"]


def test_instagram_does_not_count_likes_that_are_hidden(httpserver: HTTPServer, kkr_instagram: Account) -> None:
    told = {"data": [insight("views", 70), insight("reach", 60), insight("saved", 2), insight("shares", 0)]}
    media = [{"id": "179", "comments_count": 4, "insights": told}, {"id": "180", "like_count": 0}]
    httpserver.expect_request(f"{IG}/media").respond_with_json({"data": media})
    assert port(httpserver, kkr_instagram).posts(["179", "180"]) == [
        PostMetrics("179", comments=4, shares=0, views=70, reach=60, saves=2),
        PostMetrics("180", likes=0),
    ]


# ---- YouTube ----------------------------------------------------------------------------------------------------

CHANNELS, VIDEOS = "/youtube/v3/channels", "/youtube/v3/videos"


def channel(**statistics: Any) -> Json:
    item = {
        "id": "UCkkr0000000000000000001",
        "snippet": {
            "title": "KKR",
            "customUrl": "@kkrmalaysia",
            "description": "Saluran rasmi",
            "thumbnails": {"default": {"url": "https://yt3.ggpht.com/d.jpg"}},
        },
        "statistics": statistics,
        "brandingSettings": {"image": {"bannerExternalUrl": "https://yt3.ggpht.com/b.jpg"}},
    }
    return {"items": [item]}


def test_youtube_tells_its_numbers_as_texts_and_no_website(httpserver: HTTPServer, kkr_youtube: Account) -> None:
    told = channel(viewCount="5400321", subscriberCount="18400", hiddenSubscriberCount=False, videoCount="212")
    httpserver.expect_request(CHANNELS).respond_with_json(told)
    profile, figures = port(httpserver, kkr_youtube).account()
    assert profile == Profile(
        "KKR", "kkrmalaysia", "Saluran rasmi", None, "https://yt3.ggpht.com/d.jpg", "https://yt3.ggpht.com/b.jpg"
    )
    assert figures == AccountMetrics(followers=18400, posts=212, views=5400321)


def test_youtubes_hidden_subscribers_are_not_told_as_nought(httpserver: HTTPServer, kkr_youtube: Account) -> None:
    httpserver.expect_request(CHANNELS).respond_with_json(channel(subscriberCount="0", hiddenSubscriberCount=True))
    assert port(httpserver, kkr_youtube).account()[1] == AccountMetrics()


def test_youtube_is_asked_for_fifty_videos_at_a_time_a_unit_each(httpserver: HTTPServer, kkr_youtube: Account) -> None:
    asked: list[int] = []

    def answer(request: Request) -> Response:
        ids = request.args["id"].split(",")
        asked.append(len(ids))
        items = [{"id": one, "statistics": {"viewCount": "9", "commentCount": "1"}} for one in ids]
        return Response(json.dumps({"items": items}), content_type="application/json")

    httpserver.expect_request(VIDEOS).respond_with_handler(answer)
    reader = connect(kkr_youtube, "token-1", base_url=httpserver.url_for("").rstrip("/"), project="metrics")
    assert isinstance(reader, Measured)
    told = reader.metrics.posts([f"vid{number:08d}" for number in range(60)])
    assert set(told[:1]) == {PostMetrics("vid00000000", comments=1, views=9)}
    assert (len(told), asked) == (60, [50, 10])
    assert reader.budget is not None
    assert reader.budget.remaining == 10_000 - 2


# ---- all --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("network", ["x", "facebook", "instagram", "youtube"])
@pytest.mark.parametrize(("status", "kind"), [(401, TokenExpired), (429, RateLimited)])
def test_a_refusal_is_the_same_as_when_reading(
    httpserver: HTTPServer, request: pytest.FixtureRequest, network: str, status: int, kind: type[Exception]
) -> None:
    account: Account = request.getfixturevalue(f"kkr_{network}")
    for path in (X_ME, PAGE, IG, CHANNELS):
        httpserver.expect_request(path).respond_with_json({}, status=status)
    with pytest.raises(kind):
        port(httpserver, account).account()


@pytest.mark.parametrize("network", ["x", "facebook", "instagram", "youtube"])
def test_an_answer_that_names_no_account_is_not_understood(
    httpserver: HTTPServer, request: pytest.FixtureRequest, network: str
) -> None:
    account: Account = request.getfixturevalue(f"kkr_{network}")
    for path in (X_ME, PAGE, IG, CHANNELS):
        httpserver.expect_request(path).respond_with_json({"data": [], "items": "tiada"})
    with pytest.raises(BadAnswer):
        port(httpserver, account).account()


@pytest.mark.parametrize("wrong", [-1, True, "banyak", None, {"value": 3}, 2.5])
def test_what_is_no_count_is_not_told(httpserver: HTTPServer, kkr_x: Account, wrong: object) -> None:
    httpserver.expect_request(X_ME).respond_with_json(
        {"data": {"id": "5", "public_metrics": {"followers_count": wrong, "tweet_count": 3}}}
    )
    assert port(httpserver, kkr_x).account()[1] == AccountMetrics(posts=3)
