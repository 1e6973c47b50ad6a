"""What the sandbox says as X is what X's own OpenAPI documents, and its own Python package, say X says."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xdk.schemas as models
from openapi_core import Config, OpenAPI
from openapi_core.contrib.requests import RequestsOpenAPIRequest, RequestsOpenAPIResponse
from pydantic import BaseModel

from pmsdesk.sandbox.control import Control
from pmsdesk.sandbox.server import Sandbox
from tests.sandbox.conftest import Caller
from tests.sandbox.x_calls import answers, refusals

DOCUMENTS = Path(__file__).parents[3] / "shared" / "data" / "specs" / "x"
LEGACY = "x-openapi-2.166-docs-20260805-legacy-dialect.json"
NEW = "x-openapi-2.167-docs-20260822.json"
MODELS: dict[str, type[BaseModel]] = {
    "me": models.GetUsersMeResponse,
    "mentions": models.GetUsersMentionsResponse,
    "timeline": models.GetUsersPostsResponse,
    "post": models.GetPostsByIdResponse,
    "posts": models.GetPostsByIdsResponse,
    "search": models.SearchPostsRecentResponse,
    "create": models.CreatePostsResponse,
    "delete": models.DeletePostsResponse,
    "hide": models.HidePostsReplyResponse,
    "message": models.CreateDirectMessagesByParticipantIdResponse,
    "messages": models.GetDirectMessagesEventsByParticipantIdResponse,
    "media_initialize": models.InitializeMediaUploadResponse,
    "media_append": models.AppendMediaUploadResponse,
    "media_finalize": models.FinalizeMediaUploadResponse,
    "media_metadata": models.CreateMediaMetadataResponse,
    "media_status": models.GetMediaUploadStatusResponse,
}


def problem(body: bytes, **parameters: str) -> Any:
    """Reads ``application/problem+json``, which the checker does not know by itself."""
    del parameters
    return json.loads(body)


READS_PROBLEMS = Config(extra_media_type_deserializers={"application/problem+json": problem})


@pytest.fixture(scope="session")
def document(running: Sandbox) -> Callable[[str], OpenAPI]:
    """Loads one of X's documents, once, with the sandbox as its server."""
    loaded: dict[str, OpenAPI] = {}

    def load(name: str) -> OpenAPI:
        if name not in loaded:
            path = DOCUMENTS / name
            if not path.exists():
                pytest.skip(f"{name} is not beside the checkout")
            whole = _corrected(json.loads(path.read_text("utf-8")))
            here = {**whole, "servers": [{"url": running.x_root}]}
            loaded[name] = OpenAPI.from_dict(here, config=READS_PROBLEMS)
        return loaded[name]

    return load


@pytest.mark.filterwarnings("ignore:Unsupported scheme type:UserWarning")  # of OAuth 1, which no call here uses
@pytest.mark.parametrize(("name", "fields"), [(LEGACY, "tweet.fields"), (NEW, "post.fields")])
def test_every_answer_and_every_request_fits_xs_openapi_document(
    x: Caller, control: Control, document: Callable[[str], OpenAPI], name: str, fields: str
) -> None:
    openapi = document(name)
    for operation, answer in answers(x, control, fields):
        request = RequestsOpenAPIRequest(answer.request)
        openapi.validate_response(request, RequestsOpenAPIResponse(answer))
        if answer.ok and operation != "create":
            openapi.validate_request(request)


def test_refusals_fit_the_legacy_document(x: Caller, control: Control, document: Callable[[str], OpenAPI]) -> None:
    openapi = document(LEGACY)
    for answer in refusals(x, control):
        assert not answer.ok
        openapi.validate_response(RequestsOpenAPIRequest(answer.request), RequestsOpenAPIResponse(answer))


def test_the_new_dialect_fits_the_models_of_xs_own_package(x: Caller, control: Control) -> None:
    for operation, answer in answers(x, control, "post.fields"):
        if not answer.ok:
            continue
        read = MODELS[operation].model_validate(answer.json())
        if operation != "create":
            assert _strangers(read) == set()


def test_the_legacy_dialect_does_not_fit_them(x: Caller, control: Control) -> None:
    """So the check above can fail."""
    mentions = next(answer for name, answer in answers(x, control, "tweet.fields") if name == "mentions")
    with pytest.raises(ValueError, match="repost_count"):
        models.GetUsersMentionsResponse.model_validate(mentions.json())


def _strangers(read: BaseModel) -> set[str]:
    """Members that the package's models do not know, at any depth."""
    found = set(read.model_extra or {})
    for name in type(read).model_fields:
        value = getattr(read, name)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, BaseModel):
                found |= _strangers(one)
    return found


def _corrected(node: Any) -> Any:
    """X's documents repeat values in two enums (v2.167), which the checker refuses, and require members of media
    answers that they do not describe (v2.166).
    """
    if isinstance(node, dict):
        fixed = {name: _corrected(value) for name, value in node.items()}
        if isinstance(fixed.get("enum"), list):
            fixed["enum"] = list(dict.fromkeys(fixed["enum"]))
        if isinstance(fixed.get("required"), list) and isinstance(fixed.get("properties"), dict):
            fixed["required"] = [name for name in fixed["required"] if name in fixed["properties"]] or None
            fixed = {name: value for name, value in fixed.items() if value is not None}
        return fixed
    return [_corrected(value) for value in node] if isinstance(node, list) else node
