"""Every call by which a post or a private reply goes out is one that the networks' own documents know."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from pmsdesk.channels.http import Answer, Wire
from pmsdesk.domain.account import Channel
from pmsdesk.domain.errors import OutcomeUnknown
from pmsdesk.domain.media import Upload
from pmsdesk.domain.publication import PrivateOutgoing
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.sandbox.world import Place
from tests.channels import test_youtube_posting as youtube
from tests.channels.test_instagram_posting import PICTURE, VIDEO, channel_of, ready, sandbox
from tests.sandbox.test_youtube_contract import check

__all__ = ["sandbox"]

SPECS = Path(__file__).parents[3] / "shared" / "data" / "specs"
META = SPECS / "meta"
PAGING = {"after", "fields", "limit"}

DISCOVERY = SPECS / "youtube" / "youtube.v3.json"
OF_UPLOADS = {"uploadType", "upload_id"}

Call = tuple[str, str, Mapping[str, Any]]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[Call]:
    """Every call that went out: method, path, and what it asked or said (the headers of bytes of a file)."""
    made: list[Call] = []
    call = Wire._call

    def noted(wire: Wire, method: str, path: str, **parts: Any) -> Answer:
        content = parts.get("data")
        said = parts.get("params") or content or parts.get("json") or {}
        if isinstance(content, bytes):
            said = json.loads(content) if content.startswith(b"{") else parts["headers"]
        made.append((method, path, said))
        return call(wire, method, path, **parts)

    monkeypatch.setattr(Wire, "_call", noted)
    return made


def node_of(path: str, sandbox: Sandbox) -> str:
    """What Meta calls the kind of thing that *path* begins with."""
    first = path.partition("/")[0]
    with sandbox.control() as control:
        world = control.world
        if first in world.containers:
            return "ShadowIGMediaBuilder"
        if first in world.photos:
            return "Photo"
        if (Channel.INSTAGRAM, first) in world.items:
            return "IGMedia"
    return {"me": "Page"}.get(first, "UnifiedThread" if first.startswith("aWdf") else "IGUser")


def names_in(fields: str) -> set[str]:
    return set(re.sub(r"\{[^{}]*\}", "", fields).split(",")) - {""}


@pytest.mark.skipif(not META.is_dir(), reason="what Meta's package knows is not beside this checkout")
def test_meta_knows_every_call_of_a_post_and_a_private_reply(sandbox: Sandbox, calls: list[Call]) -> None:
    with sandbox.control() as control:
        control.inject(Channel.INSTAGRAM, "kkrmalaysia", "kkrmalaysia", "FT5 ditutup.", place=Place.POST)
        comment = control.inject(Channel.INSTAGRAM, "kkrmalaysia", "aminah_kk", "Lubang besar di FT5")
    channel = channel_of(sandbox)
    channel.publish(ready(channel, PICTURE))
    album = ready(channel, PICTURE, VIDEO)
    channel.publish(album)
    channel.read_back(album, datetime.now(UTC), "")
    outgoing = PrivateOutgoing("ig-kkr", comment.author.id, comment.id, "Salam.")
    channel.private.reply_privately(outgoing)
    channel.private.read_back_privately(outgoing, "")
    oracle = json.loads((META / "facebook_business-26.0.3-oracle.json").read_text("utf-8"))["objects"]
    builder = json.loads((META / "api_specs" / "ShadowIGMediaBuilder.json").read_text("utf-8"))
    limit = json.loads((META / "api_specs" / "ContentPublishingLimitResponse.json").read_text("utf-8"))
    fields = {name: set(told["fields"]) for name, told in oracle.items()}
    fields["ShadowIGMediaBuilder"] = {field["name"] for field in builder["fields"]}
    fields["content_publishing_limit"] = {field["name"] for field in limit["fields"]}
    fields |= {"media": fields["IGMedia"], "conversations": fields["UnifiedThread"]}
    fields["messages"] = {"id", "created_time", "from", "message"}
    seen = set()
    for method, path, said in calls:
        if set(said) == {"offset", "file_size", "Content-Type"}:
            seen.add("upload")
            continue
        node, edge = node_of(path, sandbox), path.partition("/")[2]
        if edge:
            (known,) = [
                one for one in oracle[node]["edges"] if (one["endpoint"], one["method"]) == (f"/{edge}", method)
            ]
            assert set(said) - PAGING <= set(known["params"]), (method, path)
        if "fields" in said:
            assert names_in(said["fields"]) <= fields[edge or node], (method, path)
        seen.add(f"{method} {edge or node}")
    assert seen == {
        "POST photos", "GET Photo", "POST media", "GET ShadowIGMediaBuilder", "upload", "GET content_publishing_limit",
        "POST media_publish", "GET IGMedia", "GET media", "POST messages", "GET conversations", "GET messages",
        "GET Page",
    }  # fmt: skip


@pytest.mark.skipif(not DISCOVERY.is_file(), reason="Google's discovery document is not beside this checkout")
def test_youtube_knows_every_call_of_an_upload_and_a_post(sandbox: Sandbox, calls: list[Call]) -> None:
    channel = youtube.channel_of(sandbox)
    kept = [Upload()]
    youtube.order(sandbox, "youtube.upload_part", Kind.COMMIT_THEN_500)
    with pytest.raises(OutcomeUnknown):
        channel.uploads.upload(youtube.VIDEO, kept[-1], kept.append)
    with sandbox.control() as control:
        control.clock(advance=timedelta(days=7))
    outgoing = youtube.post(channel.uploads.upload(youtube.VIDEO, kept[-1], kept.append).remote_id)
    channel.publish(outgoing)
    channel.publish(replace(outgoing, due=datetime.now(UTC) + timedelta(days=1)))
    channel.read_back(outgoing, datetime.now(UTC), "")
    document = json.loads(DISCOVERY.read_text("utf-8"))
    resources, schemas = document["resources"], document["schemas"]
    seen = set()
    for method, path, said in calls:
        resource, _, query = path.partition("?")
        asked = dict(parse_qsl(query)) | (dict(said) if method == "GET" else {})
        if "upload_id" in asked:
            assert (method, set(said)) == ("PUT", {"Content-Range", "Content-Type"})
            seen.add("upload")
            continue
        (known,) = [
            one
            for name, one in resources[resource]["methods"].items()
            if one["httpMethod"] == method and name in ("list", "insert", "update")
        ]
        assert set(asked) - OF_UPLOADS <= set(known["parameters"]), (method, path)
        if method != "GET":
            check(dict(said), schemas[known["request"]["$ref"]], schemas, known["id"])
        seen.add(known["id"].removeprefix("youtube."))
    assert seen == {"videos.insert", "upload", "channels.list", "playlistItems.list", "videos.update", "videos.list"}
