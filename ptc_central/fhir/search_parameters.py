"""The FHIR search parameters of each resource type, and the elements that they search."""

from dataclasses import dataclass
from enum import Enum, auto

from ptc_central.fhir.resource_types import RESOURCE_TYPES, TYPES_WITHOUT_IDENTIFIER


class SearchValueFormat(Enum):
    """How a query writes the value of a search parameter.

    `TOKEN`: `code`, `system|code`, `|code` or `system|`.
    `REFERENCE`: `Type/id`.
    `PATIENT`: `id` or `Patient/id`.
    `URI`: the whole URI.
    """

    TOKEN = auto()  # code, system|code, |code or system|
    REFERENCE = auto()  # Type/id
    PATIENT = auto()  # id or Patient/id
    URI = auto()


@dataclass(frozen=True, slots=True)
class SearchParameter:
    """A search parameter: its value format, and the name under which its values are indexed.

    Two parameters may share an index: `patient` is indexed as `subject`, for example.
    """

    format: SearchValueFormat
    index_name: str


TYPES_WITH_IDENTIFIER = RESOURCE_TYPES - TYPES_WITHOUT_IDENTIFIER
# By resource type: the path of the Reference element that can be searched for. The first part of
# the path is also the name of the search parameter.
REFERENCE_PATHS: dict[str, tuple[str, ...]] = {
    "AuditEvent": ("entity", "what"),
    "Consent": ("patient",),
    "Device": ("patient",),
    "DocumentReference": ("subject",),
    "Encounter": ("subject",),
    "Observation": ("subject",),
    "Provenance": ("target",),
    "QuestionnaireResponse": ("subject",),
    "RelatedPerson": ("patient",),
}
# By resource type: the uri or canonical element that can be searched for under its own name.
URI_ELEMENTS = {"Questionnaire": "url", "QuestionnaireResponse": "questionnaire"}


def search_parameters(resource_type: str) -> dict[str, SearchParameter]:
    """Return the indexed search parameters of a resource type by name.

    `_id`, `_lastUpdated` and the result parameters (`_count` ...) are not among them.
    """
    parameters = {"_tag": SearchParameter(SearchValueFormat.TOKEN, "_tag")}
    if resource_type in TYPES_WITH_IDENTIFIER:
        parameters["identifier"] = SearchParameter(SearchValueFormat.TOKEN, "identifier")
    if resource_type in REFERENCE_PATHS:
        name = REFERENCE_PATHS[resource_type][0]
        parameters[name] = SearchParameter(SearchValueFormat.REFERENCE, name)
        parameters["patient"] = SearchParameter(SearchValueFormat.PATIENT, name)
    if resource_type in URI_ELEMENTS:
        name = URI_ELEMENTS[resource_type]
        parameters[name] = SearchParameter(SearchValueFormat.URI, name)
    return parameters
