"""What the adapters ask for exists: X's published documents, Google's discovery document, and Meta's own SDK."""

import json
import re
import warnings
from pathlib import Path
from typing import Any

import pytest

from pmsdesk.channels import (
    facebook_metrics,
    facebook_posting,
    facebook_posts,
    facebook_private,
    instagram_media,
    instagram_metrics,
    x,
    x_direct,
    x_metrics,
    youtube,
    youtube_metrics,
    youtube_threads,
)
from pmsdesk.channels.x import Dialect

SPECS = Path(__file__).parents[3] / "shared" / "data" / "specs" / "x"
YOUTUBE = SPECS.with_name("youtube") / "youtube.v3.json"
DOCUMENTS = {
    Dialect.LEGACY: "x-openapi-2.166-docs-20260805-legacy-dialect.json",
    Dialect.POST: "x-openapi-2.167-docs-20260822.json",
}


@pytest.mark.skipif(not SPECS.is_dir(), reason="the shared X documents are not beside this checkout")
@pytest.mark.parametrize("dialect", list(Dialect))
@pytest.mark.parametrize("path", ["/2/users/{id}/mentions", "/2/users/{id}/tweets"])
def test_x_knows_every_parameter_and_value_we_ask_with(dialect: Dialect, path: str) -> None:
    document = json.loads((SPECS / DOCUMENTS[dialect]).read_text("utf-8"))
    known = {}
    for parameter in document["paths"][path]["get"]["parameters"]:
        if "$ref" in parameter:
            parameter = document["components"]["parameters"][parameter["$ref"].rpartition("/")[2]]
        known[parameter["name"]] = parameter["schema"].get("items", {}).get("enum")
    assert {"since_id", "pagination_token"} <= known.keys()
    for name, value in x._ASK[dialect].items():
        assert name in known
        if known[name] is not None:
            assert set(value.split(",")) <= set(known[name])


@pytest.mark.skipif(not SPECS.is_dir(), reason="the shared X documents are not beside this checkout")
@pytest.mark.parametrize("dialect", list(Dialect))
def test_x_knows_how_we_hide_and_delete_and_look_whether_a_post_is_there(dialect: Dialect) -> None:
    paths = json.loads((SPECS / DOCUMENTS[dialect]).read_text("utf-8"))["paths"]
    known = {re.sub(r"\{\w+\}", "{id}", path): methods for path, methods in paths.items()}
    assert "put" in known["/2/tweets/{id}/hidden"]
    assert {"delete", "get"} <= known["/2/tweets/{id}"].keys()


@pytest.mark.skipif(not SPECS.is_dir(), reason="the shared X documents are not beside this checkout")
@pytest.mark.parametrize("dialect", list(Dialect))
def test_x_knows_how_we_ask_for_messages_and_bring_pictures(dialect: Dialect) -> None:
    document = json.loads((SPECS / DOCUMENTS[dialect]).read_text("utf-8"))
    asked = document["paths"]["/2/dm_conversations/with/{participant_id}/dm_events"]["get"]["parameters"]
    known = {}
    for parameter in asked:
        if "$ref" in parameter:
            parameter = document["components"]["parameters"][parameter["$ref"].rpartition("/")[2]]
        known[parameter["name"]] = parameter["schema"].get("items", {}).get("enum")
    for name, value in x_direct._ASK.items():
        assert set(value.split(",")) <= set(known[name] or [value])
    for path, method in (
        ("/2/media/upload/initialize", "post"),
        ("/2/media/upload/{id}/append", "post"),
        ("/2/media/upload/{id}/finalize", "post"),
        ("/2/media/upload", "get"),
        ("/2/media/metadata", "post"),
        ("/2/dm_conversations/with/{participant_id}/messages", "post"),
    ):
        assert method in document["paths"][path]


@pytest.mark.skipif(not SPECS.is_dir(), reason="the shared X documents are not beside this checkout")
@pytest.mark.parametrize("dialect", list(Dialect))
def test_x_knows_every_parameter_and_value_we_measure_with(dialect: Dialect) -> None:
    document = json.loads((SPECS / DOCUMENTS[dialect]).read_text("utf-8"))
    for path, name, value in (
        ("/2/users/me", "user.fields", x_metrics.USER_FIELDS),
        ("/2/tweets", dialect.post_fields, x_metrics.POST_FIELDS),
    ):
        known = {}
        for parameter in document["paths"][path]["get"]["parameters"]:
            if "$ref" in parameter:
                parameter = document["components"]["parameters"][parameter["$ref"].rpartition("/")[2]]
            known[parameter["name"]] = parameter["schema"]
        assert set(value.split(",")) <= set(known[name]["items"]["enum"])
    assert known["ids"]["maxItems"] == x_metrics.POSTS_A_CALL


@pytest.mark.skipif(not YOUTUBE.is_file(), reason="Google's discovery document is not beside this checkout")
@pytest.mark.parametrize(
    ("resource", "asked"),
    [
        ("commentThreads", youtube._THREADS | {"allThreadsRelatedToChannelId": "UC", "pageToken": "h2"}),
        *(("commentThreads", {"moderationStatus": status}) for status in youtube_threads.HELD),
        ("comments", youtube._REPLIES | {"parentId": "Ug", "pageToken": "h2"}),
        ("comments", {"part": "id", "id": "Ug"}),
        ("videos", {"part": "snippet", "id": "v"}),
        ("channels", {"part": "snippet", "mine": "true"}),
        ("channels", youtube_metrics.CHANNEL),
        ("videos", youtube_metrics.VIDEOS | {"id": "v"}),
    ],
)
def test_youtube_knows_every_parameter_and_value_we_ask_with(resource: str, asked: dict[str, str]) -> None:
    method = json.loads(YOUTUBE.read_text("utf-8"))["resources"][resource]["methods"]["list"]
    for name, value in asked.items():
        known = method["parameters"][name]
        assert value in known.get("enum", [value])
        assert not value.isdigit() or int(value) <= int(known["maximum"])


@pytest.mark.skipif(not YOUTUBE.is_file(), reason="Google's discovery document is not beside this checkout")
def test_youtube_knows_how_we_moderate_and_delete() -> None:
    methods = json.loads(YOUTUBE.read_text("utf-8"))["resources"]["comments"]["methods"]
    moderate, delete = methods["setModerationStatus"], methods["delete"]
    assert (moderate["httpMethod"], delete["httpMethod"]) == ("POST", "DELETE")
    assert moderate["path"].endswith("comments/setModerationStatus")
    assert "id" in moderate["parameters"]
    assert "id" in delete["parameters"]
    assert set(youtube._STATUSES.values()) <= set(moderate["parameters"]["moderationStatus"]["enum"])


def test_meta_knows_every_field_we_ask_for() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from facebook_business.adobjects.comment import Comment
        from facebook_business.adobjects.igcomment import IGComment
        from facebook_business.adobjects.igmedia import IGMedia
        from facebook_business.adobjects.iguser import IGUser
        from facebook_business.adobjects.instagraminsightsresult import InstagramInsightsResult
        from facebook_business.adobjects.page import Page
        from facebook_business.adobjects.pagepost import PagePost
    assert _top_level(facebook_posts.COMMENT_FIELDS) <= _known(Comment)
    assert _top_level(facebook_posts.POST_FIELDS) - {"comments"} <= _known(PagePost)
    assert _top_level(facebook_posting._ASK["fields"]) - {"attachments"} <= _known(PagePost)
    assert _top_level(facebook_private._ASK["fields"]) <= _known(Comment)
    assert all(hasattr(PagePost, edge) for edge in ("get_comments", "get_attachments"))
    assert _top_level(instagram_media.COMMENT_FIELDS) - {"replies"} <= _known(IGComment)
    assert _top_level(instagram_media.REPLY_FIELDS) <= _known(IGComment)
    assert _top_level(instagram_media.MEDIA_FIELDS) <= _known(IGMedia)
    assert _top_level(instagram_media.TAGGED_FIELDS) <= _known(IGMedia)
    assert _top_level(facebook_metrics.PAGE_FIELDS) - {"picture"} <= _known(Page)
    assert _top_level(facebook_metrics.POST_FIELDS) - {"reactions", "comments"} <= _known(PagePost)
    assert {"get_reactions", "get_comments", "get_insights"} <= set(dir(PagePost))
    assert _top_level(instagram_metrics.USER_FIELDS) <= _known(IGUser)
    assert _top_level(instagram_metrics.MEDIA_FIELDS) <= _known(IGMedia)
    named = {value for name, value in vars(InstagramInsightsResult.Metric).items() if not name.startswith("_")}
    assert {*instagram_metrics.USER_METRICS, *instagram_metrics.MEDIA_METRICS} <= named
    assert all(hasattr(node, "get_insights") for node in (Page, IGUser, IGMedia))
    assert "instagram_business_account" in _known(Page)
    assert {"get_replies", "create_reply"} <= set(dir(IGComment))
    assert {"get_media", "get_tags"} <= set(dir(IGUser))


def _known(node: Any) -> set[str]:
    """The fields of *node* in Meta's own package."""
    return {value for name, value in vars(node.Field).items() if not name.startswith("_")}


def _top_level(fields: str) -> set[str]:
    """The names in a Graph field list without their sub-fields and modifiers."""
    flat = re.sub(r"\{[^}]*\}|\.\w+\([^)]*\)", "", fields)
    return set(flat.split(","))
