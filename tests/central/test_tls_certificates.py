"""Certificate authority and server certificate of a practice central."""

from __future__ import annotations

import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from ptc_central.server import ServerAddress
from ptc_central.tls_certificates import provide_tls_files

NOW = datetime(2025, 1, 1, tzinfo=UTC)


def _serial(path: Path) -> int:
    return x509.load_pem_x509_certificate(path.read_bytes()).serial_number


def test_certificates_are_kept(tmp_path: Path) -> None:
    files = provide_tls_files(tmp_path, "127.0.0.1", NOW)
    before = _serial(files.ca), _serial(files.certificate)
    provide_tls_files(tmp_path, "127.0.0.1", NOW + timedelta(days=300))
    assert (_serial(files.ca), _serial(files.certificate)) == before


def test_a_server_certificate_that_runs_out_is_renewed(tmp_path: Path) -> None:
    files = provide_tls_files(tmp_path, "127.0.0.1", NOW)
    before = _serial(files.ca), _serial(files.certificate)
    provide_tls_files(tmp_path, "127.0.0.1", NOW + timedelta(days=380))
    assert _serial(files.ca) == before[0]
    assert _serial(files.certificate) != before[1]


def test_a_new_name_needs_a_new_certificate(tmp_path: Path) -> None:
    files = provide_tls_files(tmp_path, "127.0.0.1", NOW)
    before = _serial(files.certificate)
    provide_tls_files(tmp_path, "central.example", NOW)
    assert _serial(files.certificate) != before


def test_a_lost_authority_is_replaced_with_all_it_signed(tmp_path: Path) -> None:
    files = provide_tls_files(tmp_path, "127.0.0.1", NOW)
    before = _serial(files.certificate)
    files.ca.unlink()
    provide_tls_files(tmp_path, "127.0.0.1", NOW)
    assert _serial(files.certificate) != before


def test_a_certificate_of_another_key_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = provide_tls_files(tmp_path / "other", "127.0.0.1", NOW)
    files = provide_tls_files(tmp_path, "127.0.0.1", NOW)
    before = _serial(files.certificate)
    files.key.write_bytes(other.key.read_bytes())
    provide_tls_files(tmp_path, "127.0.0.1", NOW)
    assert _serial(files.certificate) != before


def test_browsers_accept_the_lifetime_of_the_server_certificate(tmp_path: Path) -> None:
    files = provide_tls_files(tmp_path, "127.0.0.1", NOW)
    certificate = x509.load_pem_x509_certificate(files.certificate.read_bytes())
    lifetime = certificate.not_valid_after_utc - certificate.not_valid_before_utc
    assert timedelta(days=390) < lifetime <= timedelta(days=398)


@pytest.mark.parametrize("name", ["127.0.0.1", "::1", "localhost"])
def test_strict_clients_accept_the_certificates(central: ServerAddress, name: str) -> None:
    context = ssl.create_default_context(cafile=central.ca_path)
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    port = int(central.url.rpartition(":")[2])
    with (
        socket.create_connection(("127.0.0.1", port), timeout=30) as connection,
        context.wrap_socket(connection, server_hostname=name) as tls,
    ):
        assert tls.version() == "TLSv1.3"


def test_the_authority_signs_no_other_authority(tmp_path: Path) -> None:
    files = provide_tls_files(tmp_path, "127.0.0.1", NOW)
    certificate = x509.load_pem_x509_certificate(files.ca.read_bytes())
    constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    assert constraints == x509.BasicConstraints(ca=True, path_length=0)
