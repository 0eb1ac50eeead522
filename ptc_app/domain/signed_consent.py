"""A consent as it was signed: what is recorded as FHIR and printed as PDF."""

from __future__ import annotations

from dataclasses import dataclass

from ptc_app.domain.consent import ConsentForm, ConsentSigning
from ptc_app.domain.consent_reading import ConsentReadingProgress
from ptc_app.domain.visit import Visit


@dataclass(frozen=True, slots=True)
class SignedConsent:
    """A consent form as a participant completed it, from which the record and its PDF are made.

    `visit`: in which it was signed. `form`: the text, in the language it was read in. `progress`:
    which pages were shown, and when. `signing`: decision, printed name and drawn signature.
    """

    visit: Visit
    form: ConsentForm
    progress: ConsentReadingProgress
    signing: ConsentSigning
