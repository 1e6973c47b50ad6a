"""The register's rows on the seat: shown under what waits here, parked without their parents, never in anyone's way."""

import io
import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from pmsdesk.domain.complaint import Evidence
from pmsdesk.domain.events import ComplaintChanged, ConversationChanged, MessagesArrived, RegisterPulled
from pmsdesk.domain.message import message_id
from pmsdesk.domain.staff import SYSTEM, Staff
from pmsdesk.domain.triage import Jurisdiction
from pmsdesk.services import complaining, triaging
from pmsdesk.services.complaining import Registration
from pmsdesk.store import Store
from pmsdesk.store.baseline import ORDER
from pmsdesk.store.overlay import put_over, take_from_under
from pmsdesk.store.wire import KINDS
from tests.store.conftest import ACCOUNT, AISYAH, HAKIM, NOW, POTHOLE, Writer, version
from tests.store.shared import DEVICE, Keyring, Register, empty_cut, rows_of


def do(store: Store, who: Staff, flow: Any, *args: object) -> None:
    with store.work(who) as work:
        flow(work, *args)
        work.commit()


def message_row(talk: str, remote_id: str, text: str, **changes: object) -> tuple[str, str, dict[str, Any]]:
    told = {
        "id": message_id(ACCOUNT.channel, remote_id),
        "conversation_id": talk,
        "channel": "x",
        "remote_id": remote_id,
        "parent": "t1",
        "direction": "in",
        "author_remote_id": "c1",
        "author_handle": "faizalz1",
        "author_name": "Faizal Z.",
        "text": text,
        "sent_at": "2026-11-23T00:20:00+00:00",
        "received_at": "2026-11-23T00:20:01.5+00:00",
        "permalink": "",
        "can_reply": True,
    } | changes
    return "message", str(told["id"]), told


def labels(store: Store, talk: str) -> list[str]:
    ((stored,),) = rows_of(store, "SELECT labels FROM conversation WHERE id = ?", talk)
    return json.loads(stored)  # type: ignore[no-any-return]


# ---- what is shown ------------------------------------------------------------------------------------------------


def test_a_colleagues_message_is_here_and_found(joined: Store, register: Register, talks: list[str]) -> None:
    events = register.tell(message_row(talks[0], "m77", "Lubang itu makin dalam di 萬撓 selepas hujan."))
    said = joined.read().conversation(talks[0], AISYAH.id).messages
    assert said[-1].text == "Lubang itu makin dalam di 萬撓 selepas hujan."
    assert said[-1].received_at == NOW.replace(minute=20, second=1, microsecond=500_000)
    assert [hit.id for hit in joined.read().search("hujan")] == [talks[0]]
    assert [hit.id for hit in joined.read().search("撓")] == [talks[0]]
    assert MessagesArrived(ACCOUNT.id, (talks[0],), ()) in events
    assert ConversationChanged(talks[0]) in events


def test_the_same_page_twice_changes_nothing(joined: Store, register: Register, talks: list[str]) -> None:
    page = [message_row(talks[0], "m77", "Hujan."), register.row("conversation", talks[0], urgent=True)]
    register.tell(*page)
    before = rows_of(joined, "SELECT * FROM message"), rows_of(joined, "SELECT * FROM inbox_tally")
    register.tell(*page)
    assert (rows_of(joined, "SELECT * FROM message"), rows_of(joined, "SELECT * FROM inbox_tally")) == before


def test_a_row_without_its_parent_waits_for_it(joined: Store, register: Register, talks: list[str]) -> None:
    _, _, contact = register.row("contact", rows_of(joined, "SELECT contact_id FROM conversation")[0][0])
    _, _, talk = register.row("conversation", talks[0])
    stranger = {**contact, "id": "p-9", "remote_id": "c9", "handle": "nurul9"}
    theirs = {**talk, "id": "c-9", "contact_id": "p-9", "thread": "t9"}
    register.tell(message_row("c-9", "m90", "Bila nak siap?"))
    register.tell(("conversation", "c-9", theirs))
    assert joined.replica.to_fetch() == ("c-9",)
    assert joined.read().search("siap") == []
    register.tell(("contact", "p-9", stranger))
    assert [hit.id for hit in joined.read().search("siap")] == ["c-9"]
    assert rows_of(joined, "SELECT * FROM parked") == []


def test_the_counts_follow_a_conversation_that_a_colleague_finished(
    joined: Store, register: Register, talks: list[str]
) -> None:
    register.tell(register.row("conversation", talks[0], state="done", due_at=None))
    assert joined.read().counts(AISYAH.id, NOW).open == 1


def test_much_at_once_is_told_as_one_event(register: Register, talks: list[str]) -> None:
    page = [message_row(talks[0], f"m{n}", f"Mesej {n}") for n in range(1000, 1300)]
    assert register.tell(*page) == (RegisterPulled(300),)


def test_a_kind_of_the_future_is_kept_untouched(joined: Store, register: Register) -> None:
    told = {"id": "s1", "stars": 5, "why": ["pantas", "sopan"]}
    register.tell(("satisfaction", "s1", told), ("audit_seal", "7", {"n": 7, "root": "ab"}))
    assert json.loads(rows_of(joined, "SELECT row FROM base WHERE kind = 'satisfaction'")[0][0]) == told


def test_a_seal_that_changed_is_told(joined: Store, register: Register) -> None:
    register.tell(("audit_seal", "7", {"n": 7, "root": "ab"}))
    register.tell(("audit_seal", "7", {"n": 7, "root": "ab"}))
    assert rows_of(joined, "SELECT * FROM notice") == []
    register.tell(("audit_seal", "7", {"n": 7, "root": "cd"}))
    assert rows_of(joined, "SELECT kind, why FROM notice") == [("seal.changed", "7")]


def test_a_namesake_of_before_keeps_his_history(joined: Store, register: Register) -> None:
    told = {"id": "aisyah", "username": "aisyah", "name": "Nur Aisyah binti Omar", "role": "penyelia", "active": True}
    register.tell(("staff", "aisyah", told))
    people = {person.id: person for person in joined.read().staff()}
    assert people["aisyah"].name == "Nur Aisyah binti Omar"
    assert (people["s-aisyah"].username, people["s-aisyah"].active) == ("s-aisyah", False)


def test_a_publisher_is_one_of_the_staff(joined: Store, register: Register) -> None:
    told = {"id": "penerbit1", "username": "penerbit1", "name": "Stesen terbit", "role": "penerbit", "active": True}
    register.tell(("staff", "penerbit1", told))
    assert not any(person.may(right) for person in joined.read().staff() if person.id == "penerbit1" for right in [])


def test_a_lonely_seat_cannot_put_its_guards_aside(store: Store) -> None:
    with pytest.raises(Exception, match="joined no register"), store._writer.begin() as connection:
        connection.exec_driver_sql("INSERT INTO applying VALUES (1)")


def test_the_guards_are_back_after_a_page(joined: Store, register: Register, talks: list[str]) -> None:
    register.tell(message_row(talks[0], "m77", "Hujan."))
    for statement in ("DELETE FROM message", "UPDATE message SET text = ''", "DELETE FROM conversation"):
        with pytest.raises(Exception, match=r"append-only|never deleted"), joined._writer.begin() as connection:
            connection.exec_driver_sql(statement)


# ---- under what waits -----------------------------------------------------------------------------------------------


def test_an_own_change_stays_on_top_until_it_is_answered(joined: Store, register: Register, talks: list[str]) -> None:
    do(joined, AISYAH, triaging.label, talks[0], ["FT5"])
    register.tell(register.row("conversation", talks[0], labels=[], urgent=True, assignee_id=HAKIM.id))
    shown = joined.read().conversation(talks[0], AISYAH.id).conversation
    assert (shown.labels, shown.urgent, shown.assignee_id) == (("FT5",), True, HAKIM.id)


def test_a_field_that_a_colleague_set_meanwhile_is_shown_as_his(
    joined: Store, register: Register, talks: list[str]
) -> None:
    do(joined, AISYAH, triaging.label, talks[0], ["FT5"])
    register.tell(register.row("conversation", talks[0], labels=["Klang"]))
    assert labels(joined, talks[0]) == ["Klang"]


def test_finishing_does_not_hide_a_message_nobody_saw(joined: Store, register: Register, talks: list[str]) -> None:
    do(joined, AISYAH, triaging.finish, talks[0], "Selesai melalui telefon")
    later = (NOW + timedelta(minutes=5)).isoformat()
    register.tell(
        register.row("conversation", talks[0], state="open", last_at=later), message_row(talks[0], "m77", "Belum lagi!")
    )
    assert joined.read().conversation(talks[0], AISYAH.id).conversation.state == "open"


FIELDS = st.dictionaries(
    st.sampled_from(["category", "road", "place", "assignee_id"]), st.sampled_from(["", "A", "B", "C"]), min_size=1
)


@settings(max_examples=200, deadline=None)
@given(now=FIELDS, edits=st.lists(FIELDS, max_size=4), theirs=FIELDS)
def test_laying_over_is_compare_and_set_by_value(
    now: dict[str, str], edits: list[dict[str, str]], theirs: dict[str, str]
) -> None:
    """A row under edits ends as if each field were set in order wherever it still held what its author saw."""
    kind = KINDS["conversation"]
    mine = dict.fromkeys(kind.names, "") | now
    writes = []
    for edit in edits:
        changed = {field: [mine[field], new] for field, new in edit.items() if mine[field] != new}
        writes.append({"t": "conversation", "id": "c1", "set": changed})
        mine |= edit
    row: dict[str, Any] = dict.fromkeys(kind.names, "") | now | theirs
    for write in writes:
        put_over(kind, row, write)
    for field in ("category", "road", "place", "assignee_id"):
        value = theirs.get(field, now.get(field, ""))
        for write in writes:
            old, new = write["set"].get(field, (None, None))
            value = new if value == old else value
        assert row[field] == value
    if not theirs.keys() - {f for f in theirs if theirs[f] == now.get(f, "")}:
        assert row == mine
        take_from_under(kind, row, writes)
        assert all(row[f] == now.get(f, "") for f in ("category", "road", "place", "assignee_id"))


# ---- messages this seat read ----------------------------------------------------------------------------------------


def test_messages_this_seat_read_wait_to_be_sent_and_hold_their_conversation(
    joined: Store, register: Register, writer: Writer, talks: list[str]
) -> None:
    told = register.row("conversation", talks[0], state="done", due_at=None)
    register.tell(told)
    with joined.work(SYSTEM) as work:
        talk = work.conversations.get(talks[0])
        work.conversations.add_messages([writer.message(talk, "m50", "Masih berlubang.", NOW)])
        work.conversations.put(triaging.replace(talk, state=triaging.ConversationState.OPEN, last_at=NOW))
        work.commit()
    register.tell(told)
    assert joined.read().conversation(talks[0], AISYAH.id).conversation.state == "open"
    offered = joined.replica.unsent()
    assert [message["text"] for message in offered["messages"]] == ["Masih berlubang."]
    assert [talk["state"] for talk in offered["conversations"]] == ["open"]
    assert len(offered["contacts"]) == 1
    joined.replica.sent([str(offered["messages"][0]["id"])])
    assert joined.replica.unsent()["messages"] == []
    empty_cut(joined, "500:500:")
    assert joined.read().conversation(talks[0], AISYAH.id).conversation.state == "done"


def test_a_conversation_goes_up_as_it_was_before_what_waits(joined: Store, writer: Writer, talks: list[str]) -> None:
    with joined.work(SYSTEM) as work:
        talk = work.conversations.get(talks[0])
        work.conversations.add_messages([writer.message(talk, "m50", "Masih berlubang.", NOW)])
        work.commit()
    do(joined, AISYAH, triaging.finish, talks[0], "Dijawab melalui telefon")
    (told,) = joined.replica.unsent()["conversations"]
    assert told["state"] == "open"
    assert told["due_at"] is not None


def test_labels_go_up_only_with_a_conversation_the_register_never_had(store: Store, writer: Writer) -> None:
    """Those it had come back by the operations that set them, which would else be in conflict with themselves."""
    writer.talk(POTHOLE, labels=("segera",))
    store.join(DEVICE)
    assert [told["labels"] for told in store.replica.unsent()["conversations"]] == [["segera"]]
    register = Register(store)
    for kind in ("account", "contact", "conversation"):
        register.tell(*(register.row(kind, row_id) for (row_id,) in rows_of(store, f"SELECT id FROM {kind}")))
    load(store, {})
    load(store, {}, epoch=2)
    assert [told["labels"] for told in store.replica.unsent()["conversations"]] == [[]]


def test_a_message_that_comes_from_the_register_need_not_be_sent(
    joined: Store, register: Register, writer: Writer, talks: list[str]
) -> None:
    with joined.work(SYSTEM) as work:
        talk = work.conversations.get(talks[0])
        work.conversations.add_messages([writer.message(talk, "m50", "Masih berlubang.", NOW)])
        work.commit()
    register.tell(register.row("message", message_id(ACCOUNT.channel, "m50")))
    assert joined.replica.unsent()["messages"] == []


def test_a_talk_does_not_turn_into_context(joined: Store, register: Register, talks: list[str]) -> None:
    register.tell(message_row(talks[0], "m1", "Dah 2 minggu lubang besar", direction="context"))
    ((direction,),) = rows_of(joined, "SELECT direction FROM message WHERE remote_id = 'm1'")
    assert direction == "in"


# ---- numbers and versions that came second --------------------------------------------------------------------------


def complaint_row(talk: str, contact: str, **changes: object) -> tuple[str, str, dict[str, Any]]:
    told = {
        "id": "k-1",
        "number": "KKR/2026/000007",
        "conversation_id": talk,
        "contact_id": contact,
        "complainant": "Faizal Z.",
        "customer_kind": "awam",
        "summary": "Lubang di FT5",
        "category": "jalan_berlubang",
        "jurisdiction": "federal",
        "agencies": ["jkr"],
        "road": "FT5",
        "location": "Sabak Bernam",
        "state": "didaftar",
        "registered_by": HAKIM.id,
        "registered_at": "2026-11-23T00:30:00+00:00",
        "closing_code": "",
    } | changes
    return "complaint", str(told["id"]), told


def test_a_number_belongs_to_whom_the_register_gave_it(joined: Store, register: Register, talks: list[str]) -> None:
    """Of a copied disk: the own complaint waits still, and the register gave its number to another."""
    with joined.work(SYSTEM) as work:
        work.complaints.add_number_block(2026, 7, 7)
        work.commit()
    joined._vault.put(f"numbers:{joined.shared_device}", json.dumps({"2026/7": 7}))  # type: ignore[union-attr]
    form = Registration("Faizal Z.", "awam", "Lubang di FT5", "", Jurisdiction.FEDERAL, ("jkr",))
    do(joined, AISYAH, complaining.register, talks[0], form)
    ((mine, number),) = rows_of(joined, "SELECT id, number FROM complaint")
    assert number == "KKR/2026/000007"
    contact = rows_of(joined, "SELECT contact_id FROM conversation WHERE id = ?", talks[1])[0][0]
    events = register.tell(complaint_row(talks[1], contact))
    assert rows_of(joined, "SELECT id, number FROM complaint ORDER BY key") == [
        (mine, f"DRAF/{mine[-8:]}"),
        ("k-1", "KKR/2026/000007"),
    ]
    assert [e.number for e in events if isinstance(e, ComplaintChanged)] == ["KKR/2026/000007"]


def test_a_number_given_before_joining_stays_to_be_read(joined: Store, register: Register, talks: list[str]) -> None:
    contact = rows_of(joined, "SELECT contact_id FROM conversation WHERE id = ?", talks[0])[0][0]
    register.tell(complaint_row(talks[0], contact))
    register.tell(complaint_row(talks[1], contact, id="k-2"))
    assert rows_of(joined, "SELECT id, number FROM complaint ORDER BY key") == [
        ("k-1", "KKR/2026/000007/WS-07"),
        ("k-2", "KKR/2026/000007"),
    ]


# ---- the first load, and one after a restoration --------------------------------------------------------------------


def load(store: Store, rows: dict[str, list[Any]], epoch: int = 1) -> None:
    store.replica.begin_load(epoch, "6000:1", "90:90:")
    while kind := store.replica.position().loading:
        store.replica.load(kind, rows.pop(kind, []))


def test_a_first_load_goes_kind_by_kind_and_ends_at_its_snapshot(
    joined: Store, register: Register, talks: list[str]
) -> None:
    load(joined, {"message": [message_row(talks[0], "m77", "Hujan.")]})
    position = joined.replica.position()
    assert (position.prev, position.loading, position.loaded, position.epoch) == ("90:90:", "", 1, 1)
    assert joined.read().search("hujan")


def test_a_broken_off_load_goes_on_where_it_was(joined: Store, register: Register, talks: list[str]) -> None:
    joined.replica.begin_load(1, "6000:1", "90:90:")
    for kind in ORDER[: ORDER.index("message")]:
        joined.replica.load(kind, [])
    joined.replica.load("message", [message_row(talks[0], "m77", "Hujan.")])
    position = joined.replica.position()
    assert (position.loading, position.before) == ("message", message_id(ACCOUNT.channel, "m77"))


def test_after_a_restoration_nothing_is_removed_and_the_loss_is_told(
    joined: Store, register: Register, talks: list[str]
) -> None:
    note = {"id": "n1", "conversation_id": talks[0], "author_id": HAKIM.id, "text": "Sudah telefon.", "created_at": ""}
    load(joined, {})
    register.tell(("note", "n1", note | {"created_at": "2026-11-23T00:30:00+00:00"}))
    kept = {
        "contact": [register.row("contact", i) for (i,) in rows_of(joined, "SELECT id FROM contact")],
        "conversation": [register.row("conversation", talks[0])],
        "account": [register.row("account", ACCOUNT.id)],
    }
    load(joined, kept, epoch=2)
    assert rows_of(joined, "SELECT id FROM note") == [("n1",)]
    told = rows_of(joined, "SELECT why, json_extract(detail, '$.id') FROM notice WHERE kind = 'orphan' ORDER BY why")
    assert told == [("conversation", talks[1]), ("note", "n1")]
    assert len(joined.replica.unsent()["messages"]) == 2
    register.tell(("note", "n1", note | {"created_at": "2026-11-23T00:30:00+00:00"}))
    assert len(rows_of(joined, "SELECT * FROM notice")) == 1


def test_a_restoration_tells_of_a_lost_complaint_although_an_edit_of_it_waits(
    joined: Store, register: Register, talks: list[str]
) -> None:
    """The edit cannot bring it back; a complaint whose registration waits will be there."""
    contact = rows_of(joined, "SELECT contact_id FROM conversation WHERE id = ?", talks[0])[0][0]
    load(joined, {})
    register.tell(complaint_row(talks[0], contact))
    with joined.work(AISYAH) as work:
        complaining.edit(work, "k-1", road="FT1")
        work.commit()
    form = Registration("Faizal Z.", "awam", "Lubang di FT5", "", Jurisdiction.FEDERAL, ("jkr",))
    do(joined, AISYAH, complaining.register, talks[1], form)
    load(joined, {}, epoch=2)
    lost = rows_of(
        joined, "SELECT json_extract(detail, '$.id') FROM notice WHERE kind = 'orphan' AND why = 'complaint'"
    )
    assert lost == [("k-1",)]
    assert rows_of(joined, "SELECT road FROM complaint WHERE id = 'k-1'") == [("FT1",)]


def test_after_a_restoration_a_message_of_a_finished_talk_is_offered_again(
    joined: Store, register: Register, talks: list[str]
) -> None:
    load(joined, {})
    with joined.work(AISYAH) as work:
        triaging.finish(work, talks[0], "bukan_aduan")
        work.commit()
    load(joined, {}, epoch=2)
    offered = joined.replica.unsent()
    assert {message["conversation_id"] for message in offered["messages"]} == set(talks)


def test_after_a_restoration_own_photos_are_offered_again(joined: Store, register: Register, talks: list[str]) -> None:
    load(joined, {})
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), (160, 90, 60)).save(drawn, "PNG")
    form = Registration("Ali", "awam", "Lubang", "jalan_berlubang", Jurisdiction.FEDERAL, ("jkr",))
    with joined.work(AISYAH) as work:
        complaining.register(work, talks[0], form)
        work.commit()
    ((complaint_id,),) = rows_of(joined, "SELECT id FROM complaint")
    with joined.work(AISYAH) as work:
        complaining.attach(work, complaint_id, Evidence.BEFORE, "lubang.png", drawn.getvalue())
        work.commit()
    sent = joined.transfers.waiting()
    for transfer in sent:
        joined.transfers.done(transfer)
    load(joined, {}, epoch=2)
    assert {transfer.sha for transfer in joined.transfers.waiting()} == {transfer.sha for transfer in sent} != set()


def test_a_reply_without_its_version_is_none_yet(joined: Store, register: Register, talks: list[str]) -> None:
    begun = {"id": "r9", "conversation_id": talks[0], "account_id": ACCOUNT.id, "target": "m1", "state": "pending"}
    register.tell(("reply", "r9", begun))
    with joined.work(HAKIM) as work:
        assert work.replies.open_reply(talks[0], "m1") is None
    said = version("r9", "Terima kasih.", findings=[], media=[], created_at="2026-11-23T00:30:00+00:00")
    register.tell(("reply_version", "r9-v1", {name: getattr(said, name) for name in KINDS["reply_version"].names}))
    with joined.work(HAKIM) as work:
        found = work.replies.open_reply(talks[0], "m1")
    assert found is not None
    assert found.head.id == "r9-v1"


def test_after_a_restoration_what_the_register_decided_is_as_it_has_it_now(
    joined: Store, register: Register, talks: list[str]
) -> None:
    conflict = {"id": "c1", "entity": "conversation", "subject": talks[0], "field": "labels", "operation": "o1"}
    conflict |= {"actor": HAKIM.id, "mine": ["a"], "theirs": ["b"], "base": [], "at": "2026-11-23T00:30:00+00:00"}
    load(joined, {})
    register.tell(("conflict", "c1", conflict), ("attestation", "a1", {"id": "a1", "version_id": "v1"}))
    parked = message_row(talks[0], "m88", "Lama.")
    register.tell(("message", parked[1], parked[2] | {"conversation_id": "gone"}))  # type: ignore[operator]
    load(joined, {"conversation": [register.row("conversation", talk) for talk in talks]}, epoch=2)
    for table in ("conflict", "parked"):
        assert rows_of(joined, f"SELECT * FROM {table}") == []
    assert rows_of(joined, "SELECT * FROM base WHERE kind IN ('conflict', 'attestation')") == []


def test_a_cut_that_was_broken_off_goes_on_to_the_same_end(joined: Store, register: Register, talks: list[str]) -> None:
    cut = joined.replica.begin("200:200:")
    joined.replica.apply(cut, [message_row(talks[0], "m77", "Hujan.")], ("150", 4))
    again = joined.replica.begin("300:300:")
    assert (again.upto, again.settling) == ("200:200:", ())
    assert joined.replica.position().after == ("150", 4)
    joined.replica.finish(again)
    assert (joined.replica.position().prev, joined.replica.position().after) == ("200:200:", ("0", 0))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(6)))
def test_in_whatever_order_rows_come_the_seat_shows_the_same(
    joined: Store, register: Register, keyring: Keyring, order: list[int]
) -> None:
    tag = "".join(map(str, order))
    contact = {"id": f"p{tag}", "channel": "x", "remote_id": f"r{tag}", "handle": "zul", "name": "Zul", "phone": ""}
    contact |= {"email": "", "first_seen_at": "2026-11-23T00:00:00+00:00"}
    _, _, talk = register.row("conversation", rows_of(joined, "SELECT id FROM conversation LIMIT 1")[0][0])
    theirs = {**talk, "id": f"c{tag}", "contact_id": f"p{tag}", "thread": f"t{tag}"}
    rows = [
        ("contact", f"p{tag}", contact),
        ("conversation", f"c{tag}", theirs),
        message_row(f"c{tag}", f"m{tag}", "Jalan licin.", id=f"m{tag}"),
        complaint_row(f"c{tag}", f"p{tag}", id=f"k{tag}", number=f"KKR/2026/9{tag}"),
        (
            "follow_up",
            f"f{tag}",
            {"id": f"f{tag}", "complaint_id": f"k{tag}", "author_id": "x", "text": "Ya", "state": ""},
        ),
        ("reply", f"y{tag}", {"id": f"y{tag}", "conversation_id": f"c{tag}", "account_id": ACCOUNT.id, "target": "m"}),
    ]
    rows[4][2]["created_at"] = rows[3][2]["registered_at"]  # type: ignore[index]
    rows[5][2]["state"] = "pending"  # type: ignore[index]
    for place in order:
        register.tell(rows[place])  # type: ignore[arg-type]
    assert rows_of(joined, "SELECT * FROM parked") == []
    for kind, row_id, told in rows:
        assert register.row(str(kind), str(row_id))[2] == KINDS[str(kind)].told(
            dict(zip(KINDS[str(kind)].names, KINDS[str(kind)].stored(told), strict=True))  # type: ignore[arg-type]
        ) | ({"conversation_id": f"c{tag}"} if kind == "message" else {})
