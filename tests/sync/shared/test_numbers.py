"""Official numbers: blocks, clamped times, draft marks, succession, the register of gaps."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from tests.postgres import SharedRegister, Station, arrive, complaint_row, iso, this_year


def register(station: Station, number: str, **changes: object) -> tuple[dict[str, object], dict[str, object]]:
    talk = arrive(station)
    row = complaint_row(talk, number, **changes)
    if number == "draft":
        row["number"] = f"DRAF/{str(row['id'])[-8:]}"
    return row, station.act("complaint.registered", str(row["id"]), {}, {"t": "complaint", "row": row})


def official(serial: int) -> str:
    return f"KKR/{this_year()}/{serial:06d}"


def test_blocks_never_overlap_and_a_seat_finds_its_own_again(shared: SharedRegister) -> None:
    siti, kumar = shared.station("siti"), shared.station("kumar")
    assert siti.lease(32) == range(1, 33)
    assert kumar.lease(50) == range(33, 83)
    assert siti.lease(1) == range(83, 84)
    assert [(b["low"], b["high"]) for b in siti.rows("blocks", siti.device)] == [(1, 32), (83, 83)]


@pytest.mark.parametrize(("years", "n"), [(0, 0), (0, 501), (2, 32), (-2, 32)])
def test_a_block_of_another_size_or_a_far_year_is_refused(shared: SharedRegister, years: int, n: int) -> None:
    siti = shared.station("siti")
    with pytest.raises(psycopg.errors.InvalidParameterValue):
        siti.rows("lease_numbers", siti.device, this_year() + years, n)


def test_a_number_of_another_device_or_none_is_refused(shared: SharedRegister) -> None:
    siti, kumar = shared.station("siti"), shared.station("kumar")
    mine, theirs = siti.lease(), kumar.lease()
    assert register(siti, official(mine[0]))[1]["verdict"] == "applied"
    for number in (
        official(theirs[0]),
        official(900_000),
        f"KKR/{this_year()}/7",
        "KKR/2026/abc",
        "",
        official(mine[0]),
    ):
        assert register(siti, number)[1]["verdict"] == "rejected", number


def test_the_time_of_registration_is_moved_to_between_the_lease_and_now(shared: SharedRegister) -> None:
    siti = shared.station("siti")
    block = siti.lease()
    for serial, days in ((block[0], -400), (block[1], 400)):
        assert (
            register(siti, official(serial), registered_at=iso(datetime.now(UTC) + timedelta(days=days)))[1]["verdict"]
            == "applied"
        )
    early, late, leased = shared.one(
        "SELECT array[min(c.registered_at), max(c.registered_at), min(b.leased_at)]"
        " FROM app.complaint AS c, app.number_block AS b"
    )
    assert early == leased
    assert leased < late <= datetime.now(UTC)


def test_a_complaint_under_a_draft_mark_gets_its_number_later_and_once(shared: SharedRegister) -> None:
    siti, kumar = shared.station("siti"), shared.station("kumar")
    row, verdict = register(siti, "draft")
    assert verdict["verdict"] == "applied"
    assert register(siti, "DRAF/anything")[1]["detail"] == {"why": "not the draft mark of this complaint"}
    mine, theirs = siti.lease(), kumar.lease()

    def numbered(before: object, serial: int) -> dict[str, object]:
        change = {"t": "complaint", "id": row["id"], "set": {"number": [before, official(serial)]}}
        return siti.act("complaint.numbered", str(row["id"]), {}, change)

    assert numbered(row["number"], theirs[0])["detail"] == {"why": "number not leased to this device"}
    assert numbered(row["number"], mine[0])["verdict"] == "applied"
    assert numbered(official(mine[0]), mine[1])["detail"] == {"why": "an official number is final"}
    assert shared.one("SELECT number FROM app.complaint") == official(mine[0])


def test_a_new_device_takes_along_what_a_colleague_leased_at_the_same_computer(shared: SharedRegister) -> None:
    old = shared.station("siti")
    block = old.lease()
    colleague = Station(shared, "kumar", old.device).enroll()
    renamed = Station(shared, "kumar").enroll()
    assert colleague.call("succeed", old.device, renamed.device) == 1
    assert register(renamed, official(block[0]))[1]["verdict"] == "applied"


def test_a_new_device_takes_its_persons_blocks_along(shared: SharedRegister) -> None:
    old = shared.station("siti")
    block = old.lease()
    new = shared.station("siti")
    assert new.call("succeed", old.device, new.device) == 1
    assert register(new, official(block[0]))[1]["verdict"] == "applied"
    assert register(old, official(block[1]))[1]["verdict"] == "rejected"
    stranger = shared.station("kumar")
    assert stranger.call("succeed", new.device, stranger.device) == 0


def test_every_number_is_issued_leased_or_void_with_a_reason(shared: SharedRegister) -> None:
    siti, admin = shared.station("siti"), shared.station("admin1")
    block = siti.lease(3)
    register(siti, official(block[0]))
    assert admin.call("void_number", this_year(), block[1], "borang dicetak dua kali") is True
    with pytest.raises(psycopg.Error, match="the number is issued"):
        admin.call("void_number", this_year(), block[0], "salah")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        siti.call("void_number", this_year(), block[2], "salah")
    assert register(siti, official(block[1]))[1]["verdict"] == "rejected"
    assert shared.all("SELECT number, state, reason FROM app.number_register ORDER BY serial") == [
        (official(1), "issued", ""),
        (official(2), "void", "borang dicetak dua kali"),
        (official(3), "leased", ""),
    ]


def test_a_block_is_adopted_only_after_a_restore(shared: SharedRegister) -> None:
    siti = shared.station("siti")
    block = siti.lease(10)
    assert siti.call("adopt_block", siti.device, this_year(), block[0], block[-1]) is True
    assert siti.call("adopt_block", siti.device, this_year(), 100, 131) is False
    shared.administrator.execute("SELECT sync.begin_epoch(5000)")
    assert siti.call("adopt_block", siti.device, this_year(), 100, 131) is True
    assert siti.call("adopt_block", siti.device, this_year(), 120, 140) is False, "overlaps"
    assert siti.call("adopt_block", siti.device, this_year(), 900_000, 900_031) is False, "beyond the gap"
    assert siti.lease(1)[0] > 5000
