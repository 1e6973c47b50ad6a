"""A video goes up to the sandbox's YouTube in pieces, survives broken connections, and stands there once."""

from datetime import timedelta

import pytest
import requests

from pmsdesk.sandbox.control import Control
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.server import Sandbox
from tests.sandbox.conftest import Caller
from tests.sandbox.test_youtube import reason

PIECE = 256 * 1024
VIDEO = bytes(range(256)) * 2500
METADATA = {
    "snippet": {"title": "Hebahan Monsun", "description": "Jaga keselamatan."},
    "status": {"privacyStatus": "public"},
}


@pytest.fixture
def uploading(sandbox: Sandbox, youtube: Caller) -> Caller:
    """The same channel where uploads go."""
    return Caller(youtube.session, f"{sandbox.youtube_root}/upload/youtube/v3", youtube.handle)


def begin(uploading: Caller, body: object = METADATA) -> requests.Response:
    asked = {"uploadType": "resumable", "part": "snippet,status"}
    return uploading.post("/videos", params=asked, json=body, headers={"X-Upload-Content-Length": str(len(VIDEO))})


def put(address: str, content: bytes, content_range: str) -> requests.Response:
    return requests.put(address, content, headers={"Content-Range": content_range}, timeout=5)


def piece(address: str, first: int) -> requests.Response:
    content = VIDEO[first : first + PIECE]
    return put(address, content, f"bytes {first}-{first + len(content) - 1}/{len(VIDEO)}")


def received(answer: requests.Response) -> int:
    assert answer.status_code == 308
    return int(answer.headers["Range"].rpartition("-")[2]) + 1 if "Range" in answer.headers else 0


def test_pieces_become_a_video(uploading: Caller, youtube: Caller, control: Control) -> None:
    address = begin(uploading).headers["Location"]
    assert received(put(address, b"", f"bytes */{len(VIDEO)}")) == 0
    assert received(piece(address, 0)) == PIECE
    assert received(piece(address, PIECE)) == 2 * PIECE
    video = piece(address, 2 * PIECE).json()
    assert (video["snippet"]["title"], video["status"]["privacyStatus"]) == ("Hebahan Monsun", "public")
    assert put(address, b"", f"bytes */{len(VIDEO)}").json()["id"] == video["id"]
    found = youtube.get("/videos", part="status,snippet", id=video["id"]).json()["items"]
    assert found[0]["status"]["uploadStatus"] == "processed"
    assert control.world.ledger.count("kkrmalaysia", "", "Hebahan Monsun\nJaga keselamatan.") == 1


def test_a_broken_piece_is_asked_for_and_goes_on(uploading: Caller, control: Control) -> None:
    address = begin(uploading).headers["Location"]
    piece(address, 0)
    for kind, expected in ((Kind.DROP_BEFORE_COMMIT, PIECE), (Kind.COMMIT_THEN_RESET, 2 * PIECE)):
        control.fault("youtube.upload_part", kind)
        with pytest.raises(requests.ConnectionError):
            piece(address, PIECE)
        assert received(put(address, b"", f"bytes */{len(VIDEO)}")) == expected
    control.fault("youtube.upload_part", Kind.COMMIT_THEN_500)
    assert piece(address, 2 * PIECE).status_code == 500
    assert put(address, b"", f"bytes */{len(VIDEO)}").json()["kind"] == "youtube#video"
    assert len(control.world.ledger.entries) == 1


def test_pieces_follow_on_and_have_whole_quarters_of_a_megabyte(uploading: Caller) -> None:
    address = begin(uploading).headers["Location"]
    assert piece(address, PIECE).status_code == 400
    assert put(address, VIDEO[:1000], f"bytes 0-999/{len(VIDEO)}").status_code == 400
    assert put(address, VIDEO[:PIECE], f"bytes 0-10/{len(VIDEO)}").status_code == 400
    assert received(put(address, b"", f"bytes */{len(VIDEO)}")) == 0


def test_the_whole_video_goes_in_one_piece(uploading: Caller) -> None:
    address = begin(uploading).headers["Location"]
    assert requests.put(address, VIDEO, timeout=5).json()["kind"] == "youtube#video"


def test_a_session_ends_after_a_week(uploading: Caller, control: Control) -> None:
    address = begin(uploading).headers["Location"]
    control.clock(advance=timedelta(days=7))
    assert piece(address, 0).status_code == 404


def test_a_video_with_a_time_is_private_until_then(uploading: Caller, youtube: Caller, control: Control) -> None:
    status = {"privacyStatus": "private", "publishAt": "2026-11-23T06:00:00Z"}
    address = begin(uploading, {**METADATA, "status": status}).headers["Location"]
    video = requests.put(address, VIDEO, timeout=5).json()
    assert video["status"] | {"publishAt": "2026-11-23T06:00:00Z", "privacyStatus": "private"} == video["status"]
    stranger = Caller(youtube.session, youtube.root, "jkrmalaysiatv")
    assert stranger.get("/videos", part="id", id=video["id"]).json().get("items", []) == []
    control.clock(advance=timedelta(hours=5))
    assert (
        stranger.get("/videos", part="status", id=video["id"]).json()["items"][0]["status"]["privacyStatus"] == "public"
    )


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"snippet": {"title": ""}}, "invalidTitle"),
        ({"snippet": {"title": "a" * 101}}, "invalidTitle"),
        ({"snippet": {"title": "Hebahan", "description": "a" * 5001}}, "invalidDescription"),
        ({"snippet": {"title": "Hebahan"}, "status": {"privacyStatus": "rahsia"}}, "invalidVideoMetadata"),
        ({"snippet": {"title": "Hebahan"}, "status": {"publishAt": "2026-12-01T00:00:00Z"}}, "invalidPublishAt"),
    ],
)
def test_metadata_that_is_refused(uploading: Caller, body: object, why: str) -> None:
    assert reason(begin(uploading, body)) == (400, why)


def test_own_videos_are_deleted(uploading: Caller, youtube: Caller) -> None:
    video = requests.put(begin(uploading).headers["Location"], VIDEO, timeout=5).json()["id"]
    assert reason(Caller(youtube.session, youtube.root, "jkrmalaysiatv").delete("/videos", id=video)) == (
        403,
        "forbidden",
    )
    assert youtube.delete("/videos", id=video).status_code == 204
    assert reason(youtube.delete("/videos", id=video)) == (404, "videoNotFound")
