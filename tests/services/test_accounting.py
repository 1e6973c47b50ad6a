"""The official accounts: taken over once, connected by an administrator, and put under four eyes."""

from dataclasses import replace

import pytest

from pmsdesk.domain.account import Account, Channel, Policy
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
