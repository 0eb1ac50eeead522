"""Signed records and the data of their PDFs as an earlier program wrote them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest

from ptc_app.documents.typst_rendering import render_template
from ptc_app.domain.fhir.elements import encode_fhir
from ptc_app.domain.fhir.signed_bundle_decoding import decode_signed_bundle
from ptc_app.domain.records.signed_record import SignedRecord, sha256_hex
from ptc_app.paths import DataDir
from ptc_app.storage.store import Store, open_store
from ptc_app.sync.dialects.decoded_envelope import decode_envelope
from tests.golden import golden_files
from tests.golden.golden_files import as_far_as_expected, reads
from tests.golden.pdf_reading import pdf_values
from tests.support.stages import RECORD_KINDS

VERSIONS = golden_files.store_versions()
RECORDS = [path for v in VERSIONS for path in sorted(golden_files.records_folder(v).iterdir())]
PDF_DATA = [path for v in VERSIONS for path in sorted(golden_files.pdf_data_folder(v).iterdir())]
MADE_AT = datetime(2026, 3, 12, tzinfo=UTC)
LATER = datetime(2026, 3, 20, tzinfo=UTC)
TEMPLATES = {"consent": "consent", "measurements": "results"}
RESOURCES = {kind.code: kind.resources for kind in RECORD_KINDS}


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Store]]:
    """The golden stores by the name of their folder."""
    store_key = golden_files.read_json(golden_files.SITE_SECRETS)["store_key"]
    opened = {}
    for version in VERSIONS:
        folder = golden_files.copy_site(version, tmp_path_factory.mktemp("golden") / "site")
        with reads("store file"):
            opened[f"v{version}"] = open_store(DataDir(folder).store, bytes.fromhex(store_key))
    yield opened
    for store in opened.values():
        store.close()


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_record_is_the_bytes_that_were_signed(path: Path, stores: dict[str, Store]) -> None:
    with reads("record"):
        record = _record_of(path, stores)
        assert record.body == path.read_bytes()
        assert record.sha256 == sha256_hex(record.body)


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_record_is_decoded_without_loss(path: Path) -> None:
    kind = path.stem.split("-", 1)[1].rpartition("-")[0]
    with reads("record"):
        bundle = decode_signed_bundle(path.read_bytes(), RESOURCES[kind])
        assert encode_fhir(bundle) == path.read_bytes()


@pytest.mark.parametrize("version", VERSIONS)
def test_an_envelope_carries_the_bytes_that_were_signed(
    version: int, stores: dict[str, Store]
) -> None:
    """Sending takes its Bundle apart: without entries it would go out alone, to be refused."""
    store = stores[f"v{version}"]
    with reads("outbox"):
        envelopes = store.outbox.due(LATER, 100)
        assert envelopes
        for envelope in envelopes:
            record = store.records.get(envelope.record_id)
            assert record is not None
            assert envelope.payload == record.body
            assert decode_envelope(envelope).entries


@pytest.mark.parametrize("path", PDF_DATA, ids=lambda path: path.stem)
def test_the_data_of_a_pdf_are_made_of_the_record_as_they_were(
    path: Path, stores: dict[str, Store]
) -> None:
    expected = golden_files.read_json(path)
    with reads("PDF data"):
        found = pdf_values(stores[_version(path)], _record_of(path, stores))
        assert as_far_as_expected(found, expected) == expected


@pytest.mark.parametrize("path", PDF_DATA, ids=lambda path: path.stem)
def test_the_data_of_a_pdf_are_printed(path: Path, stores: dict[str, Store]) -> None:
    values, template = golden_files.read_json(path), TEMPLATES[_record_of(path, stores).kind]
    with reads("PDF data"):
        text = _text_of(render_template(template, values, made_at=MADE_AT))
        for key in ("participant_name", "participant_identifier", "site"):
            assert "".join(values[key].split()) in text


def _record_of(path: Path, stores: dict[str, Store]) -> SignedRecord:
    """The record in the store that a golden file is of; the number in its name is its place."""
    records = list(stores[_version(path)].records.each())
    return records[int(path.name.split("-")[0]) - 1]


def _version(path: Path) -> str:
    """The name of the folder of a golden store that a golden file belongs to."""
    return path.parent.parent.name


def _text_of(pdf: bytes) -> str:
    """The text of a PDF without white space, which depends on where lines are broken."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return "".join("".join(page.extract_text() for page in pages).split())
