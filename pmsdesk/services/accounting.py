"""The official accounts: adding, correcting and connecting them, and who must approve what they say."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from pmsdesk.domain.account import Account, Channel, Policy
from pmsdesk.domain.account_errors import AccountConnected, AccountKnown, AccountUnnamed, DatesReversed, DeputyIsOwner
from pmsdesk.domain.events import AccountChanged, Event
from pmsdesk.domain.message import clean_line
from pmsdesk.domain.publication import Publication, PublicationState
from pmsdesk.domain.staff import Right
from pmsdesk.services.ports import Work
from pmsdesk.services.reading import PAUSED_SETTING
from pmsdesk.services.settling import move, take_back

EDITABLE = ("handle", "name", "agency", "valid_from", "valid_to", "owner_id", "deputy_id")
"""What an administrator corrects by hand, in the words of `Account`."""

TELLING = frozenset({"handle", "name", "agency"})
"""What tells which account it is: corrected only while no token speaks for it."""


def seed_accounts(work: Work, accounts: Iterable[Account]) -> tuple[Event, ...]:
    """Add the accounts that are not known yet; what was connected or decided here stays."""
    known = {a.id for a in work.accounts.all()}
    new = [a for a in accounts if a.id not in known]
    for account in new:
        work.accounts.put(account)
        work.record("account.added", account.id, {"channel": account.channel, "handle": account.handle})
    return tuple(AccountChanged(a.id) for a in new)


def add_account(work: Work, account: Account) -> tuple[Event, ...]:
    """Add an account that is not connected yet, under an id made of its channel and its handle or name.

    Raises `AccountKnown` and what `edit_account` does.
    """
    work.actor.require(Right.MANAGE)
    account = _checked(account)
    account = replace(account, id=account_id(account.channel, account.handle or account.name), connected=False)
    if account.id in {a.id for a in work.accounts.all()}:
        raise AccountKnown(name=account.name, channel=account.channel.own_name)
    work.accounts.put(account)
    work.record("account.added", account.id, {"channel": account.channel, "handle": account.handle})
    return (AccountChanged(account.id),)


def edit_account(work: Work, wanted: Account) -> tuple[Event, ...]:
    """Take over what of *wanted* is `EDITABLE`; the operation tells what it was before.

    What is being taken up of an account that is then no longer in use waits again. Raises `NotFound`, `AccountUnnamed`,
    `DatesReversed`, `DeputyIsOwner`, and `AccountConnected` for a change of what tells a connected account.
    """
    work.actor.require(Right.MANAGE)
    account, wanted = work.accounts.get(wanted.id), _checked(wanted)
    changed = {name: getattr(wanted, name) for name in EDITABLE if getattr(wanted, name) != getattr(account, name)}
    if not changed:
        return ()
    if account.connected and TELLING & set(changed):
        raise AccountConnected(name=account.name)
    edited = replace(account, **changed)
    events: list[Event] = [AccountChanged(account.id)]
    if not edited.in_use(work.now()):
        events += _give_back(work, account.id)
    work.accounts.put(edited)
    facts = {name: [_plain(getattr(account, name)), _plain(value)] for name, value in changed.items()}
    work.record("account.edited", account.id, facts)
    return tuple(events)


def account_id(channel: Channel, called: str) -> str:
    """The id of an account of *channel* that is *called* so, as those of the data file are made."""
    return f"{channel}-{re.sub(r'[^a-z0-9]+', '-', called.lower()).strip('-')}"


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
    events += _give_back(work, account_id)
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


def _give_back(work: Work, account_id: str) -> list[Event]:
    """What is being taken up for sending waits again."""
    claimed = _in_outbox(work, account_id, PublicationState.CLAIMED)
    return [event for each in claimed for event in move(work, each, PublicationState.READY, token="")]


def _checked(account: Account) -> Account:
    handle, name = clean_line(account.handle).lstrip("@"), clean_line(account.name)
    if not name or not account.agency or account_id(account.channel, handle or name) == f"{account.channel}-":
        raise AccountUnnamed()
    if account.valid_from and account.valid_to and account.valid_to < account.valid_from:
        raise DatesReversed()
    if account.owner_id and account.owner_id == account.deputy_id:
        raise DeputyIsOwner()
    return replace(account, handle=handle, name=name)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
