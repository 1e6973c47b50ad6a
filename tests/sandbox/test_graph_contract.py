"""What the sandbox says as Facebook has only members that Meta's own Python package knows."""

import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import pytest
from facebook_business.adobjects.comment import Comment
from facebook_business.adobjects.coverphoto import CoverPhoto
from facebook_business.adobjects.insightsresult import InsightsResult
from facebook_business.adobjects.page import Page
from facebook_business.adobjects.pagepost import PagePost
from facebook_business.adobjects.photo import Photo
from facebook_business.adobjects.profilepicturesource import ProfilePictureSource

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox import graph_nodes
from pmsdesk.sandbox.control import Control
from pmsdesk.sandbox.graph_nodes import Nodes
from tests.sandbox.conftest import Caller, me
from tests.sandbox.test_graph import busiest_post

FIXTURES = Path(__file__).parents[3] / "shared" / "data" / "specs" / "meta" / "fixtures" / "testdata"
EDGES = {"comments", "attachments", "picture", "reactions", "insights"}


def known(node: type[Any]) -> set[str]:
    """The field names of one of Meta's classes."""
    return {value for name, value in vars(node.Field).items() if not name.startswith("_")}


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from keys(inner)
    elif isinstance(value, list):
        for one in value:
            yield from keys(one)


def test_every_field_a_node_offers_is_one_of_metas(control: Control, graph: Caller) -> None:
    page = control.world.account(Channel.FACEBOOK, "KKRMalaysia")
    assert page is not None
    nodes = Nodes(control.world, page)
    post = control.world.items[Channel.FACEBOOK, busiest_post(graph)]
    comment = nodes.comments(post, stream=True, oldest_first=True)[0]
    assert set(nodes.fields_of(post)) | graph_nodes.POST_UNSET <= known(PagePost) | EDGES
    assert set(nodes.fields_of(comment)) | graph_nodes.COMMENT_UNSET <= known(Comment) | EDGES
    whole = ",".join(nodes.fields_of(comment))
    assert set(graph.get(f"/{comment.id}", fields=whole).json()) <= known(Comment) | EDGES


def test_every_field_of_a_page_is_one_of_metas(graph: Caller) -> None:
    fields = (
        "about,category,cover,fan_count,followers_count,id,is_published,link,name,picture,username,"
        "verification_status,website"
    )
    page = graph.get("/me", fields=fields).json()
    assert set(page) == set(fields.split(",")) <= known(Page) | EDGES
    assert set(page["cover"]) <= known(CoverPhoto)
    assert set(page["picture"]["data"]) <= known(ProfilePictureSource)
    assert not graph_nodes.PAGE_UNSET - known(Page) - EDGES


def test_a_list_has_the_frame_of_the_recorded_ones(graph: Caller) -> None:
    recorded = FIXTURES / "facebook" / "apidata" / "comments" / "comments_p1.json"
    if not recorded.exists():
        pytest.skip("Meta's recorded answers are not beside the checkout")
    golden = json.loads(recorded.read_text("utf-8"))
    fields = "id,comment_count,created_time,like_count,message,permalink_url"
    ours = graph.get(f"/{busiest_post(graph)}/comments", fields=fields, summary="1", filter="stream", limit=3).json()
    assert set(keys(ours)) - {"id"} == set(keys(golden)) - {"id"}
    assert {type(value) for value in ours["data"][0].values()} == {type(value) for value in golden["data"][0].values()}


def test_an_error_has_the_frame_of_the_recorded_one(graph: Caller) -> None:
    recorded = FIXTURES / "error.json"
    if not recorded.exists():
        pytest.skip("Meta's recorded answers are not beside the checkout")
    ours = graph.get(f"/{me(graph)}", fields="colour").json()
    assert set(keys(ours)) == set(keys(json.loads(recorded.read_text("utf-8"))))


def test_every_parameter_of_moderation_and_media_is_one_of_metas(control: Control, graph: Caller) -> None:
    """The calls are made with these, and Meta's package lists the same for its own."""
    comment = control.inject(Channel.FACEBOOK, "KKRMalaysia", "Aminah Kassim", "Jalan rosak.")
    calls: list[tuple[Any, str, str, dict[str, str]]] = [
        (Comment, "api_update", f"/{comment.id}", {"is_hidden": "true"}),
        (
            Page,
            "create_message",
            "/me/messages",
            {"recipient": json.dumps({"comment_id": comment.id}), "message": '{"text": "Salam"}'},
        ),
        (Page, "create_feed", "/me/feed", {"message": "Makluman", "published": "true", "attached_media": "[]"}),
    ]
    for node, method, path, form in calls:
        assert graph.post(path, data=form).ok
        assert set(form) <= parameters(node, method)
    assert {"published", "alt_text_custom", "caption"} <= parameters(Page, "create_photo")
    assert {"published", "description", "source"} <= parameters(Page, "create_video")
    fields = "alt_text,alt_text_custom,created_time,images,name,picture"
    form = {"published": "false", "alt_text_custom": "Kon", "caption": "Gambar"}
    number = graph.post("/me/photos", data=form, files={"source": ("a.jpg", b"\xff\xd8\xff", "image/jpeg")}).json()[
        "id"
    ]
    assert set(graph.get(f"/{number}", fields=fields).json()) == {*fields.split(","), "id"} <= known(Photo)


@pytest.mark.parametrize(("of", "metric"), [("me", "page_media_view"), ("post", "post_media_view")])
def test_insights_have_the_members_and_parameters_of_metas(graph: Caller, of: str, metric: str) -> None:
    node = busiest_post(graph) if of == "post" else of
    (told,) = graph.get(f"/{node}/insights", metric=metric).json()["data"]
    assert set(told) <= known(InsightsResult)
    asked = {"metric", "period", "since", "until"}
    assert asked <= parameters(Page, "get_insights") & parameters(PagePost, "get_insights")


@pytest.mark.parametrize("dead", ["page_impressions", "page_fans", "page_impressions_unique"])
def test_a_metric_that_was_given_up_refuses_the_whole_call(graph: Caller, dead: str) -> None:
    answer = graph.get("/me/insights", metric=f"page_media_view,{dead}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 100)


def test_reactions_shares_and_insights_come_with_a_post(graph: Caller) -> None:
    fields = "shares,reactions.limit(0).summary(total_count),insights.metric(post_media_view){name,values}"
    posts = graph.get("/me/published_posts", fields=fields).json()["data"]
    seen = [post for post in posts if "shares" in post]
    assert seen
    for post in seen:
        assert post["reactions"] == {"data": [], "summary": {"total_count": ANY, "viewer_reaction": "NONE"}}
        (views,) = post["insights"]["data"]
        assert set(views) == {"name", "values", "id"}
        assert views["values"][0]["value"] > 0


def parameters(node: type[Any], method: str) -> set[str]:
    """The parameters of a call, as Meta's package writes them down in the method that makes it."""
    body = inspect.getsource(getattr(node, method)).partition("param_types = {")[2].partition("}")[0]
    return set(re.findall(r"'(\w+)':", body))
