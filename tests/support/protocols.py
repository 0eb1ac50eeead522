"""Measurement protocols of test data alone: none of their quantities is known to the program."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from typing import Any

from ptc_app.domain.measurement.protocol import MeasurementProtocol, decode_protocol
from ptc_app.domain.measurement.readings import (
    MeasurementEntries,
    OpenedMeasurement,
    empty_readings,
    with_value,
)
from ptc_app.domain.programs.program import ProgramVersion
from ptc_app.domain.programs.program_loading import load_program
from tests.support.fhir_json import Json
from tests.support.site_runtimes import program_files
from tests.support.stages import STAGE_TYPES

SYSTEM = "https://study.example/CodeSystem/fitness"


def text(english: str, spanish: str = "") -> dict[str, str]:
    """A text in both languages; the Spanish one is marked where none is given."""
    return {"en": english, "es": spanish or f"{english} (es)"}


def loinc(code: str, display: str) -> list[dict[str, str]]:
    return [{"system": "http://loinc.org", "code": code, "display": display}]


def quantity(code: str, label: str, unit: str, examples: list[float], **more: Any) -> Any:
    return {
        "code": code,
        "label": text(label),
        "unit": unit,
        "ucum": unit,
        "decimals": 1,
        "below": 1000,
        "examples": examples,
        **more,
    }


def group(code: str, label: str, *quantities: Any, **more: Any) -> Any:
    return {
        "code": code,
        "label": text(label),
        "say_aloud": text(f"We measure your {label.lower()} now."),
        "category": "exam",
        "quantities": list(quantities),
        "modifications_system": f"{SYSTEM}-modifications",
        "modifications": [
            {
                "code": "unable",
                "label": text("Not able to"),
                "clears_values": True,
                "absent_reason": "unsupported",
            },
            {"code": "other", "label": text("Another reason"), "notes_required": True},
        ],
        **more,
    }


def warning(code: str, kind: str, **bounds: Any) -> Any:
    return {
        "code": code,
        "kind": kind,
        "title": text(f"{code} in {{readings}}"),
        "text": text("Follow the procedure."),
        **bounds,
    }


def derived(code: str, label: str, unit: str, formula: dict[str, Any], **more: Any) -> Any:
    return {
        "code": code,
        "label": text(label),
        "unit": unit,
        "ucum": unit or "1",
        "category": "exam",
        "formula": formula,
        "decimals": 2,
        **more,
    }


def card(label: str, unit: str, *codes: str) -> Json:
    return {"label": text(label), "unit": text(unit, unit), "codes": list(codes)}


_GRIP = group(
    "grip",
    "Grip strength",
    quantity(
        "grip-left", "Left hand", "kg", [30.5, 31, 32.5],
        warnings=[warning("weak-twice", "alarm", below=10), warning("weak", "confirm", below=10)],
    ),
    quantity("grip-right", "Right hand", "kg", [33, 34, 35], codings=loinc("83174-3", "Grip")),
    replicates=3,
    mean={"readings": [1, 2, 3], "label": text("Mean of all readings")},
    paired=[["grip-left", "grip-right"]],
    rest_minutes=2,
    flags=[
        {
            "code": "pain",
            "label": text("Pain"),
            "component": {
                "code": "pain-status",
                "quantity": "grip-right",
                "present": {"system": f"{SYSTEM}-pain", "code": "pain"},
                "absent": {"system": f"{SYSTEM}-pain", "code": "no-pain"},
            },
            "alarm": warning("pain-throughout", "alarm"),
        },
        {"code": "arm-rest", "label": text("With an arm rest"), "method_system": f"{SYSTEM}-how"},
    ],
)  # fmt: skip
_FLOW = group(
    "flow",
    "Peak flow",
    quantity(
        "peak-flow", "Peak flow", "L/min", [480, 500, 490],
        decimals=0,
        codings=loinc("33452-4", "Peak flow"),
        display_unit={
            "kind": "scaled", "factor": 0.0166667, "decimals": 1,
            "text": text("{value} liters a second", "{value} litros por segundo"),
        },
    ),
    replicates=3,
    mean={"readings": [2, 3], "label": text("Mean of readings 2 and 3"), "shown_decimals": 0},
    body_sites_system=f"{SYSTEM}-posture",
    body_sites=[
        {"code": "standing", "label": text("Standing")},
        {"code": "sitting", "label": text("Sitting")},
    ],
)  # fmt: skip
_INCHES = {
    "kind": "two-part", "factor": 0.3937, "parts_in_whole": 12,
    "text": text("{whole} ft {part} in"),
}  # fmt: skip
_SINGLES = [
    group("waist", "Waist", quantity("waist", "Waist", "cm", [85.5], display_unit=_INCHES)),
    group("hip", "Hip", quantity("hip", "Hip", "cm", [101])),
    group("neck", "Neck", quantity("neck", "Neck", "cm", [37.5])),
]

FITNESS: dict[str, Any] = {
    "id": "fitness",
    "version": "7",
    "title": text("Fitness"),
    "system": SYSTEM,
    "steps": [
        {"title": text("Grip strength"), "groups": [_GRIP]},
        {"title": text("Peak flow"), "groups": [_FLOW]},
        {"title": text("Circumferences"), "groups": _SINGLES},
    ],
    "derived": [
        derived(
            "waist-to-hip", "Waist to hip", "",
            {"kind": "ratio",
             "factors": [{"code": "waist", "power": 1}, {"code": "hip", "power": -1}]},
            at_least=0.4, at_most=2,
            limits_text=text("Waist to hip must be from {at_least} to {at_most}."),
            warnings=[warning("waist-to-hip-high", "verify", above=1.5)],
        ),
        derived(
            "grip-gap", "Right less left", "kg",
            {"kind": "difference", "minuend": "grip-right", "subtrahend": "grip-left"},
            decimals=1,
        ),
        derived(
            "all-flow", "Flow of all readings", "L/min",
            {"kind": "mean", "code": "peak-flow", "readings": [1, 2, 3]},
            decimals=0,
        ),
        derived(
            "gap-to-flow", "Gap to flow", "",
            {"kind": "ratio", "scale": 100,
             "factors": [{"code": "grip-gap", "power": 1}, {"code": "all-flow", "power": -1}]},
        ),
    ],
    "results": {
        "card_rows": [
            [
                card("Hands", "kilograms", "grip-left", "grip-right"),
                card("Breath", "L/min", "peak-flow"),
            ],
            [
                card("Your waist", "cm", "waist"),
                {"label": text("Waist by hip"), "codes": ["waist-to-hip"]},
            ],
        ],
        "tables": [
            {
                "group": "grip", "title": text("Strength of your hands"),
                "columns": [
                    {"code": "grip-left", "label": text("Left (kg)")},
                    {"code": "grip-right", "label": text("Right (kg)")},
                ],
            },
            {
                "group": "flow", "title": text("Your breath"),
                "columns": [{"code": "peak-flow", "label": text("Flow")}],
            },
        ],
        "meaning": [text("Strong hands are good to have.", "Es bueno tener manos fuertes.")],
    },
}  # fmt: skip
"""Two repeated groups, three that are read once, four derived values, a finding, another way."""


def fitness_file() -> dict[str, Any]:
    """The protocol above, to be changed."""
    return copy.deepcopy(FITNESS)


def program_with(protocol: dict[str, Any]) -> ProgramVersion:
    """The program that ships, with this protocol instead of its own."""
    files = dict(program_files())
    (path,) = (path for path in files if path.startswith("protocols/"))
    return load_program({**files, path: json.dumps(protocol).encode()}, STAGE_TYPES)


def a_small_protocol() -> dict[str, Any]:
    """One quantity that is read once."""
    return {
        **FITNESS,
        "steps": [{"title": text("Neck"), "groups": [copy.deepcopy(_SINGLES[2])]}],
        "derived": [],
        "results": {"card_rows": [[card("Neck", "cm", "neck")]]},
    }


def decoded(protocol: dict[str, Any]) -> MeasurementProtocol:
    return decode_protocol(json.dumps(protocol).encode())


def example_session(protocol: MeasurementProtocol) -> OpenedMeasurement:
    """A complete set: the examples of each quantity."""
    readings = empty_readings(protocol)
    for each in (quantity for group in protocol.groups for quantity in group.quantities):
        for replicate, value in enumerate(each.examples, start=1):
            readings = with_value(protocol, readings, each.code, replicate, value)
    return OpenedMeasurement(protocol, readings)


def with_number(
    session: OpenedMeasurement, code: str, replicate: int, value: str
) -> MeasurementEntries:
    """The readings of a session after another value was typed."""
    protocol = session.protocol
    return with_value(protocol, session.readings, code, replicate, Decimal(value))
