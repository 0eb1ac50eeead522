"""The practice program that ships is whole, and a program that is not whole is refused."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ptc_app.domain.language import Language
from ptc_app.domain.measurement.protocol import MeasurementProtocol, decode_protocol
from ptc_app.domain.programs.program import ProgramVersion
from ptc_app.domain.programs.program_definitions import ProgramInvalid
from ptc_app.domain.programs.program_loading import load_program
from ptc_app.domain.records.signed_record import sha256_hex
from ptc_app.domain.stages.stage_type import StageTypeUnknown
from ptc_app.domain.survey.questionnaire_decoding import decode_questionnaire
from ptc_app.domain.survey.questionnaire_elements import Questionnaire
from ptc_app.importing.program_folder import programs_below
from ptc_app.paths import resources
from tests.support.protocols import a_small_protocol
from tests.support.stages import STAGE_TYPES

_FOLDER = resources() / "program" / "practice" / "2026.1"
_MADE_ELSEWHERE = ("questionnaires/basics.json", "protocols/physical-measurements.json")
_whole = pytest.mark.skipif(
    not all((_FOLDER / path).exists() for path in _MADE_ELSEWHERE),
    reason="the questionnaire or the protocol of the practice program is not here yet",
)


def _files_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.json")}


@pytest.fixture(scope="module")
def practice() -> ProgramVersion:
    return load_program(_files_of(_FOLDER), STAGE_TYPES)


@_whole
class TestThePracticeProgram:
    def test_walks_through_one_visit(self, practice: ProgramVersion) -> None:
        stages = practice.visit_plan("baseline").stages
        assert [(plan.key, plan.stage_type, plan.content) for plan in stages] == [
            ("identity", "identity", ""),
            ("primary-consent", "consent", "primary"),
            ("ehr-consent", "consent", "ehr"),
            ("basics", "survey", "basics"),
            ("measurements", "measurements", "physical-measurements"),
            ("finish", "finish", ""),
        ]

    def test_asks_nothing_before_identity_and_consent(self, practice: ProgramVersion) -> None:
        plans = {plan.key: plan for plan in practice.visit_plan("baseline").stages}
        for stage in ("primary-consent", "ehr-consent", "basics", "measurements"):
            assert plans[stage].needs == ("identity",)
        for stage in ("ehr-consent", "basics", "measurements"):
            assert plans[stage].requires == ("ConsentPII",)
        assert plans["primary-consent"].requires == ()
        assert plans["primary-consent"].module == "ConsentPII"

    def test_has_visits_of_three_types(self, practice: ProgramVersion) -> None:
        types = {one.key: one.stages for one in practice.manifest.visit_types}
        assert types["baseline"] == types["follow-up"]
        assert types["measurements-only"] == ("identity", "measurements", "finish")

    def test_lets_nobody_skip_who_it_is_or_the_end(self, practice: ProgramVersion) -> None:
        stages = practice.visit_plan("baseline").stages
        assert {plan.key for plan in stages if not plan.may_skip} == {
            "identity",
            "finish",
        }

    def test_locks_an_unattended_desk_after_half_an_hour(self, practice: ProgramVersion) -> None:
        assert practice.manifest.idle.warn_after == timedelta(minutes=28)
        assert practice.manifest.idle.minutes_left_at_warning == 2
        assert practice.manifest.idle.lock_after == timedelta(minutes=30)

    @pytest.mark.parametrize("language", [Language("en"), Language("es")])
    @pytest.mark.parametrize(("key", "pages"), [("primary", 6), ("ehr", 4)])
    def test_shows_each_form_in_each_language(
        self, practice: ProgramVersion, key: str, pages: int, language: Language
    ) -> None:
        form = practice.consent_form(key, language)
        assert (form.key, len(form.pages)) == (key, pages)
        assert all(page.heading and all(page.paragraphs) for page in form.pages)
        assert form.title
        assert form.statement

    def test_names_its_forms_as_the_research_program_does(self, practice: ProgramVersion) -> None:
        forms = [practice.consent_form(key, Language("en")) for key in ("primary", "ehr")]
        assert [(form.module, form.version) for form in forms] == [
            ("ConsentPII", "4"),
            ("EHRConsentPII", "3"),
        ]

    def test_says_something_else_in_spanish(self, practice: ProgramVersion) -> None:
        english, spanish = (
            practice.consent_form("primary", Language(language)) for language in ("en", "es")
        )
        assert english.sha256 == spanish.sha256
        assert english.statement != spanish.statement


def _text(text: str) -> dict[str, str]:
    return {"en": text, "es": text}


def _stage(kind: str, **more: object) -> dict[str, object]:
    return {
        "key": kind,
        "type": kind,
        "title": _text(kind),
        "subtitle": _text(kind),
        **more,
    }


_SOURCES: dict[str, Any] = {
    "manifest.json": {
        "id": "small",
        "version": "1",
        "languages": ["en", "es"],
        "inForceFrom": "2026-01-01",
        "idle": {"warnAfterMinutes": 1, "lockAfterMinutes": 2},
        "stages": [
            _stage("consent", content="primary"),
            _stage("survey", content="basics", needs=["consent"]),
            _stage("measurements", content="body"),
            _stage("finish"),
        ],
        "visitTypes": [
            {
                "key": "only",
                "title": _text("Visit"),
                "stages": ["consent", "survey", "measurements", "finish"],
            }
        ],
    },
    "consents/primary.json": {
        "key": "primary",
        "module": "ConsentPII",
        "version": "1",
        "title": _text("Title"),
        "choice": _text("Choice"),
        "statement": _text("Statement"),
        "pages": [{"heading": _text("Heading"), "paragraphs": [_text("Paragraph")]}],
    },
    "questionnaires/basics.json": {
        "resourceType": "Questionnaire",
        "url": "https://example.org/basics",
        "version": "1",
        "item": [{"linkId": "hours", "type": "decimal", "text": "Hours of sleep"}],
    },
    "protocols/body.json": a_small_protocol(),
}

Change = Callable[[dict[str, Any]], object]


def _changed(change: Change) -> dict[str, bytes]:
    """The small program after one change to its files."""
    sources = copy.deepcopy(_SOURCES)
    change(sources)
    return {path: json.dumps(source).encode() for path, source in sources.items()}


def _manifest(sources: dict[str, Any]) -> Any:
    return sources["manifest.json"]


def _types(sources: dict[str, Any]) -> Any:
    return _manifest(sources)["visitTypes"]


def _visit_type(sources: dict[str, Any]) -> Any:
    return _types(sources)[0]


def _consent(sources: dict[str, Any]) -> Any:
    return sources["consents/primary.json"]


def _texts(value: object) -> list[dict[str, str]]:
    if isinstance(value, dict):
        found = [text for inner in value.values() for text in _texts(inner)]
        return [*found, value] if value.keys() == {"en", "es"} else found
    return [text for inner in value for text in _texts(inner)] if isinstance(value, list) else []


def _unchanged(_: dict[str, Any]) -> None:
    """The small program as it is."""


def test_a_small_whole_program_is_accepted() -> None:
    small = load_program(_changed(_unchanged), STAGE_TYPES)
    assert small.stage("survey").needs == ("consent",)
    assert [plan.key for plan in small.visit_plan("only").stages] == [
        "consent",
        "survey",
        "measurements",
        "finish",
    ]
    with pytest.raises(KeyError):
        small.stage("no-such-stage")


def test_what_a_stage_names_is_kept_as_it_came() -> None:
    files = _changed(_unchanged)
    small = load_program(files, STAGE_TYPES)
    assert small.content("survey", Questionnaire) == decode_questionnaire(
        files["questionnaires/basics.json"]
    )
    assert small.content("measurements", MeasurementProtocol) == decode_protocol(
        files["protocols/body.json"]
    )
    assert small.consent_form("primary", Language("en")).sha256 == sha256_hex(
        files["consents/primary.json"]
    )


def test_a_program_may_speak_one_language_alone() -> None:
    def english_only(sources: dict[str, Any]) -> None:
        _manifest(sources)["languages"] = ["en"]
        for text in _texts(sources):
            del text["es"]

    small = load_program(_changed(english_only), STAGE_TYPES)
    assert small.consent_form("primary", Language("en")).title == "Title"


_REFUSED: dict[str, tuple[Change, str]] = {
    "no manifest": (lambda s: s.pop("manifest.json"), "manifest.json"),
    "no consent form": (
        lambda s: s.pop("consents/primary.json"),
        "consents/primary.json",
    ),
    "no questionnaire": (
        lambda s: s.pop("questionnaires/basics.json"),
        "questionnaires/basics.json",
    ),
    "no protocol": (lambda s: s.pop("protocols/body.json"), "protocols/body.json"),
    "a questionnaire that is none": (
        lambda s: s.update({"questionnaires/basics.json": {}}),
        "questionnaires/basics.json.resource-type",
    ),
    "a questionnaire with an unknown type of question": (
        lambda s: s["questionnaires/basics.json"]["item"][0].update(type="riddle"),
        "questionnaires/basics.json.type-unsupported.hours",
    ),
    "a questionnaire that asks nothing": (
        lambda s: s["questionnaires/basics.json"].update(item=[]),
        "questionnaires/basics.json.no-items",
    ),
    "a questionnaire whose every question is hidden": (
        lambda s: s["questionnaires/basics.json"]["item"][0].update(
            extension=[
                {
                    "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden",
                    "valueBoolean": True,
                }
            ]
        ),
        "questionnaires/basics.json.asks-nothing",
    ),
    "a field the manifest does not have": (
        lambda s: _manifest(s).update(x=1),
        "manifest.json",
    ),
    "a field a stage does not have": (
        lambda s: _manifest(s)["stages"][0].update(x=1),
        "manifest.json",
    ),
    "a field a form does not have": (
        lambda s: _consent(s).update(x=1),
        "consents/primary.json",
    ),
    "a field a page does not have": (
        lambda s: _consent(s)["pages"][0].update(x=1),
        "consents/primary.json",
    ),
    "a language without texts": (
        lambda s: _manifest(s).update(languages=["en", "fr"]),
        "language",
    ),
    "no time before it warns": (
        lambda s: _manifest(s)["idle"].update(warnAfterMinutes=0),
        "manifest.json",
    ),
    "a stage title in one language": (
        lambda s: _manifest(s)["stages"][0]["title"].pop("es"),
        "language",
    ),
    "a visit title in one language": (
        lambda s: _visit_type(s)["title"].pop("en"),
        "language",
    ),
    "a form statement in one language": (
        lambda s: _consent(s)["statement"].pop("es"),
        "language",
    ),
    "a paragraph in one language": (
        lambda s: _consent(s)["pages"][0]["paragraphs"][0].pop("es"),
        "language",
    ),
    "a text in a language it does not list": (
        lambda s: _manifest(s).update(languages=["en"]),
        "language",
    ),
    "a need that comes later": (
        lambda s: _manifest(s)["stages"][0].update(needs=["survey"]),
        "needs",
    ),
    "a need that is not in the visit": (
        lambda s: _visit_type(s).update(stages=["survey", "finish"]),
        "needs",
    ),
    "a consent that is asked after what requires it": (
        lambda s: (
            _manifest(s)["stages"][1].update(needs=[], requires=["ConsentPII"]),
            _visit_type(s).update(stages=["survey", "consent", "finish"]),
        ),
        "requires",
    ),
    "a consent that requires itself": (
        lambda s: _manifest(s)["stages"][0].update(requires=["ConsentPII"]),
        "requires",
    ),
    "a required module without a form": (
        lambda s: _manifest(s)["stages"][1].update(requires=["GROR"]),
        "module",
    ),
    "a condition on a module without a form": (
        lambda s: _visit_type(s).update(offered={"notAgreed": ["GROR"]}),
        "module",
    ),
    "a stage twice in a visit": (
        lambda s: _visit_type(s)["stages"].insert(0, "consent"),
        "key",
    ),
    "a visit type twice": (lambda s: _types(s).append(_types(s)[0]), "key"),
    "a visit with an unknown stage": (
        lambda s: _visit_type(s)["stages"].insert(0, "dance"),
        "stage",
    ),
    "a visit after one that is not there": (
        lambda s: _visit_type(s).update(offered={"notAfter": ["x"]}),
        "visit-type",
    ),
    "no visit for someone new": (
        lambda s: _visit_type(s).update(offered={"agreed": ["ConsentPII"]}),
        "first-visit",
    ),
    "no visit types": (lambda s: _types(s).clear(), "first-visit"),
    "a version that has no order": (lambda s: _manifest(s).update(version="new"), "version"),
    "a form version that has no order": (lambda s: _consent(s).update(version="v4"), "version"),
    "a form version in force that has no order": (
        lambda s: _consent(s).update(alsoInForce=["3", ""]),
        "version",
    ),
    "a need of itself": (
        lambda s: _manifest(s)["stages"][0].update(needs=["consent"]),
        "needs",
    ),
    "a need that is nowhere": (
        lambda s: _manifest(s)["stages"][1].update(needs=["x"]),
        "needs",
    ),
    "no stages": (lambda s: _visit_type(s)["stages"].clear(), "finish"),
    "no finish": (lambda s: _visit_type(s)["stages"].pop(), "finish"),
    "a stage after the finish": (
        lambda s: _visit_type(s).update(stages=["consent", "finish", "survey"]),
        "finish",
    ),
    "a protocol that is none": (
        lambda s: s["protocols/body.json"].pop("steps"),
        "protocols/body.json.file",
    ),
    "a protocol that contradicts itself": (
        lambda s: s["protocols/body.json"]["results"]["card_rows"][0][0].update(codes=["nose"]),
        "protocols/body.json.results.nose",
    ),
    "a protocol without one of the languages": (
        lambda s: s["protocols/body.json"]["title"].pop("es"),
        "protocols/body.json.language.title",
    ),
    "a lock before the warning": (
        lambda s: _manifest(s)["idle"].update(warnAfterMinutes=3),
        "idle",
    ),
    "a lock with the warning": (
        lambda s: _manifest(s)["idle"].update(lockAfterMinutes=1),
        "idle",
    ),
    "a lock after more than a day": (
        lambda s: _manifest(s)["idle"].update(lockAfterMinutes=1441),
        "manifest.json",
    ),
    "a lock after more minutes than a time can hold": (
        lambda s: _manifest(s)["idle"].update(lockAfterMinutes=10**15),
        "manifest.json",
    ),
    "a form that is in force for more than a hundred years": (
        lambda s: _consent(s).update(validForDays=36526),
        "consents/primary.json",
    ),
    "a form without pages": (
        lambda s: _consent(s).update(pages=[]),
        "consents/primary.json",
    ),
}


@pytest.mark.parametrize(("change", "reason"), _REFUSED.values(), ids=_REFUSED)
def test_a_program_is_refused_that_has(change: Change, reason: str) -> None:
    with pytest.raises(ProgramInvalid) as refusal:
        load_program(_changed(change), STAGE_TYPES)
    assert refusal.value.full_code == f"program.invalid.{reason}"


def test_a_stage_type_this_app_does_not_have_is_named() -> None:
    def dance(sources: dict[str, Any]) -> None:
        _manifest(sources)["stages"][0].update(type="dance")

    with pytest.raises(StageTypeUnknown, match=r"^stage-type\.unknown\.dance$"):
        load_program(_changed(dance), STAGE_TYPES)


_INVALID_FILES = {
    "manifest.json": "manifest.json",
    "consents/primary.json": "consents/primary.json",
    "protocols/body.json": "protocols/body.json.file",
}


@pytest.mark.parametrize(("path", "reason"), _INVALID_FILES.items())
def test_a_file_with_a_text_that_is_no_utf_8_is_refused(path: str, reason: str) -> None:
    files = _changed(_unchanged)
    broken = files[path].replace(b'"en": "', b'"en": "\xff', 1)
    assert broken != files[path]
    with pytest.raises(ProgramInvalid) as refusal:
        load_program({**files, path: broken}, STAGE_TYPES)
    assert refusal.value.full_code == f"program.invalid.{reason}"


@pytest.mark.parametrize(("path", "reason"), _INVALID_FILES.items())
def test_a_file_that_is_nested_too_deeply_is_refused(path: str, reason: str) -> None:
    files = _changed(_unchanged)
    nested = files[path].rstrip()[:-1] + b', "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    with pytest.raises(ProgramInvalid) as refusal:
        load_program({**files, path: nested}, STAGE_TYPES)
    assert refusal.value.full_code == f"program.invalid.{reason}"


def test_a_version_folder_without_a_manifest_is_refused(tmp_path: Path) -> None:
    for path, body in _files_of(_FOLDER).items():
        file = tmp_path / "practice" / "2026.1" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
    assert len(programs_below(tmp_path, STAGE_TYPES)) == 1
    (tmp_path / "practice" / "2026.2").mkdir()
    with pytest.raises(ProgramInvalid, match=r"^program\.invalid\.manifest\.json$"):
        programs_below(tmp_path, STAGE_TYPES)


def test_a_file_that_is_no_json_is_refused() -> None:
    with pytest.raises(ProgramInvalid, match=r"^program\.invalid\.manifest\.json$"):
        load_program({**_changed(_unchanged), "manifest.json": b"{"}, STAGE_TYPES)
