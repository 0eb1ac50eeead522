"""The domain knows the standard library, msgspec and regex: whatever else exists, named or not."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

DOMAIN = Path(__file__).resolve().parents[2] / "ptc_app" / "domain"
KNOWN = sys.stdlib_module_names | {"msgspec", "ptc_app", "regex"}


def test_the_domain_imports_nothing_else() -> None:
    strangers = {
        f"{path.relative_to(DOMAIN)}: {name}"
        for path in DOMAIN.rglob("*.py")
        for name in _imported(path)
        if name not in KNOWN
    }
    assert not strangers


def _imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names
