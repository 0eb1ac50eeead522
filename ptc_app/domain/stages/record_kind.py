"""What a kind of signed record is: its code, its FHIR resources, and how it may be corrected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ptc_app.domain.correction import CorrectionReason, DataOperation
from ptc_app.domain.fhir.elements import FhirResource

Reasons = tuple[CorrectionReason, ...]

WHY_VOID: Reasons = (
    CorrectionReason.WRONG_PARTICIPANT,
    CorrectionReason.NOT_PERFORMED,
    CorrectionReason.DUPLICATE,
    CorrectionReason.OTHER,
)
"""Why any record may have been entered in error, in the order the reasons are offered."""


def same_draft(signed: bytes) -> bytes:
    """The draft that was signed: an amendment starts where it ended."""
    return signed


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of record.

    `code` is stored with each record (`Record.kind`). `resources` are the types of FHIR resources
    its Bundle holds beside the Provenance; by them a signed record is decoded again. A kind
    without `amend_reasons` cannot be amended, one without `void_reasons` cannot be voided; they
    are offered in their order. `amendment_draft` makes the draft an amendment starts from, of the
    draft that was signed.
    """

    code: str
    resources: tuple[type[FhirResource], ...]
    amend_reasons: Reasons = ()
    void_reasons: Reasons = ()
    amendment_draft: Callable[[bytes], bytes] = same_draft

    @property
    def is_correctable(self) -> bool:
        """Whether such a record can be amended or voided."""
        return bool(self.amend_reasons or self.void_reasons)

    def reasons(self, operation: DataOperation) -> Reasons:
        """The reasons offered for amending (UPDATE) or voiding (NULLIFY); () where it is not
        possible."""
        offered = {
            DataOperation.UPDATE: self.amend_reasons,
            DataOperation.NULLIFY: self.void_reasons,
        }
        return offered.get(operation, ())
