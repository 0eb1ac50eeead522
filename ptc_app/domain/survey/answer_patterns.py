"""Regular expressions that a questionnaire sets for its text answers, matched within a time limit.

A pattern can make any backtracking engine run for hours. The `regex` library stops after a time
that is given; its compiler does not, so the repetitions it has to write out are bounded here.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

import regex

_LONGEST_PATTERN = 300
_MOST_REPETITIONS = 10_000
"""Product of all counts `{n}`: 10,000 compile in 0.03 s, a million in 2 s and 2 GB."""
_LIMIT_SECONDS = 0.05
"""Processor time of one match; an honest pattern takes microseconds."""
_PROBE_LENGTH = 200
_MOST_PROBED_CHARACTERS = 12

_COUNT = regex.compile(r"\{\s*(\d+)")


class UnusablePattern(Exception):
    """A regular expression that cannot be used as the pattern of an answer.

    Its text says why: `pattern` where it is no regular expression, `pattern-unsafe` where it is too
    long, has too many repetitions, or takes too long to match.
    """


@lru_cache(maxsize=256)
def compile_pattern(pattern: str) -> regex.Pattern[str]:
    """The compiled pattern, for `violates_pattern`; UnusablePattern where it cannot be used.

    It is tried on texts that are hard to match, and must take less than the time limit for each.
    """
    repetitions = math.prod(max(1, int(count)) for count in _COUNT.findall(pattern))
    if len(pattern) > _LONGEST_PATTERN or repetitions > _MOST_REPETITIONS:
        raise UnusablePattern("pattern-unsafe")
    try:
        compiled = regex.compile(pattern)
    except (regex.error, OverflowError, RecursionError) as error:
        raise UnusablePattern("pattern") from error
    if any(_matches(compiled, text) is None for text in _hard_texts(pattern)):
        raise UnusablePattern("pattern-unsafe")
    return compiled


def violates_pattern(pattern: regex.Pattern[str], text: str) -> bool:
    """Whether the text as a whole does not match the pattern.

    A text that cannot be checked within the time limit does not violate it, as the person who
    answers could do nothing about it.
    """
    return _matches(pattern, text) is False


def _matches(pattern: regex.Pattern[str], text: str) -> bool | None:
    """Whether the whole text matches; None where it took longer than the time limit."""
    try:
        return pattern.fullmatch(text, timeout=_LIMIT_SECONDS) is not None
    except (TimeoutError, MemoryError):
        return None


def _hard_texts(pattern: str) -> Iterator[str]:
    """Long repetitions of the pattern's characters, with an end that hardly any pattern matches."""
    characters = dict.fromkeys(char for char in f"{pattern}a0 " if char.isalnum() or char == " ")
    letters = "".join(characters)
    repeated = (*islice(characters, _MOST_PROBED_CHARACTERS), letters)
    for part in repeated:
        yield (part * _PROBE_LENGTH)[:_PROBE_LENGTH] + "\x00\n"
