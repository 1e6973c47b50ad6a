"""Working at the same time: polling leases, presence, photos, online search, templates and seals."""

import hashlib
import random
from typing import Any

import psycopg
import pytest

from tests.postgres import SharedRegister, Station, arrive, complaint_row, decision, submission, this_year, written
from tests.sync.registers import wrong_in

CHUNK = 262_144


def test_one_seat_polls_an_account_until_it_lets_go_or_dies(shared: SharedRegister) -> None:
    siti, kumar = shared.station("siti"), shared.station("kumar")
    assert siti.call("lease_account", "x-moworks", siti.device, 60)["held"] is True
    told = kumar.call("lease_account", "x-moworks", kumar.device, 60)
    assert (told["held"], told["holder"]) == (False, "siti")
    assert kumar.call("lease_account", "facebook-kkr", kumar.device, 60)["held"] is True
    second_pc = shared.station("siti")
    assert second_pc.call("lease_account", "x-moworks", second_pc.device, 60)["held"] is False
    assert siti.call("lease_account", "x-moworks", siti.device, 60)["held"] is True, "renewed"
    shared.tick(61)
    assert kumar.call("lease_account", "x-moworks", kumar.device, 60)["held"] is True
    assert siti.call("release_account", "x-moworks", siti.device) is False
    assert kumar.call("release_account", "x-moworks", kumar.device) is True
    assert siti.call("lease_account", "x-moworks", siti.device, 60)["held"] is True


def test_presence_is_gone_after_25_seconds_or_when_one_leaves(shared: SharedRegister) -> None:
    siti, kumar = shared.station("siti"), shared.station("kumar")
    talk, other = arrive(siti), arrive(siti)
    siti.call("presence", talk.id, "viewing")
    siti.call("presence", talk.id, "typing")
    siti.call("presence", other.id, "viewing")
    seen = [{"conversation": talk.id, "staff": "siti", "name": "Siti", "doing": "typing"}]
    ask = "SELECT * FROM api_v1.presence_of(%s)"
    with kumar.connection.cursor(row_factory=psycopg.rows.dict_row) as cursor:
        assert cursor.execute(ask, [[talk.id]]).fetchall() == seen
        assert siti.connection.execute(ask, [[talk.id]]).fetchall() == [], "nobody is told of himself"
        siti.call("presence", other.id, "")
        assert cursor.execute(ask, [[other.id]]).fetchall() == []
        shared.tick(26)
        assert cursor.execute(ask, [[talk.id, other.id]]).fetchall() == []
    with pytest.raises(psycopg.errors.InvalidParameterValue):
        siti.call("presence", "no conversation", "viewing")


def test_a_photo_goes_up_in_chunks_and_an_upload_resumes(shared: SharedRegister) -> None:
    siti, kumar = shared.station("siti"), shared.station("kumar")
    content = random.Random(3).randbytes(2 * CHUNK + 1000)
    sha = hashlib.sha256(content).hexdigest()
    assert siti.call("blob_missing", sha, len(content), "image/jpeg") == [0, 1, 2]
    assert siti.call("blob_put", sha, 2, content[2 * CHUNK :]) is False
    assert siti.call("blob_put", sha, 0, content[:CHUNK]) is False
    assert siti.call("blob_missing", sha, len(content), "image/jpeg") == [1]
    assert kumar.call("blob_get", sha, 0) is None, "incomplete"
    assert siti.call("blob_put", sha, 1, content[CHUNK : 2 * CHUNK]) is True
    assert kumar.call("blob_missing", sha, len(content), "image/jpeg") == []
    assert b"".join(kumar.call("blob_get", sha, i) for i in range(3)) == content
    state = kumar.connection.execute("SELECT * FROM api_v1.blob_state(%s)", [[sha, "0" * 64]]).fetchall()
    assert state == [(sha, len(content), True)]


def test_chunks_that_are_not_the_photo_are_thrown_away(shared: SharedRegister) -> None:
    siti = shared.station("siti")
    sha = hashlib.sha256(b"genuine").hexdigest()
    siti.call("blob_missing", sha, 7, "image/jpeg")
    assert siti.call("blob_put", sha, 0, b"forgery") is False
    assert siti.call("blob_missing", sha, 7, "image/jpeg") == [0]
    for i, data in ((0, b"genuine!"), (1, b""), (-1, b"genuine")):
        with pytest.raises(psycopg.errors.InvalidParameterValue):
            siti.call("blob_put", sha, i, data)
    assert siti.call("blob_put", sha, 0, b"genuine") is True


def test_nobody_hinders_the_upload_of_anothers_photo(shared: SharedRegister) -> None:
    """Neither by a wrong size nor by wrong chunks, whoever comes first; what is whole is whole for both."""
    siti, kumar = shared.station("siti"), shared.station("kumar")
    content = random.Random(4).randbytes(CHUNK + 7)
    sha = hashlib.sha256(content).hexdigest()
    assert kumar.call("blob_missing", sha, 1, "image/jpeg") == [0]
    assert siti.call("blob_missing", sha, len(content), "image/jpeg") == [0, 1]
    rahman = shared.station("rahman")
    assert rahman.call("blob_missing", sha, len(content), "image/jpeg") == [0, 1]
    assert rahman.call("blob_put", sha, 0, bytes(CHUNK)) is False
    assert siti.call("blob_put", sha, 0, content[:CHUNK]) is False
    assert siti.call("blob_put", sha, 1, content[CHUNK:]) is True
    assert kumar.call("blob_missing", sha, 1, "image/jpeg") == []
    assert rahman.call("blob_put", sha, 1, bytes(7)) is True
    assert b"".join(kumar.call("blob_get", sha, i) for i in range(2)) == content
    state = kumar.connection.execute("SELECT * FROM api_v1.blob_state(%s)", [[sha]]).fetchall()
    assert state == [(sha, len(content), True)]
    assert shared.one("SELECT count(*) FROM app.blob_chunk WHERE sha = %s", sha) == 2


def test_online_search_finds_words_numbers_and_names_with_what_they_belong_to(shared: SharedRegister) -> None:
    siti = shared.station("siti")
    flood = arrive(siti, "Banjir kilat di Jalan Tun Razak, kenderaan terkandas")
    arrive(siti, "Lampu isyarat rosak")
    number = f"KKR/{this_year()}/{siti.lease()[0]:06d}"
    row = complaint_row(flood, number, summary="Longkang tersumbat")
    siti.act("complaint.registered", row["id"], {}, {"t": "complaint", "row": row})

    def search(words: str) -> list[tuple[str, str]]:
        return [(hit["kind"], hit["id"]) for hit in siti.rows("search", words, 50)]

    hit = [("contact", flood.contact_id), ("conversation", flood.id)]
    assert search("BANJIR razak") == [*hit, ("message", flood.message_id)]
    assert search("kilat rosak") == []
    assert search(number) == [*hit, ("complaint", row["id"])]
    assert search("longk") == [*hit, ("complaint", row["id"])]
    assert len(search("aminah")) == 2 + 2 + 1
    assert search("") == search("'; :* & ! |") == []
    assert siti.rows("search", "banjir", 50)[2]["row"]["text"].startswith("Banjir kilat")


def test_an_account_whose_time_is_over_is_leased_to_nobody_and_nothing_is_published_from_it(
    shared: SharedRegister,
) -> None:
    siti, publisher, admin = (shared.station(name) for name in ("siti", "penerbit1", "admin1"))
    talk = arrive(siti)
    operation = submission(siti, talk, "Terima kasih. Aduan puan telah diterima dan siasatan akan dijalankan.")
    siti.push(operation)
    shared.tick(11)

    def ends(before: str | None, after: str | None) -> None:
        change = {"t": "account", "id": "x-moworks", "set": {"valid_to": [before, after]}}
        assert admin.act("account.edited", "x-moworks", {}, change)["verdict"] == "applied"

    ends(None, "2020-01-31")
    assert siti.call("lease_account", "x-moworks", siti.device, 60)["held"] is False
    assert publisher.rows("claimable", 10) == []
    assert publisher.call("claim", written(operation)["id"], publisher.device, 60) is None
    assert shared.one("SELECT state FROM app.publication") == "ready", "it waits"
    ends("2020-01-31", None)
    assert siti.call("lease_account", "x-moworks", siti.device, 60)["held"] is True
    held = publisher.call("claim", written(operation)["id"], publisher.device, 60)
    ends(None, "2020-01-31")
    begun = ("begin_send", written(operation)["id"], held["token"], held["sha"], "")
    assert publisher.call(*begun) is False
    ends("2020-01-31", None)
    assert publisher.call(*begun) is True


def test_what_tells_an_account_is_corrected_only_while_it_is_not_connected(shared: SharedRegister) -> None:
    admin = shared.station("admin1")

    def edit(**fields: list[object]) -> str:
        told = admin.act("account.edited", "x-moworks", {}, {"t": "account", "id": "x-moworks", "set": fields})
        return told["verdict"] if told["verdict"] != "rejected" else told["detail"]["why"]

    assert edit(handle=["MOWorks", "KKRMalaysia"], owner_id=["", "siti"], deputy_id=["", "kumar"]) == "applied"
    assert edit(deputy_id=["kumar", "siti"]).startswith("new row")
    shared.one("UPDATE app.account SET connected = true WHERE id = 'x-moworks' RETURNING id")
    assert edit(handle=["KKRMalaysia", "MOWorks"]) == "account is connected"
    assert edit(deputy_id=["", "siti"]) == "conflict"
    known = shared.all("SELECT handle, owner_id, deputy_id FROM app.account WHERE id = 'x-moworks'")
    assert known == [("KKRMalaysia", "siti", "kumar")]


def test_a_template_needs_two_people(shared: SharedRegister) -> None:
    rahman, mei, siti = (shared.station(name) for name in ("rahman", "mei", "siti"))
    text = "Terima kasih {{sapaan}}. Laluan dibuka semula."
    rahman.call("propose_template", "G10", "Laluan dibuka", text)
    talk = arrive(siti, account="x-petrajayamp")
    first = submission(siti, talk, "Terima kasih tuan. Laluan dibuka semula.")
    siti.push(first)
    assert shared.one("SELECT state FROM app.reply") == "pending", "only proposed"
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        rahman.call("approve_template", "G10")
    assert mei.call("approve_template", "G10") is True
    again = submission(
        siti, talk, "Terima kasih tuan. Laluan dibuka semula.", reply_id=written(first)["reply_id"], number=2
    )
    siti.push(again)
    assert shared.one("SELECT state FROM app.reply") == "cleared"
    publisher = shared.station("penerbit1")
    assert mei.call("retire_template", "G10") is True
    shared.tick(11)
    assert publisher.call("claim", written(again)["id"], publisher.device, 60) is None
    assert shared.one("SELECT state FROM app.reply") == "pending", "it waits for a supervisor now"
    codes = {t["code"]: t["approved_by"] for t in siti.rows("templates")}
    assert codes == {**{f"G{n}": "seed" for n in range(1, 10)}, "G10": "mei"}


def worked(shared: SharedRegister) -> tuple[Station, dict[str, Any]]:
    """A register in which something was registered, approved, published and sealed."""
    siti, rahman, publisher = (shared.station(name) for name in ("siti", "rahman", "penerbit1"))
    talk = arrive(siti)
    row = complaint_row(talk, f"KKR/{this_year()}/{siti.lease()[0]:06d}")
    siti.act("complaint.registered", row["id"], {}, {"t": "complaint", "row": row})
    operation = submission(siti, talk, "Terima kasih. Pasukan kami akan ke lokasi esok.")
    siti.push(operation)
    rahman.push(decision(rahman, talk, written(operation)))
    shared.tick(11)
    version = written(operation)
    publisher.call("claim", version["id"], publisher.device, 60)
    publisher.call("begin_send", version["id"], 1, version["sha"], "")
    publisher.call("finish_send", version["id"], 1, "42", "", version["id"])
    return rahman, version


def test_seals_cover_every_operation_once_and_hang_together(shared: SharedRegister) -> None:
    rahman, _ = worked(shared)
    late = shared.open("siti")
    siti = shared.station("siti")
    first = rahman.call("seal")
    assert (first["n"], first["count"], first["prev_root"]) == (1, 3, "")
    assert rahman.call("seal") is None
    late.autocommit = False
    operation = siti.operation("register.exported", "x")
    late.execute("SELECT api_v1.push(%s, 1, %s)", [siti.device, psycopg.types.json.Jsonb([operation])])
    rahman.act("register.exported", "y")
    second = rahman.call("seal")
    late.commit()
    third = rahman.call("seal")
    assert [(s["n"], s["count"]) for s in (second, third)] == [(2, 1), (3, 1)]
    assert (second["prev_root"], third["prev_root"]) == (first["root"], second["root"])
    assert wrong_in(shared) == []
