"""A secret longer than a keyring's entry comes back whole, and at no moment is there less than one whole secret."""

import pytest

from pmsdesk.app.parted import LARGEST_BYTES
from pmsdesk.app.vault import KeyringVault
from pmsdesk.domain.errors import NoKeyring
from tests.app.test_vault import Drawer

LONG = "{" + "é😀x" * 1000 + "}"


class Narrow(Drawer):
    """Windows' limit, and a power cut after so many writes."""

    writes_left = 10**6

    def set_password(self, service: str, username: str, password: str) -> None:
        assert len(password.encode("utf-16-le")) <= LARGEST_BYTES
        if not self.writes_left:
            raise OSError("power cut")
        self.writes_left -= 1
        super().set_password(service, username, password)


@pytest.mark.parametrize("secret", ["EAAB", "x" * 640, "x" * 641, LONG])
def test_every_length_is_kept_and_found_again(secret: str) -> None:
    vault = KeyringVault(Narrow())
    vault.put("token:x:kkr", secret)
    assert vault.get("token:x:kkr") == secret


def test_nothing_is_left_of_a_secret_that_was_replaced_or_forgotten() -> None:
    drawer = Narrow()
    vault = KeyringVault(drawer)
    vault.put("token:x:kkr", LONG)
    vault.put("token:x:kkr", LONG[:700])
    assert len(drawer.kept) == 3
    vault.put("token:x:kkr", "short")
    assert list(drawer.kept.values()) == ["short"]
    vault.put("token:x:kkr", LONG)
    vault.forget("token:x:kkr")
    assert drawer.kept == {}


@pytest.mark.parametrize("writes", range(6))
def test_a_cut_while_writing_leaves_the_old_secret(writes: int) -> None:
    drawer = Narrow()
    vault = KeyringVault(drawer)
    vault.put("token:x:kkr", LONG)
    drawer.writes_left = writes
    with pytest.raises(NoKeyring):
        vault.put("token:x:kkr", LONG[::-1] + LONG[::-1])
    assert vault.get("token:x:kkr") == LONG


def test_a_secret_whose_part_was_taken_away_is_none() -> None:
    drawer = Narrow()
    vault = KeyringVault(drawer)
    vault.put("token:x:kkr", LONG)
    del drawer.kept[next(key for key in drawer.kept if "#" in key[1])]
    assert vault.get("token:x:kkr") == ""
