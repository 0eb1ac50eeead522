"""The study program of the golden site: small, and independent of the one that ships."""

from __future__ import annotations

import json
from typing import Any

from ptc_app.domain.programs.program import ProgramVersion
from ptc_app.domain.programs.program_loading import load_program
from tests.support.protocols import fitness_file, text
from tests.support.stages import STAGE_TYPES

_TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
_CODES = "https://ptc.example/fhir/CodeSystem/golden"
MODULES = {"primary": "ConsentPII", "ehr": "ConsentEHR"}


def golden_program() -> ProgramVersion:
    """Version 2025.9 of the practice program: older than every version that ships."""
    files: dict[str, Any] = {
        "manifest.json": _manifest(),
        "consents/primary.json": _consent("primary"),
        "consents/ehr.json": _consent("ehr"),
        "questionnaires/basics.json": _questionnaire(),
        "protocols/fitness.json": fitness_file(),
    }
    return load_program(
        {path: json.dumps(body, ensure_ascii=False).encode() for path, body in files.items()},
        STAGE_TYPES,
    )


def _manifest() -> dict[str, Any]:
    needs_consent = {"needs": ["identity"], "requires": ["ConsentPII"]}
    stages = [
        _stage("identity", "identity", maySkip=False),
        _stage("primary-consent", "consent", content="primary", needs=["identity"]),
        _stage("ehr-consent", "consent", content="ehr", **needs_consent),
        _stage("basics", "survey", content="basics", **needs_consent),
        _stage("measurements", "measurements", content="fitness", **needs_consent),
        _stage("finish", "finish", maySkip=False),
    ]
    keys = [stage["key"] for stage in stages]
    return {
        "id": "practice",
        "version": "2025.9",
        "inForceFrom": "2025-01-01",
        "languages": ["en", "es"],
        "idle": {"warnAfterMinutes": 28, "lockAfterMinutes": 30},
        "stages": stages,
        "visitTypes": [
            {
                "key": "baseline",
                "title": text("First visit"),
                "stages": keys,
                "offered": {"notAgreed": ["ConsentPII"]},
            },
            {
                "key": "follow-up",
                "title": text("Follow-up visit"),
                "stages": keys,
                "offered": {"agreed": ["ConsentPII"]},
            },
        ],
    }


def _stage(key: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "type": kind, "title": text(key), "subtitle": text(kind), **more}


def _consent(key: str) -> dict[str, Any]:
    pages = [
        {"heading": text(heading), "paragraphs": [text(f"{heading} of the study.")]}
        for heading in ("The purpose", "The procedure")
    ]
    return {
        "key": key,
        "module": MODULES[key],
        "version": "4",
        "title": text(f"Consent {key}"),
        "choice": text("Do you agree?"),
        "statement": text("I agree to take part."),
        "pages": pages,
        "alsoInForce": ["3"],
        "validForDays": 3650,
    }


def _questionnaire() -> dict[str, Any]:
    return {
        "resourceType": "Questionnaire",
        "language": "en",
        "url": "https://ptc.example/fhir/Questionnaire/golden",
        "version": "1",
        "title": "Golden",
        "_title": _spanish("Dorado"),
        "status": "active",
        "item": [
            _item("yes", "boolean"),
            _item("count", "integer"),
            _item("size", "decimal"),
            _item("day", "date"),
            _item("name", "string"),
            _item("story", "text"),
            _item("choice", "choice", answerOption=[_option("a"), _option("b")], repeats=True),
        ],
    }


def _item(link_id: str, kind: str, **more: Any) -> dict[str, Any]:
    spanish = _spanish(f"{link_id} (es)")
    return {"linkId": link_id, "type": kind, "text": link_id, "_text": spanish, **more}


def _option(code: str) -> dict[str, Any]:
    coding = {"system": _CODES, "code": code, "display": code.upper()}
    return {"valueCoding": {**coding, "_display": _spanish(f"{code.upper()} (es)")}}


def _spanish(content: str) -> dict[str, Any]:
    parts = [{"url": "lang", "valueCode": "es"}, {"url": "content", "valueString": content}]
    return {"extension": [{"url": _TRANSLATION, "extension": parts}]}
