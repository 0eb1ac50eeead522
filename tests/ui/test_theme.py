"""The look: every pair of colours can be read, every size grows, nothing is coloured elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QRawFont
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.paths import resources
from ptc_app.ui import theme as look
from ptc_app.ui.icons import themed_icon
from ptc_app.ui.theme import Audience, ThemeName
from ptc_app.ui.widgets.buttons import secondary_button
from ptc_app.ui.widgets.labels import figure_label


class ContrastKind(Enum):
    """What a foreground is, which decides how far it must stand off from its ground."""

    TEXT = "text"
    PART = "part"


@dataclass(frozen=True, slots=True)
class ContrastPair:
    """A foreground role that is drawn on a background role."""

    front: str
    back: str
    kind: ContrastKind


def _pairs(kind: ContrastKind, back: str, *fronts: str) -> tuple[ContrastPair, ...]:
    return tuple(ContrastPair(front, back, kind) for front in fronts)


CONTRAST_PAIRS: tuple[ContrastPair, ...] = (
    *_pairs(ContrastKind.TEXT, "paper", "ink", "quiet", "primary", "good", "warn", "stop", "info"),
    *_pairs(ContrastKind.TEXT, "ground", "ink", "quiet", "primary", "good", "warn", "stop", "info"),
    *_pairs(ContrastKind.TEXT, "primary", "on_primary"),
    *_pairs(ContrastKind.TEXT, "primary_dark", "on_primary"),
    *_pairs(ContrastKind.TEXT, "stop", "paper"),
    *_pairs(ContrastKind.TEXT, "good_ground", "good", "ink"),
    *_pairs(ContrastKind.TEXT, "warn_ground", "warn", "ink"),
    *_pairs(ContrastKind.TEXT, "stop_ground", "stop", "ink"),
    *_pairs(ContrastKind.TEXT, "info_ground", "info", "ink", "quiet", "primary"),
    *_pairs(ContrastKind.TEXT, "neutral_ground", "quiet", "ink"),
    *_pairs(ContrastKind.TEXT, "rail", "rail_ink", "rail_quiet"),
    *_pairs(ContrastKind.TEXT, "rail_current", "rail_ink"),
    *_pairs(ContrastKind.TEXT, "practice", "practice_ink"),
    *_pairs(ContrastKind.TEXT, "practice_light", "practice_ink"),
    *_pairs(ContrastKind.PART, "paper", "edge", "primary", "stop", "focus"),
    *_pairs(ContrastKind.PART, "ground", "edge", "primary", "focus"),
    *_pairs(ContrastKind.PART, "info_ground", "primary", "focus"),
    *_pairs(ContrastKind.PART, "track", "primary"),
    *_pairs(ContrastKind.PART, "rail", "rail_mark", "focus"),
)

_LEAST = {ContrastKind.TEXT: 4.5, ContrastKind.PART: 3.0}
_LEAST_TEXT_HIGH_CONTRAST = 7.0
_UI = Path(look.__file__).parent


@pytest.mark.parametrize("practice", [False, True])
@pytest.mark.parametrize("name", ThemeName)
@pytest.mark.parametrize("pair", CONTRAST_PAIRS, ids=str)
def test_every_pair_stands_off(name: ThemeName, pair: ContrastPair, *, practice: bool) -> None:
    colours = look.load_theme(name, practice=practice).colours
    least = _LEAST[pair.kind]
    if name is ThemeName.HIGH_CONTRAST and pair.kind is ContrastKind.TEXT:
        least = _LEAST_TEXT_HIGH_CONTRAST
    assert _contrast(colours[pair.front], colours[pair.back]) >= least


def test_every_set_is_complete() -> None:
    roles = {name: set(colours) for name, colours in look.design_tokens().themes.items()}
    assert len(roles) == len(ThemeName)
    assert len(set(map(frozenset, roles.values()))) == 1


@pytest.mark.parametrize("name", ThemeName)
def test_style_sheet_has_only_colours_of_its_set(name: ThemeName) -> None:
    theme = look.load_theme(name)
    used = set(re.findall(r"#[0-9a-f]{3,8}\b", look.style_sheet(theme)))
    assert used <= set(theme.colours.values())


def test_no_colour_is_written_in_code() -> None:
    written = [
        f"{path.name}: {found}"
        for path in sorted(_UI.rglob("*.py"))
        for found in re.findall(r"[\"']#[0-9a-fA-F]{6}", path.read_text(encoding="utf-8"))
    ]
    assert not written


def test_the_style_sheet_file_names_no_colour() -> None:
    template = (resources() / "theme" / "app.qss").read_text(encoding="utf-8")
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b", template)


@pytest.mark.parametrize("text_scale", [1.0, 1.5, 2.0])
def test_fonts_and_heights_grow_with_the_text_scale(
    qtbot: QtBot, qapp: QApplication, text_scale: float
) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    column = QVBoxLayout(box)
    button, edit = secondary_button("Open"), QLineEdit()
    column.addWidget(button)
    column.addWidget(edit)
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT), text_scale)
    box.show()
    least = look.design_tokens().target[Audience.STAFF] * text_scale
    assert button.height() >= least
    assert edit.height() >= least
    assert button.fontInfo().pixelSize() == round(16 * text_scale)
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))


def test_kiosk_buttons_are_large_enough_to_touch(qtbot: QtBot, qapp: QApplication) -> None:
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))
    button = secondary_button("Next", scale=Audience.KIOSK)
    qtbot.addWidget(button)
    assert button.sizeHint().height() >= 64


@pytest.mark.parametrize("weight", [400, 600, 700])
def test_the_typeface_speaks_spanish(qapp: QApplication, weight: int) -> None:
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))
    font = QFont(look.design_tokens().family)
    font.setWeight(QFont.Weight(weight))
    assert QFontInfo(font).family() == "Public Sans"
    face = QRawFont.fromFont(font)
    assert all(face.glyphIndexesForString("áéíóúñü¿¡ÁÉÍÓÚÑ…—–“”’·›‹×½°"))


def test_figures_line_up_under_the_style_sheet(qtbot: QtBot, qapp: QApplication) -> None:
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))
    label = figure_label("111")
    qtbot.addWidget(label)
    label.ensurePolished()
    metrics = QFontMetricsF(label.font())
    assert metrics.horizontalAdvance("111") == metrics.horizontalAdvance("888")


def test_an_icon_takes_the_colour_of_its_role(qapp: QApplication) -> None:
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))
    image = themed_icon("minus", "stop", 24).pixmap(24, 24).toImage()
    assert image.pixelColor(12, 12) == look.current_look().colour("stop")


def test_every_icon_can_be_drawn(qapp: QApplication) -> None:
    names = [path.stem for path in (resources() / "icons").glob("*.svg")]
    assert names
    assert not [name for name in names if themed_icon(name, "ink", 20).isNull()]


def test_the_theme_can_change_while_a_window_is_open(qtbot: QtBot, qapp: QApplication) -> None:
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))
    button = QPushButton("Open")
    qtbot.addWidget(button)
    button.show()
    look.apply_theme(qapp, look.load_theme(ThemeName.DARK))
    drawn = button.grab().toImage().pixelColor(button.width() // 2, 4)
    assert drawn == look.current_look().colour("paper")
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    light, dark = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
