"""A third language is a catalogue and the program's texts, and no line of code."""

from __future__ import annotations

import io
import json
import shutil
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest
from babel.messages.catalog import Catalog
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ptc_app.documents.consent_and_results_pdfs import consent_document_pdf
from ptc_app.domain.consent import ConsentDecision, ConsentSigning
from ptc_app.domain.consent_reading import ConsentReadingProgress
from ptc_app.domain.ids import RecordId
from ptc_app.domain.language import Language
from ptc_app.domain.records.record_authorship import RecordAuthorship
from ptc_app.domain.signed_consent import SignedConsent
from ptc_app.i18n.catalogues import available_languages
from ptc_app.i18n.localizer import Localizer
from ptc_app.paths import resources
from ptc_app.ui import theme
from ptc_app.ui.consent.consent_page import ConsentPage
from ptc_app.ui.registration.registration_page import RegistrationPage
from ptc_app.ui.sign_in.sign_in_page import SignInPage
from ptc_app.ui.theme import ThemeName
from tests.support.builders import a_participant, a_visit, an_author, later
from tests.support.page_contexts import page_fixture
from tests.support.pages import Hand
from tests.support.site_runtimes import sign_in_service_over, the_program
from tools.catalogues import DOMAIN, ROOT, compiled, extracted, updated

FRENCH = Language("fr")


@pytest.fixture
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Localizer:
    """The resources with a pseudo-French: each text is the English one in guillemets."""
    root = tmp_path / "bundle"
    shutil.copytree(resources(), root / "resources")
    folder = root / "resources" / "i18n" / FRENCH / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = pseudo_translation(extracted(ROOT / "ptc_app"))
    (folder / f"{DOMAIN}.mo").write_bytes(compiled(catalogue))
    for file in (root / "resources" / "program").rglob("*.json"):
        content = json.loads(file.read_bytes())
        file.write_text(json.dumps(with_french(content)), encoding="utf-8")
    monkeypatch.setattr(sys, "_MEIPASS", str(root), raising=False)
    return Localizer(FRENCH)


def pseudo_translation(template: Catalog) -> Catalog:
    """Every text translated by putting it in guillemets, but for the name of the language."""
    catalogue = updated(Catalog(FRENCH, domain=DOMAIN), template)
    for message in catalogue:
        if isinstance(message.id, tuple):
            message.string = tuple(f"«{form}»" for form in message.id)
        elif message.id:
            message.string = "Français" if message.context else f"«{message.id}»"
    return catalogue


def with_french(part: object) -> object:
    """A program file whose texts by language have French too, and whose list of languages has."""
    if isinstance(part, list):
        return [with_french(one) for one in part]
    if not isinstance(part, dict):
        return part
    more = {key: with_french(value) for key, value in part.items()}
    if isinstance(part.get("languages"), list):
        more["languages"] = [*part["languages"], FRENCH]
    if "en" in part and "es" in part:
        more[FRENCH] = f"«{part['en']}»"
    return more


def test_it_is_found_and_spoken(french: Localizer) -> None:
    assert available_languages() == ("en", "es", "fr")
    assert french("Sign in") == "«Sign in»"
    assert french.plural("{count} person fits", "{count} people fit", 0) == "«0 person fits»"
    assert french.weekday_text(date(2026, 3, 12)) == "jeudi 12 mars 2026"
    assert french.formats.language_name(Language("es")) == "Espagnol"


def test_it_is_on_paper(french: Localizer) -> None:
    form = the_program().consent_form("primary", FRENCH)
    progress = ConsentReadingProgress(form.key, form.version, FRENCH)
    signing = ConsentSigning(ConsentDecision.NO, "", None, date(2026, 3, 12))
    act = SignedConsent(a_visit(), form, progress, signing)
    someone = replace(a_participant(), language=FRENCH)
    pdf = consent_document_pdf(
        act, someone, RecordAuthorship(RecordId("record-1"), an_author(), later(90))
    )
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    text = " ".join("\n".join(page.extract_text() for page in pages).split())
    for said in ("«Your decision and signature»", "«No, I do not agree»", "12 mars 2026"):
        assert said in text
    assert form.title in text


def test_it_is_on_the_pages(
    french: Localizer, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    theme.apply_theme(qapp, theme.load_theme(ThemeName.LIGHT))
    place = page_fixture(tmp_path, tr=french)
    sign_in = SignInPage(sign_in_service_over(tmp_path / "site"), french, place.store, why="")
    assert Hand(qtbot, place, sign_in).text("sign-in.language") == "English"

    registration = RegistrationPage(place.context)
    languages = registration.form.language
    names = [languages.itemText(at) for at in range(languages.count())]
    assert names == ["", "Anglais", "Espagnol", "Français"]  # none is chosen beforehand
    assert Hand(qtbot, place, registration).says("«Who they are»")

    visit = place.identified(place.arrive(language=FRENCH))
    place.services.visits.begin(visit.id, "primary-consent")
    page = ConsentPage(place.context, visit.id, visit.stage("primary-consent").plan)
    hand = Hand(qtbot, place, page)
    offered = []
    for _ in range(3):
        offered.append(hand.text("kiosk.language"))
        hand.press("kiosk.language")
    assert offered == ["English", "Español", "Français"]
    assert hand.text("kiosk.next") == "«Next»"
    place.close()
