"""What is written about the program leads somewhere, and leaves nothing out."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from ptc_app.commands.arguments import DEMO_STEPS

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\((?!https?://)([^)#]+)")
CODE = re.compile(
    r'\b(?:StoreLocked|StoreUnusable|Program(?:Invalid|Missing|Refused))\("([a-z-]+)"'
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text("utf-8"))
    assert not [link for link in links if not (page.parent / link).exists()]


@pytest.mark.parametrize("folder", ["adr", "operations", "user"])
def test_an_index_names_every_page_of_its_folder(folder: str) -> None:
    index = (ROOT / "docs" / folder / "README.md").read_text("utf-8")
    pages = {page.name for page in (ROOT / "docs" / folder).glob("*.md")} - {"README.md"}
    assert pages == set(LINK.findall(index)) & pages


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
    for step in DEMO_STEPS:
        assert re.search(rf"\b{step}\b", explained), step
