"""The style sheet and the palette made of the theme's tokens are as their files say."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from ptc_app.ui import theme as look
from ptc_app.ui.theme import Audience, ThemeLook, ThemeName
from tests.ui.described_pages.files import FOLDER, check

LOOKS = {
    "light": (ThemeName.LIGHT, 1.0),
    "dark": (ThemeName.DARK, 1.25),
    "high contrast": (ThemeName.HIGH_CONTRAST, 2.0),
}


@pytest.mark.parametrize("name", LOOKS)
def test_the_style_sheet_is_as_described(name: str) -> None:
    theme, text_scale = LOOKS[name]
    check(f"theme/{name}", look.style_sheet(look.load_theme(theme), text_scale))


@pytest.mark.parametrize("name", LOOKS)
def test_what_qt_paints_past_the_style_sheet_is_as_described(name: str, qapp: QApplication) -> None:
    theme, text_scale = LOOKS[name]
    look.apply_theme(qapp, look.load_theme(theme), text_scale)
    palette, font = qapp.palette(), qapp.font()
    colours = [f"{role.name} {palette.color(role).name()}" for role in roles()]
    written = f"font {font.family()} {font.pixelSize()} {font.hintingPreference().name}"
    check(f"theme/{name}, palette", "\n".join([*colours, written, ""]))
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))


def roles() -> list[QPalette.ColorRole]:
    """The roles that a theme sets."""
    counted = QPalette.ColorRole.NColorRoles
    return [role for role in QPalette.ColorRole if role not in {counted, QPalette.ColorRole.NoRole}]


def test_no_file_is_left_of_a_theme_that_is_gone() -> None:
    files = {path.stem.removesuffix(", palette") for path in (FOLDER / "theme").iterdir()}
    assert files == set(LOOKS)


@pytest.mark.parametrize(
    ("name", "scale", "border"),
    [
        (ThemeName.LIGHT, Audience.STAFF, 1),
        (ThemeName.LIGHT, Audience.KIOSK, 2),
        (ThemeName.DARK, Audience.STAFF, 1),
        (ThemeName.HIGH_CONTRAST, Audience.STAFF, 2),
        (ThemeName.HIGH_CONTRAST, Audience.KIOSK, 2),
    ],
)
def test_lines_are_thicker_at_the_kiosk_and_with_high_contrast(
    name: ThemeName, scale: Audience, border: int
) -> None:
    assert ThemeLook(look.load_theme(name), 2.0).border(scale) == border


def test_sizes_of_types_targets_and_icons_grow_with_the_text_and_no_others_do() -> None:
    large = ThemeLook(look.load_theme(ThemeName.LIGHT), 1.5)
    assert (large.text("body"), large.text("title", Audience.KIOSK)) == (24, 72)
    assert (large.target(), large.target(Audience.KIOSK)) == (60, 96)
    assert (large.icon(), large.icon(Audience.KIOSK)) == (30, 42)
    assert (large.radius, large.ring, large.ring_reach) == (6, 3, 4)
    assert [look.grid_space(), look.grid_space(2.5), look.grid_space(0.25)] == [8, 20, 2]
