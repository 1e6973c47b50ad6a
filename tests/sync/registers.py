"""The register of a test through its administrator's session, and after a day's work."""

from collections.abc import Iterator
from hashlib import sha256
from uuid import uuid4

import pytest

from pmsdesk.sync.address import Login, RegisterAddress, read_address
from pmsdesk.sync.administration import Administration
from pmsdesk.sync.inspection import Finding, inspect
from tests.postgres import (
    SUPERUSER,
    Cluster,
    SharedRegister,
    arrive,
    complaint_row,
    decision,
    submission,
    this_year,
    written,
)


def address_of(cluster: Cluster, database: str) -> RegisterAddress:
    return read_address(f"postgresql:///{database}?host={cluster.folder.as_posix()}&port={cluster.port}")[0]


def wrong_in(shared: SharedRegister) -> list[Finding]:
    """What ``register verify`` finds wrong."""
    return [finding for finding in inspect(shared.administrator) if finding.wrong]  # type: ignore[arg-type]


@pytest.fixture
def administration(shared: SharedRegister) -> Iterator[Administration]:
    """The register of the test through its administrator's session."""
    with Administration(address_of(shared.cluster, shared.name), Login(SUPERUSER)) as opened:
        yield opened


@pytest.fixture
def worked(shared: SharedRegister) -> SharedRegister:
    """A register in which a complaint was registered, two replies went out, two people disagreed, and all is sealed."""
    siti, kumar, rahman = (shared.station(name) for name in ("siti", "kumar", "rahman"))
    publisher = shared.station("penerbit1")
    talk, other = arrive(siti), arrive(siti, "Bila lampu isyarat di Jalan Duta akan dibaiki?")
    complaint = complaint_row(talk, f"KKR/{this_year()}/{siti.lease()[0]:06d}")
    siti.act("complaint.registered", complaint["id"], {}, {"t": "complaint", "row": complaint})
    for station, road in ((siti, "FT2"), (kumar, "FT5")):
        change = {"t": "complaint", "id": complaint["id"], "set": {"road": ["FT1", road]}}
        station.act("complaint.edited", complaint["id"], {}, change)
    approved = submission(siti, talk, "Aduan puan telah diterima dan sedang disiasat.")
    checked = submission(kumar, other, "Kerja pembaikan bermula minggu depan.", ground="check")
    siti.push(approved)
    kumar.push(checked)
    rahman.push(decision(rahman, talk, written(approved)))
    shared.tick(11)
    publisher.call("attest", written(checked)["id"], written(checked)["sha"], "2026.1", True, [])
    for version in (written(approved), written(checked)):
        claim = publisher.call("claim", version["id"], publisher.device, 60)
        publisher.call("begin_send", version["id"], claim["token"], version["sha"], "")
        publisher.call("finish_send", version["id"], claim["token"], str(uuid4().int)[:18], "", version["id"])
    photo = b"gambar lubang"
    siti.call("blob_missing", sha256(photo).hexdigest(), len(photo), "image/jpeg")
    siti.call("blob_put", sha256(photo).hexdigest(), 0, photo)
    rahman.call("seal")
    siti.act("register.exported", "")
    rahman.call("seal")
    assert shared.all("SELECT verdict, count(*) FROM app.operation GROUP BY verdict ORDER BY verdict") == [
        ("applied", 6),
        ("conflict", 1),
    ]
    assert shared.one("SELECT count(*) FROM app.publication WHERE state = 'sent'") == 2
    return shared
