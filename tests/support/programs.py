"""Other versions of the practice program, for tests of several versions side by side."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from ptc_app.domain.program import Program, load_program
from tests.support.site_runtimes import program_files
from tests.support.stages import STAGE_TYPES

Change = Callable[[dict[str, Any]], object]


def program_version(
    version: str = "2026.10",
    in_force_from: date = date(2026, 1, 1),
    changes: Mapping[str, Change] | None = None,
) -> Program:
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
