"""The register's address: which hosts, which database, and how strictly the server is checked."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import quote, urlencode

import psycopg
from psycopg.conninfo import conninfo_to_dict

from pmsdesk.domain.register_errors import RegisterAddressUnsafe, RegisterAddressWrong

SCHEMES = ("postgresql://", "postgres://")
STRICT = {"sslmode": "verify-full", "channel_binding": "require", "gssencmode": "disable"}
_OPEN = ("sslrootcert", "sslcrl", "krbsrvname")
_LOCAL_MODES = ("disable", "allow", "prefer", "require", "verify-ca")


@dataclass(frozen=True, slots=True)
class Login:
    """Who signs in. An empty password means the ticket of the computer's own sign-in (Kerberos)."""

    user: str
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class RegisterAddress:
    """Where the register is; holds no login, so it may be kept and shown.

    `hosts` are (name, port) pairs, the port "" for the usual one; a name that begins with ``/`` is the folder of a
    Unix socket. `options` are what libpq is told besides: the authority's file and the like.
    """

    hosts: tuple[tuple[str, str], ...]
    database: str
    options: tuple[tuple[str, str], ...] = ()

    @property
    def local(self) -> bool:
        """Whether every host is this computer itself."""
        return all(_this_computer(host) for host, _ in self.hosts)

    @property
    def strict(self) -> bool:
        """Whether the server must prove who it is: always, unless it is this computer and nobody asked for it."""
        return not self.local or dict(self.options).get("sslmode") == STRICT["sslmode"]

    @property
    def url(self) -> str:
        """The address as it is kept, without a login."""
        hosts = ",".join(_host_text(host) + (f":{port}" if port else "") for host, port in self.hosts)
        options = "?" + urlencode(self.options) if self.options else ""
        return f"{SCHEMES[0]}{hosts}/{quote(self.database, safe='')}{options}"

    def each(self) -> Iterator["RegisterAddress"]:
        """An address of every host alone, as strict as the whole."""
        options = {**dict(self.options), **({"sslmode": STRICT["sslmode"]} if self.strict else {})}
        for host in self.hosts:
            yield RegisterAddress((host,), self.database, tuple(sorted(options.items())))

    def parameters(self) -> dict[str, str]:
        """What libpq is told of the hosts; a ``hostaddr`` of the environment is not heard."""
        return {
            **dict(self.options),
            "host": ",".join(host for host, _ in self.hosts),
            "port": ",".join(port for _, port in self.hosts),
            "hostaddr": "",
            "dbname": self.database,
        }


def read_address(url: str) -> tuple[RegisterAddress, Login]:
    """*url* (``postgresql://user:password@host1,host2:5433/database?sslrootcert=…``) taken apart.

    Raises `RegisterAddressWrong` for what cannot be read and `RegisterAddressUnsafe` for what asks for less than a
    full check of the server; only an address of this computer itself (demo, tests) may do that.
    """
    url = url.strip()
    if not url.startswith(SCHEMES):
        raise RegisterAddressWrong()
    try:
        told = {name: str(value) for name, value in conninfo_to_dict(url).items()}
    except psycopg.ProgrammingError:
        told = {}
    login = Login(told.pop("user", ""), told.pop("password", ""))
    names, ports = told.pop("host", "").split(","), told.pop("port", "").split(",")
    database = told.pop("dbname", "")
    if not database or len(ports) not in (1, len(names)):
        raise RegisterAddressWrong()
    hosts = tuple(zip(names, ports * len(names) if len(ports) == 1 else ports, strict=False))
    address = RegisterAddress(hosts, database, tuple(sorted(told.items())))
    _require_safe(address)
    return address, login


def _require_safe(address: RegisterAddress) -> None:
    for name, value in address.options:
        if STRICT.get(name) == value or name in _OPEN:
            continue
        if name == "sslmode" and address.local and value in _LOCAL_MODES:
            continue
        if name in STRICT or name.startswith(("ssl", "require", "gss")):
            raise RegisterAddressUnsafe(option=f"{name}={value}")
        raise RegisterAddressWrong(name)


def _this_computer(host: str) -> bool:
    if host in ("", "localhost") or host.startswith(("/", "@")):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _host_text(host: str) -> str:
    return f"[{host}]" if ":" in host else quote(host, safe="")
