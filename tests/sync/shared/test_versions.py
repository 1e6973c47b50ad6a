"""The register is made on every PostgreSQL that is supported, and a day of work goes through on each."""

from types import ModuleType

import pytest
from alembic import op
from alembic.script import Script
from alembic.script.revision import RevisionMap

from pmsdesk.domain.complaint import LEGAL
from pmsdesk.store import revisions
from pmsdesk.sync.address import Login
from pmsdesk.sync.administration import Administration
from pmsdesk.sync.shared import founding, versions
from pmsdesk.sync.shared.migrations import s0001_first
from tests.postgres import (
    SUPERUSER,
    Cluster,
    SharedRegister,
    arrive,
    complaint_row,
    decision,
    submission,
    this_year,
    written,
)
from tests.sync.registers import address_of


def test_the_register_works_on_every_version(every_cluster: Cluster) -> None:
    shared = every_cluster.register()
    siti, rahman, publisher = (shared.station(name) for name in ("siti", "rahman", "penerbit1"))
    snapshot = siti.rows("horizon")[0]["snapshot"]
    talk = arrive(siti)
    row = complaint_row(talk, f"KKR/{this_year()}/{siti.lease()[0]:06d}")
    assert siti.act("complaint.registered", row["id"], {}, {"t": "complaint", "row": row})["verdict"] == "applied"
    operation = submission(siti, talk, "Terima kasih. Pasukan kami akan ke lokasi esok.")
    assert siti.push(operation)[0]["verdict"] == "applied"
    version = written(operation)
    assert rahman.push(decision(rahman, talk, version))[0]["verdict"] == "applied"
    shared.tick(11)
    assert publisher.call("claim", version["id"], publisher.device, 60)["token"] == 1
    assert publisher.call("begin_send", version["id"], 1, version["sha"], "")
    assert publisher.call("finish_send", version["id"], 1, "42", "", version["id"])
    upto = siti.rows("horizon")[0]["snapshot"]
    pulled = [line["kind"] for line in siti.rows("pull", snapshot, upto, 1, "0", 0, 1000)]
    assert {
        "contact",
        "conversation",
        "message",
        "complaint",
        "reply",
        "reply_version",
        "approval",
        "publication",
        "deed",
    } == set(pulled)
    assert rahman.call("seal")["count"] == 3
    shared.close()


def test_the_schema_is_at_this_programs_revision_and_upgrading_again_changes_nothing(shared: SharedRegister) -> None:
    assert versions.current(shared.administrator) == versions.head()
    before = shared.one("SELECT count(*) FROM pg_class")
    versions.upgrade(shared.administrator)
    assert shared.one("SELECT count(*) FROM pg_class") == before
    assert shared.administrator.autocommit is True


def test_a_database_without_a_register_has_no_revision(cluster: Cluster) -> None:
    with cluster.connect() as connection:
        assert versions.current(connection) == ""


def test_the_steps_of_a_complaint_are_the_domains(shared: SharedRegister) -> None:
    assert set(shared.all("SELECT before, after FROM app.complaint_step")) == {
        (before.value, after.value) for before, steps in LEGAL.items() for after in steps
    }


def _later_release() -> ModuleType:
    """A revision as a later release may bring one."""
    later = ModuleType("s0002_later", "Gives agencies a telephone number.")
    later.revision, later.down_revision = "s0002", "s0001"  # type: ignore[attr-defined]
    later.branch_labels = later.depends_on = None  # type: ignore[attr-defined]

    def upgrade() -> None:
        connection = founding.driver(op.get_bind())
        connection.execute("SET LOCAL ROLE pms_owner")
        connection.execute("ALTER TABLE app.agency ADD COLUMN phone text NOT NULL DEFAULT ''")
        connection.execute("RESET ROLE")

    later.upgrade = upgrade  # type: ignore[attr-defined]
    return later


def test_a_later_release_upgrades_a_register_with_what_is_in_it(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = cluster.register()
    siti = shared.station("siti")
    talk = arrive(siti)
    siti.push(submission(siti, talk, "Terima kasih."))
    kept = ("SELECT * FROM app.operation", "SELECT * FROM app.message", "SELECT id, name FROM app.agency")
    before = [shared.all(query) for query in kept]
    scripts = [Script(module, module.revision, "") for module in (s0001_first, _later_release())]
    monkeypatch.setattr(revisions, "_revisions", lambda _package: RevisionMap(lambda: scripts))
    with Administration(address_of(cluster, shared.name), Login(SUPERUSER)) as administration:
        assert administration.upgrade() == ("s0001", "s0002")
        assert [finding for finding in administration.inspect() if finding.wrong] == []
    assert [shared.all(query) for query in kept] == before
    assert shared.one("SELECT count(*) FROM app.agency WHERE phone = ''") == len(before[2])
    assert siti.act("register.exported", "x")["verdict"] == "applied"
    shared.close()
