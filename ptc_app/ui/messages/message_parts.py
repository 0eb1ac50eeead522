"""The three parts of a message about an error."""

from __future__ import annotations

MessageParts = tuple[str, str, str]
"""Translated: what happened (a headline), what was kept, and what to do (sentences); none empty."""

ErrorTexts = dict[str, MessageParts]
"""The parts of messages by error code: a full code such as store.unusable.full, or a class's."""


def joined(first: str, second: str) -> str:
    """Return two translated sentences as one text, `first` before `second`."""
    return f"{first} {second}"
