"""A program that contradicts itself is refused before anyone works with it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from ptc_app.domain.programs.program_definitions import ProgramInvalid
from ptc_app.domain.programs.program_loading import load_program
from ptc_app.domain.store_change import StoreChange
from tests.support.site_runtimes import program_files
from tests.support.stages import STAGE_TYPES


def _same_key_twice(manifest: Any) -> None:
    manifest["stages"][1]["key"] = "identity"


def _needs_what_comes_later(manifest: Any) -> None:
    manifest["stages"][0]["needs"] = ["basics"]


def _two_ends(manifest: Any) -> None:
    manifest["stages"].append(manifest["stages"][-1] | {"key": "early"})
    manifest["visitTypes"][0]["stages"].insert(0, "early")


def _no_end(manifest: Any) -> None:
    manifest["visitTypes"][0]["stages"].pop()


def _locks_before_it_warns(manifest: Any) -> None:
    manifest["idle"] = {"warnAfterMinutes": 30, "lockAfterMinutes": 30}


@pytest.mark.parametrize(
    ("slip", "reason"),
    [
        (_same_key_twice, "key"),
        (_needs_what_comes_later, "needs"),
        (_two_ends, "finish"),
        (_no_end, "finish"),
        (_locks_before_it_warns, "idle"),
    ],
)
def test_a_manifest_with_a_slip_is_refused(slip: Callable[[Any], None], reason: str) -> None:
    manifest = json.loads(program_files()["manifest.json"])
    slip(manifest)
    with pytest.raises(ProgramInvalid, match=rf"^program\.invalid\.{reason}$"):
        load_program(
            {**program_files(), "manifest.json": json.dumps(manifest).encode()}, STAGE_TYPES
        )


def test_a_form_that_calls_itself_otherwise_is_refused() -> None:
    files = program_files()
    swapped = {**files, "consents/ehr.json": files["consents/primary.json"]}
    with pytest.raises(ProgramInvalid, match=r"^program\.invalid\.consent-key$"):
        load_program(swapped, STAGE_TYPES)


def test_where_nothing_changed_nothing_is_named() -> None:
    assert StoreChange() == StoreChange(frozenset(), frozenset(), outbox=False)
