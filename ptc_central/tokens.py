"""Search tokens: what of a resource can be searched for, written beside it as it is stored."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from ptc_central.codec import Json, Resource
from ptc_central.kinds import TYPES
from ptc_central.outcome import unprocessable

_LONGEST = 500  # characters; PostgreSQL refuses index rows above 2,700 bytes


class Kind(Enum):
    """How a search parameter is written in a query."""

    CODED = "token"
    REFERENCE = "reference"
    PATIENT = "patient"
    URI = "uri"


@dataclass(frozen=True, slots=True)
class Token:
    """One searchable value of one resource."""

    parameter: str
    system: str
    value: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A search parameter: how it is asked for, and the parameter whose tokens answer it."""

    kind: Kind
    stored_as: str


_IDENTIFIED = TYPES - {"AuditEvent", "Binary", "Provenance"}  # R4 gives these no identifier
_REFERENCES: dict[str, dict[str, tuple[str, ...]]] = {
    "AuditEvent": {"entity": ("entity", "what")},
    "Consent": {"patient": ("patient",)},
    "Device": {"patient": ("patient",)},
    "DocumentReference": {"subject": ("subject",)},
    "Encounter": {"subject": ("subject",)},
    "Observation": {"subject": ("subject",)},
    "Provenance": {"target": ("target",)},
    "QuestionnaireResponse": {"subject": ("subject",)},
    "RelatedPerson": {"patient": ("patient",)},
}
_URIS: dict[str, dict[str, tuple[str, ...]]] = {
    "Questionnaire": {"url": ("url",)},
    "QuestionnaireResponse": {"questionnaire": ("questionnaire",)},
}


def parameters(kind: str) -> dict[str, Parameter]:
    """The search parameters of a type by name, those of every type left out."""
    found = {"_tag": Parameter(Kind.CODED, "_tag")}
    if kind in _IDENTIFIED:
        found["identifier"] = Parameter(Kind.CODED, "identifier")
    for name in _REFERENCES.get(kind, {}):
        found[name] = Parameter(Kind.REFERENCE, name)
        found["patient"] = Parameter(Kind.PATIENT, name)
    found.update({name: Parameter(Kind.URI, name) for name in _URIS.get(kind, {})})
    return found


def tokens(resource: Resource) -> frozenset[Token]:
    """Everything the resource can be found by."""
    found = frozenset(_tokens(resource))
    if any(len(token.system) + len(token.value) > _LONGEST for token in found):
        raise unprocessable(text=f"A searchable value is longer than {_LONGEST} characters")
    return found


def _tokens(resource: Resource) -> Iterator[Token]:
    kind = str(resource["resourceType"])
    yield from _read(resource, "_tag", ("meta", "tag"), _coding)
    if kind in _IDENTIFIED:
        yield from _read(resource, "identifier", ("identifier",), _identifier)
        yield from _read(resource, "identifier", ("masterIdentifier",), _identifier)
    for name, path in _REFERENCES.get(kind, {}).items():
        yield from _read(resource, name, path, _reference)
    for name, path in _URIS.get(kind, {}).items():
        yield from _read(resource, name, path, _uri)


def _read(
    resource: Resource,
    parameter: str,
    path: tuple[str, ...],
    read: Callable[[Json], tuple[Json, Json]],
) -> Iterator[Token]:
    for element in _elements(resource, path):
        system, value = read(element)
        if isinstance(value, str) and value:
            yield Token(parameter, system if isinstance(system, str) else "", value)


def _elements(value: Json, path: tuple[str, ...]) -> Iterator[Json]:
    if isinstance(value, list):
        for item in value:
            yield from _elements(item, path)
    elif not path:
        yield value
    elif isinstance(value, dict) and path[0] in value:
        yield from _elements(value[path[0]], path[1:])


def _identifier(element: Json) -> tuple[Json, Json]:
    if not isinstance(element, dict):
        return None, None
    return element.get("system"), element.get("value")


def _coding(element: Json) -> tuple[Json, Json]:
    if not isinstance(element, dict):
        return None, None
    return element.get("system"), element.get("code")


def _reference(element: Json) -> tuple[Json, Json]:
    reference = element.get("reference") if isinstance(element, dict) else None
    if not isinstance(reference, str):
        return None, None
    return None, reference.partition("/_history/")[0]


def _uri(element: Json) -> tuple[Json, Json]:
    return None, element
