"""What a participant permits on a day, by their enrollment and the consent forms in force."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.enrollment.consent_decisions import Enrollment, RecordedDecision
from ptc_app.domain.programs.program_definitions import ConsentDefinition
from ptc_app.domain.programs.version_order import version_key


def permissions_on(
    enrollment: Enrollment, day: date, forms: Iterable[ConsentDefinition]
) -> frozenset[str]:
    """The codes of the consent modules that the participant permits on `day`.

    They are those of `forms` whose standing decision (`standing_decision`) is yes. All decisions
    of the enrollment are taken as made; `day` decides which have run out.
    """
    standing = (standing_decision(enrollment, day, form) for form in forms)
    return frozenset(
        one.module for one in standing if one is not None and one.decision is ConsentDecision.YES
    )


def standing_decision(
    enrollment: Enrollment, day: date, form: ConsentDefinition
) -> RecordedDecision | None:
    """The yes or no to this form that still stands on `day`; None where the form is to be asked.

    It is to be asked where nothing was decided, where the participant was not sure, where the
    decision was signed under an older version that this one does not keep in force, and where it
    has run out: from `valid_for_days` days after the date of signing on, that day included. The
    date of signing is that of `RecordedDecision.at` in the time zone it has.
    """
    decision = enrollment.latest.get(form.module)
    if decision is None or decision.decision is ConsentDecision.NOT_SURE:
        return None
    return (
        decision if _is_in_force(decision, form) and not _has_run_out(decision, day, form) else None
    )


def _is_in_force(decision: RecordedDecision, form: ConsentDefinition) -> bool:
    version = decision.form_version
    return version in form.also_in_force or version_key(version) >= version_key(form.version)


def _has_run_out(decision: RecordedDecision, day: date, form: ConsentDefinition) -> bool:
    days = form.valid_for_days
    return days is not None and day >= decision.at.date() + timedelta(days=days)
