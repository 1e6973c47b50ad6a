"""What PostgreSQL's failures mean: each known code and phrase has words of ours, and none carries what was sent."""

import psycopg
import pytest
from psycopg import errors as pg

from pmsdesk.domain.errors import KnownError
from pmsdesk.domain.register_errors import (
    AnswerLost,
    CertificateWrong,
    RegisterBusy,
    RegisterNotMade,
    RegisterRefused,
    RegisterUnreachable,
    TransportUnsafe,
)
from pmsdesk.sync.faults import RegisterFault, at_the_door, in_the_call

DOWN = 'connection failed: connection to server at "10.1.2.3", port 5432 failed: Connection refused'


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (DOWN, RegisterUnreachable),
        ("connection timeout expired", RegisterUnreachable),
        ("failed to resolve host 'db1.kkr.gov.my': [Errno -2] Name or service not known", RegisterUnreachable),
        ("FATAL:  the database system is starting up", RegisterUnreachable),
        ("session is read-only", RegisterUnreachable),
        ('FATAL:  password authentication failed for user "aisyah"', RegisterRefused),
        ('FATAL:  role "aisyah" is not permitted to log in', RegisterRefused),
        ('FATAL:  no pg_hba.conf entry for host "10.9.9.9", user "aisyah", database "pmsdesk"', RegisterRefused),
        ("SSL error: certificate verify failed", CertificateWrong),
        ('server certificate for "db1" does not match host name "db2"', CertificateWrong),
        ('root certificate file "/etc/pms/ca.pem" does not exist', CertificateWrong),
        ("server does not support SSL, but SSL was required", TransportUnsafe),
        (
            'authentication method requirement "scram-sha-256" failed: server requested a cleartext password',
            TransportUnsafe,
        ),
        (
            "channel binding is required, but server did not offer an authentication method that supports it",
            TransportUnsafe,
        ),
        ('FATAL:  database "pmsdesk" does not exist', RegisterNotMade),
        ('FATAL:  too many connections for role "aisyah"', RegisterBusy),
        (f"{DOWN}\nMultiple connection attempts failed:\n- {DOWN}\n- certificate verify failed", CertificateWrong),
    ],
)
def test_a_connection_that_failed_says_why(words: str, kind: type[KnownError]) -> None:
    error = at_the_door(psycopg.OperationalError(words), "aisyah")
    assert type(error) is kind
    assert error.platform_words == words
    assert "—" not in str(error)


@pytest.mark.parametrize("error", [pg.QueryCanceled(), pg.LockNotAvailable(), pg.DeadlockDetected()])
def test_a_statement_that_took_too_long_is_tried_again(error: psycopg.Error) -> None:
    assert type(in_the_call(error, "aisyah", broken=False)) is RegisterBusy


@pytest.mark.parametrize("error", [psycopg.OperationalError("server closed the connection"), pg.AdminShutdown()])
def test_a_line_that_broke_leaves_the_outcome_open(error: psycopg.Error) -> None:
    assert type(in_the_call(error, "aisyah", broken=True)) is AnswerLost


def test_a_bug_names_its_code_and_nothing_that_was_sent() -> None:
    fault = in_the_call(pg.CheckViolation("row contains Encik Ali, 012-345 6789"), "aisyah", broken=False)
    assert isinstance(fault, RegisterFault)
    assert "23514" in str(fault)
    assert "Ali" not in str(fault)


def test_a_call_that_was_made_wrongly_is_a_bug_and_not_tried_again() -> None:
    fault = in_the_call(psycopg.ProgrammingError("the query has 3 placeholders"), "aisyah", broken=False)
    assert isinstance(fault, RegisterFault)
