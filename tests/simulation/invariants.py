"""What must hold when everything has come to rest (research/sync.md §4.3, I1 to I15; I16)."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import psycopg

from pmsdesk.domain.errors import StoreCorrupt
from pmsdesk.store.wire import KINDS
from pmsdesk.sync.checking import BEGINNING, Checker
from pmsdesk.sync.inspection import inspect
from tests.simulation.register import KEPT
from tests.simulation.station import Station
from tests.simulation.view import MERGED
from tests.simulation.world import World

Row = Mapping[str, Any]


def broken(world: World, rounds: int | None) -> list[str]:
    """Every promise that does not hold, each named by its number; *rounds* is how long coming to rest took."""
    register = {kind: world.register.rows(kind) for kind in KEPT}
    return [
        *world.ledger.faults,
        *([] if rounds is not None else _unrest(world)),
        *_operations(world),
        *_numbers(world, register),
        *(fault for station in world.stations for fault in _replica(station, register)),
        *_posts(world, register),
        *_chains(world),
        *(fault for station in world.stations for fault in _verdicts(station)),
        *_conflicts(world),
        *_merges(world, register),
        *_scope(world),
        *_photos(world),
        *_acts(world),
        *(fault for station in world.stations for fault in _digests(station)),
    ]


def _unrest(world: World) -> Iterator[str]:
    """I12: it drains."""
    waiting = [
        f"{station.name} {row}"
        for station in world.stations
        for row in station.rows(
            "SELECT x.state, o.kind, x.tries, x.detail FROM outbox AS x JOIN operation AS o ON o.key = x.operation_key "
            "WHERE x.state <> 'acknowledged' LIMIT 2"
        )
    ]
    unsent = sum(station.rows("SELECT count(*) FROM unsent")[0][0] for station in world.stations)
    states = world.register.all("SELECT state, attempts, reads, words FROM app.publication WHERE state NOT IN ('sent')")
    trouble = [station.store.recall("trouble") for station in world.stations]
    yield f"I12 not drained: {waiting[:3]} unsent {unsent} publications {states[:3]} trouble {trouble}"


def _operations(world: World) -> Iterator[str]:
    """I1: what a person was told is saved is on the register, once, and acknowledged."""
    there = {str(row[0]) for row in world.register.all("SELECT id FROM app.operation")}
    world.seen["operations"] += len(there)
    kept: set[str] = set()
    for station in world.stations:
        here = station.saved_here()
        anew = "SELECT count(*) FROM outbox WHERE state = 'acknowledged' AND verdict = 'deferred'"
        world.seen["sent anew after it was deferred"] += station.rows(anew)[0][0]
        devices = "SELECT count(DISTINCT o.device) FROM operation AS o JOIN outbox AS x ON x.operation_key = o.key"
        world.seen["chain continued on a new device"] += station.rows(devices)[0][0] > 1
        kept |= here
        missing = here - there
        if missing:
            yield f"I1 {station.name} holds operations the register lacks: {sorted(missing)[:3]}"
    for operation_id, computer in world.ledger.saved.items():
        if operation_id not in there | kept and operation_id not in world.ledger.lost_with_disk:
            yield f"I1 saved at {computer} and nowhere any more: {operation_id}"


def _numbers(world: World, register: Mapping[str, Mapping[str, Row]]) -> Iterator[str]:
    """I2: no number is told to two citizens; the register has what was told, or its loss with a disk is reported."""
    borne = {row["number"]: complaint_id for complaint_id, row in register["complaint"].items()}
    reported = {
        row[0]
        for station in world.stations
        for row in station.rows("SELECT why FROM notice WHERE kind = 'number.lost'")
    }
    for number, complaints in world.ledger.told.items():
        if len(complaints) > 1:
            yield f"I2 {number} told to {len(complaints)} citizens"
        elif borne.get(number) != complaints[0]:
            if number in reported:
                world.count("number reported lost with the disk")
            else:
                yield f"I2 a citizen was told {number}, the register has {borne.get(number)} under it"


def _replica(station: Station, register: Mapping[str, Mapping[str, Row]]) -> Iterator[str]:
    """I3, I14: what the seat has is what the register has; what the register lost is kept and reported.

    A seal that a restored register lost is kept as evidence.
    """
    for kind, rows in register.items():
        here, there = _kept(station, kind), _decoded(kind, rows)
        orphans = {
            row[0].split(":", 2)[2]
            for row in station.rows("SELECT id FROM notice WHERE kind = 'orphan' AND why = ?", kind)
        }
        missing = there.keys() - here.keys()
        extra = set() if kind == "audit_seal" else here.keys() - there.keys() - orphans
        differing = [i for i in here.keys() & there.keys() if not _same(kind, here[i], there[i])]
        if missing or extra or differing:
            first = differing[:1]
            shown = [(n, here[i].get(n), there[i][n]) for i in first for n in there[i] if here[i].get(n) != there[i][n]]
            yield (
                f"I3 {station.name} {kind}: lacks {sorted(missing)[:2]} has besides {sorted(extra)[:2]} "
                f"differs in {len(differing)} {first} {shown}"
            )


def _digests(station: Station) -> Iterator[str]:
    """I14: seat and register compute the same digests, and never was there a difference to heal."""
    for kind, rows in station.rows("SELECT why, detail FROM notice WHERE kind = 'copy.healed'"):
        yield f"I14 {station.name} loaded {kind} rows anew: {rows}"
    person = station.people[0]
    checker = Checker(station.store.replica, station.apis[person], station.rounds[person]._puller)
    for _ in checker.check(BEGINNING, station.clock()):
        pass
    if checker.last is None or checker.last.healed:
        yield f"I14 {station.name} compares {checker.last}"
    else:
        station.world.seen["conversation compared at the end"] += checker.last.compared


def _kept(station: Station, kind: str) -> dict[str, dict[str, Any]]:
    if kind not in KINDS:
        found = station.rows("SELECT id, row FROM base WHERE kind = ?", kind)
        return {row_id: json.loads(row) for row_id, row in found}
    names, identity = KINDS[kind].names, KINDS[kind].identity
    rows = station.rows(f"SELECT {identity}, {', '.join(names)} FROM {kind}")
    return {row[0]: dict(zip(names, row[1:], strict=True)) for row in rows}


def _decoded(kind: str, rows: Mapping[str, Row]) -> dict[str, dict[str, Any]]:
    if kind not in KINDS:
        return {row_id: dict(row) for row_id, row in rows.items()}
    return {row_id: dict(zip(KINDS[kind].names, KINDS[kind].stored(row), strict=True)) for row_id, row in rows.items()}


def _same(kind: str, here: Row, there: Row) -> bool:
    """A snooze that is over ends by itself on each seat."""
    if kind == "conversation" and there["snoozed_until"] is not None:
        woken = {"state", "snoozed_until"}
        return all(here[name] == there[name] for name in there if name not in woken)
    return here == there


def _posts(world: World, register: Mapping[str, Mapping[str, Row]]) -> Iterator[str]:
    """I4, I5: at most one post of each reply, and each post is recorded as sent, and the other way round.

    What a restored register forgot is found when the reply goes on: every version is looked for before one is sent.
    """
    for reply_id, count in world.ledger.posts_by_reply().items():
        if count > 1:
            yield f"I4 {count} posts of reply {reply_id}"
    sent = {row["remote_id"]: row for row in register["publication"].values() if row["state"] == "sent"}
    replies = {row["reply_id"] for row in register["publication"].values()}
    for post in world.social.posts:
        row = sent.pop(post.id, None)
        reply_id = world.ledger.written[post.outgoing.text].reply_id
        if row is not None and row["reply_id"] != reply_id:
            yield f"I5 post {post.id} recorded under another reply"
        elif row is None and reply_id in replies and not _given_up(register, reply_id):
            if not (world.seen["register restored"] and _goes_on(register, reply_id, post.outgoing.text)):
                yield f"I5 post {post.id} of reply {reply_id} not recorded as sent"
        elif row is None:
            world.count("post whose reply was lost" if reply_id not in replies else "post left to a person")
    for remote_id in sent:
        yield f"I5 recorded as sent and not on the network: {remote_id}"


def _given_up(register: Mapping[str, Mapping[str, Row]], reply_id: str) -> bool:
    """After three attempts a person decides."""
    of_reply = [row for row in register["publication"].values() if row["reply_id"] == reply_id]
    return any(row["state"] == "unsure" and row["not_before"].startswith("9999") for row in of_reply)


def _goes_on(register: Mapping[str, Mapping[str, Row]], reply_id: str, posted: str) -> bool:
    """Whether a newer version than the *posted* one waits for a person."""
    versions = [row for row in register["reply_version"].values() if row["reply_id"] == reply_id]
    newest = max(versions, key=lambda row: int(row["number"]))
    return newest["text"] != posted and register["reply"][reply_id]["state"] in {"pending", "returned"}


def _chains(world: World) -> Iterator[str]:
    """I6, I15: every chain and every seal hangs together, on the register and on every seat."""
    for finding in inspect(world.register.admin):
        if finding.wrong:
            yield f"I6 {finding.check}: {', '.join(finding.examples)}"
    for station in world.stations:
        try:
            station.store.verify()
        except StoreCorrupt as error:
            yield f"I6 {station.name}: {error.platform_words}"
        seals = station.rows("SELECT id, row FROM base WHERE kind = 'audit_seal' ORDER BY CAST(id AS INTEGER)")
        told = {row[0] for row in station.rows("SELECT why FROM notice WHERE kind = 'seal.changed'")}
        before = ""
        for seal_id, text in seals:
            seal = json.loads(text)
            if before and seal["prev_root"] != before and not told:
                yield f"I15 {station.name} seal {seal_id} is not upon the one before"
            before = seal["root"]


def _verdicts(station: Station) -> Iterator[str]:
    """I7: whatever was not applied is told to the person."""
    query = (
        "SELECT id, verdict FROM outbox WHERE verdict IN ('conflict', 'rejected') AND state = 'acknowledged' "
        "AND detail NOT LIKE '%_pkey%' "
        "AND NOT EXISTS (SELECT 1 FROM notice AS n WHERE n.operation_id = outbox.id)"
    )
    for operation_id, verdict in station.rows(query):
        yield f"I7 {station.name} {verdict} of {operation_id} told to nobody"


def _conflicts(world: World) -> Iterator[str]:
    """I8: as many conflicts are kept as were answered."""
    kept = world.register.one("SELECT count(*) FROM app.conflict")
    answered = world.register.one(
        "SELECT coalesce(sum(jsonb_array_length(detail -> 'fields')), 0) FROM app.operation WHERE verdict = 'conflict'"
    )
    if kept != answered:
        yield f"I8 {kept} conflicts kept, {answered} answered"
    world.seen["conflict"] += kept
    for verdict in ("rejected", "deferred"):
        count = world.register.one("SELECT count(*) FROM app.operation WHERE verdict = %s", verdict)
        world.seen[f"verdict {verdict}"] += count


def _merges(world: World, register: Mapping[str, Mapping[str, Row]]) -> Iterator[str]:
    """I9: every value is explained by the operations in the order in which they were carried out."""
    values: dict[tuple[str, str], dict[str, Any]] = defaultdict(dict)
    kept: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for operation_id, entity, field in world.register.all("SELECT operation, entity, field FROM app.conflict"):
        kept[operation_id].append((entity, field))
    order = "SELECT id, body FROM app.operation WHERE verdict IN ('applied', 'conflict') ORDER BY xid, sequence"
    for operation_id, body in world.register.all(order):
        if ("conversation", "last_at") in kept[operation_id]:
            continue
        lost = [field for write in json.loads(body).get("writes", ()) for field in _carry_out(values, write)]
        answered = [(entity, field) for entity, field in kept[operation_id] if field in MERGED.get(entity, ())]
        if sorted(lost) != sorted(answered):
            yield f"I9 {operation_id} lost {sorted(lost)}, kept as conflicts {sorted(answered)}"
    for (kind, row_id), fields in values.items():
        row = register[kind].get(row_id)
        wrong = [name for name, value in fields.items() if row is None or row[name] != value]
        if wrong:
            yield f"I9 {kind} {row_id} {wrong} is not what the operations made it"


def _carry_out(values: dict[tuple[str, str], dict[str, Any]], write: Row) -> list[tuple[str, str]]:
    """One write upon *values*; the fields that lose, each with its kind."""
    names = MERGED.get(write["t"], ())
    if not names:
        return []
    if "row" in write:
        values[write["t"], write["row"]["id"]].update({name: write["row"][name] for name in names})
        return []
    lost = []
    held = values[write["t"], write["id"]]
    for name in (name for name in names if name in write["set"]):
        before, after = write["set"][name]
        current = held.get(name, before if write["t"] == "complaint" else _UNTOUCHED[name])
        if current not in (before, after):
            lost.append((write["t"], name))
        else:
            held[name] = after
    return lost


_UNTOUCHED: dict[str, Any] = {"assignee_id": "", "labels": []}
"""What a new conversation holds in the fields that only operations change."""


def _photos(world: World) -> Iterator[str]:
    """I13: every photo that a seat added, also to a post, is whole on the register under its own name."""
    whole = {row[0] for row in world.register.all("SELECT sha FROM app.blob WHERE complete")}
    world.seen["photo whole on the register"] += len(whole)
    for station in world.stations:
        query = (
            "SELECT a.sha FROM attachment AS a JOIN touched AS t ON t.kind = 'attachment' AND t.id = a.id "
            "UNION SELECT substr(m.value, 1, 64) FROM reply_version AS v, json_each(v.media) AS m "
            "JOIN touched AS t ON t.kind = 'reply_version' AND t.id = v.id"
        )
        missing = {row[0] for row in station.rows(query)} - whole
        if missing:
            yield f"I13 {station.name} added photos that are not on the register: {sorted(missing)[:2]}"


def _acts(world: World) -> Iterator[str]:
    """I16: what a second person cleared was done last to each comment; what nobody cleared was judged as it happened.

    A register that was restored may not know of an act, and who cleared it may have lost his disk.
    """
    query = (
        "SELECT DISTINCT ON (m.id) m.remote_id, d.act FROM app.moderation d JOIN app.message m ON m.id = d.message_id"
        " WHERE d.state = 'done' ORDER BY m.id, d.done_at DESC, d.decided_at DESC"
    )
    done = {} if world.seen["register restored"] else dict(world.register.all(query))
    for remote_id, act in done.items():
        if world.social.done.get(remote_id) != act:
            yield f"I16 {act} of {remote_id} noted as done, on the network {world.social.done.get(remote_id)}"


def _scope(world: World) -> Iterator[str]:
    """I10: nobody reads more than he may, and nobody writes past the functions."""
    for person in ("siti", "penerbit1"):
        with world.register.shared.cluster.connect(world.register.shared.name, person) as connection:
            others = connection.execute("SELECT count(*) FROM app.operation WHERE actor <> session_user").fetchone()
            if others != (0,):
                yield f"I10 {person} reads operations of others"
            try:
                connection.execute("UPDATE app.complaint SET road = 'x'")
            except psycopg.errors.InsufficientPrivilege:
                continue
            yield f"I10 {person} writes past the functions"
