"""A practice site is marked as one on every page and paper, and a real site never is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from ptc_app.bootstrap import SiteRuntime
from ptc_app.commands.main import main
from ptc_app.commands.practice import PRACTICE_SITE, set_up_practice_site
from ptc_app.data_folder import mark_practice, prepare_data_folder
from ptc_app.documents.pdf_texts import pdf_texts
from ptc_app.domain.errors import DataFolderUnusable
from ptc_app.domain.language import Language
from ptc_app.i18n.localizer import Localizer
from ptc_app.paths import DataDir
from ptc_app.ui.layouts.practice_band import PracticeBand
from ptc_app.ui.main_window import MainWindow
from ptc_app.ui.open_window import open_window
from ptc_app.ui.theme import ThemeName, apply_theme, current_look, load_theme


@pytest.fixture
def data(tmp_path: Path) -> DataDir:
    return DataDir(tmp_path / "site")


@pytest.fixture(autouse=True)
def _usual_look(qapp: QApplication) -> Iterator[None]:
    yield
    apply_theme(qapp, load_theme(ThemeName.LIGHT))


def band(window: MainWindow) -> PracticeBand | None:
    found = window.findChildren(PracticeBand)
    return found[0] if found and found[0].isVisible() else None


def said(shown: PracticeBand) -> str:
    return " ".join(label.text() for label in shown.findChildren(QLabel))


def test_a_practice_window_says_so_from_the_first_page_on(data: DataDir) -> None:
    with open_window(SiteRuntime(data), practice=True) as opened:
        opened.main_window.show()
        shown = band(opened.main_window)
        assert shown is not None
        assert "PRACTICE" in said(shown)
        assert "Nothing here is real" in said(shown)
        assert opened.main_window.windowTitle().startswith("PRACTICE")
        assert current_look().colour("rail") != load_theme(ThemeName.LIGHT).colours["rail"]
    assert data.is_practice


def test_it_says_so_in_spanish(data: DataDir) -> None:
    with open_window(SiteRuntime(data), "es", practice=True) as opened:
        opened.main_window.show()
        shown = band(opened.main_window)
        assert shown is not None
        assert "PRÁCTICA" in said(shown)
        assert opened.main_window.windowTitle().startswith("PRÁCTICA")


def test_its_folder_is_marked_however_it_is_opened_later(data: DataDir) -> None:
    mark_practice(prepare_data_folder(data))
    with open_window(SiteRuntime(data)) as opened:
        opened.main_window.show()
        assert band(opened.main_window) is not None


def test_a_real_site_has_no_band_and_is_never_marked(data: DataDir) -> None:
    set_up_practice_site(SiteRuntime(data))  # its credentials, but no practice
    with open_window(SiteRuntime(data)) as opened:
        opened.main_window.show()
        assert band(opened.main_window) is None
    with open_window(SiteRuntime(data), practice=True) as opened:
        assert opened.refusal is not None
        assert opened.refusal.full_code == "data-folder.real-site"
    assert not data.is_practice
    with pytest.raises(DataFolderUnusable):
        mark_practice(data)


def test_what_is_recorded_there_knows_it_for_ever(data: DataDir) -> None:
    mark_practice(prepare_data_folder(data))
    site = SiteRuntime(data)
    key = set_up_practice_site(site)
    data.practice.unlink()
    services = site.open(key, PRACTICE_SITE.sign_in_name)
    assert services.author.workstation.is_practice
    site.close_store()


def test_it_cannot_be_connected_to_a_central(
    data: DataDir, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mark_practice(prepare_data_folder(data))
    authority = tmp_path / "ca.pem"
    authority.write_text("x", encoding="utf-8")
    code = main([
        "connect", "--data-dir", str(data.root), "--sign-in-name", "practice",
        "--url", "https://central.example", "--ca", str(authority),
    ])  # fmt: skip
    assert code != 0
    assert "This is a practice site" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["en", "es"])
def test_papers_have_a_text_for_it(language: str) -> None:
    text = pdf_texts(Localizer(Language(language)))["practice"]
    assert text.startswith({"en": "PRACTICE", "es": "PRÁCTICA"}[language])
