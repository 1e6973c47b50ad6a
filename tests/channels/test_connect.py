"""An account is connected by its network; what cannot be connected says so."""

import dataclasses

import pytest

from pmsdesk.channels import CHANNELS, connect
from pmsdesk.channels.facebook import FacebookChannel
from pmsdesk.channels.x import XChannel
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.errors import TokenExpired


def test_each_account_gets_the_adapter_of_its_network(kkr_x: Account, kkr_facebook: Account) -> None:
    assert isinstance(connect(kkr_x, "token"), XChannel)
    assert isinstance(connect(kkr_facebook, "token"), FacebookChannel)
    assert set(CHANNELS) == set(Channel)
    assert {channel: connect(dataclasses.replace(kkr_x, channel=channel), "t").channel for channel in CHANNELS} == {
        channel: channel for channel in CHANNELS
    }


def test_the_real_networks_are_the_default(kkr_x: Account, kkr_facebook: Account) -> None:
    shown = [repr(vars(connect(account, "token"))["_wire"]) for account in (kkr_x, kkr_facebook)]
    assert "https://api.x.com/2 " in shown[0]
    assert "https://graph.facebook.com/v26.0 " in shown[1]


def test_an_empty_token_is_told_before_any_call(kkr_facebook: Account) -> None:
    with pytest.raises(TokenExpired) as error:
        connect(kkr_facebook, " ")
    assert "Kementerian Kerja Raya" in str(error.value)


def test_an_unknown_dialect_is_a_mistake_of_the_settings(kkr_x: Account) -> None:
    with pytest.raises(ValueError, match="klasik"):
        connect(kkr_x, "token", dialect="klasik")
