"""Renders a typst template with its values to PDF bytes, in memory; all calls of typst are here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from typing import ClassVar

import typst

from ptc_app.documents.pdf_texts import pdf_texts
from ptc_app.domain.errors import PtcError
from ptc_app.domain.language import Language
from ptc_app.i18n.localizer import Localizer
from ptc_app.paths import resources

_STANDARDS: tuple[list[typst.PDFStandard], ...] = (["ua-1"], [])


class DocumentFailed(PtcError):
    """A PDF could not be made, or could not be read (`unreadable`); site support acts."""

    code: ClassVar[str] = "document"


def render_template(template: str, values: Mapping[str, object], *, made_at: datetime) -> bytes:
    """The PDF of `resources/documents/<template>.typ` with these JSON values.

    `values["language"]` is the code of the language of the template's own texts. `made_at` has a
    time zone and is the time in the metadata, to the second: the same values and time make the same
    bytes. It is PDF/UA-1, except where a text has characters that no bundled font can draw (emoji):
    that standard forbids them, and a tagged PDF whose text is complete is better than none. Raises
    DocumentFailed.
    """
    tr = Localizer(Language(str(values["language"])))
    text = json.dumps({**values, "texts": pdf_texts(tr)}, ensure_ascii=False)
    for standards in _STANDARDS:
        with suppress(typst.TypstError):
            return _compiled(template, text, made_at, standards)
    # Raised outside the loop, without its cause: typst quotes the text it failed on, and no
    # participant's words may reach a log.
    raise DocumentFailed


def _compiled(
    template: str, text: str, made_at: datetime, standards: list[typst.PDFStandard]
) -> bytes:
    folder = resources() / "documents"
    return typst.compile(
        folder / f"{template}.typ",
        root=folder,
        font_paths=_fonts(),
        sys_inputs={"data": text},
        pdf_standards=standards,
        timestamp=made_at.astimezone(UTC).replace(microsecond=0),
    )


@cache
def _fonts() -> typst.Fonts:
    """The bundled typeface, with typst's own for scripts it lacks; never the machine's."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[resources() / "fonts"],
    )
