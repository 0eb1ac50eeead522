"""A protocol of test data alone: what the shipped one does, another does from its file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B.observation import Observation

from ptc_app.domain.fhir import systems
from ptc_app.domain.fhir.elements import encode_fhir
from ptc_app.domain.fhir.observation import measurement_observations
from ptc_app.domain.ids import RecordId
from ptc_app.domain.measurement.derived_values import derived_values, mean_value
from ptc_app.domain.measurement.protocol import MeasurementProtocol
from ptc_app.domain.measurement.protocol_checks import (
    ProtocolInvalid,
    checked_protocol,
    protocol_problems,
)
from ptc_app.domain.measurement.reading_checks import (
    limit_issues,
    missing_readings,
    reading_issues,
    reading_warnings,
)
from ptc_app.domain.measurement.readings import (
    MeasurementEntries,
    OpenedMeasurement,
    empty_readings,
    with_body_site,
    with_flag,
    with_modification,
    with_value,
)
from ptc_app.domain.records.record_authorship import RecordAuthorship
from tests.support.builders import MORNING, a_visit, an_author
from tests.support.fhir_oracle import as_json
from tests.support.protocols import (
    FITNESS,
    SYSTEM,
    a_small_protocol,
    card,
    decoded,
    derived,
    example_session,
    fitness_file,
    group,
    quantity,
    warning,
    with_number,
)

LANGUAGES = ("en", "es")
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def fitness() -> MeasurementProtocol:
    return checked_protocol(json.dumps(FITNESS).encode(), LANGUAGES)


@pytest.fixture
def session(fitness: MeasurementProtocol) -> OpenedMeasurement:
    return example_session(fitness)


def sent(session: OpenedMeasurement) -> dict[str, dict[str, Any]]:
    """The Observations by the code of the study, as a server reads them."""
    numbers = count(1)
    observations = measurement_observations(
        session,
        a_visit(),
        RecordAuthorship(RecordId("record-1"), an_author(), MORNING),
        new_id=lambda: f"id-{next(numbers)}",
    )
    for observation in observations:
        Observation.model_validate_json(encode_fhir(observation))
    return {own_code(each): each for each in map(as_json, observations)}


def own_code(part: dict[str, Any]) -> str:
    return str(part["code"]["coding"][-1]["code"])


def sources(observations: dict[str, dict[str, Any]], code: str) -> list[str]:
    """The codes of the Observations that one was computed from."""
    by_url = {
        f"urn:uuid:{each['identifier'][0]['value']}": own for own, each in observations.items()
    }
    return [by_url[each["reference"]] for each in observations[code]["derivedFrom"]]


# --- readings and what follows from them ---


def test_a_set_of_examples_is_complete_and_calm(session: OpenedMeasurement) -> None:
    assert reading_issues(session.protocol, session.readings) == ()
    assert reading_warnings(session.protocol, session.readings) == ()


def test_an_empty_set_misses_each_reading(fitness: MeasurementProtocol) -> None:
    missing = missing_readings(fitness, empty_readings(fitness))
    assert len(missing) == 2 * 3 + 3 + 3
    assert {issue.code for issue in missing} == {"missing"}


def test_values_follow_by_the_formulas_of_the_file(session: OpenedMeasurement) -> None:
    protocol, readings = session.protocol, session.readings
    expected = {
        "waist-to-hip": "0.85",
        "grip-gap": "2.7",
        "all-flow": "490",
        "gap-to-flow": "0.55",
    }
    values = derived_values(protocol, readings)
    assert {code: str(value) for code, value in values.items()} == expected
    assert mean_value(protocol, readings, "peak-flow") == 495
    assert readings.value("waist") == Decimal("85.5")


def test_a_value_is_none_while_one_it_needs_is_missing(session: OpenedMeasurement) -> None:
    protocol = session.protocol
    readings = with_value(protocol, session.readings, "hip", 1, None)
    for n in (1, 2, 3):
        readings = with_value(protocol, readings, "grip-left", n, None)
        readings = with_value(protocol, readings, "peak-flow", n, None)
    for code in ("waist-to-hip", "grip-gap", "all-flow", "gap-to-flow"):
        assert derived_values(protocol, readings)[code] is None


def test_half_a_pair_has_no_mean(session: OpenedMeasurement) -> None:
    readings = session.readings
    for n in (1, 2, 3):
        readings = with_value(session.protocol, readings, "grip-left", n, None)
    assert mean_value(session.protocol, readings, "grip-right") is None
    assert mean_value(session.protocol, session.readings, "grip-right") == 34


def test_a_derived_value_outside_its_limits_is_an_issue(session: OpenedMeasurement) -> None:
    wide = with_number(session, "waist", 1, "250")
    (issue,) = limit_issues(session.protocol, wide)
    assert (issue.code, issue.subject) == ("derived-out-of-range", "waist-to-hip")
    (seen,) = reading_warnings(session.protocol, with_number(session, "waist", 1, "160"))
    assert (seen.code, seen.subject, seen.replicates) == ("waist-to-hip-high", "waist-to-hip", ())


def test_warnings_and_findings_alarm_by_their_readings(session: OpenedMeasurement) -> None:
    protocol, readings = session.protocol, session.readings
    for n in (2, 3):
        readings = with_value(protocol, readings, "grip-left", n, Decimal(9))
    for n in (1, 2, 3):
        readings = with_flag(protocol, readings, "pain", n, so=True)
    found = [(each.code, each.replicates) for each in reading_warnings(protocol, readings)]
    assert found == [("weak-twice", (2, 3)), ("pain-throughout", (1, 2, 3))]


# --- what is sent ---


def test_each_reading_mean_and_derived_value_is_one_observation(
    session: OpenedMeasurement,
) -> None:
    assert list(sent(session)) == [
        *("grip-1", "grip-2", "grip-3", "grip-mean"),
        *("peak-flow-1", "peak-flow-2", "peak-flow-3", "peak-flow-mean"),
        *("waist", "hip", "neck"),
        *("waist-to-hip", "grip-gap", "all-flow", "gap-to-flow"),
    ]


def test_what_is_derived_names_what_it_is_from(session: OpenedMeasurement) -> None:
    observations = sent(session)
    expected = {
        "grip-mean": ["grip-1", "grip-2", "grip-3"],
        "peak-flow-mean": ["peak-flow-2", "peak-flow-3"],
        "waist-to-hip": ["waist", "hip"],
        "grip-gap": ["grip-mean"],
        "all-flow": ["peak-flow-1", "peak-flow-2", "peak-flow-3"],
        "gap-to-flow": ["grip-gap", "all-flow"],
    }
    assert {code: sources(observations, code) for code in expected} == expected


def test_codes_units_and_categories_are_those_of_the_file(session: OpenedMeasurement) -> None:
    observations = sent(session)
    flow = observations["peak-flow-2"]
    assert flow["valueQuantity"] == {
        "value": 500,
        "unit": "L/min",
        "system": "http://unitsofmeasure.org",
        "code": "L/min",
    }
    assert [each["code"] for each in flow["code"]["coding"]] == ["33452-4", "peak-flow-2"]
    assert flow["bodySite"]["coding"] == [{"system": f"{SYSTEM}-posture", "code": "standing"}]
    assert flow["category"][0]["coding"][0]["code"] == "exam"
    ratio = observations["waist-to-hip"]["valueQuantity"]
    assert (ratio["value"], ratio["code"], "unit" in ratio) == (Decimal("0.85"), "1", False)
    assert observations["peak-flow-mean"]["valueQuantity"]["value"] == 495


@pytest.mark.parametrize(
    ("category", "display"),
    [
        ("vital-signs", "Vital Signs"),
        ("exam", "Exam"),
        ("procedure", "Procedure"),
        ("activity", "Activity"),
    ],
)
def test_a_category_is_sent_with_the_text_hl7_gives_it(category: str, display: str) -> None:
    file = a_small_protocol()
    file["steps"][0]["groups"][0]["category"] = category
    (observation,) = sent(example_session(decoded(file))).values()
    assert observation["category"] == [
        {"coding": [{"system": systems.OBSERVATION_CATEGORY, "code": category, "display": display}]}
    ]


def test_a_finding_is_a_component_and_another_way_an_extension(
    session: OpenedMeasurement,
) -> None:
    protocol, readings = session.protocol, session.readings
    readings = with_flag(protocol, readings, "pain", 2, so=True)
    readings = with_flag(protocol, readings, "arm-rest", 2, so=True)
    observations = sent(replace(session, readings=readings))
    pain = {
        code: observations[code]["component"][-1]["valueCodeableConcept"]["coding"][0]["code"]
        for code in ("grip-1", "grip-2", "grip-mean")
    }
    assert pain == {"grip-1": "no-pain", "grip-2": "pain", "grip-mean": "no-pain"}
    way, *versions = observations["grip-2"]["extension"]
    assert way["valueCodeableConcept"]["coding"] == [
        {"system": f"{SYSTEM}-how", "code": "arm-rest"}
    ]
    assert observations["grip-1"]["extension"] == versions
    assert versions[-1]["valueString"] == "fitness|7"


def test_a_reading_given_up_says_why_and_is_in_no_mean(session: OpenedMeasurement) -> None:
    protocol, readings = session.protocol, session.readings
    readings = with_modification(protocol, readings, "flow", 3, "unable")
    readings = with_modification(protocol, readings, "waist", 1, "unable")
    readings = with_body_site(protocol, readings, "flow", "sitting")
    observations = sent(replace(session, readings=readings))
    for code in ("peak-flow-3", "waist"):
        absent = observations[code]["dataAbsentReason"]["coding"][0]["code"]
        assert absent == "unsupported"
    assert sources(observations, "peak-flow-mean") == ["peak-flow-2"]
    assert sources(observations, "all-flow") == ["peak-flow-1", "peak-flow-2"]
    assert observations["peak-flow-mean"]["bodySite"]["coding"][0]["code"] == "sitting"
    assert "waist-to-hip" not in observations


def test_a_group_read_once_with_several_quantities_is_one_observation() -> None:
    """Neither its own code nor those of its components have a number."""
    file = fitness_file()
    grip = file["steps"][0]["groups"][0]
    grip["replicates"] = 1
    del grip["mean"]
    for measured in grip["quantities"]:
        measured["examples"] = measured["examples"][:1]
        measured["warnings"] = []
    protocol = checked_protocol(json.dumps(file).encode(), LANGUAGES)
    observations = sent(example_session(protocol))
    parts = [own_code(each) for each in observations["grip"]["component"]]
    assert parts == ["grip-left", "grip-right", "pain-status"]
    assert sources(observations, "grip-gap") == ["grip"]


# --- what a file must be ---

Change = Callable[[dict[str, Any]], object]


def _group(file: dict[str, Any], step: int = 0) -> Any:
    return file["steps"][step]["groups"][0]


def _left(file: dict[str, Any]) -> Any:
    return _group(file)["quantities"][0]


def _flow(file: dict[str, Any]) -> Any:
    return _group(file, 1)["quantities"][0]


def _waist(file: dict[str, Any]) -> Any:
    return _group(file, 2)["quantities"][0]


def _formula(file: dict[str, Any], index: int) -> Any:
    return file["derived"][index]["formula"]


def _flag(file: dict[str, Any], index: int = 0) -> Any:
    return _group(file)["flags"][index]


def _modification(file: dict[str, Any]) -> Any:
    return _group(file)["modifications"][0]


def _differences(count: int) -> list[Any]:
    """Derived values in a chain: each is the difference of the one before it and itself."""
    codes = ["neck", *(f"difference-{n}" for n in range(count))]
    return [
        derived(code, "Difference", "cm", _difference(before)) for before, code in pairwise(codes)
    ]


def _difference(code: str) -> dict[str, str]:
    return {"kind": "difference", "minuend": code, "subtrahend": code}


def _results(file: dict[str, Any]) -> Any:
    return file["results"]


NUMBER = "number.steps.0.groups.grip.quantities.grip-left.below"
PROBLEMS: dict[str, tuple[Change, str]] = {
    "two quantities of one code": (
        lambda f: _left(f).update(code="grip-right"),
        "duplicate-code.grip-right",
    ),
    "two groups of one code": (lambda f: _group(f).update(code="flow"), "duplicate-code.flow"),
    "a group with the code of another's quantity": (
        lambda f: _group(f).update(code="neck"),
        "duplicate-code.neck",
    ),
    "a derived value with the code of a quantity": (
        lambda f: f["derived"][0].update(code="hip"),
        "duplicate-code.hip",
    ),
    "a quantity with the code that a reading of another is sent with": (
        lambda f: f["steps"][2]["groups"].append(
            group("grip-left-1", "Grip", quantity("grip-left-1", "Grip", "kg", [3]))
        ),
        "duplicate-sent-code.grip-left-1",
    ),
    "a quantity with the code that a group's reading is sent with": (
        lambda f: f["steps"][2]["groups"].append(
            group("grip-1", "Grip", quantity("grip-1", "Grip", "kg", [3]))
        ),
        "duplicate-sent-code.grip-1",
    ),
    "a derived value with the code that a mean is sent with": (
        lambda f: f["derived"][3].update(code="peak-flow-mean"),
        "duplicate-sent-code.peak-flow-mean",
    ),
    "a derived value with the code of a finding's component": (
        lambda f: f["derived"][3].update(code="pain-status"),
        "duplicate-sent-code.pain-status",
    ),
    "a derived value that its quantities make too large": (
        lambda f: _formula(f, 0).update(factors=[{"code": "hip", "power": 3}] * 2),
        "too-large.waist-to-hip",
    ),
    "a derived value that its divisor makes too large": (
        lambda f: _formula(f, 0).update(factors=[{"code": "hip", "power": -3}] * 5),
        "too-large.waist-to-hip",
    ),
    "a derived value that the values before it make too large": (
        lambda f: _formula(f, 3).update(factors=[{"code": "grip-gap", "power": 3}] * 2),
        "too-large.gap-to-flow",
    ),
    "two modifications of one code": (
        lambda f: _group(f)["modifications"][0].update(code="other"),
        "duplicate-code.grip.other",
    ),
    "two body sites of one code": (
        lambda f: _group(f, 1)["body_sites"][0].update(code="sitting"),
        "duplicate-code.flow.sitting",
    ),
    "two warnings of one code": (
        lambda f: _left(f)["warnings"][0].update(code="weak"),
        "duplicate-warning.weak",
    ),
    "a repeated group that is not alone in its step": (
        lambda f: f["steps"][2]["groups"].append(f["steps"].pop(1)["groups"][0]),
        "not-alone-in-step.flow",
    ),
    "a mean of a reading that is not taken": (
        lambda f: _group(f)["mean"].update(readings=[2, 4]),
        "mean.grip",
    ),
    "a mean that counts a reading twice": (
        lambda f: _group(f)["mean"].update(readings=[2, 2]),
        "mean.grip",
    ),
    "a mean of a group that is read once": (
        lambda f: _group(f, 2).update(mean={"readings": [1], "label": f["title"]}),
        "mean.waist",
    ),
    "modifications without a code system": (
        lambda f: _group(f).update(modifications_system=""),
        "modifications-system.grip",
    ),
    "body sites without a code system": (
        lambda f: _group(f, 1).update(body_sites_system=""),
        "body-sites-system.flow",
    ),
    "a pair with a quantity of another group": (
        lambda f: _group(f).update(paired=[["grip-left", "peak-flow"]]),
        "paired.peak-flow",
    ),
    "a quantity in two pairs": (
        lambda f: _group(f)["paired"].append(["grip-left"]),
        "paired.grip-left",
    ),
    "an upper limit of 0": (lambda f: _left(f).update(below=0), "below.grip-left"),
    "less than a quantity of another group": (
        lambda f: _left(f).update(less_than="peak-flow"),
        "less-than.grip-left",
    ),
    "less than itself": (
        lambda f: _left(f).update(less_than="grip-left"),
        "less-than.grip-left",
    ),
    "a second unit without a factor": (
        lambda f: _flow(f)["display_unit"].update(factor=0),
        "display-unit.peak-flow",
    ),
    "a second unit without a place for its number": (
        lambda f: _flow(f)["display_unit"]["text"].update(es="litros"),
        "display-unit.peak-flow",
    ),
    "too few examples": (lambda f: _left(f)["examples"].pop(), "examples.grip-left"),
    "an example beyond the limits": (
        lambda f: _left(f).update(examples=[30, 31, 1000]),
        "examples.grip-left",
    ),
    "examples that lead beyond the limits": (
        lambda f: _group(f, 2)["quantities"][0].update(examples=[300]),
        "examples.waist-to-hip",
    ),
    "a warning without a bound": (
        lambda f: _left(f)["warnings"].append(warning("boundless", "verify")),
        "warning.boundless",
    ),
    "a warning between bounds that do not leave anything": (
        lambda f: _left(f)["warnings"].append(warning("empty", "verify", above=9, below=8)),
        "warning.empty",
    ),
    "an alarm where there are no two readings": (
        lambda f: _group(f, 2)["quantities"][0].update(warnings=[warning("a", "alarm", above=9)]),
        "warning.a",
    ),
    "a warning of a derived value without a bound": (
        lambda f: f["derived"][1].update(warnings=[warning("b", "verify")]),
        "warning.b",
    ),
    "a flag that is never sent": (lambda f: _flag(f).pop("component"), "flag.pain"),
    "a flag that is sent twice": (lambda f: _flag(f).update(method_system="urn:x"), "flag.pain"),
    "a flag of a quantity of another group": (
        lambda f: _flag(f)["component"].update(quantity="peak-flow"),
        "flag.pain",
    ),
    "a flag whose alarm has a bound": (
        lambda f: _flag(f)["alarm"].update(above=3),
        "warning.pain-throughout",
    ),
    "a ratio of what is not measured": (
        lambda f: _formula(f, 0)["factors"][1].update(code="chest"),
        "unknown-code.waist-to-hip",
    ),
    "a value that needs one after it": (
        lambda f: f["derived"].reverse(),
        "unknown-code.gap-to-flow",
    ),
    "a difference of a group without a mean": (
        lambda f: _group(f).pop("mean"),
        "unknown-code.grip-gap",
    ),
    "a mean of readings of what is not measured": (
        lambda f: _formula(f, 2).update(code="chest"),
        "unknown-code.all-flow",
    ),
    "a mean of readings that are not taken": (
        lambda f: _formula(f, 2).update(readings=[4]),
        "unknown-code.all-flow",
    ),
    "a power of 0": (
        lambda f: _formula(f, 0)["factors"][0].update(power=0),
        "power.waist-to-hip",
    ),
    "limits without words": (
        lambda f: f["derived"][0].update(limits_text={}),
        "limits.waist-to-hip",
    ),
    "limits that leave nothing": (
        lambda f: f["derived"][0].update(at_least=3),
        "limits.waist-to-hip",
    ),
    "a result that is not measured": (
        lambda f: _results(f)["card_rows"][0][0].update(codes=["chest"]),
        "results.chest",
    ),
    "a column of another group": (
        lambda f: _results(f)["tables"][1].update(group="grip"),
        "results.peak-flow",
    ),
    "a table of no group": (
        lambda f: _results(f)["tables"][1].update(group="chest"),
        "results.peak-flow",
    ),
    "a number that is none": (lambda f: _left(f).update(below="NaN"), NUMBER),
    "a number without end": (lambda f: _left(f).update(below="Infinity"), NUMBER),
    "a number nobody measures": (lambda f: _left(f).update(below=1e13), NUMBER),
    "a label in one language": (
        lambda f: _left(f)["label"].pop("es"),
        "language.steps.0.groups.grip.quantities.grip-left.label",
    ),
    "a blank title": (lambda f: f["title"].update(en=" "), "language.title"),
    "a hint in one language": (
        lambda f: _group(f)["modifications"][0].update(hint={"en": "Hint"}),
        "language.steps.0.groups.grip.modifications.unable.hint",
    ),
    "a sentence in one language": (
        lambda f: _results(f)["meaning"][0].pop("es"),
        "language.results.meaning.0",
    ),
}


@pytest.mark.parametrize(("change", "problem"), PROBLEMS.values(), ids=PROBLEMS)
def test_a_protocol_is_refused_that_has(change: Change, problem: str) -> None:
    file = fitness_file()
    change(file)
    assert problem in protocol_problems(decoded(file), LANGUAGES)
    with pytest.raises(ProtocolInvalid) as refusal:
        checked_protocol(json.dumps(file).encode(), LANGUAGES)
    assert refusal.value.problem in protocol_problems(decoded(file), LANGUAGES)


def test_the_guide_explains_each_problem() -> None:
    guide = (ROOT / "docs" / "development" / "add-a-protocol.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"`([a-z-]+)`", guide))
    assert {problem.partition(".")[0] for _, problem in PROBLEMS.values()} <= explained


FACTOR = {"code": "hip", "power": 1}
CARD = card("Neck", "cm", "neck")

FORMLESS: dict[str, Change] = {
    "no steps": lambda f: f["steps"].clear(),
    "a step without a group": lambda f: f["steps"][0]["groups"].clear(),
    "a group without a quantity": lambda f: _group(f)["quantities"].clear(),
    "no reading": lambda f: _group(f).update(replicates=0),
    "a mean of nothing": lambda f: _group(f)["mean"].update(readings=[]),
    "a formula of an unknown kind": lambda f: _formula(f, 0).update(kind="square-root"),
    "a power beyond 3": lambda f: _formula(f, 0)["factors"][0].update(power=4),
    "a power below -3": lambda f: _formula(f, 0)["factors"][0].update(power=-4),
    "more derived values than are computed": lambda f: f.update(derived=_differences(51)),
    "no id": lambda f: f.update(id=""),
    "an id with the separator of its version": lambda f: f.update(id="fitness|7"),
    "no version": lambda f: f.update(version=""),
    "a version with a line break": lambda f: f.update(version="7\n"),
    "no code system": lambda f: f.update(system=""),
    "a code system that is no URI": lambda f: f.update(system="not a uri"),
    "a quantity without a code": lambda f: _left(f).update(code=""),
    "a quantity without a unit": lambda f: _left(f).update(unit=""),
    "a quantity without a unit in UCUM": lambda f: _left(f).update(ucum=""),
    "a unit that is not UCUM": lambda f: _left(f).update(ucum="not ucum"),
    "a derived value without a unit in UCUM": lambda f: f["derived"][0].update(ucum=""),
    "a standard code without a system": lambda f: _left(f).update(
        codings=[{"system": "", "code": "1"}]
    ),
    "a standard code that is empty": lambda f: _left(f).update(
        codings=[{"system": "http://loinc.org", "code": ""}]
    ),
    "a standard code with spaces around it": lambda f: _left(f).update(
        codings=[{"system": "http://loinc.org", "code": " 1 "}]
    ),
    "a modification without a code": lambda f: _modification(f).update(code=""),
    "a reason FHIR does not know": lambda f: _modification(f).update(absent_reason="nonsense"),
    "no reason": lambda f: _modification(f).update(absent_reason=""),
    "a blank system of modifications": lambda f: _group(f).update(modifications_system=" "),
    "a body site without a code": lambda f: _group(f, 1)["body_sites"][0].update(code=""),
    "a flag without a code": lambda f: _flag(f).update(code=""),
    "a warning without a code": lambda f: _left(f)["warnings"][0].update(code=""),
    "seven factors": lambda f: _formula(f, 0).update(factors=[FACTOR] * 7),
    "no factors": lambda f: _formula(f, 0).update(factors=[]),
    "a mean of no readings": lambda f: _formula(f, 2).update(readings=[]),
    "ten readings": lambda f: _group(f).update(replicates=10),
    "a rest of less than nothing": lambda f: _group(f).update(rest_minutes=-1),
    "seven decimals": lambda f: _left(f).update(decimals=7),
    "decimals below 0": lambda f: _left(f).update(decimals=-1),
    "a whole of one part": lambda f: _waist(f)["display_unit"].update(parts_in_whole=1),
    "a row of five cards": lambda f: _results(f)["card_rows"].append([CARD] * 5),
    "a card of nothing": lambda f: _results(f)["card_rows"].append([card("Nothing", "cm")]),
    "a table without a column": lambda f: _results(f)["tables"][0].update(columns=[]),
    "a second unit of an unknown kind": lambda f: _flow(f)["display_unit"].update(kind="octal"),
    "a category FHIR does not know": lambda f: _group(f).update(category="fitness"),
    "a field nobody knows": lambda f: f.update(bmi={}),
    "an empty row of cards": lambda f: _results(f)["card_rows"].append([]),
}


@pytest.mark.parametrize("change", FORMLESS.values(), ids=FORMLESS)
def test_a_file_is_no_protocol_that_has(change: Change) -> None:
    file = fitness_file()
    change(file)
    with pytest.raises(ProtocolInvalid, match=r"^file$"):
        checked_protocol(json.dumps(file).encode(), LANGUAGES)


@pytest.mark.parametrize("data", [b"{", b'{"id": "\xff"}', b"[" * 100000])
def test_these_bytes_are_no_protocol(data: bytes) -> None:
    with pytest.raises(ProtocolInvalid, match=r"^file$"):
        checked_protocol(data, LANGUAGES)


AT_THE_LIMIT: dict[str, Change] = {
    "a power of 3": lambda f: _formula(f, 0)["factors"][0].update(power=3),
    "a power of -3": lambda f: _formula(f, 0)["factors"][0].update(power=-3),
    "six factors": lambda f: _formula(f, 0).update(factors=[FACTOR] * 6),
    "one factor": lambda f: _formula(f, 0).update(factors=[FACTOR]),
    "nine readings": lambda f: _group(f).update(replicates=9),
    "one reading": lambda f: _group(f).update(replicates=1),
    "no rest": lambda f: _group(f).update(rest_minutes=0),
    "six decimals": lambda f: _left(f).update(decimals=6),
    "no decimals": lambda f: _left(f).update(decimals=0),
    "a whole of two parts": lambda f: _waist(f)["display_unit"].update(parts_in_whole=2),
    "a row of four cards": lambda f: _results(f)["card_rows"].append([CARD] * 4),
    "fifty derived values": lambda f: f.update(derived=_differences(50)),
    "a unit of words": lambda f: _left(f).update(unit="beats a minute"),
    "a standard code of two words": lambda f: _left(f).update(
        codings=[{"system": "urn:oid:2.16.840.1.113883.6.1", "code": "a b"}]
    ),
    "a unit of an annotation": lambda f: _left(f).update(ucum="{score}"),
    "a row of one card": lambda f: _results(f)["card_rows"].append([CARD]),
}


@pytest.mark.parametrize("change", AT_THE_LIMIT.values(), ids=AT_THE_LIMIT)
def test_a_file_may_be_a_protocol_that_has(change: Change) -> None:
    file = fitness_file()
    change(file)
    assert decoded(file).id == "fitness"


def test_all_problems_are_named_at_once() -> None:
    file = fitness_file()
    _left(file).update(below=0)
    file["title"].pop("es")
    assert protocol_problems(decoded(file), LANGUAGES) == ("below.grip-left", "language.title")


def test_each_derived_value_is_computed_once() -> None:
    file = a_small_protocol()
    file["derived"] = _differences(30)
    protocol = checked_protocol(json.dumps(file).encode(), LANGUAGES)
    session = example_session(protocol)
    assert derived_values(protocol, session.readings)["difference-29"] == 0
    assert protocol.step_of("difference-29") == 0
    assert len(sent(session)) == 31


def test_a_value_that_no_measure_can_have_is_none_while_it_is_typed() -> None:
    file = a_small_protocol()
    _left(file).update(below=200)
    cubes = {"kind": "ratio", "factors": [{"code": "neck", "power": 3}]}
    file["derived"] = [
        derived("cube", "Cube", "cm3", cubes),
        derived("rest", "Rest", "cm3", _difference("cube")),
    ]
    protocol = checked_protocol(json.dumps(file).encode(), LANGUAGES)
    readings = with_number(example_session(protocol), "neck", 1, "999999")
    assert derived_values(protocol, readings)["cube"] is None
    assert derived_values(protocol, readings)["rest"] is None
    assert [issue.code for issue in limit_issues(protocol, readings)] == ["out-of-range"]
    assert reading_warnings(protocol, readings) == ()


def test_less_than_may_lead_from_quantity_to_quantity() -> None:
    file = fitness_file()
    _left(file).update(less_than="grip-right")
    assert protocol_problems(decoded(file), LANGUAGES) == ()
    readings: MeasurementEntries = with_number(example_session(decoded(file)), "grip-left", 1, "33")
    (issue,) = limit_issues(decoded(file), readings)
    assert (issue.code, issue.params) == ("not-less", {"than": "grip-right"})


def test_a_protocol_may_be_one_quantity_without_anything_else() -> None:
    protocol = decoded(a_small_protocol())
    assert protocol_problems(protocol, LANGUAGES) == ()
    assert list(sent(example_session(protocol))) == ["neck"]
