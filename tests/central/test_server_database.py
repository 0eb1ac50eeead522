"""What central keeps is on disk when it says so, and its errors quote nobody."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError
from starlette.requests import Request

from ptc_central.data_directory import write_owner_only
from ptc_central.storage.server_database import ServerDatabase, registered_devices
from ptc_central.web.web_application import _error_response
from tests.support.builders import MARK


@pytest.fixture
def database(tmp_path: Path) -> Iterator[ServerDatabase]:
    with closing(ServerDatabase(f"sqlite:///{tmp_path / 'central.sqlite3'}")) as opened:
        yield opened


@pytest.mark.parametrize(
    ("pragma", "value"), [("synchronous", 2), ("journal_mode", "wal"), ("busy_timeout", 30_000)]
)
def test_a_commit_outlives_a_power_cut(
    database: ServerDatabase, pragma: str, value: int | str
) -> None:
    with database.read_transaction() as connection:
        assert connection.execute(text(f"PRAGMA {pragma}")).scalar_one() == value


def test_an_error_of_the_database_has_no_values(database: ServerDatabase) -> None:
    row = {"client_id": MARK, "secret_hash": MARK, "site": MARK, "device": MARK}
    with database.write_transaction() as connection:
        connection.execute(insert(registered_devices), row)
    with pytest.raises(IntegrityError) as failed, database.write_transaction() as connection:
        connection.execute(insert(registered_devices), row)
    assert MARK not in str(failed.value)


def test_an_error_of_ours_is_answered_without_its_text() -> None:
    answer = asyncio.run(_error_response(cast(Request, None), RuntimeError(MARK)))
    assert answer.status_code == 500
    assert MARK not in bytes(answer.body).decode()


def test_a_file_is_on_disk_before_it_takes_the_place_of_the_earlier_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "address.json"
    path.write_bytes(b"earlier")
    synced: list[tuple[int, bytes]] = []
    monkeypatch.setattr(
        os,
        "fsync",
        lambda descriptor: synced.append((os.fstat(descriptor).st_ino, path.read_bytes())),
    )
    write_owner_only(path, b"later")
    assert synced == [(path.stat().st_ino, b"earlier")]
    assert path.read_bytes() == b"later"
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
