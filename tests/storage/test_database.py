"""A store that cannot be used is refused, and stays as it is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from ptc_app.domain.errors import PtcError, RuleBroken, StoreUnusable
from ptc_app.paths import DataDir
from ptc_app.storage.database import Database, create_store_file
from ptc_app.storage.integrity_check import check_integrity
from ptc_app.storage.keys.key_file import GeneratedKeys
from ptc_app.storage.records import Records
from ptc_app.storage.settings import Settings
from tests.support.builders import an_act

PAGE = 4096


@pytest.fixture
def used(site: DataDir, new_keys: GeneratedKeys) -> DataDir:
    """A store with some records in it."""
    database = Database(site.store, new_keys.store_key)
    for key in "abcde":
        Records(database).sign(an_act(key, body=key.encode() * 9_000))
    database.close()
    return site


def refused(path: Path, key: bytes) -> str:
    with pytest.raises(StoreUnusable) as error:
        Database(path, key)
    return error.value.full_code.removeprefix("store.unusable.")


def flipped(path: Path, at: int) -> None:
    body = bytearray(path.read_bytes())
    body[at] ^= 1
    path.write_bytes(body)


def test_a_missing_store_is_not_made(tmp_path: Path) -> None:
    assert refused(tmp_path / "store.db", bytes(32)) == "missing"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda path: flipped(path, 3), "wrong-key"),  # the salt: no key fits any more
        (lambda path: flipped(path, 500), "corrupt"),
        (lambda path: path.write_bytes(path.read_bytes()[: 3 * PAGE + 100]), "corrupt"),
        (lambda path: path.write_bytes(path.read_bytes()[: 3 * PAGE]), "corrupt"),
        (lambda path: path.write_bytes(path.read_bytes()[:100]), "corrupt"),
        (lambda path: path.write_bytes(b""), "corrupt"),
        (lambda path: path.write_bytes(bytes(PAGE - 1)), "corrupt"),
        (lambda path: path.write_bytes(bytes(PAGE)), "wrong-key"),
        (lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(8 * PAGE)), "wrong-key"),
    ],
    ids=[
        "salt",
        "first-page",
        "torn",
        "truncated",
        "stub",
        "empty",
        "part-of-a-page",
        "page",
        "foreign",
    ],
)
def test_a_damaged_store_is_refused_and_left_as_it_is(
    used: DataDir, new_keys: GeneratedKeys, damage: Callable[[Path], None], code: str
) -> None:
    damage(used.store)
    before = used.store.read_bytes()
    assert refused(used.store, new_keys.store_key) == code
    assert used.store.read_bytes() == before


def test_a_refusal_is_not_written_to_the_terminal(
    used: DataDir, capfd: pytest.CaptureFixture[str]
) -> None:
    refused(used.store, bytes(32))
    assert capfd.readouterr() == ("", "")


def test_a_store_says_that_it_is_of_this_program(database: Database) -> None:
    assert tuple(*database.read("PRAGMA application_id")) == (int.from_bytes(b"ptca"),)


@pytest.mark.parametrize("key", [bytes(32), b"short"])
def test_a_wrong_key_is_refused(used: DataDir, new_keys: GeneratedKeys, key: bytes) -> None:
    before = used.store.read_bytes()
    assert refused(used.store, key) == "wrong-key"
    assert used.store.read_bytes() == before
    Database(used.store, new_keys.store_key).close()


def test_a_wrong_key_touches_nothing_of_a_store_in_use(
    used: DataDir, new_keys: GeneratedKeys
) -> None:
    database = Database(used.store, new_keys.store_key)
    Settings(database).put("only in the log", "yes")
    files = (used.store, used.store.with_name("store.db-wal"))
    before = [file.read_bytes() for file in files]
    assert refused(used.store, bytes(32)) == "wrong-key"
    assert [file.read_bytes() for file in files] == before
    assert Settings(database).get("only in the log") == "yes"
    database.close()


def test_what_was_only_in_the_log_survives_a_wrong_key(
    used: DataDir, new_keys: GeneratedKeys
) -> None:
    database = Database(used.store, new_keys.store_key)
    Settings(database).put("only in the log", "yes")
    crashed = DataDir(used.root.with_name("crashed"))
    crashed.root.mkdir()
    for name in ("store.db", "store.db-wal"):
        (crashed.root / name).write_bytes((used.root / name).read_bytes())
    database.close()
    before = crashed.store.read_bytes()
    assert refused(crashed.store, bytes(32)) == "wrong-key"
    assert crashed.store.read_bytes() == before
    recovered = Database(crashed.store, new_keys.store_key)
    assert Settings(recovered).get("only in the log") == "yes"
    recovered.close()


def test_a_newer_store_is_refused(used: DataDir, new_keys: GeneratedKeys) -> None:
    database = Database(used.store, new_keys.store_key)
    database.write("PRAGMA user_version = 999")
    database.close()
    before = used.store.read_bytes()
    assert refused(used.store, new_keys.store_key) == "too-new"
    assert used.store.read_bytes() == before


def test_the_store_of_another_program_is_refused(used: DataDir, new_keys: GeneratedKeys) -> None:
    database = Database(used.store, new_keys.store_key)
    database.write("PRAGMA application_id = 1")
    database.close()
    assert refused(used.store, new_keys.store_key) == "corrupt"


def test_a_damaged_page_is_found_when_it_is_read(used: DataDir, new_keys: GeneratedKeys) -> None:
    database = Database(used.store, new_keys.store_key)
    Records(database).sign(an_act("large", body=b"x" * 50 * PAGE))
    database.close()
    flipped(used.store, used.store.stat().st_size - 20 * PAGE)
    before = used.store.read_bytes()
    database = Database(used.store, new_keys.store_key)
    with pytest.raises(StoreUnusable) as error:
        database.read("SELECT * FROM record")
    assert error.value.full_code == "store.unusable.corrupt"
    database.close()
    assert used.store.read_bytes() == before


def test_a_damaged_schema_is_refused(used: DataDir, new_keys: GeneratedKeys) -> None:
    for page in range(1, used.store.stat().st_size // PAGE):
        flipped(used.store, page * PAGE + 77)
    before = used.store.read_bytes()
    assert refused(used.store, new_keys.store_key) == "corrupt"
    assert used.store.read_bytes() == before


@pytest.mark.parametrize(("damaged", "code"), [(64, "corrupt"), (65, "wrong-key")])
def test_a_key_is_told_from_damage_by_the_64_pages_after_the_first(
    used: DataDir, new_keys: GeneratedKeys, damaged: int, code: str
) -> None:
    database = Database(used.store, new_keys.store_key)
    Records(database).sign(an_act("large", body=b"x" * 100 * PAGE))
    database.close()
    for page in range(damaged):
        flipped(used.store, page * PAGE + 500)
    assert refused(used.store, new_keys.store_key) == code


def test_a_full_disk_loses_nothing(used: DataDir, new_keys: GeneratedKeys) -> None:
    database = Database(used.store, new_keys.store_key)
    records = Records(database)
    ((pages,),) = database.read("PRAGMA page_count")
    database.read(f"PRAGMA max_page_count = {pages + 2}")
    act = an_act("too-much", body=b"x" * 100_000)
    with pytest.raises(StoreUnusable) as error:
        records.sign(act)
    assert error.value.full_code == "store.unusable.full"
    assert records.get(act.record.id) is None
    database.read("PRAGMA max_page_count = 1000000")
    assert check_integrity(database).holds
    records.sign(act)
    assert check_integrity(database).records == 6
    database.close()


def test_a_store_that_another_writes_to_is_busy(used: DataDir, new_keys: GeneratedKeys) -> None:
    one, other = (Database(used.store, new_keys.store_key) for _ in range(2))
    other.read("PRAGMA busy_timeout = 0")
    with one.transaction(), pytest.raises(StoreUnusable) as error:
        Settings(other).put("key", "value")
    assert error.value.full_code == "store.unusable.busy"
    Settings(other).put("key", "value")
    one.close()
    other.close()


@pytest.mark.parametrize("length", [0, 16, 31, 33, 48])
def test_a_store_is_made_with_a_key_of_32_bytes_only(tmp_path: Path, length: int) -> None:
    """SQLCipher would take another length for a passphrase, or the end of it for the salt."""
    path = tmp_path / "store.db"
    path.touch()
    with (
        pytest.raises(StoreUnusable, match=r"^store\.unusable\.wrong-key$"),
        create_store_file(path, bytes(length)),
    ):
        pass
    assert path.read_bytes() == b""


def test_it_waits_a_while_for_another_writer(database: Database) -> None:
    assert tuple(*database.read("PRAGMA busy_timeout")) == (5_000,)


def test_a_committed_answer_outlives_a_power_cut(database: Database) -> None:
    assert tuple(*database.read("PRAGMA synchronous")) == (2,)
    assert tuple(*database.read("PRAGMA fullfsync")) == (1,)
    assert tuple(*database.read("PRAGMA journal_mode")) == ("wal",)
    assert tuple(*database.read("PRAGMA foreign_keys")) == (1,)
    assert tuple(*database.read("PRAGMA temp_store")) == (2,)


def test_eight_mebibytes_of_pages_are_kept_in_memory(database: Database) -> None:
    assert tuple(*database.read("PRAGMA cache_size")) == (-8 * 1024,)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("FULL", "full"),
        ("CORRUPT", "corrupt"),
        ("NOTADB", "corrupt"),
        ("BUSY", "busy"),
        ("LOCKED", "busy"),
        ("IOERR", "io"),
        ("CANTOPEN", "io"),
        ("READONLY", "read-only"),
        ("PERM", "read-only"),
    ],
)
def test_each_result_code_of_sqlite_says_why_the_store_is_unusable(
    database: Database, code: str, reason: str
) -> None:
    error = sqlcipher.OperationalError()
    error.sqlite_errorcode = getattr(sqlcipher, f"SQLITE_{code}") | 7 << 8  # an extended code
    with pytest.raises(StoreUnusable) as refused, database.transaction():
        raise error
    assert refused.value.full_code == f"store.unusable.{reason}"


def test_a_read_only_store_says_so(used: DataDir, new_keys: GeneratedKeys) -> None:
    database = Database(used.store, new_keys.store_key)
    database.read("PRAGMA query_only = ON")
    with pytest.raises(StoreUnusable) as error:
        Settings(database).put("key", "value")
    assert error.value.full_code == "store.unusable.read-only"
    database.close()


def test_what_fails_inside_a_transaction_undoes_it(database: Database) -> None:
    def put_twice() -> None:
        with database.transaction() as connection:
            for _ in range(2):
                connection.execute("INSERT INTO setting (key, value) VALUES ('a', 'b')")

    with pytest.raises(RuleBroken):
        put_twice()
    assert Settings(database).get("a") is None


def test_a_broken_constraint_is_a_broken_rule_that_names_no_value(database: Database) -> None:
    with pytest.raises(RuleBroken) as error, database.transaction() as connection:
        connection.execute("INSERT INTO setting (key, value) VALUES ('a', NULL)")
    assert error.value.full_code == "rule.conflict"


def test_a_mistake_of_ours_stays_as_it_is(database: Database) -> None:
    with pytest.raises(sqlcipher.OperationalError):
        database.read("SELEC 1")


def test_another_thread_is_refused(database: Database) -> None:
    raised: list[BaseException] = []

    def trespass() -> None:
        try:
            database.read("SELECT 1")
        except sqlcipher.ProgrammingError as error:
            raised.append(error)

    thread = threading.Thread(target=trespass)
    thread.start()
    thread.join()
    assert len(raised) == 1


def test_rows_come_one_by_one(database: Database) -> None:
    rows = database.each("SELECT key FROM setting ORDER BY key")
    assert next(rows)["key"] == "desk.device-id"
    assert len(list(rows)) == 4


def test_a_refusal_is_an_error_of_ours() -> None:
    assert issubclass(StoreUnusable, PtcError)
