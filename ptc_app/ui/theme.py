"""The theme of the application: colours, sizes, type and the one style sheet made from them.

Every colour and size comes from `resources/theme/tokens.json`; `resources/theme/app.qss` says where
they go. Widgets choose a look with dynamic properties, never with colours of their own:

    property   on                    values
    ---------  --------------------  -----------------------------------------------------------
    look       QLabel                title heading body strong strong-large strong-quiet lead quiet
                                     quiet-strong label number big-number problem key practice
                                     practice-name
               QLabel (chips)        chip-good chip-warn chip-stop chip-info chip-neutral
               QPushButton           primary plain link danger crumb rail rail-lock status
                                     keycap
               QFrame                card row row-current row-last row-head divider divider-down
                                     rail rail-line status bar-top bar-bottom page page-kiosk
                                     keyboard practice
               QFrame (banners)      banner-good banner-warn banner-stop banner-info
                                     banner-neutral
               QLineEdit             number search
    tone       QLabel (any text)     good warn stop info quiet
    scale      any of the above      kiosk (staff is the default)
    compact    buttons               true (small type, for the kiosk's head and large text)
    problem    editors               true (set by LabelledField)

`bar-top` and `bar-bottom` are the kiosk's head and foot, `page` the ground of staff pages,
`page-kiosk` the white ground of kiosk pages. Change a property later with `set_style_properties`,
which also repaints.
"""

from __future__ import annotations

import json
import string
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ptc_app.paths import resources
from ptc_app.ui.widgets.focus_ring import FocusRing

_LARGE_TEXT = 1.5
_LOOK = "look"
_RING = "focus-ring"


class ThemeName(StrEnum):
    """The sets of colours to choose from; the values are those of command line and tokens.json."""

    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high-contrast"


class Audience(StrEnum):
    """For whom a control is drawn.

    STAFF: an operator at a desk, with usual sizes. KIOSK: a participant at a touch screen, with
    larger type, targets and lines.
    """

    STAFF = "staff"
    KIOSK = "kiosk"


class Tokens(NamedTuple):
    """The contents of `resources/theme/tokens.json`; sizes are logical pixels at 100 % text.

    - family: font family of all text
    - text: heights of type by Audience and size: small, body, heading, title
    - target, icon: least height of a control and height of an icon, by Audience
    - space: one step of the spacing grid; radius: of rounded corners
    - border, border_kiosk: lines round controls; mark: line beside a selected row
    - ring, ring_gap: line of the focus ring and its distance from the control
    - bar: height of a progress bar; rail_width, status_height: of the staff frame
    - signature: least width and height of the signature pad; pen: width of its strokes
    - practice: by ThemeName, the colours by role that a practice site has in place of the theme's
    - themes: colours such as #1a2b3c by ThemeName and role
    """

    family: str
    text: dict[str, dict[str, int]]
    target: dict[str, int]
    icon: dict[str, int]
    space: int
    radius: int
    border: int
    border_kiosk: int
    mark: int
    ring: int
    ring_gap: int
    bar: int
    rail_width: int
    status_height: int
    signature: tuple[int, int]
    pen: float
    practice: dict[str, dict[str, str]]
    themes: dict[str, dict[str, str]]


class Theme(NamedTuple):
    """One set of colours: `colours` maps a role, such as `ink`, to a colour such as #1a2b3c."""

    name: ThemeName
    colours: Mapping[str, str]


class ThemeLook(NamedTuple):
    """A theme at a text scale (1.0 is 100 %): colours and sizes for widgets that paint themselves.

    All sizes are logical pixels. Types, targets and icons grow with the text; lines do not.
    """

    theme: Theme
    text_scale: float = 1.0

    def colour(self, role: str) -> QColor:
        """The colour of a role, such as `ink` or `primary`; KeyError for an unknown role."""
        return QColor(self.theme.colours[role])

    @property
    def is_text_large(self) -> bool:
        """Whether the text scale is 1.5 or more: a row of readings does not fit side by side."""
        return self.text_scale >= _LARGE_TEXT

    @property
    def radius(self) -> int:
        """Radius of a rounded corner in pixels; not scaled with the text."""
        return design_tokens().radius

    @property
    def ring(self) -> int:
        """Width in pixels of the line of the focus ring; not scaled with the text."""
        return design_tokens().ring

    @property
    def ring_reach(self) -> int:
        """Pixels from the edge of a control to the outside of its focus ring; not scaled."""
        return design_tokens().ring + design_tokens().ring_gap

    def border(self, scale: Audience = Audience.STAFF) -> int:
        """Pixels of the line round a control; thicker at the kiosk and with high contrast."""
        bold = scale is Audience.KIOSK or self.theme.name is ThemeName.HIGH_CONTRAST
        return design_tokens().border_kiosk if bold else design_tokens().border

    def scaled(self, pixels: float) -> int:
        """Pixels at this text scale of a size given at 100 % text, rounded."""
        return round(pixels * self.text_scale)

    def text(self, size: str, scale: Audience = Audience.STAFF) -> int:
        """Height of type in pixels at this text scale; `size` is small, body, heading or title.

        KeyError for another size.
        """
        return self.scaled(design_tokens().text[scale][size])

    def target(self, scale: Audience = Audience.STAFF) -> int:
        """The least height in pixels, at this text scale, of what is pressed."""
        return self.scaled(design_tokens().target[scale])

    def icon(self, scale: Audience = Audience.STAFF) -> int:
        """The height in pixels of an icon at this text scale; icons are square."""
        return self.scaled(design_tokens().icon[scale])


@cache
def design_tokens() -> Tokens:
    """Return the sizes and colours of `resources/theme/tokens.json`, read once in a process."""
    path = resources() / "theme" / "tokens.json"
    return Tokens(**json.loads(path.read_text(encoding="utf-8")))


def load_theme(name: ThemeName, *, practice: bool = False) -> Theme:
    """Return the set of colours of this name, from the design tokens; also for a practice site."""
    known = design_tokens()
    return Theme(name, known.themes[name] | (known.practice[name] if practice else {}))


def grid_space(steps: float = 1) -> int:
    """Return the pixels of so many steps of the spacing grid; not scaled with the text."""
    return round(design_tokens().space * steps)


def apply_theme(app: QApplication, theme: Theme, text_scale: float = 1.0) -> None:
    """Set fonts, palette and style sheet of the whole application, and start its focus ring.

    May be called again at any time: all open windows change. `text_scale` 1.0 is 100 %. The look is
    stored on `app`, where `current_look` finds it.
    """
    _register_fonts()
    look = ThemeLook(theme, text_scale)
    app.setProperty(_LOOK, look)
    app.setFont(_font(look))
    app.setPalette(_palette(look))
    app.setStyleSheet(style_sheet(theme, text_scale))
    if app.property(_RING) is None:
        app.setProperty(_RING, FocusRing(app, current_look))


def current_look() -> ThemeLook:
    """Return the look that `apply_theme` set last; the light theme at 100 % before that.

    It is stored on the application object, as palette and style sheet are.
    """
    app = QApplication.instance()
    look = app.property(_LOOK) if app is not None else None
    return look if isinstance(look, ThemeLook) else ThemeLook(load_theme(ThemeName.LIGHT))


def style_sheet(theme: Theme, text_scale: float = 1.0) -> str:
    """Return the Qt style sheet of the whole application for this theme and text scale.

    Made from `resources/theme/app.qss` by putting sizes and colours in its `$name` places.
    """
    template = (resources() / "theme" / "app.qss").read_text(encoding="utf-8")
    return string.Template(template).substitute(_values(ThemeLook(theme, text_scale)))


def set_style_properties(widget: QWidget, **properties: str) -> None:
    """Set dynamic properties of a widget, then style, measure and repaint it again.

    The module says which properties and values the style sheet knows.
    """
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.updateGeometry()
    widget.update()


def use_tabular_figures(widget: QWidget) -> None:
    """Give all digits in the texts of this widget the same width; sets its font feature `tnum`."""
    font = QFont()
    font.setFeature(QFont.Tag("tnum"), 1)
    widget.setFont(font)


@cache
def _register_fonts() -> None:
    for path in sorted((resources() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def _font(look: ThemeLook) -> QFont:
    font = QFont(design_tokens().family)
    font.setPixelSize(look.text("body"))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _palette(look: ThemeLook) -> QPalette:
    """For what Qt draws past the style sheet: selections, cursors, disabled texts, placeholders."""
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, colour in {
        roles.Window: "ground",
        roles.Base: "paper",
        roles.AlternateBase: "ground",
        roles.Button: "paper",
        roles.WindowText: "ink",
        roles.Text: "ink",
        roles.ButtonText: "ink",
        roles.PlaceholderText: "quiet",
        roles.Highlight: "primary",
        roles.HighlightedText: "on_primary",
        roles.Link: "primary",
        roles.LinkVisited: "primary",
        roles.ToolTipBase: "paper",
        roles.ToolTipText: "ink",
        roles.Mid: "line",
    }.items():
        palette.setColor(role, look.colour(colour))
    return palette


def _values(look: ThemeLook) -> dict[str, object]:
    """Every name the style sheet may use after a `$`."""
    known = design_tokens()
    sizes: dict[str, object] = {
        "radius": known.radius,
        "radius_half": known.radius // 2,
        "border": look.border(),
        "border_kiosk": look.border(Audience.KIOSK),
        "mark": known.mark,
        "bar": look.scaled(known.bar),
        "bar_radius": look.scaled(known.bar) // 2,
        "status_height": known.status_height,
        "space_quarter": grid_space(0.25),
        "space_half": grid_space(0.5),
        **{f"space_{steps}": grid_space(steps) for steps in range(1, 6)},
    }
    for scale in Audience:
        sizes[f"{scale}_target"] = look.target(scale)
        sizes[f"{scale}_icon"] = look.icon(scale)
        sizes |= {f"{scale}_{size}": look.text(size, scale) for size in known.text[scale]}
    return {**look.theme.colours, **sizes}
