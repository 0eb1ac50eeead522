"""Finds and replaces the references and urls inside a FHIR resource."""

from collections.abc import Callable, Iterator, Mapping

from ptc_central.fhir.json_codec import JsonResource, JsonValue

Replacement = Callable[[str], str]
_REFERENCE = "reference"
_URL = "url"


def find_references(resource: JsonResource) -> Iterator[tuple[str, JsonValue]]:
    """Yield (FHIRPath of the Reference element, value of its `reference`) in document order.

    The path begins with the resource type and has indexes from 0, as in `Provenance.target[0]`. The
    value is yielded as it was sent, even if it is no string.
    """
    return _find_references(resource, str(resource["resourceType"]))


def replace_references(
    resource: JsonResource, *, reference: Replacement, url: Replacement
) -> JsonResource:
    """Return a copy of the resource with `reference` and `url` applied to its references and urls.

    `reference` is applied to every string member named `reference`, `url` to every one named `url`,
    such as Attachment.url. All else is unchanged.
    """
    return _replace_members(resource, {_REFERENCE: reference, _URL: url})


def _find_references(value: JsonValue, path: str) -> Iterator[tuple[str, JsonValue]]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _find_references(item, f"{path}[{index}]")
    if not isinstance(value, dict):
        return
    for name, item in value.items():
        # Consent.provision.data.reference is itself a Reference.
        if name == _REFERENCE and not isinstance(item, dict):
            yield path, item
            continue
        yield from _find_references(item, f"{path}.{name}")


def _replace_members(
    element: JsonResource, replacements: Mapping[str, Replacement]
) -> JsonResource:
    return {name: _replace_value(name, item, replacements) for name, item in element.items()}


def _replace_value(
    name: str, value: JsonValue, replacements: Mapping[str, Replacement]
) -> JsonValue:
    if isinstance(value, str):
        return replacements[name](value) if name in replacements else value
    if isinstance(value, dict):
        return _replace_members(value, replacements)
    if isinstance(value, list):
        return [_replace_value("", item, replacements) for item in value]
    return value
