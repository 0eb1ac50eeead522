"""What a value says where nothing was given: nothing, but for a few fields.

Records, drafts and program files that leave a field out are read by these defaults.
"""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from ptc_app import domain
from ptc_app.domain.measurement.formula_definitions import Ratio
from ptc_app.domain.measurement.protocol import (
    GroupMean,
    MeasurementGroup,
    ProtocolModification,
)
from ptc_app.domain.measurement.reading_checks import ReadingProblem
from ptc_app.domain.measurement.readings import ENTERED_BY_HAND, MeasurementEntries, Reading
from ptc_app.domain.measurement.typed_measures import UnitSystem
from ptc_app.domain.outbox import DeliveryState, Envelope, WaitingReason
from ptc_app.domain.participants.participant import Address, Participant
from ptc_app.domain.programs.program_definitions import (
    StageDefinition,
    VisitTypeCondition,
    VisitTypeDefinition,
)
from ptc_app.domain.records.signed_record import SignedContent, SignedRecord
from ptc_app.domain.stages.stage_type import StagePlace, StageType
from ptc_app.domain.visit import PlannedStage, StageInVisit, StageState

FILLED: dict[type, dict[str, object]] = {
    Envelope: {"delivery": DeliveryState.WAITING, "reason": WaitingReason.NOT_TRIED},
    GroupMean: {"shown_decimals": 1},
    MeasurementEntries: {"units": UnitSystem.METRIC},
    MeasurementGroup: {"replicates": 1},
    Participant: {"address": Address("", "", "", "")},
    ProtocolModification: {"absent_reason": "not-performed"},
    Ratio: {"scale": Decimal(1)},
    Reading: {"how": ENTERED_BY_HAND},
    ReadingProblem: {"replicate": 1},
    SignedRecord: {"content": SignedContent("", "", None)},
    StageInVisit: {"state": StageState.READY},
    StageDefinition: {"may_skip": True},
    PlannedStage: {"may_skip": True},
    StageType: {"place": StagePlace.DESK},
    VisitTypeDefinition: {"offered": VisitTypeCondition()},
}


def value_types() -> Iterator[type]:
    """Every dataclass and struct of the domain."""
    for found in pkgutil.walk_packages(domain.__path__, f"{domain.__name__}."):
        for one in vars(importlib.import_module(found.name)).values():
            is_here = inspect.isclass(one) and one.__module__ == found.name
            if is_here and (dataclasses.is_dataclass(one) or issubclass(one, msgspec.Struct)):
                yield one


def defaults(struct: Any) -> dict[str, Any]:
    """The value of each field that may be left out; functions are no values."""
    if dataclasses.is_dataclass(struct):
        fields = {field.name: field.default for field in dataclasses.fields(struct)}
    else:
        fields = {field.name: field.default for field in msgspec.structs.fields(struct)}
    none = (dataclasses.MISSING, msgspec.NODEFAULT)
    return {name: one for name, one in fields.items() if one not in none and not callable(one)}


@pytest.mark.parametrize("struct", list(value_types()), ids=lambda struct: struct.__name__)
def test_what_was_not_given_is_empty(struct: type) -> None:
    filled = {name: value for name, value in defaults(struct).items() if value}
    assert filled == FILLED.get(struct, {})
