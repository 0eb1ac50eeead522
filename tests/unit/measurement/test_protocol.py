from __future__ import annotations

import msgspec
import pytest

from ptc_app.domain.localized_text import localized
from ptc_app.domain.measurement.protocol import MeasurementProtocol, decode_protocol
from ptc_app.domain.measurement.protocol_checks import protocol_problems
from ptc_app.domain.measurement.thresholds import WarningKind


def test_the_shipped_protocol_is_the_one_of_the_program(protocol: MeasurementProtocol) -> None:
    assert (protocol.id, protocol.version) == ("physical-measurements", "0.3.3")
    assert [group.code for group in protocol.groups] == ["blood-pressure", "height", "weight"]
    pressure = protocol.group("blood-pressure")
    assert pressure.mean is not None
    assert (list(pressure.readings), pressure.mean.readings) == ([1, 2, 3], (2, 3))
    assert [site.code for site in pressure.body_sites] == ["right-arm", "left-arm"]


def test_every_word_is_there_in_english_and_spanish(protocol: MeasurementProtocol) -> None:
    for words in _words(msgspec.to_builtins(protocol)):
        assert words["en"]
        assert words["es"]


def test_each_alarm_has_a_single_reading_that_leads_to_it(protocol: MeasurementProtocol) -> None:
    for quantity in (each for group in protocol.groups for each in group.quantities):
        bounds = {
            kind: [(r.above, r.below) for r in quantity.warnings if r.kind is kind]
            for kind in WarningKind
        }
        assert bounds[WarningKind.ALARM] == bounds[WarningKind.CONFIRM]


@pytest.mark.parametrize("language", ["es", "es-US"])
def test_words_come_in_the_language_asked_for(language: str) -> None:
    assert localized({"en": "Height", "es": "Estatura"}, language) == "Estatura"


def test_words_without_a_translation_come_in_english() -> None:
    assert localized({"en": "Height"}, "fr") == "Height"
    assert localized({}, "fr") == ""


def test_a_code_that_is_not_there_is_a_lookup_error(protocol: MeasurementProtocol) -> None:
    for look_up in (protocol.group, protocol.group_of, protocol.quantity, protocol.step_of):
        with pytest.raises(LookupError):
            look_up("waist-circumference")
    with pytest.raises(LookupError):
        protocol.group("height").body_site("right-arm")


def test_the_shipped_protocol_has_no_problem(protocol: MeasurementProtocol) -> None:
    assert protocol_problems(protocol, ("en", "es")) == ()


def test_bytes_that_are_no_protocol_are_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        decode_protocol(b'{"id": "physical-measurements"}')


def _words(part: object) -> list[dict[str, str]]:
    if isinstance(part, list):
        return [words for one in part for words in _words(one)]
    if not isinstance(part, dict) or not part:
        return []
    return [part] if "en" in part else [words for one in part.values() for words in _words(one)]
