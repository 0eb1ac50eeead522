"""Who and where a record is made: the practitioner and the workstation of the site."""

from __future__ import annotations

from dataclasses import dataclass

from ptc_app.domain.practitioner import Practitioner
from ptc_app.domain.workstation import Workstation


@dataclass(frozen=True, slots=True)
class Author:
    """Who makes a record and where: the practitioner and the workstation it is signed with."""

    practitioner: Practitioner
    workstation: Workstation
