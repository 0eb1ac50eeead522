"""Start, stop, restart: certificates, address, and that nothing is lost."""

import json
import signal
import socket
import stat
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from ptc_central.server import ServerAddress, serve
from ptc_central.tls_certificates import provide_tls_files

NOW = datetime(2025, 1, 1, tzinfo=UTC)


@contextmanager
def _program(data_dir):
    command = [sys.executable, "-m", "ptc_central", "--data-dir", str(data_dir)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        address = json.loads(process.stdout.readline())
        try:
            yield process, address
        finally:
            process.kill()


def _central(address):
    return ServerAddress(address["url"], Path(address["ca"]), address["registration_code"])


def test_the_address_is_written_and_printed(data_dir):
    with _program(data_dir) as (process, address):
        assert json.loads((data_dir / "address.json").read_text()) == address
        assert set(address) == {"url", "ca", "registration_code", "pid"}
        assert address["pid"] == process.pid
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def test_what_was_acknowledged_survives_a_kill(data_dir, register):
    with _program(data_dir) as (process, address):
        device = register(_central(address))
        stored = device.post("Patient", {"resourceType": "Patient"}).json()
        process.kill()
        process.wait(10)
    with _program(data_dir) as (process, again):
        assert again["url"] == address["url"]
        assert device.get(f"Patient/{stored['id']}").json() == stored
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0


def test_a_restart_keeps_everything(data_dir, register):
    with serve(data_dir) as first:
        device = register(first)
        stored = device.post("Patient", {"resourceType": "Patient"}).json()
    with serve(data_dir) as second:
        assert second == first
        assert device.get(f"Patient/{stored['id']}").json() == stored


def test_a_taken_port_is_given_up(data_dir):
    with serve(data_dir) as first:
        port = int(first.url.rpartition(":")[2])
    with socket.create_server(("127.0.0.1", port)), serve(data_dir) as second:
        assert second.url != first.url


def test_a_port_that_was_asked_for_is_not_given_up(data_dir):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(OSError, match="in use"), serve(data_dir, port=port):
            pass


def test_a_strange_address_file_is_ignored(data_dir):
    data_dir.mkdir()
    for content in ("", "[]", '{"url": "https://x"}'):
        (data_dir / "address.json").write_text(content)
        with serve(data_dir) as central:
            assert central.url.startswith("https://127.0.0.1:")


def test_the_stop_does_not_wait_for_idle_connections(data_dir, register):
    with serve(data_dir) as central:
        device = register(central)
        before = datetime.now(UTC)
    assert datetime.now(UTC) - before < timedelta(seconds=2)
    assert device.session.adapters


def test_secrets_are_for_their_owner_alone(data_dir):
    with serve(data_dir):
        secret = ["ca.key", "server.key", "registration_code", "address.json"]
        modes = {stat.S_IMODE((data_dir / name).stat().st_mode) for name in secret}
    assert modes == {0o600}
    assert stat.S_IMODE(data_dir.stat().st_mode) == 0o700


def _serial(path):
    return x509.load_pem_x509_certificate(path.read_bytes()).serial_number


def test_certificates_are_kept(tmp_path):
    made = provide_tls_files(tmp_path, "127.0.0.1", NOW)
    before = _serial(made.ca), _serial(made.certificate)
    provide_tls_files(tmp_path, "127.0.0.1", NOW + timedelta(days=300))
    assert (_serial(made.ca), _serial(made.certificate)) == before


def test_a_server_certificate_that_runs_out_is_renewed(tmp_path):
    made = provide_tls_files(tmp_path, "127.0.0.1", NOW)
    before = _serial(made.ca), _serial(made.certificate)
    provide_tls_files(tmp_path, "127.0.0.1", NOW + timedelta(days=380))
    assert _serial(made.ca) == before[0]
    assert _serial(made.certificate) != before[1]


def test_a_new_name_needs_a_new_certificate(tmp_path):
    made = provide_tls_files(tmp_path, "127.0.0.1", NOW)
    before = _serial(made.certificate)
    provide_tls_files(tmp_path, "central.example", NOW)
    assert _serial(made.certificate) != before


def test_a_lost_authority_is_replaced_with_all_it_signed(tmp_path):
    made = provide_tls_files(tmp_path, "127.0.0.1", NOW)
    before = _serial(made.certificate)
    made.ca.unlink()
    provide_tls_files(tmp_path, "127.0.0.1", NOW)
    assert _serial(made.certificate) != before
