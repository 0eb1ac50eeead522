"""Phone numbers and e-mail addresses, from what is typed to what is stored and shown."""

from __future__ import annotations

import pytest

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.participants.text_folding import phone_digits
from ptc_app.services.phone_and_email import (
    email_to_store,
    phone_text,
    phone_to_store,
)


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ("2105550142", "+1 210-555-0142", "(210) 555-0142"),
        (" 210.555.0142 ", "+1 210-555-0142", "(210) 555-0142"),
        ("+1 (210) 555 0142", "+1 210-555-0142", "(210) 555-0142"),
        ("210-555-0142 x12", "+1 210-555-0142 ext. 12", "(210) 555-0142 ext. 12"),
        ("210-555-0142;ext=12", "+1 210-555-0142 ext. 12", "(210) 555-0142 ext. 12"),
        ("210-555-0142 extensión 12", "+1 210-555-0142 ext. 12", "(210) 555-0142 ext. 12"),
        ("1 (210) 555-0142 #12", "+1 210-555-0142 ext. 12", "(210) 555-0142 ext. 12"),
        ("+52 55 1234 5678", "+52 55 1234 5678", "+52 55 1234 5678"),
        ("011 52 55 1234 5678", "+52 55 1234 5678", "+52 55 1234 5678"),
        ("+51 1 210 5550 x9", "+51 1 2105550 ext. 9", "+51 1 2105550 ext. 9"),
        ("+44 (0)20 7946 0958", "+44 20 7946 0958", "+44 20 7946 0958"),
        ("", "", ""),
    ],
)
def test_a_number_is_stored_and_shown(typed: str, stored: str, shown: str) -> None:
    assert phone_to_store(typed) == stored
    assert phone_to_store(stored) == stored
    assert phone_text(stored) == shown


@pytest.mark.parametrize("typed", ["555-0142", "12345", "210 555 0142 7", "none", "+999 1234567"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        phone_to_store(typed)
    assert refused.value.full_code == "rule.phone-invalid"


def test_a_text_that_is_no_number_is_shown_as_it_is() -> None:
    assert phone_text("ask the clinic") == "ask the clinic"


def test_an_extension_is_not_among_the_digits() -> None:
    assert phone_digits(phone_to_store("210-555-0142 x12")) == "2105550142"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Ana@Example.ORG ", "Ana@example.org"),
        ("ana@ñandú.example", "ana@ñandú.example"),
        ("an\u0303a@N\u0303andu.example", "aña@ñandu.example"),
        ("ana@xn--and-6ma2c.example", "ana@xn--and-6ma2c.example"),
        ("", ""),
    ],
)
def test_an_address_is_stored(typed: str, stored: str) -> None:
    assert email_to_store(typed) == stored


@pytest.mark.parametrize(
    "typed", ["ana", "ana@", "a b@example.org", "ana@example", "a@@example.org"]
)
def test_what_is_no_address_is_refused_without_quoting_it(typed: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        email_to_store(typed)
    assert refused.value.full_code == "rule.email-invalid"
    assert refused.value.__cause__ is refused.value.__context__ is None


@pytest.mark.parametrize(
    "typed", ["a@clinic\u2460.example", "a@\ufb01sh.example", "a@clinic\u3002example"]
)
def test_a_domain_that_reads_as_another_is_refused(typed: str) -> None:
    with pytest.raises(RuleBroken, match=r"^rule\.email-invalid$"):
        email_to_store(typed)


def test_no_name_server_is_asked_about_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_asked: object, **_how: object) -> None:
        raise AssertionError("nothing is looked up on the network")

    monkeypatch.setattr("dns.resolver.Resolver.resolve", refused)
    assert email_to_store("ana@clinic.example") == "ana@clinic.example"


@pytest.mark.parametrize(
    "typed",
    ["1-800-FLOWERS", "210 555 home x0142", "21O 555 01422", "2105550142/ x12", "1 1 210 555 0142",
     "210-555-0142;isub=2", "(cell) 210-555-0142", "1 x 210 555 0142", "210-555-0142 доб 12",
     "210-555-0142 or 210-555-0199", "210-555-0142 x12 x13",
     "２１０５５５０１４２", "\u0662\u0661\u0660\u0665\u0665\u0665\u0660\u0661\u0664\u0662",
     "210-555-0142 ext １２", "abc 210-555-0142", "210-555-014\u00b2"],
)  # fmt: skip
def test_nothing_is_left_out_of_a_number_and_no_digit_is_changed(typed: str) -> None:
    with pytest.raises(RuleBroken, match=r"^rule\.phone-invalid$"):
        phone_to_store(typed)


def test_an_address_has_the_length_of_rfc_5321() -> None:
    assert email_to_store(f"{'a' * 64}@example.org")
    with pytest.raises(RuleBroken, match=r"^rule\.email-invalid$"):
        email_to_store(f"{'a' * 65}@example.org")
