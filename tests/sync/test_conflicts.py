"""Settling conflicts on one seat settles them on all: mine, theirs, or a third value made of both."""

from dataclasses import replace
from datetime import date

import pytest

from pmsdesk.domain.complaint import ComplaintState
from pmsdesk.domain.errors import AlreadySettled, EmptyText, IllegalTransition, NotAllowed
from pmsdesk.domain.events import ConflictChanged
from pmsdesk.services import accounting, complaining, settling_conflicts, triaging
from tests.sync.seats import Open, Seat, both_have_complaint


def clash(seat: Open) -> tuple[Seat, Seat, str, str]:
    """Both corrected the place; Siti came first, so Kumar's is in conflict."""
    siti, kumar, _, complaint = both_have_complaint(seat)
    siti.do(complaining.edit, complaint, location="km 12, arah Sekinchan")
    kumar.do(complaining.edit, complaint, location="km 13")
    siti.sync()
    kumar.sync()
    siti.sync()
    (row,) = kumar.store.read().conflicts()
    return siti, kumar, complaint, row.id


def places(*seats: Seat) -> set[str]:
    for one in seats * 2:
        one.sync()
    return {place for one in seats for (place,) in one.rows("SELECT location FROM complaint")}


def test_keep_mine(seat: Open) -> None:
    siti, kumar, _, conflict = clash(seat)
    kumar.do(settling_conflicts.keep_mine, conflict)
    assert kumar.store.read().conflicts() == []
    kumar.sync()
    assert ConflictChanged(conflict) in siti.sync().events
    assert places(kumar, siti) == {"km 13"}
    assert siti.store.read().conflicts() == []


def test_keep_theirs(seat: Open) -> None:
    siti, kumar, _, conflict = clash(seat)
    siti.do(settling_conflicts.keep_theirs, conflict)
    assert places(siti, kumar) == {"km 12, arah Sekinchan"}
    assert kumar.store.read().conflicts() == siti.store.read().conflicts() == []


def test_a_third_value_of_both(seat: Open) -> None:
    siti, kumar, _, conflict = clash(seat)
    kumar.do(settling_conflicts.merge, conflict, "  km 12 hingga 13,  arah Sekinchan ")
    assert places(kumar, siti) == {"km 12 hingga 13, arah Sekinchan"}
    with pytest.raises(AlreadySettled):
        siti.do(settling_conflicts.keep_mine, conflict)


def test_two_who_settle_it_differently_make_a_new_conflict(seat: Open) -> None:
    siti, kumar, _, conflict = clash(seat)
    siti.do(settling_conflicts.merge, conflict, "km 12 sahaja")
    kumar.do(settling_conflicts.keep_mine, conflict)
    assert places(siti, kumar) == {"km 12 sahaja"}
    (row,) = kumar.store.read().conflicts()
    assert (row.mine, row.theirs) == ("km 13", "km 12 sahaja")


def test_a_summary_is_never_merged_away(seat: Open) -> None:
    siti, kumar, _, complaint = both_have_complaint(seat)
    siti.do(complaining.edit, complaint, summary="Lubang sedalam 30 cm di FT5")
    kumar.do(complaining.edit, complaint, summary="Lubang di FT5, bahaya")
    siti.sync()
    kumar.sync()
    (row,) = kumar.store.read().conflicts()
    with pytest.raises(EmptyText):
        kumar.do(settling_conflicts.merge, row.id, "  ")
    with pytest.raises(ValueError, match="not made of two values"):
        kumar.do(settling_conflicts.merge, row.id, ("a", "b"))


def test_a_state_is_kept_only_by_a_legal_step(seat: Open) -> None:
    siti, kumar, _, complaint = both_have_complaint(seat)
    siti.do(complaining.change_state, complaint, ComplaintState.CLOSED, "", "tarik_balik")
    kumar.do(complaining.change_state, complaint, ComplaintState.INVESTIGATING)
    siti.sync()
    kumar.sync()
    (row,) = kumar.store.read().conflicts()
    assert (row.field, row.mine, row.theirs) == ("state", "dalam_siasatan", "ditutup")
    with pytest.raises(IllegalTransition):
        kumar.do(settling_conflicts.keep_mine, row.id)
    kumar.do(settling_conflicts.keep_theirs, row.id)
    kumar.sync()
    siti.sync()
    assert siti.rows("SELECT state, closing_code FROM complaint") == [("ditutup", "tarik_balik")]


def test_finishing_over_an_unseen_message_asks_again(seat: Open) -> None:
    siti, kumar, talk, _ = both_have_complaint(seat)
    siti.pass_time(minutes=3)
    siti.hear("1002", "Masih belum ditampal!")
    kumar.do(triaging.finish, talk, "Dijawab melalui telefon")
    siti.sync()
    kumar.sync()
    kumar.sync()
    assert kumar.store.read().conversation(talk, "kumar").conversation.state == "open"
    (row,) = kumar.store.read().conflicts()
    assert (row.field, row.actor_name, row.title) == ("last_at", "Kumar", "Ali Rahman")
    kumar.do(settling_conflicts.keep_mine, row.id)
    kumar.sync()
    siti.sync()
    assert siti.store.read().conversation(talk, "siti").conversation.state == "done"


def test_a_notice_that_was_read_counts_no_more(seat: Open) -> None:
    _, kumar, _, _ = clash(seat)
    (notice,) = kumar.store.read().notices()
    assert kumar.store.read().sync_status().news == 1
    kumar.do(settling_conflicts.see_notice, notice.id)
    assert kumar.store.read().sync_status().news == 0
    assert kumar.store.read().notices()[0].seen


def test_an_account_that_two_administrators_correct_is_settled_by_one_of_them(seat: Open) -> None:
    first, second, siti = seat("admin1"), seat("admin1"), seat("siti")
    for one in (first, second, siti):
        one.sync()

    def edit(at: Seat, **changes: object) -> None:
        with at.system() as work:
            account = work.accounts.get("x-moworks")
        at.do(accounting.edit_account, replace(account, **changes))  # type: ignore[arg-type]

    edit(first, owner_id="siti", valid_from=date(2020, 1, 1))
    edit(second, owner_id="kumar", deputy_id="rahman")
    for one in (first, second, siti):
        one.sync()
    (row,) = siti.store.read().conflicts()
    assert (row.entity, row.field, row.mine, row.theirs, row.title) == (
        *("account", "owner_id", "kumar", "siti"),
        "Kementerian Kerja Raya",
    )
    with pytest.raises(NotAllowed):
        siti.do(settling_conflicts.keep_mine, row.id)
    second.do(settling_conflicts.keep_mine, row.id)
    for one in (second, first, siti):
        one.sync()
    for one in (first, second, siti):
        with one.system() as work:
            account = work.accounts.get("x-moworks")
        assert (account.owner_id, account.deputy_id, account.valid_from) == ("kumar", "rahman", date(2020, 1, 1))
        assert one.store.read().conflicts() == []
