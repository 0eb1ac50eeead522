"""Identifier types, and the readable participant number derived from a participant's id."""

from __future__ import annotations

from typing import NewType

ParticipantId = NewType("ParticipantId", str)
"""A UUID; the identity of a person's local record."""

ParticipantNumber = NewType("ParticipantNumber", str)
"""What is read aloud and printed: `P-7K3QM-2X9DF-R`."""

VisitId = NewType("VisitId", str)
RecordId = NewType("RecordId", str)
EnvelopeId = NewType("EnvelopeId", str)
PractitionerId = NewType("PractitionerId", str)
