"""What somebody tries with private replies and posts: one way made another, a post past its supervisor or its time."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from tests.attacks.attempt import NO_DATA, NOT_ALLOWED, Make, call, pushed, sql
from tests.attacks.calls import version
from tests.attacks.operations import deciding, set_
from tests.attacks.scene import TEXT, Scene
from tests.postgres import Station, delivery, submission
from tests.posts import LINE, POST, posting

UPLOAD = {"remote_id": "m1", "sent": 1, "whole": True, "described": True}


def reworked(operation: dict[str, Any], station: Station, without: str = "") -> dict[str, Any]:
    """*operation*, the last of *station*, as the submission of a post and without its row of a kind."""
    station.sequence, station.hash = station.sequence - 1, operation["prev_hash"]
    body = json.loads(operation["body"])
    writes = [write for write in body["writes"] if write["t"] != without]
    return station.operation("post.submitted", body["subject"], body["facts"], writes)


def shut_in(scene: Scene) -> dict[str, Any]:
    """A citizen's message in the talk of a post, which no inbox shows."""
    _, rows = delivery("Ada mayat di tepi lebuh raya!")
    return {**rows, "messages": [{**rows["messages"][0], "conversation_id": scene.talks["post"].id}]}


def hidden(scene: Scene) -> dict[str, Any]:
    _, rows = delivery("Jalan runtuh!", kind="post")
    return rows


def buried(scene: Scene) -> dict[str, Any]:
    talk, (_, rows) = scene.talks["pending"], delivery("Jalan runtuh lagi!")
    known = {"id": talk.id, "account_id": talk.account_id, "contact_id": talk.contact_id, "kind": "post"}
    rows["conversations"][0] |= known | {"confidence": 1.0}
    return {**rows, "messages": [{**rows["messages"][0], "conversation_id": talk.id}]}


def begun_again(scene: Scene, name: str, **row: Any) -> dict[str, Any]:
    """The row of a reply that is there already, otherwise."""
    version, talk = scene.versions[name], scene.talks[name]
    begun = {"id": version["reply_id"], "conversation_id": talk.id, "account_id": talk.account_id}
    return {"t": "reply", "row": {**begun, "target": talk.target, "state": "pending", **row}}


def post(text: str = POST, **changes: Any) -> Make:
    """A new post; *changes* as of `posting`."""
    return lambda scene, station: posting(station, text, **changes)[1]


def post_with_a_citizen(scene: Scene, station: Station) -> dict[str, Any]:
    talk = scene.talks["pending"]
    remote_id = scene.shared.one("SELECT remote_id FROM app.contact WHERE id = %s", talk.contact_id)
    return posting(station, own=remote_id)[1]


def post_in_a_talk(name: str) -> Make:
    """The first text of a post, without a talk of its own, in one that is there."""

    def make(scene: Scene, station: Station) -> dict[str, Any]:
        talk = scene.talks[name]
        return submission(station, replace(talk, target=""), TEXT, way="post")

    return make


PUSHED = [
    pushed(
        "siti",
        "make a private reply public by beginning it again",
        lambda scene, at: at.operation("reply.submitted", "x", {}, [begun_again(scene, "private", way="public")]),
        'duplicate key value violates unique constraint "reply_pkey"',
    ),
    pushed(
        "siti",
        "make a private reply public by a change",
        lambda scene, at: at.operation(
            "reply.submitted",
            "x",
            {},
            [set_("reply", scene.versions["private"]["reply_id"], way=["private", "public"])],
        ),
        "not a change of this kind",
    ),
    pushed(
        "siti",
        "reply on a way that is none",
        lambda scene, at: submission(at, scene.talks["pending"], TEXT, way="fax"),
        'new row for relation "reply" violates check constraint "reply_way_check"',
    ),
    pushed(
        "siti",
        "let a reply wait for a time",
        lambda scene, at: at.operation(
            "reply.submitted", "x", {}, [begun_again(scene, "pending", id="x", due_at="2026-12-31T00:00:00Z")]
        ),
        'new row for relation "reply" violates check constraint "reply_check"',
    ),
    pushed(
        "siti",
        "answer with a picture",
        lambda scene, at: submission(at, scene.talks["pending"], TEXT, media=[LINE]),
        "only a post carries media",
    ),
    pushed("siti", "post in a citizen's talk", post_in_a_talk("pending"), "not the talk of this post"),
    pushed("siti", "post a second time in the talk of a post", post_in_a_talk("post"), "not the talk of this post"),
    pushed(
        "siti",
        "reply in the talk of a post",
        lambda scene, at: submission(at, scene.talks["post"], TEXT),
        "not the talk of this post",
    ),
    pushed("siti", "post to a citizen", post_with_a_citizen, "not the contact of this account"),
    pushed(
        "siti",
        "post in another account's name",
        post(reply={"account_id": "x-petrajayamp"}, reply_version={"account_id": "x-petrajayamp"}),
        "not the account of this conversation",
    ),
    pushed(
        "siti",
        "post in another account's name from the talk of this one",
        post(conversation={"account_id": "x-petrajayamp"}, reply={"account_id": "x-petrajayamp"}),
        "not the contact of this account",
    ),
    pushed(
        "siti",
        "post under the id that a citizen's talk will have",
        post(conversation={"id": str(uuid4())}),
        "not the id of this conversation",
    ),
    pushed("siti", "post a citizen's talk", post(conversation={"kind": "complaint"}), "not the talk of this post"),
    pushed(
        "siti",
        "begin a citizen's talk by an answer",
        lambda scene, at: at.operation("reply.submitted", "x", {}, [{"t": "conversation", "row": {"kind": "post"}}]),
        "not a write of this kind",
    ),
    pushed(
        "siti",
        "begin a post without a text",
        lambda scene, at: reworked(posting(at)[1], at, without="reply_version"),
        "version missing",
    ),
    pushed(
        "siti",
        "submit an answer as a post",
        lambda scene, at: reworked(submission(at, scene.talks["pending"], TEXT), at),
        "not the first text of a post",
    ),
    pushed("siti", "post for the next century", post(due_at=datetime(2099, 1, 1, tzinfo=UTC)), "due too late"),
    pushed(
        "siti",
        "let an approved post go out earlier",
        lambda scene, at: at.operation(
            "reply.submitted",
            "x",
            {},
            [set_("reply", scene.versions["post_later"]["reply_id"], due_at=["x", "2026-12-01T00:00:00Z"])],
        ),
        "not a change of this kind",
    ),
    pushed(
        "siti",
        "resume a post before it is due",
        lambda scene, at: at.operation("reply.resumed", "x", {"reply": scene.versions["post_later"]["reply_id"]}),
        "applied",
    ),
    pushed("siti", "post a picture by its name alone", post(media=("a" * 64,)), "not media of a post"),
    pushed("siti", "post a program", post(media=(f"{'a' * 64}:application/x-sh:Jalan",)), "not media of a post"),
    pushed("siti", "post an alt text that is a book", post(media=(LINE + "x" * 5000,)), "not media of a post"),
    pushed("siti", "post a hundred pictures", post(media=(LINE,) * 100), "not media of a post"),
    pushed(
        "siti",
        "exchange the picture of a post under its fingerprint",
        post(media=(LINE,), reply_version={"media": []}),
        "sha is not the fingerprint of the text",
    ),
    pushed(
        "siti",
        "turn a citizen's talk into a post",
        lambda scene, at: at.operation(
            "conversation.wrong_door",
            "x",
            {},
            [set_("conversation", scene.talks["pending"].id, kind=["complaint", "post"])],
        ),
        "a post is no citizen's talk",
    ),
    pushed("siti", "approve her post", deciding("post"), "not allowed"),
]

CALLED = [
    call(
        "penerbit1",
        "claim",
        "claim a private reply that nobody attested",
        version("private", "device:penerbit1", 60),
        None,
    ),
    call("penerbit1", "claim", "claim a post that nobody approved", version("post", "device:penerbit1", 60), None),
    call("penerbit1", "claim", "claim a post before it is due", version("post_later", "device:penerbit1", 60), None),
    call(
        "penerbit1",
        "attest",
        "attest a post that waits for a supervisor",
        version("post", "sha:post", "2026.1", True, []),
        False,
    ),
    call("penerbit2", "keep_uploads", "keep uploads of another's claim", version("post_claimed", 1, [UPLOAD]), False),
    call("penerbit1", "keep_uploads", "keep uploads under a stale token", version("post_claimed", 0, [UPLOAD]), False),
    call(
        "penerbit1", "keep_uploads", "keep uploads under a token to come", version("post_claimed", 2, [UPLOAD]), False
    ),
    call(
        "penerbit1", "keep_uploads", "give a post a second picture", version("post_claimed", 1, [UPLOAD] * 2), NO_DATA
    ),
    call("penerbit1", "keep_uploads", "keep uploads that are none", version("post_claimed", 1, ["; DROP"]), NO_DATA),
    call(
        "penerbit1",
        "keep_uploads",
        "keep an id that fills the disk",
        version("post_claimed", 1, [UPLOAD | {"remote_id": "x" * 9000}]),
        NO_DATA,
    ),
    call("penerbit1", "keep_uploads", "keep uploads of what is not claimed", version("post_later", 0, []), False),
    call("penerbit1", "keep_uploads", "keep uploads of what is sent", version("sent", 1, []), False),
    call("siti", "keep_uploads", "keep uploads as an officer", version("claimed", 1, [])),
    call("penerbit1", "keep_uploads", "give a reply a picture", version("claimed", 1, [UPLOAD]), NO_DATA),
    *(
        call("siti", "ingest", what, lambda scene, rows=rows: (scene.stations["siti"].device, rows(scene)), repelled)
        for what, rows, repelled in (
            ("shut a citizen's message into the talk of a post", shut_in, NO_DATA),
            ("hide a citizen's talk as a post", hidden, NOT_ALLOWED),
            ("hide a talk that is known as a post", buried, NOT_ALLOWED),
        )
    ),
]

OWNING = [
    sql("owner", "make a private reply public", "UPDATE app.reply SET way = 'public' WHERE id = '{reply_private}'"),
    sql(
        "owner",
        "publish a private reply",
        "UPDATE app.publication SET way = 'public', person = '' WHERE version_id = '{version_private}'",
    ),
    sql(
        "owner",
        "tell a private reply to another",
        "UPDATE app.publication SET person = '1' WHERE version_id = '{version_private}'",
    ),
    sql(
        "owner",
        "put a private text into the outbox for all",
        "BEGIN;; UPDATE app.publication SET state = 'withdrawn' WHERE version_id = '{version_private}';; "
        "INSERT INTO app.publication (version_id, reply_id, sha, account_id, channel, target, thread, text, way, "
        "person, media, not_before) SELECT v.id || 'x', v.reply_id, v.sha, v.account_id, 'x', v.target, '', v.text, "
        "'public', '', '[]', now() FROM app.reply_version AS v WHERE v.id = '{version_private}'",
    ),
    sql(
        "owner",
        "let an approved post go out earlier",
        "UPDATE app.publication SET not_before = sync.now() WHERE version_id = '{version_post_later}'",
    ),
    sql(
        "owner",
        "move the time of an approved post",
        "UPDATE app.reply SET due_at = sync.now() WHERE id = '{reply_post_later}'",
    ),
    sql(
        "owner",
        "exchange the picture of an approved post",
        "UPDATE app.publication SET media = '[]' WHERE version_id = '{version_post_claimed}'",
    ),
    sql(
        "owner",
        "exchange the upload of an approved post",
        'UPDATE app.publication SET uploads = \'[{{"remote_id": "666", "sent": 1, "whole": true, '
        "\"described\": true}}]' WHERE version_id = '{version_post_claimed}'",
    ),
    sql(
        "owner",
        "hide a citizen's talk as a post",
        "UPDATE app.conversation SET kind = 'post' WHERE id = '{talk_pending}'",
    ),
    sql(
        "owner",
        "begin a post's talk with a citizen",
        'INSERT INTO app.conversation SELECT (jsonb_populate_record(c, \'{{"id": "x", "kind": "post"}}\')).* '
        "FROM app.conversation AS c WHERE c.id = '{talk_pending}'",
    ),
]

ATTEMPTS = (*PUSHED, *CALLED, *OWNING)
