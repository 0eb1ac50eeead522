"""One signed act as it leaves: what it says, and who stands behind it."""

from __future__ import annotations

from collections.abc import Sequence

from ptc_app.domain.fhir.bundle import Resource, conditional_create_entry_by_tag, encode_transaction
from ptc_app.domain.fhir.resources import provenance_resource
from ptc_app.domain.fhir.systems import RECORD
from ptc_app.domain.record import Attribution


def encode_signed_bundle(
    entries: Sequence[Resource], attribution: Attribution, origin_id: str
) -> bytes:
    """The frozen bytes of an act: its entries, and last the Provenance of all of them.

    R4 gives a Provenance no identifier: it is found again by the record it came with, as a tag.
    """
    origin = provenance_resource([str(entry["fullUrl"]) for entry in entries], attribution)
    return encode_transaction(
        [
            *entries,
            conditional_create_entry_by_tag(origin, origin_id, RECORD, attribution.record_id),
        ]
    )
