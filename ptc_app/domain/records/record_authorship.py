"""What a new record is given when it is signed: id, author, time, and what it corrects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ptc_app.domain.author import Author
from ptc_app.domain.ids import RecordId
from ptc_app.domain.records.correction import Correction


@dataclass(frozen=True, slots=True)
class RecordAuthorship:
    """Who signs a record, where and when, and which record it follows.

    `record_id`: the id of the new record. `at`: when it is signed. `follows`: the record before it
    in the history of its stage; None where it is the first. `correction`: why it amends or voids
    that one; None where it does neither. `original_at`: when the first version was signed; None
    unless this is an amendment.
    """

    record_id: RecordId
    author: Author
    at: datetime
    follows: RecordId | None = None
    correction: Correction | None = None
    original_at: datetime | None = None

    @property
    def performed_at(self) -> datetime:
        """When what is recorded was done: `original_at` of an amendment, else the time of signing.

        An amendment changes what was said, not when it was done.
        """
        return self.original_at or self.at
