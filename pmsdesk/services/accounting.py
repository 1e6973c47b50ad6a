"""The official accounts: taking them over from the data file, connecting them, and who must approve what they say."""

from collections.abc import Iterable
from dataclasses import replace

from pmsdesk.domain.account import Account, Policy
from pmsdesk.domain.events import AccountChanged, Event
from pmsdesk.domain.message import clean_line
from pmsdesk.domain.publication import Publication, PublicationState
from pmsdesk.domain.staff import Right
from pmsdesk.services.ports import Work
from pmsdesk.services.reading import PAUSED_SETTING
from pmsdesk.services.settling import move, take_back


def seed_accounts(work: Work, accounts: Iterable[Account]) -> tuple[Event, ...]:
    """Add the accounts that are not known yet; what was connected or decided here stays."""
    known = {a.id for a in work.accounts.all()}
    new = [a for a in accounts if a.id not in known]
    for account in new:
        work.accounts.put(account)
        work.record("account.added", account.id, {"channel": account.channel, "handle": account.handle})
    return tuple(AccountChanged(a.id) for a in new)


def connect_account(work: Work, account_id: str, remote_id: str, handle: str) -> tuple[Event, ...]:
    """Note that a token of this account works: the network says it is *remote_id*, with *handle*."""
    work.actor.require(Right.MANAGE)
    account = work.accounts.get(account_id)
    handle = clean_line(handle).lstrip("@") or account.handle
    work.accounts.put(replace(account, remote_id=remote_id, handle=handle, connected=True))
    work.record("account.connected", account_id, {"remote_id": remote_id, "handle": handle})
    return (AccountChanged(account_id),)


def disconnect_account(work: Work, account_id: str) -> tuple[Event, ...]:
    """Note that the account is no longer polled or published to from here."""
    work.actor.require(Right.MANAGE)
    work.accounts.put(replace(work.accounts.get(account_id), connected=False))
    work.record("account.disconnected", account_id, {})
    return (AccountChanged(account_id),)


def pause(work: Work, account_id: str) -> tuple[Event, ...]:
    """Read the account no more at this seat until `resume`; what is published from it goes on."""
    return _set_paused(work, account_id, paused=True)


def resume(work: Work, account_id: str) -> tuple[Event, ...]:
    """Read the account again at this seat."""
    return _set_paused(work, account_id, paused=False)


def set_policy(work: Work, account_id: str, policy: Policy) -> tuple[Event, ...]:
    """Decide whether flagged or all replies of the account need a supervisor.

    Replies in the outbox that may not be published under the new policy go back to their authors.
    """
    work.actor.require(Right.MANAGE)
    account = work.accounts.get(account_id)
    events: list[Event] = [AccountChanged(account_id)]
    for publication in _in_outbox(work, account_id, PublicationState.CLAIMED):
        events += move(work, publication, PublicationState.READY, token="")
    work.accounts.put(replace(account, policy=policy))
    work.record("account.policy_set", account_id, {"from": account.policy, "to": policy})
    for publication in _in_outbox(work, account_id, PublicationState.READY):
        if not work.replies.publishable(publication.version_id):
            events += take_back(work, publication)
    return tuple(events)


def _set_paused(work: Work, account_id: str, *, paused: bool) -> tuple[Event, ...]:
    work.actor.require(Right.MANAGE)
    work.accounts.get(account_id)
    before = frozenset(work.setting(PAUSED_SETTING).split())
    after = before | {account_id} if paused else before - {account_id}
    if after == before:
        return ()
    work.set_setting(PAUSED_SETTING, " ".join(sorted(after)))
    work.record("account.paused" if paused else "account.resumed", account_id, {})
    return (AccountChanged(account_id),)


def _in_outbox(work: Work, account_id: str, state: PublicationState) -> list[Publication]:
    return [p for p in work.replies.publications(state) if p.account_id == account_id]
