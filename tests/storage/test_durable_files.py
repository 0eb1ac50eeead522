"""Files are complete or absent, on disk before anyone is told, and nobody else's to read."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ptc_app.domain.errors import DataFolderUnusable, StoreUnusable
from ptc_app.storage import durable_files


class Syncs:
    """In place of `os.fsync`: what each synced file held at that moment, and what it was."""

    def __init__(self) -> None:
        self.error: OSError | None = None
        self.sizes: list[int] = []
        self.inodes: list[int] = []
        self.descriptors: list[int] = []

    def __call__(self, descriptor: int) -> None:
        if self.error is not None:
            raise self.error
        found = os.fstat(descriptor)
        self.sizes.append(found.st_size)
        self.inodes.append(found.st_ino)
        self.descriptors.append(descriptor)


@pytest.fixture
def syncs(monkeypatch: pytest.MonkeyPatch) -> Syncs:
    made = Syncs()
    monkeypatch.setattr(os, "fsync", made)
    return made


def test_a_new_file_is_ours_alone_and_on_disk_in_full(tmp_path: Path, syncs: Syncs) -> None:
    path = tmp_path / "keys.json"
    path.write_bytes(b"an older one")
    durable_files.create_file(path, b"keys")
    assert path.read_bytes() == b"keys"
    assert path.stat().st_mode & 0o777 == 0o600
    assert syncs.sizes == [4]


def test_nothing_is_written_through_a_link_that_appears_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, elsewhere = tmp_path / "keys.json", tmp_path / "elsewhere"
    elsewhere.write_bytes(b"of somebody else")
    path.symlink_to(elsewhere)
    monkeypatch.setattr(Path, "unlink", lambda _path, **_how: None)  # it came right after
    with pytest.raises(StoreUnusable, match=r"^store\.unusable\.io$"):
        durable_files.create_file(path, b"keys")
    assert elsewhere.read_bytes() == b"of somebody else"


def test_a_file_is_on_disk_before_it_is_renamed_and_its_folder_after(
    tmp_path: Path, syncs: Syncs
) -> None:
    source, target = tmp_path / "new", tmp_path / "target"
    source.write_bytes(b"finished")
    durable_files.move_file(source, target)
    assert target.read_bytes() == b"finished"
    assert not source.exists()
    assert syncs.inodes == [target.stat().st_ino, tmp_path.stat().st_ino]
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(syncs.descriptors[-1])


def test_a_copy_is_the_same_and_leaves_no_part_behind(tmp_path: Path, syncs: Syncs) -> None:
    source, target = tmp_path / "store.db", tmp_path / "store.db.v1"
    source.write_bytes(b"pages" * 1000)
    durable_files.copy_file(source, target)
    assert target.read_bytes() == source.read_bytes()
    assert target.stat().st_mode & 0o777 == 0o600
    assert sorted(file.name for file in tmp_path.iterdir()) == ["store.db", "store.db.v1"]
    assert 5000 in syncs.sizes


def test_a_copy_that_fails_is_absent(tmp_path: Path) -> None:
    target = tmp_path / "store.db.v1"
    with pytest.raises(StoreUnusable, match=r"^store\.unusable\.io$"):
        durable_files.copy_file(tmp_path / "none", target)
    assert not target.exists()


def test_a_folder_is_made_with_those_above_it_and_ours_alone(tmp_path: Path) -> None:
    folder = tmp_path / "above" / "site"
    for _ in range(2):
        durable_files.make_folder(folder)
        assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "full"),
        (errno.EDQUOT, "full"),
        (errno.EFBIG, "full"),
        (errno.EIO, "io"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "denied"),
        (errno.EPERM, "denied"),
        (errno.ELOOP, "not-a-file"),
        (errno.ENAMETOOLONG, "io"),
    ],
)
def test_what_the_system_says_is_told_in_our_codes(
    tmp_path: Path, syncs: Syncs, number: int, reason: str
) -> None:
    syncs.error = OSError(number, "refused")
    with pytest.raises(StoreUnusable, match=rf"^store\.unusable\.{reason}$"):
        durable_files.create_file(tmp_path / "file", b"body")


def _move(path: Path) -> None:
    durable_files.move_file(path, path.with_name("moved"))


def _copy(path: Path) -> None:
    durable_files.copy_file(path, path.with_name("copied"))


@pytest.mark.parametrize("use", [durable_files.read_file, durable_files.size_of, _move, _copy])
def test_a_link_or_a_folder_in_the_place_of_a_file_is_refused(
    tmp_path: Path, use: Callable[[Path], object]
) -> None:
    elsewhere, place = tmp_path / "elsewhere", tmp_path / "place"
    elsewhere.write_bytes(b"not ours")
    place.symlink_to(elsewhere)
    with pytest.raises(StoreUnusable, match=r"^store\.unusable\.not-a-file$"):
        use(place)
    place.unlink()
    place.mkdir()
    with pytest.raises(StoreUnusable, match=r"^store\.unusable\.not-a-file$"):
        use(place)
    assert elsewhere.read_bytes() == b"not ours"


def test_a_new_file_takes_the_place_of_a_link_and_not_of_what_it_leads_to(tmp_path: Path) -> None:
    elsewhere, place = tmp_path / "elsewhere", tmp_path / "keys.json.new"
    elsewhere.write_bytes(b"not ours")
    place.symlink_to(elsewhere)
    durable_files.create_file(place, b"keys")
    assert place.read_bytes() == b"keys"
    assert not place.is_symlink()
    assert elsewhere.read_bytes() == b"not ours"


def test_a_folder_in_the_place_of_a_new_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "keys.json.new").mkdir()
    with pytest.raises(StoreUnusable):
        durable_files.create_file(tmp_path / "keys.json.new", b"keys")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("file/site", "not-a-folder"),
        ("file", "not-a-folder"),
        ("nowhere", "not-a-folder"),
        ("nul\0here", "path"),
        ("long" * 100, "path"),
    ],
)
def test_a_folder_that_cannot_be_made_is_told_in_our_codes(
    tmp_path: Path, path: str, reason: str
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    with pytest.raises(DataFolderUnusable, match=rf"^data-folder\.{reason}$"):
        durable_files.make_folder(tmp_path / path)
