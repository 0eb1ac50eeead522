"""Where the golden files are, and what happens at a site whose files an update cannot read."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
KEYS = FOLDER / "keys.json"
SITE_SECRETS = FOLDER / "keys.expected.json"
MACHINE_KEYS = FOLDER / "machine_keys.json"
MACHINE_SECRETS = FOLDER / "machine_keys.expected.json"
SHIPPED_PROGRAMS = FOLDER / "shipped_programs.json"
PRINTED = FOLDER / "printed.json"

CONSEQUENCES = {
    "key file": "no passphrase opens the store: nobody at the site can sign in",
    "machine secret": "no passphrase opens the store on the machine it was set up on",
    "recovery key": "the printed recovery key no longer opens the store",
    "store file": "the store does not open: nothing of the site can be read or sent",
    "schema": "stores of a released schema version lack what the program expects of them",
    "migration": "an older store is not brought up to date, or loses what is in it",
    "setting": "the site does not know its name, its device or its central",
    "practitioner": "the staff of the site are not known",
    "kiosk code": "no staff code takes the machine back from a participant",
    "participant": "participants are shown otherwise than they were registered",
    "search": "participants who are registered are not found, and are registered twice",
    "program": "the visits of an installed program version cannot be shown or continued",
    "shipped program": "every site that installed this version refuses to sign anyone in",
    "visit": "open visits cannot be continued, finished ones are shown otherwise",
    "draft": "answers that were saved and not signed are lost",
    "record": "signed records are not the bytes that were signed, or cannot be read",
    "correction": "signed records cannot be amended or voided",
    "consent decision": "what participants agreed to, or not, is not known",
    "document": "signed PDFs cannot be shown",
    "outbox": "what waits is not sent, or is sent twice",
    "receipt": "nobody can say where central keeps what it received",
    "audit trail": "the audit trail does not verify",
    "integrity": "`store verify` says that a store in order is damaged",
    "participant number": "printed participant numbers name nobody",
    "time": "stored times are read as other times, and sorted otherwise",
    "central": "no device of a site is known to its practice central, or what it received is lost",
    "PDF data": "PDFs of what was signed are printed otherwise, or not at all",
}
"""Each stored format, and what happens at a site where an update cannot read it any more."""

_ADVICE = (
    "Read both forms, or add a schema version with a migration; the golden files of a released"
    " version stay as they are. Where the format was never released and is meant to change, run"
    " `python -m tests.golden.make` and commit what it writes."
)


@contextmanager
def reads(stored: str) -> Iterator[None]:
    """What is done inside reads a golden file of the format `stored`, a key of CONSEQUENCES.

    An error or failed assertion in it becomes an AssertionError that names the format and says
    what an update would do to a site.
    """
    try:
        yield
    except Exception as error:
        raise AssertionError(
            f"Stored format '{stored}' is not read as it was written. After this update"
            f" {CONSEQUENCES[stored]}. {_ADVICE}"
        ) from error


def version_folder(version: int) -> Path:
    """The folder of the golden store of a schema version, and of what is read from it."""
    return FOLDER / f"v{version}"


def store_file(version: int) -> Path:
    """The golden store of a schema version."""
    return version_folder(version) / "store.db"


def expected_file(version: int) -> Path:
    """What is read from the golden store of a schema version, by stored format."""
    return version_folder(version) / "store.expected.json"


def records_folder(version: int) -> Path:
    """The signed bytes of each record in the golden store, in the order they were signed."""
    return version_folder(version) / "records"


def pdf_data_folder(version: int) -> Path:
    """The values of each PDF in the golden store, in the order they were signed."""
    return version_folder(version) / "pdf_data"


def store_versions() -> list[int]:
    """The schema versions of which there is a golden store, ascending."""
    return sorted(int(folder.name[1:]) for folder in FOLDER.glob("v[0-9]*"))


def copy_site(version: int, folder: Path) -> Path:
    """Copies of the golden store and its key file in `folder`, as a site has them; `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(store_file(version), folder / "store.db")
    shutil.copyfile(KEYS, folder / "keys.json")
    return folder


def read_json(path: Path) -> Any:
    """The content of a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def write_json(path: Path, content: object) -> None:
    """Write a JSON file that shows its changes line by line."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def as_far_as_expected(found: Any, expected: Any) -> Any:
    """`found` without the keys that no object in `expected` has: an update may add some."""
    if isinstance(found, dict) and isinstance(expected, dict):
        return {key: as_far_as_expected(found[key], expected[key]) for key in expected}
    if isinstance(found, list) and isinstance(expected, list) and len(found) == len(expected):
        return [as_far_as_expected(*pair) for pair in zip(found, expected, strict=True)]
    return found
