"""The FHIR R4 transaction Bundle a record is signed and sent as, and its bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ptc_app.domain.fhir.elements import Element, FhirCoding, FhirResource, Reference, encode_fhir
from ptc_app.domain.fhir.provenance import provenance_resource
from ptc_app.domain.fhir.references import full_url, search_query
from ptc_app.domain.records.record_authorship import RecordAuthorship


class BundleRequest(Element, frozen=True, kw_only=True):
    """What the server is to do with an entry (FHIR `Bundle.entry.request`).

    `method`: POST or PUT. `url`: relative to the server's base, for PUT with a search for the
    resource. `if_none_exist`: the search that keeps a POST from creating a second one; "" for PUT.
    """

    method: str
    url: str
    if_none_exist: str = ""


class BundleEntry(Element, frozen=True, kw_only=True):
    """A resource and what is to be done with it (FHIR `Bundle.entry`).

    `full_url`: `urn:uuid:...`, by which other entries of the Bundle refer to it.
    """

    full_url: str
    resource: FhirResource
    request: BundleRequest


class Bundle(FhirResource, frozen=True, kw_only=True):
    """FHIR R4 Bundle; `type` is `transaction` here."""

    type: str
    entry: tuple[BundleEntry, ...]


def conditional_create_entry(resource: FhirResource, uuid: str) -> BundleEntry:
    """An entry that creates the resource, unless the server has one with its identity already.

    The identity is the identifier this application gave (`FhirResource.identity`); LookupError
    where there is none. `uuid` is that of the entry's full URL.
    """
    return _create_entry(resource, uuid, _identity_query(resource))


def conditional_create_entry_by_tag(resource: FhirResource, uuid: str) -> BundleEntry:
    """An entry that creates a resource without identifier, unless the server has one with its tag.

    The tag is the first of `meta.tag`; LookupError where there is none. `uuid` is that of the
    entry's full URL.
    """
    tags: tuple[FhirCoding, ...] = resource.meta.tag if resource.meta else ()
    if not tags:
        raise LookupError(type(resource).__name__)
    return _create_entry(resource, uuid, search_query("_tag", tags[0].system, tags[0].code))


def conditional_update_entry(resource: FhirResource, uuid: str) -> BundleEntry:
    """An entry that replaces the resource of this identity; creates it where the server has none.

    The identity is the identifier this application gave (`FhirResource.identity`); LookupError
    where there is none. `uuid` is that of the entry's full URL.
    """
    url = f"{type(resource).__name__}?{_identity_query(resource)}"
    return BundleEntry(
        full_url=full_url(uuid), resource=resource, request=BundleRequest(method="PUT", url=url)
    )


def encode_transaction(entries: Iterable[BundleEntry]) -> bytes:
    """The FHIR JSON of a transaction Bundle, which a server takes whole or not at all."""
    return encode_fhir(Bundle(type="transaction", entry=tuple(entries)))


def encode_signed_bundle(
    entries: Sequence[BundleEntry],
    authorship: RecordAuthorship,
    provenance_uuid: str,
) -> bytes:
    """The FHIR JSON of a record: a transaction Bundle of its entries and, last, their Provenance.

    `authorship`: who signs, when and where; `provenance_uuid`: that of the Provenance's entry.
    It holds no cryptographic signature; `sign_record` freezes the bytes.
    """
    targets = [Reference(reference=entry.full_url) for entry in entries]
    provenance = provenance_resource(targets, authorship)
    return encode_transaction(
        [*entries, conditional_create_entry_by_tag(provenance, provenance_uuid)]
    )


def _create_entry(resource: FhirResource, uuid: str, condition: str) -> BundleEntry:
    return BundleEntry(
        full_url=full_url(uuid),
        resource=resource,
        request=BundleRequest(method="POST", url=type(resource).__name__, if_none_exist=condition),
    )


def _identity_query(resource: FhirResource) -> str:
    identity = resource.identity
    if not (identity.system and identity.value):
        raise LookupError(type(resource).__name__)
    return search_query("identifier", identity.system, identity.value)
