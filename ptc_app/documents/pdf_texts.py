"""The fixed texts of the PDF templates, by the key a template names them with."""

from __future__ import annotations

from ptc_app.i18n.localizer import Localizer


def pdf_texts(tr: Localizer) -> dict[str, str]:
    """Every fixed text of the templates in the translator's language, by the template's key.

    A {place} in a text is filled in by the template.
    """
    both = {
        "page": tr("Page {page} of {pages}"),
        "identifier": tr("Participant ID"),
        "practice": tr("PRACTICE. The person is invented, and this paper is not real."),
    }
    return both | _consent_texts(tr) | _results_texts(tr)


def _consent_texts(tr: Localizer) -> dict[str, str]:
    """Texts of `consent.typ`: the signed form and how it was recorded."""
    return {
        "version": tr("Version {version}"),
        "copy": tr("A copy of what you decided. It is yours to keep."),
        "participant": tr("Participant"),
        "decision-and-signature": tr("Your decision and signature"),
        "your-decision": tr("Decision"),
        "signature": tr("Signature"),
        "signature-of": tr("Handwritten signature of {name}"),
        "not-signed": tr("No signature was given."),
        "printed-name": tr("Name on record"),
        "date": tr("Date"),
        "with-you": tr("With you"),
        "how-recorded": tr("How this was recorded"),
        "how-recorded-lead": tr("This part shows that the form you saw is the form you signed."),
        "item": tr("What"),
        "recorded": tr("What was recorded"),
        "form": tr("Form"),
        "site": tr("Site"),
        "machine": tr("Computer"),
        "practitioner": tr("Staff member"),
        "record": tr("Record"),
        "form-hash": tr("Form SHA-256"),
        "pages-shown": tr("Pages shown"),
        "page-name": tr("Page"),
        "shown-at": tr("Shown at"),
    }


def _results_texts(tr: Localizer) -> dict[str, str]:
    """Texts of `results.typ`: the measurements a participant takes home."""
    return {
        "results": tr("Your measurements"),
        "results-lead": tr("Measured on {date} at {site}."),
        "name": tr("Name"),
        "average-of-readings": tr("Average of readings {readings}"),
        "one-reading": tr("Reading {readings}"),
        "not-measured": tr("Not measured"),
        "each-reading": tr("Each reading"),
        "reading": tr("Reading"),
        "advice": tr("What we talked about"),
        "meaning": tr("What the numbers say"),
        "not-a-diagnosis": tr(
            "This is not a diagnosis. Numbers change from day to day. We measured "
            "you for research, not for care."
        ),
        "questions": tr("Who can answer questions"),
        "questions-care": tr(
            "Show this page to your doctor or nurse. They can tell you what the "
            "numbers mean for you."
        ),
        "questions-emergency": tr(
            "If you have chest pain, trouble breathing, trouble speaking or seeing,"
            " sudden weakness, or the worst headache of your life, call 911 now."
        ),
    }
