"""A computer at a site, and whom the staff call for help with it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Workstation:
    """A computer of a site, as it was named at set-up.

    `site`: the site's name. `machine`: the computer's name. `device_id`: a UUID; FHIR Device.
    `is_practice`: the site is there to practise; its people are invented.
    """

    site: str
    machine: str
    device_id: str
    is_practice: bool = False


@dataclass(frozen=True, slots=True)
class SiteSupport:
    """The contact of site support, which staff are shown and participants are not.

    `name`: of a person or a help desk. `phone`: a telephone number, as typed or as stored.
    """

    name: str
    phone: str
