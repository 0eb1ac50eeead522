"""Practitioners: staff who sign in and author records, and the workstation they use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
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


@dataclass(frozen=True, slots=True)
class Workstation:
    """The site and machine names and the device id (UUID), given at set-up."""

    site: str
    machine: str
    device_id: str


@dataclass(frozen=True, slots=True)
class Author:
    """The practitioner and workstation recorded with every signed record."""

    practitioner: Practitioner
    workstation: Workstation


@dataclass(frozen=True, slots=True)
class InitialSiteData:
    """The first rows of a new site's store: first administrator, their code, workstation."""

    practitioner: Practitioner
    kiosk_code: str
    workstation: Workstation
    at: datetime
