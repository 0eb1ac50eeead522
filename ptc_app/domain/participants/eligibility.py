"""Whether a person may be enrolled (All of Us: adults; teens with assent and permission)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ptc_app.domain.participants.participant import age_on

ADULT_AGE = 18
"""Age in years from which a person consents for themselves."""

TEEN_AGE = 13
"""Age in years from which a minor assents beside a guardian's permission."""

_OLDEST = 125
"""Years above which a birth date is taken for a slip of the pen."""


class EligibilityFinding(StrEnum):
    """What birth date and country mean for the registration of a person.

    ELIGIBLE: an adult. GUARDIAN_AND_ASSENT: a teenager, who may be registered with a guardian's
    permission and their own assent. TOO_YOUNG: under 13. NOT_IN_US: lives outside the United
    States. BIRTH_DATE_IMPOSSIBLE: in the future, or more than 125 years ago.
    """

    ELIGIBLE = "eligible"
    GUARDIAN_AND_ASSENT = "guardian-and-assent"
    TOO_YOUNG = "too-young"
    NOT_IN_US = "not-in-us"
    BIRTH_DATE_IMPOSSIBLE = "birth-date-impossible"


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Whether a person may be registered (`may_register`), and why or why not (`finding`)."""

    finding: EligibilityFinding

    @property
    def may_register(self) -> bool:
        """Whether the person may be registered: ELIGIBLE or GUARDIAN_AND_ASSENT."""
        return self.finding in {EligibilityFinding.ELIGIBLE, EligibilityFinding.GUARDIAN_AND_ASSENT}


def assess_eligibility(birth_date: date, *, lives_in_us: bool, today: date) -> Eligibility:
    """The eligibility, on the day `today`, of a person born on `birth_date`.

    Where several findings apply it is the first of: BIRTH_DATE_IMPOSSIBLE, NOT_IN_US, TOO_YOUNG,
    GUARDIAN_AND_ASSENT, else ELIGIBLE.
    """
    age = age_on(birth_date, today)
    if birth_date > today or age > _OLDEST:
        return Eligibility(EligibilityFinding.BIRTH_DATE_IMPOSSIBLE)
    if not lives_in_us:
        return Eligibility(EligibilityFinding.NOT_IN_US)
    if age < TEEN_AGE:
        return Eligibility(EligibilityFinding.TOO_YOUNG)
    if age < ADULT_AGE:
        return Eligibility(EligibilityFinding.GUARDIAN_AND_ASSENT)
    return Eligibility(EligibilityFinding.ELIGIBLE)
