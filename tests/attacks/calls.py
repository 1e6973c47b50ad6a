"""What somebody tries with every function of `api_v1`; a new function needs its attempts here or the suite fails."""

import hashlib
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from tests.attacks.attempt import NO_DATA, Arguments, call
from tests.attacks.scene import PHOTO, Scene
from tests.postgres import Station, delivery, this_year


def raw_push(
    change: Callable[[Scene, dict[str, Any]], dict[str, Any]], device: str = "siti", epoch: int = 2
) -> Arguments:
    """The arguments of push for the next operation of siti's own chain after *change*."""

    def arguments(scene: Scene) -> tuple[Any, ...]:
        siti = scene.stations["siti"]
        twin = Station(scene.shared, "siti", siti.device, siti.sequence, siti.hash)
        return scene.stations[device].device, epoch, [change(scene, twin.operation("contact.revealed", "x"))]

    return arguments


def rehashed(operation: dict[str, Any], **changes: Any) -> dict[str, Any]:
    changed = {**operation, **changes}
    changed["hash"] = hashlib.sha256(bytes.fromhex(changed["prev_hash"]) + changed["body"].encode()).hexdigest()
    return changed


def version(name: str, *rest: Any) -> Arguments:
    """The id of a version and the rest of a call; "device:x" and "sha:x" stand for what the scene knows."""

    def arguments(scene: Scene) -> tuple[Any, ...]:
        known = {f"device:{k}": s.device for k, s in scene.stations.items()}
        known |= {f"sha:{k}": v["sha"] for k, v in scene.versions.items()} | {
            f"id:{k}": v["id"] for k, v in scene.versions.items()
        }
        return (scene.versions[name]["id"], *(known.get(r, r) if isinstance(r, str) else r for r in rest))

    return arguments


def noted(name: str, outcome: str | None) -> Arguments:
    """That *outcome* came of a request of the scene."""
    return lambda scene: (scene.requests[name]["id"], outcome, None, "x")


def digest_of(edges: str) -> tuple[Any, ...]:
    return "1:1:", 2, "now", edges, "{}", True


def stolen_id() -> dict[str, Any]:
    _, rows = delivery("x")
    rows["messages"][0]["remote_id"] = "another"
    return rows


def rewritten(scene: Scene) -> dict[str, Any]:
    talk = scene.talks["pending"]
    _, rows = delivery("Terima kasih KKR!")
    message = {**rows["messages"][0], "id": talk.message_id, "conversation_id": talk.id, "remote_id": talk.target}
    return {"messages": [message]}


def moved(scene: Scene) -> dict[str, Any]:
    talk = scene.talks["pending"]
    _, rows = delivery("x")
    done = {"id": talk.id, "account_id": talk.account_id, "contact_id": talk.contact_id, "state": "done"}
    return {"conversations": [{**rows["conversations"][0], **done, "confidence": 1.0}]}


CHAINS = [
    call(
        "siti",
        "push",
        "skip a number of the chain",
        raw_push(lambda _, o: {**o, "sequence": o["sequence"] + 1}),
        "PM001",
    ),
    call("siti", "push", "fork the chain", raw_push(lambda _, o: {**o, "sequence": 1}), "PM011"),
    call("siti", "push", "hang it upon another hash", raw_push(lambda _, o: rehashed(o, prev_hash="11" * 32)), "PM002"),
    call(
        "siti", "push", "change the body after hashing", raw_push(lambda _, o: {**o, "body": o["body"] + " "}), "PM003"
    ),
    call(
        "siti",
        "push",
        "write on another's workstation without being there",
        raw_push(lambda _, o: o, device="rahman"),
        "PM010",
    ),
    call("siti", "push", "write into an old epoch", raw_push(lambda _, o: o, epoch=1), "PM020"),
    call("siti", "push", "flood", lambda scene: (scene.stations["siti"].device, 2, [{}] * 1001), "PM030"),
    call(
        "kumar",
        "push",
        "replay another's operation",
        lambda scene: (scene.stations["kumar"].device, 2, [scene.applied]),
    ),
    call("leaver", "push", "write after having left", lambda scene: (uuid4(), 2, [])),
    call("leaver", "enroll", "enroll after having left", lambda scene: (uuid4(), "PC")),
    call("siti", "enroll", "a label that fills the disk", lambda scene: (uuid4(), "x" * 100_000), "PM030"),
    call("siti", "stream_position", "ask for another's chain", lambda scene: (scene.stations["kumar"].device,), None),
    call("kumar", "receipts", "read another's receipts", lambda scene: ([scene.applied["id"]],), None),
]

NUMBERS = [
    call(
        "penerbit1",
        "lease_numbers",
        "lease numbers as a publisher",
        lambda scene: (scene.stations["penerbit1"].device, this_year(), 10),
    ),
    call(
        "siti",
        "lease_numbers",
        "lease for another's workstation",
        lambda scene: (scene.stations["kumar"].device, this_year(), 10),
        "PM010",
    ),
    call(
        "siti",
        "lease_numbers",
        "lease all numbers",
        lambda scene: (scene.stations["siti"].device, this_year(), 900_000),
        NO_DATA,
    ),
    call(
        "siti",
        "lease_numbers",
        "lease numbers backwards",
        lambda scene: (scene.stations["siti"].device, this_year(), -5),
        NO_DATA,
    ),
    call(
        "siti",
        "lease_numbers",
        "lease numbers of a past year",
        lambda scene: (scene.stations["siti"].device, 2019, 10),
        NO_DATA,
    ),
    call("siti", "blocks", "list another's blocks", lambda scene: (scene.stations["kumar"].device,), "PM010"),
    call(
        "siti",
        "adopt_block",
        "adopt another's block",
        lambda scene: (scene.stations["siti"].device, this_year(), 33, 64),
        False,
    ),
    call(
        "siti",
        "adopt_block",
        "adopt a part of another's block",
        lambda scene: (scene.stations["siti"].device, this_year(), 40, 41),
        False,
    ),
    call(
        "siti",
        "adopt_block",
        "adopt a block beyond what was given out",
        lambda scene: (scene.stations["siti"].device, this_year(), 5_000, 5_010),
        False,
    ),
    call(
        "siti",
        "succeed",
        "inherit another's workstation",
        lambda scene: (scene.stations["kumar"].device, scene.stations["siti"].device),
        0,
    ),
    call(
        "siti",
        "succeed",
        "give blocks to another's workstation",
        lambda scene: (scene.stations["siti"].device, scene.stations["kumar"].device),
        "PM010",
    ),
    call("rahman", "void_number", "void a number as a supervisor", lambda scene: (this_year(), 40, "x")),
    call("admin1", "void_number", "void an issued number", lambda scene: (this_year(), 1, "x"), "PM040"),
    call(
        "admin1",
        "void_number",
        "void a number that was never given out",
        lambda scene: (this_year(), 99_999, "x"),
        "PM040",
    ),
    call("admin1", "void_number", "void without a reason", lambda scene: (this_year(), 40, ""), "23514"),
]

PUBLISHING = [
    call("siti", "claimable", "see the outbox as an officer", lambda scene: (10,)),
    call("rahman", "unsettled", "see what is unsure as a supervisor", lambda scene: ()),
    call("siti", "attest", "attest as an officer", version("flagged", "sha:flagged", "2026.1", True, [])),
    call("rahman", "attest", "attest as a supervisor", version("flagged", "sha:flagged", "2026.1", True, [])),
    call("penerbit1", "attest", "attest another text", version("flagged", "sha:edited_2", "2026.1", True, []), False),
    call(
        "penerbit1",
        "attest",
        "attest what waits for a supervisor",
        version("pending", "sha:pending", "2026.1", True, []),
        False,
    ),
    call(
        "penerbit1",
        "attest",
        "attest a minister's text past its supervisor",
        version("minister", "sha:minister", "2026.1", True, []),
        False,
    ),
    call(
        "penerbit1",
        "attest",
        "attest neither yes nor no",
        version("flagged", "sha:flagged", "2026.1", None, []),
        "23502",
    ),
    call("siti", "claim", "claim as an officer", version("ready", "device:siti", 60)),
    call("rahman", "claim", "claim as a supervisor", version("ready", "device:rahman", 60)),
    call("penerbit1", "claim", "claim what nobody approved", version("pending", "device:penerbit1", 60), None),
    call(
        "penerbit1", "claim", "claim what the seat alone found clear", version("flagged", "device:penerbit1", 60), None
    ),
    call(
        "penerbit1",
        "claim",
        "claim a minister's text that nobody approved",
        version("minister", "device:penerbit1", 60),
        None,
    ),
    call(
        "penerbit1",
        "claim",
        "claim an approved text that was edited since",
        version("edited", "device:penerbit1", 60),
        None,
    ),
    call("penerbit1", "claim", "claim the edit of an approved text", version("edited_2", "device:penerbit1", 60), None),
    call("penerbit1", "claim", "claim what was returned", version("returned", "device:penerbit1", 60), None),
    call("penerbit1", "claim", "claim what its author took back", version("withdrawn", "device:penerbit1", 60), None),
    call("penerbit1", "claim", "claim what is sent", version("sent", "device:penerbit1", 60), None),
    call("penerbit2", "claim", "claim what another holds", version("claimed", "device:penerbit2", 60), None),
    call("penerbit2", "claim", "claim from another's workstation", version("ready", "device:penerbit1", 60), "PM010"),
    call("penerbit2", "begin_send", "begin with another's token", version("claimed", 1, "sha:claimed", ""), False),
    call("penerbit1", "begin_send", "begin with a later token", version("claimed", 2, "sha:claimed", ""), False),
    call("penerbit1", "begin_send", "begin with another text", version("claimed", 1, "sha:edited_2", ""), False),
    call("penerbit1", "begin_send", "begin what is not claimed", version("ready", 0, "sha:ready", ""), False),
    call("siti", "begin_send", "begin as an officer", version("claimed", 1, "sha:claimed", "")),
    call(
        "penerbit2",
        "finish_send",
        "finish another's claim",
        version("claimed", 1, "777", "", "id:claimed"),
        False,
    ),
    call(
        "penerbit1",
        "finish_send",
        "finish with a citizen's post",
        lambda scene: (
            scene.versions["claimed"]["id"],
            1,
            scene.talks["claimed"].target,
            "",
            scene.versions["claimed"]["id"],
        ),
        NO_DATA,
    ),
    call(
        "penerbit1",
        "finish_send",
        "finish with another reply's post",
        version("claimed", 1, "9001", "", "id:claimed"),
        NO_DATA,
    ),
    call(
        "penerbit1",
        "finish_send",
        "finish with another reply's text",
        version("claimed", 1, "778", "", "id:sent"),
        NO_DATA,
    ),
    call("penerbit1", "finish_send", "finish without a post", version("claimed", 1, "", "", "id:claimed"), NO_DATA),
    call(
        "penerbit1",
        "finish_send",
        "finish what is not claimed",
        version("ready", 0, "779", "", "id:ready"),
        False,
    ),
    call(
        "penerbit1",
        "finish_send",
        "change the post of what is sent",
        version("sent", 1, "780", "", "id:sent"),
        False,
    ),
    call("penerbit1", "reject_send", "reject what is sent", version("sent", 1, "x"), False),
    call("penerbit2", "reject_send", "reject another's", version("unsure", 1, "x"), False),
    call("penerbit2", "release_send", "release another's claim", version("claimed", 1, None, "x"), False),
    call(
        "penerbit1", "release_send", "release what is unsure to send it again", version("unsure", 1, None, "x"), False
    ),
    call("penerbit1", "release_send", "release what is sent", version("sent", 1, None, "x"), False),
    call("penerbit1", "doubt_send", "doubt what is sent", version("sent", 1, "x"), False),
    call("siti", "doubt_send", "doubt as an officer", version("claimed", 1, "x")),
    call("siti", "reconcile", "reconcile as an officer", version("unsure", "absent", "", "")),
    call("penerbit1", "reconcile", "reconcile what is sent", version("sent", "absent", "", ""), "sent"),
    call("penerbit1", "reconcile", "find another attempt", version("unsure", "present", "781", "", "", 0), "unsure"),
    call("penerbit1", "reconcile", "find it without saying where", version("unsure", "present", "", ""), NO_DATA),
    call(
        "penerbit1", "reconcile", "find it in another reply's post", version("unsure", "present", "9001", ""), NO_DATA
    ),
]

MODERATION = [
    call("siti", "moderations", "see what is to be hidden as an officer", lambda scene: (10,)),
    call("rahman", "moderations", "see what is to be hidden as a supervisor", lambda scene: (10,)),
    call("leaver", "moderations", "see what is to be hidden after having left", lambda scene: (10,)),
    call("siti", "note_moderation", "say as an officer that it is hidden", noted("cleared", "done")),
    call("rahman", "note_moderation", "say as a supervisor that it is hidden", noted("cleared", "done")),
    call("admin1", "note_moderation", "say as an administrator that it is hidden", noted("cleared", "done")),
    call("penerbit1", "note_moderation", "hide what nobody cleared", noted("asked", "done"), "pending"),
    call("penerbit1", "note_moderation", "hide what was taken back", noted("taken_back", "done"), "cancelled"),
    call("penerbit1", "note_moderation", "do again what is done", noted("done", "again"), "done"),
    call("penerbit1", "note_moderation", "say that what is done was refused", noted("done", "refused"), "done"),
    call("penerbit1", "note_moderation", "clear it himself", noted("asked", "cleared"), NO_DATA),
    call("penerbit1", "note_moderation", "say nothing of it", noted("cleared", None), NO_DATA),
    call("penerbit1", "note_moderation", "a request that is none", lambda scene: ("x", "done", None, ""), None),
]

OTHERS = [
    call("leaver", "hello", "say hello after having left", lambda scene: (1,)),
    call("leaver", "horizon", "ask for a snapshot after having left", lambda scene: ()),
    call("leaver", "pull", "pull after having left", lambda scene: ("1:1:", "9:9:", 1, "0", 0, 10)),
    call("siti", "pull", "pull with a cursor that is none", lambda scene: ("'; DROP", "9:9:", 2, "0", 0, 10), "22P02"),
    call("leaver", "whole", "load a conversation after having left", lambda scene: (scene.talks["pending"].id,)),
    call("stranger", "whole", "load a conversation without a part in it", lambda scene: ("x",), "no connection"),
    call("leaver", "digest", "compare after having left", lambda scene: digest_of("{-infinity,infinity}")),
    call(
        "siti", "digest", "ask for a million stretches", lambda scene: digest_of("{" + "now," * 1000 + "now}"), NO_DATA
    ),
    call("siti", "digest", "ask for no stretch", lambda scene: digest_of("{}"), NO_DATA),
    call("leaver", "digest_of_kind", "compare people after having left", lambda scene: ("staff", "1:1:", 2, "now")),
    call(
        "siti", "digest_of_kind", "digest the chains of others", lambda scene: ("operation", "1:1:", 2, "now"), NO_DATA
    ),
    call("leaver", "baseline", "load after having left", lambda scene: ("complaint", "", 10)),
    call("siti", "baseline", "load the chains of others", lambda scene: ("operation", "", 10), NO_DATA),
    call("siti", "baseline", "load the devices of others", lambda scene: ("device", "", 10), NO_DATA),
    call("kumar", "training", "read a colleague's training", lambda scene: (None, 10), None),
    call("penerbit1", "training", "read everybody's training as a publisher", lambda scene: (None, 10), None),
    call("leaver", "training", "read training after having left", lambda scene: (None, 10)),
    call("leaver", "search", "search after having left", lambda scene: ("jalan", 10)),
    call("siti", "search", "choke it with a megabyte", lambda scene: ("&|!():*'%" * 110_000 + "x" * 10_000, 10), None),
    call("siti", "search", "break out of the query", lambda scene: ("'); DROP TABLE app.approval; --", 10), None),
    call(
        "admin1",
        "ingest",
        "send up messages as an administrator",
        lambda scene: (scene.stations["admin1"].device, delivery("x")[1]),
    ),
    call(
        "siti",
        "ingest",
        "send up from another's workstation",
        lambda scene: (scene.stations["kumar"].device, delivery("x")[1]),
        "PM010",
    ),
    call(
        "siti",
        "ingest",
        "take the id of a message to come",
        lambda scene: (scene.stations["siti"].device, stolen_id()),
        NO_DATA,
    ),
    call(
        "siti",
        "ingest",
        "rewrite what a citizen said",
        lambda scene: (scene.stations["siti"].device, rewritten(scene)),
        {"messages": 0, "conversations": []},
    ),
    call(
        "siti",
        "ingest",
        "move a conversation without a new message",
        lambda scene: (scene.stations["siti"].device, moved(scene)),
        {"messages": 0, "conversations": []},
    ),
    call("penerbit1", "blob_missing", "announce a photo as a publisher", lambda scene: ("a" * 64, 5, "image/jpeg")),
    call(
        "siti",
        "blob_missing",
        "announce another size of a photo",
        lambda scene: (scene.unfinished_photo, 6, "image/jpeg"),
        NO_DATA,
    ),
    call(
        "kumar",
        "blob_put",
        "send chunks of a photo that another is sending",
        lambda scene: (scene.unfinished_photo, 0, b"forge"),
        NO_DATA,
    ),
    call(
        "siti",
        "blob_missing",
        "announce a file as large as the disk",
        lambda scene: ("a" * 64, 2_000_000_000, "image/jpeg"),
        "23514",
    ),
    call(
        "siti", "blob_missing", "announce a name that is no hash", lambda scene: ("../../etc", 5, "image/jpeg"), "23514"
    ),
    call("siti", "blob_put", "change a photo that is complete", lambda scene: (scene.photo, 0, PHOTO[::-1]), True),
    call("siti", "blob_put", "forge a photo", lambda scene: (scene.unfinished_photo, 0, b"forge"), False),
    call(
        "siti",
        "blob_put",
        "send more than was announced",
        lambda scene: (scene.unfinished_photo, 0, b"x" * 262_144),
        NO_DATA,
    ),
    call("siti", "blob_get", "read a photo that is not complete", lambda scene: (scene.unfinished_photo, 0), None),
    call("leaver", "blob_get", "read a photo after having left", lambda scene: (scene.photo, 0)),
    call("leaver", "blob_state", "ask for photos after having left", lambda scene: ([],)),
    call(
        "kumar",
        "lease_account",
        "poll an account that another polls",
        lambda scene: ("x-moworks", scene.stations["kumar"].device, 600),
        {"held": False},
    ),
    call(
        "admin1",
        "lease_account",
        "poll as an administrator",
        lambda scene: ("x-llminfotrafik", scene.stations["admin1"].device, 600),
    ),
    call(
        "kumar",
        "release_account",
        "release another's account",
        lambda scene: ("x-moworks", scene.stations["kumar"].device),
        False,
    ),
    call(
        "kumar",
        "release_account",
        "release it from his workstation",
        lambda scene: ("x-moworks", scene.stations["siti"].device),
        "PM010",
    ),
    call("leaver", "presence", "be seen after having left", lambda scene: (scene.talks["pending"].id, "viewing")),
    call("siti", "presence", "fill the table of presence", lambda scene: ("no conversation", "viewing"), NO_DATA),
    call("leaver", "presence_of", "watch after having left", lambda scene: ([],)),
    call("siti", "seal", "seal as an officer", lambda scene: ()),
    call("siti", "propose_template", "propose a template as an officer", lambda scene: ("G11", "x", "x")),
    call("rahman", "propose_template", "replace a template", lambda scene: ("G1", "x", "Apa-apa"), "PM041"),
    call(
        "mei", "propose_template", "a template that fills the disk", lambda scene: ("G12", "x", "x" * 100_000), "PM030"
    ),
    call("rahman", "approve_template", "approve his own template", lambda scene: ("G10",)),
    call("siti", "approve_template", "approve a template as an officer", lambda scene: ("G10",)),
    call("admin1", "approve_template", "approve a template as an administrator", lambda scene: ("G10",)),
    call("siti", "retire_template", "retire a template as an officer", lambda scene: ("G1",)),
    call("leaver", "templates", "read templates after having left", lambda scene: ()),
]

ATTEMPTS = (*CHAINS, *NUMBERS, *PUBLISHING, *MODERATION, *OTHERS)
