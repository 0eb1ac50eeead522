"""Stored formats as an earlier program wrote them: what an update must still be able to read.

A test that fails here means that files, drafts or printed numbers of sites in use are read
otherwise than they were written. Change the format by a new version of it and a migration, and
add a file for that version; never change a file that is here.
"""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import keyring.backends.fail
import msgspec
import pytest
from keyring.backend import KeyringBackend

from ptc_app.domain.audit import GENESIS_HASH, AuditAction, AuditEvent, next_audit_entry
from ptc_app.domain.consent import ConsentProgress, PageDisplay
from ptc_app.domain.ids import ParticipantId
from ptc_app.domain.language import Language
from ptc_app.domain.measurement.readings import (
    ChosenBodySite,
    FlaggedReading,
    Reading,
    ReadingModification,
    Readings,
    decode_readings,
    encode_readings,
)
from ptc_app.domain.participants.participant_number import is_participant_number, participant_number
from ptc_app.domain.survey.answer_values import Coding
from ptc_app.domain.survey.answers import (
    AnswerState,
    ItemAnswer,
    SurveyAnswers,
    decode_survey_draft,
    encode_survey_draft,
)
from ptc_app.domain.timestamps import HybridTimestamp, parse_utc_text, utc_text
from ptc_app.storage.keys.key_file import KeyFile
from ptc_app.storage.keys.os_keyring import OsKeyring
from ptc_app.storage.keys.recovery_key import parse_recovery_key

FOLDER = Path(__file__).parent
NOON = datetime(2026, 3, 12, 15, 0, tzinfo=UTC)
SPANISH = Language("es")


class GoldenKeyring(KeyringBackend):
    """An operating system's keyring that holds what an earlier program put there."""

    priority = 1  # type: ignore[assignment]

    def __init__(self, secrets: dict[str, str]) -> None:
        super().__init__()
        self._secrets = secrets

    def get_password(self, service: str, username: str) -> str | None:
        return self._secrets.get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise AssertionError("unlocking writes no secret")

    def delete_password(self, service: str, username: str) -> None:
        raise AssertionError("unlocking deletes no secret")


GoldenKeyring.__module__ = "keyring.backends.SecretService"


@pytest.fixture
def key_file() -> KeyFile:
    return KeyFile(FOLDER / "keys.json", OsKeyring(keyring.backends.fail.Keyring()))


@pytest.fixture
def expected() -> dict[str, str]:
    found: dict[str, str] = json.loads((FOLDER / "keys.expected.json").read_text("utf-8"))
    return found


def test_a_passphrase_still_opens_its_store(key_file: KeyFile, expected: dict[str, str]) -> None:
    store_key = key_file.unlock(expected["sign_in_name"], expected["passphrase"])
    assert store_key.hex() == expected["store_key"]


def test_name_passphrase_and_machine_secret_still_open_their_store() -> None:
    """Both with accents, typed here with combining ones: as NFC and NFKC they are the same."""
    expected = json.loads((FOLDER / "machine_keys.expected.json").read_text("utf-8"))
    machine = OsKeyring(GoldenKeyring(expected["keyring"]))
    name, passphrase = (
        unicodedata.normalize("NFD", expected[key]) for key in ("sign_in_name", "passphrase")
    )
    store_key = KeyFile(FOLDER / "machine_keys.json", machine).unlock(name, passphrase)
    assert store_key.hex() == expected["store_key"]


def test_a_recovery_key_still_opens_its_store(key_file: KeyFile, expected: dict[str, str]) -> None:
    assert key_file.unlock_with_recovery(expected["recovery_key"]).hex() == expected["store_key"]


def test_a_printed_recovery_key_is_read_as_it_was() -> None:
    assert parse_recovery_key("22222-22222-22222-22222-22222-22222-22D5R") == "2" * 32


def test_a_survey_draft_is_read_as_it_was_saved() -> None:
    raw = (FOLDER / "survey_draft.json").read_bytes()
    answered = {
        "yes": (True,),
        "count": (7,),
        "size": (Decimal("1.50"),),
        "day": (date(1961, 3, 12),),
        "text": ("Zqxmark ñ",),
        "choice": (Coding("http://example.org", "a", "A"), Coding("", "b", "")),
    }
    answers = {key: ItemAnswer(AnswerState.ANSWERED, values) for key, values in answered.items()}
    answers["declined"] = ItemAnswer(AnswerState.DECLINED, ())
    answers["skipped"] = ItemAnswer(AnswerState.SKIPPED, ())
    questionnaire = "https://ptc.example/fhir/Questionnaire/golden|1"
    assert decode_survey_draft(raw) == SurveyAnswers(questionnaire, SPANISH, answers)
    assert encode_survey_draft(decode_survey_draft(raw)) == raw


def test_a_readings_draft_is_read_as_it_was_saved() -> None:
    raw = (FOLDER / "readings_draft.json").read_bytes()
    assert decode_readings(raw) == Readings(
        protocol_id="golden",
        protocol_version="1",
        readings=(Reading("grip", 1, Decimal("31.50"), at=NOON),),
        modifications=(ReadingModification("flow", 2, "refusal", "Zqxmark"),),
        flags=(FlaggedReading("unsteady", 1),),
        body_sites=(ChosenBodySite("grip", "left"),),
    )
    assert encode_readings(decode_readings(raw)) == raw


def test_a_consent_draft_is_read_as_it_was_saved() -> None:
    raw = (FOLDER / "consent_draft.json").read_bytes()
    shown = (PageDisplay(0, NOON), PageDisplay(1, NOON.replace(minute=1)))
    progress = ConsentProgress("primary", "4", SPANISH, 1, shown, "María Zqxmark")
    assert msgspec.json.decode(raw, type=ConsentProgress) == progress
    assert msgspec.json.encode(progress) == raw


def test_the_audit_chain_hashes_as_it_did() -> None:
    event = AuditEvent(NOON, AuditAction.SIGNED, "practitioner-1", "device-1", "record-1", "survey")
    first = next_audit_entry(GENESIS_HASH, 1, event)
    assert first.hash == "dba17f7592cc47ba30bf32163cd24d864813d543d6a019c25dd7baaa18573e39"
    assert (
        next_audit_entry(first.hash, 2, event).hash
        == "edfd7c1f6ba203d110f05293ba6553fb4a919a0b437ed33be16fdf9697e1fdc7"
    )


def test_participant_numbers_stay_what_was_printed() -> None:
    number = participant_number(ParticipantId("00000000-0000-4000-8000-000000000001"))
    assert number == "P-DJAJS-MSS6B-F"
    assert is_participant_number("P-DJAJS-MSS6B-F")


def test_stored_times_are_read_as_they_were_written() -> None:
    assert utc_text(NOON) == "2026-03-12T15:00:00.000Z"
    assert parse_utc_text("2026-03-12T15:00:00.000Z") == NOON
    assert str(HybridTimestamp(1_773_327_600_000, 2)) == "001773327600000-000002"
    assert HybridTimestamp.parse("001773327600000-000002") == HybridTimestamp(1_773_327_600_000, 2)
