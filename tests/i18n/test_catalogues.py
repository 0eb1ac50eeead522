"""The gettext catalogues: complete, compiled, and enough to add a language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from pytestqt.qtbot import QtBot

from ptc_app.documents.pdf_texts import pdf_texts
from ptc_app.domain.language import Language
from ptc_app.i18n import catalogues
from ptc_app.i18n.catalogues import available_languages, native_name
from ptc_app.i18n.localizer import Localizer
from ptc_app.paths import resources
from ptc_app.ui.kiosk.kiosk_head import KioskHead
from tools.catalogues import (
    DOMAIN,
    KEYWORDS,
    catalogue_paths,
    compiled,
    extracted,
    problems,
    read,
    updated,
)

I18N = resources() / "i18n"
SOURCE = Path(catalogues.__file__).parents[1]
PORTUGUESE = Language("pt")


@pytest.fixture(scope="module")
def template() -> Catalog:
    return extracted(SOURCE)


@pytest.mark.parametrize("path", catalogue_paths(I18N), ids=lambda path: path.parent.parent.name)
def test_a_catalogue_translates_every_text_and_no_other(path: Path, template: Catalog) -> None:
    assert problems(read(path), template) == []


@pytest.mark.parametrize("path", catalogue_paths(I18N), ids=lambda path: path.parent.parent.name)
def test_a_compiled_catalogue_is_that_of_its_texts(path: Path) -> None:
    assert path.with_suffix(".mo").read_bytes() == compiled(read(path))


@pytest.mark.parametrize("path", catalogue_paths(I18N), ids=lambda path: path.parent.parent.name)
def test_a_translation_names_the_same_places(path: Path) -> None:
    for message in read(path):
        assert message.string is not None, message.id
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        texts = [message.string] if isinstance(message.string, str) else list(message.string)
        if message.id:
            assert {_places(text) for text in texts} <= {_places(text) for text in ids}, message.id


def test_every_way_of_translating_is_extracted(tmp_path: Path) -> None:
    (tmp_path / "page.py").write_text(
        'tr("One")\nself._tr("Two {name}", name=1)\n'
        'page.tr.plural("{count} day", "{count} days", 2)\ntr(variable)\n'
    )
    found = {message.id for message in extracted(tmp_path) if message.id}
    assert found == {"One", "Two {name}", ("{count} day", "{count} days")}


def test_only_literal_texts_are_translated() -> None:
    """A text in a variable, or a translator of another name, would not be extracted."""
    found = [
        f"{path.relative_to(SOURCE)}:{line}"
        for path in sorted(SOURCE.rglob("*.py"))
        for line in _not_extracted(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not found


def test_what_a_catalogue_lacks_is_named(tmp_path: Path) -> None:
    (tmp_path / "page.py").write_text('tr("Never translated, ever")\n')
    catalogue = Catalog(locale="es", domain=DOMAIN)
    catalogue.add("Gone", "Ido")
    catalogue.add("Doubtful", "Dudoso", flags=["fuzzy"])
    assert problems(catalogue, extracted(tmp_path)) == [
        "no translation: Never translated, ever",
        "unused: Doubtful",
        "unused: Gone",
        "fuzzy: Doubtful",
    ]


@pytest.fixture
def portuguese(
    tmp_path: Path, template: Catalog, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Localizer]:
    """A third language, made of nothing but its catalogue."""
    catalogue = updated(Catalog(locale="pt", domain=DOMAIN), template)
    for message in catalogue:
        if message.id and isinstance(message.id, str):
            message.string = "Português" if message.context else f"pt {message.id}"
        elif message.id:
            message.string = tuple(f"pt {text}" for text in message.id)
    folder = tmp_path / "i18n" / "pt" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / f"{DOMAIN}.mo").write_bytes(compiled(catalogue))
    monkeypatch.setattr(catalogues, "resources", lambda: tmp_path)
    yield Localizer(PORTUGUESE)
    catalogues._loaded.cache_clear()


def test_a_language_is_its_catalogue(portuguese: Localizer) -> None:
    assert available_languages() == (Language("en"), PORTUGUESE)
    assert native_name(PORTUGUESE) == "Português"
    assert portuguese("Register someone new") == "pt Register someone new"
    assert portuguese.plural("{count} person fits", "{count} people fit", 2) == "pt 2 people fit"
    assert portuguese.formats.months()[2] == "março"
    assert pdf_texts(portuguese)["date"] == "pt Date"


def test_a_page_offers_the_new_language(portuguese: Localizer, qtbot: QtBot) -> None:
    head = KioskHead(Localizer(Language("en")), (Language("en"), PORTUGUESE))
    qtbot.addWidget(head)
    head.say_in(Localizer(Language("en")))
    assert head.language.text() == "Português"
    with qtbot.waitSignal(head.language_asked) as asked:
        head.language.click()
    assert asked.args is not None
    assert asked.args[0].language == PORTUGUESE


def _places(text: str) -> frozenset[str]:
    return frozenset(part.partition("}")[0] for part in text.split("{")[1:])


def _not_extracted(tree: ast.AST) -> Iterator[int]:
    """The lines of calls that translate what no extractor finds."""
    named_otherwise = {
        node.arg
        for node in ast.walk(tree)
        if isinstance(node, ast.arg)
        and isinstance(node.annotation, ast.Name)
        and node.annotation.id == "Localizer"
    } - KEYWORDS.keys()
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = _name(call.func)
        texts = call.args[: 2 if name == "plural" else 1] if name in ("tr", "_tr", "plural") else []
        if name.removeprefix("_") in named_otherwise or not all(map(_is_literal, texts)):
            yield call.lineno


def _is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
