"""The folder of a site: made for its owner only, else left as it is, or refused and why said."""

from __future__ import annotations

import grp
import os
import pwd
from pathlib import Path

import pytest

from ptc_app.data_folder import check_data_folder, prepare_data_folder
from ptc_app.domain.errors import DataFolderUnusable
from ptc_app.paths import DataDir
from tests.support.accounts import NOBODY, ordinary_account


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o7777


def refusal(data: DataDir) -> str:
    with pytest.raises(DataFolderUnusable) as refused:
        prepare_data_folder(data)
    return refused.value.full_code


@pytest.fixture
def site(tmp_path: Path) -> DataDir:
    folder = tmp_path / "site"
    folder.mkdir()
    folder.chmod(0o700)
    return DataDir(folder)


def test_a_folder_that_is_missing_is_made_for_us_alone(tmp_path: Path) -> None:
    prepare_data_folder(DataDir(tmp_path / "above" / "site"))
    assert mode(tmp_path / "above" / "site") == 0o700


@pytest.mark.parametrize("given", [0o700, 0o750, 0o755])
def test_a_folder_that_was_there_keeps_its_mode(site: DataDir, given: int) -> None:
    site.root.chmod(given)
    prepare_data_folder(site)
    assert mode(site.root) == given


@pytest.mark.parametrize("given", [0o777, 0o1777, 0o707])
def test_a_folder_in_which_others_may_write_is_refused_and_left_as_it_is(
    site: DataDir, given: int
) -> None:
    site.root.chmod(given)
    assert refusal(site) == "data-folder.shared"
    assert mode(site.root) == given
    assert not list(site.root.iterdir())


def _other_group() -> int:
    """A group that is not the one made for this account alone."""
    mine = pwd.getpwuid(os.geteuid()).pw_name
    return next(group.gr_gid for group in grp.getgrall() if group.gr_name != mine)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a folder to another group")
def test_a_folder_of_a_group_is_refused_unless_we_are_alone_in_it(site: DataDir) -> None:
    os.chown(site.root, -1, _other_group())
    site.root.chmod(0o770)
    assert refusal(site) == "data-folder.shared"
    os.chown(site.root, -1, pwd.getpwuid(os.geteuid()).pw_gid)
    site.root.chmod(0o770)
    prepare_data_folder(site)
    assert mode(site.root) == 0o770


def test_what_is_in_the_place_of_the_folder_is_said(tmp_path: Path) -> None:
    file, link = tmp_path / "file", tmp_path / "link"
    file.touch()
    link.symlink_to(tmp_path / "gone")
    for place in (file, file / "site", link):
        assert refusal(DataDir(place)) == "data-folder.not-a-folder"
    assert refusal(DataDir(tmp_path / "a\0b")) == "data-folder.path"
    assert refusal(DataDir(tmp_path / ("long" * 100))) == "data-folder.path"


def test_a_link_to_a_folder_is_the_owners_own_choice(tmp_path: Path, site: DataDir) -> None:
    (tmp_path / "link").symlink_to(site.root)
    prepare_data_folder(DataDir(tmp_path / "link"))


@pytest.mark.parametrize("name", ["store.db", "keys.json", "ptc-app.log", "window.lock"])
def test_a_link_in_the_place_of_a_file_is_refused(site: DataDir, tmp_path: Path, name: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("not ours")
    (site.root / name).symlink_to(elsewhere)
    assert refusal(site) == "data-folder.not-a-file"
    assert elsewhere.read_text() == "not ours"
    (site.root / name).unlink()
    (site.root / name).mkdir()
    assert refusal(site) == "data-folder.not-a-file"


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="of Linux only")
def test_a_place_where_nobody_may_make_a_folder_is_refused() -> None:
    assert refusal(DataDir(Path("/sys/kernel/ptc-app"))).startswith("data-folder.")


def test_a_folder_we_may_not_write_in_is_refused() -> None:
    with ordinary_account() as folder:
        folder.chmod(0o500)
        for place in (folder, folder / "site"):
            assert refusal(DataDir(place)) == "data-folder.denied"
        folder.chmod(0o700)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a folder to another account")
def test_a_folder_of_another_account_is_refused() -> None:
    with ordinary_account():
        for place in ("/", "/etc"):
            assert refusal(DataDir(Path(place))) == "data-folder.denied"
    with ordinary_account() as folder:
        folder.chmod(0o777)
        os.setresuid(0, 0, 0)
        os.setresuid(NOBODY - 1, NOBODY - 1, 0)
        assert refusal(DataDir(folder)) == "data-folder.shared"


def test_a_check_leaves_nothing_behind(tmp_path: Path, site: DataDir) -> None:
    check_data_folder(DataDir(tmp_path / "above" / "new"))
    assert not (tmp_path / "above").exists()
    check_data_folder(site)
    assert not list(site.root.iterdir())


def test_a_check_says_what_stands_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place, reason in (("file", "not-a-folder"), ("file/site", "not-a-folder"), ("\0", "path")):
        with pytest.raises(DataFolderUnusable, match=rf"^data-folder\.{reason}$"):
            check_data_folder(DataDir(tmp_path / place))


def test_a_check_tries_the_files_that_are_there() -> None:
    with ordinary_account() as folder:
        folder.joinpath("store.db").touch(mode=0o400)
        with pytest.raises(DataFolderUnusable, match=r"^data-folder\.denied$"):
            check_data_folder(DataDir(folder))
