"""Loads a program from the JSON files of a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptc_app.domain.program import Program, load_program

if TYPE_CHECKING:
    from pathlib import Path


def program_from_folder(folder: Path) -> Program:
    """The program of all `*.json` files below a folder; ProgramInvalid where it is not whole."""
    paths = [path for path in sorted(folder.rglob("*.json")) if path.is_file()]
    return load_program({path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})
