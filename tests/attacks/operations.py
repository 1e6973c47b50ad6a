"""What somebody sends up as operations that are none of his to carry out."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from tests.attacks.attempt import Make, pushed
from tests.attacks.scene import TEXT, Scene
from tests.postgres import Station, Talk, complaint_row, decision, request, ruling, submission, this_year


def set_(entity: str, identity: str, **fields: list[Any]) -> dict[str, Any]:
    return {"t": entity, "id": identity, "set": fields}


def official(serial: int) -> str:
    return f"KKR/{this_year()}/{serial:06d}"


def registering(number: str, **row: Any) -> Make:
    def make(scene: Scene, station: Station) -> dict[str, Any]:
        new = complaint_row(scene.talks["complaint"], number, **row)
        return station.operation("complaint.registered", new["id"], {}, [{"t": "complaint", "row": new}])

    return make


def deciding(version: str, **row: Any) -> Make:
    return lambda scene, station: decision(
        station, scene.talks[version.removesuffix("_2")], scene.versions[version], **row
    )


def ruling_on(name: str, decided: str = "cleared", **facts: Any) -> Make:
    return lambda scene, station: ruling(station, scene.talks[name], scene.requests[name], decided, **facts)


def requesting(name: str, act: str = "hide", **row: Any) -> Make:
    return lambda scene, station: request(station, scene.talks[name], act, **row)


def replaced(scene: Scene, **changes: Any) -> Talk:
    return replace(scene.talks["pending"], **changes)


ATTEMPTS = [
    pushed("siti", "approve as an officer", deciding("pending"), "not allowed"),
    pushed("penerbit1", "approve as a publisher", deciding("pending"), "not allowed"),
    pushed("admin1", "approve as an administrator", deciding("pending"), "not allowed"),
    pushed("rahman", "approve his own text", deciding("own"), "approver wrote part of this reply"),
    pushed(
        "rahman", "approve what he wrote the second version of", deciding("two_2"), "approver wrote part of this reply"
    ),
    pushed("mei", "approve the version before the newest", deciding("two"), "not the newest version"),
    pushed("mei", "approve after an edit", deciding("edited"), "not the newest version"),
    pushed(
        "mei",
        "approve another text than the stored one",
        deciding("pending", sha="0" * 64),
        "not the text of this version",
    ),
    pushed(
        "rahman",
        "put a returned version back without deciding",
        lambda scene, at: at.operation("reply.approved", "x", {"version": scene.versions["returned"]["id"]}),
        "decision missing",
    ),
    pushed(
        "rahman",
        "revive with an old approval what was edited since",
        lambda scene, at: at.operation("reply.approved", "x", {"version": scene.versions["edited"]["id"]}),
        "decision missing",
    ),
    pushed("rahman", "approve again what is sent", deciding("sent"), "reply does not wait any more"),
    pushed(
        "siti",
        "bring the approval along with the text",
        lambda scene, at: at.operation("reply.submitted", "x", {}, [{"t": "approval", "row": {"id": "x"}}]),
        "not a write of this kind",
    ),
    pushed(
        "siti",
        "set a reply cleared",
        lambda scene, at: at.operation(
            "reply.submitted",
            "x",
            {},
            [set_("reply", scene.versions["pending"]["reply_id"], state=["pending", "cleared"])],
        ),
        "not a change of this kind",
    ),
    pushed(
        "siti",
        "set a publication ready",
        lambda scene, at: at.operation(
            "reply.submitted", "x", {}, [set_("publication", scene.versions["sent"]["id"], state=["sent", "ready"])]
        ),
        "not a change of this kind",
    ),
    pushed(
        "siti",
        "make a withdrawn version ready without writing one",
        lambda scene, at: at.operation(
            "reply.submitted", "x", {"version": scene.versions["withdrawn"]["id"], "ground": "check"}
        ),
        "version missing",
    ),
    pushed(
        "siti",
        "write a version with a false fingerprint",
        lambda scene, at: submission(
            at,
            scene.talks["pending"],
            "Lain",
            reply_id=scene.versions["pending"]["reply_id"],
            number=2,
            sha=scene.versions["pending"]["sha"],
        ),
        "sha is not the fingerprint of the text",
    ),
    pushed(
        "siti",
        "edit what is claimed",
        lambda scene, at: submission(
            at, scene.talks["claimed"], "Lain", reply_id=scene.versions["claimed"]["reply_id"], number=2
        ),
        "reply is on its way or published",
    ),
    pushed(
        "siti",
        "edit what is sent",
        lambda scene, at: submission(
            at, scene.talks["sent"], "Lain", reply_id=scene.versions["sent"]["reply_id"], number=2
        ),
        "reply is on its way or published",
    ),
    pushed(
        "siti",
        "answer from another account",
        lambda scene, at: submission(at, replaced(scene, account_id="x-petrajayamp"), TEXT),
        "not the account of this conversation",
    ),
    pushed(
        "siti",
        "answer a post that nobody wrote to us",
        lambda scene, at: submission(at, replaced(scene, target="666"), TEXT),
        "message not here",
    ),
    pushed(
        "kumar",
        "take another's reply back",
        lambda scene, at: at.operation("reply.withdrawn", "x", {"reply": scene.versions["ready"]["reply_id"]}),
        "not an author",
    ),
    pushed(
        "siti",
        "decide on an unsure one",
        lambda scene, at: at.operation(
            "reply.decided",
            "x",
            {"reply": scene.versions["unsure"]["reply_id"], "sent": False, "again": True, "reason": "x"},
        ),
        "not allowed",
    ),
    pushed(
        "rahman",
        "decide on one that is not unsure",
        lambda scene, at: at.operation(
            "reply.decided",
            "x",
            {"reply": scene.versions["claimed"]["reply_id"], "sent": False, "again": True, "reason": "x"},
        ),
        "not unsure any more",
    ),
    pushed("siti", "clear a request as an officer", ruling_on("own_request"), "not allowed"),
    pushed("penerbit1", "clear a request as a publisher", ruling_on("asked"), "not allowed"),
    pushed("admin1", "clear a request as an administrator", ruling_on("asked"), "not allowed"),
    pushed("rahman", "clear his own request", ruling_on("own_request"), "decider asked for it"),
    pushed("rahman", "decline his own request", ruling_on("own_request", "declined"), "decider asked for it"),
    pushed("mei", "clear another comment", ruling_on("asked", sha="0" * 64), "not the comment of this request"),
    pushed("mei", "clear what was taken back", ruling_on("taken_back"), "request does not wait any more"),
    pushed("mei", "decline what is done", ruling_on("done", "declined"), "request does not wait any more"),
    pushed("mei", "decline without a reason", ruling_on("asked", "declined", reason=" "), "reason missing"),
    pushed(
        "kumar",
        "take another's request back",
        ruling_on("asked", "cancelled"),
        "a request is taken back by who made it",
    ),
    pushed("siti", "take back what was cleared", ruling_on("cleared", "cancelled"), "request does not wait any more"),
    pushed("penerbit1", "ask to hide as a publisher", requesting("pending"), "not allowed"),
    pushed("kumar", "ask twice for the same", requesting("asked"), "asked already"),
    pushed("siti", "seal another text", requesting("pending", copy={"text": "x"}), "not the comment as it stands here"),
    pushed("siti", "seal nothing", requesting("pending", sha="x"), "not the archived copy of this request"),
    pushed(
        "siti",
        "ask in another conversation",
        lambda scene, at: request(at, replaced(scene, id=scene.talks["ready"].id)),
        "not a comment of this conversation",
    ),
    pushed(
        "siti",
        "ask with another account",
        lambda scene, at: request(at, replaced(scene, account_id="x-petrajayamp")),
        "not a comment of this conversation",
    ),
    pushed(
        "siti",
        "set a request cleared",
        lambda scene, at: at.operation(
            "moderation.cancelled",
            "x",
            {"moderation": scene.requests["asked"]["id"]},
            [set_("moderation", scene.requests["asked"]["id"], state=["pending", "cleared"])],
        ),
        "not a change of this kind",
    ),
    pushed(
        "siti",
        "ask without a request",
        lambda scene, at: at.operation("moderation.asked", "x", {"moderation": scene.requests["asked"]["id"]}),
        "request missing",
    ),
    pushed(
        "siti",
        "lower the four-eyes rule of an account",
        lambda scene, at: at.operation(
            "account.policy_set", "x-petrajayamp", {}, [set_("account", "x-petrajayamp", policy=["all", "flagged"])]
        ),
        "not allowed",
    ),
    pushed(
        "rahman",
        "add an account",
        lambda scene, at: at.operation("account.added", "x", {}, [{"t": "account", "row": {"id": "x-fake"}}]),
        "not allowed",
    ),
    pushed(
        "kumar",
        "record a colleague's training as failed",
        lambda scene, at: at.operation("training.done", "siti", {"exercise_id": "maki", "passed": False}),
        "training of another person",
    ),
    pushed(
        "kumar",
        "fill the record of training with a book",
        lambda scene, at: at.operation("training.done", "kumar", {"title": "x" * 5000}),
        "no line of the record",
    ),
    pushed(
        "rahman",
        "keep an account in use whose time is over",
        lambda scene, at: at.operation(
            "account.edited", "x-rosnahars", {}, [set_("account", "x-rosnahars", valid_to=["2016-12-31", None])]
        ),
        "not allowed",
    ),
    pushed(
        "penerbit1",
        "answer for an account",
        lambda scene, at: at.operation(
            "account.edited", "x-moworks", {}, [set_("account", "x-moworks", owner_id=["", "penerbit1"])]
        ),
        "not allowed",
    ),
    pushed(
        "mei",
        "settle a conflict about an account",
        lambda scene, at: at.operation(
            "account.resolved", "x-moworks", {}, [set_("account", "x-moworks", policy=["flagged", "all"])]
        ),
        "not allowed",
    ),
    pushed(
        "admin1",
        "lower the four-eyes rule along with a name",
        lambda scene, at: at.operation(
            "account.edited", "x-petrajayamp", {}, [set_("account", "x-petrajayamp", policy=["all", "flagged"])]
        ),
        "not a field of this kind: policy",
    ),
    pushed(
        "admin1",
        "let somebody answer for an account who is not here",
        lambda scene, at: at.operation(
            "account.edited", "x-moworks", {}, [set_("account", "x-moworks", owner_id=["", "nobody"])]
        ),
        "no such person",
    ),
    pushed("admin1", "register a complaint as an administrator", registering(official(2)), "not allowed"),
    pushed("siti", "use another's number block", registering(official(33)), "number not leased to this device"),
    pushed("siti", "use a number nobody leased", registering(official(70_000)), "number not leased to this device"),
    pushed(
        "siti", "use a block of her other workstation", registering(official(2)), "number not leased to this device"
    ),
    pushed(
        "siti",
        "spell a number otherwise",
        registering(f"KKR/{this_year()}/0000002"),
        "number not leased to this device",
    ),
    pushed("siti", "number a complaint with any text", registering("KKR/2026/SEGERA"), "not an official number"),
    pushed("siti", "use another's draft mark", registering("DRAF/00000000"), "not the draft mark of this complaint"),
    pushed(
        "siti",
        "back-date a complaint by an edit",
        lambda scene, at: at.operation(
            "complaint.edited", "x", {}, [set_("complaint", scene.complaint["id"], registered_at=["x", "2020-01-01"])]
        ),
        "not a field of this kind: registered_at",
    ),
    pushed(
        "siti",
        "take a complaint from who registered it",
        lambda scene, at: at.operation(
            "complaint.edited", "x", {}, [set_("complaint", scene.complaint["id"], registered_by=["siti", "kumar"])]
        ),
        "not a field of this kind: registered_by",
    ),
    pushed(
        "siti",
        "close a complaint by an illegal step",
        lambda scene, at: at.operation(
            "complaint.moved",
            "x",
            {},
            [set_("complaint", scene.complaint["id"], state=["didaftar", "menunggu_pengesahan"])],
        ),
        "illegal step",
    ),
    pushed(
        "siti",
        "write to a table that is none of hers",
        lambda scene, at: at.operation("note.added", "x", {}, [{"t": "attestation", "row": {}}]),
        "not a write of this kind",
    ),
    pushed(
        "siti",
        "make herself a supervisor",
        lambda scene, at: at.operation(
            "staff.added", "x", {}, [{"t": "staff", "row": {"id": "siti", "role": "penyelia"}}]
        ),
        "not a write of this kind",
    ),
    pushed(
        "siti",
        "send an operation as another",
        lambda scene, at: at.operation("contact.revealed", "x", actor="rahman"),
        "body of another operation",
    ),
    pushed(
        "siti",
        "tell everybody that another approved",
        lambda scene, at: at.operation("reply.approved", scene.talks["pending"].id, actor="rahman"),
        "body of another operation",
    ),
    pushed(
        "siti",
        "send a body under another id",
        lambda scene, at: at.operation("contact.revealed", "x", id=str(uuid4())),
        "body of another operation",
    ),
    pushed("siti", "send an unknown kind", lambda scene, at: at.operation("register.emptied", "x"), "unknown kind"),
    pushed(
        "siti",
        "smuggle SQL",
        lambda scene, at: at.operation("note.added'; DROP TABLE app.approval; --", "x"),
        "unknown kind",
    ),
    pushed(
        "siti",
        "mark an answer by a label",
        lambda scene, at: at.operation(
            "conversation.labelled",
            "x",
            {},
            [set_("conversation", scene.talks["pending"].id, answered_at=[None, "2026-01-01"])],
        ),
        "not a field of this kind: answered_at",
    ),
]
