"""Which program version is in force, and which program may join those installed."""

from __future__ import annotations

from datetime import date

import pytest

from ptc_app.domain.programs.program import files_sha256, newest_program
from ptc_app.domain.programs.program_versions import (
    InstalledProgram,
    ProgramMissing,
    ProgramRefused,
    installed_program,
    is_installed,
    versions_in_force,
)
from tests.support.builders import MORNING
from tests.support.programs import NEW_CONTENT, program_version
from tests.support.site_runtimes import the_program

TODAY = date(2026, 3, 12)


def installed(version: str, in_force_from: date, program_id: str = "practice") -> InstalledProgram:
    return InstalledProgram(program_id, version, "0" * 64, in_force_from, MORNING)


def test_the_versions_in_force_are_those_begun_and_the_highest_is_first() -> None:
    programs = [
        installed("2026.9", date(2026, 3, 1)),
        installed("2026.10", date(2026, 2, 1)),
        installed("2026.11", date(2026, 3, 13)),
    ]
    assert versions_in_force(programs, TODAY) == ("2026.10", "2026.9")
    assert versions_in_force(programs, date(2026, 3, 13)) == ("2026.11", "2026.10", "2026.9")
    assert versions_in_force(reversed(programs), TODAY) == ("2026.10", "2026.9")


def test_a_version_is_in_force_from_its_first_day_on() -> None:
    assert versions_in_force([installed("1", TODAY)], TODAY) == ("1",)
    with pytest.raises(ProgramMissing) as missing:
        versions_in_force([installed("1", TODAY)], date(2026, 3, 11))
    assert missing.value.full_code == "program.missing.in-force"
    with pytest.raises(ProgramMissing):
        versions_in_force([], TODAY)


def test_a_program_is_known_by_all_its_bytes() -> None:
    program = the_program()
    changed = program_version("2026.1", changes=NEW_CONTENT)
    assert is_installed(program, []) is False
    assert is_installed(program, [installed_program(program, MORNING)]) is True
    with pytest.raises(ProgramRefused) as refused:
        is_installed(changed, [installed_program(program, MORNING)])
    assert refused.value.full_code == "program.refused.differs"


def test_the_digest_covers_paths_and_bodies() -> None:
    files = dict(the_program().files)
    assert the_program().sha256 == files_sha256(files)
    assert files_sha256({**files, "x.json": b""}) != files_sha256(files)
    moved = {f"a/{path}": body for path, body in files.items()}
    assert files_sha256(moved) != files_sha256(files)
    assert files_sha256(dict(reversed(files.items()))) == files_sha256(files)


def test_another_program_does_not_join() -> None:
    with pytest.raises(ProgramRefused) as refused:
        is_installed(the_program(), [installed("2026.0", TODAY, "other")])
    assert refused.value.full_code == "program.refused.other-program"


def test_the_newest_program_is_the_one_of_the_highest_version() -> None:
    old, new = the_program(), program_version("2026.10")
    assert newest_program([new, old]) is new
    assert newest_program([old, program_version("2026.0")]) is old
