from __future__ import annotations

import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ptc_app.documents.consent_pdf import ConsentPdfContent, render_consent_pdf
from ptc_app.documents.signature_drawing import signature_svg
from ptc_app.documents.typst_rendering import DocumentFailed, render_template
from ptc_app.domain.signature import DrawnSignature
from tests.support.builders import a_stroke

AT = datetime(2026, 11, 21, 17, 5, tzinfo=UTC)
NAME = "Testa Marked"


def test_a_failure_tells_nothing_of_the_participant() -> None:
    with pytest.raises(DocumentFailed) as caught:
        render_template("consent", {"language": NAME}, made_at=AT)
    assert caught.value.full_code == "document"
    assert caught.value.__cause__ is caught.value.__context__ is None
    assert NAME not in "".join(traceback.format_exception(caught.value))


def test_nothing_is_written_to_disk(
    consent: ConsentPdfContent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TMPDIR", "TEMP", "TMP", "HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert render_consent_pdf(consent).startswith(b"%PDF")
    assert list(tmp_path.iterdir()) == []


def test_without_a_process_the_document_fails_by_name(
    consent: ConsentPdfContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(DocumentFailed):
        render_consent_pdf(consent)


def test_a_packed_application_makes_the_same_bytes_itself(
    consent: ConsentPdfContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_process = render_consent_pdf(consent)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert render_consent_pdf(consent) == by_process


def test_a_dot_and_an_empty_stroke_are_drawn_as_such() -> None:
    svg = signature_svg(DrawnSignature((a_stroke((1, 2)), ()), 10, 5, b"PNG"))
    assert svg.count("<path") == 1
    assert 'd="M1.00,2.00  L1.00,2.00"' in svg


def test_a_stroke_is_smooth_and_ends_where_it_ended() -> None:
    svg = signature_svg(DrawnSignature((a_stroke((0, 0), (4, 2), (6, 0)),), 10, 5, b"PNG"))
    assert "M0.00,0.00 Q0.00,0.00 2.00,1.00 Q4.00,2.00 5.00,1.00 L6.00,0.00" in svg
    assert 'viewBox="0 0 10.00 5.00"' in svg
