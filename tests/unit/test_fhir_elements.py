"""The data types of FHIR as structs: names, what is left out, and numbers in JSON."""

from __future__ import annotations

import json
from decimal import Decimal

import msgspec
import pytest

from ptc_app.domain.fhir.elements import (
    Element,
    FhirAddress,
    FhirExtension,
    FhirResource,
    Identifier,
    Quantity,
    Reference,
    concept,
    encode_fhir,
)
from ptc_app.domain.fhir.signed_bundle_decoding import SignedBundle
from ptc_app.domain.survey.questionnaire_elements import EnableWhen, Questionnaire


class Basic(FhirResource, frozen=True, kw_only=True):
    """A resource of R4 that the program has no use for."""

    code: object


def test_fields_are_in_camel_case_and_a_resource_names_its_type() -> None:
    made = Basic(code=FhirAddress(postal_code="60601"))
    assert json.loads(encode_fhir(made)) == {
        "resourceType": "Basic",
        "code": {"postalCode": "60601"},
    }


@pytest.mark.parametrize(
    ("element", "written"),
    [
        (Reference(display="".join([]), identifier=None), b"{}"),
        (FhirAddress(line=tuple(filter(None, ("",)))), b"{}"),
        (FhirExtension(url="u", value_boolean=False), b'{"valueBoolean":false,"url":"u"}'),
        (FhirExtension(url="u", value_integer=0), b'{"valueInteger":0,"url":"u"}'),
        (
            FhirExtension(url="u", value_base64_binary=b"PNG"),
            b'{"url":"u","valueBase64Binary":"UE5H"}',
        ),
        (concept("s", "c", text="t"), b'{"coding":[{"system":"s","code":"c"}],"text":"t"}'),
    ],
)
def test_what_was_not_given_is_left_out_and_what_was_given_stays(
    element: Element, written: bytes
) -> None:
    assert encode_fhir(element) == written


def structs_of(base: type[msgspec.Struct]) -> list[type[msgspec.Struct]]:
    """The class with all classes made from it."""
    return [base, *(each for below in base.__subclasses__() for each in structs_of(below))]


def test_no_element_has_a_value_that_was_not_given() -> None:
    read: list[type[msgspec.Struct]] = [SignedBundle, EnableWhen, Questionnaire]
    for struct in (*read, *structs_of(Element), *structs_of(FhirResource)):
        optional = (field for field in msgspec.structs.fields(struct) if not field.required)
        assert {field.default for field in optional} <= {"", (), None}, struct


@pytest.mark.parametrize("digits", ["70.0", "7.50", "0", "126.5", "123456789012345678"])
def test_a_decimal_keeps_its_digits(digits: str) -> None:
    assert encode_fhir(Quantity(value=Decimal(digits))) == b'{"value":%b}' % digits.encode()


def test_an_element_is_read_back_from_its_bytes() -> None:
    whole = Reference(reference="Patient?x", identifier=Identifier(system="s", value="v"))
    assert msgspec.json.decode(encode_fhir(whole), type=Reference) == whole
