"""What a widget paints, as lines of text: each shape, text and icon in the order it is painted.

The widget is painted into an SVG, so nothing depends on how a machine fills its pixels. Places are
counted in pixels from the top left corner, and colours have the names of the theme's roles. The
fonts are those of `resources/fonts`, without hinting: a text is as wide on each machine.
"""

from __future__ import annotations

import base64
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from ptc_app.ui.theme import current_look

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
_VISIBLE, _OPAQUE = 100, 255  # of the alpha of a pixel
_NO_PAINT = ("none", None)


def painted(widget: QWidget) -> str:
    """What the widget and those on it paint at its size of now."""
    return "\n".join([f"{widget.width()}x{widget.height()}", *shapes(as_svg(widget)), ""])


def as_svg(widget: QWidget) -> ET.Element:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(widget.size())
    generator.setViewBox(QRect(0, 0, widget.width(), widget.height()))
    painter = QPainter(generator)
    widget.render(painter, QPoint(0, 0))
    painter.end()
    return ET.fromstring(bytes(buffer.data().data()))  # noqa: S314 - Qt has just written it


def shapes(svg: ET.Element) -> Iterator[str]:
    """A line for each shape that leaves a mark."""
    for group in svg.findall(".//{*}g"):
        for shape in group:
            kind = shape.tag.rpartition("}")[2]
            if kind in _SHAPES and (kind == "image" or any(_paints(group, shape))):
                yield _SHAPES[kind](group, shape)


def _paints(group: ET.Element, shape: ET.Element) -> tuple[str, str]:
    """The names of the colours inside and of the line; empty where there is none."""

    def colour(kind: str) -> str:
        value = shape.get(kind, group.get(kind))
        is_clear = float(shape.get(f"{kind}-opacity", group.get(f"{kind}-opacity", "1"))) == 0
        return "" if value in _NO_PAINT or is_clear else _role(str(value))

    return colour("fill"), colour("stroke")


def _role(value: str) -> str:
    """The first role of the theme with this colour."""
    roles = current_look().theme.colours
    return next((role for role, colour in roles.items() if QColor(colour) == QColor(value)), value)


def _drawn(group: ET.Element, shape: ET.Element) -> str:
    fill, stroke = _paints(group, shape)
    width = f" {_short(group.get('stroke-width', '1'))}" if stroke else ""
    return f"{fill or '-'} line {stroke}{width}" if stroke else fill


def _text(group: ET.Element, shape: ET.Element) -> str:
    left, top = _moved(group, float(shape.get("x", 0)), float(shape.get("y", 0)))
    font = f"{shape.get('font-size')}/{shape.get('font-weight')}"
    return f"text {shape.text!r} at {left},{top} {font} {_drawn(group, shape)}"


def _rect(group: ET.Element, shape: ET.Element) -> str:
    left, top = _moved(group, float(shape.get("x", 0)), float(shape.get("y", 0)))
    size = f"{_short(shape.get('width', '0'))}x{_short(shape.get('height', '0'))}"
    return f"rect {left},{top} {size} {_drawn(group, shape)}"


def _ellipse(group: ET.Element, shape: ET.Element) -> str:
    left, top = _moved(group, float(shape.get("cx", 0)), float(shape.get("cy", 0)))
    radius = _short(shape.get("r", shape.get("rx", "0")))
    return f"circle {left},{top} radius {radius} {_drawn(group, shape)}"


def _path(group: ET.Element, shape: ET.Element) -> str:
    """A path by the corners of what surrounds it, where it begins, and how many points it has."""
    numbers = [float(one) for one in _NUMBER.findall(shape.get("d", shape.get("points", "")))]
    across, down = numbers[::2], numbers[1::2]
    left, top = _moved(group, min(across), min(down))
    right, bottom = _moved(group, max(across), max(down))
    begin = ",".join(_moved(group, across[0], down[0]))
    around = f"{left},{top} to {right},{bottom}"
    return f"path {around} from {begin} points {len(down)} {_drawn(group, shape)}"


def _image(group: ET.Element, shape: ET.Element) -> str:
    """An icon by its place, its size, what is painted of it, and the colour most of it has."""
    left, top = _moved(group, float(shape.get("x", 0)), float(shape.get("y", 0)))
    link = next(value for name, value in shape.attrib.items() if name.endswith("href"))
    image = QImage.fromData(base64.b64decode(link.partition(",")[2]))
    size = f"{_short(shape.get('width', '0'))}x{_short(shape.get('height', '0'))}"
    return f"icon {left},{top} {size} {_content(image)}"


def _content(image: QImage) -> str:
    """The corners of what is painted, and the commonest colour that covers a pixel wholly."""
    painted_at = [
        (x, y) for x in range(image.width()) for y in range(image.height())
        if image.pixelColor(x, y).alpha() > _VISIBLE
    ]  # fmt: skip
    if not painted_at:
        return "empty"
    across, down = zip(*painted_at, strict=True)
    colours = (image.pixelColor(x, y) for x, y in painted_at)
    colour = _commonest(one.name() for one in colours if one.alpha() == _OPAQUE)
    return f"from {min(across)},{min(down)} to {max(across)},{max(down)} {_role(colour)}"


def _commonest(names: Iterable[str]) -> str:
    return next((name for name, _ in Counter(names).most_common(1)), "clear")


def _moved(group: ET.Element, x: float, y: float) -> tuple[str, str]:
    """A point of a group, seen from the widget's corner."""
    across, turned, leaning, down, right, below = (
        float(one) for one in _NUMBER.findall(group.get("transform", "matrix(1,0,0,1,0,0)"))
    )
    left, top = across * x + leaning * y + right, turned * x + down * y + below
    return _short(left), _short(top)


def _short(number: str | float) -> str:
    return f"{round(float(number), 1):g}"


_SHAPES: dict[str, Callable[[ET.Element, ET.Element], str]] = {
    "text": _text,
    "rect": _rect,
    "circle": _ellipse,
    "ellipse": _ellipse,
    "path": _path,
    "polyline": _path,
    "polygon": _path,
    "image": _image,
}
