"""The register's functions as a seat calls them: what comes back, and in what words it is refused."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from pmsdesk.domain.errors import NotAllowed
from pmsdesk.domain.operation import Operation
from pmsdesk.domain.register_errors import (
    ChainBroken,
    ChainFork,
    ClientTooOld,
    DeviceRevoked,
    EpochChanged,
    NotEnrolled,
    NumberNotVoidable,
    OperationTooBig,
    RegisterNotMade,
    RegisterRefused,
    RegisterTooOld,
    TemplateCodeTaken,
)
from pmsdesk.sync import api as api_module
from pmsdesk.sync.address import Login, read_address
from pmsdesk.sync.answers import BlobState, Presence, Verdict
from pmsdesk.sync.api import CHUNK_BYTES, RegisterApi
from pmsdesk.sync.faults import RegisterFault
from pmsdesk.sync.link import Link
from tests.postgres import SharedRegister, Station, arrive, delivery, submission, this_year, written

Seat = Callable[[str], RegisterApi]
MILLISECOND = timedelta(milliseconds=1)


@pytest.fixture
def seat(shared: SharedRegister) -> Iterator[Seat]:
    """A person's own connection to the register of the test."""
    links: list[Link] = []

    def connect(username: str) -> RegisterApi:
        links.append(Link(address_of(shared), Login(username)))
        return RegisterApi(links[-1])

    yield connect
    for link in links:
        link.close()


def address_of(shared: SharedRegister) -> Any:
    host = shared.cluster.folder.as_posix()
    return read_address(f"postgresql:///{shared.name}?host={host}&port={shared.cluster.port}")[0]


def operation(station: Station, wire: dict[str, Any]) -> Operation:
    """What goes over the *wire*, as the seat's store holds it."""
    body = json.loads(wire["body"])
    return Operation(
        wire["id"],
        str(station.device),
        station.user,
        wire["sequence"],
        body["kind"],
        body["subject"],
        wire["body"].encode(),
        wire["prev_hash"],
        wire["hash"],
        datetime.now(UTC),
    )


def noted(station: Station, subject: str, text: str = "Sudah telefon kontraktor") -> Operation:
    row = {"id": str(uuid4()), "conversation_id": subject, "author_id": station.user, "text": text}
    row["created_at"] = datetime.now(UTC).isoformat(timespec="milliseconds")
    return operation(station, station.operation("note.added", subject, {}, [{"t": "note", "row": row}]))


def test_every_function_of_the_register_can_be_called(shared: SharedRegister) -> None:
    known = {name for (name,) in shared.all("SELECT proname FROM pg_proc WHERE pronamespace = 'api_v1'::regnamespace")}
    called = set(re.findall(r"api_v1\.(\w+)\(", Path(api_module.__file__).read_text("utf-8")))
    assert known - called == set()


def test_the_register_says_who_is_speaking_and_what_time_it_is(shared: SharedRegister, seat: Seat) -> None:
    mei, before = seat("mei"), datetime.now(UTC)
    told = mei.hello()
    assert (told.user, told.name, told.epoch, told.retry_after) == ("mei", "Mei", 1, 0)
    assert set(told.roles) == {"penyelia", "penerbit"}
    assert before - MILLISECOND < told.server_time <= datetime.now(UTC)
    assert re.fullmatch(r"\d+:1", told.ident)


def test_another_protocol_is_told_apart_by_its_side(shared: SharedRegister, seat: Seat) -> None:
    api = seat("siti")
    shared.administrator.execute("UPDATE sync.meta SET min_client = 2, max_client = 3")
    with pytest.raises(ClientTooOld):
        api.hello()
    shared.administrator.execute("UPDATE sync.meta SET min_client = 0, max_client = 0")
    with pytest.raises(RegisterTooOld):
        api.hello()


def test_a_login_without_a_role_is_refused(shared: SharedRegister, seat: Seat) -> None:
    shared.administrator.execute("SELECT app.set_active('kumar', false); ALTER ROLE kumar LOGIN")
    with pytest.raises(RegisterRefused, match="kumar"):
        seat("kumar").hello()


def test_a_database_without_a_register_is_no_register(shared: SharedRegister) -> None:
    host = shared.cluster.folder.as_posix()
    for name, who in (("postgres", "postgres"), ("tiada", "siti")):
        address, _ = read_address(f"postgresql:///{name}?host={host}&port={shared.cluster.port}")
        with Link(address, Login(who)) as link, pytest.raises(RegisterNotMade):
            RegisterApi(link).hello()


def test_operations_go_up_once_and_keep_their_verdict(shared: SharedRegister, seat: Seat) -> None:
    station, api = shared.station("siti"), seat("siti")
    talk = arrive(station)
    good, orphan = noted(station, talk.id), noted(station, str(uuid4()))
    first = api.push(str(station.device), 1, [good, orphan])
    assert [(receipt.id, receipt.verdict, receipt.repeated) for receipt in first] == [
        (good.id, Verdict.APPLIED, False),
        (orphan.id, Verdict.DEFERRED, False),
    ]
    assert first[1].detail["why"]
    again = api.push(str(station.device), 1, [good, orphan])
    assert [(receipt.verdict, receipt.repeated) for receipt in again] == [
        (Verdict.APPLIED, True),
        (Verdict.DEFERRED, True),
    ]
    assert {receipt.id: receipt.verdict for receipt in api.receipts([good.id, str(uuid4())])} == {good.id: "applied"}
    assert api.stream_position(str(station.device)) == 2
    assert api.enroll(str(station.device), "PC kaunter").sequence == 2
    assert shared.one("SELECT count(*) FROM app.note") == 1


def test_a_chain_that_does_not_fit_is_refused_by_what_is_wrong_with_it(shared: SharedRegister, seat: Seat) -> None:
    station, api = shared.station("siti"), seat("siti")
    device, talk = str(station.device), arrive(station)
    first, second = noted(station, talk.id), noted(station, talk.id)
    with pytest.raises(ChainBroken):
        api.push(device, 1, [second])
    api.push(device, 1, [first])
    clone = Station(shared, "siti", station.device)
    with pytest.raises(ChainFork):
        api.push(device, 1, [noted(clone, talk.id)])
    with pytest.raises(EpochChanged):
        api.push(device, 2, [second])
    with pytest.raises(NotEnrolled):
        api.push(str(uuid4()), 1, [second])
    with pytest.raises(OperationTooBig):
        api.push(device, 1, [second] * 1001)
    shared.administrator.execute("SELECT app.revoke_device(%s)", [station.device])
    with pytest.raises(DeviceRevoked):
        api.push(device, 1, [second])
    assert api.stream_position(device) == 1


def test_what_a_role_does_not_allow_is_refused_and_a_bug_is_a_bug(shared: SharedRegister, seat: Seat) -> None:
    with pytest.raises(NotAllowed):
        seat("siti").claimable()
    with pytest.raises(RegisterFault, match="22P02") as fault:
        seat("siti").stream_position("Encik Ali")
    assert "Ali" not in str(fault.value)


def test_state_comes_down_as_the_difference_of_two_horizons(shared: SharedRegister, seat: Seat) -> None:
    station, api = shared.station("siti"), seat("rahman")
    before = api.horizon()
    talk = arrive(station, "Jalan mendap di Jalan Ipoh")
    station.push(station.operation("conversation.labelled", talk.id))
    after = api.horizon()
    changes = api.pull(before.snapshot, after.snapshot, after.epoch)
    assert {"contact", "conversation", "message"} <= {change.kind for change in changes}
    message = next(change.row for change in changes if change.kind == "message")
    assert message is not None
    assert (message["text"], message["conversation_id"]) == ("Jalan mendap di Jalan Ipoh", talk.id)
    last = changes[-1]
    assert api.pull(before.snapshot, after.snapshot, after.epoch, (last.xid, last.seq)) == ()
    assert api.pull(before.snapshot, after.snapshot, after.epoch, most=1) == changes[:1]
    with pytest.raises(EpochChanged):
        api.pull(before.snapshot, after.snapshot, after.epoch + 1)


def test_the_first_load_is_newest_first_page_by_page(shared: SharedRegister, seat: Seat) -> None:
    station, api = shared.station("siti"), seat("kumar")
    now = datetime.now(UTC)
    talks = [arrive(station, at=now - timedelta(hours=age)).id for age in (3, 2, 1)]
    first = api.baseline("conversation", most=2)
    assert [found.id for found in first] == [talks[2], talks[1]]
    assert first[0].row["id"] == talks[2]
    assert [found.id for found in api.baseline("conversation", first[-1].id, most=2)] == [talks[0]]


def test_numbers_are_leased_found_again_and_handed_on(shared: SharedRegister, seat: Seat) -> None:
    station, api = shared.station("siti"), seat("siti")
    device, new, year = str(station.device), str(uuid4()), this_year()
    block = api.lease_numbers(device, year, 32)
    assert (block.year, block.high - block.low + 1) == (year, 32)
    assert api.blocks(device) == (block,)
    assert api.adopt_block(device, year, block.low, block.high)
    assert not api.adopt_block(device, year, block.high + 1, block.high + 9)
    api.enroll(new, "PC baharu")
    assert api.succeed(device, new) == 1
    assert (api.blocks(device), api.blocks(new)) == ((), (block,))
    administrator = seat("admin1")
    assert administrator.void_number(year, block.low, "borang rosak")
    assert not administrator.void_number(year, block.low, "borang rosak")
    with pytest.raises(NumberNotVoidable):
        administrator.void_number(year, block.high + 1000, "tiada")


def test_messages_of_the_networks_are_new_once(shared: SharedRegister, seat: Seat) -> None:
    station, api = shared.station("siti"), seat("siti")
    _, rows = delivery("Lampu isyarat rosak di Jalan Duta")
    assert [api.ingest(str(station.device), rows) for _ in range(2)] == [1, 0]


def test_a_reply_is_attested_claimed_and_sent(shared: SharedRegister, seat: Seat) -> None:
    station, api = shared.station("siti"), seat("penerbit1")
    publisher = shared.station("penerbit1")
    submitted = submission(station, arrive(station), "Terima kasih, pasukan kami sedang ke lokasi.", ground="check")
    assert station.push(submitted)[0]["verdict"] == "applied"
    version = written(submitted)
    assert api.claimable() == ()
    shared.tick(11)
    (waiting,) = api.claimable()
    assert (waiting["version_id"], waiting["ground"]) == (version["id"], "")
    assert api.claim(version["id"], str(publisher.device)) is None
    assert api.attest(version["id"], version["sha"], "2026.1", [], clear=True)
    claim = api.claim(version["id"], str(publisher.device), ttl_s=60)
    assert claim is not None
    assert timedelta(seconds=30) < claim.lease_until - datetime.now(UTC) < timedelta(seconds=90)
    assert not api.begin_send(version["id"], claim.token + 1, version["sha"], "")
    assert api.begin_send(version["id"], claim.token, version["sha"], "")
    assert api.doubt_send(version["id"], claim.token, "masa tamat")
    assert [row["state"] for row in api.unsettled()] == ["unsure"]
    assert api.reconcile(version["id"], "incomplete") == "unsure"
    assert api.reconcile(version["id"], "present", "998877") == "sent"
    assert api.finish_send(version["id"], claim.token, "998877", "https://x.com/i/998877")
    assert shared.one("SELECT count(*) FROM app.message WHERE remote_id = '998877' AND direction = 'out'") == 1


def test_a_refused_or_put_off_send_leaves_its_trace(shared: SharedRegister, seat: Seat) -> None:
    station, api, publisher = shared.station("siti"), seat("penerbit1"), shared.station("penerbit1")
    version = written(wire := submission(station, arrive(station), "Aduan tuan sedang disiasat.", ground="check"))
    station.push(wire)
    shared.tick(11)
    api.attest(version["id"], version["sha"], "2026.1", [], clear=True)
    first = api.claim(version["id"], str(publisher.device))
    assert first is not None
    assert api.release_send(version["id"], first.token, None, "had kadar")
    second = api.claim(version["id"], str(publisher.device))
    assert second is not None
    assert second.token > first.token
    assert api.begin_send(version["id"], second.token, version["sha"], "")
    assert api.reject_send(version["id"], second.token, "mesej asal dipadam")
    events = shared.all("SELECT event FROM app.publish_attempt ORDER BY place")
    assert [event for (event,) in events] == ["claimed", "ready", "claimed", "sending", "rejected"]


def test_templates_need_two_supervisors(shared: SharedRegister, seat: Seat) -> None:
    rahman, mei = seat("rahman"), seat("mei")
    rahman.propose_template("Z1", "Penghargaan", "Terima kasih atas pujian tuan/puan.")
    with pytest.raises(NotAllowed):
        rahman.approve_template("Z1")
    with pytest.raises(TemplateCodeTaken):
        mei.propose_template("Z1", "Lain", "Teks lain.")
    assert mei.approve_template("Z1")
    approved = next(template for template in mei.templates() if template.code == "Z1")
    assert (approved.proposed_by, approved.approved_by, approved.retired_by) == ("rahman", "mei", "")
    assert mei.retire_template("Z1")
    assert not mei.retire_template("Z1")


def test_seals_follow_each_other(shared: SharedRegister, seat: Seat) -> None:
    station, api = shared.station("siti"), seat("rahman")
    assert api.seal() is None
    station.act("register.exported", "")
    first = api.seal()
    station.act("register.exported", "")
    second = api.seal()
    assert first is not None
    assert second is not None
    assert (second["n"], second["prev_root"]) == (2, first["root"])


def test_a_photo_goes_up_in_chunks_and_comes_back_whole(shared: SharedRegister, seat: Seat) -> None:
    api, other = seat("siti"), seat("rahman")
    photo = bytes(range(256)) * 2500
    sha = hashlib.sha256(photo).hexdigest()
    chunks = [photo[at : at + CHUNK_BYTES] for at in range(0, len(photo), CHUNK_BYTES)]
    assert api.blob_missing(sha, len(photo), "image/jpeg") == (0, 1, 2)
    assert not api.blob_put(sha, 1, chunks[1])
    assert api.blob_missing(sha, len(photo), "image/jpeg") == (0, 2)
    assert other.blob_get(sha, 1) is None, "not before it is whole"
    assert api.blob_state([sha, "0" * 64]) == (BlobState(sha, len(photo), complete=False),)
    assert [api.blob_put(sha, index, chunks[index]) for index in (0, 2)] == [False, True]
    assert api.blob_missing(sha, len(photo), "image/jpeg") == ()
    assert b"".join(other.blob_get(sha, index) or b"" for index in range(3)) == photo
    assert other.blob_state([sha])[0].complete


def test_an_account_is_polled_by_one_at_a_time(shared: SharedRegister, seat: Seat) -> None:
    siti, kumar = shared.station("siti"), shared.station("kumar")
    held = seat("siti").lease_account("x-moworks", str(siti.device), 60)
    assert (held.held, held.holder) == (True, "siti")
    refused = seat("kumar").lease_account("x-moworks", str(kumar.device), 60)
    assert (refused.held, refused.holder, refused.until) == (False, "siti", held.until)
    seat("siti").release_account("x-moworks", str(siti.device))
    assert seat("kumar").lease_account("x-moworks", str(kumar.device), 60).held


def test_a_colleague_is_seen_at_a_conversation_until_she_leaves(shared: SharedRegister, seat: Seat) -> None:
    talk = arrive(shared.station("siti")).id
    siti, kumar = seat("siti"), seat("kumar")
    siti.presence(talk, "typing")
    assert kumar.presence_of([talk]) == (Presence(talk, "siti", "Siti", "typing"),)
    shared.tick(26)
    assert kumar.presence_of([talk]) == ()
    siti.presence(talk, "viewing")
    siti.presence(talk, "")
    assert kumar.presence_of([talk]) == ()


def test_the_whole_register_can_be_searched(shared: SharedRegister, seat: Seat) -> None:
    talk = arrive(shared.station("siti"), "Jambatan Sungai Sarang Buaya retak")
    found = seat("kumar").search("sarang buaya")
    assert {("message", talk.message_id), ("conversation", talk.id)} <= {(row.kind, row.id) for row in found}
    assert seat("kumar").search("terowong") == ()
