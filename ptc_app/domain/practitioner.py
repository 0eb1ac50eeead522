"""Practitioners: the staff who sign in and author records."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ptc_app.domain.ids import PractitionerId


class StaffRole(StrEnum):
    """What a practitioner may do.

    ADMINISTRATOR: everything, also adding practitioners to the site. COORDINATOR: everything but
    that, such as registering participants and signing records.
    """

    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Practitioner:
    """A member of the staff, who signs in and signs records.

    `sign_in_name`: what they type to sign in, as it was entered; unique at the site without regard
    to case. `name`: their name in full, as records and lists show it.
    """

    id: PractitionerId
    sign_in_name: str
    name: str
    role: StaffRole
