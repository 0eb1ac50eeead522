"""The measurement protocol as its file states it: what is read, how often, in which limits."""

from decimal import Decimal
from typing import Annotated, TypeVar

import msgspec

from ptc_app.domain.localized_text import LocalizedText
from ptc_app.domain.measurement.display_units import DecimalPlaces, DisplayUnit, TypedUnit
from ptc_app.domain.measurement.formula_definitions import DerivedQuantity
from ptc_app.domain.measurement.results_page_definition import ResultsPage
from ptc_app.domain.measurement.terminology_codes import (
    DataAbsentReason,
    ObservationCategory,
    OptionalSystemUri,
    OwnCode,
    StandardCode,
    SystemUri,
    UcumCode,
    UnitText,
)
from ptc_app.domain.measurement.thresholds import WarningThreshold


class MeasuredQuantity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A number that is read, greater than 0, not less than `at_least`, and less than `below`.

    `code`: unique in the protocol. `label`, `unit`: for people; `ucum`: the unit in UCUM.
    `codings`: its codes in LOINC, SNOMED CT and the like. `decimals`: how many digits after the
    point may be entered. `less_than`: the code of a quantity whose value in the same reading must
    be greater. `warnings`: what a value makes staff check. `display_unit`: a second unit to show
    it in.
    """

    code: OwnCode
    label: LocalizedText
    unit: UnitText
    ucum: UcumCode
    codings: tuple[StandardCode, ...] = ()
    decimals: DecimalPlaces
    at_least: Decimal = Decimal(0)
    below: Decimal
    less_than: str | None = None
    warnings: tuple[WarningThreshold, ...] = ()
    display_unit: DisplayUnit | None = None
    examples: tuple[Decimal, ...]
    """One value for each reading, as of a healthy person: the demonstration enters them."""

    @property
    def typed_unit(self) -> TypedUnit | None:
        """How its second unit is typed; None where it has none, or nobody types it."""
        return self.display_unit.typed if self.display_unit else None


class FlagComponent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a finding is sent: as a component of the Observation of a reading.

    It is sent where `quantity` has a value. `code`: of the component, in the protocol's own
    system. `present`, `absent`: its value where the finding is set, and where it is not.
    """

    code: OwnCode
    quantity: str
    present: StandardCode
    absent: StandardCode


class ReadingFlag(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that is so or not in one reading: a finding, or another way of measuring.

    A finding has a `component`, by which it is sent, and may have an `alarm`, which is raised when
    it is set in all readings. Another way of measuring has a `method_system`, the code system of
    its code; it is offered with the protocol modifications and sent as one.
    """

    code: OwnCode
    label: LocalizedText
    component: FlagComponent | None = None
    alarm: WarningThreshold | None = None
    method_system: OptionalSystemUri = ""


class ProtocolModification(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A reason why a reading was taken otherwise than the protocol says, or not at all.

    `clears_values`: the reading then has no values. `notes_required`: staff must say more.
    `absent_reason`: a code of FHIR's data-absent-reason, for values that are missing because of
    it. `hint`: what staff are told when they choose it; empty where nothing.
    """

    code: OwnCode
    label: LocalizedText
    clears_values: bool = False
    notes_required: bool = False
    absent_reason: DataAbsentReason = DataAbsentReason.NOT_PERFORMED
    hint: LocalizedText = msgspec.field(default_factory=dict)


class BodySite(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where on the body a group is measured, such as the left arm.

    `code`: in the group's `body_sites_system`. `codings`: its codes in SNOMED CT and the like.
    """

    code: OwnCode
    label: LocalizedText
    codings: tuple[StandardCode, ...] = ()


class GroupMean(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which readings (numbers from 1) make the mean that is the result of a group.

    Those of them that were taken count. The mean is sent as it is, and shown with at most
    `shown_decimals`; `label` says what it is, such as "Mean of readings 2 and 3".
    """

    readings: Annotated[tuple[int, ...], msgspec.Meta(min_length=1)]
    label: LocalizedText
    shown_decimals: DecimalPlaces = 1


class MeasurementGroup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The quantities that are read together in one go, `replicates` times (1 to 9).

    `say_aloud`: what staff say to the participant. `codings`: of the group as a whole, needed where
    it has several quantities. `paired`: quantities that are one result together: none of them has a
    mean unless all have. `mean`: None where the group has none. `rest_minutes`: to sit still
    before. `body_sites`: the first one is the usual one; `body_sites_system` is the code system of
    their codes. `flags`: what is so or not in one reading. `modifications`: reasons to depart from
    the protocol, with codes of `modifications_system`.
    """

    code: OwnCode
    label: LocalizedText
    say_aloud: LocalizedText
    category: ObservationCategory
    codings: tuple[StandardCode, ...] = ()
    quantities: Annotated[tuple[MeasuredQuantity, ...], msgspec.Meta(min_length=1)]
    paired: tuple[tuple[str, ...], ...] = ()
    replicates: Annotated[int, msgspec.Meta(ge=1, le=9)] = 1
    mean: GroupMean | None = None
    rest_minutes: Annotated[int, msgspec.Meta(ge=0)] = 0
    body_sites: tuple[BodySite, ...] = ()
    body_sites_system: OptionalSystemUri = ""
    flags: tuple[ReadingFlag, ...] = ()
    modifications: tuple[ProtocolModification, ...] = ()
    modifications_system: OptionalSystemUri = ""

    @property
    def readings(self) -> range:
        """The numbers of its readings: 1 to `replicates`."""
        return range(1, self.replicates + 1)

    @property
    def quantity_codes(self) -> tuple[str, ...]:
        """The codes of its quantities, in their order."""
        return tuple(quantity.code for quantity in self.quantities)

    @property
    def codes(self) -> frozenset[str]:
        """The codes of its quantities and flags; not the code of the group itself."""
        return frozenset(self.quantity_codes) | {flag.code for flag in self.flags}

    @property
    def findings(self) -> tuple[ReadingFlag, ...]:
        """The flags that are findings: they stand beside the values of a reading."""
        return tuple(flag for flag in self.flags if not flag.method_system)

    @property
    def methods(self) -> tuple[ReadingFlag, ...]:
        """The flags that are other ways of measuring: they are offered with the modifications."""
        return tuple(flag for flag in self.flags if flag.method_system)

    @property
    def is_tabular(self) -> bool:
        """Whether a reading is entered in a row of a table; the group then needs its own step.

        True where the group has several readings, several quantities, or findings.
        """
        return self.replicates > 1 or len(self.quantities) > 1 or bool(self.findings)

    def sent_suffix(self, replicate: int) -> str:
        """What is added to a code to send the reading of this number (from 1): "-2".

        "" for a group that is read once.
        """
        return f"-{replicate}" if self.replicates > 1 else ""

    def paired_with(self, code: str) -> tuple[str, ...]:
        """The codes of the quantities that are one result with this one, itself included.

        In the order of `paired`; this code alone where it is paired with none.
        """
        return next((pair for pair in self.paired if code in pair), (code,))

    def modification(self, code: str) -> ProtocolModification:
        """The modification with this code; LookupError where the group has none."""
        return _with_code(self.modifications, code)

    def body_site(self, code: str) -> BodySite:
        """The body site with this code; LookupError where the group has none."""
        return _with_code(self.body_sites, code)


class MeasurementStep(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is entered on one page: a tabular group alone, or one or more other groups."""

    title: LocalizedText
    groups: Annotated[tuple[MeasurementGroup, ...], msgspec.Meta(min_length=1)]


class MeasurementProtocol(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One version of what a study measures, step by step.

    `system`: the URI of the code system of the protocol's own codes. `derived`: values computed
    from readings. `results`: what the participant is shown.
    """

    id: OwnCode
    version: OwnCode
    title: LocalizedText
    system: SystemUri
    steps: Annotated[tuple[MeasurementStep, ...], msgspec.Meta(min_length=1)]
    derived: Annotated[tuple[DerivedQuantity, ...], msgspec.Meta(max_length=50)] = ()
    """In an order in which each needs only values before it."""
    results: ResultsPage

    @property
    def groups(self) -> tuple[MeasurementGroup, ...]:
        """All groups of all steps, in the order they are measured."""
        return tuple(group for step in self.steps for group in step.groups)

    def group(self, code: str) -> MeasurementGroup:
        """The group with this code; LookupError where the protocol has none."""
        return _with_code(self.groups, code)

    def group_of(self, code: str) -> MeasurementGroup:
        """The group that has the quantity or flag of this code; LookupError where none has."""
        for group in self.groups:
            if code in group.codes:
                return group
        raise LookupError(code)

    def quantity(self, code: str) -> MeasuredQuantity:
        """The quantity with this code; LookupError where the protocol has none."""
        return _with_code(self.group_of(code).quantities, code)

    def derived_value(self, code: str) -> DerivedQuantity | None:
        """The definition of the derived value with this code; None where the protocol has none."""
        return next((derived for derived in self.derived if derived.code == code), None)

    def step_of(self, code: str) -> int:
        """The index (from 0) of the step of a group, quantity, flag or derived value.

        A derived value is in the step of the last value that it needs. LookupError for any other
        code.
        """
        steps = {
            each: index
            for index, step in enumerate(self.steps)
            for group in step.groups
            for each in (group.code, *group.codes)
        }
        for derived in self.derived:
            steps[derived.code] = max(steps[source] for source in derived.formula.codes)
        return steps[code]


MEAN_SUFFIX = "-mean"
"""What is added to a code to send the mean of a group."""

_Part = TypeVar("_Part", MeasuredQuantity, MeasurementGroup, ProtocolModification, BodySite)


def decode_protocol(data: bytes) -> MeasurementProtocol:
    """The protocol in these JSON bytes; references inside it are not checked.

    msgspec.DecodeError where they are not JSON, its ValidationError where they are no protocol;
    UnicodeDecodeError where a text is not UTF-8, RecursionError where they are nested too deeply.
    """
    return msgspec.json.decode(data, type=MeasurementProtocol)


def _with_code(parts: tuple[_Part, ...], code: str) -> _Part:
    for part in parts:
        if part.code == code:
            return part
    raise LookupError(code)
