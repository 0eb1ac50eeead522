"""The resources of a signed record, decoded from its bytes: to amend, replace or void them."""

from __future__ import annotations

from functools import cache
from typing import Generic, TypeVar, Union

import msgspec

from ptc_app.domain.fhir.bundle import BundleEntry
from ptc_app.domain.fhir.elements import FhirResource
from ptc_app.domain.fhir.provenance import Provenance

_R = TypeVar("_R")


class SignedEntry(BundleEntry, Generic[_R], frozen=True, kw_only=True):
    """An entry of a signed record, its resource decoded; encoded again, it is the same bytes."""

    resource: _R  # type: ignore[assignment]  # decoded as one of a union of resources


class SignedBundle(FhirResource, Generic[_R], frozen=True, kw_only=True, tag="Bundle"):
    """The transaction Bundle of a signed record, with its resources decoded.

    `type` is `transaction`. `entry`: in the order they were signed, the Provenance last.
    """

    type: str
    entry: tuple[SignedEntry[_R], ...]


def decode_signed_bundle(
    body: bytes, resources: tuple[type[FhirResource], ...]
) -> SignedBundle[FhirResource]:
    """The Bundle of a record, with its resources decoded; numbers keep their digits.

    `resources` are the types of its kind (`RecordKind.resources`); the Provenance comes with them.
    msgspec.DecodeError where the bytes are no record of these resources.
    """
    return _decoder(resources).decode(body)


@cache
def _decoder(
    resources: tuple[type[FhirResource], ...],
) -> msgspec.json.Decoder[SignedBundle[FhirResource]]:
    union = Union[(*resources, Provenance)]  # type: ignore[valid-type]
    return msgspec.json.Decoder(SignedBundle[union])
