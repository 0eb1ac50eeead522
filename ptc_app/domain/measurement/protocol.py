"""The measurement protocol as data: what is measured, how often, in which limits and words."""

from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

import msgspec

LocalizedText = dict[str, str]
"""One text by language code, such as {"en": ..., "es": ...}; English is always there."""


class WarningKind(StrEnum):
    """What a warning asks of the operator."""

    CONFIRM = "confirm"
    """One reading is beyond a threshold: the next one confirms it or not."""
    ALARM = "alarm"
    """Two readings in a row are: confirm the values and act, or clear and measure again."""
    VERIFY = "verify"
    """The value is unlikely: look again."""


class WarningThreshold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A threshold; with both bounds it holds strictly between them."""

    code: str
    kind: WarningKind
    title: LocalizedText
    text: LocalizedText
    above: Decimal | None = None
    below: Decimal | None = None

    def holds(self, value: Decimal) -> bool:
        """Whether the value is beyond the threshold, the threshold itself not included."""
        return (self.above is None or value > self.above) and (
            self.below is None or value < self.below
        )


class MeasuredQuantity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One number to read, greater than 0 and less than `below`."""

    code: str
    label: LocalizedText
    unit: str
    ucum: str
    loinc: str
    display: str
    decimals: int
    below: Decimal
    less_than: str | None = None
    """The field whose value in the same reading must be greater."""
    warnings: tuple[WarningThreshold, ...] = ()


class ReadingFlag(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that is so or not in one reading; it may alarm when it is so in all of them."""

    code: str
    label: LocalizedText
    alarm: WarningThreshold | None = None
    system: str = ""
    """The code system of the tick where it is a way of measuring."""


class ProtocolModification(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A reason why a reading was not taken as the protocol says."""

    code: str
    label: LocalizedText
    clears_values: bool = False
    notes_required: bool = False
    absent_reason: str = "not-performed"
    """From http://terminology.hl7.org/CodeSystem/data-absent-reason."""
    hint: LocalizedText = msgspec.field(default_factory=dict)


class BodySite(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where on the body a group is measured."""

    code: str
    label: LocalizedText
    snomed: str
    display: str


class MeasurementGroup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fields read together in one go, which share replicates and modifications."""

    code: str
    label: LocalizedText
    say_aloud: LocalizedText
    loinc: str
    display: str
    fields: tuple[MeasuredQuantity, ...]
    modifications: tuple[ProtocolModification, ...]
    modifications_system: str
    replicates: int = 1
    mean_of: tuple[int, ...] = ()
    """The readings whose mean is the result; those of them that are present count."""
    mean_label: LocalizedText = msgspec.field(default_factory=dict)
    rest_minutes: int = 0
    locations: tuple[BodySite, ...] = ()
    """The first is the usual one."""
    locations_system: str = ""
    ticks: tuple[ReadingFlag, ...] = ()

    @property
    def readings(self) -> range:
        """The replicates, counted from 1."""
        return range(1, self.replicates + 1)

    @property
    def codes(self) -> set[str]:
        """The codes of its fields and ticks."""
        return {field.code for field in self.fields} | {tick.code for tick in self.ticks}

    def modification(self, code: str) -> ProtocolModification:
        """The modification with this code; LookupError when the group has none."""
        return _with_code(self.modifications, code)

    def location(self, code: str) -> BodySite:
        """The location with this code; LookupError when the group has none."""
        return _with_code(self.locations, code)


class BodyMassIndex(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The number that follows from height and weight, refused outside its limits."""

    code: str
    label: LocalizedText
    unit: str
    ucum: str
    loinc: str
    display: str
    decimals: int
    at_least: Decimal
    at_most: Decimal
    warnings: tuple[WarningThreshold, ...]


class MeasurementProtocol(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A version of what a study measures. A record keeps the version it was made with."""

    id: str
    version: str
    title: LocalizedText
    system: str
    """The code system of the study's own names for its measurements."""
    groups: tuple[MeasurementGroup, ...]
    bmi: BodyMassIndex

    def group(self, code: str) -> MeasurementGroup:
        """The group with this code; LookupError when the protocol has none."""
        return _with_code(self.groups, code)

    def group_of(self, code: str) -> MeasurementGroup:
        """The group that holds this field or tick; LookupError when none does."""
        for group in self.groups:
            if code in group.codes:
                return group
        raise LookupError(code)

    def field(self, code: str) -> MeasuredQuantity:
        """The field with this code; LookupError when the protocol has none."""
        return _with_code(self.group_of(code).fields, code)


_Part = TypeVar("_Part", MeasuredQuantity, MeasurementGroup, ProtocolModification, BodySite)


def decode_protocol(data: bytes) -> MeasurementProtocol:
    """The protocol in these JSON bytes; msgspec.ValidationError says where they are not one."""
    return msgspec.json.decode(data, type=MeasurementProtocol)


def localized(words: LocalizedText, language: str) -> str:
    """The text in this language ("es" also for "es-US"), in English when there is none."""
    return words.get(language) or words.get(language.partition("-")[0]) or words.get("en", "")


def _with_code(parts: tuple[_Part, ...], code: str) -> _Part:
    for part in parts:
        if part.code == code:
            return part
    raise LookupError(code)
