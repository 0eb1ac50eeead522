"""The places of a resource that point to other resources."""

from collections.abc import Callable, Iterator

from ptc_central.codec import Json, Resource

Change = Callable[[str], str]
_URL = "url"
_REFERENCE = "reference"


def references(resource: Resource) -> Iterator[tuple[str, Json]]:
    """Each `Reference.reference` with the path to it."""
    return _references(resource, str(resource["resourceType"]))


def relinked(resource: Resource, *, reference: Change, url: Change) -> Resource:
    """The same resource with its references and its urls changed."""
    return _relinked(resource, {_REFERENCE: reference, _URL: url})


def _references(value: Json, path: str) -> Iterator[tuple[str, Json]]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _references(item, f"{path}[{index}]")
    if not isinstance(value, dict):
        return
    for name, item in value.items():
        # Consent.provision.data.reference is itself a Reference.
        if name == _REFERENCE and not isinstance(item, dict):
            yield path, item
            continue
        yield from _references(item, f"{path}.{name}")


def _relinked(resource: Resource, changes: dict[str, Change]) -> Resource:
    return {name: _changed(name, item, changes) for name, item in resource.items()}


def _changed(name: str, value: Json, changes: dict[str, Change]) -> Json:
    if isinstance(value, str):
        change = changes.get(name)
        return change(value) if change else value
    if isinstance(value, dict):
        return _relinked(value, changes)
    if isinstance(value, list):
        return [_changed("", item, changes) for item in value]
    return value
