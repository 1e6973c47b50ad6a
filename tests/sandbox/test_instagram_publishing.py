"""Publishing on Instagram through the sandbox: container, waiting, publication once, a day's life and a day's quota."""

from datetime import timedelta

import pytest
import requests

from pmsdesk.sandbox import instagram_publishing
from pmsdesk.sandbox.control import Control
from pmsdesk.sandbox.faults import Kind
from tests.sandbox.conftest import Caller, me
from tests.sandbox.test_graph import error

PICTURE = "https://gambar.example.gov.my/monsun.jpg"


def container(instagram: Caller, **asked: str) -> str:
    whole = {"image_url": PICTURE, "caption": "Monsun tiba.", "alt_text": "Jalan dinaiki air", **asked}
    answer = instagram.post(f"/{me(instagram)}/media", data={name: value for name, value in whole.items() if value})
    assert answer.ok, answer.text
    return str(answer.json()["id"])


def status(instagram: Caller, number: str) -> str:
    return str(instagram.get(f"/{number}", fields="status_code").json()["status_code"])


def publish(instagram: Caller, number: str) -> requests.Response:
    return instagram.post(f"/{me(instagram)}/media_publish", data={"creation_id": number})


def ready(instagram: Caller, **asked: str) -> str:
    number = container(instagram, **asked)
    while status(instagram, number) == "IN_PROGRESS":
        pass
    return number


def test_a_container_is_in_progress_then_finished_then_published_once(instagram: Caller, control: Control) -> None:
    number = container(instagram)
    assert error(publish(instagram, number)) == (9007, 2207027)
    assert [status(instagram, number) for _ in range(2)] == ["IN_PROGRESS", "FINISHED"]
    media = publish(instagram, number).json()["id"]
    assert status(instagram, number) == "PUBLISHED"
    assert error(publish(instagram, number)) == (24, 2207008)
    fields = "caption,alt_text,media_type,comments_count"
    assert instagram.get(f"/{media}", fields=fields).json() == {
        "caption": "Monsun tiba.", "alt_text": "Jalan dinaiki air", "media_type": "IMAGE", "comments_count": 0,
        "id": media,
    }  # fmt: skip
    assert control.world.ledger.count("kkrmalaysia", "", "Monsun tiba.") == 1


def test_a_container_dies_after_a_day(instagram: Caller, control: Control) -> None:
    number = ready(instagram)
    control.clock(advance=timedelta(hours=24))
    assert status(instagram, number) == "EXPIRED"
    assert error(publish(instagram, number)) == (24, 2207008)


def test_only_a_jpeg_becomes_a_picture(instagram: Caller) -> None:
    number = ready(instagram, image_url="https://gambar.example.gov.my/monsun.png")
    assert instagram.get(f"/{number}", fields="status_code,status").json() == {
        "status_code": "ERROR", "status": "Error: Media upload has failed with error code 2207005", "id": number,
    }  # fmt: skip
    assert error(publish(instagram, number)) == (24, 2207008)
    account = me(instagram)
    local = instagram.post(f"/{account}/media", data={"image_url": "file:///gambar.jpg"})
    assert error(local) == (9004, 2207052)
    assert error(instagram.post(f"/{account}/media", data={"caption": "Tiada gambar"})) == (100, None)


def test_a_video_takes_longer(instagram: Caller) -> None:
    number = container(instagram, image_url="", video_url="https://video.example.gov.my/a.mp4", media_type="REELS")
    assert [status(instagram, number) for _ in range(3)] == ["IN_PROGRESS", "IN_PROGRESS", "FINISHED"]
    media = publish(instagram, number).json()["id"]
    assert instagram.get(f"/{media}", fields="media_type").json()["media_type"] == "VIDEO"


def test_an_album_holds_its_parts(instagram: Caller) -> None:
    parts = [ready(instagram, is_carousel_item="true", caption="", alt_text=f"Gambar {n}") for n in (1, 2)]
    assert error(publish(instagram, parts[0])) == (24, 2207008)
    album = ready(instagram, image_url="", alt_text="", media_type="CAROUSEL", children=",".join(parts))
    media = publish(instagram, album).json()["id"]
    children = instagram.get(f"/{media}/children", fields="alt_text,media_type").json()["data"]
    assert [one["alt_text"] for one in children] == ["Gambar 1", "Gambar 2"]
    lonely = {"media_type": "CAROUSEL", "children": parts[0]}
    assert error(instagram.post(f"/{me(instagram)}/media", data=lonely)) == (100, 2207028)


def test_the_quota_of_a_day_is_told_and_ends(
    instagram: Caller, control: Control, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instagram_publishing, "QUOTA", 2)
    for _ in range(2):
        assert publish(instagram, ready(instagram)).ok
    path = f"/{me(instagram)}/content_publishing_limit"
    told = instagram.get(path, fields="config,quota_usage").json()["data"]
    assert told == [{"config": {"quota_total": 2, "quota_duration": 86400}, "quota_usage": 2}]
    assert error(publish(instagram, ready(instagram))) == (9, 2207042)
    control.clock(advance=timedelta(hours=25))
    assert publish(instagram, ready(instagram)).ok


def test_an_answer_that_never_came_is_proven_by_the_container(instagram: Caller, control: Control) -> None:
    number = ready(instagram)
    control.fault("instagram.publish", Kind.COMMIT_THEN_500)
    assert publish(instagram, number).status_code == 500
    assert status(instagram, number) == "PUBLISHED"
    newest = instagram.get(f"/{me(instagram)}/media", fields="caption", limit=1).json()["data"][0]
    assert newest["caption"] == "Monsun tiba."


@pytest.mark.parametrize(
    ("name", "length", "answer"), [("caption", 2201, (36004, 2207010)), ("alt_text", 1001, (100, None))]
)
def test_texts_have_their_lengths(instagram: Caller, name: str, length: int, answer: object) -> None:
    asked = {"image_url": PICTURE, name: "a" * length}
    assert error(instagram.post(f"/{me(instagram)}/media", data=asked)) == answer


def test_another_accounts_container_is_not_there(instagram: Caller) -> None:
    number = ready(instagram)
    other = Caller(instagram.session, instagram.root, "CIDBMalaysia")
    assert error(other.get(f"/{number}")) == (24, 2207006)
