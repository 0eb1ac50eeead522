"""The values that go into each PDF, made from what a store holds of the signed record."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib.metadata import version
from typing import Any

import msgspec

from ptc_app.documents.consent_and_results_pdfs import consent_pdf_content, results_pdf_content
from ptc_app.documents.consent_pdf import consent_pdf_values
from ptc_app.documents.results_pdf import results_pdf_values
from ptc_app.domain.author import Author
from ptc_app.domain.consent import ConsentSigning
from ptc_app.domain.consent_reading import ConsentReadingProgress
from ptc_app.domain.measurement.protocol import MeasurementProtocol
from ptc_app.domain.measurement.readings import OpenedMeasurement, decode_readings
from ptc_app.domain.programs.program_loading import load_program
from ptc_app.domain.records.record_authorship import RecordAuthorship
from ptc_app.domain.records.record_history import original_record
from ptc_app.domain.records.signed_record import SignedRecord
from ptc_app.domain.signature import DrawnSignature, SignaturePoint
from ptc_app.domain.signed_consent import SignedConsent
from ptc_app.storage.store import Store
from tests.support.stages import STAGE_TYPES

_STROKES = ((SignaturePoint(1, 1, 0, 0.5), SignaturePoint(90, 40, 120, 0.6)),)
_SIGNATURE = DrawnSignature(_STROKES, 300, 90, b"PNG")


def pdf_values(store: Store, record: SignedRecord) -> dict[str, Any]:
    """The values of the PDF of a record, as JSON; times are those of UTC."""
    with _in_utc():
        values = _PDF_VALUES[record.kind](store, record)
    return _without_app_version(json.loads(json.dumps(values)))


def _consent(store: Store, record: SignedRecord) -> dict[str, object]:
    assert record.visit_id is not None
    visit = store.visits.get(record.visit_id)
    program = load_program(store.programs.files(record.program_version), STAGE_TYPES)
    progress = msgspec.json.decode(_signed_draft(store, record), type=ConsentReadingProgress)
    form = program.consent_form(visit.stage(record.stage).plan.content, progress.language)
    decision, name = record.content.decision, "María Zqxmark"
    assert decision is not None
    signing = ConsentSigning(decision, name, _SIGNATURE, date(2026, 3, 12))
    signed = SignedConsent(visit, form, progress, signing)
    participant = store.participants.get(record.participant_id)
    return consent_pdf_values(consent_pdf_content(signed, participant, _attribution(store, record)))


def _results(store: Store, record: SignedRecord) -> dict[str, object]:
    assert record.visit_id is not None
    stage = store.visits.get(record.visit_id).stage(record.stage)
    program = load_program(store.programs.files(record.program_version), STAGE_TYPES)
    session = OpenedMeasurement(
        program.content(stage.plan.key, MeasurementProtocol),
        decode_readings(_signed_draft(store, record)),
    )
    participant = store.participants.get(record.participant_id)
    return results_pdf_values(
        results_pdf_content(session, participant, _attribution(store, record))
    )


_PDF_VALUES = {"consent": _consent, "measurements": _results}


def _signed_draft(store: Store, record: SignedRecord) -> bytes:
    draft = store.records.signed_draft(record.id)
    assert draft is not None
    return draft


def _attribution(store: Store, record: SignedRecord) -> RecordAuthorship:
    assert record.visit_id is not None
    history = store.records.of_stage(record.visit_id, record.stage)
    author = next(one for one in store.practitioners.all() if one.id == record.author)
    return RecordAuthorship(
        record.id,
        Author(author, store.settings.workstation()),
        record.recorded_at,
        record.follows,
        record.correction,
        original_record(history, record).recorded_at if record.correction else None,
    )


def _without_app_version(values: dict[str, Any]) -> dict[str, Any]:
    """The same without the line of evidence that each release changes."""
    if "evidence" in values:
        values["evidence"] = [line for line in values["evidence"] if line[1] != version("ptc-app")]
    return values


@contextmanager
def _in_utc() -> Iterator[None]:
    """Local times are those of UTC in here."""
    before = os.environ.get("TZ")
    _set_time_zone("UTC")
    try:
        yield
    finally:
        _set_time_zone(before)


def _set_time_zone(name: str | None) -> None:
    if name is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = name
    time.tzset()
