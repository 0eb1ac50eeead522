"""What is written about the program leads somewhere, and leaves nothing out."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from ptc_app.commands.demo_step_names import demo_steps
from tests.support.site_runtimes import the_program

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
DEVELOPMENT = sorted((ROOT / "docs" / "development").glob("*.md"))
PACKAGES = ("ptc_app", "ptc_central")
PLACE = re.compile(r"`((?:ptc_app|ptc_central|resources|tests)/[\w./-]*)`")
CLASS = re.compile(r"`([A-Z][a-z]+[A-Za-z]*)(?:\.(\w+)(?:\([^`]*\))?)?`")
DEFINED = re.compile(r"^class (\w+)|^(\w+) = (?:\w+ \| )+\w+$|^    def (\w+)", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?://)([^)#]+)")
CODE = re.compile(
    r'\b(?:StoreLocked|StoreUnusable|Program(?:Invalid|Missing|Refused))\("([a-z-]+)"'
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text("utf-8"))
    assert not [link for link in links if not (page.parent / link).exists()]


@pytest.mark.parametrize("folder", ["adr", "development", "operations", "user"])
def test_an_index_names_every_page_of_its_folder(folder: str) -> None:
    index = (ROOT / "docs" / folder / "README.md").read_text("utf-8")
    pages = {page.name for page in (ROOT / "docs" / folder).glob("*.md")} - {"README.md"}
    assert pages == set(LINK.findall(index)) & pages


@pytest.mark.parametrize("page", DEVELOPMENT, ids=lambda page: page.name)
def test_developer_pages_name_what_exists(page: Path) -> None:
    text = page.read_text("utf-8")
    assert not [place for place in PLACE.findall(text) if not (ROOT / place).exists()]
    named = {name for match in CLASS.findall(text) for name in match if name}
    assert not named - _defined_names()


def test_the_glossary_is_a_table_of_one_line_for_each_word() -> None:
    text = (ROOT / "docs" / "development" / "glossary.md").read_text("utf-8")
    rows = re.findall(r"^\| (?!word)([^|]+) \| [^|]+ \|$", text, re.MULTILINE)
    assert len(rows) > 80
    assert len(rows) == len(set(rows))


def test_every_decision_has_the_same_parts() -> None:
    for page in sorted((ROOT / "docs" / "adr").glob("0*.md")):
        text = page.read_text("utf-8")
        assert text.startswith(f"# {page.name[:4]} "), page.name
        assert [line for line in text.splitlines() if line.startswith("## ")][:3] == [
            "## Context",
            "## Decision",
            "## Consequences",
        ], page.name


def test_every_reason_of_the_store_and_the_program_is_explained() -> None:
    explained = (ROOT / "docs" / "operations" / "errors.md").read_text("utf-8")
    raised = {
        code
        for module in (ROOT / "ptc_app").rglob("*.py")
        for code in CODE.findall(module.read_text("utf-8"))
    }
    assert len(raised) > 10
    assert not [code for code in raised if not re.search(rf"`[a-z.]+\.{code}`", explained)]


def test_every_command_and_option_is_explained() -> None:
    explained = (ROOT / "docs" / "operations" / "command-line.md").read_text("utf-8")
    for command in ((), ("demo",), ("connect",)):
        said = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "ptc_app", *command, "--help"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        for option in set(re.findall(r"--[a-z-]+", said)) - {"--help"}:
            assert f"`{option}" in explained, option
    for step in demo_steps((the_program(),)):
        assert re.search(rf"\b{step}\b", explained), step


def _defined_names() -> set[str]:
    """The classes, unions of types and methods of both packages."""
    modules = [module for package in PACKAGES for module in (ROOT / package).rglob("*.py")]
    texts = (module.read_text("utf-8") for module in modules)
    return {name for text in texts for found in DEFINED.findall(text) for name in found if name}
