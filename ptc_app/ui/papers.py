"""The papers of the clinic, worded for the person who takes them home.

They are made on the store's thread, in the same breath as the record: nothing of Qt is touched.
"""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import PackageNotFoundError, version

from ptc_app.documents.consent_pdf import ConsentDocument, ConsentPage, PageShown, consent_pdf
from ptc_app.documents.results_pdf import ResultsDocument, results_pdf
from ptc_app.documents.signature import Signature as Drawing
from ptc_app.domain.consent import Decision, Signature
from ptc_app.domain.fhir.resources import ConsentAct
from ptc_app.domain.participant import Participant
from ptc_app.domain.record import Stamp
from ptc_app.domain.visit import StageKind, Visit
from ptc_app.services.measurements import Measurement
from ptc_app.ui.i18n import Language, Words


def consent_paper(act: ConsentAct, participant: Participant, stamp: Stamp) -> bytes:
    """The signed form in the language it was read in; DocumentFailed when it cannot be made."""
    form, signing, author = act.form, act.signing, stamp.author
    words = Words(Language(form.language))
    return consent_pdf(
        ConsentDocument(
            language=form.language,
            title=form.title,
            version=form.version,
            pages=tuple(
                ConsentPage(heading=page.heading, paragraphs=page.paragraphs) for page in form.pages
            ),
            statement=_statement(act, words),
            decision=_decisions(words)[signing.decision],
            participant_name=participant.full_name,
            participant_identifier=participant.number,
            signature=_drawing(signing.signature),
            signed_on=words.date_text(signing.signed_on),
            practitioner=author.practitioner.name,
            site=author.desk.site,
            machine=author.desk.machine,
            record_id=stamp.record_id,
            form_hash=form.sha256,
            pages_shown=tuple(
                PageShown(heading=form.pages[shown.page].heading, shown_at=_moment(shown.at, words))
                for shown in act.progress.shown
            ),
            evidence=_evidence(act, stamp, words),
            made_at=stamp.at,
        )
    )


def results_paper(measurement: Measurement, participant: Participant, stamp: Stamp) -> bytes:
    """The participant's own page of results, in their language."""
    words = Words(Language(participant.language))
    site = stamp.author.desk.site
    return results_pdf(
        ResultsDocument(
            language=participant.language,
            protocol=measurement.protocol,
            readings=measurement.readings,
            participant_name=participant.full_name,
            participant_identifier=participant.number,
            site=site,
            measured_on=words.date_text(_here(stamp.at)),
            ask=words("You can also ask the staff of {site}.", site=site),
            made_at=stamp.at,
        )
    )


def _statement(act: ConsentAct, words: Words) -> str:
    """The form's own statement is what a yes signs; anything else says only that it was read."""
    if act.signing.decision is Decision.YES:
        return act.form.statement
    return words("I read this form or had it read to me. This is what I decided.")


def _decisions(words: Words) -> dict[Decision, str]:
    return {
        Decision.YES: words("Yes, I agree"),
        Decision.NO: words("No, I do not agree"),
        Decision.NOT_SURE: words("I am not sure yet"),
    }


def _drawing(signature: Signature | None) -> Drawing | None:
    if signature is None:
        return None
    strokes = tuple(tuple((point.x, point.y) for point in stroke) for stroke in signature.strokes)
    return Drawing(strokes=strokes, width=signature.width, height=signature.height)


def _evidence(act: ConsentAct, stamp: Stamp, words: Words) -> tuple[tuple[str, str], ...]:
    """What else tells how the decision came about; lines with nothing to say are left out."""
    lines = (
        (words("Kind of consent"), act.form.module),
        (words("Language of the form"), words.language_name()),
        (words("Name as written"), act.signing.printed_name.strip()),
        (words("Identity checked, two identifiers"), _identity_checked(act.visit, words)),
        (words("Signed at"), _moment(stamp.at, words)),
        (words("Times are those of the desk"), f"UTC{_here(stamp.at):%z}"),
        (words("Program of the visit"), act.visit.program_version),
        (words("Version of the app"), _app_version()),
    )
    return tuple((label, value) for label, value in lines if value)


def _identity_checked(visit: Visit, words: Words) -> str:
    for stage in visit.stages:
        if stage.plan.kind is StageKind.IDENTITY and stage.is_settled and stage.changed_at:
            return _moment(stage.changed_at, words)
    return ""


def _moment(moment: datetime, words: Words) -> str:
    """12 Mar 2026, 14:02:31, on the clock of the desk."""
    here = _here(moment)
    return f"{words.date_text(here)}, {words.seconds_text(here)}"


def _here(moment: datetime) -> datetime:
    return moment.astimezone()


def _app_version() -> str:
    try:
        return version("ptc-app")
    except PackageNotFoundError:  # run from a folder that was never installed
        return ""
