"""The register's address: read, kept without its login, and refused where it asks for a weaker check."""

import pytest

from pmsdesk.domain.register_errors import RegisterAddressUnsafe, RegisterAddressWrong
from pmsdesk.sync.address import Login, read_address

MINISTRY = "postgresql://aisyah:R%40hsia1@db1.kkr.gov.my,db2.kkr.gov.my:5433/pmsdesk?sslrootcert=/etc/pms/ca.pem"


def test_an_address_is_taken_apart_and_kept_without_its_login() -> None:
    address, login = read_address(MINISTRY)
    assert address.hosts == (("db1.kkr.gov.my", ""), ("db2.kkr.gov.my", "5433"))
    assert address.database == "pmsdesk"
    assert login == Login("aisyah", "R@hsia1")
    assert address.url == "postgresql://db1.kkr.gov.my,db2.kkr.gov.my:5433/pmsdesk?sslrootcert=%2Fetc%2Fpms%2Fca.pem"
    assert read_address(address.url) == (address, Login(""))


def test_neither_shows_the_password() -> None:
    shown = " ".join(map(repr, read_address(MINISTRY)))
    assert "aisyah" in shown
    assert "R@hsia1" not in shown
    assert "R%40hsia1" not in shown


@pytest.mark.parametrize(
    "url",
    [
        "postgresql:///pmsdesk?host=/run/postgresql",
        "postgresql://localhost:5444/pmsdesk",
        "postgresql://[::1]:5444/pmsdesk",
        "postgresql://127.0.0.1,127.0.0.2/pmsdesk",
        "postgresql://localhost/pmsdesk?sslmode=disable",
    ],
)
def test_this_computer_itself_need_not_prove_who_it_is(url: str) -> None:
    address, _ = read_address(url)
    assert (address.local, address.strict) == (True, False)
    assert read_address(address.url)[0] == address


def test_this_computer_proves_it_where_that_is_asked_for() -> None:
    assert read_address("postgresql://localhost/pmsdesk?sslmode=verify-full")[0].strict


@pytest.mark.parametrize("url", [MINISTRY, "postgresql://localhost,db1.kkr.gov.my/pmsdesk"])
def test_one_host_elsewhere_makes_the_check_strict(url: str) -> None:
    address, _ = read_address(url)
    assert address.strict
    assert [(len(one.hosts), one.strict) for one in address.each()] == [(1, True), (1, True)]


@pytest.mark.parametrize(
    "option",
    [
        *(f"sslmode={mode}" for mode in ("disable", "allow", "prefer", "require", "verify-ca")),
        *("channel_binding=disable", "channel_binding=prefer", "require_auth=none", "require_auth=password"),
        *("gssencmode=prefer", "ssl_min_protocol_version=TLSv1", "sslcertmode=disable", "sslnegotiation=direct"),
    ],
)
def test_an_address_that_asks_for_less_is_refused(option: str) -> None:
    with pytest.raises(RegisterAddressUnsafe) as refused:
        read_address(f"postgresql://db1.kkr.gov.my/pmsdesk?{option}")
    assert option in str(refused.value)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "pmsdesk",
        "https://db1.kkr.gov.my/pmsdesk",
        "host=db1.kkr.gov.my dbname=pmsdesk",
        "postgresql://db1.kkr.gov.my",
        "postgresql://db1.kkr.gov.my/pmsdesk?nonsense=1",
        "postgresql://db1.kkr.gov.my/pmsdesk?hostaddr=10.0.0.9",
        "postgresql://db1.kkr.gov.my/pmsdesk?options=-c%20role%3Dpms_owner",
        "postgresql://db1.kkr.gov.my/pmsdesk?passfile=/tmp/x",
        "postgresql://db1.kkr.gov.my/pmsdesk?service=other",
    ],
)
def test_what_is_no_address_of_a_register_is_refused(url: str) -> None:
    with pytest.raises(RegisterAddressWrong):
        read_address(url)
