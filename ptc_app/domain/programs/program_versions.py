"""The program versions of a site: what is known of each, and which one is in force on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from ptc_app.domain.errors import PtcError
from ptc_app.domain.programs.program import ProgramVersion
from ptc_app.domain.programs.version_order import version_key


class ProgramMissing(PtcError):
    """A program version that is needed is not there; site support acts.

    Reasons: `version` (it is not in the store), `in-force` (none is in force yet on this day). What
    does not need it keeps working.
    """

    code = "program.missing"


class ProgramRefused(PtcError):
    """A program version was not installed; site support acts.

    Reasons: `differs` (this version is in the store with other bytes), `other-program` (the store
    is of another program).
    """

    code = "program.refused"


@dataclass(frozen=True, slots=True)
class InstalledProgram:
    """A program version in the store, without its files.

    `id`: of the program, the same in all versions. `sha256`: that of all files (`files_sha256`).
    `in_force_from`: the first day new visits may begin with it.
    """

    id: str
    version: str
    sha256: str
    in_force_from: date
    installed_at: datetime


def installed_program(program: ProgramVersion, at: datetime) -> InstalledProgram:
    """What the store says of this program version when it is installed `at` this time."""
    manifest = program.manifest
    return InstalledProgram(
        manifest.id, manifest.version, program.sha256, manifest.in_force_from, at
    )


def is_installed(program: ProgramVersion, installed: Iterable[InstalledProgram]) -> bool:
    """Whether this version is among those installed, with the same bytes.

    ProgramRefused: `other-program` where one installed is of another program, `differs` where this
    version is installed with other bytes.
    """
    known = {one.version: one for one in installed}
    if any(one.id != program.manifest.id for one in known.values()):
        raise ProgramRefused("other-program")
    same_version = known.get(program.manifest.version)
    if same_version is not None and same_version.sha256 != program.sha256:
        raise ProgramRefused("differs")
    return same_version is not None


def versions_in_force(installed: Iterable[InstalledProgram], day: date) -> tuple[str, ...]:
    """The versions whose first day in force is `day` or earlier, the highest first; at least one.

    ProgramMissing (`in-force`) where there is none.
    """
    in_force = [one.version for one in installed if one.in_force_from <= day]
    if not in_force:
        raise ProgramMissing("in-force")
    return tuple(sorted(in_force, key=version_key, reverse=True))
