"""The register is made on every PostgreSQL that is supported, and a day of work goes through on each."""

from pmsdesk.domain.complaint import LEGAL
from pmsdesk.sync.shared import versions
from tests.postgres import Cluster, SharedRegister, arrive, complaint_row, decision, submission, this_year, written


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
    } == set(pulled)
    assert rahman.call("seal")["count"] == 3
    shared.close()


def test_the_schema_is_at_this_programs_revision_and_upgrading_again_changes_nothing(shared: SharedRegister) -> None:
    assert versions.current(shared.administrator) == versions.head() == "s0002"
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
