"""Official numbers on seats that share a register: ahead of need, never twice, whatever happens to disk and line."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmsdesk.services import complaining
from pmsdesk.store.marks import NumberMarks
from pmsdesk.sync.numbers import years
from tests.postgres import SharedRegister
from tests.store.shared import Keyring
from tests.sync.seats import FORM, Backup, Open, Seat, disk


def numbers(seat: Seat) -> list[str]:
    return [number for (number,) in seat.rows("SELECT number FROM complaint ORDER BY key")]


def complain(seat: Seat, n: int) -> str:
    """A citizen of his own complains and is registered; the number he is told."""
    talk = seat.hear(f"9{n}", author=f"70{n}", thread=f"t{n}")
    seat.do(complaining.register, talk, FORM)
    ((number,),) = seat.rows("SELECT number FROM complaint WHERE conversation_id = ?", talk)
    return str(number)


def serial(number: str) -> int:
    return int(number.rsplit("/", 1)[1])


def test_a_seat_leases_ahead_and_refills_at_half(seat: Open, shared: SharedRegister) -> None:
    siti = seat("siti")
    siti.sync()
    assert siti.store.blocks.left(years(siti.now)[0]) == 32
    given_out = [complain(siti, n) for n in range(17)]
    assert [serial(number) for number in given_out] == list(range(1, 18))
    siti.sync()
    assert siti.store.blocks.left(years(siti.now)[0]) == 15 + 85
    assert siti.sync().status.news == 0
    assert shared.one("SELECT count(*) FROM app.complaint") == 17


def test_two_seats_never_give_the_same_number(seat: Open, shared: SharedRegister) -> None:
    siti, kumar = seat("siti"), seat("kumar")
    siti.sync()
    kumar.sync()
    told = [complain(siti, n) for n in range(5)] + [complain(kumar, n) for n in range(5, 10)]
    siti.sync()
    kumar.sync()
    siti.sync()
    assert len(set(told)) == 10
    assert set(numbers(siti)) == set(numbers(kumar)) == set(told)


def test_without_a_block_a_complaint_is_a_draft_that_gets_its_number_later(seat: Open, shared: SharedRegister) -> None:
    siti = seat("siti")
    siti.line.cut = True
    siti.sync()
    siti.line.cut = False
    with siti.system() as work:
        assert work.joined
    siti.store.replica.position()
    for _ in siti.rounds._puller.pull():
        pass
    drafts = [complain(siti, n) for n in range(3)]
    assert all(draft.startswith("DRAF/") and len(draft) == 13 for draft in drafts)
    assert len(set(drafts)) == 3
    siti.sync()
    assert [serial(number) for number in numbers(siti)] == [1, 2, 3]
    assert shared.all("SELECT number FROM app.complaint ORDER BY number") == [(n,) for n in sorted(numbers(siti))]
    kumar = seat("kumar")
    kumar.sync()
    assert sorted(numbers(kumar)) == sorted(numbers(siti))


def test_a_lease_whose_answer_was_lost_is_found_again(seat: Open, shared: SharedRegister) -> None:
    siti = seat("siti")
    siti.line.lose = lambda statement: "lease_numbers" in statement
    siti.sync()
    assert siti.store.blocks.all() == ()
    siti.line.lose = lambda _: False
    siti.sync()
    wanted = [(year, 1, 32) for year in years(siti.now)]
    assert [(block.year, block.low, block.high) for block in siti.store.blocks.all()] == wanted
    assert shared.all("SELECT year, low, high FROM app.number_block ORDER BY year") == wanted


def test_a_disk_that_went_back_gives_no_number_twice_and_tells_those_lost(
    seat: Open, shared: SharedRegister, tmp_path: Path
) -> None:
    siti = seat("siti")
    siti.sync()
    first = complain(siti, 0)
    siti.sync()
    before = disk(siti, tmp_path / "image")
    lost = [complain(siti, 1), complain(siti, 2)]
    siti.line.cut = True
    siti.close()
    again = Seat(shared, before, "siti", siti.keyring)
    again.sync()
    later = complain(again, 3)
    again.sync()
    assert serial(later) == 4
    assert {first, later} == set(numbers(again))
    assert {notice.why for notice in again.store.read().notices()} == set(lost)
    assert again.store.read().sync_status().waiting == 0
    again.close()


def test_a_disk_that_went_back_after_it_had_sent_gets_its_own_work_back(
    seat: Open, shared: SharedRegister, tmp_path: Path
) -> None:
    siti = seat("siti")
    siti.sync()
    before = disk(siti, tmp_path / "image")
    sent = [complain(siti, 0), complain(siti, 1)]
    siti.sync()
    siti.close()
    again = Seat(shared, before, "siti", siti.keyring)
    old_device = again.store.shared_device
    third = complain(again, 2)
    again.sync()
    assert again.store.shared_device != old_device
    assert serial(third) == 3
    assert set(numbers(again)) == {*sent, third}
    assert again.store.read().notices() == []
    assert shared.one("SELECT count(*) FROM app.complaint") == 3
    assert again.sync().status.waiting == 0
    assert again.store.verify() > 0
    again.close()


def test_a_copied_disk_has_no_numbers_until_it_asks(seat: Open, shared: SharedRegister, tmp_path: Path) -> None:
    siti = seat("siti")
    siti.sync()
    copied = disk(siti, tmp_path / "copy")
    copy = Seat(shared, copied, "siti", Keyring())
    assert complain(copy, 50).startswith("DRAF/")
    told = [complain(siti, n) for n in range(3)]
    siti.sync()
    copy.sync()
    told += numbers(copy)
    assert copy.store.shared_device != siti.store.shared_device
    siti.sync()
    copy.sync()
    assert shared.one("SELECT count(DISTINCT number) FROM app.complaint") == 4
    assert set(numbers(copy)) == set(numbers(siti))
    assert siti.sync().status.waiting == copy.sync().status.waiting == 0
    copy.close()


def test_a_locked_keyring_means_drafts_not_double_numbers(seat: Open) -> None:
    siti = seat("siti")
    siti.sync()
    siti.keyring.open = False
    assert complain(siti, 1).startswith("DRAF/")
    siti.keyring.open = True
    siti.sync()
    assert [serial(number) for number in numbers(siti)] == [1]


@pytest.mark.parametrize(
    ("at", "wanted"),
    [
        (datetime(2026, 11, 30, 15, 59, tzinfo=UTC), (2026,)),
        (datetime(2026, 11, 30, 16, 0, tzinfo=UTC), (2026, 2027)),
        (datetime(2026, 12, 31, 15, 59, tzinfo=UTC), (2026, 2027)),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), (2027,)),
    ],
)
def test_next_years_numbers_come_in_december_of_kuala_lumpur(at: datetime, wanted: tuple[int, ...]) -> None:
    assert years(at) == wanted


@settings(max_examples=100, deadline=None)
@given(
    steps=st.lists(st.tuples(st.sampled_from(["give", "back", "lose keyring"]), st.integers(0, 3)), max_size=40),
    high=st.integers(1, 12),
)
def test_no_number_is_given_twice_however_the_file_goes_back(steps: list[tuple[str, int]], high: int) -> None:
    """*following* is what a file believes; it may go back to any earlier belief at any time."""
    keyring, given_out, beliefs = Keyring(), [], [1]
    NumberMarks(keyring, "d").put(2026, 1, 1)
    for step, which in steps:
        marks = NumberMarks(keyring, "d")
        if step == "back":
            beliefs = beliefs[: max(1, len(beliefs) - which)]
        elif step == "lose keyring":
            keyring.secrets.clear()
        else:
            number = marks.take(2026, 1, high, beliefs[-1])
            if number is not None:
                given_out.append(number)
                beliefs.append(number + 1)
    assert len(set(given_out)) == len(given_out)
    assert all(1 <= number <= high for number in given_out)
    if not any(step == "lose keyring" for step, _ in steps):
        assert given_out == list(range(1, min(sum(step == "give" for step, _ in steps), high) + 1))


def test_the_names_of_a_seat_are_known_by_its_first() -> None:
    keyring = Keyring()
    marks = NumberMarks(keyring, "first")
    assert marks.note_name("first")
    assert marks.names == ()
    marks.put(2026, 33, 40)
    assert marks.note_name("second")
    assert marks.note_name("third")
    assert marks.names == ("first", "second", "third")
    assert marks.all() == {(2026, 33): 40}


def test_a_copied_disk_lays_no_claim_to_the_blocks_of_the_name_it_was_copied_with() -> None:
    copied = NumberMarks(Keyring(), "first")
    assert copied.note_name("second")
    copied.put(2026, 65, 65)
    assert copied.note_name("third")
    assert copied.names == ("second", "third")


def test_a_name_is_not_noted_while_the_keyring_is_locked() -> None:
    keyring = Keyring()
    keyring.open = False
    assert not NumberMarks(keyring, "first").note_name("second")


def test_a_disk_that_went_back_to_before_it_was_renamed_keeps_its_numbers(
    seat: Open, shared: SharedRegister, tmp_path: Path
) -> None:
    """The register knows the block by the second name, of which the file that went back twice knows nothing."""
    siti = seat("siti")
    siti.sync()
    first, second = disk(siti, tmp_path / "first"), disk(siti, tmp_path / "second")
    told = [complain(siti, 0)]
    siti.sync()
    siti.close()
    renamed = Seat(shared, first, "siti", siti.keyring)
    told.append(complain(renamed, 1))
    renamed.sync()
    renamed.close()
    again = Seat(shared, second, "siti", siti.keyring)
    told.append(complain(again, 2))
    again.sync()
    assert [serial(number) for number in told] == [1, 2, 3]
    assert set(numbers(again)) == set(told)
    assert again.store.read().notices() == []
    assert shared.one("SELECT count(*) FROM app.complaint") == 3
    again.close()


def test_blocks_come_along_again_after_the_register_forgot_the_new_name(
    seat: Open, shared: SharedRegister, tmp_path: Path
) -> None:
    siti = seat("siti")
    siti.sync()
    image = disk(siti, tmp_path / "image")
    told = [complain(siti, 0)]
    siti.sync()
    siti.close()
    backup = Backup(shared, siti)
    renamed = Seat(shared, image, "siti", siti.keyring)
    told.append(complain(renamed, 1))
    renamed.sync()
    backup.restore(renamed)
    renamed.sync()
    told.append(complain(renamed, 2))
    renamed.sync()
    assert [serial(number) for number in told] == [1, 2, 3]
    assert {number for (number,) in shared.all("SELECT number FROM app.complaint")} == set(told)
    renamed.close()


def test_a_block_leased_a_second_time_gives_no_number_twice(seat: Open, shared: SharedRegister) -> None:
    """The register was restored without a gap."""
    siti = seat("siti")
    backup = Backup(shared, siti)
    siti.sync()
    told = [complain(siti, n) for n in range(3)]
    backup.restore(siti, gap=0)
    for _ in range(3):
        siti.sync()
    told.append(complain(siti, 3))
    assert len(set(told)) == 4
    assert not told[-1].startswith("DRAF/")
