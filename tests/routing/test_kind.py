"""The kind of a message: what is praise, a question, a wish or a complaint, and what outweighs what."""

import pytest

from pmsdesk.domain.triage import Kind
from pmsdesk.routing.triage import Triager

TRIAGER = Triager.default()


def kind(text: str) -> Kind:
    return TRIAGER.triage(text).kind


@pytest.mark.parametrize(
    "text",
    [
        "best la program semalam, dapat jumpa jurutera jambatan. Buat lagi ya!",
        "R&R Temerloh tu surau dia cantik sekarang. Terima kasih kepada semua petugas",
        "Terima kasih JKR, lubang depan pasar dah ditampal pagi tadi",
        "Syabas, lampu isyarat yang rosak tu sudah dibaiki dalam masa sejam",
        "Jalan cantik, tiada lubang langsung. Tahniah!",
        "The new road is very smooth, well done",
        "谢谢,路灯已经修好了",
    ],
)
def test_thanks_for_what_is_good_or_mended_are_praise(text: str) -> None:
    assert kind(text) is Kind.PRAISE


@pytest.mark.parametrize(
    "text",
    [
        "terima kasih lah ya, lubang depan sekolah makin besar",
        "Terima kasih sebab biarkan jalan kami macam bulan tiga tahun",
        "Terima kasih tampal lubang, tapi lampu jalan masih gelap",
        "Bagus sangat kerja kontraktor, baru tampal dah berlubang balik",
        "Thanks for the patching but the drain is still blocked",
        "Jalan berlubang teruk di Benut. Terima kasih.",
        "厕所非常脏,请派人清理。谢谢。",
    ],
)
def test_bitter_mixed_and_polite_thanks_stay_complaints(text: str) -> None:
    assert kind(text) is Kind.COMPLAINT


@pytest.mark.parametrize("text", ["Jalan ni tak elok", "Turapan baru pun kurang bagus", "Tandas R&R tidak bersih"])
def test_denied_praise_is_a_complaint(text: str) -> None:
    assert kind(text) is Kind.COMPLAINT


@pytest.mark.parametrize(
    "text",
    [
        "ada tak jadual penyelenggaraan jambatan Sultan Yahya Petra?",
        "nak tanya, bila Hari Bertemu Pelanggan seterusnya",
        "Adakah lebuhraya WCE akan dibuka tahun ini?",
        "macam mana nak mohon permit kerja di rizab jalan? Terima kasih",
        "Is the road to Fraser's Hill open this weekend?",
        "jalan Pasir Mas dah naik air ke?",
        "boleh kongsi senarai jalan yang ditutup musim banjir ni?",
    ],
)
def test_who_asks_for_a_fact_has_a_question(text: str) -> None:
    assert kind(text) is Kind.QUESTION


@pytest.mark.parametrize(
    "text",
    [
        "Kenapa lampu jalan kat simpang ni tak menyala?",
        "Macam mana nak tuntut, rim saya bengkok langgar lubang?",
        "nak tanya siapa jaga jalan ni? Garisan dah pudar, langsung tak nampak",
        "Who is responsible for this? The railing is broken",
        "Banjir kilat lagi semalam. Siapa nak jawab?",
    ],
)
def test_a_question_that_tells_of_a_fault_is_a_complaint(text: str) -> None:
    assert kind(text) is Kind.COMPLAINT


@pytest.mark.parametrize(
    "text",
    [
        "Cadangan: letak lampu isyarat di simpang tiga ini, selalu kemalangan",
        "Apa kata letak cermin cembung di selekoh tu",
        "Mohon pertimbangan pihak tuan untuk lintasan pejalan kaki",
        "Boleh tak buat lorong motosikal di FT8 Machang?",
        "Harap dapat tambah papan tanda dwibahasa",
        "Please add more lanes for RFID",
    ],
)
def test_what_would_be_better_is_a_suggestion(text: str) -> None:
    assert kind(text) is Kind.SUGGESTION


def test_what_somebody_says_of_it_is_not_a_suggestion() -> None:
    assert kind("Apa kata Jabatan Kerja Raya tentang jambatan runtuh ini?") is not Kind.SUGGESTION


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lembab betul korang ni, makan gaji buta", Kind.ABUSE),
        ("Bodoh punya kerja, baru tampal dah berlubang", Kind.COMPLAINT),
        ("Bodoh sangat ke orang letak divider tu kat simpang?", Kind.COMPLAINT),
    ],
)
def test_insults_alone_are_abuse_and_with_a_matter_a_complaint(text: str, expected: Kind) -> None:
    assert kind(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TAHNIAH! Anda menang baucar RM500, klik https://hadiah.example", Kind.SPAM),
        ("Wang segera untuk mangsa banjir, hubungi kami hari ini", Kind.SPAM),
        ("Kad saya ditolak di plaza tol, nak hubungi siapa?", Kind.COMPLAINT),
        ("Lubang di FT5 Banting, gambar di https://gambar.example/1", Kind.COMPLAINT),
    ],
)
def test_spam_lures_and_a_link_alone_does_not(text: str, expected: Kind) -> None:
    assert kind(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "Lorry overturned at KM 165 northbound",
        "Terkini: trafik bergerak di hentian Gurun",
        "Saya baru lepas Kerteh, jalan basah tapi ok. Bawa perlahan ya",
    ],
)
def test_what_drivers_tell_each_other_is_traffic_information(text: str) -> None:
    assert kind(text) is Kind.TRAFFIC_INFO


@pytest.mark.parametrize(
    "text",
    [
        "Semoga semuanya lancar",
        "dari KM 40 sampai Kg Raja, dua-dua arah",
        "Dulu saya kerja di projek jambatan Machang",
        "baik, dah emel tadi",
    ],
)
def test_what_names_no_fault_and_no_wish_is_not_called_a_complaint(text: str) -> None:
    assert kind(text) is Kind.OTHER


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jalan kami banjir setiap kali hujan", Kind.COMPLAINT),
        ("Dah boleh lalu ke jalan yang banjir tu?", Kind.QUESTION),
        ("Syukur, jalan kampung tak banjir dah", Kind.PRAISE),
    ],
)
def test_a_flood_told_asked_about_and_gone(text: str, expected: Kind) -> None:
    assert kind(text) is expected


@pytest.mark.parametrize("text", ["晚上完全看不到路,有个大坑", "சாலையில் பெரிய குழி", "جالن روسق دان باڽق لوبڠ"])
def test_faults_are_read_in_other_scripts(text: str) -> None:
    assert kind(text) is Kind.COMPLAINT
