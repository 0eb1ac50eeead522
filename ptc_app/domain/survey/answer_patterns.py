"""Regular expressions from a questionnaire, kept from taking for ever.

Python's engine backtracks: a repeated group that can match in several ways takes exponential time.
Such patterns are refused, and only short answers are matched.
"""

from __future__ import annotations

import re

MAX_PATTERN_INPUT = 200
_LONGEST_PATTERN = 300
_MOST_REPEATS = 3
_MOST_OPTIONALS = 10

_TOKEN = re.compile(
    r"""(?P<escape>\\.)
    |(?P<class>\[\^?\]?(?:\\.|[^\]\\])*\])
    |(?P<open>\((?:\?(?:P<\w+>|<[=!]|[:=!>]))?)
    |(?P<close>\))
    |(?P<either>\|)
    |(?P<fixed>\{\d+\})
    |(?P<repeat>[*+][?+]?|\{\d*,\d*\}[?+]?)
    |(?P<optional>\?[?+]?)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)


class UnusablePattern(Exception):
    """The pattern is not one (`pattern`), or can cost too much time (`pattern-unsafe`)."""


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """The pattern, ready for `matches`; raises UnusablePattern."""
    if len(pattern) > _LONGEST_PATTERN or not _is_bounded(pattern):
        raise UnusablePattern("pattern-unsafe")
    try:
        return re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise UnusablePattern("pattern") from error


def matches_pattern(pattern: re.Pattern[str], text: str) -> bool:
    """Whether the whole text is of the pattern; a text longer than LONGEST_ANSWER never is."""
    return len(text) <= MAX_PATTERN_INPUT and pattern.fullmatch(text) is not None


def _is_bounded(pattern: str) -> bool:
    kinds = [str(token.lastgroup) for token in _TOKEN.finditer(pattern)]
    if kinds.count("repeat") > _MOST_REPEATS or kinds.count("optional") > _MOST_OPTIONALS:
        return False
    return not _repeats_a_choice(kinds)


def _repeats_a_choice(kinds: list[str]) -> bool:
    varies = [False]
    closed_varies = False
    for kind in kinds:
        if closed_varies and kind in {"repeat", "fixed"}:
            return True
        closed_varies = False
        if kind == "open":
            varies.append(False)
        elif kind == "close" and len(varies) > 1:
            closed_varies = varies.pop()
            varies[-1] |= closed_varies
        elif kind in {"repeat", "optional", "either"}:
            varies[-1] = True
    return False
