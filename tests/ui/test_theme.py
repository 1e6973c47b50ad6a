"""The looks: enough contrast for every pair of colours, one style sheet, nothing written outside the cache."""

import os
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from pmsdesk.ui import theme
from pmsdesk.ui.icons import icon
from pmsdesk.ui.theme import LOOKS, Look, Tokens, Tone, set_kind

AA, AAA, GRAPHIC = 4.5, 7.0, 3.0


def luminance(colour: QColor) -> float:
    """WCAG 2.2 relative luminance."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2.2 contrast ratio, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def wanted(tokens: Tokens) -> float:
    return AAA if tokens.look is Look.CONTRAST else AA


def test_the_ratio_is_that_of_wcag() -> None:
    assert contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("look", "tone"), list(product(Look, Tone)))
def test_a_tone_can_be_read_on_its_own_ground_and_on_every_surface(look: Look, tone: Tone) -> None:
    tokens = LOOKS[look]
    grounds = [tokens.soft(tone), QColor(tokens.surface), QColor(tokens.background)]
    ratios = [contrast(tokens.strong(tone), ground) for ground in grounds]
    assert min(ratios) >= wanted(tokens), ratios


@pytest.mark.parametrize("look", list(Look))
def test_ink_and_mute_can_be_read_on_every_ground_they_stand_on(look: Look) -> None:
    tokens = LOOKS[look]
    grounds = [tokens.surface, tokens.background, tokens.primary_soft, tokens.warning_soft, tokens.bad_soft]
    for words, ground in product((tokens.ink, tokens.mute), grounds):
        assert contrast(QColor(words), QColor(ground)) >= wanted(tokens), (words, ground)


@pytest.mark.parametrize("look", list(Look))
@pytest.mark.parametrize("ground", ["primary", "warning", "bad"])
def test_the_words_of_a_filled_button_can_be_read(look: Look, ground: str) -> None:
    tokens = LOOKS[look]
    assert contrast(QColor(tokens.on_primary), QColor(getattr(tokens, ground))) >= wanted(tokens)


@pytest.mark.parametrize("look", list(Look))
def test_the_focus_ring_stands_out(look: Look) -> None:
    tokens = LOOKS[look]
    for ring, ground in product((tokens.primary, tokens.ink), (tokens.surface, tokens.background, tokens.primary_soft)):
        assert contrast(QColor(ring), QColor(ground)) >= GRAPHIC


def test_applying_a_look_writes_only_into_the_cache_folder(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    environment = dict(os.environ)
    theme.apply(qapp, Look.DARK, tmp_path / "cache")
    assert list(home.iterdir()) == []
    assert dict(os.environ) == environment
    assert [p.name for p in (tmp_path / "cache").glob("*/material.qss")] == ["material.qss"]
    assert not (Path.home() / ".qt_material").exists()


def test_a_second_start_reads_what_the_first_one_made(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.apply(qapp, Look.DARK, tmp_path)
    first = qapp.styleSheet()
    monkeypatch.setattr("qt_material.build_stylesheet", lambda *_args, **_more: pytest.fail("built again"))
    theme.apply(qapp, Look.DARK, tmp_path)
    assert qapp.styleSheet() == first


@pytest.mark.parametrize("look", list(Look))
def test_nothing_is_written_in_capitals_and_every_picture_exists(
    qapp: QApplication, theme_cache: Path, look: Look
) -> None:
    theme.apply(qapp, look, theme_cache)
    sheet = qapp.styleSheet()
    assert "uppercase" not in sheet
    assert "icon:/" not in sheet
    pictures = [part.split(")")[0].strip("\"'") for part in sheet.split("url(")[1:]]
    assert pictures
    assert [p for p in pictures if not Path(p).is_file()] == [p for p in pictures if p.startswith("qt_material:")]


def test_a_live_switch_changes_palette_icons_and_text_size(qapp: QApplication, theme_cache: Path, qtbot: QtBot) -> None:
    label = QLabel("Jalan berlubang")
    qtbot.addWidget(label)
    label.show()
    picture = icon("mdi6.inbox")
    light = picture.pixmap(24, 24).toImage()
    small = label.sizeHint().height()
    theme.apply(qapp, Look.DARK, theme_cache, points=14)
    assert label.palette().windowText().color() == QColor(theme.DARK.ink)
    assert picture.pixmap(24, 24).toImage() != light
    assert label.sizeHint().height() > small
    theme.apply(qapp, Look.LIGHT, theme_cache)
    assert picture.pixmap(24, 24).toImage() == light


def test_a_kind_takes_effect_before_and_after_a_widget_is_shown(qtbot: QtBot) -> None:
    button = QPushButton("Hantar untuk kelulusan")
    qtbot.addWidget(button)
    set_kind(button, "primary")
    button.show()
    before = button.grab().toImage()
    set_kind(button, "warning")
    assert button.grab().toImage() != before


def test_a_button_grows_with_the_text(qapp: QApplication, theme_cache: Path, qtbot: QtBot) -> None:
    line = QLineEdit("Kuala Selangor")
    qtbot.addWidget(line)
    line.show()
    small = line.sizeHint().height()
    theme.apply(qapp, Look.LIGHT, theme_cache, points=14)
    assert line.sizeHint().height() > small
    theme.apply(qapp, Look.LIGHT, theme_cache)


def test_an_icon_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        icon("mdi6.no-such-icon")
