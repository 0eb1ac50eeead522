"""The consent and results PDFs of a signed record, in the language of the participant.

They are made on the store thread, before the record is stored: nothing here knows Qt.
"""

from __future__ import annotations

from datetime import datetime

from ptc_app.app_version import app_version
from ptc_app.documents.consent_pdf import (
    ConsentPdfContent,
    PrintedFormPage,
    PrintedPageDisplay,
    render_consent_pdf,
)
from ptc_app.documents.results_pdf import ResultsPdfContent, render_results_pdf
from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.measurement.readings import OpenedMeasurement
from ptc_app.domain.participants.participant import Participant
from ptc_app.domain.records.record_authorship import RecordAuthorship
from ptc_app.domain.signed_consent import SignedConsent
from ptc_app.domain.visit import IDENTITY_STAGE, Visit
from ptc_app.i18n.localizer import Localizer


def consent_document_pdf(
    act: SignedConsent, participant: Participant, authorship: RecordAuthorship
) -> bytes:
    """The PDF of a signed consent, in the language the form was read in; raises DocumentFailed.

    `authorship` is that of the record it stands beside: record id, author and time.
    """
    return render_consent_pdf(consent_pdf_content(act, participant, authorship))


def consent_pdf_content(
    act: SignedConsent, participant: Participant, authorship: RecordAuthorship
) -> ConsentPdfContent:
    """What is printed of a signed consent, in the language the form was read in.

    `authorship` is that of the record. Times are in the time zone of this computer.
    """
    form, signing, author = act.form, act.signing, authorship.author
    tr = Localizer(form.language)
    return ConsentPdfContent(
        language=form.language,
        title=form.title,
        version=form.version,
        pages=tuple(
            PrintedFormPage(heading=page.heading, paragraphs=page.paragraphs) for page in form.pages
        ),
        statement=_statement(act, tr),
        decision=_decisions(tr)[signing.decision],
        participant_name=participant.full_name,
        participant_identifier=participant.number,
        signature=signing.signature,
        signed_on=tr.date_text(signing.signed_on),
        practitioner=author.practitioner.name,
        site=author.workstation.site,
        machine=author.workstation.machine,
        practice=author.workstation.is_practice,
        record_id=authorship.record_id,
        form_hash=form.sha256,
        pages_shown=tuple(
            PrintedPageDisplay(
                heading=form.pages[shown.page].heading, shown_at=_moment(shown.at, tr)
            )
            for shown in act.progress.shown
        ),
        evidence=_evidence(act, authorship, tr),
        made_at=authorship.at,
    )


def results_document_pdf(
    measurement: OpenedMeasurement, participant: Participant, authorship: RecordAuthorship
) -> bytes:
    """The PDF of results for the participant, in their language; raises DocumentFailed.

    `authorship` is that of the record it stands beside.
    """
    return render_results_pdf(results_pdf_content(measurement, participant, authorship))


def results_pdf_content(
    measurement: OpenedMeasurement, participant: Participant, authorship: RecordAuthorship
) -> ResultsPdfContent:
    """What is printed of a set of measurements, in the language of the participant.

    The date is that of the measurements, and of their correction too where they were amended.
    """
    tr = Localizer(participant.language)
    workstation = authorship.author.workstation
    return ResultsPdfContent(
        language=participant.language,
        protocol=measurement.protocol,
        readings=measurement.readings,
        participant_name=participant.full_name,
        participant_identifier=participant.number,
        site=workstation.site,
        practice=workstation.is_practice,
        measured_on=_measured_on(authorship, tr),
        ask=tr("You can also ask the staff of {site}.", site=workstation.site),
        made_at=authorship.at,
    )


def _measured_on(authorship: RecordAuthorship, tr: Localizer) -> str:
    """The day of the measurements, and the day they were corrected where they were."""
    measured = tr.full_date_text(_here(authorship.performed_at))
    if authorship.correction is None:
        return measured
    corrected = tr.full_date_text(_here(authorship.at))
    return tr("{date} (corrected {corrected})", date=measured, corrected=corrected)


def _statement(act: SignedConsent, tr: Localizer) -> str:
    """The statement that is signed: the form's own for a yes, else that the form was read."""
    if act.signing.decision is ConsentDecision.YES:
        return act.form.statement
    return tr("I read this form or had it read to me. This is what I decided.")


def _decisions(tr: Localizer) -> dict[ConsentDecision, str]:
    return {
        ConsentDecision.YES: tr("Yes, I agree"),
        ConsentDecision.NO: tr("No, I do not agree"),
        ConsentDecision.NOT_SURE: tr("I am not sure yet"),
    }


def _evidence(
    act: SignedConsent, authorship: RecordAuthorship, tr: Localizer
) -> tuple[tuple[str, str], ...]:
    """Label and value of each further line of evidence; empty ones are left out."""
    lines = (
        (tr("Language of the form"), tr.native_name),
        (tr("Name you signed with"), act.signing.printed_name.strip()),
        (tr("Identity checked with two identifiers"), _identity_checked(act.visit, tr)),
        (tr("Date and time of signing"), _moment(authorship.at, tr)),
        (tr("Times are on this computer's clock"), _utc_offset(authorship.at)),
        (tr("Version of the forms"), act.visit.program_version),
        (tr("Version of the app"), app_version()),
        (tr("Replaces the record"), authorship.follows if authorship.correction else ""),
    )
    return tuple((label, value) for label, value in lines if value)


def _identity_checked(visit: Visit, tr: Localizer) -> str:
    for stage in visit.stages:
        if stage.plan.stage_type == IDENTITY_STAGE and stage.is_settled and stage.changed_at:
            return _moment(stage.changed_at, tr)
    return ""


def _moment(moment: datetime, tr: Localizer) -> str:
    """12 Mar 2026, 2:02 PM, in the time zone of this computer."""
    return tr.moment_text(_here(moment))


def _utc_offset(moment: datetime) -> str:
    """Difference of this computer's time zone from UTC at a moment: UTC, UTC-5, UTC+5:30."""
    zone = _here(moment).strftime("%z")
    sign, hours, minutes = zone[0], int(zone[1:3]), zone[3:5]
    if not int(zone[1:5]):
        return "UTC"
    return f"UTC{sign}{hours}" if minutes == "00" else f"UTC{sign}{hours}:{minutes}"


def _here(moment: datetime) -> datetime:
    return moment.astimezone()
