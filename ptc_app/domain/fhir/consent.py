"""A signed consent decision as a FHIR R4 Consent, with the evidence of how it came about."""

from __future__ import annotations

from collections.abc import Iterator

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.consent_reading import PageDisplay
from ptc_app.domain.fhir import systems
from ptc_app.domain.fhir.elements import (
    Element,
    FhirCodeableConcept,
    FhirExtension,
    IdentifiedResource,
    Identifier,
    Reference,
    concept,
)
from ptc_app.domain.fhir.program_version import program_version_extensions
from ptc_app.domain.fhir.references import patient_reference, site_reference
from ptc_app.domain.records.record_authorship import RecordAuthorship
from ptc_app.domain.signature import DrawnSignature
from ptc_app.domain.signed_consent import SignedConsent
from ptc_app.domain.utc_text import utc_text


class ConsentPolicy(Element, frozen=True, kw_only=True):
    """FHIR `Consent.policy`: the text that was agreed to or not, by its URI."""

    uri: str


class ConsentVerification(Element, frozen=True, kw_only=True):
    """FHIR `Consent.verification`: whether the decision was confirmed with the person, and when.

    `verified`: False where the person was not sure. `verification_date`: an instant, in UTC.
    """

    verified: bool
    verification_date: str


class ConsentProvision(Element, frozen=True, kw_only=True):
    """FHIR `Consent.provision`: `type` is `permit` or `deny`."""

    type: str


class Consent(IdentifiedResource, frozen=True, kw_only=True):
    """FHIR R4 Consent, with the elements that a consent decision of a study has.

    `status`: a code of FHIR consent-state-codes. `category`: the consent module. `date_time`: when
    it was signed. `organization`: the site. `policy`: the form, by its SHA-256.
    `source_reference`: the DocumentReference of the signed PDF.
    """

    status: str
    scope: FhirCodeableConcept
    category: tuple[FhirCodeableConcept, ...]
    patient: Reference
    date_time: str
    organization: tuple[Reference, ...]
    source_reference: Reference
    policy: tuple[ConsentPolicy, ...]
    verification: tuple[ConsentVerification, ...]
    provision: ConsentProvision


def consent_resource(
    signed: SignedConsent, authorship: RecordAuthorship, document: Reference, *, status: str = ""
) -> Consent:
    """The FHIR Consent of a signed decision, with how it came about as an extension.

    `document` refers to the signed PDF, its source. `status` is a code of FHIR
    consent-state-codes; "" gives that of the decision: `active` (yes), `rejected` (no) or
    `proposed` (not sure).
    """
    decision, at = signed.signing.decision, utc_text(authorship.at)
    is_sure = decision is not ConsentDecision.NOT_SURE
    return Consent(
        identifier=(Identifier(system=systems.CONSENT, value=authorship.record_id),),
        status=status or _STATUS[decision],
        scope=concept(systems.CONSENT_SCOPE, "research"),
        category=(concept(systems.CONSENT_MODULE, signed.form.module),),
        patient=patient_reference(signed.visit.participant_id),
        date_time=at,
        organization=(site_reference(authorship.author.workstation),),
        source_reference=document,
        policy=(ConsentPolicy(uri=f"urn:sha256:{signed.form.sha256}"),),
        verification=(ConsentVerification(verified=is_sure, verification_date=at),),
        provision=ConsentProvision(type="permit" if decision is ConsentDecision.YES else "deny"),
        extension=(
            FhirExtension(url=systems.CONSENT_EVIDENCE, extension=tuple(_evidence(signed))),
            *program_version_extensions(signed.visit.program_version),
        ),
    )


_STATUS = {
    ConsentDecision.YES: "active",
    ConsentDecision.NO: "rejected",
    ConsentDecision.NOT_SURE: "proposed",
}


def _evidence(signed: SignedConsent) -> Iterator[FhirExtension]:
    """Which text was shown in which language, when each page was shown, what was signed."""
    form, signing = signed.form, signed.signing
    yield FhirExtension(url="module", value_code=form.module)
    yield FhirExtension(url="version", value_string=form.version)
    yield FhirExtension(url="sha256", value_string=form.sha256)
    yield FhirExtension(url="language", value_code=form.language)
    yield FhirExtension(url="decision", value_code=signing.decision)
    for shown in signed.progress.shown:
        yield _page_evidence(shown)
    if signing.printed_name:
        yield FhirExtension(url="printed-name", value_string=signing.printed_name)
    if signing.signature is not None:
        yield FhirExtension(url="signature-image", value_base64_binary=signing.signature.image)
        yield FhirExtension(url="signature-strokes", value_string=_stroke_text(signing.signature))


def _page_evidence(shown: PageDisplay) -> FhirExtension:
    """That a page, counted from 1, came into view."""
    return FhirExtension(
        url="page",
        extension=(
            FhirExtension(url="number", value_integer=shown.page + 1),
            FhirExtension(url="shown", value_instant=utc_text(shown.at)),
        ),
    )


def _stroke_text(signature: DrawnSignature) -> str:
    """The strokes with `;` between them, their points with a space: `x,y,milliseconds,pressure`."""
    return ";".join(
        " ".join(
            f"{point.x:.1f},{point.y:.1f},{point.milliseconds},{point.pressure:.2f}"
            for point in stroke
        )
        for stroke in signature.strokes
    )
