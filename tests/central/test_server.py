"""Start, stop and restart of a server: its address, files and stored data."""

from __future__ import annotations

import json
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ptc_central.server import ServerAddress, ServerSettings, serve
from tests.central.central_client import CentralClient
from tests.support.fhir_json import Json

_LONGEST_WAIT = 60
"""Seconds for a process to end."""


@contextmanager
def _process(data_dir: Path) -> Iterator[tuple[subprocess.Popen[str], Json]]:
    command = [sys.executable, "-m", "ptc_central", "--data-dir", str(data_dir)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout is not None
        address: Json = json.loads(process.stdout.readline())
        try:
            yield process, address
        finally:
            process.kill()


def _server_address(address: Json) -> ServerAddress:
    return ServerAddress(address["url"], Path(address["ca"]), address["registration_code"])


def test_the_address_is_written_and_printed(data_dir: Path) -> None:
    with _process(data_dir) as (process, address):
        assert json.loads((data_dir / "address.json").read_text()) == address
        assert set(address) == {"url", "ca", "registration_code", "pid"}
        assert address["pid"] == process.pid
        process.send_signal(signal.SIGTERM)
        assert process.wait(_LONGEST_WAIT) == 0


def test_a_directory_that_cannot_be_used_is_said_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "central.sqlite3").mkdir()
    (tmp_path / "torn").mkdir()
    for name in ("ca.pem", "ca.key"):
        (tmp_path / "torn" / name).write_text("no certificate")
    for place in ("file", "file/below", "full", "torn"):
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "ptc_central", "--data-dir", str(tmp_path / place)],
            capture_output=True, text=True, check=False, timeout=_LONGEST_WAIT,
        )  # fmt: skip
        assert done.returncode == 1
        assert done.stdout == ""
        assert done.stderr.startswith("ptc-central: cannot start: ")
        assert "Traceback" not in done.stderr


def test_what_was_acknowledged_survives_a_kill(
    data_dir: Path, register: Callable[[ServerAddress], CentralClient]
) -> None:
    with _process(data_dir) as (process, address):
        client = register(_server_address(address))
        stored = client.post("Patient", {"resourceType": "Patient"}).json()
        process.kill()
        process.wait(_LONGEST_WAIT)
    with _process(data_dir) as (process, again):
        assert again["url"] == address["url"]
        assert client.get(f"Patient/{stored['id']}").json() == stored
        process.send_signal(signal.SIGINT)
        assert process.wait(_LONGEST_WAIT) == 0


def test_a_restart_keeps_everything(
    data_dir: Path, register: Callable[[ServerAddress], CentralClient]
) -> None:
    with serve(data_dir) as first:
        client = register(first)
        stored = client.post("Patient", {"resourceType": "Patient"}).json()
    with serve(data_dir) as second:
        assert second == first
        assert client.get(f"Patient/{stored['id']}").json() == stored


def test_a_taken_port_is_given_up(data_dir: Path) -> None:
    with serve(data_dir) as first:
        port = int(first.url.rpartition(":")[2])
    with socket.create_server(("127.0.0.1", port)), serve(data_dir) as second:
        assert second.url != first.url


def test_a_port_that_was_asked_for_is_not_given_up(data_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(OSError, match="in use"), serve(data_dir, port=port):
            pass


def test_a_strange_address_file_is_ignored(data_dir: Path) -> None:
    data_dir.mkdir()
    for content in ("", "[]", '{"url": "https://x"}'):
        (data_dir / "address.json").write_text(content)
        with serve(data_dir) as central:
            assert central.url.startswith("https://127.0.0.1:")


def test_the_stop_does_not_wait_for_idle_connections(
    data_dir: Path, register: Callable[[ServerAddress], CentralClient]
) -> None:
    with serve(data_dir) as central:
        client = register(central)
        before = datetime.now(UTC)
    assert datetime.now(UTC) - before < timedelta(seconds=2)
    assert client.session.adapters


def test_secrets_are_for_their_owner_alone(data_dir: Path) -> None:
    with serve(data_dir):
        secret = ["ca.key", "server.key", "registration_code", "address.json"]
        modes = {stat.S_IMODE((data_dir / name).stat().st_mode) for name in secret}
    assert modes == {0o600}
    assert stat.S_IMODE(data_dir.stat().st_mode) == 0o700


def _central(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """A server that is told to stop with its input, as it ended."""
    command = [sys.executable, "-m", "ptc_central", "--stop-with-stdin", *arguments]
    return subprocess.run(  # noqa: S603 - our own interpreter and module
        command, input=typed, capture_output=True, text=True, timeout=_LONGEST_WAIT, check=False
    )


@pytest.mark.parametrize("is_typed", [True, False])
def test_the_database_is_named_in_a_file_or_the_input(tmp_path: Path, *, is_typed: bool) -> None:
    database, data_dir = tmp_path / "other.sqlite3", tmp_path / "data"
    line = f"sqlite:///{database}\n"
    file = tmp_path / "url.txt"
    file.write_text(line, encoding="utf-8")
    where = ("--database-url-file", "-" if is_typed else str(file))
    ended = _central("--data-dir", str(data_dir), *where, typed=line if is_typed else "")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert database.exists()
    assert not (data_dir / "central.sqlite3").exists()


@pytest.mark.parametrize("content", [b"no url secret", b"\xff\xfe", b"", None])
def test_a_database_that_cannot_be_read_is_refused_unrepeated(
    tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "url.txt"
    if content is not None:
        file.write_bytes(content)
    ended = _central("--data-dir", str(tmp_path / "data"), "--database-url-file", str(file))
    assert ended.returncode == 2
    assert "no database URL can be read from it" in ended.stderr
    assert "secret" not in ended.stderr


def test_the_url_of_the_database_is_no_argument(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    ended = _central("--data-dir", str(tmp_path / "data"), "--database-url", url)
    assert ended.returncode == 2
    assert not (tmp_path / "other.sqlite3").exists()
    assert "database_url" not in repr(ServerSettings(database_url=url))
