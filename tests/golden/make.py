"""Writes the golden files: `python -m tests.golden.make`, then commit what it wrote.

It may be run only where a stored format is meant to change and was never released: before the
first release, or after it for the folder of a new schema version (`v2`, ...), together with the
migration that leads to it. The files of a released version are what sites hold. They are never
written again: where a test of them fails, the program is what must change.

Key files and store hold random salts, so they are written only where the present program does not
read them as it would read new ones. Everything else is the same in each run.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
from sqlcipher3 import dbapi2 as sqlcipher

from ptc_app.domain.errors import PtcError
from ptc_app.domain.measurement.readings import encode_readings
from ptc_app.domain.records.signed_record import SignedRecord
from ptc_app.domain.survey.survey_draft import encode_survey_draft
from ptc_app.importing.program_folder import programs_below
from ptc_app.paths import DataDir, resources
from ptc_app.storage.keys.key_file import KeyFile
from ptc_app.storage.schema_migrations import newest_version
from ptc_app.storage.store import Store, open_store
from tests.golden import golden_central, golden_files, golden_keys, golden_values
from tests.golden.golden_site import ExistingKeys, write_golden_site
from tests.golden.pdf_reading import pdf_values
from tests.golden.site_reading import READINGS
from tests.support.stages import STAGE_TYPES

_UNREADABLE = (
    PtcError,
    LookupError,
    ValueError,
    OSError,
    msgspec.MsgspecError,
    sqlcipher.DatabaseError,  # a table that the new schema has and the store has not
)


def main() -> None:
    """Write all golden files of the newest schema version."""
    _write_drafts()
    golden_files.write_json(golden_files.SHIPPED_PROGRAMS, shipped_programs())
    _write_printed()
    _write_keys()
    with tempfile.TemporaryDirectory() as temporary:
        _write_store(Path(temporary))
        _write_central(Path(temporary))


def shipped_programs() -> dict[str, str]:
    """The SHA-256 of each program version that ships."""
    programs = programs_below(resources() / "program", STAGE_TYPES)
    return {one.manifest.version: one.sha256 for one in programs}


def read_store(store: Store) -> dict[str, Any]:
    """All that is read from a store, by stored format."""
    return {stored: read(store) for stored, read in READINGS.items()}


def record_name(position: int, record: SignedRecord) -> str:
    """The file name of a record's golden files, without folder."""
    operation = record.correction.operation.lower() if record.correction else "create"
    return f"{position:02}-{record.kind}-{operation}.json"


def _write_drafts() -> None:
    drafts = {
        "survey_draft.json": encode_survey_draft(golden_values.SURVEY),
        "readings_draft.json": encode_readings(golden_values.READINGS),
        "consent_draft.json": msgspec.json.encode(golden_values.PROGRESS),
    }
    for name, body in drafts.items():
        (golden_files.FOLDER / name).write_bytes(body)


def _write_printed() -> None:
    """Numbers and recovery keys, where the present program does not read them."""
    try:
        is_read = golden_values.is_printed_so(golden_files.read_json(golden_files.PRINTED))
    except _UNREADABLE:
        is_read = False
    if not is_read:
        golden_files.write_json(golden_files.PRINTED, golden_values.printed())


def _write_keys() -> None:
    """Both key files, where the present program does not open them."""
    if not _opens(golden_files.SITE_SECRETS, golden_keys.site_key_file):
        golden_keys.write_site_keys()
    if not _opens(golden_files.MACHINE_SECRETS, golden_keys.machine_key_file):
        golden_keys.write_machine_keys()


def _opens(secrets_file: Path, key_file: Callable[[], KeyFile]) -> bool:
    """Whether the passphrases in the file of secrets open the store."""
    try:
        secrets = golden_files.read_json(secrets_file)
        opened = {key_file().unlock(*pair).hex() for pair in secrets["passphrases"].items()}
        return opened == {secrets["store_key"]}
    except _UNREADABLE:
        return False


def _write_store(temporary: Path) -> None:
    """The golden store, where the present one is not read as a new one, and what is read of it."""
    secrets = golden_files.read_json(golden_files.SITE_SECRETS)
    keys = ExistingKeys(bytes.fromhex(secrets["store_key"]), golden_files.KEYS.read_bytes())
    write_golden_site(temporary, keys)
    version, new_store = newest_version(), DataDir(temporary).store
    golden_files.version_folder(version).mkdir(exist_ok=True)
    with closing(open_store(new_store, keys.store_key)) as store:
        new = (_schema(store), read_store(store))
        _write_readings(store, version)
    if _read_now(version, temporary / "kept", keys.store_key) != new:
        shutil.copyfile(new_store, golden_files.store_file(version))


def _read_now(version: int, folder: Path, store_key: bytes) -> object:
    """Schema and content of the golden store as it is now; None where it cannot be read."""
    try:
        golden_files.copy_site(version, folder)
        with closing(open_store(DataDir(folder).store, store_key)) as store:
            return _schema(store), read_store(store)
    except _UNREADABLE:
        return None


def _write_central(temporary: Path) -> None:
    """The golden central, where the present one does not read it as it was written."""
    if not _central_reads(temporary / "kept central"):
        golden_central.write(temporary / "central")


def _central_reads(folder: Path) -> bool:
    try:
        expected = golden_files.read_json(golden_central.EXPECTED)
        golden_central.copied(folder)
        with (
            golden_central.running(folder) as address,
            golden_central.signed_in(address, **expected.pop("device")) as device,
        ):
            return bool(golden_central.read(device) == expected)
    except (*_UNREADABLE, AssertionError):
        return False


def _schema(store: Store) -> set[tuple[str, str]]:
    return {tuple(row) for row in store.database.read("SELECT name, sql FROM sqlite_schema")}


def _write_readings(store: Store, version: int) -> None:
    """What is read from the store, each record's bytes, and the values of each PDF."""
    golden_files.write_json(golden_files.expected_file(version), read_store(store))
    records, pdf_data = (
        _emptied(folder(version))
        for folder in (golden_files.records_folder, golden_files.pdf_data_folder)
    )
    for position, record in enumerate(store.records.each(), start=1):
        name = record_name(position, record)
        (records / name).write_bytes(record.body)
        if store.documents.of_record(record.id):
            golden_files.write_json(pdf_data / name, pdf_values(store, record))


def _emptied(folder: Path) -> Path:
    """The folder, with nothing in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


if __name__ == "__main__":
    main()
