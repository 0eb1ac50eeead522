"""What a new site starts with: its workstation, first administrator and site support."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ptc_app.domain.practitioner import Practitioner
from ptc_app.domain.workstation import SiteSupport, Workstation


@dataclass(frozen=True, slots=True)
class InitialSiteData:
    """What the store of a new site begins with.

    `practitioner`: the first administrator. `kiosk_code`: the digits by which they take the window
    back from a participant; it is stored as a hash. `support`: whom staff call for help. `at`: the
    time of the set-up, with its zone.
    """

    practitioner: Practitioner
    kiosk_code: str = field(repr=False)
    workstation: Workstation
    support: SiteSupport
    at: datetime
