"""Practitioners: staff who sign in and author records, and the workstation they use."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ptc_app.domain.ids import PractitionerId


class StaffRole(StrEnum):
    """What a practitioner may do; an administrator may do everything."""

    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Practitioner:
    """A member of the staff; `sign_in_name` is what they sign in with."""

    id: PractitionerId
    sign_in_name: str
    name: str
    role: StaffRole
