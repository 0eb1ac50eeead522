"""A consent as it was signed: what is recorded as FHIR and printed as PDF."""

from __future__ import annotations

from dataclasses import dataclass

from ptc_app.domain.consent import ConsentForm, ConsentProgress, ConsentSigning
from ptc_app.domain.visit import Visit


@dataclass(frozen=True, slots=True)
class SignedConsent:
    """The form, how it was read, the decision with name and signature, and the visit it was in."""

    visit: Visit
    form: ConsentForm
    progress: ConsentProgress
    signing: ConsentSigning
