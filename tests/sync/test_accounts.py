"""The official accounts over the register: what an administrator enters at one seat all seats and services have."""

from dataclasses import replace
from datetime import date

from pmsdesk.domain.account import Account, Channel, Policy
from pmsdesk.services import accounting
from pmsdesk.sync.accounts import RegisterAccounts
from tests.sync.seats import Open, Seat

NEW = Account(
    "instagram-jkrmalaysia",
    Channel.INSTAGRAM,
    "jkrmalaysia",
    "JKR Malaysia",
    "jkr",
    policy=Policy.ALL,
    valid_from=date(2026, 12, 1),
    owner_id="siti",
    deputy_id="kumar",
)


def known(seat: Seat, account_id: str = NEW.id) -> Account | None:
    return next((account for account, _ in seat.store.read().accounts() if account.id == account_id), None)


def test_an_account_that_is_added_and_corrected_at_one_seat_is_so_at_all(seat: Open) -> None:
    admin, siti = seat("admin1"), seat("siti")
    for one in (admin, siti):
        one.sync()
    admin.do(accounting.add_account, replace(NEW, id=""))
    admin.sync()
    siti.sync()
    assert known(admin) == known(siti) == NEW
    ended = replace(NEW, handle="jkr.malaysia", valid_to=date(2027, 6, 30), owner_id="", deputy_id="siti")
    admin.do(accounting.edit_account, ended)
    admin.sync()
    siti.sync()
    assert known(admin) == known(siti) == ended
    assert ended in RegisterAccounts(siti.api, siti.store.shared_device).all()


def test_what_waits_at_a_seat_is_laid_over_what_the_register_tells_meanwhile(seat: Open) -> None:
    first, second = seat("admin1"), seat("admin1")
    for one in (first, second):
        one.sync()
    account = known(first, "x-moworks")
    assert account is not None
    second.line.cut = True
    second.do(accounting.edit_account, replace(account, deputy_id="kumar"))
    first.do(accounting.edit_account, replace(account, owner_id="siti"))
    first.sync()
    second.line.cut = False
    second.sync()
    first.sync()
    both = replace(account, owner_id="siti", deputy_id="kumar")
    assert known(first, "x-moworks") == known(second, "x-moworks") == both
    assert first.store.read().conflicts() == []


def test_an_account_that_two_add_alike_is_there_once_and_the_second_is_told(seat: Open) -> None:
    first, second = seat("admin1"), seat("admin1")
    for one in (first, second):
        one.sync()
    first.do(accounting.add_account, replace(NEW, name="JKR Pusat"))
    second.do(accounting.add_account, NEW)
    for one in (first, second, first):
        one.sync()
    for one in (first, second):
        account = known(one)
        assert account is not None
        assert account.name == "JKR Pusat"
    assert [notice.operation for notice in second.store.read().notices()] == ["account.added"]
