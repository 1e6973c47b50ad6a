"""The key of a seat: in the keyring where there is one, else from a passphrase; never guessed, never made twice."""

import os
import stat
from pathlib import Path

import pytest

from pmsdesk.app import file_key, paths
from pmsdesk.app.paths import Paths
from pmsdesk.app.vault import KeyringVault, MemoryVault
from pmsdesk.domain.errors import KeyMissing, NoKeyring, PassphraseNeeded, StoreError
from pmsdesk.store import Store
from pmsdesk.store.file_key import FileKey
from tests.app.test_vault import Broken, Drawer, Locked

PASSPHRASE = "lebuh raya pantai timur"


class Forgetful(Drawer):
    """A keyring that takes a secret and loses it."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


@pytest.fixture
def seat(tmp_path: Path) -> Paths:
    return paths.seat(tmp_path / "seat")


def fill(seat: Paths, key: FileKey) -> None:
    Store(seat.database, seat.attachments, "WS-07", key=key).close()


def test_a_new_seats_key_is_made_once_and_kept_in_the_keyring(seat: Paths) -> None:
    drawer = Drawer()
    made = file_key.of_seat(seat, KeyringVault(drawer))
    assert list(drawer.kept.values()) == [made.text()]
    (name,) = (name for _, name in drawer.kept)
    assert name == "file-key:" + seat.identity.read_text().strip()
    fill(seat, made)
    assert file_key.of_seat(seat, KeyringVault(drawer)) == made


def test_two_seats_of_one_person_have_two_keys(seat: Paths, tmp_path: Path) -> None:
    drawer = Drawer()
    other = paths.seat(tmp_path / "other")
    assert file_key.of_seat(seat, KeyringVault(drawer)) != file_key.of_seat(other, KeyringVault(drawer))


def test_a_seat_that_moves_finds_its_key(seat: Paths, tmp_path: Path) -> None:
    vault = KeyringVault(Drawer())
    made = file_key.of_seat(seat, vault)
    fill(seat, made)
    seat.home.rename(tmp_path / "moved")
    assert file_key.of_seat(paths.seat(tmp_path / "moved"), vault) == made


def test_an_encrypted_file_without_its_key_is_told_and_no_new_key_is_made(seat: Paths) -> None:
    fill(seat, FileKey.random())
    before, drawer = seat.database.read_bytes(), Drawer()
    with pytest.raises(KeyMissing) as refusal:
        file_key.of_seat(seat, KeyringVault(drawer))
    assert str(seat.database) in str(refusal.value)
    assert drawer.kept == {}
    assert seat.database.read_bytes() == before


@pytest.mark.parametrize("vault", [MemoryVault(), KeyringVault(Locked()), KeyringVault(Broken())])
def test_an_encrypted_file_whose_keyring_is_out_of_reach_asks_for_no_passphrase(
    seat: Paths, vault: KeyringVault | MemoryVault
) -> None:
    fill(seat, FileKey.random())
    with pytest.raises(KeyMissing):
        file_key.of_seat(seat, vault, PASSPHRASE)
    assert not seat.salt.exists()


@pytest.mark.parametrize("vault", [MemoryVault(), KeyringVault(Locked()), KeyringVault(Forgetful())])
def test_without_a_keyring_a_passphrase_is_chosen_first_and_asked_for_then(
    seat: Paths, vault: KeyringVault | MemoryVault
) -> None:
    with pytest.raises(PassphraseNeeded) as asked:
        file_key.of_seat(seat, vault)
    assert asked.value.first
    made = file_key.of_seat(seat, vault, PASSPHRASE)
    fill(seat, made)
    with pytest.raises(PassphraseNeeded) as asked:
        file_key.of_seat(seat, vault)
    assert not asked.value.first
    assert file_key.of_seat(seat, vault, PASSPHRASE) == made
    assert file_key.of_seat(seat, vault, "salah sama sekali") != made


def test_a_seat_made_with_a_passphrase_keeps_it_when_a_keyring_comes(seat: Paths) -> None:
    made = file_key.of_seat(seat, MemoryVault(), PASSPHRASE)
    fill(seat, made)
    drawer = Drawer()
    assert file_key.of_seat(seat, KeyringVault(drawer), PASSPHRASE) == made
    assert drawer.kept == {}


@pytest.mark.skipif(os.name != "posix", reason="file modes of POSIX")
def test_what_lies_beside_the_file_is_for_its_owner_alone(seat: Paths) -> None:
    file_key.of_seat(seat, MemoryVault(), PASSPHRASE)
    file_key.of_seat(seat, KeyringVault(Drawer()))
    assert [stat.S_IMODE(path.stat().st_mode) for path in (seat.salt, seat.identity)] == [0o600, 0o600]


def test_a_plain_file_of_earlier_days_gets_a_key(seat: Paths) -> None:
    Store(seat.database, seat.attachments, "WS-07", key=None).close()
    vault = KeyringVault(Drawer())
    fill(seat, file_key.of_seat(seat, vault))
    assert file_key.is_sealed(seat)
    file_key.of_seat(seat, vault)


def test_a_folder_that_cannot_be_written_is_told(seat: Paths) -> None:
    seat.identity.mkdir()
    with pytest.raises(StoreError):
        file_key.of_seat(seat, KeyringVault(Drawer()))


def test_a_noted_key_can_be_put_back(seat: Paths) -> None:
    key, vault = FileKey.random(), KeyringVault(Drawer())
    fill(seat, key)
    file_key.keep(seat, vault, key)
    assert file_key.of_seat(seat, vault) == key
    with pytest.raises(NoKeyring):
        file_key.keep(seat, MemoryVault(), key)
