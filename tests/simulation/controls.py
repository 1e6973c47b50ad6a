"""Deliberate bugs, put into the real classes and functions while a simulation runs: each must be found out.

None of them is a switch in the program; they are what somebody might write who has not read research/sync.md.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest

from pmsdesk.domain.operation import Operation
from pmsdesk.domain.publication import Found, Published, ReadBack
from pmsdesk.services import asking
from pmsdesk.services.asking import Sought
from pmsdesk.services.ports import ChannelPort
from pmsdesk.services.register_ports import Held
from pmsdesk.services.shared_publishing import Settlement, SharedPublishing
from pmsdesk.store import arrivals, baseline, holding, overlay
from pmsdesk.store.blocks import Blocks
from pmsdesk.store.marks import NumberMarks
from pmsdesk.store.outbox import Outbox
from pmsdesk.store.replica import Cut, Replica
from pmsdesk.store.state import State
from pmsdesk.store.work import SqliteWork
from pmsdesk.sync.numbers import NumberKeeper
from pmsdesk.sync.outbox import Pusher
from tests.simulation.faults import Rates, Weather

if TYPE_CHECKING:
    from tests.simulation.register import Register

OFTEN_BACK = Weather(rollback=True, rates=replace(Rates(), image_taken=0.05, rolled_back=0.04))
OFTEN_RESTORED = Weather(restore=True, rates=replace(Rates(), backed_up=0.02, restored=0.02))
BOTH = Weather(rollback=True, restore=True, rates=replace(OFTEN_BACK.rates, backed_up=0.02, restored=0.02))
HELD_LONG = Weather(rates=replace(Rates(), commit_held=0.7))
LATE = Weather(rates=replace(Rates(), crash_at_call=0.05, answer_lost=0.08))
PUBLISHING = Weather(bustle=(24, 30, 44, 2))
MOST_IN_VAIN = 500


@dataclass(frozen=True)
class Bug:
    """One deliberate bug: what it is, which promise it breaks, the weather in which it shows, and where it is put."""

    says: str
    promise: str
    """The number of the promise, as `invariants` names it."""
    found_at: tuple[int, int] | None = None
    """A seed, and so few steps of it, that break the promise; None for a bug that only many runs find out."""
    weather: Weather = field(default_factory=Weather)
    program: Callable[[pytest.MonkeyPatch], None] | None = None
    functions: tuple[tuple[str, str, str], ...] = ()
    """In the register: function, what stands there, and what stands there instead."""
    settings: str = ""


@contextmanager
def planted(bug: Bug | None) -> Iterator[None]:
    """While it is open, the program has the bug."""
    with pytest.MonkeyPatch.context() as patch:
        if bug is not None and bug.program is not None:
            bug.program(patch)
        yield


def plant(bug: Bug, register: "Register") -> None:
    """Give the register its part of the bug."""
    for function, right, wrong in bug.functions:
        register.rewrite(function, right, wrong)
    if bug.settings:
        register.admin.execute(bug.settings.encode())


# ---- on the seat ----------------------------------------------------------------------------------------------------


def _saved_before_durable(patch: pytest.MonkeyPatch) -> None:
    commit = SqliteWork.commit
    told = {"n": 0}

    def careless(self: SqliteWork) -> None:
        told["n"] += 1
        if told["n"] % 9:
            commit(self)

    patch.setattr(SqliteWork, "commit", careless)


def _marks_ignored(patch: pytest.MonkeyPatch) -> None:
    def take(self: NumberMarks, year: int, low: int, high: int, following: int) -> int | None:
        self.put(year, low, following + 1)
        return following if following <= high else None

    patch.setattr(NumberMarks, "take", take)
    patch.setattr(Blocks, "recover", lambda self: None)


def _own_work_compared(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(holding, "under_way", lambda connection: frozenset())


def _no_succession(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Pusher, "_succeed", lambda self, device: True)


def _no_adoption(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(NumberKeeper, "adopt", lambda self: None)


def _chained_anew_without_receipts(patch: pytest.MonkeyPatch) -> None:
    def mend(self: Pusher, device: str) -> int:
        self.become_another()
        return 0

    def move_over(self: Pusher, waiting: "tuple[Operation, ...]") -> int:
        with self._store._writer.begin() as connection, overlay.applying(connection):
            for operation in waiting:
                fresh = self._new_id()
                body = operation.body.replace(operation.id.encode(), fresh.encode())
                for table, column in (("outbox", "id"), ("operation", "id")):
                    connection.exec_driver_sql(f"UPDATE {table} SET {column} = ? WHERE id = ?", (fresh, operation.id))
                connection.exec_driver_sql("UPDATE operation SET body = ? WHERE id = ?", (body, fresh))
        self._store.outbox.move(self._user, self._store.shared_device)
        return 0

    patch.setattr(Pusher, "_mend", mend)
    patch.setattr(Pusher, "_move_over", move_over)


def _never_sent_anew(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Outbox, "reissue", lambda self: 0)


def _nothing_replayed(patch: pytest.MonkeyPatch) -> None:
    asked = {"n": 0}

    def forget(self: Outbox, device: str, actor_id: str, after: int) -> int:
        """Nothing waits again. A chain that the register asks for in vain must not keep the run from ending."""
        asked["n"] += 1
        if asked["n"] > MOST_IN_VAIN:
            raise AssertionError("the register asks for what is not sent again")
        return 0

    patch.setattr(Outbox, "replay", forget)


def _overlay_outside(patch: pytest.MonkeyPatch) -> None:
    """What waits is read when a cut begins, not in the transaction that shows a page of it."""
    begin, waiting = Replica.begin, overlay.waiting_writes
    known: dict[str, set[int]] = {}

    def begins(self: Replica, snapshot: str) -> Cut:
        with self._writer.connect() as connection:
            query = "SELECT operation_key FROM outbox WHERE state <> 'acknowledged'"
            known[str(connection.engine.url) + str(id(connection.engine))] = set(
                connection.exec_driver_sql(query).scalars()
            )
        return begin(self, snapshot)

    def stale(connection: Any, name: str, ids: Any) -> Any:
        keys = known.get(str(connection.engine.url) + str(id(connection.engine)))
        found = waiting(connection, name, ids)
        if keys is None:
            return found
        query = "SELECT t.id FROM touched AS t WHERE t.kind = ? AND t.operation_key IN (SELECT value FROM json_each(?))"
        old = set(connection.exec_driver_sql(query, (name, str(sorted(keys)))).scalars())
        return {row_id: writes for row_id, writes in found.items() if row_id in old}

    patch.setattr(Replica, "begin", begins)
    patch.setattr(overlay, "waiting_writes", stale)
    patch.setattr(arrivals, "waiting_writes", stale)


def _place_before_page(patch: pytest.MonkeyPatch) -> None:
    """The place is kept when a cut begins, so that what a crash keeps from being read is never read."""
    begin = Replica.begin

    def begins(self: Replica, snapshot: str) -> Cut:
        cut = begin(self, snapshot)
        with self._writer.begin() as connection:
            State(connection)["upto"] = ""
            State(connection)["prev"] = cut.upto
        return cut

    patch.setattr(Replica, "begin", begins)


# ---- at a publisher -------------------------------------------------------------------------------------------------


def _sent_before_noted(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(SharedPublishing, "_begun", lambda self, held, newest_own: True)
    patch.setattr(asking, "look_before_sending", lambda channel, sought: (ReadBack(Found.ABSENT), None))


def _only_newest_sought(patch: pytest.MonkeyPatch) -> None:
    look = asking.look

    def newest(channel: ChannelPort, sought: Sought) -> Any:
        return look(channel, replace(sought, versions=sought.versions[-1:]))

    patch.setattr(asking, "look", newest)


def _doubt_tried_again(patch: pytest.MonkeyPatch) -> None:
    """A call that timed out counts as one that failed."""
    settle = SharedPublishing._settle

    def hasty(self: SharedPublishing, settlement: Settlement) -> Any:
        if not isinstance(settlement.outcome, Published):
            self._give_back(settlement.held)
            return ()
        return settle(self, settlement)

    def begun(self: SharedPublishing, held: Held, newest_own: str) -> bool:
        return self._register.begin_send(
            held.delivery.publication.version_id, held.token, held.delivery.publication.sha, ""
        )

    patch.setattr(SharedPublishing, "_settle", hasty)
    patch.setattr(SharedPublishing, "_begun", begun)


def _photos_sent_once(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(baseline, "_PHOTOS", "SELECT 1")


BUGS: dict[str, Bug] = {
    "naive-cursor": Bug(
        "what has a lower number than the last pull is taken for read",
        "I3",
        (2, 120),
        HELD_LONG,
        functions=(
            (
                "api_v1.pull",
                "not pg_visible_in_snapshot(f.xid, seen)",
                "f.xid >= pg_snapshot_xmax(seen)",
            ),
        ),
    ),
    "no-settle-time": Bug(
        "one look that finds nothing is proof that nothing was published",
        "I4",
        (12, 240),
        PUBLISHING,
        functions=(("app.look_again", "seen >= 3 and now_ - publication.sending_at >= settle", "seen >= 1"),),
        settings="UPDATE sync.meta SET settle = '0'",
    ),
    "lease-frees-sending": Bug(
        "a lease that ran out frees what is being sent",
        "I4",
        (7, 240),
        PUBLISHING,
        functions=(
            (
                "api_v1.claim",
                "publication.state = 'claimed' and publication.lease_until < now_",
                "publication.state in ('claimed', 'sending', 'unsure')",
            ),
            (
                "api_v1.claimable",
                "p.state = 'claimed' and p.lease_until < sync.now()",
                "p.state in ('claimed', 'sending', 'unsure')",
            ),
            (
                "app.guard_publication",
                "('claimed', 'claimed'),",
                "('claimed', 'claimed'), ('sending', 'claimed'), ('unsure', 'claimed'),",
            ),
        ),
    ),
    "sent-before-noted": Bug(
        "the call begins before the register has noted it", "I4", (7, 200), PUBLISHING, _sent_before_noted
    ),
    "doubt-tried-again": Bug(
        "a call that timed out counts as one that failed", "I4", (1, 160), PUBLISHING, _doubt_tried_again
    ),
    "saved-before-durable": Bug(
        "a person is told that it is saved, and it is not", "I1", (0, 120), Weather(), _saved_before_durable
    ),
    "marks-ignored": Bug(
        "the keyring's mark of given numbers is not looked at", "I2", (6, 140), OFTEN_BACK, _marks_ignored
    ),
    "own-work-compared": Bug("what waits here counts as a difference", "I14", (4, 80), Weather(), _own_work_compared),
    "no-succession": Bug(
        "a new device name leaves the blocks of the old one behind", "I2", None, OFTEN_BACK, _no_succession
    ),
    "no-adoption": Bug("blocks are not brought back to a restored register", "I2", None, OFTEN_RESTORED, _no_adoption),
    "chained-without-receipts": Bug(
        "operations are chained anew unasked", "I1", None, OFTEN_BACK, _chained_anew_without_receipts
    ),
    "no-number-gap": Bug(
        "a restored register goes on with the next number",
        "I2",
        None,
        OFTEN_RESTORED,
        functions=(
            ("sync.begin_epoch", "set next = h.next + gap", "set next = h.next"),
            ("sync.begin_epoch", "m.number_floor + gap", "m.number_floor"),
        ),
    ),
    "only-newest-sought": Bug(
        "only the newest version is looked for on the network", "I4", None, BOTH, _only_newest_sought
    ),
    "never-sent-anew": Bug("what was deferred is not sent anew", "I12", (3, 160), Weather(), _never_sent_anew),
    "nothing-replayed": Bug(
        "what a restored register forgot is not sent again", "I1", None, OFTEN_RESTORED, _nothing_replayed
    ),
    "photos-sent-once": Bug(
        "a photo that a restored register forgot is not sent again", "I13", None, OFTEN_RESTORED, _photos_sent_once
    ),
    "overlay-outside": Bug(
        "what waits is laid over as it was when the cut began", "I9", (14, 160), Weather(), _overlay_outside
    ),
    "place-before-page": Bug("the place of a pull is kept before its pages", "I3", (1, 160), LATE, _place_before_page),
    "last-write-wins": Bug(
        "whoever comes last is right",
        "I9",
        (3, 100),
        functions=(("app.merged", "current -> field = seen", "true"),),
    ),
    "conflict-unkept": Bug(
        "the value that loses is not kept",
        "I8",
        (3, 100),
        functions=(("app.merged", "insert into app.conflict", "insert into sync.nowhere"),),
        settings="CREATE TABLE sync.nowhere (LIKE app.conflict INCLUDING DEFAULTS);"
        "ALTER TABLE sync.nowhere OWNER TO pms_owner",
    ),
    "asked-is-cleared": Bug(
        "what somebody asks of a comment is cleared at once",
        "I16",
        (0, 160),
        Weather(moderating=True),
        functions=(
            (
                "app.after_moderation",
                "        return;\n    elsif measure.state",
                "        update app.moderation as m set state = 'cleared', decided_by = session_user,"
                " not_before = sync.now() where m.id = measure.id;\n        return;\n    elsif measure.state",
            ),
            (
                "app.guard_moderation",
                "if old.state = 'pending' and new.state <> 'cancelled' then",
                "if new.state = 'cleared' then return new;"
                " elsif old.state = 'pending' and new.state <> 'cancelled' then",
            ),
        ),
    ),
    "acts-before-cleared": Bug(
        "a comment is hidden while the request still waits",
        "I16",
        (0, 160),
        Weather(moderating=True),
        functions=(
            ("api_v1.moderations", "m.state = 'cleared' and m.not_before <= sync.now()", "m.state = 'pending'"),
        ),
    ),
    "check-always-counts": Bug(
        "what the seat found clear goes out",
        "I4",
        (0, 160),
        functions=(("app.ground_of", "and app.attested(version)", ""),),
    ),
}
"""Every control by name."""
