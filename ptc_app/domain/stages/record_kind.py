"""What a kind of signed record is: its code, its FHIR resources, and how it may be corrected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ptc_app.domain.fhir.elements import FhirResource
from ptc_app.domain.records.correction import CorrectionReason, RecordOperation

Reasons = tuple[CorrectionReason, ...]
"""Reasons of a correction, in the order they are offered."""

WHY_VOID: Reasons = (
    CorrectionReason.WRONG_PARTICIPANT,
    CorrectionReason.NOT_PERFORMED,
    CorrectionReason.DUPLICATE,
    CorrectionReason.OTHER,
)
"""Why any record may have been entered in error, in the order the reasons are offered."""


def same_draft(signed: bytes) -> bytes:
    """The draft of an amendment that starts with all that was signed: the signed draft as it is."""
    return signed


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of signed record, such as survey or consent.

    `code`: stored with each record (`SignedRecord.kind`). `resources`: the types of FHIR resources
    its Bundle holds beside the Provenance; by them a signed record is decoded. `amend_reasons`,
    `void_reasons`: the reasons offered, in their order; without any it cannot be amended, or
    voided. `amendment_draft`: from the draft that was signed, the draft an amendment starts from.
    """

    code: str
    resources: tuple[type[FhirResource], ...]
    amend_reasons: Reasons = ()
    void_reasons: Reasons = ()
    amendment_draft: Callable[[bytes], bytes] = same_draft

    @property
    def is_correctable(self) -> bool:
        """Whether a record of this kind can be amended, or voided, or both."""
        return bool(self.amend_reasons or self.void_reasons)

    def reasons(self, operation: RecordOperation) -> Reasons:
        """The reasons offered for amending (UPDATE) or voiding (NULLIFY), in their order.

        Empty where a record of this kind cannot be corrected in this way, and for CREATE.
        """
        offered = {
            RecordOperation.UPDATE: self.amend_reasons,
            RecordOperation.NULLIFY: self.void_reasons,
        }
        return offered.get(operation, ())
