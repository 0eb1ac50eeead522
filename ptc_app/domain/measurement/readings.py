"""A set of readings as a frozen value, and the functions that make the next set from it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import msgspec

from ptc_app.domain.concealed_struct import ConcealedStruct
from ptc_app.domain.errors import DraftUnreadable
from ptc_app.domain.measurement.protocol import (
    MeasurementGroup,
    MeasurementProtocol,
    ProtocolModification,
)
from ptc_app.domain.measurement.typed_measures import OriginalMeasure, UnitSystem
from ptc_app.domain.undecodable import UNDECODABLE

ENTERED_BY_HAND = "typed"
"""`Reading.how` of a value that staff typed, and no instrument gave."""

_GREATEST_EXPONENT = 12


class Reading(ConcealedStruct, frozen=True):
    """One value that was read of the quantity `code`, in the quantity's unit.

    `replicate`: the number of the reading, from 1. `how`: ENTERED_BY_HAND or the name of the
    instrument. `at`: when it was read; None where that is not known. `original`: what was typed in
    another unit, from which `value` was converted; None where `value` itself was read.
    """

    code: str
    replicate: int
    value: Decimal
    how: str = ENTERED_BY_HAND
    at: datetime | None = None
    original: OriginalMeasure | None = None


class ReadingModification(ConcealedStruct, frozen=True):
    """The protocol modification `code` that was chosen for reading `replicate` (from 1) of a group.

    `group`: the group's code. `notes`: what staff added; "" where nothing.
    """

    group: str
    replicate: int
    code: str
    notes: str = ""


class FlaggedReading(ConcealedStruct, frozen=True):
    """That the flag `code` is set in the reading `replicate` (from 1)."""

    code: str
    replicate: int


class ChosenBodySite(ConcealedStruct, frozen=True):
    """The body site that staff chose for a group: the code of the group and that of the site."""

    group: str
    code: str


class MeasurementEntries(ConcealedStruct, frozen=True, kw_only=True):
    """All that was entered for one set of measurements, under one version of a protocol.

    Entries are in the order they were made; there is at most one value for each quantity and
    reading, one modification for each group and reading, and one body site for each group.
    `units`: those that were chosen for heights and weights; they say how results are shown.
    """

    protocol_id: str
    protocol_version: str
    readings: tuple[Reading, ...] = ()
    modifications: tuple[ReadingModification, ...] = ()
    flags: tuple[FlaggedReading, ...] = ()
    body_sites: tuple[ChosenBodySite, ...] = ()
    units: UnitSystem = UnitSystem.METRIC

    def reading(self, code: str, replicate: int = 1) -> Reading | None:
        """The reading of this number (from 1) of a quantity; None where there is no value."""
        for reading in self.readings:
            if (reading.code, reading.replicate) == (code, replicate):
                return reading
        return None

    def value(self, code: str, replicate: int = 1) -> Decimal | None:
        """The value in this reading (from 1) of a quantity; None where there is none."""
        reading = self.reading(code, replicate)
        return None if reading is None else reading.value

    def modification(self, group: str, replicate: int = 1) -> ReadingModification | None:
        """The modification chosen for this reading (from 1) of a group; None where none is."""
        for modification in self.modifications:
            if (modification.group, modification.replicate) == (group, replicate):
                return modification
        return None

    def is_flagged(self, code: str, replicate: int = 1) -> bool:
        """Whether the flag is set in this reading (from 1)."""
        return FlaggedReading(code, replicate) in self.flags

    def first_of(self, group: MeasurementGroup, replicate: int) -> Reading | None:
        """The value of the first of the group's quantities that has one in this reading (from 1).

        None where none has.
        """
        found = (self.reading(code, replicate) for code in group.quantity_codes)
        return next((reading for reading in found if reading), None)

    def body_site(self, group: MeasurementGroup) -> str | None:
        """The code of where the group was measured: the site chosen, else the usual (first) one.

        None for a group without body sites.
        """
        for chosen in self.body_sites:
            if chosen.group == group.code:
                return chosen.code
        return group.body_sites[0].code if group.body_sites else None


@dataclass(frozen=True, slots=True)
class OpenedMeasurement:
    """A measurement protocol, and the readings taken under it so far in one stage of a visit."""

    protocol: MeasurementProtocol
    readings: MeasurementEntries


def empty_readings(protocol: MeasurementProtocol) -> MeasurementEntries:
    """A set for this version of the protocol in which nothing was entered."""
    return MeasurementEntries(protocol_id=protocol.id, protocol_version=protocol.version)


def is_measurable(value: Decimal) -> bool:
    """Whether a measure can have this number: finite, and 0 or in size from 1E-12 to below 1E13."""
    return value.is_finite() and abs(value.adjusted()) <= _GREATEST_EXPONENT


def with_value(
    protocol: MeasurementProtocol,
    readings: MeasurementEntries,
    code: str,
    replicate: int,
    value: Decimal | None,
    *,
    how: str = ENTERED_BY_HAND,
    at: datetime | None = None,
    original: OriginalMeasure | None = None,
) -> MeasurementEntries:
    """The readings with this value for the quantity; None and 0 take its value away.

    `original`: what was typed, where `value` was converted from another unit. Limits are not
    checked. LookupError where the protocol has no such quantity or reading,
    ValueError for a number that no measure can have (`is_measurable`).
    """
    protocol.quantity(code)
    _check_replicate(protocol.group_of(code), replicate)
    others = tuple(r for r in readings.readings if (r.code, r.replicate) != (code, replicate))
    if value is None or value == 0:
        return msgspec.structs.replace(readings, readings=others)
    if not is_measurable(value):
        raise ValueError("not-a-measurable-number")
    reading = Reading(code, replicate, value, how, at, original)
    return msgspec.structs.replace(readings, readings=(*others, reading))


def with_modification(
    protocol: MeasurementProtocol,
    readings: MeasurementEntries,
    group_code: str,
    replicate: int,
    code: str | None,
    *,
    notes: str = "",
) -> MeasurementEntries:
    """The readings with this modification for a reading (from 1) of a group; None takes it away.

    It takes the place of an earlier one; one that clears values takes the values of that reading
    away. `notes`: what staff add. LookupError where the protocol has no such group, reading or
    modification.
    """
    group = protocol.group(group_code)
    _check_replicate(group, replicate)
    key = (group_code, replicate)
    others = tuple(m for m in readings.modifications if (m.group, m.replicate) != key)
    if code is None:
        return msgspec.structs.replace(readings, modifications=others)
    cleared = group.modification(code).clears_values
    return msgspec.structs.replace(
        readings,
        modifications=(*others, ReadingModification(group_code, replicate, code, notes)),
        readings=_without(readings, group, replicate) if cleared else readings.readings,
    )


def with_flag(
    protocol: MeasurementProtocol,
    readings: MeasurementEntries,
    code: str,
    replicate: int,
    *,
    so: bool,
) -> MeasurementEntries:
    """The readings with this flag set (`so`), or removed, in a reading (from 1).

    LookupError where the protocol has no such flag or reading.
    """
    _check_replicate(protocol.group_of(code), replicate)
    flag = FlaggedReading(code, replicate)
    others = tuple(other for other in readings.flags if other != flag)
    return msgspec.structs.replace(readings, flags=(*others, flag) if so else others)


def with_body_site(
    protocol: MeasurementProtocol, readings: MeasurementEntries, group_code: str, code: str
) -> MeasurementEntries:
    """The readings with this body site for the group, in place of an earlier one.

    LookupError where the protocol has no such group, or the group no such body site.
    """
    protocol.group(group_code).body_site(code)
    others = tuple(chosen for chosen in readings.body_sites if chosen.group != group_code)
    return msgspec.structs.replace(readings, body_sites=(*others, ChosenBodySite(group_code, code)))


def modification_of(
    readings: MeasurementEntries, group: MeasurementGroup, replicate: int
) -> ProtocolModification | None:
    """The protocol's definition of the modification chosen for this reading (from 1) of a group.

    None where none was chosen. LookupError where the group has no modification of that code.
    """
    chosen = readings.modification(group.code, replicate)
    return None if chosen is None else group.modification(chosen.code)


def encode_readings(readings: MeasurementEntries) -> bytes:
    """The readings as JSON bytes; values are JSON strings, so that no digit is lost."""
    return msgspec.json.encode(readings)


def decode_readings(data: bytes) -> MeasurementEntries:
    """The readings in bytes made by `encode_readings`.

    Raises DraftUnreadable (`damaged`), also for a number that no measure can have.
    """
    try:
        entries = msgspec.json.decode(data, type=MeasurementEntries)
    except UNDECODABLE as error:
        raise DraftUnreadable("damaged") from error
    if not all(is_measurable(reading.value) for reading in entries.readings):
        raise DraftUnreadable("damaged")
    return entries


def _check_replicate(group: MeasurementGroup, replicate: int) -> None:
    if replicate not in group.readings:
        raise LookupError(group.code, replicate)


def _without(
    readings: MeasurementEntries, group: MeasurementGroup, replicate: int
) -> tuple[Reading, ...]:
    return tuple(
        reading
        for reading in readings.readings
        if not (reading.code in group.quantity_codes and reading.replicate == replicate)
    )
