"""What was read so far: a frozen set of readings, and the steps that make the next one from it."""

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import msgspec

from ptc_app.domain.measurement.protocol import (
    MeasurementGroup,
    MeasurementProtocol,
    ProtocolModification,
)

ENTERED_BY_HAND = "typed"
"""How a value came in when no instrument gave it."""

_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,6})?")
_GREATEST_EXPONENT = 12


class Reading(msgspec.Struct, frozen=True):
    """One number, in the unit of its field."""

    code: str
    replicate: int
    value: Decimal
    how: str = ENTERED_BY_HAND
    """TYPED, or the name of the instrument."""
    at: datetime | None = None


class ReadingModification(msgspec.Struct, frozen=True):
    """The protocol modification of one replicate of a group."""

    group: str
    replicate: int
    code: str
    notes: str = ""


class FlaggedReading(msgspec.Struct, frozen=True):
    """A tick that is so in one replicate."""

    code: str
    replicate: int


class ChosenBodySite(msgspec.Struct, frozen=True):
    """Where a group was measured, when it was not the usual place."""

    group: str
    code: str


class Readings(msgspec.Struct, frozen=True, kw_only=True):
    """The state of one set of measurements. It keeps the protocol version it began with."""

    protocol_id: str
    protocol_version: str
    readings: tuple[Reading, ...] = ()
    modifications: tuple[ReadingModification, ...] = ()
    ticks: tuple[FlaggedReading, ...] = ()
    locations: tuple[ChosenBodySite, ...] = ()

    def reading(self, code: str, replicate: int = 1) -> Reading | None:
        """What was read for this field, or None."""
        for reading in self.readings:
            if (reading.code, reading.replicate) == (code, replicate):
                return reading
        return None

    def value(self, code: str, replicate: int = 1) -> Decimal | None:
        """The number read for this field, or None."""
        reading = self.reading(code, replicate)
        return None if reading is None else reading.value

    def modification(self, group: str, replicate: int = 1) -> ReadingModification | None:
        """The modification of this replicate, or None."""
        for modified in self.modifications:
            if (modified.group, modified.replicate) == (group, replicate):
                return modified
        return None

    def ticked(self, code: str, replicate: int = 1) -> bool:
        """Whether the tick is set in this replicate."""
        return FlaggedReading(code, replicate) in self.ticks

    def location(self, group: MeasurementGroup) -> str | None:
        """The code of where the group was measured; the usual place when nothing else was said."""
        for located in self.locations:
            if located.group == group.code:
                return located.code
        return group.locations[0].code if group.locations else None


@dataclass(frozen=True, slots=True)
class MeasurementSession:
    """A measurement protocol and the readings taken under it so far."""

    protocol: MeasurementProtocol
    readings: Readings


def empty_readings(protocol: MeasurementProtocol) -> Readings:
    """An empty set of readings for this protocol."""
    return Readings(protocol_id=protocol.id, protocol_version=protocol.version)


def parse_number(text: str) -> Decimal | None:
    """The number a person typed, with a decimal point or comma; None when it is not one."""
    text = text.strip()
    return Decimal(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def with_value(
    protocol: MeasurementProtocol,
    readings: Readings,
    code: str,
    replicate: int,
    value: Decimal | None,
    *,
    how: str = ENTERED_BY_HAND,
    at: datetime | None = None,
) -> Readings:
    """The readings with this value at its place; None and zero empty the place."""
    protocol.field(code)
    _check_place(protocol.group_of(code), replicate)
    others = tuple(r for r in readings.readings if (r.code, r.replicate) != (code, replicate))
    if value is None or value == 0:
        return msgspec.structs.replace(readings, readings=others)
    if not value.is_finite() or abs(value.adjusted()) > _GREATEST_EXPONENT:
        raise ValueError("not-a-measurable-number")
    reading = Reading(code, replicate, value, how, at)
    return msgspec.structs.replace(readings, readings=(*others, reading))


def with_modification(
    protocol: MeasurementProtocol,
    readings: Readings,
    group_code: str,
    replicate: int,
    code: str | None,
    *,
    notes: str = "",
) -> Readings:
    """The readings with this modification, or with none; some modifications empty the values."""
    group = protocol.group(group_code)
    _check_place(group, replicate)
    place = (group_code, replicate)
    others = tuple(m for m in readings.modifications if (m.group, m.replicate) != place)
    if code is None:
        return msgspec.structs.replace(readings, modifications=others)
    cleared = group.modification(code).clears_values
    return msgspec.structs.replace(
        readings,
        modifications=(*others, ReadingModification(group_code, replicate, code, notes)),
        readings=_without(readings, group, replicate) if cleared else readings.readings,
    )


def with_flag(
    protocol: MeasurementProtocol, readings: Readings, code: str, replicate: int, *, so: bool
) -> Readings:
    """The readings with this tick set or removed."""
    _check_place(protocol.group_of(code), replicate)
    tick = FlaggedReading(code, replicate)
    others = tuple(other for other in readings.ticks if other != tick)
    return msgspec.structs.replace(readings, ticks=(*others, tick) if so else others)


def with_body_site(
    protocol: MeasurementProtocol, readings: Readings, group_code: str, code: str
) -> Readings:
    """The readings with this place on the body for the group."""
    protocol.group(group_code).location(code)
    others = tuple(place for place in readings.locations if place.group != group_code)
    return msgspec.structs.replace(readings, locations=(*others, ChosenBodySite(group_code, code)))


def modification_of(
    readings: Readings, group: MeasurementGroup, replicate: int
) -> ProtocolModification | None:
    """What the protocol says about the modification of this replicate, if it has one."""
    chosen = readings.modification(group.code, replicate)
    return None if chosen is None else group.modification(chosen.code)


def encode_readings(readings: Readings) -> bytes:
    """The readings as JSON; numbers stand as text, so no digit is lost."""
    return msgspec.json.encode(readings)


def decode_readings(data: bytes) -> Readings:
    """The readings in these JSON bytes; msgspec.ValidationError when they are none."""
    return msgspec.json.decode(data, type=Readings)


def _check_place(group: MeasurementGroup, replicate: int) -> None:
    if replicate not in group.readings:
        raise LookupError(group.code, replicate)


def _without(readings: Readings, group: MeasurementGroup, replicate: int) -> tuple[Reading, ...]:
    codes = {field.code for field in group.fields}
    return tuple(r for r in readings.readings if not (r.code in codes and r.replicate == replicate))
