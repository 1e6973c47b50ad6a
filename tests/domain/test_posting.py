"""What a post of each network can carry."""

from dataclasses import replace

import pytest

from pmsdesk.channels.facebook import FacebookChannel
from pmsdesk.channels.instagram import InstagramChannel
from pmsdesk.channels.x import XChannel
from pmsdesk.channels.youtube import YouTubeChannel
from pmsdesk.domain.account import Channel
from pmsdesk.domain.media import Medium
from pmsdesk.domain.posting import MEGABYTE, POSTINGS, Obstacle, obstacles, title_and_body
from pmsdesk.language.length import measured

Adapter = XChannel | FacebookChannel | InstagramChannel | YouTubeChannel
PICTURE = Medium("jambatan.jpg", "image/jpeg", b"\xff\xd8\xff", "Jambatan baharu di Baling")
VIDEO = Medium("jambatan.mp4", "video/mp4", b"ftyp")
TEXT = "Jambatan dibuka\nOrang ramai boleh menggunakannya mulai pagi ini."


def found(network: Channel, text: str, *media: Medium) -> set[Obstacle]:
    posting = POSTINGS[network]
    _, body = title_and_body(text, posting)
    return set(obstacles(posting, measured(body, posting.unit), text, media))


@pytest.mark.parametrize("adapter", [XChannel, FacebookChannel, InstagramChannel, YouTubeChannel])
def test_an_adapter_states_what_its_posts_can_carry(adapter: type[Adapter]) -> None:
    assert adapter.posting is POSTINGS[adapter.channel]


@pytest.mark.parametrize(
    ("network", "media"),
    [
        (Channel.X, []),
        (Channel.X, [PICTURE] * 4),
        (Channel.FACEBOOK, []),
        (Channel.FACEBOOK, [PICTURE] * 10),
        (Channel.INSTAGRAM, [PICTURE]),
        (Channel.INSTAGRAM, [PICTURE] * 9 + [VIDEO]),
        (Channel.YOUTUBE, [VIDEO]),
    ],
)
def test_nothing_stands_in_the_way_of_what_a_network_takes(network: Channel, media: list[Medium]) -> None:
    assert found(network, TEXT, *media) == set()


@pytest.mark.parametrize(
    ("network", "media", "why"),
    [
        (Channel.X, [PICTURE] * 5, Obstacle.TOO_MANY_PICTURES),
        (Channel.X, [VIDEO] * 2, Obstacle.TOO_MANY_VIDEOS),
        (Channel.X, [PICTURE, VIDEO], Obstacle.NOT_TOGETHER),
        (Channel.X, [replace(PICTURE, mime="image/tiff")], Obstacle.KIND_NOT_TAKEN),
        (Channel.X, [replace(PICTURE, data=bytes(5 * MEGABYTE + 1))], Obstacle.FILE_TOO_LARGE),
        (Channel.FACEBOOK, [replace(PICTURE, alt_text="a" * 1001)], Obstacle.ALT_TEXT_TOO_LONG),
        (Channel.FACEBOOK, [replace(VIDEO, alt_text="Jambatan")], Obstacle.ALT_TEXT_NOT_TAKEN),
        (Channel.INSTAGRAM, [], Obstacle.MEDIA_MISSING),
        (Channel.INSTAGRAM, [PICTURE] * 9 + [VIDEO] * 2, Obstacle.TOO_MANY_PICTURES),
        (Channel.INSTAGRAM, [replace(PICTURE, mime="image/png")], Obstacle.KIND_NOT_TAKEN),
        (Channel.YOUTUBE, [], Obstacle.VIDEO_MISSING),
        (Channel.YOUTUBE, [VIDEO, PICTURE], Obstacle.NO_PICTURES),
        (Channel.YOUTUBE, [replace(VIDEO, alt_text="Jambatan")], Obstacle.ALT_TEXT_NOT_TAKEN),
    ],
)
def test_what_a_network_does_not_take_is_said_before(network: Channel, media: list[Medium], why: Obstacle) -> None:
    assert why in found(network, TEXT, *media)


@pytest.mark.parametrize(
    ("network", "text", "why"),
    [
        (Channel.X, "a" * 281, Obstacle.TEXT_TOO_LONG),
        (Channel.X, "道" * 141, Obstacle.TEXT_TOO_LONG),
        (Channel.X, " ", Obstacle.EMPTY),
        (Channel.FACEBOOK, "a" * 63_207, Obstacle.TEXT_TOO_LONG),
        (Channel.INSTAGRAM, "a" * 2_201, Obstacle.TEXT_TOO_LONG),
        (Channel.YOUTUBE, "Tajuk\n" + "பா" * 834, Obstacle.TEXT_TOO_LONG),
        (Channel.YOUTUBE, "a" * 101, Obstacle.TITLE_TOO_LONG),
        (Channel.YOUTUBE, "", Obstacle.TITLE_MISSING),
    ],
)
def test_a_text_is_counted_as_its_network_counts(network: Channel, text: str, why: Obstacle) -> None:
    media = [VIDEO] if network is Channel.YOUTUBE else [PICTURE] if network is Channel.INSTAGRAM else []
    assert found(network, text, *media) == {why}


def test_the_first_line_is_the_title_only_where_a_network_has_titles() -> None:
    assert title_and_body(TEXT, POSTINGS[Channel.FACEBOOK]) == ("", TEXT)
    assert title_and_body(TEXT, POSTINGS[Channel.YOUTUBE]) == (
        "Jambatan dibuka",
        "Orang ramai boleh menggunakannya mulai pagi ini.",
    )


def test_facebook_and_youtube_keep_posts_for_later_themselves() -> None:
    assert [network for network in Channel if POSTINGS[network].schedules] == [Channel.FACEBOOK, Channel.YOUTUBE]
