"""How the connection is asked for, and how long a seat waits before it tries again."""

import random
from itertools import pairwise
from pathlib import Path

import pytest

from pmsdesk.domain.register_errors import DriverTooOld, RegisterUnreachable
from pmsdesk.store import Store
from pmsdesk.sync.address import Login, read_address
from pmsdesk.sync.connecting import Ident, parameters, require_driver
from pmsdesk.sync.link import LONGEST_PAUSE_S, SERVER, Link, link_of, pause_s
from tests.postgres import SharedRegister
from tests.sync.registers import address_of

ADDRESS, LOGIN = read_address("postgresql://aisyah:Rahsia-2026@db1.kkr.gov.my,db2.kkr.gov.my/pmsdesk")


def test_a_password_leaves_only_as_scram_bound_to_a_checked_channel() -> None:
    asked = parameters(ADDRESS, LOGIN)
    assert asked["sslmode"] == "verify-full"
    assert asked["require_auth"] == "scram-sha-256"
    assert asked["channel_binding"] == "require"
    assert asked["password"] == "Rahsia-2026"


def test_without_a_password_the_computers_own_sign_in_is_used_over_a_checked_channel() -> None:
    asked = parameters(ADDRESS, Login("aisyah"))
    assert asked["sslmode"] == "verify-full"
    assert asked["require_auth"] == "gss,sspi"
    assert "password" not in asked


def test_everything_has_a_time_out() -> None:
    asked = parameters(ADDRESS, LOGIN)
    assert (asked["connect_timeout"], asked["tcp_user_timeout"]) == (5, 15_000)
    assert [asked[f"keepalives_{part}"] for part in ("idle", "interval", "count")] == [30, 10, 3]
    assert "-c statement_timeout=30s -c lock_timeout=5s" in asked["options"]


def test_only_a_server_that_may_be_written_to_is_meant() -> None:
    assert parameters(ADDRESS, LOGIN)["target_session_attrs"] == "read-write"


def test_the_environment_weakens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"PGSSLMODE": "disable", "PGREQUIREAUTH": "none", "PGHOSTADDR": "10.0.0.9"}.items():
        monkeypatch.setenv(name, value)
    asked = parameters(ADDRESS, LOGIN)
    assert (asked["sslmode"], asked["require_auth"], asked["hostaddr"]) == ("verify-full", "scram-sha-256", "")


def test_an_old_libpq_is_refused() -> None:
    assert require_driver(160000) == "16.0"
    assert int(require_driver().split(".")[0]) >= 16
    with pytest.raises(DriverTooOld, match=r"15\.4"):
        require_driver(150004)


def test_nobody_at_home_is_unreachable_and_no_password_is_told() -> None:
    address, login = read_address("postgresql://aisyah:Rahsia-2026@127.0.0.1:1/pmsdesk")
    with Link(address, login) as link:
        with pytest.raises(RegisterUnreachable) as failed:
            link.rows("SELECT 1")
        assert not link.connected
        assert "Rahsia" not in f"{link!r} {failed.value} {failed.value.platform_words} {failed.value.__cause__}"


def test_the_pause_doubles_from_a_second_to_a_minute() -> None:
    longest = [pause_s(failures, lambda: 1.0) for failures in range(1, 40)]
    assert longest[:7] == [1, 2, 4, 8, 16, 32, LONGEST_PAUSE_S]
    assert all(before <= after for before, after in pairwise(longest))


def test_seats_that_failed_together_come_back_apart() -> None:
    chance = random.Random(7).random
    pauses = sorted(pause_s(6, chance) for _ in range(100))
    assert pauses[0] < 4
    assert pauses[-1] > 28
    assert max(after - before for before, after in pairwise(pauses)) < 4


def test_a_server_is_outlived_by_a_promotion_in_its_own_cluster_only() -> None:
    first = Ident.read("7711928094569235326:2:1")
    assert first.outlived_by(Ident.read("7711928094569235326:3:1"))
    assert first.outlived_by(Ident.read("7711928094569235326:3:2"))
    assert not first.outlived_by(first)
    assert not first.outlived_by(Ident.read("7711928094569235326:1:2"))
    assert not first.outlived_by(Ident.read("7711928094569235326:3:0")), "declared restored since"
    assert not first.outlived_by(Ident.read("9900000000000000000:5:5"))
    assert not first.outlived_by(Ident.read(""))
    assert str(first) == "7711928094569235326:2:1"


def test_a_seat_remembers_in_which_life_it_met_the_register(shared: SharedRegister, tmp_path: Path) -> None:
    store = Store(tmp_path / "pmsdesk.db", tmp_path / "photos", "PC kaunter", key=None)
    with link_of(store, address_of(shared.cluster, shared.name), Login("siti")) as link:
        assert link.value("SELECT session_user::text") == "siti"
        assert link.connected
    cluster, timeline, _ = store.recall(SERVER).split(":")
    store.remember(SERVER, f"{cluster}:{int(timeline) + 1}:1")
    with link_of(store, address_of(shared.cluster, shared.name), Login("siti")) as link:
        with pytest.raises(RegisterUnreachable):
            link.rows("SELECT 1")
        shared.administrator.execute("SELECT sync.begin_epoch()")
        assert link.rows("SELECT 1") == [(1,)]
    assert store.recall(SERVER) == f"{cluster}:{timeline}:2"
    store.close()
