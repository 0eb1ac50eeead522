"""Identifier types: texts that the type checker keeps apart."""

from __future__ import annotations

from typing import NewType

ParticipantId = NewType("ParticipantId", str)
"""The id (UUID) of a participant: what records refer to, never printed."""

ParticipantNumber = NewType("ParticipantNumber", str)
"""The number of a participant that is read aloud and printed: `P-7K3QM-2X9DF-R`."""

VisitId = NewType("VisitId", str)
"""The id (UUID) of a visit."""
RecordId = NewType("RecordId", str)
"""The id (UUID) of a signed record."""
EnvelopeId = NewType("EnvelopeId", str)
"""The id of an envelope of the outbox: that of the record in it."""
PractitionerId = NewType("PractitionerId", str)
"""The id (UUID) of a member of staff; not the name they sign in with."""
