"""Makes the three Public Sans files beside this script from the web fonts of its npm package.

Run by hand when the typeface is renewed: `python build.py <folder of the woff2 files>`.
"""

import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

_FAMILY = "Public Sans"
_WEIGHTS = {400: "Regular", 600: "SemiBold", 700: "Bold"}
_SUBSETS = ("latin", "latin-ext")

# Qt has no line height for labels, so it is part of the face: running text is set at 1.45,
# titles (the only texts in Bold) at 1.2.
_LINE_HEIGHT = {400: 1.45, 600: 1.45, 700: 1.2}


def main(source: Path) -> None:
    for weight, style in _WEIGHTS.items():
        font = _merged(source, weight)
        _name(font, weight)
        _set_line_height(font, _LINE_HEIGHT[weight])
        font.save(Path(__file__).parent / f"PublicSans-{style}.ttf")


def _merged(source: Path, weight: int) -> TTFont:
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for subset in _SUBSETS:
            font = TTFont(source / f"public-sans-{subset}-{weight}-normal.woff2")
            font.flavor = None
            part = Path(folder, f"{subset}.ttf")
            font.save(part)
            parts.append(str(part))
        return Merger().merge(parts)


def _name(font: TTFont, weight: int) -> None:
    style = _WEIGHTS[weight]
    linked = style in {"Regular", "Bold"}
    names = {
        1: _FAMILY if linked else f"{_FAMILY} {style}",
        2: style if linked else "Regular",
        3: f"2.001;PublicSans-{style}",
        4: f"{_FAMILY} {style}",
        6: f"PublicSans-{style}",
        16: _FAMILY,
        17: style,
    }
    table = font["name"]
    for name_id, text in names.items():
        table.removeNames(nameID=name_id)
        table.setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight


def _set_line_height(font: TTFont, height: float) -> None:
    """The room above and below grows evenly, so capitals stay in the middle of a control."""
    line = round(font["head"].unitsPerEm * height)
    capitals = font["OS/2"].sCapHeight
    below = (line - capitals) // 2
    above = line - below
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = above, -below, 0
    metrics = font["OS/2"]
    metrics.sTypoAscender, metrics.sTypoDescender, metrics.sTypoLineGap = above, -below, 0
    metrics.usWinAscent, metrics.usWinDescent = above, below


if __name__ == "__main__":
    main(Path(sys.argv[1]))
