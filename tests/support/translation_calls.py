"""Which texts the windows say, and which of them have no Spanish."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from ptc_app.i18n.translator import spanish

_NAMES = frozenset({"words", "_words"})


def missing(folder: Path) -> list[str]:
    """Every literal text said in a folder's Python files that has no Spanish, with its place."""
    known = spanish()
    return [
        f"{path.relative_to(folder)}:{line}: {text}"
        for path in sorted(folder.rglob("*.py"))
        for line, text in said_in(path.read_text(encoding="utf-8"))
        if text not in known
    ]


def said_in(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of each `words("...")` and `words.n("...", "...", ...)` in Python source."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            for argument in node.args[: _texts_of(node.func)]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield node.lineno, argument.value


def _texts_of(called: ast.expr) -> int:
    """How many leading arguments of a call are texts."""
    if _is_words(called):
        return 1
    if isinstance(called, ast.Attribute) and called.attr == "n" and _is_words(called.value):
        return 2
    return 0


def _is_words(node: ast.expr) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return name in _NAMES
