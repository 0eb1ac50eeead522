"""Loads programs from folders `<program id>/<version>/` of JSON files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptc_app.domain.programs.program import ProgramVersion
from ptc_app.domain.programs.program_definitions import ProgramInvalid
from ptc_app.domain.programs.program_loading import load_program
from ptc_app.domain.stages.stage_type import StageTypes

if TYPE_CHECKING:
    from pathlib import Path


def programs_below(root: Path, types: StageTypes) -> tuple[ProgramVersion, ...]:
    """The program versions in the folders `<program id>/<version>/` below `root`, sorted by path.

    ProgramInvalid: `manifest.json` where a folder has none or there is no folder, `folder` where a
    manifest has another id or version than its folder says, else what `load_program` finds wrong.
    StageTypeUnknown where a stage is of none of these `types`; OSError where a file cannot be read.
    """
    folders = sorted(folder for folder in root.glob("*/*") if folder.is_dir())
    if not folders:
        raise ProgramInvalid("manifest.json")
    return tuple(program_from_folder(folder, types) for folder in folders)


def program_from_folder(folder: Path, types: StageTypes) -> ProgramVersion:
    """The program version made of all `*.json` files below `<program id>/<version>/`.

    ProgramInvalid `folder` where its manifest has another id or version, else what `load_program`
    raises; OSError where a file cannot be read.
    """
    paths = [path for path in sorted(folder.rglob("*.json")) if path.is_file()]
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    program = load_program(files, types)
    if (program.manifest.id, program.manifest.version) != (folder.parent.name, folder.name):
        raise ProgramInvalid("folder")
    return program
