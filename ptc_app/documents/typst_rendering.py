"""Renders a typst template with its values to PDF bytes, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from ptc_app.documents.pdf_texts import pdf_texts
from ptc_app.domain.errors import PtcError
from ptc_app.domain.language import Language
from ptc_app.i18n.localizer import Localizer
from ptc_app.paths import resources

_PROCESS = Path(__file__).with_name("typst_process.py")
_TIMEOUT_SECONDS = 60
"""For one PDF, which takes a tenth of a second."""


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
    request = {
        "folder": str(resources() / "documents"),
        "template": template,
        "fonts": str(resources() / "fonts"),
        "data": json.dumps({**values, "texts": pdf_texts(tr)}, ensure_ascii=False),
        "made_at": made_at.astimezone(UTC).replace(microsecond=0).isoformat(),
    }
    is_one_file = getattr(sys, "frozen", False)
    pdf = _render_in_this_process(request) if is_one_file else _render_in_new_process(request)
    if not pdf:
        raise DocumentFailed
    return pdf


def _render_in_new_process(request: Mapping[str, Any]) -> bytes:
    """The PDF, made by a process that ends with it; empty where there is none.

    What a participant gave goes through pipes alone. What the process says of an error is not read:
    typst quotes the text it failed on.
    """
    with suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(  # noqa: S603 - our own interpreter and file
            [sys.executable, "-P", str(_PROCESS)],
            input=json.dumps(request).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_TIMEOUT_SECONDS,
            check=False,
        )
        return done.stdout if done.returncode == 0 else b""
    return b""


def _render_in_this_process(request: Mapping[str, Any]) -> bytes:
    """The same for an application packed into one file, which has no interpreter to start."""
    from ptc_app.documents.typst_process import compile_request  # noqa: PLC0415 - keeps typst out

    return compile_request(dict(request)) or b""
