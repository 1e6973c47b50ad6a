"""The accounts, agencies, categories and customers of the seed."""

from datetime import date

from pmsdesk.domain.account import Channel, Policy
from pmsdesk.routing.registry import (
    load_accounts,
    load_agencies,
    load_categories,
    load_channel_uses,
    load_customer_kinds,
)


def test_every_account_of_section_c_is_here() -> None:
    on_x = [account for account in load_accounts() if account.channel is Channel.X]
    assert len([account for account in on_x if account.handle]) == 21
    assert {account.name for account in on_x if not account.handle} == {"JKR Sabah", "JKR Sarawak"}
    assert {"MOWorks", "JKRMalaysia", "LLMinfotrafik", "CIDB_Malaysia", "jkr_kedah", "JKRPAHANG"} <= {
        account.handle for account in on_x
    }


def test_the_ministers_of_2016_have_left_and_need_approval_for_all() -> None:
    ministers = [account for account in load_accounts() if account.valid_to]
    assert {account.handle for account in ministers} == {"PetrajayaMP", "RosnahARS"}
    assert all(account.policy is Policy.ALL and account.valid_to == date(2016, 12, 31) for account in ministers)


def test_ids_are_unique_and_agencies_known() -> None:
    accounts, agencies = load_accounts(), load_agencies()
    assert len({account.id for account in accounts}) == len(accounts)
    assert {account.agency for account in accounts} <= set(agencies)


def test_the_ministry_and_three_agencies_have_a_page_on_facebook() -> None:
    assert {account.agency for account in load_accounts() if account.channel is Channel.FACEBOOK} == {
        "kkr",
        "jkr",
        "llm",
        "cidb",
    }


def test_complaints_belong_on_facebook_and_x() -> None:
    uses = load_channel_uses()
    assert {channel for channel, use in uses.items() if "aduan" in use.purposes} == {Channel.FACEBOOK, Channel.X}
    assert uses[Channel.X].posts_per_day == (5, 10)
    assert uses[Channel.YOUTUBE].posts_per_day is None


def test_every_state_has_its_jkr_and_every_council_is_an_agency() -> None:
    agencies = load_agencies()
    assert len([agency for agency in agencies.values() if agency.role == "state"]) == 16
    assert agencies["pbt_majlis_bandaraya_shah_alam"].name == "Majlis Bandaraya Shah Alam"
    assert len([key for key in agencies if key.startswith("pbt_")]) == 154


def test_categories_are_37_and_route_somewhere_known() -> None:
    categories, agencies = load_categories(), load_agencies()
    assert len(categories) == 37
    assert {c.routing for c in categories.values()} <= {"road", "outside", "none", *agencies}


def test_customers_are_ten_direct_and_eight_indirect() -> None:
    kinds = load_customer_kinds()
    assert [kind.direct for kind in kinds] == [True] * 10 + [False] * 8
    assert len({kind.id for kind in kinds}) == 18
