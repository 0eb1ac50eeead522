"""The order of version numbers of programs and consent forms."""

from __future__ import annotations

import re

VersionKey = tuple[tuple[int, ...], int, tuple[tuple[int, int, str], ...], str]
"""A sort key of a version: numbers, 0 for a pre-release and 1 for a release, pre-release
identifiers, the text itself.
"""

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_VERSION = re.compile(
    r"(\d{1,9}(?:\.\d{1,9})*)(?:-([0-9A-Za-z]{1,20}(?:\.[0-9A-Za-z]{1,20})*))?", re.ASCII
)


def version_key(version: str) -> VersionKey:
    """The sort key of a version: keys compare as the versions follow each other.

    A version is dotted numbers with an optional pre-release (`4`, `2026.10`, `1.0.0-rc.1`), ordered
    as Semantic Versioning 2.0.0 section 11 says with any count of numbers (missing ones are 0), or
    an ISO date (`2026-03-01`), ordered as the numbers 2026.3.1. So 10 comes after 9, and
    `1.0.0-rc.1` before `1.0.0`. Two spellings of the same numbers (`1`, `1.0`) are ordered by their
    text. ValueError where the text is no version.
    """
    if match := _DATE.fullmatch(version):
        return tuple(map(int, match.groups())), 1, (), version
    match = _VERSION.fullmatch(version)
    if match is None:
        raise ValueError("no-version")
    numbers, pre_release = match.groups()
    identifiers = tuple(map(_identifier_key, pre_release.split("."))) if pre_release else ()
    return _without_trailing_zeros(numbers), int(not identifiers), identifiers, version


def is_version(version: str) -> bool:
    """Whether the text is a version that `version_key` can order."""
    try:
        version_key(version)
    except ValueError:
        return False
    return True


def _without_trailing_zeros(numbers: str) -> tuple[int, ...]:
    found = [int(number) for number in numbers.split(".")]
    while found and found[-1] == 0:
        found.pop()
    return tuple(found)


def _identifier_key(identifier: str) -> tuple[int, int, str]:
    """Numbers compare as numbers and come before words."""
    return (0, int(identifier), "") if identifier.isdigit() else (1, 0, identifier)
