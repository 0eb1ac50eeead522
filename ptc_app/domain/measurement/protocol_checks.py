"""Checks of a whole protocol file: every reference inside it, and that it can be carried out.

A problem is a text `<what>.<where>`, where `<where>` is the code or the path of the part concerned,
such as `unknown-code.bmi`. `docs/development/add-a-protocol.md` lists them.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from decimal import Decimal
from itertools import chain, pairwise

import msgspec

from ptc_app.domain.measurement.derived_value_checks import (
    are_readings,
    derived_value_problems,
    unlimited_derived_values,
)
from ptc_app.domain.measurement.protocol import (
    MEAN_SUFFIX,
    MeasuredQuantity,
    MeasurementGroup,
    MeasurementProtocol,
    ReadingFlag,
    decode_protocol,
)
from ptc_app.domain.measurement.reading_checks import reading_issues
from ptc_app.domain.measurement.readings import (
    MeasurementEntries,
    empty_readings,
    is_measurable,
    with_value,
)
from ptc_app.domain.measurement.thresholds import WarningKind, WarningThreshold
from ptc_app.domain.undecodable import UNDECODABLE

Problems = Iterator[str]
"""Problems of a protocol, each as `<what>.<where>`."""


class ProtocolInvalid(ValueError):
    """A protocol file cannot be used; `problem` says why, as `<what>.<where>` or `file`."""

    def __init__(self, problem: str) -> None:
        """`problem` is one of `protocol_problems`, or `file` where the bytes are no protocol."""
        super().__init__(problem)
        self.problem = problem


def checked_protocol(data: bytes, languages: Collection[str]) -> MeasurementProtocol:
    """The protocol in these JSON bytes, checked, with every text in each of these `languages`.

    ProtocolInvalid names the first problem: `file` where they are no protocol, else the first of
    `protocol_problems`.
    """
    try:
        protocol = decode_protocol(data)
    except UNDECODABLE as error:
        raise ProtocolInvalid("file") from error
    for problem in protocol_problems(protocol, languages):
        raise ProtocolInvalid(problem)
    return protocol


def protocol_problems(protocol: MeasurementProtocol, languages: Collection[str]) -> tuple[str, ...]:
    """All that is wrong with a protocol, as `<what>.<where>`; empty where it is whole.

    Numbers that no measure can have come first and alone, since the other checks compare numbers.
    How large derived values can get, and the example values, are tried when all else holds.
    """
    numbers = tuple(_numbers_nobody_measures(protocol))
    if numbers:
        return numbers
    problems = [problem for check in _CHECKS for problem in check(protocol)]
    problems += _missing_languages(protocol, languages)
    problems = problems or list(unlimited_derived_values(protocol))
    return tuple(problems or _refused_examples(protocol))


def _numbers_nobody_measures(protocol: MeasurementProtocol) -> Problems:
    for path, value in _leaves(protocol, ""):
        if isinstance(value, Decimal) and not is_measurable(value):
            yield f"number{path}"


def _codes_are_unique(protocol: MeasurementProtocol) -> Problems:
    own = [code for group in protocol.groups for code in group.quantity_codes]
    own += [flag.code for group in protocol.groups for flag in group.flags]
    own += [derived.code for derived in protocol.derived]
    yield from _duplicates("duplicate-code", own)
    yield from _duplicates("duplicate-code", (group.code for group in protocol.groups))
    yield from _duplicates("duplicate-warning", (each.code for each in _all_warnings(protocol)))
    for group in protocol.groups:
        if group.code in own and group.quantity_codes != (group.code,):
            yield f"duplicate-code.{group.code}"
        yield from _duplicates(
            f"duplicate-code.{group.code}", (m.code for m in group.modifications)
        )
        yield from _duplicates(f"duplicate-code.{group.code}", (s.code for s in group.body_sites))


def _sent_codes_are_unique(protocol: MeasurementProtocol) -> Problems:
    """An amendment finds what it updates by the code it is sent with."""
    sent = chain(
        chain.from_iterable(map(_sent_codes, protocol.groups)),
        (flag.component.code for g in protocol.groups for flag in g.flags if flag.component),
        (derived.code for derived in protocol.derived),
    )
    yield from _duplicates("duplicate-sent-code", sent)


def _sent_codes(group: MeasurementGroup) -> Iterator[str]:
    """The codes of the Observations of a group and of their components, for values."""
    codes = group.quantity_codes
    codes = codes if len(codes) == 1 else (group.code, *codes)
    suffixes = [group.sent_suffix(n) for n in group.readings]
    suffixes += [MEAN_SUFFIX] if group.mean else []
    return (f"{code}{suffix}" for code in codes for suffix in suffixes)


def _tabular_groups_are_alone(protocol: MeasurementProtocol) -> Problems:
    for step in protocol.steps:
        if len(step.groups) > 1:
            yield from (f"not-alone-in-step.{g.code}" for g in step.groups if g.is_tabular)


def _groups_hold(protocol: MeasurementProtocol) -> Problems:
    for group in protocol.groups:
        if group.mean and not are_readings(group.mean.readings, group):
            yield f"mean.{group.code}"
        if group.modifications and not group.modifications_system:
            yield f"modifications-system.{group.code}"
        if group.body_sites and not group.body_sites_system:
            yield f"body-sites-system.{group.code}"
        paired = [code for pair in group.paired for code in pair]
        yield from _duplicates("paired", paired)
        yield from (f"paired.{code}" for code in paired if code not in group.quantity_codes)


def _quantities_hold(protocol: MeasurementProtocol) -> Problems:
    for group, quantity in _quantities(protocol):
        if quantity.below <= 0:
            yield f"below.{quantity.code}"
        if quantity.at_least < 0 or 0 < quantity.below <= quantity.at_least:
            yield f"at-least.{quantity.code}"
        if quantity.less_than is not None and not _leads_upward(group, quantity.code):
            yield f"less-than.{quantity.code}"
        if not _has_display_unit(quantity):
            yield f"display-unit.{quantity.code}"
        if len(quantity.examples) != group.replicates:
            yield f"examples.{quantity.code}"


def _warnings_can_be_raised(protocol: MeasurementProtocol) -> Problems:
    for group, quantity in _quantities(protocol):
        for warning in quantity.warnings:
            is_alarm = warning.kind is WarningKind.ALARM
            if not _has_bounds(warning) or (is_alarm and group.replicates == 1):
                yield f"warning.{warning.code}"
    for warning in chain.from_iterable(derived.warnings for derived in protocol.derived):
        if not _has_bounds(warning):
            yield f"warning.{warning.code}"


def _flags_are_sent(protocol: MeasurementProtocol) -> Problems:
    for group in protocol.groups:
        for flag in group.flags:
            if not _is_sent_once(flag, group):
                yield f"flag.{flag.code}"
            if flag.alarm and (flag.alarm.above, flag.alarm.below) != (None, None):
                yield f"warning.{flag.alarm.code}"


def _results_are_known(protocol: MeasurementProtocol) -> Problems:
    known = {code for group in protocol.groups for code in group.quantity_codes}
    known |= {derived.code for derived in protocol.derived}
    cards = chain.from_iterable(protocol.results.card_rows)
    yield from (f"results.{code}" for card in cards for code in card.codes if code not in known)
    quantities = {group.code: group.quantity_codes for group in protocol.groups}
    for table in protocol.results.tables:
        for column in table.columns:
            if column.code not in quantities.get(table.group, ()):
                yield f"results.{column.code}"


_CHECKS: tuple[Callable[[MeasurementProtocol], Problems], ...] = (
    _codes_are_unique,
    _sent_codes_are_unique,
    _tabular_groups_are_alone,
    _groups_hold,
    _quantities_hold,
    _warnings_can_be_raised,
    _flags_are_sent,
    derived_value_problems,
    _results_are_known,
)


def _missing_languages(protocol: MeasurementProtocol, languages: Collection[str]) -> Problems:
    texts = ((path, leaf) for path, leaf in _leaves(protocol, "") if isinstance(leaf, dict))
    for path, text in texts:
        if not all(text.get(language, "").strip() for language in languages):
            yield f"language{path}"


def _refused_examples(protocol: MeasurementProtocol) -> Problems:
    readings = _example_readings(protocol)
    yield from (f"examples.{issue.subject}" for issue in reading_issues(protocol, readings))


def _example_readings(protocol: MeasurementProtocol) -> MeasurementEntries:
    readings = empty_readings(protocol)
    for _, quantity in _quantities(protocol):
        for replicate, value in enumerate(quantity.examples, start=1):
            readings = with_value(protocol, readings, quantity.code, replicate, value)
    return readings


def _quantities(
    protocol: MeasurementProtocol,
) -> Iterator[tuple[MeasurementGroup, MeasuredQuantity]]:
    return ((group, quantity) for group in protocol.groups for quantity in group.quantities)


def _all_warnings(protocol: MeasurementProtocol) -> Iterator[WarningThreshold]:
    for group in protocol.groups:
        yield from chain.from_iterable(quantity.warnings for quantity in group.quantities)
        yield from (flag.alarm for flag in group.flags if flag.alarm)
    yield from chain.from_iterable(derived.warnings for derived in protocol.derived)


def _duplicates(problem: str, codes: Iterable[str]) -> Problems:
    return (f"{problem}.{code}" for code, count in Counter(codes).items() if count > 1)


def _leads_upward(group: MeasurementGroup, code: str) -> bool:
    """Whether `less_than` leads from quantity to quantity of the group, and never back."""
    greater = {quantity.code: quantity.less_than for quantity in group.quantities}
    passed: set[str] = set()
    at: str | None = code
    while at is not None and at in greater and at not in passed:
        passed.add(at)
        at = greater[at]
    return at is None


def _has_display_unit(quantity: MeasuredQuantity) -> bool:
    """Whether its display unit, if any, has a factor and a place for each number in its texts."""
    unit = quantity.display_unit
    if unit is None:
        return True
    places = [f"{{{name}}}" for name in unit.numbers(Decimal(1))]
    return unit.factor > 0 and all(place in text for text in unit.text.values() for place in places)


def _has_bounds(warning: WarningThreshold) -> bool:
    bounds = [bound for bound in (warning.above, warning.below) if bound is not None]
    return bool(bounds) and all(lower < upper for lower, upper in pairwise(bounds))


def _is_sent_once(flag: ReadingFlag, group: MeasurementGroup) -> bool:
    component = flag.component
    if component is None:
        return bool(flag.method_system)
    return not flag.method_system and component.quantity in group.quantity_codes


def _leaves(part: object, path: str) -> Iterator[tuple[str, object]]:
    """Each text and other value in a part, with its path; texts that were left out are not."""
    if isinstance(part, tuple):
        for index, each in enumerate(part):
            yield from _leaves(each, f"{path}.{getattr(each, 'code', index)}")
    elif isinstance(part, msgspec.Struct):
        for field in msgspec.structs.fields(part):
            value = getattr(part, field.name)
            if value != {} or field.required:
                yield from _leaves(value, f"{path}.{field.name}")
    else:
        yield path, part
