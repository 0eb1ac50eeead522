"""The program versions of the site: installed, looked up by version, and the one in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.domain.programs.program import ProgramVersion
from ptc_app.domain.programs.program_definitions import ProgramInvalid
from ptc_app.domain.programs.program_loading import load_program
from ptc_app.domain.programs.program_versions import (
    InstalledProgram,
    ProgramMissing,
    installed_program,
    is_installed,
    versions_in_force,
)
from ptc_app.domain.stages.stage_type import StageTypes, StageTypeUnknown
from ptc_app.services.session_context import SessionContext


class InstalledPrograms(Protocol):
    """Port to the program versions in the store; `Programs` of the storage provides it.

    Every method raises StoreUnusable.
    """

    def add(self, program: InstalledProgram, files: Mapping[str, bytes], audit: AuditEvent) -> None:
        """Store a new version, its files by path, and the audit entry, in one transaction.

        RuleBroken `conflict` where the version is there already. Raises StoreUnusable.
        """

    def all(self) -> list[InstalledProgram]:
        """Every installed version without its files, in the order of installation.

        Raises StoreUnusable.
        """

    def files(self, version: str) -> dict[str, bytes]:
        """The files of a version by path; empty where it is not installed. Raises StoreUnusable."""


@dataclass(frozen=True, slots=True)
class ProgramService:
    """The installed versions of the site's program: a new one is added, none is ever replaced.

    `stage_types` are those of this version of the application. A program version that was read once
    is kept in memory. Every method raises StoreUnusable.
    """

    programs: InstalledPrograms
    stage_types: StageTypes
    session_context: SessionContext
    _loaded: dict[str, ProgramVersion] = field(default_factory=dict)

    def install(self, program: ProgramVersion) -> bool:
        """Store the program with an audit entry; False where its version is stored already.

        ProgramRefused: `differs` where that version is stored with other bytes, `other-program`
        where the store has versions of another program. Raises StoreUnusable.
        """
        if is_installed(program, self.programs.all()):
            return False
        installed = installed_program(program, self.session_context.now())
        audit = self.session_context.audit_event(
            AuditAction.PROGRAM_INSTALLED, f"{installed.id} {installed.version}", installed.sha256
        )
        self.programs.add(installed, program.files, audit)
        return True

    def find(self, version: str) -> ProgramVersion | None:
        """The program of that version; None where it is not in the store.

        Raises StageTypeUnknown where it has stages of a type that this version of the application
        does not know, ProgramInvalid where its files cannot be read as a program.
        Raises StoreUnusable.
        """
        if version not in self._loaded:
            files = self.programs.files(version)
            if not files:
                return None
            self._loaded[version] = load_program(files, self.stage_types)
        return self._loaded[version]

    def find_usable(self, version: str) -> ProgramVersion | None:
        """The program of that version; None where it is not in the store, or cannot be used.

        It cannot be used where this version of the application does not know all its stage types
        or cannot read its files, as with a program that a newer version of it has installed.
        Raises StoreUnusable.
        """
        try:
            return self.find(version)
        except (StageTypeUnknown, ProgramInvalid):
            return None

    def get(self, version: str) -> ProgramVersion:
        """The program of that version; ProgramMissing (`version`) where it is not in the store.

        Raises StageTypeUnknown or ProgramInvalid as `find`. Raises StoreUnusable.
        """
        program = self.find(version)
        if program is None:
            raise ProgramMissing("version")
        return program

    def newest_in_force(self) -> str:
        """The highest version that is in force on the local day; empty where none is.

        Raises StoreUnusable.
        """
        try:
            return self._versions_in_force()[0]
        except ProgramMissing:
            return ""

    def version_of_new_visits(self) -> str:
        """The version of the program that new visits take (`in_force`); empty where there is none.

        It is lower than `newest_in_force` where the newest cannot be used (`find_usable`).
        Raises StoreUnusable.
        """
        try:
            return self.in_force().manifest.version
        except (ProgramMissing, StageTypeUnknown, ProgramInvalid):
            return ""

    def in_force(self) -> ProgramVersion:
        """The program of the highest usable version in force on the local day (`find_usable`).

        ProgramMissing (`in-force`) where none is in force; where none of them can be used,
        StageTypeUnknown or ProgramInvalid of the highest. Raises StoreUnusable.
        """
        versions = self._versions_in_force()
        usable = (program for program in map(self.find_usable, versions) if program is not None)
        return next(usable, None) or self.get(versions[0])

    def _versions_in_force(self) -> tuple[str, ...]:
        return versions_in_force(self.programs.all(), self.session_context.today())
