"""One signed act as it leaves: what it says, and who stands behind it."""

from __future__ import annotations

from collections.abc import Sequence

from ptc_app.domain.fhir.bundle import Resource, created_by_tag, transaction
from ptc_app.domain.fhir.codes import RECORD
from ptc_app.domain.fhir.resources import provenance
from ptc_app.domain.record import Stamp


def act_body(entries: Sequence[Resource], stamp: Stamp, origin_id: str) -> bytes:
    """The frozen bytes of an act: its entries, and last the Provenance of all of them.

    R4 gives a Provenance no identifier: it is found again by the record it came with, as a tag.
    """
    origin = provenance([str(entry["fullUrl"]) for entry in entries], stamp)
    return transaction([*entries, created_by_tag(origin, origin_id, RECORD, stamp.record_id)])
