"""Whether two participants may be one person."""

from __future__ import annotations

from ptc_app.domain.participants.participant import Participant
from ptc_app.domain.participants.text_folding import fold_text, phone_digits


def may_be_same_person(one: Participant, other: Participant) -> bool:
    """Whether two participants may be one person: enough to ask, never to merge.

    True for the same birth date and the same given or family name; also for the same full name and
    the same phone number or e-mail address. Case, diacritics and punctuation do not matter.
    """
    shares_name = fold_text(one.family_name) == fold_text(other.family_name) or (
        fold_text(one.given_name) == fold_text(other.given_name)
    )
    if one.birth_date == other.birth_date:
        return shares_name
    same_names = fold_text(one.full_name) == fold_text(other.full_name)
    same_phone = phone_digits(one.phone) == phone_digits(other.phone) != ""
    same_email = fold_text(one.email) == fold_text(other.email) != ""
    return same_names and (same_phone or same_email)
