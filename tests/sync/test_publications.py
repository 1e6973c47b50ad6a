"""A publisher's seat over the shared register: what it is offered of a post and a private reply, and what it keeps."""

from collections.abc import Iterator

import pytest

from pmsdesk.domain.media import Upload
from pmsdesk.domain.reply import Way
from pmsdesk.sync.address import Login
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.link import Link
from pmsdesk.sync.publications import RegisterPublications
from tests.postgres import SharedRegister, arrive, submission, written
from tests.posts import LINE, PICTURE, posting
from tests.sync.registers import address_of


@pytest.fixture
def publisher(shared: SharedRegister) -> Iterator[RegisterPublications]:
    """The publisher *penerbit1* at his workstation."""
    station = shared.station("penerbit1")
    with Link(address_of(shared.cluster, shared.name), Login("penerbit1")) as link:
        yield RegisterPublications(RegisterApi(link), str(station.device))


def test_a_post_is_offered_with_its_media_and_its_uploads_are_kept(
    shared: SharedRegister, publisher: RegisterPublications
) -> None:
    siti = shared.station("siti")
    _, operation = posting(siti, media=(LINE,), ground="check")
    siti.push(operation)
    version = written(operation)
    shared.tick(11)
    (offered,) = publisher.claimable()
    assert (offered.publication.way, offered.publication.media, offered.unchecked) == (Way.POST, (LINE,), True)
    shared.station("penerbit2").call("attest", version["id"], version["sha"], "2026.1", True, [])
    held = publisher.claim(version["id"])
    assert held is not None
    uploads = (Upload("9001", 262_144, whole=True),)
    assert publisher.keep_uploads(version["id"], held.token, uploads)
    assert not publisher.keep_uploads(version["id"], held.token + 1, ())
    shared.tick(121)
    again = publisher.claim(version["id"])
    assert again is not None
    assert again.delivery.publication.uploads == uploads


def test_a_private_reply_says_whom_it_is_for(shared: SharedRegister, publisher: RegisterPublications) -> None:
    siti = shared.station("siti")
    talk = arrive(siti)
    siti.push(submission(siti, talk, "Sila beri nombor telefon.", ground="check", way="private"))
    shared.tick(11)
    (offered,) = publisher.claimable()
    citizen = shared.one("SELECT remote_id FROM app.contact WHERE id = %s", talk.contact_id)
    assert (offered.publication.way, offered.publication.person) == (Way.PRIVATE, citizen)


def test_the_picture_of_a_post_goes_up_as_a_photo_does_and_comes_down_to_publishers(shared: SharedRegister) -> None:
    siti, publisher = shared.station("siti"), shared.station("penerbit1")
    sha = LINE.split(":")[0]
    assert siti.call("blob_missing", sha, len(PICTURE), "image/jpeg") == [0]
    assert siti.call("blob_put", sha, 0, PICTURE) is True
    assert publisher.call("blob_get", sha, 0) == PICTURE
    assert publisher.rows("blob_state", [sha]) == [{"sha": sha, "size": len(PICTURE), "complete": True}]
