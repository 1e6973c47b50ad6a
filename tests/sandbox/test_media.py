"""Pictures and videos reach X in segments and Facebook unpublished, with a text for those who do not see them."""

import base64
from datetime import timedelta
from typing import Any

import pytest
import requests

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox.control import Control
from pmsdesk.sandbox.faults import Kind
from tests.sandbox.conftest import Caller, me

PICTURE = b"\xff\xd8\xff\xe0" + b"j" * 5000
VIDEO = b"\x00\x00\x00\x18ftypmp42" + b"v" * 5000
ALT = "Lubang di bahu jalan FT5, ditanda kon oren."


# ---- X --------------------------------------------------------------------------------------------------------------


def begin(x: Caller, body: bytes = PICTURE, kind: str = "image/jpeg", category: str = "tweet_image") -> Any:
    asked = {"media_type": kind, "total_bytes": len(body), "media_category": category}
    return x.post("/media/upload/initialize", json=asked)


def append(x: Caller, number: str, index: int, chunk: bytes) -> requests.Response:
    return x.post(f"/media/upload/{number}/append", data={"segment_index": str(index)}, files={"media": chunk})


def uploaded(x: Caller, body: bytes = PICTURE, kind: str = "image/jpeg", category: str = "tweet_image") -> str:
    number = str(begin(x, body, kind, category).json()["data"]["id"])
    append(x, number, 0, body[:3000])
    append(x, number, 1, body[3000:])
    assert x.post(f"/media/upload/{number}/finalize").ok
    return number


def test_a_picture_goes_up_in_segments_and_is_whole_only_then(x: Caller) -> None:
    number = begin(x).json()["data"]["id"]
    append(x, number, 0, PICTURE[:3000])
    assert x.post(f"/media/upload/{number}/finalize").status_code == 400
    append(x, number, 0, PICTURE[:3000])
    append(x, number, 1, PICTURE[3000:])
    done = x.post(f"/media/upload/{number}/finalize").json()["data"]
    assert (done["id"], done["size"], done["media_key"]) == (number, len(PICTURE), f"3_{number}")
    assert x.post(f"/media/upload/{number}/finalize").ok


def test_a_segment_may_come_as_json(x: Caller) -> None:
    number = begin(x).json()["data"]["id"]
    body = {"media": base64.b64encode(PICTURE).decode(), "segment_index": 0}
    assert x.post(f"/media/upload/{number}/append", json=body).ok
    assert x.post(f"/media/upload/{number}/finalize").ok
    assert x.post(f"/media/upload/{number}/append", json=body | {"media": "?"}).status_code == 400


def test_a_post_carries_its_picture_with_the_text_for_it_and_one_link(x: Caller) -> None:
    number = uploaded(x)
    described = x.post("/media/metadata", json={"id": number, "metadata": {"alt_text": {"text": ALT}}})
    assert described.json()["data"]["id"] == number
    sent = x.post("/tweets", json={"text": "FT5 dibaiki.", "media": {"media_ids": [number]}})
    assert sent.status_code == 201
    post = x.get(
        f"/tweets/{sent.json()['data']['id']}",
        expansions="attachments.media_keys",
        **{"tweet.fields": "attachments,entities", "media.fields": "alt_text,url"},
    ).json()
    (medium,) = post["includes"]["media"]
    assert (medium["alt_text"], medium["media_key"]) == (ALT, f"3_{number}")
    assert post["data"]["attachments"]["media_keys"] == [f"3_{number}"]
    (link,) = post["data"]["entities"]["urls"]
    assert post["data"]["text"] == f"FT5 dibaiki. {link['url']}"
    assert link["expanded_url"].endswith("/photo/1")


def test_a_picture_may_go_without_words(x: Caller) -> None:
    assert x.post("/tweets", json={"media": {"media_ids": [uploaded(x)]}}).status_code == 201


def test_a_video_is_processed_before_it_may_be_posted(x: Caller) -> None:
    number = uploaded(x, VIDEO, "video/mp4", "tweet_video")
    post = {"text": "Video", "media": {"media_ids": [number]}}
    assert x.post("/tweets", json=post).status_code == 400
    status = x.get("/media/upload", command="STATUS", media_id=number).json()["data"]["processing_info"]["state"]
    assert status == "succeeded"
    assert x.post("/tweets", json=post).status_code == 201


def test_x_refuses_what_is_not_whole_not_ours_or_not_there(x: Caller, control: Control) -> None:
    half = begin(x).json()["data"]["id"]
    for one in (half, "20"):
        assert x.post("/tweets", json={"text": "a", "media": {"media_ids": [one]}}).status_code == 400
    other = Caller(x.session, x.root, "JKRMalaysia")
    assert append(other, half, 0, PICTURE).status_code == 404
    assert begin(x, PICTURE, "text/plain").status_code == 400
    assert begin(x, b"x" * (5 * 1024 * 1024 + 1)).status_code == 400
    whole = uploaded(x)
    assert (
        x.post("/media/metadata", json={"id": whole, "metadata": {"alt_text": {"text": "a" * 1001}}}).status_code == 400
    )
    control.clock(advance=timedelta(hours=24))
    assert x.post(f"/media/upload/{whole}/finalize").status_code == 404


def test_a_segment_whose_answer_was_lost_may_be_sent_again(x: Caller, control: Control) -> None:
    number = begin(x).json()["data"]["id"]
    control.fault("x.media_append", Kind.COMMIT_THEN_RESET)
    with pytest.raises(requests.ConnectionError):
        append(x, number, 0, PICTURE)
    assert append(x, number, 0, PICTURE).ok
    assert x.post(f"/media/upload/{number}/finalize").ok
    assert [act.verb for act in control.world.ledger.acts] == ["upload"]


# ---- Facebook -------------------------------------------------------------------------------------------------------


def photo(graph: Caller, alt: str = ALT, **more: str) -> requests.Response:
    form = {"published": "false", "alt_text_custom": alt} | more
    return graph.post("/me/photos", data=form, files={"source": ("a.jpg", PICTURE, "image/jpeg")})


def test_a_post_carries_pictures_that_were_uploaded_unpublished(graph: Caller, control: Control) -> None:
    one, two = (photo(graph).json()["id"] for _ in range(2))
    assert graph.get(f"/{one}", fields="alt_text_custom,images").json()["alt_text_custom"] == ALT
    form = {"message": "Dua gambar.", "attached_media": f'[{{"media_fbid":"{one}"}},{{"media_fbid":"{two}"}}]'}
    post = graph.post("/me/feed", data=form).json()["id"]
    told = graph.get(f"/{post}", fields="full_picture,attachments").json()
    assert [each["target"]["id"] for each in told["attachments"]["data"]] == [one, two]
    assert told["full_picture"].startswith("https://")
    assert [act.verb for act in control.world.ledger.acts] == ["upload", "upload"]
    again = graph.post("/me/feed", data=form | {"message": "Sekali lagi"})
    assert again.status_code == 400


def test_attached_media_may_be_numbered(graph: Caller) -> None:
    form = {"message": "Satu.", "attached_media[0]": f'{{"media_fbid":"{photo(graph).json()["id"]}"}}'}
    assert graph.post("/me/feed", data=form).ok


def test_a_video_is_uploaded_unpublished_too(graph: Caller) -> None:
    form = {"published": "false", "description": "Kerja malam"}
    number = graph.post("/me/videos", data=form, files={"source": ("a.mp4", VIDEO, "video/mp4")}).json()["id"]
    assert graph.post("/me/feed", data={"attached_media": f'[{{"media_fbid":"{number}"}}]'}).ok


def test_facebook_refuses_what_is_no_picture_is_published_or_too_old(graph: Caller, control: Control) -> None:
    bad = graph.post("/me/photos", data={"published": "false"}, files={"source": ("a.jpg", b"text", "image/jpeg")})
    assert bad.json()["error"]["code"] == 324
    assert photo(graph, published="true").status_code == 400
    assert photo(graph, alt="a" * 1001).status_code == 400
    number = photo(graph).json()["id"]
    control.clock(advance=timedelta(hours=24))
    form = {"message": "Lama", "attached_media": f'[{{"media_fbid":"{number}"}}]'}
    assert graph.post("/me/feed", data=form).status_code == 400


def test_a_post_may_be_scheduled_and_comes_at_its_time(graph: Caller, control: Control) -> None:
    def on(edge: str) -> list[str]:
        return [one["id"] for one in graph.get(f"/{me(graph)}/{edge}", limit=5).json()["data"]]

    due = int((control.world.now() + timedelta(minutes=30)).timestamp())
    form = {"message": "Nanti.", "published": "false", "scheduled_publish_time": str(due)}
    post = graph.post("/me/feed", data=form).json()["id"]
    assert (post in on("scheduled_posts"), post in on("published_posts")) == (True, False)
    control.clock(advance=timedelta(minutes=30))
    assert (post in on("scheduled_posts"), post in on("published_posts")) == (False, True)
    soon = form | {"message": "Segera", "scheduled_publish_time": str(due)}
    assert graph.post("/me/feed", data=soon).status_code == 400


@pytest.mark.parametrize("route", ["facebook.photo", "facebook.post", "facebook.video"])
def test_faults_strike_uploads_and_posts(graph: Caller, control: Control, route: str) -> None:
    control.fault(route, Kind.STATUS_500)
    calls = {
        "facebook.photo": lambda: photo(graph),
        "facebook.post": lambda: graph.post("/me/feed", data={"message": "a"}),
        "facebook.video": lambda: graph.post("/me/videos", data={"published": "false"}),
    }
    assert calls[route]().status_code == 500
    assert control.world.find(Channel.FACEBOOK, "1") is None
