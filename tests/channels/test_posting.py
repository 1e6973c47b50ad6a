"""Posts with pictures on X and Facebook: uploads go on where they stopped, a post stands once and is found again."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pmsdesk.channels import connect, x_uploads
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.errors import DuplicateText, NoNetwork, OutcomeUnknown
from pmsdesk.domain.media import Medium, Upload
from pmsdesk.domain.media_errors import MediumRefused, StillProcessing
from pmsdesk.domain.publication import Found, Outgoing
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.services.ports import ChannelPort, TakesMedia, UploadPort

ALT = "Lubang di bahu jalan FT5, ditanda kon oren."
PICTURE = Medium("ft5.jpg", "image/jpeg", b"\xff\xd8\xff\xe0" + b"j" * 2500, ALT)
VIDEO = Medium("ft5.mp4", "video/mp4", b"\x00\x00\x00\x18ftypmp42" + b"v" * 2500)
TEXT = "FT5 Batu Pahat telah dibaiki & dibuka semula. Butiran: kkr.gov.my/ft5"
HANDLES = {Channel.X: "MOWorks", Channel.FACEBOOK: "KKRMalaysia"}
CREATE = {Channel.X: "x.create", Channel.FACEBOOK: "facebook.post"}
UPLOADS = {
    Channel.X: ["x.media_initialize", "x.media_append", "x.media_finalize", "x.media_metadata"],
    Channel.FACEBOOK: ["facebook.photo"],
}

LOST = (Kind.COMMIT_THEN_500, Kind.COMMIT_THEN_RESET, Kind.TRUNCATED, Kind.DROP_BEFORE_COMMIT)

both = pytest.mark.parametrize("network", list(HANDLES))


@pytest.fixture
def sandbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    monkeypatch.setattr(x_uploads, "SEGMENT_BYTES", 1000)
    world = Sandbox()
    with world.control() as control:
        control.reset(seeded=False)
    with world:
        yield world


def channel_of(sandbox: Sandbox, network: Channel) -> ChannelPort:
    account = Account(f"{network}-kkr", network, HANDLES[network], "KKR", "kkr")
    root = sandbox.x_root if network is Channel.X else sandbox.facebook_root
    return connect(account, f"sandbox-{HANDLES[network]}", base_url=root)


def uploads_of(channel: ChannelPort) -> UploadPort:
    assert isinstance(channel, TakesMedia)
    return channel.uploads


def ready(channel: ChannelPort, medium: Medium = PICTURE) -> str:
    return uploads_of(channel).upload(medium, Upload(), lambda _step: None).remote_id


def carried(sandbox: Sandbox, network: Channel) -> list[tuple[str, list[str]]]:
    """What our posts say, and the texts of the pictures they carry."""
    with sandbox.control() as control:
        entries = control.world.ledger.entries
        items = [control.world.items[network, entry.id] for entry in entries]
        return [(item.text, [medium.alt_text for medium in item.media]) for item in items]


@both
def test_a_post_carries_its_picture_and_the_text_for_it_and_is_found_again(sandbox: Sandbox, network: Channel) -> None:
    channel = channel_of(sandbox, network)
    outgoing = Outgoing("kkr", "", "", TEXT, (ready(channel),))
    since, newest = datetime.now(UTC), channel.newest_own()
    assert channel.read_back(outgoing, since, newest).found is Found.ABSENT
    published = channel.publish(outgoing)
    found = channel.read_back(outgoing, since, newest)
    assert (found.found, found.remote_id) == (Found.PRESENT, published.remote_id)
    assert channel.read_back(outgoing, since, newest, (published.remote_id,)).found is Found.ABSENT
    assert carried(sandbox, network) == [(TEXT, [ALT])]


@both
@pytest.mark.parametrize("kind", LOST)
def test_a_post_whose_answer_is_lost_stands_once_at_most_and_is_told(
    sandbox: Sandbox, network: Channel, kind: Kind
) -> None:
    channel = channel_of(sandbox, network)
    outgoing = Outgoing("kkr", "", "", TEXT, (ready(channel),))
    since, newest = datetime.now(UTC), channel.newest_own()
    with sandbox.control() as control:
        control.fault(CREATE[network], kind)
    with pytest.raises(OutcomeUnknown):
        channel.publish(outgoing)
    stands = bool(carried(sandbox, network))
    assert stands is (kind is not Kind.DROP_BEFORE_COMMIT)
    assert channel.read_back(outgoing, since, newest).found is (Found.PRESENT if stands else Found.ABSENT)


@both
def test_the_same_words_again_are_a_question(sandbox: Sandbox, network: Channel) -> None:
    channel = channel_of(sandbox, network)
    channel.publish(Outgoing("kkr", "", "", TEXT))
    with pytest.raises(DuplicateText):
        channel.publish(Outgoing("kkr", "", "", TEXT))
    assert len(carried(sandbox, network)) == 1


@pytest.mark.parametrize(("network", "route"), [(network, route) for network in UPLOADS for route in UPLOADS[network]])
@pytest.mark.parametrize("kind", [Kind.COMMIT_THEN_500, Kind.COMMIT_THEN_RESET, Kind.DROP_BEFORE_COMMIT])
def test_an_upload_goes_on_from_what_was_kept(sandbox: Sandbox, network: Channel, route: str, kind: Kind) -> None:
    channel = channel_of(sandbox, network)
    with sandbox.control() as control:
        control.fault(route, kind, nth=2 if route == "x.media_append" else 1)
    kept = [Upload()]
    with pytest.raises(OutcomeUnknown):
        uploads_of(channel).upload(PICTURE, kept[-1], kept.append)
    done = uploads_of(channel_of(sandbox, network)).upload(PICTURE, kept[-1], kept.append)
    assert done.is_ready
    assert kept[-1] == done
    channel.publish(Outgoing("kkr", "", "", TEXT, (done.remote_id,)))
    assert carried(sandbox, network) == [(TEXT, [ALT])]


def test_every_step_is_kept_before_the_next_is_taken(sandbox: Sandbox) -> None:
    kept: list[Upload] = []
    done = uploads_of(channel_of(sandbox, Channel.X)).upload(PICTURE, Upload(), kept.append)
    assert [(step.sent, step.whole, step.described) for step in kept] == [
        (0, False, False), (1000, False, False), (2000, False, False), (2504, False, False),
        (2504, True, False), (2504, True, True),
    ]  # fmt: skip
    assert {step.remote_id for step in kept} == {done.remote_id}


@both
def test_a_ready_upload_is_not_made_again(sandbox: Sandbox, network: Channel) -> None:
    uploads = uploads_of(channel_of(sandbox, network))
    done = uploads.upload(PICTURE, Upload(), lambda _step: None)
    sandbox.stop()
    assert uploads.upload(PICTURE, done, lambda _step: None) == done
    with pytest.raises(NoNetwork):
        uploads.upload(PICTURE, Upload(), lambda _step: None)


def test_a_session_that_x_forgot_is_begun_anew(sandbox: Sandbox) -> None:
    uploads = uploads_of(channel_of(sandbox, Channel.X))
    old = replace(uploads.upload(PICTURE, Upload(), lambda _step: None), sent=1000, whole=False, described=False)
    with sandbox.control() as control:
        control.clock(advance=timedelta(hours=24))
    new = uploads.upload(PICTURE, old, lambda _step: None)
    assert new.is_ready
    assert new.remote_id != old.remote_id


def test_a_video_is_waited_for(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pmsdesk.sandbox.x_media.READS_OF_VIDEO", 2)
    channel = channel_of(sandbox, Channel.X)
    kept = [Upload()]
    with pytest.raises(StillProcessing) as error:
        uploads_of(channel).upload(VIDEO, kept[-1], kept.append)
    assert error.value.certain
    done = uploads_of(channel).upload(VIDEO, kept[-1], kept.append)
    channel.publish(Outgoing("kkr", "", "", TEXT, (done.remote_id,)))
    assert [text for text, _ in carried(sandbox, Channel.X)] == [TEXT]


def test_facebook_takes_a_video_too(sandbox: Sandbox) -> None:
    channel = channel_of(sandbox, Channel.FACEBOOK)
    channel.publish(Outgoing("kkr", "", "", TEXT, (ready(channel, VIDEO),)))
    assert [text for text, _ in carried(sandbox, Channel.FACEBOOK)] == [TEXT]


@both
def test_a_file_the_network_does_not_take_is_named(sandbox: Sandbox, network: Channel) -> None:
    bad = Medium("nota.jpg", "text/plain", b"bukan gambar")
    with pytest.raises(MediumRefused, match=re.escape("nota.jpg")):
        ready(channel_of(sandbox, network), bad)


@both
def test_a_picture_without_words_is_found_by_itself(sandbox: Sandbox, network: Channel) -> None:
    channel = channel_of(sandbox, network)
    channel.publish(Outgoing("kkr", "", "", "Lain.", (ready(channel),)))
    outgoing = Outgoing("kkr", "", "", "", (ready(channel),))
    newest = channel.newest_own()
    assert channel.read_back(outgoing, datetime.now(UTC), newest).found is Found.ABSENT
    published = channel.publish(outgoing)
    assert channel.read_back(outgoing, datetime.now(UTC), newest).remote_id == published.remote_id


def test_a_post_for_later_is_found_among_those_that_wait(sandbox: Sandbox) -> None:
    channel = channel_of(sandbox, Channel.FACEBOOK)
    outgoing = Outgoing("kkr", "", "", TEXT, due=datetime.now(UTC) + timedelta(hours=2))
    published = channel.publish(outgoing)
    found = channel.read_back(outgoing, datetime.now(UTC), "")
    assert (found.found, found.remote_id) == (Found.PRESENT, published.remote_id)
    assert channel.read_back(replace(outgoing, due=None), datetime.now(UTC), "").found is Found.ABSENT


def test_another_picture_without_words_is_not_taken_for_it_on_facebook(sandbox: Sandbox) -> None:
    channel = channel_of(sandbox, Channel.FACEBOOK)
    channel.publish(Outgoing("kkr", "", "", "", (ready(channel),)))
    other = Outgoing("kkr", "", "", "", (ready(channel, replace(PICTURE, alt_text="Lain.")),))
    assert channel.read_back(other, datetime.now(UTC), "").found is Found.ABSENT
