"""What a failure of PostgreSQL means for the person at the seat."""

import psycopg

from pmsdesk.domain.errors import KnownError, NotAllowed
from pmsdesk.domain.register_errors import (
    AnswerLost,
    CertificateWrong,
    ChainBroken,
    ChainFork,
    ClientTooOld,
    DeviceRevoked,
    EpochChanged,
    NotEnrolled,
    NumberNotVoidable,
    OperationTooBig,
    RegisterBusy,
    RegisterError,
    RegisterNotMade,
    RegisterRefused,
    RegisterTooOld,
    RegisterUnreachable,
    TemplateCodeTaken,
    TransportUnsafe,
)

STANDBY = "25006"
WARNING = "01000"
_OF_STATE: dict[str, type[KnownError]] = {
    "PM001": ChainBroken,
    "PM002": ChainBroken,
    "PM003": ChainBroken,
    "PM010": NotEnrolled,
    "PM011": ChainFork,
    "PM012": DeviceRevoked,
    "PM020": EpochChanged,
    "PM021": ClientTooOld,
    "PM030": OperationTooBig,
    "PM040": NumberNotVoidable,
    "PM041": TemplateCodeTaken,
    STANDBY: RegisterUnreachable,
    "55000": RegisterUnreachable,
    "3D000": RegisterNotMade,
    "3F000": RegisterNotMade,
    "40001": RegisterBusy,
    "40P01": RegisterBusy,
    "42501": NotAllowed,
    "42883": RegisterTooOld,
    "55P03": RegisterBusy,
    "57014": RegisterBusy,
}
_OF_CLASS: dict[str, type[KnownError]] = {
    "08": AnswerLost,
    "28": RegisterRefused,
    "53": RegisterBusy,
    "57": AnswerLost,
    "58": RegisterError,
    "XX": RegisterError,
}

_AT_THE_DOOR: tuple[tuple[type[KnownError], tuple[str, ...]], ...] = (
    (
        CertificateWrong,
        ("certificate verify failed", "does not match host name", "root certificate", "certificate revo"),
    ),
    (
        TransportUnsafe,
        (
            *("does not support ssl", "authentication method requirement", "channel binding", "no protocols available"),
            *("unsupported protocol", "server did not complete authentication", "scram-sha-256-plus"),
        ),
    ),
    (RegisterBusy, ("too many connections", "connection slots are reserved", "too many clients", "slots are reserved")),
    (
        RegisterRefused,
        (
            *("authentication failed", "no pg_hba.conf entry", "pg_hba.conf rejects", "not permitted to log in"),
            *("no password supplied", "permission denied for database", "gssapi", "does not have connect privilege"),
        ),
    ),
)
"""libpq gives no code for a connection that failed, only words: its own, and the server's where they are English."""


class RegisterFault(RuntimeError):
    """The register failed as it never should: a bug. Names the code and the place, and holds none of the data."""


def at_the_door(error: psycopg.Error, user: str) -> KnownError:
    """What it means that no connection was made. *user* is who tried."""
    words = str(error)
    heard = words.lower()
    if (code := error.sqlstate) and code in _OF_STATE:
        return _OF_STATE[code](words, user=user)
    if 'database "' in heard and "does not exist" in heard:
        return RegisterNotMade(words)
    for kind, phrases in _AT_THE_DOOR:
        if any(phrase in heard for phrase in phrases):
            return kind(words, user=user)
    return RegisterUnreachable(words)


def in_the_call(error: psycopg.Error, user: str, *, broken: bool) -> KnownError | RegisterFault:
    """What it means that a call failed. *broken* tells that the connection went with it.

    The server's words are kept only where they say nothing of what was sent: its own codes and refusals.
    """
    code = error.sqlstate or ""
    kind = _OF_STATE.get(code) or _OF_CLASS.get(code[:2])
    if kind is not None:
        return kind(error.diag.message_primary or "", user=user)
    if broken or (isinstance(error, psycopg.OperationalError) and not code):
        return AnswerLost()
    told = error.diag
    place = (told.schema_name, told.table_name, told.column_name, told.constraint_name)
    return RegisterFault(" ".join((code or "no code:", type(error).__name__, *(name for name in place if name))))
