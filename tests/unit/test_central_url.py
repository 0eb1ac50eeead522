"""What is accepted as the root URL of a central, and in which form it is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptc_app.domain.central_url import LONGEST_URL, central_root_url
from ptc_app.domain.errors import RuleBroken

KEPT = {
    "https://central.example": "https://central.example",
    "HTTPS://Central.Example:8443/": "https://central.example:8443",
    "https://central": "https://central",
    "https://127.0.0.1:1": "https://127.0.0.1:1",
    "https://[::1]:65535": "https://[::1]:65535",
    "https://[0:0:0:0:0:0:0:1]": "https://[::1]",
    "https://xn--mnchen-3ya.example": "https://xn--mnchen-3ya.example",
    "https://gateway.example/Central/r4.v1/": "https://gateway.example/Central/r4.v1",
}
REFUSED = {
    "": "missing",
    f"https://{'a' * LONGEST_URL}": "long",
    " https://c.example": "characters",
    "https://c.example ": "characters",
    "https://c .example": "characters",
    "https://c.example\n": "characters",
    "https://c.example\x00": "characters",
    "https://c.example\x7f": "characters",
    "https://münchen.example": "characters",
    "https://c.example\u200b": "characters",
    "https://c.example:\u0663": "characters",
    "http://c.example": "scheme",
    "file:///etc/passwd": "scheme",
    "c.example": "scheme",
    "https:c.example": "scheme",
    "https:/c.example": "scheme",
    "-": "scheme",
    "https://user:secret@c.example": "parts",
    "https://@c.example": "parts",
    "https://c.example?query": "parts",
    "https://c.example/#fragment": "parts",
    "https://c.example\\@d.example": "parts",
    "https://": "host",
    "https:///path": "host",
    "https://:8443": "host",
    "https://[::1": "host",
    "https://::1": "host",
    "https://[]": "host",
    "https://[::1]x:80": "host",
    "https://[fe80::1%25eth0]": "host",
    "https://[fe80::1%eth0]": "host",
    "https://[v1.a]": "host",
    "https://256.0.0.1": "host",
    "https://127.1": "host",
    "https://0x7f.0x1": "host",
    "https://c..example": "host",
    "https://c.example.": "host",
    "https://-c.example": "host",
    "https://a_b.example": "host",
    f"https://{'a' * 64}.example": "host",
    f"https://{'a.' * 127}example": "host",
    "https://c%2eexample": "host",
    "https://c.example:1:2": "host",
    "https://c.example:": "port",
    "https://c.example:0": "port",
    "https://c.example:65536": "port",
    "https://c.example:99999": "port",
    "https://c.example:+1": "port",
    "https://c.example:8443x": "port",
    "https://c.example//fhir": "path",
    "https://c.example/a/../b": "path",
    "https://c.example/.": "path",
    "https://c.example/a%2fb": "path",
}


@pytest.mark.parametrize(("text", "kept"), KEPT.items())
def test_a_root_url_has_one_form(text: str, kept: str) -> None:
    assert central_root_url(text) == kept
    assert central_root_url(kept) == kept


@pytest.mark.parametrize(("text", "reason"), REFUSED.items())
def test_what_is_no_root_url_is_refused_by_name(text: str, reason: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        central_root_url(text)
    assert refused.value.full_code == f"rule.central-url-{reason}"


@given(st.one_of(st.text(), st.text("htps:/[]@.:?#%1aé\\\0 ").map(lambda end: f"https://{end}")))
def test_any_text_is_kept_in_one_form_or_refused(text: str) -> None:
    try:
        kept = central_root_url(text)
    except RuleBroken:
        return
    assert central_root_url(kept) == kept
