"""A seat joins a shared register: it gets a name there, and its keyring the promise that numbers will be marked."""

from collections.abc import Callable

from pmsdesk.store import Store
from pmsdesk.store.marks import NumberMarks
from pmsdesk.sync.api import RegisterApi


def join(store: Store, api: RegisterApi, label: str, new_id: Callable[[], str]) -> str:
    """Enroll this computer under a new name (a UUID), which is returned; *label* is what people call it.

    Raises what the register does; nothing is changed then. A seat that has joined keeps its name.
    """
    device = store.shared_device
    if device:
        return device
    device = new_id()
    api.hello()
    api.enroll(device, label)
    NumberMarks(store.vault, device).answered()
    store.join(device)
    return device
