"""Four eyes on moderation against raw SQL: what a seat with a database tool, and no pmsdesk, can make of the file."""

import itertools
import sqlite3
from collections.abc import Iterator
from dataclasses import replace

import pytest

from pmsdesk.domain import moderation
from pmsdesk.domain.capability import Capability
from pmsdesk.domain.moderation import Moderation, ModerationState
from pmsdesk.services import moderating
from pmsdesk.store import Store
from tests.store.conftest import ACCOUNT, AISYAH, HAKIM, NOW, ROSNAH, Writer

S = ModerationState
UNDECIDED = "state = 'cleared', decided_at = 1, decided_by = "


@pytest.fixture
def talk_id(writer: Writer) -> str:
    return writer.talk().id


class Seat:
    """A seat with a database tool: raw SQL, foreign keys off, no code of ours."""

    def __init__(self, store: Store, talk_id: str) -> None:
        self.sql = sqlite3.connect(store.path, isolation_level=None, timeout=1)
        (self.row,) = self._dicts("SELECT * FROM moderation")
        self.talk = talk_id

    def _dicts(self, query: str) -> list[dict[str, object]]:
        found = self.sql.execute(query)
        names = [each[0] for each in found.description]
        return [dict(zip(names, row, strict=True)) for row in found]

    def refused(self, statement: str, *values: object) -> str:
        """The words with which the database itself refuses *statement*; fails when it does not."""
        with pytest.raises(sqlite3.IntegrityError) as refusal:
            self.sql.execute(statement, values)
        return str(refusal.value)

    def insert(self, how: str = "INSERT", **changes: object) -> str:
        row = self.row | {"id": "d-2"} | changes
        marks = ", ".join("?" * len(row))
        return self.refused(f"{how} INTO moderation ({', '.join(row)}) VALUES ({marks})", *row.values())

    def update(self, changes: str) -> str:
        return self.refused(f"UPDATE moderation SET {changes}")

    def set(self, changes: str) -> None:
        self.sql.execute(f"UPDATE moderation SET {changes}")


@pytest.fixture
def seat(store: Store, writer: Writer, talk_id: str) -> Iterator[Seat]:
    """A store with one pending request by Hakim, a supervisor, opened by a hostile seat."""
    with store.work(HAKIM) as work:
        talk = work.conversations.get(talk_id)
        comment = replace(writer.message(talk, "m-insult", "Bodoh!"), capability=Capability())
        work.conversations.add_messages([comment])
        moderating.ask(work, talk_id, comment.id, Moderation.HIDE, "lucah")
        work.commit()
    seat = Seat(store, talk_id)
    yield seat
    seat.sql.close()


def test_a_second_supervisor_clears_and_the_request_is_done(seat: Seat) -> None:
    seat.set(f"{UNDECIDED}'{ROSNAH.id}'")
    seat.set("state = 'done', done_at = 2")


@pytest.mark.parametrize(
    ("who", "words"),
    [
        (HAKIM.id, "decider asked for it"),
        (AISYAH.id, "no active supervisor"),
        ("", "no active supervisor"),
        ("s-nobody", "no active supervisor"),
        ("system", "no active supervisor"),
    ],
)
def test_nobody_else_clears_it(seat: Seat, who: str, words: str) -> None:
    assert words in seat.update(f"{UNDECIDED}'{who}'")
    assert words in seat.update(f"state = 'declined', decided_at = 1, decided_by = '{who}'")


def test_a_dismissed_supervisor_clears_nothing(seat: Seat) -> None:
    seat.sql.execute("UPDATE staff SET active = 0 WHERE id = ?", (ROSNAH.id,))
    assert "no active supervisor" in seat.update(f"{UNDECIDED}'{ROSNAH.id}'")


def test_a_decision_has_its_time(seat: Seat) -> None:
    assert "no active supervisor" in seat.update(f"state = 'cleared', decided_by = '{ROSNAH.id}'")


@pytest.mark.parametrize("state", ["cleared", "done", "refused", "declined", "cancelled"])
def test_a_request_begins_pending(seat: Seat, state: str) -> None:
    seat.sql.execute("UPDATE moderation SET state = 'cancelled'")
    assert "begins pending" in seat.insert(state=state)
    assert "begins pending" in seat.insert(decided_by=ROSNAH.id)


def test_only_people_who_write_ask(seat: Seat) -> None:
    seat.set("state = 'cancelled'")
    for asker in ("system", "s-nobody", ""):
        assert "may ask" in seat.insert(asked_by=asker)


def test_a_message_has_one_open_request(seat: Seat) -> None:
    assert "another request is open" in seat.insert(act="delete")
    seat.set(f"{UNDECIDED}'{ROSNAH.id}'")
    assert "another request is open" in seat.insert(act="show")


@pytest.mark.parametrize("changes", [{"message_id": "m-other"}, {"conversation_id": "c-other"}, {"account_id": "a-2"}])
def test_it_is_about_a_comment_of_its_own_conversation(seat: Seat, changes: dict[str, object]) -> None:
    seat.set("state = 'cancelled'")
    assert "not a comment" in seat.insert(**changes)


def test_our_own_message_is_no_comment(seat: Seat) -> None:
    seat.set("state = 'cancelled'")
    seat.sql.execute("DROP TRIGGER message_unchanged")
    seat.sql.execute("UPDATE message SET direction = 'out'")
    assert "not a comment" in seat.insert()


def test_no_way_of_writing_replaces_a_request(seat: Seat) -> None:
    seat.set("state = 'cancelled'")
    for how in ("INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE"):
        assert "exists already" in seat.insert(how, id=seat.row["id"])
    assert "never deleted" in seat.refused("DELETE FROM moderation")


ASKED = ("id", "conversation_id", "message_id", "account_id", "act", "sha", "code", "reason", "asked_by", "asked_at")


@pytest.mark.parametrize("column", ASKED)
def test_what_was_asked_is_never_rewritten(seat: Seat, column: str) -> None:
    value = "'delete'" if column == "act" else "'7'"
    assert "never rewritten" in seat.update(f"{column} = {value}")


@pytest.mark.parametrize("column", ["decided_by", "decided_at", "remark"])
def test_a_decision_is_never_rewritten(seat: Seat, column: str) -> None:
    seat.set(f"{UNDECIDED}'{ROSNAH.id}'")
    assert "never rewritten" in seat.update(f"{column} = '9'")


@pytest.mark.parametrize(("old", "new"), tuple(itertools.permutations(S, 2)))
def test_the_database_knows_the_same_steps_as_the_domain(
    seat: Seat, old: ModerationState, new: ModerationState
) -> None:
    guards = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'moderation'"
    kept = dict(seat.sql.execute(guards).fetchall())
    for name in kept:
        seat.sql.execute(f"DROP TRIGGER {name}")
    seat.set(f"state = '{old}'")
    for name in ("moderation_state", "moderation_finished"):
        seat.sql.execute(kept[name])
    if new in moderation.LEGAL[old]:
        seat.set(f"state = '{new}'")
    else:
        assert "state" in (said := seat.update(f"state = '{new}'")) or "finished" in said


def test_a_finished_request_stays_as_it_is(seat: Seat) -> None:
    seat.set("state = 'cancelled'")
    assert "finished" in seat.update("words = 'x'")


def test_the_message_stays_word_for_word(seat: Seat) -> None:
    assert "append-only" in seat.refused("UPDATE message SET text = ''")
    assert "never deleted" in seat.refused("DELETE FROM message")


def test_the_services_leave_what_the_guards_let_by(seat: Seat, store: Store) -> None:
    measure_id = str(seat.row["id"])
    with store.work(ROSNAH) as work:
        moderating.clear(work, measure_id, str(seat.row["sha"]))
        work.commit()
    with store.work(ROSNAH) as work:
        cleared = work.moderation.get(measure_id)
    assert (cleared.state, cleared.decided_by, cleared.account_id) == (S.CLEARED, ROSNAH.id, ACCOUNT.id)
    assert cleared.decided_at == NOW
