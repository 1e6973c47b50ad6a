"""People at the console: signing in, adding them, their passwords, locks and whether they are active."""

import unicodedata
from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from pmsdesk.domain.clock import KUALA_LUMPUR
from pmsdesk.domain.errors import EmptyText, LastAdministrator, LockedOut, NameTaken, SignInFailed, WeakPassword
from pmsdesk.domain.events import Event, StaffChanged
from pmsdesk.domain.message import clean_line
from pmsdesk.domain.staff import SHORTEST_PASSWORD, Right, Role, Staff
from pmsdesk.services.ports import Credential, Work

MOST_FAILURES = 5
LOCK = timedelta(minutes=15)
FOREMOST = (Role.SUPERVISOR, Role.OFFICER, Role.ADMINISTRATOR, Role.PUBLISHER)
"""Of several roles that a person has on the shared register, the one his console is made for."""

_hasher = PasswordHasher()


def sign_in(work: Work, username: str, password: str) -> Staff:
    """The person with this name and password; raises `SignInFailed` or `LockedOut`.

    A failure is committed before it is raised, so that leaving the unit of work does not forget it. An unknown name
    takes as long as a wrong password.
    """
    credential = work.people.credential(user_name(username))
    if credential is None:
        _matches(_nobody(), password)
        raise SignInFailed()
    staff = credential.staff
    if staff.locked_until is not None and work.now() < staff.locked_until:
        _matches(credential.password_hash, password)
        raise LockedOut(until=staff.locked_until.astimezone(KUALA_LUMPUR).strftime("%H:%M"))
    if not _matches(credential.password_hash, password):
        _count_failure(work, credential)
        raise SignInFailed()
    if not staff.active:
        raise SignInFailed()
    if credential.failures or staff.locked_until is not None:
        work.people.set_failures(staff.id, 0, None)
    if _hasher.check_needs_rehash(credential.password_hash):
        work.people.put(staff, _hasher.hash(password))
    work.record("staff.signed_in", staff.id, {})
    return replace(staff, locked_until=None)


def remember_password(work: Work, username: str, password: str) -> Staff:
    """Keep a hash of the *password* that the shared register has just accepted, to sign in while it is out of reach.

    Raises `SignInFailed` for somebody the register has not told this seat of yet, or who was switched off.
    """
    credential = work.people.credential(user_name(username))
    if credential is None or not credential.staff.active:
        raise SignInFailed()
    staff = replace(credential.staff, locked_until=None)
    if not (credential.password_hash and _matches(credential.password_hash, password)):
        work.people.put(staff, _hasher.hash(password))
    work.people.set_failures(staff.id, 0, None)
    return staff


def add(work: Work, username: str, name: str, role: Role, password: str) -> tuple[Event, ...]:
    """Add a person. While there is nobody, anyone may add the first administrator; later only an administrator may.

    Raises `NotAllowed`, `NameTaken`, `WeakPassword`, `EmptyText`.
    """
    if work.people.all() or role is not Role.ADMINISTRATOR:
        work.actor.require(Right.MANAGE)
    username, name = user_name(username), clean_line(name)
    if not (username and name):
        raise EmptyText()
    if work.people.credential(username) is not None:
        raise NameTaken(username=username)
    staff = Staff(work.new_id(), username, name, role)
    work.people.put(staff, _hashed(password))
    work.record("staff.added", staff.id, {"username": username, "name": name, "role": role})
    return (StaffChanged(staff.id),)


def change_password(work: Work, staff_id: str, new: str, old: str = "") -> tuple[Event, ...]:
    """Give *staff_id* a new password: one's own with the *old* one, anybody's as an administrator.

    Raises `SignInFailed` when *old* is wrong, `WeakPassword`, `NotAllowed`.
    """
    staff = work.people.get(staff_id)
    if staff_id == work.actor.id:
        credential = work.people.credential(staff.username)
        if credential is None or not _matches(credential.password_hash, old):
            raise SignInFailed()
    else:
        work.actor.require(Right.MANAGE)
    work.people.put(staff, _hashed(new))
    work.record("staff.password_changed", staff_id, {"by_administrator": staff_id != work.actor.id})
    return (StaffChanged(staff_id),)


def unlock(work: Work, staff_id: str) -> tuple[Event, ...]:
    """Let a person who is locked out try again."""
    work.actor.require(Right.MANAGE)
    staff = work.people.get(staff_id)
    work.people.set_failures(staff.id, 0, None)
    work.record("staff.unlocked", staff.id, {})
    return (StaffChanged(staff.id),)


def set_active(work: Work, staff_id: str, active: bool) -> tuple[Event, ...]:
    """Switch a person on or off; nobody is ever deleted. Raises `LastAdministrator`."""
    work.actor.require(Right.MANAGE)
    staff = work.people.get(staff_id)
    others = (p for p in work.people.all() if p.id != staff_id and p.active)
    if not active and staff.role is Role.ADMINISTRATOR and not any(p.role is Role.ADMINISTRATOR for p in others):
        raise LastAdministrator()
    work.people.put(replace(staff, active=active))
    work.record("staff.activated" if active else "staff.deactivated", staff_id, {})
    return (StaffChanged(staff_id),)


def let_in(
    work: Work, username: str, name: str, roles: Collection[str], password: str
) -> tuple[Staff, tuple[Event, ...]]:
    """The person whom the shared register has just let in with *roles*; from now on he can sign in without it, too.

    The role kept here stays if he still has it; else the first of `FOREMOST` that he has counts. Who had his name here
    before this seat joined keeps his history, under a name of his own. Raises `SignInFailed` for one without a role.
    """
    held = [role for role in FOREMOST if role in roles]
    if not held:
        raise SignInFailed()
    known = work.people.credential(username)
    if known is not None and known.staff.id != username:
        work.people.put(replace(known.staff, username=known.staff.id, active=False))
        known = None
    role = known.staff.role if known is not None and known.staff.role in held else held[0]
    staff = Staff(username, username, clean_line(name) or username, role)
    same = known is not None and replace(known.staff, locked_until=None) == staff
    work.people.put(staff)
    remember_password(work, username, password)
    work.record("staff.signed_in", staff.id, {})
    return staff, () if same else (StaffChanged(staff.id),)


def forget_password(work: Work, username: str, password: str = "") -> None:
    """Let nobody in with what is remembered of *username*: the register no longer does.

    With a *password* only if it is the one that is remembered; another was merely mistyped.
    """
    known = work.people.credential(username)
    if known is not None and (not password or _matches(known.password_hash, password)):
        work.people.put(known.staff, "")


def is_remembered(work: Work, username: str) -> bool:
    """Whether *username* of the shared register can sign in here while it is out of reach."""
    known = work.people.credential(username)
    return known is not None and known.staff.id == username and bool(known.password_hash)


def user_name(typed: str) -> str:
    """*typed* as user names are kept: one clean line, compatibility forms and case folded."""
    return unicodedata.normalize("NFKC", clean_line(typed)).casefold()


def _count_failure(work: Work, credential: Credential) -> None:
    staff = credential.staff
    failures = 1 if staff.locked_until is not None else credential.failures + 1
    locked_until = work.now() + LOCK if failures >= MOST_FAILURES else None
    work.people.set_failures(staff.id, failures, locked_until)
    work.record("staff.sign_in_failed", staff.id, {"failures": failures, "locked": locked_until is not None})
    work.commit()


def _hashed(password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise WeakPassword(length=SHORTEST_PASSWORD)
    return _hasher.hash(password)


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    """A hash that no password is checked against in earnest."""
    return _hasher.hash("nobody has this password")
