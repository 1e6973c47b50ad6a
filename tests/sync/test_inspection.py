"""What ``register verify`` finds: nothing after a day's work, and every change made behind the program."""

import pytest

from pmsdesk.sync.administration import Administration
from pmsdesk.sync.inspection import Finding
from tests.postgres import SharedRegister

GUARDS = ("guard", "unchanged", "unchanged_rules", "kept", "kept_whole", "tell")


def behind_the_guards(shared: SharedRegister, table: str, statement: str) -> None:
    """What a superuser can do: the guards off, *statement*, the guards on again."""
    run = shared.administrator.execute
    names = [name for (name,) in shared.all(
        "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", table
    )]  # fmt: skip
    run(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
    run(statement)
    run(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
    for name in names:
        if name in GUARDS:
            run(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


def wrong(administration: Administration) -> dict[str, Finding]:
    return {finding.check: finding for finding in administration.inspect() if finding.wrong}


def test_nothing_is_wrong_after_a_days_work(worked: SharedRegister, administration: Administration) -> None:
    found = {finding.check: finding for finding in administration.inspect()}
    assert {check: finding.examples for check, finding in found.items() if finding.wrong} == {}
    for check, looked_at in {
        **{"chains": 11, "seals": 2, "texts": 2, "approvals": 1, "photos": 1},
        **{"grounds": 2, "ways": 2, "published": 2, "once": 2, "numbers": 1, "blocks": 1, "conflicts": 1, "logins": 7},
    }.items():
        assert found[check].looked_at == looked_at, check
    assert found["guards"].looked_at > 80
    assert found["rights"].looked_at > 300


@pytest.mark.parametrize(
    ("table", "statement", "checks"),
    [
        (
            "app.operation",
            "UPDATE app.operation SET body = replace(body, 'FT5', 'FT9') WHERE verdict = 'conflict'",
            {"chains"},
        ),
        (
            "app.operation",
            "UPDATE app.operation SET body = replace(body, 'FT5', 'FT9'), hash = sha256(prev_hash || convert_to("
            "replace(body, 'FT5', 'FT9'), 'UTF8')) WHERE verdict = 'conflict'",
            {"chains", "seals"},
        ),
        (
            "app.stream",
            "UPDATE app.stream SET last_sequence = last_sequence - 1 WHERE actor = 'rahman'",
            {"chains"},
        ),
        (
            "app.sealed_operation",
            "DELETE FROM app.sealed_operation WHERE n = 2",
            {"seals"},
        ),
        (
            "app.audit_seal",
            "UPDATE app.audit_seal SET root = repeat('0', 64) WHERE n = 2",
            {"seals"},
        ),
        (
            "app.audit_seal",
            "UPDATE app.audit_seal SET prev_root = repeat('0', 64) WHERE n = 2",
            {"seals"},
        ),
        (
            "app.reply_version",
            "UPDATE app.reply_version SET text = text || ' Undilah kami.' WHERE author_id = 'siti'",
            {"texts"},
        ),
        (
            "app.publication",
            "UPDATE app.publication SET text = text || ' Undilah kami.'",
            {"texts"},
        ),
        (
            "app.reply",
            "UPDATE app.reply SET way = 'private'",
            {"ways"},
        ),
        (
            "app.publication",
            "UPDATE app.publication SET way = 'private', person = '1'",
            {"ways"},
        ),
        (
            "app.publication",
            "UPDATE app.publication SET media = '[1]'",
            {"ways"},
        ),
        (
            "app.reply",
            "UPDATE app.reply SET way = 'post', due_at = '2099-01-01'",
            {"ways"},
        ),
        (
            "app.approval",
            "UPDATE app.approval SET approver_id = 'siti'",
            {"approvals"},
        ),
        (
            "app.approval",
            "UPDATE app.approval SET decision = 'returned'",
            {"grounds"},
        ),
        (
            "app.attestation",
            "UPDATE app.attestation SET publisher = 'kumar'",
            {"grounds"},
        ),
        (
            "app.message",
            "DELETE FROM app.message WHERE direction = 'out'",
            {"published"},
        ),
        (
            "app.complaint",
            "UPDATE app.complaint SET number = 'KKR/2026/900000'",
            {"numbers"},
        ),
        (
            "app.number_block",
            "UPDATE app.number_block SET high = high + 1000",
            {"blocks"},
        ),
        (
            "app.conflict",
            "DELETE FROM app.conflict",
            {"conflicts"},
        ),
        (
            "app.operation",
            "UPDATE app.operation SET sequence = 7 WHERE sequence = 2 AND actor = 'siti'",
            {"chains"},
        ),
        (
            "app.publication",
            "DROP INDEX app.publication_live;"
            "UPDATE app.publication SET reply_id = (SELECT min(reply_id) FROM app.publication)",
            {"once"},
        ),
        (
            "app.blob_chunk",
            "UPDATE app.blob_chunk SET data = 'gambar lain'",
            {"photos"},
        ),
        (
            "app.deed",
            "UPDATE app.deed SET actor_id = 'rahman' WHERE actor_id = 'siti'",
            {"deeds"},
        ),
        (
            "sync.feed",
            "UPDATE sync.feed SET xid = '9000000000'::xid8 WHERE seq = 1",
            {"epoch"},
        ),
    ],
)  # fmt: skip
def test_what_was_changed_behind_the_guards_is_found(
    worked: SharedRegister, administration: Administration, table: str, statement: str, checks: set[str]
) -> None:
    behind_the_guards(worked, table, statement)
    found = wrong(administration)
    assert set(found) == checks
    assert all(finding.examples for finding in found.values())


@pytest.mark.parametrize(
    ("statement", "undo", "check", "example"),
    [
        ("ALTER TABLE app.approval DISABLE TRIGGER guard", "", "guards", "approval.guard"),
        ("DROP TRIGGER guard ON app.publication", "", "guards", "publication.guard"),
        ("DROP TRIGGER kept ON app.note", "", "guards", "note.kept"),
        ("ALTER TABLE app.note DISABLE TRIGGER feed_insert", "", "guards", "note.feed_insert"),
        ("GRANT UPDATE ON app.complaint TO pegawai", "", "rights", "complaint: UPDATE"),
        ("GRANT SELECT ON app.operation TO PUBLIC", "", "rights", "operation: SELECT"),
        ("ALTER TABLE app.note OWNER TO rahman", "", "rights", "note: INSERT"),
        (
            "GRANT EXECUTE ON FUNCTION app.set_active(text, boolean) TO PUBLIC",
            *("", "rights", "app.set_active(text,boolean)"),
        ),
        ("GRANT EXECUTE ON FUNCTION lo_create(oid) TO PUBLIC", "", "rights", "lo_create(oid)"),
        ("GRANT TEMPORARY ON DATABASE {database} TO PUBLIC", "", "rights", "database: TEMPORARY"),
        ("ALTER ROLE kumar CREATEROLE", "ALTER ROLE kumar NOCREATEROLE", "logins", "kumar"),
        ("GRANT pms_owner TO kumar", "REVOKE pms_owner FROM kumar", "logins", "kumar"),
        ("ALTER ROLE kumar NOLOGIN", "ALTER ROLE kumar LOGIN", "logins", "kumar"),
    ],
)
def test_who_was_given_too_much_is_found(
    shared: SharedRegister, administration: Administration, statement: str, undo: str, check: str, example: str
) -> None:
    assert wrong(administration) == {}
    shared.administrator.execute(statement.format(database=shared.name))
    try:
        found = wrong(administration)
        assert set(found) == {check}
        assert example in found[check].examples
    finally:
        if undo:
            shared.administrator.execute(undo)
