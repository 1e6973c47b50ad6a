"""What the sandbox says and is asked as YouTube is what Google's discovery document says."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from pmsdesk.sandbox.control import Control
from pmsdesk.sandbox.world import Moderation
from tests.sandbox.conftest import Caller, me
from tests.sandbox.test_youtube import ANSWER, comment, moderate
from tests.sandbox.test_youtube_upload import VIDEO, begin, uploading

DISCOVERY = Path(__file__).parents[3] / "shared" / "data" / "specs" / "youtube" / "youtube.v3.json"
STANDARD = {"alt", "key", "access_token", "fields", "uploadType", "upload_id"}
__all__ = ["uploading"]


@pytest.fixture(scope="session")
def document() -> dict[str, Any]:
    if not DISCOVERY.exists():
        pytest.skip("YouTube's discovery document is not beside the checkout")
    whole: dict[str, Any] = json.loads(DISCOVERY.read_text("utf-8"))
    return whole


def answers(youtube: Caller, uploading: Caller, control: Control) -> Iterator[tuple[str, requests.Response]]:
    """Each kind of call by the id of its method."""
    top = comment(control)
    comment(control, state=Moderation.HELD)
    channel = me(youtube)
    parts = "id,snippet,statistics,contentDetails,brandingSettings,status"
    asked = {"part": "id,snippet,replies", "allThreadsRelatedToChannelId": channel, "textFormat": "plainText"}
    yield "commentThreads.list", youtube.get("/commentThreads", order="time", maxResults=3, **asked)
    yield "commentThreads.list", youtube.get("/commentThreads", moderationStatus="heldForReview", **asked)
    yield "commentThreads.list", youtube.get("/commentThreads", part="id,snippet", id=f"{top.id},tiada")
    yield "comments.insert", youtube.reply(top.id, ANSWER)
    yield "comments.list", youtube.under(top.id)
    yield "comments.list", youtube.get("/comments", part="id,snippet", id=top.id)
    yield "comments.setModerationStatus", moderate(youtube, top.id, "heldForReview")
    yield "channels.list", youtube.get("/channels", part=parts, mine="true")
    uploads = "UU" + channel.removeprefix("UC")
    playlist = youtube.get("/playlistItems", part="id,snippet,contentDetails,status", playlistId=uploads, maxResults=1)
    yield "playlistItems.list", playlist
    video = requests.put(begin(uploading).headers["Location"], VIDEO, timeout=5)
    yield "videos.insert", video
    listed = youtube.get("/videos", part="id,snippet,status,statistics,contentDetails", id=video.json()["id"])
    yield "videos.list", listed
    changed = {"id": video.json()["id"], "snippet": {"title": "Hebahan", "categoryId": "25"}, "status": {}}
    yield "videos.update", youtube.put("/videos", params={"part": "snippet,status"}, json=changed)
    yield "videos.delete", youtube.delete("/videos", id=video.json()["id"])
    own = youtube.reply(comment(control).id, ANSWER).json()["id"]
    yield "comments.delete", youtube.delete("/comments", id=own)


def check(value: Any, schema: dict[str, Any], schemas: dict[str, Any], where: str) -> None:
    """Raise `AssertionError` where *value* is not of *schema*; members it does not name are refused."""
    if "$ref" in schema:
        schema = schemas[schema["$ref"]]
    kind = schema.get("type")
    if kind == "object":
        assert isinstance(value, dict), where
        known = schema.get("properties", {})
        for name, inner in value.items():
            rule = known.get(name) or schema.get("additionalProperties")
            assert rule, f"{where}.{name} is unknown"
            check(inner, rule, schemas, f"{where}.{name}")
    elif kind == "array":
        assert isinstance(value, list), where
        for at, inner in enumerate(value):
            check(inner, schema["items"], schemas, f"{where}[{at}]")
    else:
        assert isinstance(value, {"string": str, "boolean": bool, "integer": int, "number": float}[str(kind)]), where
        assert value in schema.get("enum", [value]), where


def test_every_answer_and_every_request_fits_the_discovery_document(
    youtube: Caller, uploading: Caller, control: Control, document: dict[str, Any]
) -> None:
    for name, answer in answers(youtube, uploading, control):
        assert answer.ok, answer.text
        resource, _, verb = name.partition(".")
        method = document["resources"][resource]["methods"][verb]
        asked = parse_qsl(urlsplit(str(answer.request.url)).query)
        assert {key for key, _ in asked} - STANDARD <= set(method["parameters"]), name
        for key, rule in method["parameters"].items():
            assert not rule.get("required") or key in dict(asked), f"{name} {key}"
        if "response" in method:
            check(answer.json(), method["response"], document["schemas"], name)
        else:
            assert (answer.status_code, answer.content) == (204, b"")
        if "request" in method and answer.request.headers.get("Content-Type") == "application/json":
            check(json.loads(answer.request.body or b"{}"), method["request"], document["schemas"], name)


def test_the_check_refuses_what_is_not_in_the_document(document: dict[str, Any]) -> None:
    for wrong in ({"kind": 1}, {"colour": "red"}, {"snippet": {"moderationStatus": "hidden"}}):
        with pytest.raises(AssertionError):
            check(wrong, {"$ref": "Comment"}, document["schemas"], "comment")


def test_the_sandbox_has_no_word_for_a_state_that_youtube_does_not_know(document: dict[str, Any]) -> None:
    known = document["schemas"]["CommentSnippet"]["properties"]["moderationStatus"]["enum"]
    assert {state.value for state in Moderation} <= set(known)
