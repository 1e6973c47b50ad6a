"""Nobody with a login, psql and our source code gets past the register; SYNC, "Proof"."""

import hashlib
from collections import Counter
from collections.abc import Callable

import pytest

from tests.attacks import calls, operations, owning, sessions, ways
from tests.attacks.attempt import NOT_ALLOWED, Attempt, sql
from tests.attacks.scene import PHOTO, Scene, stage
from tests.postgres import Cluster
from tests.sync.registers import wrong_in

ATTEMPTS = (*sessions.ATTEMPTS, *owning.ATTEMPTS, *operations.ATTEMPTS, *calls.ATTEMPTS, *ways.ATTEMPTS)
SEATS = ("siti", "rahman", "penerbit1", "admin1")


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=str)
def test_it_is_repelled_and_leaves_nothing_behind(scene: Scene, attempt: Attempt) -> None:
    before = scene.digest()
    outcome = attempt.outcome(scene)
    if attempt.function == "lease_account" and isinstance(outcome, dict):
        outcome = {"held": outcome["held"]}
    assert outcome == attempt.repelled
    assert scene.digest() == before


def test_no_seat_writes_any_table_past_the_functions(scene: Scene) -> None:
    columns = scene.shared.all(
        "SELECT c.oid::regclass::text, min(quote_ident(a.attname)) FROM pg_class AS c"
        " JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND a.attgenerated = '' AND a.attidentity = ''"
        " WHERE c.relkind = 'r' AND c.relnamespace IN ('app'::regnamespace, 'sync'::regnamespace) GROUP BY c.oid"
    )
    assert len(columns) >= 35
    through = [
        (who, statement)
        for who in SEATS
        for table, column in columns
        for statement in (
            f"INSERT INTO {table} DEFAULT VALUES",
            f"UPDATE {table} SET {column} = {column}",
            f"DELETE FROM {table}",
            f"TRUNCATE {table} CASCADE",
        )
        if sql(who, "", statement).outcome(scene) != NOT_ALLOWED
    ]
    assert through == []


def test_every_function_of_the_api_is_attacked(scene: Scene) -> None:
    functions = {
        name for (name,) in scene.shared.all("SELECT proname FROM pg_proc WHERE pronamespace = 'api_v1'::regnamespace")
    }
    assert functions - {a.function for a in ATTEMPTS} == set(), "a new function needs attempts in calls.py"
    assert {a.function for a in ATTEMPTS} - functions == {""}


def test_the_suite_is_as_large_as_it_says(record_property: Callable[[str, object], None]) -> None:
    by_whom = Counter(a.who for a in ATTEMPTS)
    record_property("attempts", f"{len(ATTEMPTS)}: " + ", ".join(f"{who} {n}" for who, n in by_whom.most_common()))
    assert len(ATTEMPTS) >= 200
    assert {"siti", "rahman", "penerbit1", "admin1", "owner", "superuser"} <= set(by_whom)
    assert len({str(a) for a in ATTEMPTS}) == len(ATTEMPTS), "each is told once"


def test_every_function_runs_as_the_owner_with_a_path_nobody_can_put_anything_on(scene: Scene) -> None:
    wrong = scene.shared.all(
        "SELECT p.oid::regprocedure::text FROM pg_proc AS p WHERE p.pronamespace = 'api_v1'::regnamespace AND NOT ("
        " p.prosecdef AND p.proowner = 'pms_owner'::regrole AND 'search_path=pg_catalog, pg_temp' = ANY (p.proconfig))"
    )
    assert wrong == []
    for kind in ("p.prosecdef", "p.prorettype = 'trigger'::regtype"):
        loose = scene.shared.all(
            "SELECT p.oid::regprocedure::text FROM pg_proc AS p"
            f" WHERE p.pronamespace IN ('app'::regnamespace, 'sync'::regnamespace) AND {kind}"
            " AND NOT coalesce('search_path=pg_catalog, pg_temp' = ANY (p.proconfig), false)"
        )
        assert loose == [], kind


def test_who_claims_anothers_photo_neither_blocks_nor_poisons_it(scene: Scene) -> None:
    content = b"\xff\xd8 a collapsed bridge"
    sha = hashlib.sha256(content).hexdigest()
    kumar, siti = scene.stations["kumar"], scene.stations["siti"]
    assert kumar.call("blob_missing", sha, len(content), "image/jpeg") == [0]
    assert kumar.call("blob_put", sha, 0, content[::-1]) is False
    with scene.connection("kumar") as squatter, squatter.transaction():
        for name in (sha, scene.photo):
            squatter.execute("SELECT api_v1.blob_missing(%s, %s, 'image/jpeg')", [name, len(content)])
        assert siti.call("blob_missing", scene.photo, len(PHOTO), "image/jpeg") == [], "without waiting for him"
        assert siti.call("blob_missing", sha, len(content), "image/jpeg") == [0]
        assert siti.call("blob_put", sha, 0, content) is True
    assert kumar.call("blob_put", sha, 0, content[::-1]) is True, "it is whole already; his is thrown away"
    assert kumar.call("blob_get", sha, 0) == content


def test_the_register_still_verifies_after_all_of_it(scene: Scene) -> None:
    for attempt in ATTEMPTS[::7]:
        attempt.outcome(scene)
    assert wrong_in(scene.shared) == []


def test_an_attempt_would_be_seen_if_a_guard_were_missing(cluster: Cluster) -> None:
    """The control: without four guards and with a supervisor's role, what they repel gets through."""
    naked = stage(cluster.register())
    administrator = naked.shared.administrator
    for table in ("app.approval", "app.publication", "app.operation", "app.complaint"):
        administrator.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    administrator.execute("GRANT penyelia TO siti")
    try:
        through = {str(a) for a in ATTEMPTS if a.outcome(naked) != a.repelled}
    finally:
        administrator.execute("REVOKE penyelia FROM siti")
        naked.shared.close()
    assert {
        "owner: approve as a supervisor",
        "owner: revive what was sent",
        "owner: rewrite an operation",
        "owner: back-date a complaint",
        "siti: become a supervisor",
        "siti: approve as an officer",
    } <= through
