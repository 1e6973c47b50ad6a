"""A post that is being written is kept for its author alone, with accounts, texts of their own, files and time."""

from dataclasses import replace
from datetime import timedelta

from pmsdesk.domain.media import Attached
from pmsdesk.domain.post_draft import PostDraft
from pmsdesk.services import post_drafts
from tests.services.seat import AINA, BADRUL, START, Seat

SHA = "ab" * 32
BEGUN = PostDraft(
    "d1",
    "Jalan FT5 siap diturap.",
    ("x-kkr", "fb-jkr"),
    {"fb-jkr": "Jalan FT5 dari Sabak Bernam ke Kuala Selangor siap diturap."},
    (Attached(SHA, "image/jpeg", "Turapan baharu di tepi sawah padi.", "ft5.jpg"),),
    START + timedelta(days=1),
)


def kept(seat: Seat, staff_id: str) -> list[PostDraft]:
    return list(seat.store.read().post_drafts(staff_id))


def test_what_was_typed_and_chosen_comes_back_as_it_was(seat: Seat) -> None:
    seat.do(AINA, lambda work: post_drafts.save(work, BEGUN))
    assert kept(seat, AINA.id) == [replace(BEGUN, saved_at=START)]
    assert kept(seat, BADRUL.id) == []


def test_it_leaves_no_operation(seat: Seat) -> None:
    before = seat.store.verify()
    seat.do(AINA, lambda work: post_drafts.save(work, BEGUN))
    assert seat.store.verify() == before


def test_a_text_of_an_account_that_was_taken_off_goes_with_it(seat: Seat) -> None:
    seat.do(AINA, lambda work: post_drafts.save(work, replace(BEGUN, account_ids=("x-kkr",))))
    assert kept(seat, AINA.id)[0].texts == {}


def test_an_emptied_one_is_dropped_but_not_a_post_that_is_written_anew(seat: Seat) -> None:
    seat.do(AINA, lambda work: post_drafts.save(work, BEGUN))
    seat.do(AINA, lambda work: post_drafts.save(work, PostDraft("d1", " ", ("x-kkr",))))
    assert kept(seat, AINA.id) == []
    seat.do(AINA, lambda work: post_drafts.save(work, PostDraft("d1", "", ("x-kkr",), reply_id="d1")))
    assert len(kept(seat, AINA.id)) == 1


def test_the_last_changed_comes_first_and_a_dropped_one_is_gone(seat: Seat) -> None:
    for id_ in ("d1", "d2", "d3"):
        seat.do(AINA, lambda work, id_=id_: post_drafts.save(work, replace(BEGUN, id=id_)))
        seat.clock.on(minutes=1)
    seat.do(AINA, lambda work: post_drafts.drop(work, "d2"))
    assert [draft.id for draft in kept(seat, AINA.id)] == ["d3", "d1"]
