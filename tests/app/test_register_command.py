"""The ``pmsdesk register`` commands, as an administrator types them."""

import json
from collections.abc import Callable, Iterator

import pytest
from click.testing import CliRunner, Result

from pmsdesk.app import file_key, paths
from pmsdesk.app.cli import main
from pmsdesk.app.register_command import CHECKS
from pmsdesk.app.vault import MemoryVault
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.store.store import Store
from pmsdesk.sync.address import read_address
from tests.postgres import SUPERUSER, Cluster, SharedRegister, arrive
from tests.sync.test_inspection import behind_the_guards

PASSWORD, PASSPHRASE = "Kunci-pintu-2026", "frasa laluan yang panjang"
Typed = Callable[..., Result]


def url_of(cluster: Cluster, database: str, login: str = SUPERUSER) -> str:
    return f"postgresql://{login}@/{database}?host={cluster.folder.as_posix()}&port={cluster.port}"


def typed(url: str, *words: str, keys: str = "", password: str = "") -> Result:
    variables = {"PMSDESK_REGISTER_URL": url, "PMSDESK_PASSWORD": password or None}
    return CliRunner().invoke(main, ["register", *words], input=keys or None, env=variables)


@pytest.fixture
def command(shared: SharedRegister) -> Typed:
    """A command on the register of the test, typed by its administrator."""
    return lambda *words, **given: typed(url_of(shared.cluster, shared.name), *words, **given)


@pytest.fixture
def empty(cluster: Cluster) -> Iterator[str]:
    """The address of an empty database."""
    with cluster.connect() as connection:
        connection.execute("CREATE DATABASE daftar_kosong")
    yield url_of(cluster, "daftar_kosong")
    with cluster.connect() as connection:
        connection.execute("DROP DATABASE daftar_kosong WITH (FORCE)")


def test_a_register_is_made_once(empty: str) -> None:
    before = typed(empty, "status")
    assert (before.exit_code, "register init" in before.output) == (1, True)
    first, again, upgraded = (typed(empty, word) for word in ("init", "init", "upgrade"))
    assert [done.exit_code for done in (first, again, upgraded)] == [0, 0, 0]
    assert "disediakan" in first.output
    assert "sudah ada" in again.output
    assert "sudah terkini" in upgraded.output
    assert typed(empty, "verify").exit_code == 0


def test_the_address_may_stand_in_the_command_too(cluster: Cluster, shared: SharedRegister) -> None:
    done = CliRunner().invoke(main, ["register", "users", "--url", url_of(cluster, shared.name)])
    assert done.exit_code == 0
    assert CliRunner().invoke(main, ["register", "users"], env={"PMSDESK_REGISTER_URL": None}).exit_code == 2


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql://db1.kkr.gov.my/pmsdesk?sslmode=require", "sslmode=require"),
        ("db1.kkr.gov.my", "postgresql://"),
        ("postgresql://postgres@127.0.0.1:1/pmsdesk", "tidak dapat dihubungi"),
    ],
)
def test_what_cannot_be_reached_safely_is_said_in_words(url: str, words: str) -> None:
    done = typed(url, "status")
    assert done.exit_code == 1
    assert words in done.output
    assert "Traceback" not in done.output


def test_people_are_let_in_changed_and_let_in_no_more(command: Typed, shared: SharedRegister) -> None:
    added = command("add-user", "hamid", "--role", "pegawai", "--name", "Hamid bin Salleh", keys=f"{PASSWORD}\n" * 2)
    assert (added.exit_code, "hamid ditambah" in added.output) == (0, True)
    assert PASSWORD not in added.output
    kept = shared.one("SELECT rolpassword FROM pg_authid WHERE rolname = 'hamid'")
    assert kept.startswith("SCRAM-SHA-256$")
    again = command("add-user", "hamid", "--role", "pegawai", "--name", "Hamid Salleh")
    assert "hamid dikemas kini: Hamid Salleh" in again.output
    assert shared.one("SELECT rolpassword FROM pg_authid WHERE rolname = 'hamid'") == kept
    command("add-user", "hamid", "--role", "pegawai", "--name", "Hamid Salleh", password="Kunci-baharu-2026")
    assert shared.one("SELECT rolpassword FROM pg_authid WHERE rolname = 'hamid'") != kept
    assert command("grant", "hamid", "--role", "penyelia").output == "hamid: pegawai, penyelia.\n"
    assert command("revoke", "hamid", "--role", "pegawai").output == "hamid: penyelia.\n"
    assert shared.one("SELECT role FROM app.staff WHERE id = 'hamid'") == "penyelia"
    assert "dinyahaktifkan" in command("revoke", "hamid").output
    listed = command("users").output
    assert [line for line in listed.splitlines() if "Hamid Salleh" in line and "dinyahaktifkan" in line]
    assert [line for line in listed.splitlines() if "Mei" in line and "penerbit, penyelia" in line]


def test_a_person_with_a_ticket_of_the_computer_needs_no_password(command: Typed, shared: SharedRegister) -> None:
    done = command("add-user", "suria", "--role", "pegawai", "--name", "Suria", "--kerberos")
    assert done.exit_code == 0
    assert shared.one("SELECT rolpassword FROM pg_authid WHERE rolname = 'suria'") is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("grant", "tiada", "--role", "penyelia"), "Tiada pengguna tiada"),
        (("add-user", "Siti", "--role", "pegawai", "--name", "S", "--kerberos"), "tidak boleh menjadi nama pengguna"),
    ],
)
def test_a_slip_is_said_in_words(command: Typed, words: tuple[str, ...], said: str) -> None:
    done = command(*words)
    assert (done.exit_code, said in done.output) == (1, True)


@pytest.mark.parametrize("words", ["revoke", "revoke siti --device x", "grant siti --role raja"])
def test_a_command_that_says_too_much_or_too_little_is_refused(command: Typed, words: str) -> None:
    assert command(*words.split()).exit_code == 2


def test_the_state_is_told_to_people_and_programs(worked: SharedRegister, command: Typed) -> None:
    kumar = worked.station("kumar")
    kumar.call("lease_account", "x-moworks", kumar.device, 60)
    told = command("status").output
    assert [line.split() for line in told.splitlines()][-1] == ["dibaca:", "x-moworks", "kumar", "@", "PC", "kumar"]
    for words in ("operasi                    7,", "percanggahan terbuka       1", "nombor belum digunakan     31"):
        assert words in told
    found = json.loads(command("status", "--json").output)
    assert (found["operations"], found["conflicts"], found["open_numbers"], found["seals"]) == (7, 1, 31, 2)
    assert found["last_operation"].startswith("20")
    assert found["readers"] == {"x-moworks": "kumar @ PC kumar"}


def test_a_sound_register_passes_and_a_changed_one_does_not(worked: SharedRegister, command: Typed) -> None:
    sound = command("verify")
    assert sound.exit_code == 0
    assert [line[:4] for line in sound.output.splitlines()[:-1]] == ["baik"] * len(CHECKS)
    behind_the_guards(worked, "app.approval", "UPDATE app.approval SET approver_id = 'siti'")
    broken = command("verify")
    assert broken.exit_code == 1
    assert "SALAH  kelulusan oleh orang yang tidak menulis: 1 daripada 1" in broken.output
    assert "Audit Dalam" in broken.output


def test_a_new_epoch_is_begun_only_when_it_is_meant(shared: SharedRegister, command: Typed) -> None:
    assert command("begin-epoch", keys="n\n").exit_code == 1
    assert shared.epoch == 1
    assert "Zaman baharu" in command("begin-epoch", "--gap", "100", "--yes").output
    assert shared.epoch > 1


def test_a_computer_joins_once_and_is_the_same_the_next_time(shared: SharedRegister) -> None:
    url = url_of(shared.cluster, shared.name, "siti")
    first = typed(url, "enroll-device", "--label", "PC kaunter", keys=f"{PASSPHRASE}\n" * 2)
    assert first.exit_code == 0, first.output
    again = typed(url, "enroll-device", keys=f"{PASSPHRASE}\n")
    assert again.exit_code == 0, again.output
    ((device, label),) = shared.all("SELECT id::text, label FROM app.device")
    assert label == "PC kaunter"
    assert device in first.output
    assert device in again.output
    seat = paths.seat()
    store = Store(seat.database, seat.attachments, "", key=file_key.of_seat(seat, MemoryVault(), PASSPHRASE))
    with store.work(SYSTEM) as work:
        kept = {name: work.setting(name) for name in ("register.url", "register.device")}
    store.close()
    assert kept["register.device"] == device
    assert "siti" not in kept["register.url"]
    assert read_address(kept["register.url"])[0] == read_address(url)[0]


def test_a_computer_whose_right_was_taken_cannot_join_again(shared: SharedRegister, command: Typed) -> None:
    url = url_of(shared.cluster, shared.name, "siti")
    typed(url, "enroll-device", keys=f"{PASSPHRASE}\n" * 2)
    device = shared.one("SELECT id::text FROM app.device")
    assert device in command("revoke", "--device", device).output
    refused = typed(url, "enroll-device", keys=f"{PASSPHRASE}\n")
    assert refused.exit_code == 1
    assert "ditarik balik" in refused.output


def test_a_copy_that_differs_is_told_and_the_same_the_next_time(shared: SharedRegister) -> None:
    arrive(shared.station("kumar"), "Jalan berlubang di Kuala Selangor.")
    url = url_of(shared.cluster, shared.name, "siti")
    early = typed(url, "compare", keys=f"{PASSPHRASE}\n" * 2)
    assert early.exit_code == 1
    assert "belum menyertai" in early.output
    typed(url, "enroll-device", keys=f"{PASSPHRASE}\n")
    same = typed(url, "compare", keys=f"{PASSPHRASE}\n")
    assert same.exit_code == 0, same.output
    assert "1 perbualan" in same.output
    seat = paths.seat()
    store = Store(seat.database, seat.attachments, "", key=file_key.of_seat(seat, MemoryVault(), PASSPHRASE))
    with store._writer.begin() as connection:
        connection.exec_driver_sql("UPDATE conversation SET road = 'FT99'")
    store.close()
    healed = typed(url, "compare", keys=f"{PASSPHRASE}\n")
    assert healed.exit_code == 1
    assert "1 perbezaan" in healed.output
    assert typed(url, "compare", keys=f"{PASSPHRASE}\n").exit_code == 0
