"""A computer at a site."""

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
