"""The program versions of the site: installed, looked up by version, and the one in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.domain.program import Program, load_program
from ptc_app.domain.program_versions import (
    InstalledProgram,
    ProgramMissing,
    installed_program,
    is_installed,
    version_in_force,
)
from ptc_app.domain.stages.stage_type import StageTypes
from ptc_app.services.author_context import AuthorContext


class InstalledPrograms(Protocol):
    """The program versions in the store."""

    def add(
        self, program: InstalledProgram, files: Mapping[str, bytes], audit: AuditEvent
    ) -> None: ...
    def all(self) -> list[InstalledProgram]: ...
    def files(self, version: str) -> dict[str, bytes]: ...


@dataclass(frozen=True, slots=True)
class ProgramService:
    """Program versions side by side; a version that was read once is kept in memory."""

    programs: InstalledPrograms
    stage_types: StageTypes
    author_context: AuthorContext
    _loaded: dict[str, Program] = field(default_factory=dict)

    def install(self, program: Program) -> bool:
        """Store this program where its version is not stored yet; whether it was stored now.

        Raises ProgramRefused where that version is stored with other bytes, or another program is.
        """
        if is_installed(program, self.programs.all()):
            return False
        installed = installed_program(program, self.author_context.now())
        audit = self.author_context.audit_event(
            AuditAction.PROGRAM_INSTALLED, f"{installed.id} {installed.version}", installed.sha256
        )
        self.programs.add(installed, program.files, audit)
        return True

    def find(self, version: str) -> Program | None:
        """The program of that version; None where it is not in the store.

        Raises StageTypeUnknown where it has stages that this version of the app does not know.
        """
        if version not in self._loaded:
            files = self.programs.files(version)
            if not files:
                return None
            self._loaded[version] = load_program(files, self.stage_types)
        return self._loaded[version]

    def get(self, version: str) -> Program:
        """The program of that version; raises ProgramMissing, StageTypeUnknown."""
        program = self.find(version)
        if program is None:
            raise ProgramMissing("version")
        return program

    def newest_in_force(self) -> str:
        """The version in force today; empty where none is."""
        try:
            return version_in_force(self.programs.all(), self.author_context.today())
        except ProgramMissing:
            return ""

    def in_force(self) -> Program:
        """The newest version in force today; raises ProgramMissing where none is."""
        return self.get(version_in_force(self.programs.all(), self.author_context.today()))
