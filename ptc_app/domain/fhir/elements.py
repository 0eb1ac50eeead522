"""The data types of FHIR R4 (4.0.1) that resources are built from: frozen structs and one encoder.

Each struct has the name FHIR gives it, with `Fhir` before it where another class of this
application has that name. Fields are those in use, in snake_case; in JSON they are in camelCase. A
field that was not given ("", (), None) is left out: FHIR knows no empty values. Numbers are int or
Decimal, never float. A `dateTime` or `instant` is text, as `utc_text` writes it.
"""

from __future__ import annotations

from decimal import Decimal

import msgspec

from ptc_app.domain.concealed_struct import ConcealedStruct


class Element(ConcealedStruct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """The base of all FHIR data types (`Element`), and of the parts of resources.

    `extension`: additions that FHIR's own elements have no place for; () where there are none.
    """

    extension: tuple[FhirExtension, ...] = ()


class FhirCoding(Element, frozen=True, kw_only=True):
    """A code of a code system; `display` is the text the system gives it.

    `system`: a URI. `display_element`: the extensions of `display`, such as its translations.
    """

    system: str = ""
    code: str = ""
    display: str = ""
    display_element: Element | None = msgspec.field(default=None, name="_display")


class FhirCodeableConcept(Element, frozen=True, kw_only=True):
    """One meaning in the codes of one or several code systems, in plain text, or both."""

    coding: tuple[FhirCoding, ...] = ()
    text: str = ""


class Identifier(Element, frozen=True, kw_only=True):
    """A business identifier: `value` is unique within `system`, a URI.

    `use` and `type` say what it is for; "" and None where that is not said.
    """

    use: str = ""
    type: FhirCodeableConcept | None = None
    system: str = ""
    value: str = ""


class Reference(Element, frozen=True, kw_only=True):
    """A pointer to another resource: literal (`reference`), logical (`identifier`), or both.

    `reference` may be the full URL of an entry of the same Bundle, or a conditional reference
    (`Patient?identifier=...`) that the server resolves; `type` is the type of the resource.
    """

    reference: str = ""
    type: str = ""
    identifier: Identifier | None = None
    display: str = ""


class Quantity(Element, frozen=True, kw_only=True):
    """A measured amount; `unit` is for people, `code` is the unit in `system` (UCUM).

    `comparator`: `<`, `<=`, `>=` or `>` where the value is only a limit; "" where it is exact.
    """

    value: Decimal | None = None
    comparator: str = ""
    unit: str = ""
    system: str = ""
    code: str = ""


class Period(Element, frozen=True, kw_only=True):
    """A time from `start` to `end`, dateTimes and inclusive; without an end it still goes on."""

    start: str = ""
    end: str = ""


class HumanName(Element, frozen=True, kw_only=True):
    """A name of a person; `given` has first and middle names in their order.

    `use`: `official`, `nickname` or another code of FHIR's name-use. `text`: the whole name.
    """

    use: str = ""
    text: str = ""
    family: str = ""
    given: tuple[str, ...] = ()


class ContactPoint(Element, frozen=True, kw_only=True):
    """A way to reach someone: `value` is a number or address, `system` is `phone` or `email`.

    `use`: what it is for, such as `home` or `mobile`. `rank`: 1 is the preferred one. Both are
    left out where they are not known.
    """

    system: str = ""
    value: str = ""
    use: str = ""
    rank: int | None = None


class FhirAddress(Element, frozen=True, kw_only=True):
    """A postal address; `line` has the street line by line.

    `use`: `home`, `work` or another code of FHIR's address-use. `country`: a two-letter ISO 3166
    code.
    """

    use: str = ""
    line: tuple[str, ...] = ()
    city: str = ""
    state: str = ""
    postal_code: str = ""
    country: str = ""


class Attachment(Element, frozen=True, kw_only=True):
    """Content carried inside a resource; `content_type` is its MIME type, `data` its bytes.

    `language`: of the content. `creation`: when it was made, a dateTime. In JSON, data are base64.
    """

    content_type: str = ""
    language: str = ""
    data: bytes | None = None
    title: str = ""
    creation: str = ""


class Annotation(Element, frozen=True, kw_only=True):
    """A note: `text`, and by whom and when (`time`, a dateTime) it was written, where known.

    The author is a reference or a name: `author_reference` or `author_string`.
    """

    author_reference: Reference | None = None
    author_string: str = ""
    time: str = ""
    text: str


class ValueElement(Element, frozen=True, kw_only=True):
    """An element with a `value[x]`: one value, of any data type an answer has in FHIR R4.

    A date, dateTime or time is the text of FHIR, as it may be less than a whole date.
    `value_string_element` holds the extensions of `value_string`, such as its translations.
    """

    value_boolean: bool | None = None
    value_decimal: Decimal | None = None
    value_integer: int | None = None
    value_date: str = ""
    value_date_time: str = ""
    value_time: str = ""
    value_string: str = ""
    value_string_element: Element | None = msgspec.field(default=None, name="_valueString")
    value_uri: str = ""
    value_attachment: Attachment | None = None
    value_coding: FhirCoding | None = None
    value_quantity: Quantity | None = None
    value_reference: Reference | None = None


class FhirExtension(ValueElement, frozen=True, kw_only=True):
    """An addition to an element, named by its URL (`url`).

    It has one of the values, or extensions of its own (`extension`).
    """

    url: str
    value_base64_binary: bytes | None = None
    value_code: str = ""
    value_instant: str = ""
    value_markdown: str = ""
    value_codeable_concept: FhirCodeableConcept | None = None
    value_identifier: Identifier | None = None
    value_period: Period | None = None


class ResourceMeta(Element, frozen=True, kw_only=True):
    """What is known of a resource apart from its content (FHIR `Meta`).

    `profile`: the URLs of profiles it follows. `tag`: codes by which it can be found.
    """

    profile: tuple[str, ...] = ()
    tag: tuple[FhirCoding, ...] = ()


class FhirResource(
    ConcealedStruct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    rename="camel",
    tag_field="resourceType",
    tag=True,
):
    """The base of all resources; the name of the class is the `resourceType` in JSON.

    `meta`: profiles and tags. `language`: of its texts, a BCP 47 tag.
    """

    meta: ResourceMeta | None = None
    language: str = ""
    extension: tuple[FhirExtension, ...] = ()

    @property
    def identity(self) -> Identifier:
        """The identifier this application gave, which finds this resource on any server.

        LookupError where the resource has none.
        """
        raise LookupError(type(self).__name__)


class IdentifiedResource(FhirResource, frozen=True, kw_only=True):
    """A resource with a list of identifiers, at least one.

    The first one is given by this application and never changes.
    """

    identifier: tuple[Identifier, ...]

    @property
    def identity(self) -> Identifier:
        """The first identifier; IndexError where the list is empty."""
        return self.identifier[0]


def concept(system: str, code: str, *, display: str = "", text: str = "") -> FhirCodeableConcept:
    """A CodeableConcept with one code of a code system.

    `display`: the text the system gives the code. `text`: what was meant, in plain text. Both are
    left out where they are "".
    """
    return FhirCodeableConcept(
        coding=(FhirCoding(system=system, code=code, display=display),), text=text
    )


def encode_fhir(value: FhirResource | Element) -> bytes:
    """The JSON of a resource or element in UTF-8: the same value is always the same bytes.

    A Decimal is written as a number with the digits it has (70.0 stays 70.0).
    """
    return _ENCODER.encode(value)


_ENCODER = msgspec.json.Encoder(decimal_format="number")
