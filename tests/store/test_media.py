"""The files of a post stay at the seat while it is written, and go to the register once it is submitted."""

from pmsdesk.domain.media import Attached
from pmsdesk.store import Store
from tests.store.conftest import AISYAH

PICTURE = b"\x89PNG not really"


def test_a_file_that_was_only_chosen_stays_here(joined: Store) -> None:
    with joined.work(AISYAH) as work:
        work.media.keep(PICTURE)
        work.commit()
    assert joined.transfers.waiting() == ()


def test_a_file_that_is_sent_waits_to_go_up_once(joined: Store) -> None:
    with joined.work(AISYAH) as work:
        medium = Attached(work.media.keep(PICTURE), "image/png")
        work.media.send(medium)
        work.media.send(medium)
        work.commit()
    assert [(one.sha, one.way, one.size) for one in joined.transfers.waiting()] == [(medium.sha, "up", len(PICTURE))]


def test_at_a_seat_on_its_own_nothing_waits(store: Store) -> None:
    with store.work(AISYAH) as work:
        work.media.send(Attached(work.media.keep(PICTURE), "image/png"))
        work.commit()
    assert store.transfers.waiting() == ()
