"""Photos over a real register: gone on with where they broke off, small ones first, and never another file."""

import hashlib
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pmsdesk.domain.complaint import Attachment, Complaint, ComplaintState, Evidence
from pmsdesk.domain.errors import NotFound
from pmsdesk.domain.events import ComplaintChanged
from pmsdesk.domain.register_errors import RegisterUnreachable
from pmsdesk.domain.staff import Role, Staff
from pmsdesk.domain.triage import Jurisdiction
from pmsdesk.store import Store
from pmsdesk.store.attachments import AttachmentFolder
from pmsdesk.store.file_key import FileKey
from pmsdesk.store.parts import CHUNK_BYTES
from pmsdesk.store.transfers import MOST_FAILURES, Way
from pmsdesk.sync.address import Login
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.blobs import BlobLane
from pmsdesk.sync.link import Link
from tests.postgres import SharedRegister
from tests.store.conftest import ACCOUNT, AISYAH, NOW, Writer
from tests.store.shared import Register
from tests.sync.test_api import address_of

SITI, KUMAR = Staff("siti", "siti", "Siti", Role.OFFICER), Staff("kumar", "kumar", "Kumar", Role.OFFICER)
KEY = FileKey(bytes(range(32)))
PHOTO = random.Random(5).randbytes(3 * CHUNK_BYTES + 1000)
THUMBNAIL = random.Random(6).randbytes(9_000)


def sha_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class Line(RegisterApi):
    """The register's functions over a line that is cut when a test says so, and that counts the pieces."""

    def __init__(self, link: Link) -> None:
        super().__init__(link)
        self.link = link
        self.pieces: list[tuple[str, str, int]] = []
        self.cut_after: int | None = None
        self.harm: Callable[[bytes], bytes] = lambda piece: piece

    def blob_put(self, sha: str, index: int, data: bytes) -> None:
        self._cut()
        super().blob_put(sha, index, self.harm(data))
        self.pieces.append(("put", sha, index))

    def blob_get(self, sha: str, index: int) -> bytes | None:
        self._cut()
        piece = super().blob_get(sha, index)
        self.pieces.append(("get", sha, index))
        return None if piece is None else self.harm(piece)

    def _cut(self) -> None:
        """Let the server end this very connection, as a router does that loses power."""
        if self.cut_after is not None and len(self.pieces) >= self.cut_after:
            self.cut_after = None
            (pid,) = self.link.rows("SELECT pg_backend_pid()")[0]
            self.kill(pid)

    kill: Callable[[int], None]


class Seat:
    """One seat on the register: its store, and its line."""

    def __init__(self, folder: Path, shared: SharedRegister, person: Staff, key: FileKey | None) -> None:
        self.folder, self.person, self.key = folder, person, key
        self.link = Link(address_of(shared), Login(person.username))
        self.line = Line(self.link)
        self.line.kill = lambda pid: shared.one("SELECT pg_terminate_backend(%s)", pid)
        self.store = self.open()
        with self.store.work(person) as work:
            for one in (SITI, KUMAR, AISYAH):
                work.people.put(one, "")
            work.accounts.put(ACCOUNT)
            work.set_setting("register.device", f"0190b5a2-0000-7000-8000-0000000000{len(person.id):02}")
            work.commit()

    def open(self) -> Store:
        return Store(self.folder / "pmsdesk.db", self.folder / "photos", "WS-07", lambda: NOW, key=self.key)

    def restart(self) -> None:
        self.store.close()
        self.store = self.open()

    def lane(self, may_go: Callable[[], bool] = lambda: True) -> BlobLane:
        return BlobLane(self.line, self.store.transfers, may_go)

    def has(self, content: bytes) -> bool:
        try:
            return self.store.read().photo(sha_of(content)) == content
        except NotFound:
            return False

    def waiting(self) -> list[tuple[Way, bool]]:
        return [(moved.way, moved.small) for moved in self.store.transfers.waiting()]

    def attach(self, complaint: Complaint, content: bytes = PHOTO, thumbnail: bytes = THUMBNAIL, n: int = 1) -> None:
        """Add a photo to *complaint*, which both seats have."""
        added = Attachment(
            f"x{n}", complaint.id, Evidence.BEFORE, sha_of(content), "lubang.jpg", "image/jpeg", len(content), SITI.id,
            NOW, sha_of(thumbnail),
        )  # fmt: skip
        with self.store.work(self.person) as work:
            work.complaints.add_attachment(added, content, thumbnail)
            work.record("complaint.photo_added", complaint.id, {"sha": added.sha})
            work.commit()

    def hear_of(self, other: "Seat", complaint: Complaint) -> None:
        """The row of the photo arrives before its bytes."""
        photos = other.store.read().complaint(complaint.id).attachments
        Register(self.store).tell(*(Register(other.store).row("attachment", photo.id) for photo in photos))

    def want(self, content: bytes) -> bool:
        with self.store.work(self.person) as work:
            wanted = work.complaints.want_photo(sha_of(content))
            work.commit()
        return wanted


def register(seat: Seat) -> Complaint:
    talk = Writer(seat.store).talk()
    made = Complaint(
        "c1", "KKR/2026/000001", talk.id, talk.contact_id, "Faizal", "awam", "Lubang", "jalan_berlubang",
        Jurisdiction.FEDERAL, ("jkr",), "FT5", "", ComplaintState.REGISTERED, SITI.id, NOW,
    )  # fmt: skip
    with seat.store.work(seat.person) as work:
        work.complaints.put(made)
        work.commit()
    return made


@pytest.fixture(params=[KEY, None], ids=["encrypted", "plain"])
def seats(shared: SharedRegister, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Seat, Seat]]:
    """Siti and Kumar, who have the same complaint."""
    both = tuple(Seat(tmp_path / one.id, shared, one, request.param) for one in (SITI, KUMAR))
    yield both  # type: ignore[misc]
    for seat in both:
        seat.link.close()
        seat.store.close()


@pytest.fixture
def complaint(seats: tuple[Seat, Seat]) -> Complaint:
    made = [register(seat) for seat in seats]
    assert made[0] == made[1]
    return made[0]


def there(shared: SharedRegister, content: bytes) -> int:
    """How many pieces of *content* the register has."""
    return int(shared.one("SELECT count(*) FROM app.blob_chunk WHERE sha = %s", sha_of(content)))


def test_a_photo_goes_to_the_register_and_comes_to_who_asks_small_one_first(
    seats: tuple[Seat, Seat], complaint: Complaint
) -> None:
    siti, kumar = seats
    siti.attach(complaint)
    assert siti.waiting() == [(Way.UP, True), (Way.UP, False)]
    assert siti.lane().run() == ()
    assert [sha for _, sha, _ in siti.line.pieces] == [sha_of(THUMBNAIL)] + [sha_of(PHOTO)] * 4
    assert siti.waiting() == []

    kumar.hear_of(siti, complaint)
    assert kumar.lane().run() == (), "nothing comes that nobody asked for"
    assert not kumar.has(THUMBNAIL)
    assert kumar.want(PHOTO)
    assert kumar.want(THUMBNAIL)
    told = ComplaintChanged(complaint.id, complaint.conversation_id, complaint.number)
    assert kumar.lane().run() == (told, told)
    assert [sha for _, sha, _ in kumar.line.pieces] == [sha_of(THUMBNAIL)] + [sha_of(PHOTO)] * 4
    assert kumar.has(THUMBNAIL)
    assert kumar.has(PHOTO)
    assert kumar.waiting() == []
    assert not kumar.want(PHOTO), "it is here"


def test_an_upload_that_was_cut_goes_on_at_the_first_piece_that_is_missing(
    seats: tuple[Seat, Seat], complaint: Complaint, shared: SharedRegister
) -> None:
    siti, _ = seats
    siti.attach(complaint)
    siti.line.cut_after = 3
    with pytest.raises(RegisterUnreachable):
        siti.lane().run()
    assert there(shared, PHOTO) == 2
    siti.restart()
    siti.line.pieces.clear()
    siti.lane().run()
    assert siti.line.pieces == [("put", sha_of(PHOTO), 2), ("put", sha_of(PHOTO), 3)]
    assert siti.waiting() == []


def test_a_download_that_was_cut_goes_on_where_it_stopped(seats: tuple[Seat, Seat], complaint: Complaint) -> None:
    siti, kumar = seats
    siti.attach(complaint)
    siti.lane().run()
    kumar.hear_of(siti, complaint)
    kumar.want(PHOTO)
    kumar.line.cut_after = 2
    with pytest.raises(RegisterUnreachable):
        kumar.lane().run()
    assert not kumar.has(PHOTO)
    kumar.restart()
    kumar.line.pieces.clear()
    kumar.lane().run()
    assert kumar.line.pieces == [("get", sha_of(PHOTO), 2), ("get", sha_of(PHOTO), 3)]
    assert kumar.has(PHOTO)
    assert not list(kumar.folder.rglob("*.down"))


def test_photos_wait_while_operations_wait(seats: tuple[Seat, Seat], complaint: Complaint) -> None:
    siti, kumar = seats
    siti.attach(complaint)
    assert siti.lane(lambda: False).run() == ()
    assert siti.line.pieces == []
    siti.lane(lambda: len(siti.line.pieces) < 3).run()
    assert len(siti.line.pieces) == 3
    assert siti.waiting() == [(Way.UP, False)]
    siti.lane().run()
    kumar.hear_of(siti, complaint)
    kumar.want(PHOTO)
    kumar.lane(lambda: len(kumar.line.pieces) < 2).run()
    assert (len(kumar.line.pieces), kumar.has(PHOTO)) == (2, False)
    kumar.lane().run()
    assert (len(kumar.line.pieces), kumar.has(PHOTO)) == (4, True)


def test_what_is_still_going_up_from_another_seat_is_waited_for(seats: tuple[Seat, Seat], complaint: Complaint) -> None:
    siti, kumar = seats
    siti.attach(complaint)
    kumar.hear_of(siti, complaint)
    kumar.want(PHOTO)
    for _ in range(MOST_FAILURES + 1):
        assert kumar.lane().run() == ()
    assert kumar.waiting() == [(Way.DOWN, False)]
    siti.lane().run()
    assert len(kumar.lane().run()) == 1
    assert kumar.has(PHOTO)


def _flipped(piece: bytes) -> bytes:
    return bytes([piece[0] ^ 1]) + piece[1:]


def _shorter(piece: bytes) -> bytes:
    return piece[:-1]


@pytest.mark.parametrize("harm", [_flipped, _shorter])
def test_a_piece_that_was_changed_on_the_way_down_is_refused_and_fetched_again(
    seats: tuple[Seat, Seat], complaint: Complaint, harm: Callable[[bytes], bytes]
) -> None:
    siti, kumar = seats
    siti.attach(complaint)
    siti.lane().run()
    kumar.hear_of(siti, complaint)
    kumar.want(PHOTO)
    kumar.line.harm = harm
    assert kumar.lane().run() == ()
    assert not kumar.has(PHOTO)
    assert not list(kumar.folder.rglob("*.down"))
    kumar.line.harm = lambda piece: piece
    assert len(kumar.lane().run()) == 1
    assert kumar.has(PHOTO)


def test_pieces_that_are_not_the_photo_are_thrown_away_by_the_register_and_sent_again(
    seats: tuple[Seat, Seat], complaint: Complaint, shared: SharedRegister
) -> None:
    siti, _ = seats
    siti.attach(complaint)
    siti.line.harm = _flipped
    siti.lane().run()
    assert there(shared, PHOTO) == there(shared, THUMBNAIL) == 0
    assert siti.waiting() == [(Way.UP, True), (Way.UP, False)]
    siti.line.harm = lambda piece: piece
    siti.lane().run()
    assert there(shared, PHOTO) == 4
    assert siti.waiting() == []


def test_who_claims_the_name_of_a_photo_with_another_size_stops_nobody(
    seats: tuple[Seat, Seat], complaint: Complaint, shared: SharedRegister
) -> None:
    siti, kumar = seats
    kumar.line.blob_missing(sha_of(PHOTO), 7, "image/jpeg")
    siti.attach(complaint)
    siti.lane().run()
    assert (there(shared, THUMBNAIL), there(shared, PHOTO)) == (1, 4)
    assert siti.waiting() == []
    totals = siti.store.transfers.totals()
    assert (totals.files, totals.given_up) == (0, 0)


def test_the_same_photo_of_two_complaints_goes_once(seats: tuple[Seat, Seat], complaint: Complaint) -> None:
    siti, kumar = seats
    siti.attach(complaint)
    siti.lane().run()
    kumar.attach(complaint, n=2)
    kumar.lane().run()
    assert kumar.line.pieces == []
    assert kumar.waiting() == []


def test_a_photo_that_is_gone_from_the_disk_is_given_up_and_holds_nobody_up(
    seats: tuple[Seat, Seat], complaint: Complaint, shared: SharedRegister
) -> None:
    siti, _ = seats
    siti.attach(complaint)
    AttachmentFolder(siti.folder / "photos", siti.key).path(sha_of(THUMBNAIL)).unlink()
    for _ in range(MOST_FAILURES):
        siti.lane().run()
    assert there(shared, PHOTO) == 4
    assert siti.waiting() == []
    assert siti.store.transfers.totals().given_up == 1


def test_nothing_that_came_lies_readable_on_the_disk(seats: tuple[Seat, Seat], complaint: Complaint) -> None:
    siti, kumar = seats
    siti.attach(complaint)
    siti.lane().run()
    kumar.hear_of(siti, complaint)
    kumar.want(PHOTO)
    kumar.lane(lambda: len(kumar.line.pieces) < 2).run()
    (part,) = kumar.folder.rglob("*.down")
    assert (PHOTO[:64] in part.read_bytes()) is (kumar.key is None)
