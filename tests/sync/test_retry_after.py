"""The waits that central names."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ptc_app.sync.retry_after import retry_after

SENT = "Mon, 05 Jan 2026 09:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "120"}, 120),
        ({"Retry-After": " 5 "}, 5),
        ({"Retry-After": "0"}, None),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "9" * 9}, 999_999_999),
        ({"Retry-After": "9" * 10}, None),
        ({"Retry-After": "Mon, 05 Jan 2026 09:01:00 GMT", "Date": SENT}, 60),
        ({"Retry-After": "Mon, 05 Jan 2026 09:00:01 GMT", "Date": SENT}, 1),
        ({"Retry-After": SENT, "Date": SENT}, None),
        ({"Retry-After": "Mon, 05 Jan 2026 08:00:00 GMT", "Date": SENT}, None),
        ({"Retry-After": "Mon, 05 Jan 2026 09:01:00 GMT"}, None),
        ({"Retry-After": "Mon, 05 Jan 2026 09:01:00 -0000", "Date": SENT}, None),
        ({"RateLimit": '"fhirInteractions";r=0;t=60'}, 60),
        ({"RateLimit": '"fhirInteractions";r=0;t=0'}, None),
        ({"RateLimit": '"fhirInteractions";r=0;t=999999999'}, 999_999_999),
        ({"RateLimit": '"fhirInteractions";r=0;t=9999999999'}, None),
        ({"RateLimit": "full"}, None),
        ({"Retry-After": "3", "RateLimit": '"fhirInteractions";r=0;t=60'}, 3),
    ],
)
def test_the_wait(headers: dict[str, str], seconds: int | None) -> None:
    assert retry_after(headers) == (None if seconds is None else timedelta(seconds=seconds))
