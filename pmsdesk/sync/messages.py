"""What this seat read, and what became of it, offered to the register; two seats may offer the same, it keeps one."""

from collections.abc import Iterator

from pmsdesk.domain.errors import NotAllowed
from pmsdesk.store import Store
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.faults import RegisterFault

BATCH = 500


def send_messages(store: Store, api: RegisterApi, device: str, most: int = BATCH) -> Iterator[int]:
    """Offer everything the register does not have; yields how many messages each step brought there.

    A message that the register cannot take must not hold up the others: it is sought by halves and told to the person.
    """
    while True:
        rows = store.replica.unsent(most)
        ids = [str(row["id"]) for kind in ("messages", "amendments") for row in rows[kind]]
        if not ids:
            return
        try:
            api.ingest(device, rows)
        except (RegisterFault, NotAllowed) as fault:
            if len(ids) == 1:
                store.replica.keep_here(ids[0], str(fault))
            most = max(1, len(ids) // 2)
            yield 0
            continue
        store.replica.sent(ids)
        most = min(BATCH, most * 2)
        yield len(ids)
