"""Runs the demonstration as a process of its own, and looks at what it left behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from ptc_app.bootstrap import SiteRuntime
from ptc_app.commands.practice import PRACTICE_SITE
from ptc_app.domain.records.signed_record import SignedRecord
from ptc_app.paths import DataDir
from ptc_app.storage.database import Database
from ptc_app.storage.integrity_check import IntegrityReport, check_integrity
from ptc_app.storage.records import Records

_T = TypeVar("_T")

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Demo:
    """One data folder and what is run on it; nothing of the machine's own home is touched."""

    folder: Path
    arguments: tuple[str, ...] = ()

    @property
    def data(self) -> DataDir:
        return DataDir(self.folder / "data")

    @property
    def out(self) -> Path:
        return self.folder / "out"

    @property
    def scratch(self) -> Path:
        """Where temporary files go."""
        return self.folder / "tmp"

    def start(self) -> subprocess.Popen[bytes]:
        """The demonstration, under way; its output in `demo.log`."""
        for made in (self.folder / "home", self.scratch):
            made.mkdir(parents=True, exist_ok=True)
        command = [
            sys.executable, "-m", "ptc_app", "demo", "--headless",
            "--data-dir", str(self.data.root), "--out", str(self.out), *self.arguments,
        ]  # fmt: skip
        with (self.folder / "demo.log").open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - our own program
                command, cwd=ROOT, env=self._environment(), stdout=log, stderr=log
            )

    def run(self) -> int:
        """The exit code of a run that nobody disturbs."""
        return self.start().wait()

    def said(self) -> str:
        """What the runs wrote to their output."""
        return (self.folder / "demo.log").read_text(encoding="utf-8", errors="replace")

    def summary(self) -> dict[str, Any]:
        summary: dict[str, Any] = json.loads((self.out / "summary.json").read_text("utf-8"))
        return summary

    def ticked(self) -> dict[str, str]:
        """What the window said is saved: the last of each question."""
        file = self.out / "ticked.jsonl"
        lines = file.read_text("utf-8").splitlines() if file.exists() else []
        return {line["link_id"]: line["answer"] for line in map(json.loads, lines)}

    def recorded(self) -> list[SignedRecord]:
        """All records of the store."""
        return self._read(lambda database: list(Records(database).each()))

    def verified(self) -> IntegrityReport:
        """Whether the store is whole."""
        return self._read(check_integrity)

    def answers(self) -> dict[str, set[str]]:
        """What the signed survey holds, by link_id."""
        (survey,) = [r for r in self.recorded() if r.kind == "survey"]
        (resource,) = [
            entry["resource"]
            for entry in json.loads(survey.body)["entry"]
            if entry["resource"]["resourceType"] == "QuestionnaireResponse"
        ]
        return dict(_answered(resource["item"]))

    def _read(self, look: Callable[[Database], _T]) -> _T:
        site = SiteRuntime(self.data)
        key = site.sign_in.unlock(PRACTICE_SITE.sign_in_name, PRACTICE_SITE.passphrase)
        database = Database(self.data.store, key)
        try:
            return look(database)
        finally:
            database.close()

    def _environment(self) -> dict[str, str]:
        home = str(self.folder / "home")
        kept = {key: os.environ[key] for key in ("PATH", "LANG", "SYSTEMROOT") if key in os.environ}
        return {
            **kept,
            "HOME": home,
            "XDG_DATA_HOME": home,
            "TMPDIR": str(self.scratch),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "COVERAGE_PROCESS_START": os.environ.get("COVERAGE_PROCESS_START", ""),
        }


def _answered(items: list[dict[str, Any]]) -> Iterator[tuple[str, set[str]]]:
    for item in items:
        given = {_text(answer) for answer in item.get("answer", [])}
        if given:
            yield item["linkId"], given
        yield from _answered(item.get("item", []))


def _text(answer: dict[str, Any]) -> str:
    """An answer as the driver of the window names it."""
    (value,) = [value for key, value in answer.items() if key.startswith("value")]
    if isinstance(value, dict):
        return str(value["code"])
    return str(value).lower() if isinstance(value, bool) else str(value)
