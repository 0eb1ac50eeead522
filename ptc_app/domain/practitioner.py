"""A practitioner: who works here, signs in, and stands behind what is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ptc_app.domain.ids import PractitionerId


class StaffRole(StrEnum):
    """What someone may do here; an administrator may do all."""

    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Practitioner:
    """One member of the staff; `sign_in_name` is what they type at the door."""

    id: PractitionerId
    sign_in_name: str
    name: str
    role: StaffRole


@dataclass(frozen=True, slots=True)
class Workstation:
    """Where it happens: the site and this machine, as named on the first day."""

    site: str
    machine: str
    device_id: str


@dataclass(frozen=True, slots=True)
class Author:
    """Who did it and where: stamped on all that is recorded, when it is recorded."""

    practitioner: Practitioner
    workstation: Workstation


@dataclass(frozen=True, slots=True)
class InitialSiteData:
    """What the store of a new site begins with: its first administrator and its desk."""

    practitioner: Practitioner
    kiosk_code: str
    workstation: Workstation
    at: datetime
