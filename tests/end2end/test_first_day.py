"""A new user's first day, with nothing but the practice networks' credentials: from the first start to the metrics."""

import webbrowser
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from pmsdesk.app.demo.hands import until
from pmsdesk.app.demo.stage import photo
from pmsdesk.domain.account import Channel
from pmsdesk.domain.staff import Role
from pmsdesk.sandbox.grants import CLIENT, GOOGLE_SECRET
from pmsdesk.sandbox.ids import token_for
from tests.end2end.newcomer import Browser, Newcomer

POTHOLE = "@MOWorks Dah 2 minggu lubang besar kat FT5 dekat Sabak Bernam, bila nak tampal?"
LAMP = "Lampu jalan di FT3 Kuantan dah seminggu tak menyala, bahaya waktu malam. Siapa jaga?"
RUDE = "Bodoh betul kontraktor ni, semua penipu!"
ROAD = "Cantik jalan baru ni. Bila FT59 ke Cameron Highlands pula nak diturap?"
BRIDGE = "Terima kasih atas video ini. Jambatan di Tapah bila siap?"
PUBLIC = "Terima kasih atas aduan tuan. Pasukan JKR Selangor akan memeriksa lokasi tersebut esok."

PRIVATE = "Terima kasih puan. Sila beritahu nombor tiang lampu itu supaya pasukan JKR Pahang dapat memeriksanya."
POST = "Kerja turapan FT5 di Sabak Bernam telah siap. Terima kasih atas kesabaran tuan dan puan."
ALT = "Jalan FT5 yang baru diturap di Sabak Bernam, dengan sebuah jentera penggelek di tepinya."


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    """The default browser of this computer."""
    browser = Browser()
    monkeypatch.setattr(webbrowser, "_browsers", {})
    monkeypatch.setattr(webbrowser, "_tryorder", [])
    webbrowser.register("newcomer", None, browser, preferred=True)
    return browser


@pytest.fixture
def newcomer(qapp: QApplication, tmp_path: Path, browser: Browser) -> Iterator[Newcomer]:
    look = qapp.styleSheet(), qapp.palette()
    made = Newcomer(tmp_path / "seat", qapp, browser)
    yield made
    made.end()
    qapp.setStyleSheet(look[0])
    qapp.setPalette(look[1])


def test_from_the_first_start_to_the_metrics(newcomer: Newcomer, tmp_path: Path) -> None:
    newcomer.start("Farid Salleh", "farid")
    newcomer.add("Nur Aisyah", "aisyah", Role.OFFICER)
    newcomer.add("Rosnah Kassim", "rosnah", Role.SUPERVISOR)

    newcomer.sign_account_in("x-moworks", "Kementerian Kerja Raya", CLIENT)
    newcomer.sign_account_in("youtube-kkr", "Kementerian Kerja Raya Malaysia", CLIENT, GOOGLE_SECRET)
    newcomer.paste_token("facebook-kkr", token_for("KKRMalaysia"))
    newcomer.paste_token("instagram-kkr", token_for("kkrmalaysia"))
    assert len(newcomer.browser.seen) == 2
    assert all("Jawapan diterima" in page for page in newcomer.browser.seen)

    stage = newcomer.stage
    stage.arrives("faizalz", "Faizal Z.", POTHOLE)
    stage.arrives("Siti Lailatul", "Siti Lailatul", LAMP, to=(Channel.FACEBOOK, "KKRMalaysia"))
    stage.arrives("Ahmad H.", "Ahmad H.", RUDE, to=(Channel.FACEBOOK, "KKRMalaysia"))
    stage.arrives("kelvintan", "kelvintan", ROAD, to=(Channel.INSTAGRAM, "kkrmalaysia"))
    stage.arrives("R. Mohan", "R. Mohan", BRIDGE, to=(Channel.YOUTUBE, "kkrmalaysia"))

    stage.leave()
    stage.enter("aisyah")
    answered = newcomer.answer("faizalz", PUBLIC)
    assert stage.published_once(answered, PUBLIC)["ledger"] == 1
    answered = newcomer.answer_in_private("Siti Lailatul", PRIVATE)
    assert stage.published_once(answered, PRIVATE)["ledger"] == 1
    newcomer.ask_to_hide("Ahmad H.", "lucah")
    picture = tmp_path / "turapan-ft5.jpg"
    picture.write_bytes(photo("FT5 Sabak Bernam"))
    newcomer.post("x-moworks", POST, picture, ALT)
    assert stage.ledger(POST) == 1
    assert newcomer.alt_text_on_x(POST) == [ALT]

    assert newcomer.hidden() == []
    stage.leave()
    stage.enter("rosnah")
    newcomer.approve_request()
    until(lambda: newcomer.hidden() == [RUDE], "Facebook hid it, once")

    followers = {"x-moworks": "96,540", "facebook-kkr": "284,600", "instagram-kkr": "61,240", "youtube-kkr": "18,400"}
    for account_id, told in followers.items():
        assert told in newcomer.metrics(account_id)
