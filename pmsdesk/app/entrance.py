"""Who came in at a seat, and how: by what the seat knows, or by what the register says."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pmsdesk.domain.errors import KnownError
from pmsdesk.domain.staff import SYSTEM, Staff
from pmsdesk.services import staffing
from pmsdesk.store.store import Store

if TYPE_CHECKING:  # the driver of PostgreSQL is dear to import
    from pmsdesk.sync.address import Login


@dataclass(frozen=True, slots=True)
class Entry:
    """Who came in. `login` opens the connections of this run and is kept nowhere else; None at a seat on its own.

    `trouble` is why the register did not answer, None when it did.
    """

    staff: Staff
    login: "Login | None" = None
    trouble: KnownError | None = None


def enter_alone(store: Store, username: str, password: str) -> Staff:
    """Who this is by what this seat knows; raises what `staffing.sign_in` does."""
    with store.work(SYSTEM) as work:
        staff = staffing.sign_in(work, username, password)
        work.commit()
    return staff
