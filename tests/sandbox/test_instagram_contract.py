"""What the sandbox says as Instagram has only members that Meta's own Python package knows, in recorded frames."""

import json
from typing import Any

import pytest
from facebook_business.adobjects.igcomment import IGComment
from facebook_business.adobjects.igmedia import IGMedia
from facebook_business.adobjects.iguser import IGUser
from facebook_business.adobjects.unifiedthread import UnifiedThread

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox import instagram_nodes
from pmsdesk.sandbox.control import Control
from pmsdesk.sandbox.instagram_nodes import InstagramNodes
from tests.sandbox.conftest import Caller, me
from tests.sandbox.test_graph_contract import FIXTURES, keys, known
from tests.sandbox.test_instagram import comment, newest_media
from tests.sandbox.test_instagram_publishing import ready

RECORDED = FIXTURES / "instagram" / "apidata"
EDGES = {"comments", "replies", "children", "media", "insights"}


def golden(name: str) -> Any:
    path = RECORDED / f"{name}.json"
    if not path.exists():
        pytest.skip("Meta's recorded answers are not beside the checkout")
    return json.loads(path.read_text("utf-8"))


def test_every_field_a_node_offers_is_one_of_metas(control: Control, instagram: Caller) -> None:
    account = control.world.account(Channel.INSTAGRAM, "kkrmalaysia")
    assert account is not None
    nodes = InstagramNodes(control.world, account)
    top = comment(control)
    media = control.world.items[Channel.INSTAGRAM, newest_media(instagram)]
    assert set(nodes.user_readers(account)) | instagram_nodes.USER_UNSET <= known(IGUser) | EDGES
    assert set(nodes.readers(media)) | instagram_nodes.MEDIA_UNSET <= known(IGMedia) | EDGES
    assert set(nodes.readers(top)) | instagram_nodes.COMMENT_UNSET <= known(IGComment) | EDGES
    whole = instagram.get(f"/{top.id}", fields=",".join(nodes.readers(top))).json()
    assert {"from", "hidden", "media", "text", "timestamp", "username"} <= set(whole) <= known(IGComment) | EDGES


def types(node: Any) -> dict[str, type]:
    return {name: type(value) for name, value in node.items()}


def test_comments_and_replies_have_the_frame_of_the_recorded_ones(instagram: Caller, control: Control) -> None:
    top = comment(control)
    instagram.reply(top.id, "Terima kasih.")
    ours = instagram.get(f"/{newest_media(instagram)}/comments", limit=2).json()
    theirs = golden("medias/comments_p1")
    assert set(keys(ours)) - {"before"} == set(keys(theirs))
    assert types(ours["data"][0]) == types(theirs["data"][0])
    replies = instagram.get(f"/{top.id}/replies").json()
    assert types(replies["data"][0]) == types(golden("comments/replies")["data"][0])
    fields = "id,like_count,text,timestamp,username"
    assert types(instagram.get(f"/{top.id}", fields=fields).json()) == types(golden("comments/comment_fields"))


def test_media_and_the_account_have_the_frame_of_the_recorded_ones(instagram: Caller) -> None:
    theirs = golden("users/medias_p1")["data"][1]
    ours = instagram.get(f"/{me(instagram)}/media", fields=",".join(theirs)).json()["data"][0]
    assert types(ours) == types(theirs)
    recorded = golden("users/user_fields")
    account = instagram.get(f"/{me(instagram)}", fields=",".join(recorded)).json()
    assert types(account) == types(recorded)


def test_publishing_has_the_frame_of_the_recorded_one(instagram: Caller) -> None:
    number = ready(instagram)
    recorded = golden("publish/container_info")
    ours = instagram.get(f"/{number}", fields="id,status,status_code").json()
    assert ours | {"id": ""} == recorded | {"id": ""}
    limit = instagram.get(f"/{me(instagram)}/content_publishing_limit", fields="quota_usage,config").json()
    assert types(limit["data"][0]) == types(golden("publish/publish_limit_resp")["data"][0])
    assert set(keys(limit)) == set(keys(golden("publish/publish_limit_resp")))


def test_private_talk_has_the_frame_of_the_recorded_one(instagram: Caller, control: Control) -> None:
    top = comment(control)
    body = {"recipient": json.dumps({"comment_id": top.id}), "message": json.dumps({"text": "Salam."})}
    assert set(instagram.post(f"/{me(instagram)}/messages", data=body).json()) == {"recipient_id", "message_id"}
    talks = instagram.get(f"/{me(instagram)}/conversations", platform="instagram", user_id=top.author.id).json()
    (talk,) = talks["data"]
    assert set(talk) <= known(UnifiedThread)
    fields = "id,created_time,from,to,message"
    (said,) = instagram.get(f"/{talk['id']}/messages", fields=fields).json()["data"]
    recorded = json.loads((FIXTURES / "facebook" / "models" / "message.json").read_text("utf-8"))
    assert types(said) == types({name: recorded[name] for name in fields.split(",")})


def test_insights_have_the_frame_of_the_recorded_ones(instagram: Caller) -> None:
    asked = {"metric": "reach", "period": "day", "metric_type": "total_value"}
    ours = instagram.get(f"/{me(instagram)}/insights", **asked).json()["data"][0]
    assert types(ours) == types(golden("users/user_insights_new")["data"][0])
