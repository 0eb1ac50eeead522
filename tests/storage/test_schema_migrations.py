"""An older store is brought up to date, whole or not at all."""

from __future__ import annotations

from importlib import resources

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from ptc_app.domain.errors import StoreUnusable
from ptc_app.paths import DataDir
from ptc_app.storage import schema_migrations
from ptc_app.storage.database import Database
from ptc_app.storage.keys.key_file import GeneratedKeys

ADDS_TWO = """
CREATE TABLE one (a TEXT) STRICT;
-- and a trigger, with semicolons of its own
CREATE TRIGGER t AFTER INSERT ON one BEGIN DELETE FROM one; SELECT 1; END;
"""
FAILS_HALF_WAY = "CREATE TABLE two (a TEXT) STRICT;\nCREATE TABLE two (a TEXT) STRICT;\n"


def tables(database: Database) -> set[str]:
    return {row["name"] for row in database.read("SELECT name FROM sqlite_schema")}


def schema_of(connection: sqlcipher.Connection) -> set[tuple[str, str]]:
    return set(connection.execute("SELECT name, sql FROM sqlite_schema"))


def test_the_schema_is_the_sum_of_the_migrations() -> None:
    built, written = (sqlcipher.connect(":memory:", isolation_level=None) for _ in range(2))
    schema_migrations.build_schema(built)
    schema = resources.files("ptc_app.storage").joinpath("schema.sql").read_text(encoding="utf-8")
    for statement in schema_migrations.statements(schema):
        written.execute(statement)
    assert schema_of(built) == schema_of(written)
    built.close()
    written.close()


def test_a_store_that_cannot_be_brought_up_to_date_is_left(
    site: DataDir, new_keys: GeneratedKeys
) -> None:
    database = Database(site.store, new_keys.store_key)
    database.write("PRAGMA user_version = 0")
    database.close()
    before = site.store.read_bytes()
    with pytest.raises(sqlcipher.OperationalError):
        Database(site.store, new_keys.store_key)
    assert site.store.read_bytes() == before == (site.root / "store.db.v0").read_bytes()


def test_versions_have_no_gaps() -> None:
    assert list(schema_migrations.migration_scripts()) == list(
        range(1, schema_migrations.newest_version() + 1)
    )


def test_a_migration_runs_once_after_a_copy(database: Database, site: DataDir) -> None:
    known = {**schema_migrations.migration_scripts(), 2: ADDS_TWO}
    schema_migrations.migrate(database._connection, site.store, known)
    assert {"one", "t"} <= tables(database)
    assert schema_migrations.schema_version(database._connection) == 2
    schema_migrations.migrate(database._connection, site.store, known)
    assert (site.root / "store.db.v1").exists()


def test_the_copy_is_the_store_as_it_was(site: DataDir, new_keys: GeneratedKeys) -> None:
    database = Database(site.store, new_keys.store_key)
    before = database.read("SELECT * FROM setting")
    schema_migrations.migrate(
        database._connection, site.store, {**schema_migrations.migration_scripts(), 2: ADDS_TWO}
    )
    database.close()
    copy = Database(site.root / "store.db.v1", new_keys.store_key)
    assert copy.read("SELECT * FROM setting") == before
    assert "one" not in tables(copy)
    copy.close()


def test_a_migration_cannot_half_happen(database: Database, site: DataDir) -> None:
    known = {**schema_migrations.migration_scripts(), 2: ADDS_TWO, 3: FAILS_HALF_WAY}
    for _ in range(2):
        with pytest.raises(sqlcipher.OperationalError):
            schema_migrations.migrate(database._connection, site.store, known)
        assert "two" not in tables(database)
        assert schema_migrations.schema_version(database._connection) == 2
    assert {f.name for f in site.root.glob("store.db.v*")} == {"store.db.v1", "store.db.v2"}


def test_the_copy_of_an_earlier_try_is_kept(database: Database, site: DataDir) -> None:
    copy = site.root / "store.db.v1"
    copy.write_bytes(b"the copy of an earlier try")
    schema_migrations.migrate(
        database._connection, site.store, {**schema_migrations.migration_scripts(), 2: ADDS_TWO}
    )
    assert copy.read_bytes() == b"the copy of an earlier try"


def test_no_migration_while_another_reads_the_log(
    database: Database, site: DataDir, new_keys: GeneratedKeys
) -> None:
    other = Database(site.store, new_keys.store_key)
    database.write("INSERT INTO setting (key, value) VALUES ('a', 'b')")
    database.read("PRAGMA busy_timeout = 0")
    reading = other.each("SELECT key FROM setting")
    next(reading)
    database.write("INSERT INTO setting (key, value) VALUES ('c', 'd')")
    with pytest.raises(StoreUnusable) as error:
        schema_migrations.migrate(
            database._connection, site.store, {**schema_migrations.migration_scripts(), 2: ADDS_TWO}
        )
    assert error.value.full_code == "store.unusable.busy"
    assert "one" not in tables(database)
    reading.close()
    other.close()
