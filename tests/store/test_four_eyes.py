"""The four-eyes rule against raw SQL: what a seat with a database tool, and no pmsdesk, can make of the file."""

import itertools
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pmsdesk.domain import publication as publishing
from pmsdesk.domain import reply as replying
from pmsdesk.domain.account import Channel, Policy
from pmsdesk.domain.approval import Approval, Decision
from pmsdesk.domain.finding import Finding, Severity
from pmsdesk.domain.publication import Publication, PublicationState
from pmsdesk.domain.reply import Clearance, ReplyState, fingerprint
from pmsdesk.domain.staff import Role, Staff
from pmsdesk.store import Store
from tests.store.conftest import ACCOUNT, AISYAH, HAKIM, NOW, ROSNAH, Writer, version

TEXT = "Terima kasih atas maklumat tuan. Pasukan JKR Selangor akan menampal jalan tersebut pada 25 November."
OTHER = "Kontraktor itu pemalas, semua orang tahu sebab orang politik."


class Seat:
    """A seat with a database tool: raw SQL, foreign keys off, no code of ours."""

    def __init__(self, path: Path) -> None:
        self.sql = sqlite3.connect(path, isolation_level=None, timeout=1)

    def refused(self, statement: str, *values: object) -> str:
        """The words with which the database itself refuses *statement*; fails when it does not."""
        with pytest.raises(sqlite3.IntegrityError) as refusal:
            self.sql.execute(statement, values)
        return str(refusal.value)

    def insert(self, table: str, how: str = "INSERT", **row: object) -> str:
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        return self.refused(f"{how} INTO {table} ({names}) VALUES ({marks})", *row.values())

    def rows(self, table: str) -> list[tuple[object, ...]]:
        return self.sql.execute(f"SELECT * FROM {table}").fetchall()


@pytest.fixture
def talk_id(writer: Writer) -> str:
    return writer.talk().id


@pytest.fixture
def seat(store: Store, talk_id: str) -> Iterator[Seat]:
    """A store with one pending reply by Aisyah, opened by a hostile seat."""
    with store.work(AISYAH) as work:
        work.replies.add("r1", talk_id, ACCOUNT.id, "m1", ReplyState.PENDING)
        work.replies.add_version(version("r1", TEXT))
        work.commit()
    seat = Seat(store.path)
    yield seat
    seat.sql.close()


def approval(who: Staff = HAKIM, number: int = 1, **changes: object) -> dict[str, object]:
    return {
        "id": f"ap-{who.id}-{number}",
        "reply_id": "r1",
        "version_id": f"r1-v{number}",
        "sha": fingerprint(TEXT, (), ACCOUNT.id, "m1"),
        "approver_id": who.id,
        "decision": "approved",
        "reason": "",
        "decided_at": 0,
    } | changes


def publication(number: int = 1, **changes: object) -> dict[str, object]:
    return {
        "version_id": f"r1-v{number}",
        "reply_id": "r1",
        "sha": fingerprint(TEXT, (), ACCOUNT.id, "m1"),
        "account_id": ACCOUNT.id,
        "channel": "x",
        "target": "m1",
        "thread": "t1",
        "text": TEXT,
        "state": "ready",
        "not_before": 0,
        "token": "",
        "newest_own": "",
        "attempts": 0,
        "reads": 0,
        "remote_id": "",
        "words": "",
    } | changes


def ready(number: int = 1, text: str = TEXT) -> Publication:
    sha = fingerprint(text, (), ACCOUNT.id, "m1")
    return Publication("r1", f"r1-v{number}", sha, ACCOUNT.id, Channel.X, "m1", "t1", text, PublicationState.READY, NOW)


def decide(store: Store, who: Staff, decision: Decision, number: int = 1, text: str = TEXT) -> None:
    with store.work(who) as work:
        sha = fingerprint(text, (), ACCOUNT.id, "m1")
        work.replies.add_approval(
            Approval(work.new_id(), "r1", f"r1-v{number}", sha, who.id, decision, "Nada", work.now())
        )
        work.commit()


def clear(store: Store, ground: Clearance, number: int = 1, text: str = TEXT) -> None:
    with store.work(AISYAH) as work:
        sha = fingerprint(text, (), ACCOUNT.id, "m1")
        work.replies.add_clearance(f"r1-v{number}", sha, ground, "2026.11.3", work.now())
        work.commit()


def put(store: Store, changed: Publication) -> None:
    with store.work(AISYAH) as work:
        work.replies.put_publication(changed)
        work.commit()


# ---- deciding ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ADMINISTRATOR])
def test_only_a_supervisor_decides(seat: Seat, store: Store, role: Role) -> None:
    colleague = Staff("s-farid", "farid", "Farid", role)
    with store.work(ROSNAH) as work:
        work.people.put(colleague)
        work.commit()
    for decision in ("approved", "returned"):
        assert "no active supervisor" in seat.insert("approval", **approval(colleague, decision=decision))


def test_a_supervisor_who_left_cannot_approve(seat: Seat, store: Store) -> None:
    with store.work(ROSNAH) as work:
        work.people.put(replace(HAKIM, active=False))
        work.commit()
    assert "no active supervisor" in seat.insert("approval", **approval(HAKIM))


def test_nobody_approves_in_the_name_of_a_stranger(seat: Seat) -> None:
    stranger = Staff("s-nobody", "x", "X", Role.SUPERVISOR)
    assert "no active supervisor" in seat.insert("approval", **approval(stranger))


def test_a_supervisor_who_wrote_any_version_cannot_decide_on_the_reply(seat: Seat, store: Store) -> None:
    with store.work(HAKIM) as work:
        work.replies.add_version(version("r1", OTHER, 2, HAKIM))
        work.replies.add_version(version("r1", TEXT, 3, AISYAH))
        work.commit()
    assert "wrote part" in seat.insert("approval", **approval(HAKIM, 3))
    decide(store, ROSNAH, Decision.APPROVED, 3)


def test_an_approval_holds_for_the_newest_version_and_its_exact_text(seat: Seat, store: Store) -> None:
    assert "newest version" in seat.insert("approval", **approval(sha="0" * 64))
    with store.work(AISYAH) as work:
        work.replies.add_version(version("r1", OTHER, 2))
        work.commit()
    assert "newest version" in seat.insert("approval", **approval(HAKIM, 1))
    assert "newest version" in seat.insert("approval", **approval(HAKIM, 2))


@pytest.mark.parametrize("decision", ["maybe", "APPROVED", ""])
def test_a_decision_is_one_of_two_words(seat: Seat, decision: str) -> None:
    seat.insert("approval", **approval(decision=decision))


# ---- becoming publishable ---------------------------------------------------------------------------------------


def test_nothing_is_publishable_without_a_decision_or_clearance(seat: Seat) -> None:
    assert "not approved" in seat.insert("publication", **publication())


def test_an_approved_text_is_publishable_exactly_as_it_is(seat: Seat, store: Store) -> None:
    decide(store, HAKIM, Decision.APPROVED)
    lies: list[dict[str, object]] = [
        {"text": OTHER},
        {"text": TEXT + " "},
        {"sha": "0" * 64},
        {"target": "m2"},
        {"account_id": "a-other"},
        {"channel": "facebook"},
        {"reply_id": "r2"},
        {"version_id": "r1-v9"},
    ]
    for lie in lies:
        seat.insert("publication", **publication(**lie))
    assert seat.rows("publication") == []
    put(store, ready())


def test_an_edit_after_the_approval_voids_it(seat: Seat, store: Store) -> None:
    decide(store, HAKIM, Decision.APPROVED)
    with store.work(AISYAH) as work:
        work.replies.add_version(version("r1", OTHER, 2))
        work.commit()
    assert "not approved" in seat.insert("publication", **publication())
    sha = fingerprint(OTHER, (), ACCOUNT.id, "m1")
    assert "not approved" in seat.insert("publication", **publication(2, text=OTHER, sha=sha))


def test_a_later_return_takes_the_approval_back(seat: Seat, store: Store) -> None:
    decide(store, HAKIM, Decision.APPROVED)
    decide(store, ROSNAH, Decision.RETURNED)
    assert "not approved" in seat.insert("publication", **publication())
    decide(store, ROSNAH, Decision.APPROVED)
    put(store, ready())


def test_a_return_outweighs_a_clearance(seat: Seat, store: Store) -> None:
    clear(store, Clearance.TEMPLATE)
    decide(store, HAKIM, Decision.RETURNED)
    assert "not approved" in seat.insert("publication", **publication())


@pytest.mark.parametrize(
    ("ground", "policy", "publishable"),
    [
        (Clearance.CHECK, Policy.FLAGGED, True),
        (Clearance.CHECK, Policy.ALL, False),
        (Clearance.TEMPLATE, Policy.FLAGGED, True),
        (Clearance.TEMPLATE, Policy.ALL, True),
        (Clearance.APPROVAL, Policy.FLAGGED, False),
    ],
)
def test_what_a_clearance_is_worth_depends_on_the_account(
    seat: Seat, store: Store, ground: Clearance, policy: Policy, publishable: bool
) -> None:
    with store.work(AISYAH) as work:
        work.accounts.put(replace(ACCOUNT, policy=policy))
        work.commit()
    clear(store, ground)
    with store.work(AISYAH) as work:
        assert work.replies.publishable("r1-v1") is publishable
    if publishable:
        put(store, ready())
    else:
        assert "not approved" in seat.insert("publication", **publication())


def test_a_clearance_is_for_the_text_of_its_version(seat: Seat) -> None:
    row = {"version_id": "r1-v1", "sha": "0" * 64, "ground": "template", "lexicon": "", "created_at": 0}
    assert "not the text" in seat.insert("clearance", **row)


@pytest.mark.parametrize(("severity", "held"), [(Severity.ADVISE, False), (Severity.APPROVAL, True)])
def test_the_check_cannot_clear_what_it_held(seat: Seat, store: Store, severity: Severity, held: bool) -> None:
    found = Finding("R01", severity, 16, 23, "Perkataan kesat.", "J.14")
    with store.work(AISYAH) as work:
        work.replies.add_version(version("r1", OTHER, number=2, findings=(found,)))
        work.commit()
    sha = fingerprint(OTHER, (), ACCOUNT.id, "m1")
    row = {"version_id": "r1-v2", "sha": sha, "ground": "check", "lexicon": "", "created_at": 0}
    if held:
        assert "supervisor" in seat.insert("clearance", **row)
    else:
        seat.sql.execute(f"INSERT INTO clearance ({', '.join(row)}) VALUES (?, ?, ?, ?, ?)", tuple(row.values()))


def test_tightening_the_policy_stops_what_was_ready(seat: Seat, store: Store) -> None:
    clear(store, Clearance.CHECK)
    put(store, ready())
    with store.work(AISYAH) as work:
        work.accounts.put(replace(ACCOUNT, policy=Policy.ALL))
        work.commit()
    assert "no longer holds" in seat.refused("UPDATE publication SET state = 'claimed'")


def test_an_edit_stops_what_was_ready(seat: Seat, store: Store) -> None:
    decide(store, HAKIM, Decision.APPROVED)
    put(store, ready())
    with store.work(AISYAH) as work:
        work.replies.add_version(version("r1", OTHER, 2))
        work.commit()
    assert "no longer holds" in seat.refused("UPDATE publication SET state = 'claimed'")


# ---- one publication, once --------------------------------------------------------------------------------------


@pytest.fixture
def on_its_way(seat: Seat, store: Store) -> Seat:
    """An approved reply that is ready."""
    decide(store, HAKIM, Decision.APPROVED)
    put(store, ready())
    return seat


def test_every_change_of_state_is_one_the_domain_allows(on_its_way: Seat) -> None:
    begin = on_its_way.sql
    paths: dict[PublicationState, list[PublicationState]] = {PublicationState.READY: []}
    for state in paths.copy() | publishing.LEGAL:
        for following in sorted(publishing.LEGAL[state]):
            paths.setdefault(following, [*paths[state], following])
    for old, new in itertools.permutations(PublicationState, 2):
        begin.execute("BEGIN")
        for step in paths[old]:
            begin.execute("UPDATE publication SET state = ?", (step,))
        if new in publishing.LEGAL[old]:
            begin.execute("UPDATE publication SET state = ?", (new,))
        else:
            on_its_way.refused("UPDATE publication SET state = ?", new)
        begin.execute("ROLLBACK")


def test_every_change_of_a_reply_is_one_the_domain_allows(seat: Seat) -> None:
    paths = {
        ReplyState.PENDING: (),
        ReplyState.RETURNED: ("returned",),
        ReplyState.CLEARED: ("cleared",),
        ReplyState.WITHDRAWN: ("withdrawn",),
    }
    for old, new in itertools.permutations(ReplyState, 2):
        seat.sql.execute("BEGIN")
        for step in paths[old]:
            seat.sql.execute("UPDATE reply SET state = ?", (step,))
        if new in replying.LEGAL[old]:
            seat.sql.execute("UPDATE reply SET state = ?", (new,))
        else:
            seat.refused("UPDATE reply SET state = ?", new)
        seat.sql.execute("ROLLBACK")


@pytest.mark.parametrize("state", [s for s in PublicationState if s is not PublicationState.READY])
def test_a_publication_begins_ready(seat: Seat, store: Store, state: PublicationState) -> None:
    decide(store, HAKIM, Decision.APPROVED)
    assert "begins ready" in seat.insert("publication", **publication(state=state.value))


@pytest.mark.parametrize(
    "change",
    [
        f"text = '{OTHER}'",
        "sha = 'x'",
        "target = 'm2'",
        "thread = 't2'",
        "account_id = 'a2'",
        "channel = 'facebook'",
        "version_id = 'r1-v2'",
        "reply_id = 'r2'",
    ],
)
def test_what_is_on_its_way_cannot_be_exchanged(on_its_way: Seat, change: str) -> None:
    assert "keeps its text" in on_its_way.refused(f"UPDATE publication SET {change}")


def test_a_reply_is_published_once(on_its_way: Seat, store: Store) -> None:
    assert "exists already" in on_its_way.insert("publication", **publication())
    assert "exists already" in on_its_way.insert("publication", "INSERT OR REPLACE", **publication())
    with store.work(AISYAH) as work:
        work.replies.add_version(version("r1", OTHER, 2))
        work.commit()
    decide(store, HAKIM, Decision.APPROVED, 2, OTHER)
    sha = fingerprint(OTHER, (), ACCOUNT.id, "m1")
    second = publication(2, text=OTHER, sha=sha)
    assert "exists already" in on_its_way.insert("publication", "INSERT OR REPLACE", **second)
    put(store, replace(ready(), state=PublicationState.WITHDRAWN))
    put(store, ready(2, OTHER))


@pytest.mark.parametrize("state", ["claimed", "sending", "unsure", "sent"])
def test_no_version_is_added_to_what_is_being_sent(on_its_way: Seat, store: Store, state: str) -> None:
    for step in ("claimed", "sending", "unsure", "sent"):
        on_its_way.sql.execute("UPDATE publication SET state = ?", (step,))
        if step == state:
            break
    row = version("r1", OTHER, 2)
    refusal = on_its_way.insert(
        "reply_version",
        id=row.id,
        reply_id="r1",
        number=2,
        author_id=AISYAH.id,
        text=row.text,
        media="[]",
        account_id=ACCOUNT.id,
        target="m1",
        sha=row.sha,
        findings="[]",
        lexicon="",
        created_at=0,
    )
    assert "on its way or published" in refusal


def test_what_is_finished_stays_finished(on_its_way: Seat) -> None:
    on_its_way.sql.execute("UPDATE publication SET state = 'withdrawn'")
    for change in ("state = 'ready'", "words = 'x'", "remote_id = '1'"):
        assert "finished" in on_its_way.refused(f"UPDATE publication SET {change}")


def test_one_remote_id_belongs_to_one_publication(on_its_way: Seat, store: Store, talk_id: str) -> None:
    with store.work(AISYAH) as work:
        work.replies.add("r2", talk_id, ACCOUNT.id, "m9", ReplyState.PENDING)
        work.replies.add_version(version("r2", TEXT, target="m9"))
        sha = fingerprint(TEXT, (), ACCOUNT.id, "m9")
        work.replies.add_clearance("r2-v1", sha, Clearance.TEMPLATE, "", work.now())
        work.replies.put_publication(replace(ready(), reply_id="r2", version_id="r2-v1", sha=sha, target="m9"))
        work.commit()
    on_its_way.sql.execute("UPDATE publication SET state = 'claimed', remote_id = '1890' WHERE reply_id = 'r1'")
    theft = "UPDATE OR REPLACE publication SET remote_id = '1890' WHERE reply_id = 'r2'"
    assert "belongs to another" in on_its_way.refused(theft)
    assert len(on_its_way.rows("publication")) == 2


# ---- what is written stays written ------------------------------------------------------------------------------


@pytest.fixture
def full(on_its_way: Seat, store: Store, talk_id: str) -> Seat:
    """A store in which every guarded table holds a row."""
    clear(store, Clearance.CHECK)
    with store.work(AISYAH) as work:
        work.conversations.add_note("n1", talk_id, AISYAH.id, "Sudah dihubungi.", work.now())
        work.record("reply.submitted", talk_id, {})
        work.complaints.add_number_block(2026, 1, 9)
        work.commit()
    contact_id = on_its_way.sql.execute("SELECT contact_id FROM conversation").fetchone()[0]
    on_its_way.sql.execute(
        "INSERT INTO complaint VALUES (1, 'k1', 'KKR/2026/000001', ?, ?, 'Faizal', 'awam', 'Lubang', '', 'federal', "
        "'[]', 'FT5', 'Sabak Bernam', 'didaftar', 's-aisyah', 0, '', '')",
        (talk_id, contact_id),
    )
    on_its_way.sql.execute("INSERT INTO follow_up VALUES (1, 'f1', 'k1', 's-aisyah', 'Ditampal', '', 0)")
    on_its_way.sql.execute(
        "INSERT INTO attachment VALUES (1, 'x1', 'k1', 'sebelum', ?, 'a', 'image/jpeg', 1, 's-aisyah', 0, '', NULL)",
        ("0" * 64,),
    )
    return on_its_way


APPEND_ONLY = ["message", "note", "reply_version", "approval", "clearance", "follow_up", "attachment", "operation"]
NEVER_DELETED = [*APPEND_ONLY, "conversation", "reply", "publication", "complaint", "number_block"]


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("how", ["UPDATE", "UPDATE OR REPLACE", "UPDATE OR IGNORE"])
def test_no_row_of_these_changes(full: Seat, table: str, how: str) -> None:
    before = full.rows(table)
    assert before
    for _, column, *_rest in full.sql.execute(f"PRAGMA table_info({table})").fetchall():
        assert "append-only" in full.refused(f"{how} {table} SET {column} = 999")
    assert full.rows(table) == before


@pytest.mark.parametrize("table", [*NEVER_DELETED, "staff", "account", "contact"])
def test_no_row_of_these_is_deleted(full: Seat, table: str) -> None:
    before = full.rows(table)
    assert before
    assert "never deleted" in full.refused(f"DELETE FROM {table}")
    assert full.rows(table) == before


@pytest.mark.parametrize("table", [name for name in NEVER_DELETED if name != "conversation"])
def test_no_row_of_these_is_replaced(full: Seat, table: str) -> None:
    before = full.rows(table)
    columns = [row[1] for row in full.sql.execute(f"PRAGMA table_info({table})")]
    text_columns = {
        row[1] for row in full.sql.execute(f"PRAGMA table_info({table})") if row[2] == "TEXT" and not row[5]
    }
    changed = [f"'{'e' * 64}'" if c in text_columns - {"id", "number"} else c for c in columns]
    copies = {"as it is": columns, "with other words": changed}
    for copy in copies.values():
        statement = (
            f"INSERT OR REPLACE INTO {table} ({', '.join(columns)}) SELECT {', '.join(copy)} FROM {table} LIMIT 1"
        )
        try:
            full.sql.execute(statement)
        except sqlite3.IntegrityError:
            continue
    assert full.rows(table) == before


@pytest.mark.parametrize(
    "change", ["number = 'KKR/2026/000002'", "id = 'k2'", "registered_by = 's-hakim'", "registered_at = 1"]
)
def test_a_complaint_keeps_its_number_and_its_registrar(full: Seat, change: str) -> None:
    assert "keeps its number" in full.refused(f"UPDATE complaint SET {change}")


@pytest.mark.parametrize("change", ["next = next - 1", "low = low - 1", "high = high + 1", "year = 2027"])
def test_a_number_is_given_once(full: Seat, change: str) -> None:
    full.sql.execute("UPDATE number_block SET next = next + 1")
    full.refused(f"UPDATE number_block SET {change}")


def test_blocks_of_numbers_never_overlap(full: Seat) -> None:
    for low, high in ((1, 9), (9, 12), (3, 4)):
        full.insert("number_block", "INSERT OR REPLACE", year=2026, low=low, high=high, next=low)


def test_an_operation_is_appended_to_the_end_of_its_chain_only(full: Seat) -> None:
    good = {
        "id": "op",
        "device": "WS-07",
        "actor_id": AISYAH.id,
        "sequence": 2,
        "kind": "x.y",
        "subject": "s",
        "body": b"{}",
        "prev_hash": full.sql.execute("SELECT hash FROM operation").fetchone()[0],
        "hash": "a" * 64,
        "created_at": 0,
    }
    for lie in ({"sequence": 1}, {"sequence": 3}, {"prev_hash": "b" * 64}, {"actor_id": HAKIM.id}):
        assert "no gaps" in full.insert("operation", **(good | lie))


def test_a_reply_keeps_its_account_and_target(full: Seat) -> None:
    for change in ("account_id = 'a2'", "target = 'm2'", "conversation_id = 'c2'"):
        assert "keeps its account" in full.refused(f"UPDATE reply SET {change}")
