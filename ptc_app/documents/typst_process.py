"""A process that makes one PDF with typst: a request on standard input, the PDF on its output.

It is run as a file of its own and imports nothing of the application, so that it starts quickly and
the memory that typst takes is given back when it ends.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

_STANDARDS: tuple[list[typst.PDFStandard], ...] = (["ua-1"], [])
"""PDF/UA-1, and plain PDF where a text has characters that it forbids."""


def compile_request(request: dict[str, Any]) -> bytes | None:
    """Return the PDF of a request, by the first of the standards that typst can keep to.

    None where it refuses the template with these values.

    The request has `folder`, that of the template files; `template`, the name of a file in it
    without `.typ`; `fonts`, the folder of the typefaces; `data`, the JSON text the template reads;
    `made_at`, the time in the metadata, ISO 8601 with time zone.
    """
    for standards in _STANDARDS:
        with suppress(typst.TypstError):
            return _compiled(request, standards)
    return None


def _compiled(request: dict[str, Any], standards: list[typst.PDFStandard]) -> bytes:
    """The PDF in the bundled typeface, and typst's own for scripts it lacks."""
    folder = Path(request["folder"])
    return typst.compile(
        folder / f"{request['template']}.typ",
        root=folder,
        font_paths=typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=True, font_paths=[request["fonts"]]
        ),
        sys_inputs={"data": request["data"]},
        pdf_standards=standards,
        timestamp=datetime.fromisoformat(request["made_at"]),
    )


def main() -> int:
    """Read one request as JSON, write its PDF; 1 and no output where typst refuses it."""
    pdf = compile_request(json.load(sys.stdin.buffer))
    if pdf is None:
        return 1
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
