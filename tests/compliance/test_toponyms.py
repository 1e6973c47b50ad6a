"""Names, codes and official contacts are covered; statements are not."""

import pytest

from pmsdesk.compliance.toponyms import MaskKind, Toponyms
from pmsdesk.language.fold import fold

TOPONYMS = Toponyms.load()


def covered(text: str, kind: MaskKind) -> list[str]:
    return [text[m.start : m.end] for m in TOPONYMS.masks(text, fold(text)) if m.kind is kind]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kerja di Jalan Masjid India siap.", "Jalan Masjid India"),
        ("Kampung Cina, Kuala Terengganu", "Kampung Cina"),
        ("di Kg. Melayu Subang", "Kg. Melayu Subang"),
        ("dekat Temple Street ditutup", "Temple Street"),
        ("SJK(C) Chung Hwa", None),
        ("Jalan Tun Dr. Ismail dibuka", "Jalan Tun Dr. Ismail"),
        ("Lebuhraya Tun Razak (FT12)", "Lebuhraya Tun Razak (FT12)"),
    ],
)
def test_place_names_are_covered(text: str, name: str | None) -> None:
    places = covered(text, MaskKind.PLACE)
    assert name in places if name else places == []


@pytest.mark.parametrize(
    "text", ["orang kampung memang malas", "Jalan itu rosak.", "Kampung ini bodoh", "taman kami gelap"]
)
def test_words_that_are_not_names_are_not_covered(text: str) -> None:
    assert covered(text, MaskKind.PLACE) == []


def test_a_name_ends_with_its_sentence() -> None:
    assert covered("Jalan Baru. Melayu di sini", MaskKind.PLACE) == ["Jalan Baru"]


def test_official_contacts_are_covered_however_they_are_spaced() -> None:
    text = "Hubungi 03-8000 8000, 0380008000, pro@kkr.gov.my atau https://www.jkr.gov.my/aduan."
    assert len(covered(text, MaskKind.CONTACT)) >= 4
    assert covered("Hubungi 03-1234 5678 atau ali@gmail.com", MaskKind.CONTACT) == []


def test_festivals_and_condolences_are_covered() -> None:
    assert covered("Selamat Hari Raya Aidilfitri. Al-Fatihah.", MaskKind.PHRASE) == [
        "Hari Raya Aidilfitri",
        "Al-Fatihah",
    ]
