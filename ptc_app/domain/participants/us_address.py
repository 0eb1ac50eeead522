"""State and ZIP code of a United States address, as typed and as stored."""

from __future__ import annotations

import re

from ptc_app.domain.errors import RuleBroken

_STATES = frozenset(
    [
        "AL",
        "AK",
        "AS",
        "AZ",
        "AR",
        "CA",
        "CO",
        "CT",
        "DE",
        "DC",
        "FM",
        "FL",
        "GA",
        "GU",
        "HI",
        "ID",
        "IL",
        "IN",
        "IA",
        "KS",
        "KY",
        "LA",
        "ME",
        "MH",
        "MD",
        "MA",
        "MI",
        "MN",
        "MS",
        "MO",
        "MT",
        "NE",
        "NV",
        "NH",
        "NJ",
        "NM",
        "NY",
        "NC",
        "ND",
        "MP",
        "OH",
        "OK",
        "OR",
        "PW",
        "PA",
        "PR",
        "RI",
        "SC",
        "SD",
        "TN",
        "TX",
        "UT",
        "VT",
        "VI",
        "VA",
        "WA",
        "WV",
        "WI",
        "WY",
        "AA",
        "AE",
        "AP",
    ]
)
"""USPS Publication 28, appendix B: states and possessions, and military "states".

US Core Patient binds `Address.state` to these codes.
"""

_ZIP = re.compile(r"[0-9]{5}(-?[0-9]{4})?")
_ZIP_DIGITS = 5


def state_to_store(typed: str) -> str:
    """The two-letter code of the U.S. Postal Service in capitals; "" for a blank.

    RuleBroken (`state-invalid`) for any other text.
    """
    code = typed.strip()
    if code and not (code.isascii() and code.upper() in _STATES):
        raise RuleBroken("state-invalid")
    return code.upper()


def zip_to_store(typed: str) -> str:
    """The ZIP code as "78205", or "78205-1234" with its four further digits; "" for a blank.

    Only the digits 0 to 9 are taken; the hyphen may be left out. RuleBroken (`zip-invalid`) for any
    other text.
    """
    code = typed.strip()
    if code and not _ZIP.fullmatch(code):
        raise RuleBroken("zip-invalid")
    digits = code.replace("-", "")
    return "-".join(filter(None, (digits[:_ZIP_DIGITS], digits[_ZIP_DIGITS:])))
