"""State down: the difference of two snapshots, page by page; a first load, and one after the register was restored.

A number or a time as the place of the last pull would lose rows that commit late (research/sync.md §2.4). Every
function yields after each commit what happened, so that whoever drives it can stop between any two.
"""

from collections.abc import Iterator, Sequence

from pmsdesk.domain.events import Event
from pmsdesk.domain.register_errors import EpochChanged
from pmsdesk.store.replica import Replica
from pmsdesk.sync.answers import Change, Found, Horizon
from pmsdesk.sync.api import RegisterApi

PAGE = 2000
LOAD_PAGE = 1000

Step = tuple[Event, ...]


class Puller:
    """Brings one seat's copy up to date."""

    def __init__(self, replica: Replica, api: RegisterApi, page: int = PAGE, load_page: int = LOAD_PAGE) -> None:
        self._replica = replica
        self._api = api
        self._page = page
        self._load_page = load_page

    def pull(self) -> Iterator[Step]:
        """Everything up to now; each step is a page that is shown. Raises what the register does."""
        horizon = self._api.horizon()
        position = self._replica.position()
        if (horizon.epoch, horizon.ident) != (position.epoch, position.ident):
            self._replica.begin_load(horizon.epoch, horizon.ident, horizon.snapshot)
            yield ()
        elif not position.loading:
            try:
                yield from self._cut(horizon)
            except EpochChanged:
                yield from self._too_old()
            return
        yield from self._load()
        yield from self._cut(self._api.horizon())

    def _cut(self, horizon: Horizon) -> Iterator[Step]:
        position = self._replica.position()
        cut = self._replica.begin(horizon.snapshot)
        if cut.upto == position.prev and not cut.settling:
            yield from self._nothing_new()
            return
        after, changed = position.after, False
        while page := self._api.pull(position.prev, cut.upto, position.epoch, after, self._page):
            after, changed = (page[-1].xid, page[-1].seq), True
            yield self._replica.apply(cut, rows_of(page), after)
        if changed or cut.settling or position.upto:
            yield self._replica.finish(cut)
        else:
            yield from self._nothing_new()
        yield from self._parents()

    def _nothing_new(self) -> Iterator[Step]:
        if self._replica.note_pulled():
            yield ()

    def _load(self) -> Iterator[Step]:
        while (position := self._replica.position()).loading:
            page = self._api.baseline(position.loading, position.before, self._load_page)
            yield self._replica.load(position.loading, rows_of(page))

    def _too_old(self) -> Iterator[Step]:
        """The register forgot what changed since the last cut, though it was not restored: load anew."""
        horizon = self._api.horizon()
        position = self._replica.position()
        if horizon.epoch != position.epoch:
            raise EpochChanged()
        self._replica.begin_load(horizon.epoch, horizon.ident, horizon.snapshot)
        yield ()
        yield from self._load()

    def _parents(self) -> Iterator[Step]:
        """Fetch whole what became open again long after this seat forgot it."""
        for conversation_id in self._replica.to_fetch():
            yield self._replica.add_whole(conversation_id, rows_of(self._api.whole(conversation_id)))


def rows_of(page: Sequence[Change | Found]) -> list[tuple[str, str, dict[str, object] | None]]:
    """A page as the replica takes it."""
    return [(line.kind, line.id, None if line.row is None else dict(line.row)) for line in page]
