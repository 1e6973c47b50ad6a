"""The unit of work: all or nothing, one clock, one operation an action, each chained to the one before."""

import contextlib
import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmsdesk.domain.account import Channel
from pmsdesk.domain.errors import StoreCorrupt
from pmsdesk.domain.operation import FIRST_HASH, chain_hash
from pmsdesk.services.ports import Work
from pmsdesk.store import Store, operations
from tests.store.conftest import AISYAH, HAKIM, NOW, Clock, Writer


def test_leaving_without_commit_leaves_no_trace(store: Store, writer: Writer) -> None:
    talk = writer.talk()
    with store.work(AISYAH) as work:
        work.conversations.add_note("n1", talk.id, AISYAH.id, "Sudah dihubungi.", work.now())
        work.set_setting("tema", "gelap")
        work.record("note.added", talk.id, {})
    with contextlib.suppress(KeyError), store.work(AISYAH) as work:
        work.set_setting("tema", "gelap")
        work.set_setting("bahasa", {}["tiada"])
    view = store.read().conversation(talk.id, AISYAH.id)
    assert len(view.items) == 1
    assert view.history == ()
    with store.work(AISYAH) as work:
        assert work.setting("tema", "cerah") == "cerah"


def test_time_stands_still_within_a_unit_of_work_and_survives_the_file(
    store: Store, writer: Writer, clock: Clock
) -> None:
    talk = writer.talk()
    with store.work(AISYAH) as work:
        began = work.now()
        clock.now = datetime(2030, 1, 1, tzinfo=UTC)
        assert work.now() == began == NOW
        work.accounts.set_cursor("a-mow", "1890", began)
        work.commit()
    assert store.read().accounts()[0][1] == began
    assert talk.last_at.tzinfo is UTC


def test_ids_are_uuid7_and_grow(store: Store) -> None:
    with store.work(AISYAH) as work:
        ids = [work.new_id() for _ in range(50)]
    assert all(UUID(i).version == 7 for i in ids)
    assert sorted(set(ids)) == ids


def test_a_store_fulfils_the_port(store: Store) -> None:
    with store.work(HAKIM) as work:
        port: Work = work
        assert port.actor == HAKIM
        assert not port.amendments.standings(Channel.X, ["m1"])


# ---- operations -------------------------------------------------------------------------------------------------


def recorded(store: Store) -> list[operations.Operation]:
    with store._reader.connect() as connection:
        return [operation for _, operation in operations.pending(connection)]


def test_an_operation_tells_who_did_what_to_what_and_when(store: Store) -> None:
    with store.work(AISYAH) as work:
        work.record("reply.submitted", "c1", {"text": "Terima kasih 🙏", "at": NOW, "rules": ("R01",)})
        work.commit()
    (operation,) = recorded(store)
    body = json.loads(operation.body)
    assert body == {
        "id": operation.id,
        "kind": "reply.submitted",
        "subject": "c1",
        "actor": AISYAH.id,
        "at": "2026-11-23T00:14:05.123+00:00",
        "facts": {"text": "Terima kasih 🙏", "at": "2026-11-23T00:14:05.123+00:00", "rules": ["R01"]},
    }
    assert operation.body == json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    assert (operation.device, operation.sequence, operation.prev_hash) == ("WS-07", 1, FIRST_HASH)
    assert operation.hash == chain_hash(FIRST_HASH, operation.body)


def test_a_fact_that_is_no_plain_value_is_a_bug(store: Store) -> None:
    with store.work(AISYAH) as work, pytest.raises(TypeError):
        work.record("reply.submitted", "c1", {"what": object()})


def test_each_person_has_a_chain_without_gaps(store: Store, open_store: Callable[[], Store]) -> None:
    for who, kind in ((AISYAH, "a"), (HAKIM, "b"), (AISYAH, "c"), (AISYAH, "d")):
        with store.work(who) as work:
            work.record(f"test.{kind}", "c1", {})
            work.commit()
        with store.work(who) as work:
            work.record("test.rolled_back", "c1", {})
    store.close()
    again = open_store()
    chains = {(o.actor_id, o.sequence): o for o in recorded(again)}
    assert set(chains) == {(AISYAH.id, 1), (AISYAH.id, 2), (AISYAH.id, 3), (HAKIM.id, 1)}
    assert chains[AISYAH.id, 2].prev_hash == chains[AISYAH.id, 1].hash
    assert again.verify() == 4


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 10_000), flip=st.integers(1, 255), which=st.integers(1, 4))
def test_one_changed_byte_of_one_operation_is_found(store: Store, place: int, flip: int, which: int) -> None:
    if not recorded(store):
        with store.work(AISYAH) as work:
            for n in range(4):
                work.record("complaint.edited", "k1", {"road": {"from": "", "to": f"FT{n}"}})
            work.commit()
        _disarm(store, "operation_unchanged")
    raw = sqlite3.connect(store.path)
    (body,) = raw.execute("SELECT body FROM operation WHERE key = ?", (which,)).fetchone()
    forged = bytearray(body)
    forged[place % len(body)] ^= flip
    raw.execute("UPDATE operation SET body = ? WHERE key = ?", (bytes(forged), which))
    raw.commit()
    with pytest.raises(StoreCorrupt):
        store.verify()
    raw.execute("UPDATE operation SET body = ? WHERE key = ?", (body, which))
    raw.commit()
    raw.close()
    assert store.verify() == 4


@pytest.mark.parametrize(
    "forgery",
    [
        "DELETE FROM operation WHERE key = 2",
        "UPDATE operation SET kind = 'complaint.closed' WHERE key = 2",
        "UPDATE operation SET subject = 'k2' WHERE key = 2",
        "UPDATE operation SET device = 'WS-08' WHERE key = 3",
        "UPDATE operation SET sequence = 9 WHERE key = 3",
        "UPDATE operation SET prev_hash = hash WHERE key = 1",
    ],
)
def test_an_operation_removed_renamed_or_moved_is_found(store: Store, forgery: str) -> None:
    with store.work(AISYAH) as work:
        for n in range(3):
            work.record("complaint.edited", "k1", {"n": n})
        work.commit()
    _disarm(store, "operation_unchanged", "operation_kept")
    raw = sqlite3.connect(store.path)
    raw.execute(forgery)
    raw.commit()
    raw.close()
    with pytest.raises(StoreCorrupt):
        store.verify()


def _disarm(store: Store, *triggers: str) -> None:
    """What an owner of the file can do: the chain, not the trigger, must then tell."""
    raw = sqlite3.connect(store.path)
    for trigger in triggers:
        raw.execute(f"DROP TRIGGER {trigger}")
    raw.commit()
    raw.close()
