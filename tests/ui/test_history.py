"""The audit trail as a person reads it."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

import pmsdesk.services
from pmsdesk.domain.publication import PublicationState
from pmsdesk.services.reading import HistoryItem
from pmsdesk.ui.history import actor, customer_name, sentence
from pmsdesk.ui.language import Language
from pmsdesk.ui.preferences import Preferences
from pmsdesk.ui.references import References

NOW = datetime(2026, 11, 23, 2, 14, tzinfo=UTC)
SHOWN = ("reply", "post", "complaint", "conversation", "note", "contact", "register")
RECORDED = re.compile(rf'(?:\(\s*(?:work, )?|\belse |= )"((?:{"|".join(SHOWN)})\.[a-z_]+)"')


def say(references: References, operation: str, **facts: object) -> str:
    return sentence(HistoryItem(NOW, "Nur Aisyah", operation, facts), references)


def recorded() -> set[str]:
    folder = Path(pmsdesk.services.__file__).parent
    found = {name for path in folder.glob("*.py") for name in RECORDED.findall(path.read_text("utf-8"))}
    return found | {f"reply.{state}" for state in PublicationState}


def test_every_operation_about_a_case_has_a_sentence(references: References) -> None:
    names = recorded()
    assert {"reply.submitted", "post.submitted", "complaint.moved", "conversation.snoozed", "reply.unsure"} <= names
    assert {name for name in names if say(references, name) == name} == set()


def test_a_kind_of_customer_is_named_in_the_language_of_the_screen(
    references: References, preferences: Preferences
) -> None:
    assert customer_name("pelancong", references) == "Pelancong"
    preferences.choose_language(Language.ENGLISH)
    assert customer_name("pelancong", references) == "Tourist"
    assert customer_name("tiada_lagi", references) == "tiada_lagi"
    told = say(references, "complaint.edited", customer_kind={"from": "kontraktor", "to": "media"})
    assert told.endswith("Contractor → The media")


@pytest.mark.parametrize(
    ("operation", "facts", "words"),
    [
        ("reply.submitted", {"number": 2, "ground": ""}, "Balasan versi 2 dihantar untuk kelulusan"),
        ("reply.submitted", {"number": 1, "ground": "check"}, "Balasan versi 1 dihantar; tiada kelulusan diperlukan"),
        ("reply.returned", {"reason": "Buang nama"}, "Balasan dipulangkan: \u2068Buang nama\u2069"),
        ("reply.rejected", {"words": "Not allowed"}, "Balasan ditolak platform: \u2068Not allowed\u2069"),
        (
            "complaint.moved",
            {"from": "tindakan", "to": "ditutup", "closing_code": "tarik_balik"},
            "Status: Dalam tindakan → Ditutup (Ditarik balik oleh pengadu)",
        ),
        ("complaint.forwarded", {"to": "jkr_selangor"}, "Dipanjangkan kepada JKR Selangor"),
        ("complaint.photo_added", {"evidence": "selepas"}, "Gambar ditambah: Selepas"),
        (
            "complaint.edited",
            {"agencies": {"from": [], "to": ["llm", "jkr"]}, "category": {"from": "pothole", "to": ""}},
            "Tindakan: — → LLM, JKR; Kategori: Lubang jalan → —",
        ),
        ("conversation.assigned", {"from": "", "to": "s-7", "name": "Hakim"}, "Ditugaskan kepada \u2068Hakim\u2069"),
        ("conversation.assigned", {"from": "s-7", "to": ""}, "Tugasan dilepaskan"),
        ("conversation.finished", {"reason": "tarik_balik"}, "Ditanda selesai: \u2068Ditarik balik oleh pengadu\u2069"),
        ("conversation.labelled", {"from": [], "to": ["banjir", "segera"]}, "Label: banjir, segera"),
        (
            "conversation.wrong_door",
            {"from": {"jurisdiction": "federal"}, "to": {"jurisdiction": "toll"}},
            "Bidang kuasa dibetulkan: Jalan Persekutuan → Lebuh raya",
        ),
    ],
)
def test_a_sentence_says_what_changed(
    references: References, operation: str, facts: dict[str, object], words: str
) -> None:
    assert say(references, operation, **facts) == words


def test_an_operation_of_a_newer_program_and_ids_nobody_knows_any_more_are_shown_as_they_are(
    references: References,
) -> None:
    assert say(references, "complaint.teleported", to="bulan") == "complaint.teleported"
    assert say(references, "complaint.forwarded", to="agensi_lama") == "Dipanjangkan kepada agensi_lama"


def test_what_the_program_did_itself_is_not_put_on_a_person() -> None:
    assert actor(HistoryItem(NOW, "", "reply.sent", {})) == "Sistem"
    assert actor(HistoryItem(NOW, "Rosnah Kassim", "reply.approved", {})) == "Rosnah Kassim"
