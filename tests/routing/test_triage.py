"""Triage: the table of seed section H, road numbers and nicknames with their traps, kinds of message, urgency."""

from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.reason import REASONS
from pmsdesk.domain.triage import Jurisdiction, Kind
from pmsdesk.routing.triage import Triager
from tests.routing.labelled import citizens_texts

TRIAGER = Triager.default()
J = Jurisdiction


@pytest.mark.parametrize(
    ("text", "jurisdiction", "lead"),
    [
        ("Jalan berlubang di FT5 km 42 dekat Sabak Bernam", J.FEDERAL, ("kkr", "jkr", "jkr_selangor")),
        ("Lampu jalan B20 dekat Sepang tak menyala", J.STATE, ("jkr", "jkr_selangor")),
        ("Lubang besar di lebuh raya E1 arah utara", J.TOLL, ("llm",)),
        ("Bila kerajaan nak mansuhkan tol?", J.POLICY, ("kkr",)),
        ("Kren kat tapak pembinaan condong ke jalan", J.SAFETY, ("cidb",)),
        ("Longkang tersumbat, MBSA tak datang bersihkan", J.OUTSIDE, ("pbt_majlis_bandaraya_shah_alam",)),
    ],
)
def test_each_line_of_section_h(text: str, jurisdiction: Jurisdiction, lead: tuple[str, ...]) -> None:
    triage = TRIAGER.triage(text)
    assert (triage.jurisdiction, triage.agencies) == (jurisdiction, lead)
    assert triage.confidence >= 0.5


@pytest.mark.parametrize(
    ("text", "road"),
    [
        ("lubang di FT 5 Banting", "FT5"),
        ("lubang di ft-005", "FT5"),
        ("Laluan Persekutuan 59 runtuh", "FT59"),
        ("Federal Route 1 near Rawang has potholes", "FT1"),
        ("E 8 sesak, ada lori terbalik di lebuhraya E8", "E8"),
        ("Jalan A15 Perak rosak teruk", "A15"),
        ("lubang di B0020? tak, di B20 Sepang", "B20"),
        ("MRR2 gelap gelita", "FT28"),
        ("jem teruk kat LDP", "E11"),
        ("Jln Pontian berlubang", "FT5"),
    ],
)
def test_roads_are_read_however_they_are_written(text: str, road: str) -> None:
    assert TRIAGER.triage(text).road == road


@pytest.mark.parametrize(
    "text",
    [
        "Tolong cetak borang saiz A4 untuk aduan jalan",
        "Kereta WXY 1234 dan J 1234 langgar divider jalan",
        "Lori B 8021 bawa muatan lebih di jalan",
        "Saya tinggal di Blok B12, lampu tangga rosak",
        "Kerja tampal lubang di bawah skop R01 di Jalan Air Panas",
        "Calon N12 dan P101 bertanding, jalan sibuk",
        "Tempat duduk A12 di dalam bas",
        "Bateri saiz AA",
        "Nak jadi lebih sihat, ambil vitamin B12",
        "Plat no. T456",
    ],
)
def test_what_only_looks_like_a_road_number_is_none(text: str) -> None:
    assert TRIAGER.triage(text).road == ""


def test_a_state_number_in_another_state_is_asked_about() -> None:
    triage = TRIAGER.triage("Lubang di B20 dekat Muar, Johor")
    assert triage.jurisdiction is J.UNCLEAR
    assert triage.road == "B20"
    assert any("Selangor" in e.why for e in triage.evidence)


def test_signs_of_sabah_are_federal_there_and_state_elsewhere() -> None:
    assert TRIAGER.triage("R22 Ranau berlubang teruk, Sabah").jurisdiction is J.FEDERAL
    assert TRIAGER.triage("Jalan R22 Perlis berlubang").jurisdiction is J.STATE


def test_the_account_lends_its_state() -> None:
    johor = Account("x-jkrjohor", Channel.X, "JKRJohor", "JKR Johor", "jkr_johor")
    near, far = TRIAGER.triage("J32 berlubang", johor), TRIAGER.triage("J32 berlubang")
    assert near.agencies == ("jkr", "jkr_johor")
    assert near.confidence > far.confidence


@pytest.mark.parametrize(
    ("text", "jurisdiction"),
    [
        ("plus arah selatan km 258 ada tayar", J.TOLL),
        ("kereta saya saiz plus, suka sangat", J.UNCLEAR),
        ("highway MEX ada lubang", J.TOLL),
        ("pasukan Mex menang lawan semalam", J.UNCLEAR),
        ("Lebuhraya Pasir Gudang berlubang", J.FEDERAL),
        ("Lebuh Raya Tun Razak gelap dekat Segamat", J.FEDERAL),
        ("lampu lebuhraya AMJ mati", J.FEDERAL),
        ("Federal Highway dekat bangunan KWSP berlubang", J.FEDERAL),
        ("Federal Highway berlubang lepas tol Batu Tiga, Subang", J.TOLL),
        ("lubang di Jalan Kuching KL", J.UNCLEAR),
        ("lubang kat highway, tolong baiki", J.UNCLEAR),
    ],
)
def test_a_name_is_not_always_what_it_says(text: str, jurisdiction: Jurisdiction) -> None:
    assert TRIAGER.triage(text).jurisdiction is jurisdiction


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Paip pecah depan rumah, air selangor lambat", "airsel"),
        ("TNB tak datang baiki tiang", "tnb"),
        ("Jalan Kampung Majid rosak, bila nak turap", "kkdw"),
        ("Baki kad tng saya hilang", "tng"),
        ("sekatan polis menyebabkan jem", "pdrm"),
        ("jalan dalam Taman Tasek Semenyih berlubang", "pbt"),
        ("lubang di taman perumahan, Shah Alam", "pbt_majlis_bandaraya_shah_alam"),
    ],
)
def test_wrong_doors_name_whose_door_it_is(text: str, agency: str) -> None:
    triage = TRIAGER.triage(text)
    assert triage.jurisdiction is J.OUTSIDE
    assert triage.agencies[0] == agency


@pytest.mark.parametrize(
    ("text", "jurisdiction"),
    [
        ("Dah lapor MPAJ, mereka suruh lapor JKR. Cerun masih merekah", J.UNCLEAR),
        ("Lubang besar depan sekolah. Ini jalan MBSA ke jalan JKR?", J.UNCLEAR),
        ("Lubang besar depan pasar, dekat stesen LRT", J.UNCLEAR),
        ("Jambatan Kg Laut gelap, lampu hiasan je nyala", J.UNCLEAR),
        ("Jalan masuk ke Kampung Semerah berlubang", J.OUTSIDE),
        ("lubang di lorong motosikal dekat simpang", J.UNCLEAR),
        ("lampu padam dekat tol Simpang Pulai sampai ke pekan", J.UNCLEAR),
        ("RFID ditolak di Tol Jalan Duta", J.TOLL),
        ("Adakah konsesi tamat tahun depan? Mohon penjelasan dasar tol", J.POLICY),
    ],
)
def test_a_landmark_and_a_passed_on_citizen_are_asked_about(text: str, jurisdiction: Jurisdiction) -> None:
    assert TRIAGER.triage(text).jurisdiction is jurisdiction


def test_words_of_a_site_are_enough_where_cidb_is_written_to() -> None:
    cidb = Account("x-cidb-malaysia", Channel.X, "CIDB_Malaysia", "CIDB", "cidb")
    text = "bos tak bagi helmet kepada kami"
    assert TRIAGER.triage(text, cidb).jurisdiction is J.SAFETY
    assert TRIAGER.triage(text).jurisdiction is J.UNCLEAR


def test_a_bare_toll_is_llms_matter_where_llm_is_written_to() -> None:
    llm = Account("x-llm", Channel.X, "LLMinfotrafik", "LLM", "llm")
    assert TRIAGER.triage("tol tiap hari tapi jalan tak pernah elok", llm).jurisdiction is J.TOLL


def test_an_ordinary_word_is_a_place_only_where_it_is_written_as_one() -> None:
    assert TRIAGER.triage("rim bengkok langgar lubang kat MRR2").road == "FT28"
    assert TRIAGER.triage("jambatan Jalan Langgar retak").place == "Langgar"


def test_a_place_alone_stays_unclear_and_is_shown() -> None:
    triage = TRIAGER.triage("Jalan berlubang teruk di Kuala Pilah")
    assert triage.jurisdiction is J.UNCLEAR
    assert triage.place == "Kuala Pilah"
    assert any("Negeri Sembilan" in e.why for e in triage.evidence)


def test_the_context_decides_where_the_text_is_silent() -> None:
    triage = TRIAGER.triage("Lubang ni dah lama", context="Kerja turapan di FT1 Rawang")
    assert triage.jurisdiction is J.FEDERAL
    assert [(e.start, e.end) for e in triage.evidence] == [(0, 0)]
    assert "konteks" in triage.evidence[0].why


def test_a_site_on_a_toll_road_concerns_llm_and_with_injury_dosh() -> None:
    triage = TRIAGER.triage("Konkrit jatuh di tapak pembinaan SUKE, dua pekerja cedera")
    assert triage.agencies == ("cidb", "llm", "dosh")
    assert triage.urgent


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Jln berlubang kat FT1, dah 2 minggu xde tindakan", Kind.COMPLAINT),
        ("Jalan berlubang di FT5 km 20. Terima kasih.", Kind.COMPLAINT),
        ("Terima kasih tapi lubang masih ada", Kind.COMPLAINT),
        ("Terima kasih JKR, lubang sudah dibaiki!", Kind.PRAISE),
        ("Syabas, pegawai sangat cekap", Kind.PRAISE),
        ("Cadangan: letak lampu isyarat di simpang ini", Kind.SUGGESTION),
        ("Berapa lama nak mohon permit?", Kind.QUESTION),
        ("Bodoh punya JKR makan gaji buta", Kind.ABUSE),
        ("Pinjaman segera tanpa penjamin, whatsapp kami", Kind.SPAM),
        ("Trafik lancar di kedua-dua arah", Kind.TRAFFIC_INFO),
        ("请维修路灯", Kind.COMPLAINT),
        ("பாலம் உடைந்து விட்டது", Kind.COMPLAINT),
        ("👍👍", Kind.OTHER),
        ("", Kind.OTHER),
    ],
)
def test_kinds_of_messages(text: str, kind: Kind) -> None:
    assert TRIAGER.triage(text).kind is kind


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("jln berlubang", "pothole"),
        ("lampu jalan gelap gelita", "street_light"),
        ("lampu isyarat rosak", "traffic_light"),
        ("pokok tumbang halang jalan", "fallen_tree"),
        ("jambatan bergegar", "bridge"),
        ("selamat pagi", ""),
    ],
)
def test_categories_come_from_their_synonyms(text: str, category: str) -> None:
    assert TRIAGER.triage(text).category == category


@pytest.mark.parametrize(
    ("text", "urgent"),
    [
        ("Tanah runtuh di FT59, jalan terhalang sepenuhnya", True),
        ("Ada tayar lori atas jalan", True),
        ("Jln berlubang besar kat FT1", False),
        ("Terima kasih, pokok tumbang sudah dialihkan. Syabas, telah siap", False),
    ],
)
def test_danger_is_urgent(text: str, urgent: bool) -> None:
    assert TRIAGER.triage(text).urgent is urgent


def test_evidence_is_quoted_from_the_text() -> None:
    text = "🙏🏽 tolong baiki Ｆ\u200bＴ５ Banting"
    triage = TRIAGER.triage(text)
    (evidence,) = triage.evidence
    assert text[evidence.start : evidence.end] == "Ｆ\u200bＴ５"
    assert evidence.why.endswith("= Laluan Persekutuan 5")


def test_every_evidence_has_the_facts_that_its_wording_has_room_for() -> None:
    found = [one for text in citizens_texts() for one in TRIAGER.triage(text, context=text).evidence]
    assert len({one.reason for one in found}) > 12
    for one in found:
        places = [name for _, name, _, _ in Formatter().parse(REASONS[one.reason]) if name is not None]
        assert len(places) == len(one.facts)
        assert all(one.facts)


@given(st.text(max_size=150), st.text(max_size=40))
def test_any_text_is_read(text: str, context: str) -> None:
    triage = TRIAGER.triage(text, context=context)
    assert 0 <= triage.confidence <= 1
    assert all(0 <= e.start <= e.end <= len(text) for e in triage.evidence)
