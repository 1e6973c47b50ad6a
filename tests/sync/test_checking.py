"""The seat's copy held against the register: what was lost or changed on the disk is found and loaded anew (I14)."""

import pytest

from pmsdesk.services import complaining, triaging
from pmsdesk.store.holding import together
from pmsdesk.store.verdicts import remove
from pmsdesk.sync.checking import BEGINNING, END, Checked, Checker
from pmsdesk.sync.pulling import Puller
from tests.postgres import SharedRegister
from tests.sync.seats import FORM, RUDE, Open, Seat, both_have_complaint
from tests.sync.test_pulling import same_as_the_register


def checker_of(seat: Seat, most: int = 1000, stretch: int = 40) -> Checker:
    return Checker(seat.store.replica, seat.api, Puller(seat.store.replica, seat.api), most, stretch)


def check(seat: Seat) -> Checked | None:
    """A check of everything."""
    checker = checker_of(seat)
    for _ in checker.check(BEGINNING, seat.now):
        pass
    return checker.last


def damage(seat: Seat, statement: str, *values: object) -> None:
    """Change the file as a fault of the disk or of the program would: past the guards."""
    with seat.store._writer.begin() as connection:
        connection.exec_driver_sql("INSERT INTO applying VALUES (1)")
        assert connection.exec_driver_sql(statement, values).rowcount > 0
        connection.exec_driver_sql("DELETE FROM applying")


def told(seat: Seat) -> list[tuple[str, dict[str, object]]]:
    return [(notice.kind, notice.detail) for notice in seat.store.read().notices()]


def worked_on(seat: Seat, count: int = 5, apart_s: float = 1.005) -> list[str]:
    """Conversations with everything that hangs on them."""
    talks = []
    for n in range(count):
        talks.append(seat.hear(f"1{n}", author=f"70{n}", thread=f"t{n}"))
        seat.pass_time(seconds=apart_s)
    for n, talk in enumerate(talks):
        seat.do(complaining.register, talk, FORM)
        seat.do(triaging.note, talk, f'Nota {n}: "kutipan" \\ dan\ttab, 中文, ayat\nkedua \x01 \x7f')
        seat.submit(talk, f"1{n}", RUDE if n % 2 else "Terima kasih.")
    seat.sync()
    seat.sync()
    return talks


def test_two_seats_at_rest_have_what_the_register_has(seat: Open, shared: SharedRegister) -> None:
    siti, kumar = seat("siti"), seat("kumar")
    siti.sync()
    worked_on(siti)
    kumar.sync()
    for each in (siti, kumar):
        assert check(each) == Checked(5, 0, BEGINNING)
        assert told(each) == []


def test_both_sides_compute_the_same_digest_of_every_conversation(seat: Open, shared: SharedRegister) -> None:
    siti, kumar = seat("siti"), seat("kumar")
    siti.sync()
    talks = worked_on(siti)
    kumar.sync()
    held = kumar.store.replica.hold(BEGINNING, END, -1)
    assert held is not None
    told = kumar.api.digest((held.place.prev, held.place.epoch), held.since, ("-infinity", "infinity"), (), singly=True)
    assert {talk: together(lines.values()) for talk, lines in held.lines.items()} == told.digests
    assert sorted(told.digests) == sorted(talks)
    kinds = {kind for lines in held.lines.values() for kind, _ in lines}
    assert kinds >= {"contact", "conversation", "message", "note", "complaint", "reply", "reply_version", "publication"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE note SET text = 'lain' WHERE text LIKE 'Nota 2%'",
        "DELETE FROM note WHERE text LIKE 'Nota 0%'",
        "UPDATE complaint SET road = 'FT99' WHERE key = 3",
        "DELETE FROM complaint WHERE key = 2",
        "UPDATE message SET text = substr(text, 5) WHERE key = 1",
        "DELETE FROM message WHERE key = 5",
        "UPDATE conversation SET state = 'done', last_at = last_at - 9000000000 WHERE key = 4",
        "DELETE FROM base WHERE kind = 'conversation' AND id = (SELECT id FROM conversation WHERE key = 3)",
        "UPDATE base SET row = json_set(row, '$.state', 'sent') WHERE kind = 'publication'",
        "UPDATE reply_version SET text = 'Lain.' WHERE number = 1 AND key = 1",
        "DELETE FROM base WHERE kind = 'account'",
        "DELETE FROM staff WHERE id = 'mei'",
    ],
)
def test_what_was_damaged_is_found_loaded_anew_and_told(seat: Open, shared: SharedRegister, statement: str) -> None:
    siti, kumar = seat("siti"), seat("kumar")
    siti.sync()
    worked_on(siti)
    kumar.sync()
    damage(kumar, statement)
    found = check(kumar)
    assert found is not None
    assert found.healed > 0
    ((kind, counts),) = told(kumar)
    assert kind == "copy.healed"
    assert sum(counts.values()) > 0
    assert same_as_the_register(kumar, shared)
    assert check(kumar) == Checked(5, 0, BEGINNING)


def test_a_conversation_that_is_gone_with_everything_comes_back(seat: Open, shared: SharedRegister) -> None:
    siti, kumar = seat("siti"), seat("kumar")
    siti.sync()
    worked_on(siti)
    kumar.sync()
    talk = kumar.rows("SELECT id FROM conversation ORDER BY id")[0][0]
    with kumar.store._writer.begin() as connection:
        connection.exec_driver_sql("INSERT INTO applying VALUES (1)")
        messages = "DELETE FROM message WHERE conversation = (SELECT key FROM conversation WHERE id = ?)"
        connection.exec_driver_sql(messages, (talk,))
        remove(connection, "conversation", [talk])
        connection.exec_driver_sql("DELETE FROM applying")
    assert check(kumar) == Checked(4, 1, BEGINNING)
    assert same_as_the_register(kumar, shared)
    assert len(kumar.rows("SELECT id FROM message")) == 5


def test_own_work_that_waits_is_no_difference_and_nothing_of_it_is_lost(seat: Open, shared: SharedRegister) -> None:
    siti, kumar, talk, complaint = both_have_complaint(seat)
    kumar.do(triaging.note, talk, "Belum dihantar.")
    kumar.do(triaging.label, talk, ["segera"])
    siti.do(triaging.note, talk, "Daripada Siti.")
    siti.sync()
    assert check(kumar) == Checked(1, 0, BEGINNING)
    assert told(kumar) == []
    assert kumar.rows("SELECT text FROM note") == [("Belum dihantar.",)]
    damage(kumar, "UPDATE complaint SET road = 'FT99' WHERE id = ?", complaint)
    assert check(kumar) == Checked(1, 0, BEGINNING)
    kumar.sync()
    kumar.sync()
    assert check(kumar) == Checked(1, 1, BEGINNING)
    assert kumar.rows("SELECT labels FROM conversation") == [('["segera"]',)]
    assert sorted(kumar.rows("SELECT text FROM note")) == [("Belum dihantar.",), ("Daripada Siti.",)]
    assert same_as_the_register(kumar, shared)


def test_what_others_change_while_it_is_compared_is_no_difference(seat: Open, shared: SharedRegister) -> None:
    siti, kumar = seat("siti"), seat("kumar")
    siti.sync()
    talks = worked_on(siti)
    kumar.sync()
    siti.do(triaging.note, talks[0], "Selepas Kumar menarik.")
    siti.do(triaging.finish, talks[1], "Selesai")
    siti.hear("99", author="799", thread="t99")
    siti.hear("100", author="700", thread="t0")
    siti.sync()
    assert check(kumar) == Checked(5, 0, BEGINNING)
    assert told(kumar) == []
    assert len(kumar.rows("SELECT id FROM conversation")) == 5


def test_what_others_change_between_the_two_comparisons_is_left_to_the_next(seat: Open, shared: SharedRegister) -> None:
    siti, kumar = seat("siti"), seat("kumar")
    siti.sync()
    talks = worked_on(siti)
    kumar.sync()
    damage(kumar, "DELETE FROM note WHERE conversation_id = ?", talks[0])
    checker = checker_of(kumar)
    steps = checker.check(BEGINNING, kumar.now)
    siti.do(triaging.note, talks[1], "Semasa disemak.")
    siti.sync()
    for _ in steps:
        siti.do(triaging.label, talks[2], [str(siti.rows("SELECT count(*) FROM outbox")[0][0])])
        siti.sync()
    assert checker.last == Checked(5, 1, BEGINNING)
    assert told(kumar) == [("copy.healed", {"note": 1})]


@pytest.mark.parametrize(("most", "apart_s"), [(1, 1.005), (2, 1.005), (3, 1.005), (2, 0)])
def test_a_turn_of_small_checks_finds_what_one_check_does(
    seat: Open, shared: SharedRegister, most: int, apart_s: float
) -> None:
    siti, kumar = seat("siti"), seat("kumar")
    siti.sync()
    worked_on(siti, apart_s=apart_s)
    kumar.sync()
    damage(kumar, "DELETE FROM note WHERE text LIKE 'Nota 1%' OR text LIKE 'Nota 4%'")
    assert checker_of(kumar, most, 1).whole(kumar.now) == Checked(5, 2, BEGINNING)
    assert same_as_the_register(kumar, shared)


def test_nothing_is_compared_in_the_middle_of_a_load(seat: Open, shared: SharedRegister) -> None:
    siti, kumar = seat("siti"), seat("kumar")
    siti.sync()
    worked_on(siti)
    next(Puller(kumar.store.replica, kumar.api).pull())
    assert check(kumar) is None


def test_what_this_seat_did_before_it_joined_is_its_own(seat: Open, shared: SharedRegister) -> None:
    _siti, kumar, talk, _ = both_have_complaint(seat)
    values = ("n-lama", talk, "kumar", "Sebelum menyertai.", 1)
    damage(kumar, "INSERT INTO note (id, conversation_id, author_id, text, created_at) VALUES (?, ?, ?, ?, ?)", *values)
    checker = checker_of(kumar)
    for _ in range(2):
        list(checker.check(BEGINNING, kumar.now))
        assert checker.last == Checked(1, 0, BEGINNING)
    assert told(kumar) == []
    assert kumar.rows("SELECT text FROM note") == [("Sebelum menyertai.",)]


def test_own_work_the_register_lost_is_kept_and_reported(seat: Open, shared: SharedRegister) -> None:
    _siti, kumar, talk, _ = both_have_complaint(seat)
    kumar.do(triaging.note, talk, "Daripada Kumar.")
    kumar.sync()
    kumar.sync()
    with shared.cluster.connect(shared.name) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("ALTER TABLE app.note DISABLE TRIGGER ALL; DELETE FROM app.note")
    assert check(kumar) == Checked(1, 1, BEGINNING)
    assert sorted(kind for kind, _ in told(kumar)) == ["copy.healed", "orphan"]
    assert kumar.rows("SELECT text FROM note") == [("Daripada Kumar.",)]
    assert check(kumar) == Checked(1, 0, BEGINNING)
