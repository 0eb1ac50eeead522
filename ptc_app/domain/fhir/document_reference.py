"""A signed consent form as a FHIR R4 DocumentReference that carries the PDF."""

from __future__ import annotations

from ptc_app.domain.consent import ConsentForm
from ptc_app.domain.fhir import systems
from ptc_app.domain.fhir.elements import (
    Attachment,
    Element,
    FhirCodeableConcept,
    FhirExtension,
    IdentifiedResource,
    Identifier,
    Reference,
    concept,
)
from ptc_app.domain.fhir.references import (
    encounter_reference,
    patient_reference,
    practitioner_reference,
)
from ptc_app.domain.records.record_authorship import RecordAuthorship
from ptc_app.domain.signed_consent import SignedConsent
from ptc_app.domain.utc_text import utc_text

_CONSENT_DOCUMENT = "59284-0"
"""LOINC: consent document."""


class DocumentRelatesTo(Element, frozen=True, kw_only=True):
    """FHIR `DocumentReference.relatesTo`: an earlier document, and what this one does with it.

    `code` is `replaces`, `transforms`, `signs` or `appends`.
    """

    code: str
    target: Reference


class DocumentContent(Element, frozen=True, kw_only=True):
    """FHIR `DocumentReference.content`: the document itself."""

    attachment: Attachment


class DocumentContext(Element, frozen=True, kw_only=True):
    """FHIR `DocumentReference.context`: the visits a document belongs to."""

    encounter: tuple[Reference, ...]


class DocumentReference(IdentifiedResource, frozen=True, kw_only=True):
    """FHIR R4 DocumentReference of a PDF.

    `status`: `current`, `superseded` or `entered-in-error`. `date`: when it was signed, as an
    instant. `author`: the member of staff. `relates_to`: the document it replaces, if any.
    `content`: the PDF. `context`: the visit.
    """

    status: str
    type: FhirCodeableConcept
    subject: Reference
    date: str
    author: tuple[Reference, ...]
    relates_to: tuple[DocumentRelatesTo, ...] = ()
    content: tuple[DocumentContent, ...]
    context: DocumentContext


def document_reference_resource(
    signed: SignedConsent,
    authorship: RecordAuthorship,
    pdf: bytes,
    sha256: str,
    *,
    status: str = "current",
    relates_to: tuple[DocumentRelatesTo, ...] = (),
) -> DocumentReference:
    """The FHIR DocumentReference of a signed consent, which carries the PDF in it.

    `sha256`: of the PDF, in hexadecimal. `status`: `current`, `superseded` or `entered-in-error`.
    It carries the bytes, since a Binary has no identifier in R4: sent twice, it would be stored
    twice.
    """
    attachment = _pdf_attachment(signed.form, authorship, pdf, sha256)
    return DocumentReference(
        identifier=(Identifier(system=systems.DOCUMENT, value=authorship.record_id),),
        status=status,
        type=concept(systems.LOINC, _CONSENT_DOCUMENT),
        subject=patient_reference(signed.visit.participant_id),
        date=utc_text(authorship.at),
        author=(practitioner_reference(authorship.author.practitioner),),
        relates_to=relates_to,
        content=(DocumentContent(attachment=attachment),),
        context=DocumentContext(encounter=(encounter_reference(signed.visit.id),)),
    )


def _pdf_attachment(
    form: ConsentForm, authorship: RecordAuthorship, pdf: bytes, sha256: str
) -> Attachment:
    return Attachment(
        content_type="application/pdf",
        language=form.language,
        data=pdf,
        title=form.title,
        creation=utc_text(authorship.at),
        extension=(FhirExtension(url=systems.DOCUMENT_SHA256, value_string=sha256),),
    )
