"""Each import contract is broken here on purpose, to see that it would be noticed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = Path(sys.executable).with_name("lint-imports")
PACKAGES = ("ptc_app", "ptc_central")

# (contract, the module that offends, what it imports)
BREACHES = [
    ("layers", "ptc_app/domain/ids.py", "ptc_app.services"),
    ("layers", "ptc_app/domain/ids.py", "ptc_app.paths"),
    ("layers", "ptc_app/services/breach.py", "ptc_app.storage"),
    ("layers", "ptc_app/services/breach.py", "ptc_app.ui"),
    ("layers", "ptc_app/storage/breach.py", "ptc_app.sync"),
    ("layers", "ptc_app/sync/breach.py", "ptc_app.storage"),
    ("layers", "ptc_app/paths.py", "ptc_app.storage"),
    ("layers", "ptc_app/ui/breach.py", "ptc_app.bootstrap"),
    ("layers", "ptc_app/helpers.py", "json"),  # a module that has no place
    ("windows", "ptc_app/ui/breach.py", "ptc_app.storage"),
    ("windows", "ptc_app/ui/visit/breach.py", "ptc_app.sync"),
    ("windows", "ptc_app/commands/store_and_sync.py", "ptc_app.storage"),
    ("windows", "ptc_app/commands/store_and_sync.py", "ptc_app.sync"),
    ("qt", "ptc_app/services/breach.py", "PySide6.QtCore"),
    ("qt", "ptc_app/bootstrap.py", "PySide6.QtWidgets"),
    ("qt", "ptc_app/sync/breach.py", "shiboken6"),
    ("wire", "ptc_app/ui/breach.py", "requests"),
    ("wire", "ptc_app/services/breach.py", "authlib.jose"),
    ("store", "ptc_app/sync/breach.py", "keyring"),
    ("store", "ptc_app/bootstrap.py", "sqlcipher3"),
    ("paper", "ptc_app/services/breach.py", "typst"),
    ("locale", "ptc_app/documents/breach.py", "babel.dates"),
    ("contacts", "ptc_app/ui/breach.py", "phonenumbers"),
    ("contacts", "ptc_app/storage/breach.py", "email_validator"),
    ("importing", "ptc_app/documents/breach.py", "nh3"),
    ("importing", "ptc_app/services/breach.py", "openpyxl"),
    ("central", "ptc_central/breach.py", "ptc_app.domain"),
    ("central", "ptc_app/sync/breach.py", "ptc_central"),
    ("domain", "ptc_app/domain/survey/breach.py", "requests"),
    ("domain", "ptc_app/domain/ids.py", "logging"),
]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the modules and their contracts, to be spoiled."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=_all_but_modules)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(("contract", "module", "imported"), BREACHES)
def test_a_breach_is_named(tree: Path, contract: str, module: str, imported: str) -> None:
    with (tree / module).open("a", encoding="utf-8") as file:
        file.write(f"\nimport {imported}\n")

    done = linted(tree, "--contract", contract)

    assert done.returncode == 1, done.stdout
    assert f"{contracts()[contract]} BROKEN" in done.stdout


def test_the_tree_as_it_is_keeps_them_all(tree: Path) -> None:
    done = linted(tree)

    assert done.returncode == 0, done.stdout
    assert f"{len(contracts())} kept, 0 broken" in done.stdout


def test_no_contract_goes_unbroken() -> None:
    assert {contract for contract, _, _ in BREACHES} == set(contracts())


def linted(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(LINT), "--no-cache", "--no-logo", *arguments]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)


def contracts() -> dict[str, str]:
    """The name of each contract of pyproject.toml, by its id."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {each["id"]: each["name"] for each in config["tool"]["importlinter"]["contracts"]}


def _all_but_modules(folder: str, names: list[str]) -> list[str]:
    return [
        name
        for name in names
        if name == "__pycache__" or not (name.endswith(".py") or (Path(folder) / name).is_dir())
    ]
