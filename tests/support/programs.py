"""Other versions of the practice program, for tests of several versions side by side."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from ptc_app.domain.audit import AuditAction
from ptc_app.domain.programs.program import ProgramVersion, files_sha256
from ptc_app.domain.programs.program_loading import load_program
from ptc_app.domain.programs.program_versions import InstalledProgram
from ptc_app.services.session_context import SessionContext
from ptc_app.storage.database import Database
from ptc_app.storage.programs import Programs
from tests.support.site_runtimes import program_files
from tests.support.stages import STAGE_TYPES

Change = Callable[[dict[str, Any]], object]


def program_version(
    version: str = "2026.10",
    in_force_from: date = date(2026, 1, 1),
    changes: Mapping[str, Change] | None = None,
) -> ProgramVersion:
    """The practice program as another version, after these changes to its JSON files by path."""
    sources = {path: json.loads(body) for path, body in program_files().items()}
    sources["manifest.json"] |= {"version": version, "inForceFrom": in_force_from.isoformat()}
    for path, change in (changes or {}).items():
        change(sources[path])
    return load_program(
        {path: json.dumps(source).encode() for path, source in sources.items()}, STAGE_TYPES
    )


def with_version(version: str) -> Change:
    """A file of that version."""

    def change(source: dict[str, Any]) -> None:
        source["version"] = version

    return change


NEW_CONTENT: Mapping[str, Change] = {
    "consents/primary.json": with_version("5"),
    "questionnaires/basics.json": with_version("2.0.0"),
    "protocols/physical-measurements.json": with_version("0.4.0"),
}
"""A new version of the primary consent, the survey and the measurement protocol."""


def key_of_a_newer_app(manifest: dict[str, Any]) -> None:
    """The manifest has a key that this version of the application does not know."""
    manifest["keyOfNewerApp"] = 1


def stage_type_of_a_newer_app(manifest: dict[str, Any]) -> None:
    """The manifest has a stage of a type that this version of the application does not know."""
    manifest["stages"][0]["type"] = "of-a-newer-app"


def install_changed_manifest(database: Database, context: SessionContext, change: Change) -> None:
    """Put version 2026.9 into the store with this change of its manifest, without any check."""
    files = dict(program_version("2026.9").files)
    manifest = json.loads(files["manifest.json"])
    change(manifest)
    files["manifest.json"] = json.dumps(manifest).encode()
    sha256 = files_sha256(files)
    program = InstalledProgram("practice", "2026.9", sha256, date(2026, 1, 1), context.now())
    audit = context.audit_event(AuditAction.PROGRAM_INSTALLED, "practice 2026.9", sha256)
    Programs(database).add(program, files, audit)
