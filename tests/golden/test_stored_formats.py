"""Key files, drafts, numbers and times as an earlier program wrote them.

A test that fails here says what an update would do to a site in use. See `make` for when a golden
file may be written anew.
"""

from __future__ import annotations

import unicodedata

import msgspec
import pytest

from ptc_app.domain.audit import GENESIS_HASH, AuditAction, AuditEvent, next_audit_entry
from ptc_app.domain.consent_reading import ConsentReadingProgress
from ptc_app.domain.hybrid_timestamp import HybridTimestamp
from ptc_app.domain.ids import ParticipantId
from ptc_app.domain.measurement.readings import decode_readings, encode_readings
from ptc_app.domain.participants.participant_number import is_participant_number, participant_number
from ptc_app.domain.survey.survey_draft import decode_survey_draft, encode_survey_draft
from ptc_app.domain.utc_text import parse_utc_text, utc_text
from ptc_app.storage.keys.recovery_key import parse_recovery_key
from tests.golden import golden_files, golden_keys
from tests.golden.golden_files import FOLDER, reads
from tests.golden.golden_values import NOON, PROGRESS, READINGS, SURVEY
from tests.golden.make import shipped_programs

SITE = golden_files.read_json(golden_files.SITE_SECRETS)
PRINTED = golden_files.read_json(golden_files.PRINTED)
MACHINE = golden_files.read_json(golden_files.MACHINE_SECRETS)


@pytest.mark.parametrize("sign_in_name", SITE["passphrases"])
def test_a_passphrase_opens_the_store(sign_in_name: str) -> None:
    with reads("key file"):
        store_key = golden_keys.site_key_file().unlock(
            sign_in_name, SITE["passphrases"][sign_in_name]
        )
        assert store_key.hex() == SITE["store_key"]


@pytest.mark.parametrize(("sign_in_name", "passphrase"), MACHINE["passphrases"].items())
def test_name_passphrase_and_machine_secret_open_their_store(
    sign_in_name: str, passphrase: str
) -> None:
    """Both with accents, typed here with combining ones: as NFC and NFKC they are the same."""
    typed = (unicodedata.normalize("NFD", text) for text in (sign_in_name, passphrase))
    with reads("machine secret"):
        assert golden_keys.machine_key_file().unlock(*typed).hex() == MACHINE["store_key"]


def test_a_recovery_key_opens_its_store_on_any_machine() -> None:
    with reads("recovery key"):
        site = golden_keys.site_key_file().unlock_with_recovery(SITE["recovery_key"])
        assert site.hex() == SITE["store_key"]
        elsewhere = golden_keys.machine_key_file(golden_keys.GoldenKeyring({}))
        opened = elsewhere.unlock_with_recovery(MACHINE["recovery_key"])
        assert opened.hex() == MACHINE["store_key"]


def test_printed_recovery_keys_are_read_as_they_were() -> None:
    with reads("recovery key"):
        assert parse_recovery_key("22222-22222-22222-22222-22222-22222-22D5R") == "2" * 32
        for key, body in PRINTED["recovery keys"].items():
            assert parse_recovery_key(key) == body


def test_a_survey_draft_is_read_as_it_was_saved() -> None:
    raw = (FOLDER / "survey_draft.json").read_bytes()
    with reads("draft"):
        assert decode_survey_draft(raw) == SURVEY
        assert encode_survey_draft(SURVEY) == raw


def test_a_readings_draft_is_read_as_it_was_saved() -> None:
    raw = (FOLDER / "readings_draft.json").read_bytes()
    with reads("draft"):
        assert decode_readings(raw) == READINGS
        assert encode_readings(READINGS) == raw


def test_a_consent_draft_is_read_as_it_was_saved() -> None:
    raw = (FOLDER / "consent_draft.json").read_bytes()
    with reads("draft"):
        assert msgspec.json.decode(raw, type=ConsentReadingProgress) == PROGRESS
        assert msgspec.json.encode(PROGRESS) == raw


def test_the_audit_chain_hashes_as_it_did() -> None:
    event = AuditEvent(NOON, AuditAction.SIGNED, "practitioner-1", "device-1", "record-1", "survey")
    with reads("audit trail"):
        first = next_audit_entry(GENESIS_HASH, 1, event)
        assert first.hash == "dba17f7592cc47ba30bf32163cd24d864813d543d6a019c25dd7baaa18573e39"
        second = next_audit_entry(first.hash, 2, event)
        assert second.hash == "edfd7c1f6ba203d110f05293ba6553fb4a919a0b437ed33be16fdf9697e1fdc7"


def test_participant_numbers_stay_what_was_printed() -> None:
    with reads("participant number"):
        for identity, number in PRINTED["participant numbers"].items():
            assert participant_number(ParticipantId(identity)) == number
            assert is_participant_number(number)


def test_every_character_is_among_them_also_as_a_check() -> None:
    numbers = [number.removeprefix("P") for number in PRINTED["participant numbers"].values()]
    for texts, alphabet in ((numbers, 29), (list(PRINTED["recovery keys"]), 32)):
        assert len(set("".join(texts)) - {"-"}) == alphabet
        assert len({text[-1] for text in texts}) == alphabet


def test_stored_times_are_read_as_they_were_written() -> None:
    with reads("time"):
        assert utc_text(NOON) == "2026-03-12T15:00:00.000Z"
        assert parse_utc_text("2026-03-12T15:00:00.000Z") == NOON
        assert str(HybridTimestamp(1_773_327_600_000, 2)) == "001773327600000-000002"
        parsed = HybridTimestamp.parse("001773327600000-000002")
        assert parsed == HybridTimestamp(1_773_327_600_000, 2)


def test_each_program_version_ships_with_the_files_it_had() -> None:
    written = golden_files.read_json(golden_files.SHIPPED_PROGRAMS)
    with reads("shipped program"):
        assert shipped_programs().items() <= written.items()
