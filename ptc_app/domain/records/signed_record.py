"""Signed records: FHIR bytes with their author, place, time and content, and the PDF of one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.ids import ParticipantId, PractitionerId, RecordId, VisitId
from ptc_app.domain.records.correction import Correction


@dataclass(frozen=True, slots=True)
class SignedContent:
    """The consent form, questionnaire or protocol a record was made with.

    `code`: the consent module, the questionnaire's canonical URL or the protocol's id. `version`:
    its version. `decision`: the participant's, where it is a consent form; else None.
    """

    code: str = ""
    version: str = ""
    decision: ConsentDecision | None = None


NO_CONTENT = SignedContent()
"""The content of a record that was made with no form, questionnaire or protocol."""


@dataclass(frozen=True, slots=True)
class SignedRecord:
    """A signed record: frozen FHIR R4 bytes with author, place and time.

    `kind`: the code of its RecordKind. `body`: JSON of a transaction Bundle; `sha256` is its hash
    in hexadecimal. `site`: the site's name. `device`: the workstation's device id. `visit_id` and
    `stage` (the key of a stage): None and "" where the record belongs to no visit. `follows`: the
    record before it in the history of its stage; None for the first. `correction`: set where it
    amends or voids that one. `program_version`: that of the visit, "" without a visit. `content`:
    the form, questionnaire or protocol behind it.
    """

    id: RecordId
    kind: str
    participant_id: ParticipantId
    visit_id: VisitId | None
    body: bytes = field(repr=False)
    sha256: str
    author: PractitionerId
    site: str
    device: str
    recorded_at: datetime
    stage: str = ""
    follows: RecordId | None = None
    correction: Correction | None = None
    program_version: str = ""
    content: SignedContent = NO_CONTENT


@dataclass(frozen=True, slots=True)
class RecordPdf:
    """The PDF of one record, as it was signed or handed to the participant.

    `stage`: the key of the stage of the visit. `body`: the bytes of the PDF; `sha256` is their
    hash in hexadecimal.
    """

    record_id: RecordId
    visit_id: VisitId
    stage: str
    body: bytes = field(repr=False)
    sha256: str


def sha256_hex(body: bytes) -> str:
    """The SHA-256 of these bytes: 64 hexadecimal digits in lower case."""
    return hashlib.sha256(body).hexdigest()
