"""Who and where a record is made: the practitioner and the workstation of the site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ptc_app.domain.practitioner import Practitioner


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
