"""Who and where a record is made: the practitioner and the workstation of the site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ptc_app.domain.practitioner import Practitioner


@dataclass(frozen=True, slots=True)
class Workstation:
    """A computer of a site, as it was named at set-up.

    `site`: the site's name. `machine`: the computer's name. `device_id`: a UUID; FHIR Device.
    """

    site: str
    machine: str
    device_id: str


@dataclass(frozen=True, slots=True)
class Author:
    """Who makes a record and where: the practitioner and the workstation it is signed with."""

    practitioner: Practitioner
    workstation: Workstation


@dataclass(frozen=True, slots=True)
class InitialSiteData:
    """What the store of a new site begins with.

    `practitioner`: the first administrator. `kiosk_code`: the digits by which they take the window
    back from a participant; it is stored as a hash. `at`: the time of the set-up, with its zone.
    """

    practitioner: Practitioner
    kiosk_code: str
    workstation: Workstation
    at: datetime
