"""A register in the middle of a working day, with something in every state that an attacker might want to bend."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg

from tests.postgres import (
    PUBLISHERS,
    SharedRegister,
    Station,
    Talk,
    arrive,
    complaint_row,
    decision,
    request,
    ruling,
    submission,
    this_year,
    written,
)
from tests.posts import LINE, posting

TEXT = "Terima kasih. Pasukan kami akan ke lokasi esok pagi."
PHOTO = b"\xff\xd8 a photograph"
CHANGING = {"operation", "stream", "presence", "device"}
"""An attack may leave its own operation, refused, in its own chain; nothing else may change."""


@dataclass
class Scene:
    """The register, who is there, and the versions, talks and complaints by name."""

    shared: SharedRegister
    stations: dict[str, Station] = field(default_factory=dict)
    versions: dict[str, dict[str, Any]] = field(default_factory=dict)
    talks: dict[str, Talk] = field(default_factory=dict)
    complaint: dict[str, Any] = field(default_factory=dict)
    requests: dict[str, dict[str, Any]] = field(default_factory=dict)
    applied: dict[str, Any] = field(default_factory=dict)
    photo: str = hashlib.sha256(PHOTO).hexdigest()
    unfinished_photo: str = hashlib.sha256(b"later").hexdigest()

    def connection(self, who: str) -> psycopg.Connection[Any]:
        """A session of *who*: a person, the owner of the tables, or a superuser."""
        if who not in {"owner", "superuser"}:
            return self.shared.cluster.connect(self.shared.name, who)
        connection = self.shared.cluster.connect(self.shared.name)
        if who == "owner":
            connection.execute("SET ROLE pms_owner")
        return connection

    def digest(self) -> dict[str, str]:
        """A fingerprint of every table that no attack may change."""
        tables = self.shared.all(
            "SELECT c.oid::regclass::text FROM pg_class AS c WHERE c.relkind = 'r' AND c.relnamespace IN"
            " ('app'::regnamespace, 'sync'::regnamespace) ORDER BY 1"
        )
        names = [name for (name,) in tables if name.split(".")[1] not in {*CHANGING, "alembic_version"}]
        query = " UNION ALL ".join(
            f"SELECT '{name}', coalesce(bit_xor(hashtextextended(t::text, 0)), 0)::text || '/' || count(*)"
            f" FROM {name} AS t"
            for name in names
        )
        return dict(self.shared.all(query))

    def names(self) -> dict[str, Any]:
        """What the SQL of an attempt may name in braces."""
        return {
            **{f"version_{name}": row["id"] for name, row in self.versions.items()},
            **{f"reply_{name}": row["reply_id"] for name, row in self.versions.items()},
            **{f"sha_{name}": row["sha"] for name, row in self.versions.items()},
            **{f"talk_{name}": talk.id for name, talk in self.talks.items()},
            **{f"device_{name}": station.device for name, station in self.stations.items()},
            **{f"request_{name}": row["id"] for name, row in self.requests.items()},
            **{f"talk_request_{name}": row["conversation_id"] for name, row in self.requests.items()},
            **{f"message_request_{name}": row["message_id"] for name, row in self.requests.items()},
            **{f"seal_{name}": row["sha"] for name, row in self.requests.items()},
            "complaint": self.complaint["id"],
            "number": self.complaint["number"],
            "operation": self.applied["id"],
            "year": this_year(),
            "photo": self.photo,
            "any_id": uuid4(),
            "database": self.shared.name,
        }


def stage(shared: SharedRegister) -> Scene:
    """Let everybody work for a while."""
    scene = Scene(shared)
    for name in ("siti", "kumar", "rahman", "mei", *PUBLISHERS, "admin1"):
        scene.stations[name] = shared.station(name)
    siti, rahman, publisher = (scene.stations[name] for name in ("siti", "rahman", "penerbit1"))
    _complaint(scene)
    scene.stations["kumar"].lease()
    for name, author, ground in (
        *(
            ("pending", siti, ""),
            ("returned", siti, ""),
            ("ready", siti, ""),
            ("claimed", siti, ""),
            ("sent", siti, ""),
        ),
        *(
            ("flagged", siti, "check"),
            ("unsure", siti, ""),
            ("two", siti, ""),
            ("edited", siti, ""),
            ("own", rahman, ""),
        ),
        *(("withdrawn", siti, "check"), ("private", siti, "check")),
    ):
        _reply(scene, name, author, ground, "private" if name == "private" else "public")
    _posts(scene)
    for name in ("ready", "claimed", "sent", "unsure", "edited"):
        _applied(rahman.push(decision(rahman, scene.talks[name], scene.versions[name])))
    _applied(rahman.push(decision(rahman, scene.talks["returned"], scene.versions["returned"], "returned")))
    _next_version(scene, "two", rahman)
    _next_version(scene, "edited", siti)
    _applied(
        [siti.act("reply.withdrawn", scene.talks["withdrawn"].id, {"reply": scene.versions["withdrawn"]["reply_id"]})]
    )
    minister = arrive(siti, account="x-petrajayamp")
    scene.talks["minister"] = minister
    operation = submission(siti, minister, TEXT, ground="check")
    _applied(siti.push(operation))
    scene.versions["minister"] = written(operation)
    shared.tick(11)
    for name in ("claimed", "sent", "unsure", "post_claimed"):
        assert publisher.call("claim", scene.versions[name]["id"], publisher.device, 600)["token"] == 1
    for name in ("sent", "unsure"):
        version = scene.versions[name]
        assert publisher.call("begin_send", version["id"], 1, version["sha"], "")
    sent, unsure = scene.versions["sent"], scene.versions["unsure"]
    assert publisher.call("finish_send", sent["id"], 1, "9001", "", sent["id"])
    assert publisher.call("doubt_send", unsure["id"], 1, "masa tamat")
    for name, author in (
        ("asked", siti),
        ("own_request", rahman),
        ("cleared", siti),
        ("done", siti),
        ("taken_back", siti),
    ):
        _request(scene, name, author)
    for name in ("cleared", "done"):
        _applied(rahman.push(ruling(rahman, scene.talks[name], scene.requests[name])))
    _applied(siti.push(ruling(siti, scene.talks["taken_back"], scene.requests["taken_back"], "cancelled")))
    assert publisher.call("note_moderation", scene.requests["done"]["id"], "done", None, "") == "done"
    siti.call("blob_missing", scene.photo, len(PHOTO), "image/jpeg")
    assert siti.call("blob_put", scene.photo, 0, PHOTO) is True
    siti.call("blob_missing", scene.unfinished_photo, 5, "image/jpeg")
    siti.call("lease_account", "x-moworks", siti.device, 600)
    rahman.call("propose_template", "G10", "Laluan dibuka", "Terima kasih {{sapaan}}. Laluan dibuka semula.")
    _applied([siti.act("training.done", "siti", {"exercise_id": "maki", "points": 40, "passed": False})])
    rahman.call("seal")
    for name in ("leaver", "stranger"):
        scene.stations[name] = Station(shared, name)
    shared.administrator.execute("SELECT sync.begin_epoch(50)")
    shared.administrator.execute("ANALYZE")
    return scene


def _complaint(scene: Scene) -> None:
    siti, kumar = scene.stations["siti"], scene.stations["kumar"]
    talk = scene.talks["complaint"] = arrive(siti)
    scene.complaint = complaint_row(talk, f"KKR/{this_year()}/{siti.lease()[0]:06d}")
    scene.applied = siti.operation(
        "complaint.registered", scene.complaint["id"], {}, [{"t": "complaint", "row": scene.complaint}]
    )
    _applied(siti.push(scene.applied))
    for station, after in ((siti, "FT5"), (kumar, "FT50")):
        change = {"t": "complaint", "id": scene.complaint["id"], "set": {"road": ["FT1", after]}}
        station.act("complaint.edited", scene.complaint["id"], {}, change)


def _reply(scene: Scene, name: str, author: Station, ground: str, way: str = "public") -> None:
    talk = scene.talks[name] = arrive(author)
    operation = submission(author, talk, TEXT, ground=ground, way=way)
    _applied(author.push(operation))
    scene.versions[name] = written(operation)


def _posts(scene: Scene) -> None:
    """One that waits for a supervisor, one that is approved for next week, and one whose picture is on its way."""
    siti, rahman = scene.stations["siti"], scene.stations["rahman"]
    later = datetime.now(UTC) + timedelta(days=7)
    for name, due_at, media in (
        ("post", None, ()),
        ("post_later", later, ()),
        ("post_claimed", None, (LINE,)),
    ):
        scene.talks[name], operation = posting(siti, media=media, due_at=due_at)
        _applied(siti.push(operation))
        scene.versions[name] = written(operation)
        if name != "post":
            _applied(rahman.push(decision(rahman, scene.talks[name], written(operation))))


def _request(scene: Scene, name: str, author: Station) -> None:
    talk = scene.talks[name] = arrive(author)
    operation = request(author, talk)
    _applied(author.push(operation))
    scene.requests[name] = written(operation, "moderation")


def _next_version(scene: Scene, name: str, author: Station) -> None:
    first = scene.versions[name]
    operation = submission(author, scene.talks[name], TEXT + " Harap maklum.", reply_id=first["reply_id"], number=2)
    _applied(author.push(operation))
    scene.versions[f"{name}_2"] = written(operation)


def _applied(verdicts: list[dict[str, Any]]) -> None:
    assert [v["verdict"] for v in verdicts] == ["applied"] * len(verdicts), json.dumps(verdicts)
