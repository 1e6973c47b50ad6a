"""The administrator's work on a real register: making it, people and their roles, epochs, a restoration."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pmsdesk.domain.errors import NotAllowed, WeakPassword
from pmsdesk.domain.register_errors import (
    EpochChanged,
    LoginNameWrong,
    LoginTooPowerful,
    NotSuperuser,
    PersonUnknown,
    RegisterError,
    RegisterNotMade,
    RegisterTooNew,
    RegisterTooOld,
)
from pmsdesk.sync.address import Login
from pmsdesk.sync.administration import Administration
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.link import Link
from tests.postgres import SUPERUSER, Cluster, SharedRegister, this_year
from tests.sync.registers import address_of

PASSWORD = "Kunci-pintu-2026"
DATABASE_ADMINISTRATOR = """
    CREATE ROLE pengendali LOGIN CREATEROLE;
    GRANT pms_owner, pg_signal_backend TO pengendali;
    GRANT pegawai, penyelia, penerbit, pentadbir TO pengendali WITH ADMIN OPTION;
"""
"""As docs/register.md says."""


@pytest.fixture
def empty(every_cluster: Cluster) -> Iterator[str]:
    """An empty database on each PostgreSQL that is supported and here."""
    with every_cluster.connect() as connection:
        connection.execute("CREATE DATABASE daftar")
    yield "daftar"
    with every_cluster.connect() as connection:
        connection.execute("DROP DATABASE daftar WITH (FORCE)")


def test_a_register_is_made_peopled_and_sound_on_every_postgresql(every_cluster: Cluster, empty: str) -> None:
    address = address_of(every_cluster, empty)
    with Administration(address, Login(SUPERUSER)) as administration:
        assert administration.init()
        assert not administration.init()
        assert administration.upgrade() == (administration.revision(), administration.revision())
        administration.connection.execute(DATABASE_ADMINISTRATOR)
    with Administration(address, Login("pengendali")) as administration:
        assert administration.add_person("salmah", "Salmah binti Ahmad", "pegawai", PASSWORD)
        assert not administration.add_person("salmah", "Salmah Aminah", "pegawai")
        administration.grant("salmah", "penerbit")
        administration.grant("salmah", "penyelia")
        administration.revoke("salmah", "pegawai")
        salmah = administration.person("salmah")
        assert (salmah.name, salmah.role, salmah.active, salmah.roles) == (
            "Salmah Aminah",
            "penyelia",
            True,
            ("penerbit", "penyelia"),
        )
        with Link(address, Login("salmah", PASSWORD)) as link:
            assert set(RegisterApi(link).hello().roles) == {"penerbit", "penyelia"}
        administration.add_person("kamal", "Kamal a/l Raju", "pegawai", PASSWORD)
        with Link(address, Login("kamal", PASSWORD)) as link:
            RegisterApi(link).hello()
            assert administration.deactivate("kamal") == 1
        with pytest.raises(LoginTooPowerful, match="pengendali"):
            administration.add_person("pengendali", "Pengendali", "penyelia")
        with pytest.raises(NotSuperuser, match="pengendali"):
            administration.begin_epoch(100)
        status = administration.status()
        assert (status.people, status.epoch, status.operations, status.waiting) == (1, 1, 0, {})
        assert [finding for finding in administration.inspect() if finding.wrong] == []
    elsewhere = address_of(every_cluster, "postgres")
    with Administration(elsewhere, Login("pengendali")) as administration, pytest.raises(NotSuperuser):
        administration.init()
    with Administration(address, Login(SUPERUSER)) as administration:
        assert administration.begin_epoch(100) > 1
        administration.connection.execute("DROP OWNED BY pengendali; DROP ROLE pengendali")
        administration.connection.execute("DROP OWNED BY salmah, kamal; DROP ROLE salmah, kamal")


def test_a_person_has_no_hand_in_administration(shared: SharedRegister) -> None:
    with Administration(address_of(shared.cluster, shared.name), Login("admin1")) as administration:
        with pytest.raises((NotAllowed, RegisterError)):
            administration.add_person("rakan", "Rakan Saya", "penyelia")
        with pytest.raises((NotAllowed, RegisterError)):
            administration.grant("admin1", "penyelia")
        with pytest.raises((NotAllowed, RegisterError)):
            administration.begin_epoch(1)
    assert shared.epoch == 1
    assert shared.one("SELECT count(*) FROM pg_roles WHERE rolname = 'rakan'") == 0


def test_a_schema_of_another_time_is_left_alone(shared: SharedRegister, administration: Administration) -> None:
    run = shared.administrator.execute
    run("UPDATE sync.alembic_version SET version_num = 's9999'")
    for act in (administration.upgrade, administration.status, lambda: administration.add_person("x1", "X", "pegawai")):
        with pytest.raises(RegisterTooNew):
            act()
    run("UPDATE sync.alembic_version SET version_num = 's0000'")
    with pytest.raises(RegisterTooOld):
        administration.status()


def test_a_database_without_a_register_can_only_be_made_one(cluster: Cluster) -> None:
    with Administration(address_of(cluster, "postgres"), Login(SUPERUSER)) as administration:
        assert administration.revision() == ""
        for act in (administration.upgrade, administration.people, lambda: list(administration.inspect())):
            with pytest.raises(RegisterNotMade):
                act()


@pytest.mark.parametrize(
    "name", ["", "Siti", "siti ahmad", "7siti", "pms_owner", "pg_siti", "penyelia", "postgres", "s"]
)
def test_some_names_are_no_logins(administration: Administration, name: str) -> None:
    with pytest.raises(LoginNameWrong):
        administration.add_person(name, "Siti", "pegawai", PASSWORD)


def test_a_short_password_or_an_unknown_person_is_refused(administration: Administration) -> None:
    with pytest.raises(WeakPassword):
        administration.add_person("azlan", "Azlan", "pegawai", "pendek")
    for act in (administration.person, administration.deactivate, lambda name: administration.grant(name, "penyelia")):
        with pytest.raises(PersonUnknown, match="azlan"):
            act("azlan")


def test_the_server_and_its_log_never_see_a_password(cluster: Cluster, administration: Administration) -> None:
    run = administration.connection.execute
    run("ALTER SYSTEM SET log_statement = 'all'")
    run("SELECT pg_reload_conf()")
    try:
        while run("SHOW log_statement").fetchone() != ("all",):
            time.sleep(0.01)
        administration.add_person("zainab", "Zainab", "pegawai", PASSWORD)
    finally:
        run("ALTER SYSTEM RESET log_statement")
        run("SELECT pg_reload_conf()")
    log = (Path(cluster.data) / "log").read_text("utf-8", "replace")
    assert 'ALTER ROLE "zainab" PASSWORD \'SCRAM-SHA-256$' in log
    assert PASSWORD not in log


def test_who_is_deactivated_is_out_at_once_and_can_come_back(
    shared: SharedRegister, administration: Administration
) -> None:
    address = address_of(shared.cluster, shared.name)
    administration.add_person("farid", "Farid bin Osman", "pegawai", PASSWORD)
    with Link(address, Login("farid")) as link:
        RegisterApi(link).hello()
        assert administration.deactivate("farid") == 1
        for _ in range(2):
            with pytest.raises(RegisterError):
                RegisterApi(link).hello()
        assert not administration.person("farid").active
        administration.add_person("farid", "Farid bin Osman", "pegawai")
        assert RegisterApi(link).hello().user == "farid"


def test_a_new_epoch_ends_cursors_and_jumps_numbers(shared: SharedRegister, administration: Administration) -> None:
    siti = shared.station("siti")
    before = siti.lease(10)
    met: list[str] = []
    with Link(address_of(shared.cluster, shared.name), Login("siti"), met=met.append) as link:
        api = RegisterApi(link)
        horizon = api.horizon()
        epoch = administration.begin_epoch(5000)
        link.close()
        with pytest.raises(EpochChanged):
            api.pull(horizon.snapshot, horizon.snapshot, horizon.epoch)
        assert api.lease_numbers(str(siti.device), this_year(), 10).low == before[-1] + 1 + 5000
    assert [ident.split(":")[2] for ident in met] == ["1", str(epoch)]


def test_a_lost_workstation_writes_no_more(shared: SharedRegister, administration: Administration) -> None:
    siti = shared.station("siti")
    administration.revoke_device(str(siti.device))
    with pytest.raises(psycopg.Error) as refused:
        siti.act("register.exported", "")
    assert refused.value.sqlstate == "PM012"
    assert (administration.status().devices, administration.status().revoked_devices) == (0, 1)


def test_a_register_restored_from_a_dump_is_sound_once_the_epoch_is_declared(
    worked: SharedRegister, tmp_path: Path
) -> None:
    cluster, copy = worked.cluster, f"{worked.name}_restored"
    dump = tmp_path / "daftar.dump"
    where = ["-h", cluster.folder.as_posix(), "-p", str(cluster.port), "-U", SUPERUSER]
    subprocess.run([cluster.programs / "pg_dump", *where, "-Fc", "-f", dump, worked.name], check=True)
    subprocess.run([cluster.programs / "createdb", *where, copy], check=True)
    try:
        subprocess.run([cluster.programs / "pg_restore", *where, "-d", copy, "--exit-on-error", dump], check=True)
        with Administration(address_of(cluster, copy), Login(SUPERUSER)) as administration:
            wrong = {finding.check: finding.examples for finding in administration.inspect() if finding.wrong}
            assert set(wrong) == {"rights"}, "what a database allows everybody is in no dump of it"
            first = administration.begin_epoch(5000)
            assert [finding for finding in administration.inspect() if finding.wrong] == []
            assert administration.status().operations == 7
            administration.connection.execute("SELECT pg_sleep(1)")
        with Administration(address_of(cluster, worked.name), Login(SUPERUSER)) as administration:
            assert administration.begin_epoch(5000) > first > 2, "the same back-up twice is not one epoch"
    finally:
        subprocess.run([cluster.programs / "dropdb", *where, "--if-exists", copy], check=True)
