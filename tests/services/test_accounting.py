"""The official accounts: taken over once, connected by an administrator, and put under four eyes."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from pmsdesk.domain.account import Account, Channel, Policy
from pmsdesk.domain.account_errors import (
    AccountConnected,
    AccountKnown,
    AccountNotInUse,
    AccountUnnamed,
    DatesReversed,
    DeputyIsOwner,
)
from pmsdesk.domain.clock import KUALA_LUMPUR
from pmsdesk.domain.errors import NotAllowed
from pmsdesk.domain.events import AccountChanged
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.services import accounting, publishing
from tests.services.seat import ADMIN, AINA, CHONG, MINISTRY, Seat

CIDB = Account("x-cidb", Channel.X, "CIDB_Malaysia", "CIDB", "cidb")


def test_new_accounts_are_added_and_what_was_decided_here_stays(seat: Seat) -> None:
    seat.do(ADMIN, accounting.set_policy, MINISTRY.id, Policy.ALL)
    events = seat.do(SYSTEM, accounting.seed_accounts, [CIDB, replace(MINISTRY, name="Nama lain", connected=False)])
    assert events == (AccountChanged(CIDB.id),)
    with seat.look() as work:
        assert work.accounts.get(MINISTRY.id) == replace(MINISTRY, policy=Policy.ALL)
    assert seat.do(SYSTEM, accounting.seed_accounts, [CIDB]) == ()


def test_a_connected_account_keeps_what_the_network_calls_it(seat: Seat) -> None:
    seat.do(SYSTEM, accounting.seed_accounts, [CIDB])
    seat.do(ADMIN, accounting.connect_account, CIDB.id, "2777631865", "@CIDB_Malaysia")
    with seat.look() as work:
        account = work.accounts.get(CIDB.id)
    assert (account.remote_id, account.handle, account.connected) == ("2777631865", "CIDB_Malaysia", True)
    seat.do(ADMIN, accounting.disconnect_account, CIDB.id)
    with seat.look() as work:
        assert work.accounts.get(CIDB.id) == replace(account, connected=False)


def test_an_administrator_adds_an_account_that_is_then_connected_like_the_others(seat: Seat) -> None:
    entered = Account("", Channel.INSTAGRAM, " @kkr.rasmi ", "Kementerian  Kerja Raya", "kkr", owner_id=AINA.id)
    assert seat.do(ADMIN, accounting.add_account, entered) == (AccountChanged("instagram-kkr-rasmi"),)
    with seat.look() as work:
        added = work.accounts.get("instagram-kkr-rasmi")
    assert added == replace(entered, id="instagram-kkr-rasmi", handle="kkr.rasmi", name="Kementerian Kerja Raya")
    with pytest.raises(AccountKnown):
        seat.do(ADMIN, accounting.add_account, entered)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"name": "  "}, AccountUnnamed),
        ({"agency": ""}, AccountUnnamed),
        ({"handle": "", "name": "工程部"}, AccountUnnamed),
        ({"valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 31)}, DatesReversed),
        ({"owner_id": AINA.id, "deputy_id": AINA.id}, DeputyIsOwner),
    ],
)
def test_what_cannot_be_so_is_not_entered(seat: Seat, wrong: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        seat.do(ADMIN, accounting.add_account, replace(CIDB, **wrong))  # type: ignore[arg-type]


def test_an_account_is_corrected_and_the_operation_tells_what_it_was(seat: Seat) -> None:
    seat.do(SYSTEM, accounting.seed_accounts, [CIDB])
    wanted = replace(CIDB, handle="CIDBMalaysia", valid_to=date(2026, 12, 31), owner_id=AINA.id, deputy_id=CHONG.id)
    seat.do(ADMIN, accounting.edit_account, replace(wanted, policy=Policy.ALL, remote_id="666", connected=True))
    with seat.look() as work:
        assert work.accounts.get(CIDB.id) == wanted, "policy and connection are set in other ways"
    with seat.store._reader.connect() as connection:
        query = "SELECT body FROM operation WHERE kind = 'account.edited'"
        told = json.loads(connection.exec_driver_sql(query).scalar_one())
    assert told["facts"] == {
        "handle": ["CIDB_Malaysia", "CIDBMalaysia"],
        "valid_to": [None, "2026-12-31"],
        "owner_id": ["", AINA.id],
        "deputy_id": ["", CHONG.id],
    }
    assert seat.do(ADMIN, accounting.edit_account, wanted) == ()


def test_what_tells_a_connected_account_is_not_corrected_but_who_answers_for_it_is(seat: Seat) -> None:
    for wrong in ({"handle": "lain"}, {"name": "Lain"}, {"agency": "jkr"}):
        with pytest.raises(AccountConnected):
            seat.do(ADMIN, accounting.edit_account, replace(MINISTRY, **wrong))  # type: ignore[arg-type]
    seat.do(ADMIN, accounting.edit_account, replace(MINISTRY, owner_id=AINA.id))
    with seat.look() as work:
        assert work.accounts.get(MINISTRY.id).owner_id == AINA.id


def test_nothing_is_published_from_an_account_whose_time_is_over_and_it_waits_until_it_is_in_use_again(
    seat: Seat,
) -> None:
    talk = seat.complain()
    reply = seat.submit(AINA, talk)
    seat.clock.on(seconds=10)
    with seat.look() as work:
        publishing.claim(work, reply, "t1")
        work.commit()
    today = seat.clock.now.astimezone(KUALA_LUMPUR).date()
    seat.do(ADMIN, accounting.edit_account, replace(MINISTRY, valid_to=today - timedelta(days=1)))
    with pytest.raises(publishing.ClaimLost), seat.look() as work:
        publishing.begin(work, reply, "t1", "")
    with seat.look() as work:
        assert publishing.due(work) == ()
    with pytest.raises(publishing.ClaimLost), seat.look() as work:
        publishing.claim(work, reply, "t2")
    with pytest.raises(AccountNotInUse):
        seat.submit(AINA, talk, "Sudah dibaiki.")
    seat.do(ADMIN, accounting.edit_account, replace(MINISTRY, valid_to=today))
    with seat.look() as work:
        assert [each.reply_id for each in publishing.due(work)] == [reply]


def test_an_administrator_pauses_single_accounts_and_resumes_them(seat: Seat) -> None:
    seat.do(SYSTEM, accounting.seed_accounts, [CIDB])
    assert seat.do(ADMIN, accounting.pause, MINISTRY.id) == (AccountChanged(MINISTRY.id),)
    assert seat.do(ADMIN, accounting.pause, MINISTRY.id) == ()
    seat.do(ADMIN, accounting.pause, CIDB.id)
    assert seat.store.read().paused() == {MINISTRY.id, CIDB.id}
    assert seat.do(ADMIN, accounting.resume, MINISTRY.id) == (AccountChanged(MINISTRY.id),)
    assert seat.store.read().paused() == {CIDB.id}


@pytest.mark.parametrize("staff", [AINA, CHONG])
def test_only_an_administrator_changes_accounts(seat: Seat, staff: object) -> None:
    for flow, *more in (
        (accounting.connect_account, "1", "x"),
        (accounting.disconnect_account,),
        (accounting.pause,),
        (accounting.resume,),
        (accounting.set_policy, Policy.FLAGGED),
    ):
        with pytest.raises(NotAllowed):
            seat.do(staff, flow, MINISTRY.id, *more)  # type: ignore[arg-type]
    for flow in (accounting.add_account, accounting.edit_account):
        with pytest.raises(NotAllowed):
            seat.do(staff, flow, replace(MINISTRY, policy=Policy.FLAGGED))  # type: ignore[arg-type]


def test_a_reply_being_taken_up_when_the_policy_tightens_is_pulled_back_before_it_is_sent(seat: Seat) -> None:
    talk = seat.complain()
    reply = seat.submit(AINA, talk)
    seat.clock.on(seconds=10)
    with seat.look() as work:
        publishing.claim(work, reply, "t1")
        work.commit()
    seat.do(ADMIN, accounting.set_policy, MINISTRY.id, Policy.ALL)
    with pytest.raises(publishing.ClaimLost), seat.look() as work:
        publishing.begin(work, reply, "t1", "")
    publication = seat.view(talk).publication
    assert publication is not None
    assert publication.state is PublicationState.WITHDRAWN
