"""A whole visit through the real window, the real store and a real central."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.support.demo import Demo
from tests.support.kills import killed_visit

MARKED = ("--given-name", "Zzqxmaria", "--family-name", "Zzqxdelgado")


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """A visit of a person with a marked name; central is away until it is over."""
    demo = Demo(tmp_path_factory.mktemp("visit"), (*MARKED, "--central-after", "finish"))
    assert demo.run() == 0, demo.said()
    return demo


def test_central_holds_everything_once(visit: Demo) -> None:
    summary = visit.summary()
    assert summary["captured"] == summary["received"] == 7
    assert summary["waiting"] == summary["needs_attention"] == 0
    assert summary["missing"] == summary["doubled"] == 0
    assert summary["central"] == {
        "Consent": 2,
        "DocumentReference": 2,
        "Encounter": 1,
        "Observation": 7,
        "Patient": 1,
        "Provenance": 7,
        "QuestionnaireResponse": 1,
    }


def test_every_page_was_seen_and_every_paper_is_there(visit: Demo) -> None:
    pictures = {path.stem.split("-", 1)[1] for path in visit.out.glob("*.png")}
    assert {
        "first-day", "recovery-key", "sign-in", "today", "site", "participants", "register",
        "visit-identity", "identity", "kiosk-return", "measurements-1", "measurements-2",
        "finish", "paper-consent", "paper-results", "visit-finished", "sync",
    } <= pictures  # fmt: skip
    for paper in ("primary-consent", "ehr-consent", "measurements"):
        assert (visit.out / f"{paper}.pdf").read_bytes().startswith(b"%PDF-")


def test_the_store_is_whole_and_every_ticked_answer_is_in_it(visit: Demo) -> None:
    assert visit.verified().holds
    held = visit.answers()
    assert len(visit.ticked()) >= 15
    for link_id, said in visit.ticked().items():
        assert said in held[link_id]


def test_no_name_is_found_in_any_file_but_central_s_own(visit: Demo) -> None:
    searched = [
        path
        for folder in (visit.data.root, visit.scratch, visit.folder / "home")
        for path in folder.rglob("*")
        if path.is_file() and visit.data.central not in path.parents
    ]
    assert visit.data.store in searched
    for path in (*searched, visit.folder / "demo.log"):
        body = path.read_bytes().lower()
        for text in ("zzqx", "Cypress", "555-0142"):
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                assert text.lower().encode(encoding) not in body, (path, text, encoding)


def test_in_spanish_with_central_there_from_the_start(tmp_path: Path) -> None:
    demo = Demo(tmp_path, (*MARKED, "--language", "es"))
    assert demo.run() == 0, demo.said()
    assert demo.summary()["central"]["Patient"] == 1


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_again_and_again_it_goes_on_where_the_person_was(tmp_path: Path, seed: int) -> None:
    demo = Demo(tmp_path, (*MARKED, "--central-after", "finish"))
    end = killed_visit(demo, random.Random(seed), most=4)
    assert not end.problems
