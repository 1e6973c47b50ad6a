"""The lines to the networks: what tokens they are made from, and when they are made anew."""

from dataclasses import replace

import pytest

from pmsdesk import channels
from pmsdesk.app.lines import Lines, NotConnected, token_name
from pmsdesk.app.vault import MemoryVault
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.errors import NoKeyring, TokenExpired
from pmsdesk.services.ports import ChannelPort

MOWORKS = Account("x-moworks", Channel.X, "MOWorks", "Kementerian Kerja Raya", "kkr")


class Keyring(MemoryVault):
    """A keyring that was asked before: where nothing is kept, it has nothing."""

    lasting = True

    def get(self, name: str) -> str:
        try:
            return super().get(name)
        except NoKeyring:
            return ""


@pytest.fixture
def vault() -> Keyring:
    return Keyring()


@pytest.fixture
def lines(vault: Keyring) -> Lines:
    return Lines(vault, channels.connect)


def test_a_line_is_made_once(lines: Lines) -> None:
    lines.keep(MOWORKS, "token-satu")
    assert lines.of(MOWORKS) is lines.of(MOWORKS)


def test_tokens_of_two_accounts_do_not_meet(lines: Lines, vault: Keyring) -> None:
    lines.keep(MOWORKS, "token-satu")
    assert vault.get(token_name(MOWORKS)) == "token-satu"
    with pytest.raises(NotConnected):
        lines.of(replace(MOWORKS, id="x-jkrmalaysia"))


@pytest.mark.parametrize("token", ["", "token\nrosak", "token kosong", "tökèn"])
def test_what_cannot_be_a_token_means_that_the_account_is_not_connected(
    lines: Lines, vault: Keyring, token: str
) -> None:
    if token:
        vault.put(token_name(MOWORKS), token)
    with pytest.raises(NotConnected) as refusal:
        lines.of(MOWORKS)
    assert isinstance(refusal.value, TokenExpired)
    assert str(refusal.value) == (
        "Sambungan akaun Kementerian Kerja Raya telah tamat. Sambungkan semula akaun itu; draf dikekalkan."
    )
    assert token == "" or token not in repr(refusal.value.__context__)


def test_without_a_place_for_tokens_that_is_said(vault: Keyring) -> None:
    lines = Lines(MemoryVault(), channels.connect)
    assert not lines.lasting
    with pytest.raises(NoKeyring):
        lines.of(MOWORKS)


def test_a_new_token_makes_a_new_line_and_a_forgotten_one_none(lines: Lines) -> None:
    lines.keep(MOWORKS, "token-satu")
    first = lines.of(MOWORKS)
    lines.keep(MOWORKS, "token-dua")
    assert lines.of(MOWORKS) is not first
    lines.forget(MOWORKS)
    with pytest.raises(NotConnected):
        lines.of(MOWORKS)


def test_an_account_that_goes_by_another_id_gets_another_line(vault: Keyring) -> None:
    made: list[Account] = []

    def connect(account: Account, token: str) -> ChannelPort:
        made.append(account)
        return channels.connect(account, token)

    lines = Lines(vault, connect)
    lines.keep(MOWORKS, "token-satu")
    connected = replace(MOWORKS, remote_id="1234567890", connected=True)
    for account in (MOWORKS, connected, connected):
        lines.of(account)
    assert made == [MOWORKS, connected]


def test_trying_a_token_keeps_nothing(lines: Lines, vault: Keyring) -> None:
    with pytest.raises(NotConnected):
        lines.test(MOWORKS, "token\nrosak")
    assert vault.get(token_name(MOWORKS)) == ""
