"""The settings of a seat: kept in its store, and never more wrong than their defaults."""

import pytest

from pmsdesk.app import settings
from pmsdesk.app.settings import PREFIX, Settings
from pmsdesk.domain.account import Channel
from pmsdesk.domain.staff import SYSTEM
from tests.app.conftest import Station


def test_what_is_saved_is_loaded(station: Station) -> None:
    facebook, youtube = "http://127.0.0.1:8765/fb", "http://127.0.0.1:8765/yt"
    chosen = Settings(
        30, "http://127.0.0.1:8765/x", facebook, "post", "v27.0", facebook, youtube, "kkr-media", 1_000_000
    )
    with station.seat.store.work(SYSTEM) as work:
        settings.save(work, chosen)
        work.commit()
    with station.seat.store.work(SYSTEM) as work:
        assert settings.load(work) == chosen


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("poll_seconds", text) for text in ("0", "-5", "enam puluh", "1e3", "9" * 5000, "²", "86400")),
        *(("youtube_daily_units", text) for text in ("0", "-1", "sepuluh ribu", "1000000000")),
        ("x_dialect", "tweet"),
        ("graph_version", "v26"),
        ("graph_version", "../v26.0"),
    ],
)
def test_what_makes_no_sense_has_its_default(station: Station, name: str, text: str) -> None:
    with station.seat.store.work(SYSTEM) as work:
        work.set_setting(PREFIX + name, text)
        found = settings.load(work)
    assert getattr(found, name) == getattr(Settings(), name)


def test_each_network_is_told_its_own() -> None:
    chosen = Settings(
        x_base_url="http://127.0.0.1:1/x",
        facebook_base_url="http://127.0.0.1:1/fb",
        instagram_base_url="http://127.0.0.1:1/ig",
        youtube_base_url="http://127.0.0.1:1/yt",
        youtube_project="kkr-media",
    )
    assert chosen.options(Channel.X) == {"base_url": "http://127.0.0.1:1/x", "dialect": "legacy"}
    assert chosen.options(Channel.FACEBOOK) == {"base_url": "http://127.0.0.1:1/fb", "graph_version": "v26.0"}
    assert chosen.options(Channel.INSTAGRAM) == {"base_url": "http://127.0.0.1:1/ig", "graph_version": "v26.0"}
    assert chosen.options(Channel.YOUTUBE) == {
        "base_url": "http://127.0.0.1:1/yt", "project": "kkr-media", "daily_units": "10000",
    }  # fmt: skip
