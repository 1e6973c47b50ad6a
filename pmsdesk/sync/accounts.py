"""The official accounts as the register knows them, and who polls which: `services.register_ports.SharedAccounts`."""

from datetime import date, timedelta

from pmsdesk.domain.account import Account, Channel, Policy
from pmsdesk.sync.answers import Json
from pmsdesk.sync.api import RegisterApi

KNOWN_CHANNELS = frozenset(channel.value for channel in Channel)


class RegisterAccounts:
    """Satisfies `services.register_ports.SharedAccounts` for the person who signed in, on *device*. One thread."""

    def __init__(self, api: RegisterApi, device: str) -> None:
        self._api = api
        self._device = device

    def all(self) -> tuple[Account, ...]:
        """Every account on a network that this version knows."""
        rows = (found.row for found in self._api.baseline("account"))
        return tuple(account_of(row) for row in rows if row["channel"] in KNOWN_CHANNELS)

    def lease_account(self, account_id: str, time: timedelta) -> bool:
        """Ask to be the one who polls it."""
        return self._api.lease_account(account_id, self._device, int(time.total_seconds())).held

    def release_account(self, account_id: str) -> None:
        """Let another poll it."""
        self._api.release_account(account_id, self._device)


def account_of(row: Json) -> Account:
    """The account in one row of the register."""
    return Account(
        id=row["id"],
        channel=Channel(row["channel"]),
        handle=row["handle"],
        name=row["name"],
        agency=row["agency"],
        remote_id=row["remote_id"],
        policy=Policy(row["policy"]),
        connected=row["connected"],
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        owner_id=row["owner_id"],
        deputy_id=row["deputy_id"],
    )


def _day(told: str | None) -> date | None:
    return None if told is None else date.fromisoformat(told)
