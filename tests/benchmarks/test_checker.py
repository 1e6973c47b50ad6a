"""How fast the check is: a text of 280 characters, making it from its data files, and a megabyte of anything."""

import time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pmsdesk.compliance.checker import Checker
from pmsdesk.domain.account import Channel
from pmsdesk.domain.finding import Severity
from tests.benchmarks.budgets import limited

pytestmark = pytest.mark.benchmark(timer=time.process_time)

CHECKER = Checker.default()
CHECK_S, LOADING_S, MEGABYTE_S = 0.005, 0.150, 1.0

TEXTS = [
    (head + body * 6)[:280]
    for head in (
        "Terima kasih. Aduan tuan telah diterima. ",
        "Makluman: Jalan Masjid India (FT5) ditutup 🙏🏽. ",
        "பாலம் உடைந்து விட்டது. b0d0h 道路 ",
        "JLN BERLUBANG DI B20!!! ",
    )
    for body in (
        "Pasukan JKR Hulu Selangor akan membaiki lampu isyarat di Lebuhraya Utara–Selatan. ",
        "Pengadu memaklumkan kereta rosak di www.kkr.gov.my, sila hubungi 03-8000 8000 segera. ",
        "Orang kampung di Taman Seri Indah memang sabar menunggu kerja turapan yg belum siap. ",
    )
]

HOSTILE = [
    "babi" * 250_000,
    "b.a." * 250_000,
    "Jalan A" * 140_000,
    "Melayu memang malas " * 50_000,
    "Islam haram itu " * 62_500,
    "{{" * 500_000,
    "1" * 1_000_000,
    "012 " * 250_000,
    "a@" * 500_000,
    "x " * 500_000,
    "*b" * 500_000,
    "A1 " * 330_000,
    "No 1 Jalan " * 90_000,
    "satu " * 200_000,
    "." * 1_000_000,
    "а" * 1_000_000,
    "\u200b" * 1_000_000,
    "👨‍👩‍👧" * 200_000,
    "a.my/" * 200_000,
    "\u0315\u0316" * 250_000,
]


@pytest.mark.parametrize("channel", [Channel.X, Channel.FACEBOOK])
@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_check_needs_at_most_five_milliseconds(benchmark: BenchmarkFixture, text: str, channel: Channel) -> None:
    report = limited(benchmark, CHECK_S, CHECKER.check, text, channel, rounds=20)
    assert all(0 <= finding.start <= finding.end <= len(text) for finding in report.findings)


def test_loading_the_data_needs_at_most_150_milliseconds(benchmark: BenchmarkFixture) -> None:
    made = limited(benchmark, LOADING_S, Checker.default, rounds=5)
    assert made.check(TEXTS[0]) == CHECKER.check(TEXTS[0])


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:8]))
def test_a_megabyte_of_anything_is_answered_within_a_second(benchmark: BenchmarkFixture, text: str) -> None:
    report = limited(benchmark, MEGABYTE_S, CHECKER.check, text, rounds=2)
    assert any(finding.rule == "R17" and finding.severity is Severity.BLOCK for finding in report.findings)
