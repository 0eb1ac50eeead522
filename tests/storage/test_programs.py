"Version of the formss lie side by side and are never changed."

from __future__ import annotations

import pytest

from ptc_app.domain.audit import AuditAction
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.programs.program_loading import load_program
from ptc_app.domain.programs.program_versions import installed_program
from ptc_app.storage.audit import AuditTrail
from ptc_app.storage.database import Database
from ptc_app.storage.integrity_check import check_integrity
from ptc_app.storage.programs import Programs
from tests.support.builders import MORNING, an_event, later
from tests.support.programs import program_version
from tests.support.site_runtimes import the_program
from tests.support.stages import STAGE_TYPES

INSTALLED = an_event(AuditAction.PROGRAM_INSTALLED)


@pytest.fixture
def programs(database: Database) -> Programs:
    kept = Programs(database)
    for program, at in ((the_program(), MORNING), (program_version("2026.10"), later(60))):
        kept.add(installed_program(program, at), program.files, INSTALLED)
    return kept


def test_each_version_is_kept_with_its_files(programs: Programs) -> None:
    old, new = the_program(), program_version("2026.10")
    assert programs.all() == [installed_program(old, MORNING), installed_program(new, later(60))]
    for program in (old, new):
        files = programs.files(program.manifest.version)
        assert files == dict(program.files)
        assert load_program(files, STAGE_TYPES) == program
    assert programs.files("2026.2") == {}


def test_a_version_is_installed_once(programs: Programs, database: Database) -> None:
    before = len(list(AuditTrail(database).entries()))
    other = program_version("2026.1")
    with pytest.raises(RuleBroken, match=r"^rule\.conflict$"):
        programs.add(installed_program(other, MORNING), other.files, INSTALLED)
    assert programs.files("2026.1") == dict(the_program().files)
    assert len(list(AuditTrail(database).entries())) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE program SET sha256 = ''",
        "DELETE FROM program_file",
        "UPDATE program_file SET body = x'00'",
        "DELETE FROM program",
    ],
)
def test_what_is_installed_stays(programs: Programs, database: Database, statement: str) -> None:
    with pytest.raises(RuleBroken, match=r"^rule\.conflict$"):
        database.write(statement)
    assert programs.files("2026.1") == dict(the_program().files)


def test_a_file_that_was_changed_is_found(programs: Programs, database: Database) -> None:
    assert check_integrity(database).problems == ()
    database.write("DROP TRIGGER program_file_is_frozen")
    database.write("UPDATE program_file SET body = x'00' WHERE path = 'manifest.json'")
    assert check_integrity(database).problems == ("programs",)
    assert len(programs.all()) == 2
