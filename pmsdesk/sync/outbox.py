"""Operations up: the person's own chain in batches, each answered once, and what is done when the chains differ.

Every function yields after each commit, so that whoever drives it can stop between any two.
"""

from collections.abc import Callable, Iterator, Sequence

from pmsdesk.domain.operation import Operation
from pmsdesk.domain.register_errors import ChainBroken, NotEnrolled
from pmsdesk.store import Store
from pmsdesk.store.verdicts import Answer
from pmsdesk.sync.answers import Receipt
from pmsdesk.sync.api import RegisterApi

BATCH = 200
RECEIPTS_AT_ONCE = 500


class Pusher:
    """Sends the waiting operations of the person who speaks through *api*. *label* names this computer to people.

    *adopt* brings the blocks of numbers back to a register that was restored, before the operations that need them.
    """

    def __init__(
        self,
        store: Store,
        api: RegisterApi,
        user: str,
        label: str,
        new_id: Callable[[], str],
        adopt: Callable[[], None],
    ) -> None:
        self._store = store
        self._api = api
        self._user = user
        self._label = label
        self._new_id = new_id
        self._adopt = adopt
        self._enrolled = ""

    def push(self) -> Iterator[int]:
        """Send all that waits; yields how many operations each step settled. Raises what the register does."""
        yield from self._greet_epoch()
        self._store.outbox.reissue()
        while batch := self._store.outbox.waiting(self._user, BATCH):
            device = self.enroll()
            if batch[0].device != device:
                yield self._move_over(batch)
                continue
            try:
                receipts = self._api.push(device, self._store.replica.position().epoch, batch)
            except NotEnrolled:
                self.forget_enrolment()
                yield 0
                continue
            except ChainBroken:
                yield self._mend(device)
                continue
            yield self._acknowledge(receipts)

    def enroll(self) -> str:
        """Make this device and the person's chain on it known, once; the device. Blocks of former ones come along."""
        device = self._store.shared_device
        if self._enrolled != device:
            self._api.enroll(device, self._label)
            self._enrolled = device if self._succeed(device) else ""
        return device

    def forget_enrolment(self) -> None:
        """The register may not know this device any more: enroll again before the next call that needs it."""
        self._enrolled = ""

    def _acknowledge(self, receipts: Sequence[Receipt]) -> int:
        self._store.outbox.acknowledge([Answer(r.id, r.verdict.value, r.detail) for r in receipts])
        return len(receipts)

    # ---- one of the two went back in time ---------------------------------------------------------------------------

    def _greet_epoch(self) -> Iterator[int]:
        """Once after each restoration of the register: what it forgot of this person's chains waits again."""
        position = self._store.replica.position()
        name, mark = f"replayed:{self._user}", f"{position.epoch}/{position.ident}"
        if self._store.recall(name) == mark:
            return
        self.forget_enrolment()
        device = self.enroll()
        if self._store.recall(name):
            self._adopt()
        replayed = 0
        for chain in dict.fromkeys((*self._store.outbox.devices(self._user), device)):
            replayed += self._store.outbox.replay(chain, self._user, self._api.stream_position(chain))
        self._store.remember(name, mark)
        yield replayed

    def _mend(self, device: str) -> int:
        """The register does not know our last operation, or has others in the places of those that wait."""
        acknowledged = self._store.outbox.acknowledged(device, self._user)
        position = self._api.stream_position(device)
        if position < acknowledged:
            return self._store.outbox.replay(device, self._user, position)
        waiting = self._store.outbox.waiting(self._user, BATCH)
        if known := self._api.receipts([operation.id for operation in waiting]):
            return self._acknowledge(known)
        self.become_another()
        return 0

    def _move_over(self, waiting: Sequence[Operation]) -> int:
        """Continue operations of a former device on the present one; those the register has are acknowledged first."""
        ids = [operation.id for operation in waiting[:RECEIPTS_AT_ONCE]]
        if known := self._api.receipts(ids):
            return self._acknowledge(known)
        self._store.outbox.move(self._user, self._store.shared_device)
        return 0

    def become_another(self) -> None:
        """Take a new name on the register: this file is a copy, or went back, and its old chain goes on elsewhere.

        The numbers come along only where the keyring knows them: a copied disk has none.
        """
        self._store.rename_device(self._new_id())

    def _succeed(self, device: str) -> bool:
        """Take the blocks along that stand on the register under other names of this seat; whether all are known.

        They may stand there again after the register was restored, and under a name this file never had if it went
        back since.
        """
        marks = self._store.blocks.marks
        if not marks.note_name(device):
            return False
        for name in marks.names:
            if name != device:
                self._api.succeed(name, device)
        return True
