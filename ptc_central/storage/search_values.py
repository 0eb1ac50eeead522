"""The search index: the values by which a resource can be found, read from its elements."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ptc_central.fhir.json_codec import JsonResource, JsonValue
from ptc_central.fhir.operation_outcome import unprocessable_entity
from ptc_central.fhir.search_parameters import (
    REFERENCE_PATHS,
    TYPES_WITH_IDENTIFIER,
    URI_ELEMENTS,
)

_MAX_LENGTH = 500  # characters; PostgreSQL refuses index rows above 2,700 bytes
_SystemAndValue = tuple[JsonValue, JsonValue]


@dataclass(frozen=True, slots=True)
class SearchValue:
    """One indexed value: a row of the search index without its resource.

    `parameter`: the name of the search parameter.
    `system`: empty unless the element is an Identifier or a Coding with a system.
    `value`: the code, identifier value, reference (`Type/id`) or URI.
    """

    parameter: str
    system: str
    value: str = field(repr=False)

    def columns(self) -> dict[str, str]:
        """Return the contents by column name: `parameter`, `system` and `value`."""
        return {"parameter": self.parameter, "system": self.system, "value": self.value}


def search_values_of(resource: JsonResource) -> frozenset[SearchValue]:
    """Return all search values of the resource; elements of a wrong shape have none.

    Raises RequestRefused (422) if a value and its system have over 500 characters together.
    """
    values = frozenset(_search_values(resource))
    if any(len(each.system) + len(each.value) > _MAX_LENGTH for each in values):
        raise unprocessable_entity(f"A searchable value is longer than {_MAX_LENGTH} characters")
    return values


def _search_values(resource: JsonResource) -> Iterator[SearchValue]:
    resource_type = str(resource["resourceType"])
    yield from _indexed(resource, "_tag", ("meta", "tag"), _read_coding)
    if resource_type in TYPES_WITH_IDENTIFIER:
        yield from _indexed(resource, "identifier", ("identifier",), _read_identifier)
        yield from _indexed(resource, "identifier", ("masterIdentifier",), _read_identifier)
    if resource_type in REFERENCE_PATHS:
        path = REFERENCE_PATHS[resource_type]
        yield from _indexed(resource, path[0], path, _read_reference)
    if resource_type in URI_ELEMENTS:
        name = URI_ELEMENTS[resource_type]
        yield from _indexed(resource, name, (name,), _read_uri)


def _indexed(
    resource: JsonResource,
    parameter: str,
    path: tuple[str, ...],
    read: Callable[[JsonValue], _SystemAndValue],
) -> Iterator[SearchValue]:
    for element in _elements(resource, path):
        system, value = read(element)
        if isinstance(value, str) and value:
            yield SearchValue(parameter, system if isinstance(system, str) else "", value)


def _elements(value: JsonValue, path: tuple[str, ...]) -> Iterator[JsonValue]:
    if isinstance(value, list):
        for item in value:
            yield from _elements(item, path)
    elif not path:
        yield value
    elif isinstance(value, dict) and path[0] in value:
        yield from _elements(value[path[0]], path[1:])


def _read_identifier(element: JsonValue) -> _SystemAndValue:
    if not isinstance(element, dict):
        return None, None
    return element.get("system"), element.get("value")


def _read_coding(element: JsonValue) -> _SystemAndValue:
    if not isinstance(element, dict):
        return None, None
    return element.get("system"), element.get("code")


def _read_reference(element: JsonValue) -> _SystemAndValue:
    reference = element.get("reference") if isinstance(element, dict) else None
    if not isinstance(reference, str):
        return None, None
    return None, reference.partition("/_history/")[0]


def _read_uri(element: JsonValue) -> _SystemAndValue:
    return None, element
