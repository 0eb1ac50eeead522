"""The values of survey answers: Python values that the data types of FHIR are read into."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

AnswerValue = Hashable
"""An immutable value whose exact class has an entry in `ANSWER_TYPES` (`answer_types.py`)."""


@dataclass(frozen=True, slots=True)
class Coding:
    """A code of a code system; codings with the same system and code are equal.

    `display` is the text the code was shown with, and may differ with the language.
    """

    system: str
    code: str
    display: str = field(default="", compare=False)
