"""How the code is cut: no import circles, one name for one class, and nothing overgrown."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "ptc_app"

MEDIAN_LINES, P90_LINES, MOST_LINES = 8, 15, 40
MOST_METHODS, MOST_MODULE_LINES, MOST_FILES = 15, 300, 25
CLOCKS = frozenset({"now", "today", "utcnow"})

ROOT_LINES = 150
"""The most lines of the composition root, which is one file."""

KNOWN_EXCEPTIONS: tuple[str, ...] = ()
"""What is still over a limit; nothing may be added here."""

CLOCK = "ptc_app.clock_and_ids"
"""The one module that reads the machine's clock; all others are given its function."""


class Module(NamedTuple):
    """A source file, by its dotted name; a package is its `__init__.py`."""

    name: str
    folder: str
    source: str
    tree: ast.Module


class Sized(NamedTuple):
    """A function by its full name, and how many lines it has from `def` to its last."""

    name: str
    lines: int


def modules() -> dict[str, Module]:
    """All modules of the program."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        folder = ".".join(path.parent.relative_to(ROOT).parts)
        name = f"{folder}.{path.stem}".removesuffix(".__init__")
        source = path.read_text(encoding="utf-8")
        found[name] = Module(name, folder, source, ast.parse(source))
    return found


MODULES = modules()


def test_the_composition_root_is_one_short_file() -> None:
    assert len(MODULES["ptc_app.bootstrap"].source.splitlines()) <= ROOT_LINES


def test_no_module_imports_itself_round_a_circle() -> None:
    assert new(circle for circle in circles(imports())) == []


def test_no_two_classes_have_one_name() -> None:
    defined = Counter(one.name for _, one in classes() if not is_protocol(one))
    assert new(name for name, count in defined.items() if count > 1) == []


def test_functions_are_short() -> None:
    sizes = list(functions())
    lines = [one.lines for one in sizes]
    assert median(lines) <= MEDIAN_LINES
    assert quantiles(lines, n=10)[-1] <= P90_LINES
    assert new(one.name for one in sizes if one.lines > MOST_LINES) == []


def test_classes_have_few_methods() -> None:
    assert new(f"{at}.{one.name}" for at, one in classes() if methods(one) > MOST_METHODS) == []


def test_modules_and_folders_are_small() -> None:
    long = (
        one.name for one in MODULES.values() if len(one.source.splitlines()) > MOST_MODULE_LINES
    )
    folders = Counter(one.folder for one in MODULES.values())
    full = (folder for folder, files in folders.items() if files > MOST_FILES)
    assert new(chain(long, full)) == []


def test_one_clock() -> None:
    assert [one.name for one in MODULES.values() if reads_clock(one.tree)] == [CLOCK]


def new(found: Iterator[str]) -> list[str]:
    """What was found and is no known exception."""
    return sorted(set(found) - set(KNOWN_EXCEPTIONS))


def imports() -> dict[str, set[str]]:
    """Each module with the modules it imports, also where only the type checker does.

    An import inside a function runs later and is no part of a circle.
    """
    return {one.name: set(_imported(one)) - {one.name} for one in MODULES.values()}


def _imported(module: Module) -> Iterator[str]:
    for node in _outside_functions(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module:
            named = (f"{node.module}.{alias.name}" for alias in node.names)
            inner = [name for name in named if name in MODULES]
            yield from inner or [node.module] * (node.module in MODULES)


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield child
            yield from _outside_functions(child)


def circles(graph: dict[str, set[str]]) -> list[str]:
    """Each circle once, as `a -> b -> a`: depth first, a circle is a way back to where one is."""
    found, done = [], set[str]()

    def walk(name: str, way: list[str]) -> None:
        if name in way:
            found.append(" -> ".join([*way[way.index(name) :], name]))
            return
        if name not in done:
            for following in sorted(graph.get(name, ())):
                walk(following, [*way, name])
            done.add(name)

    for name in sorted(graph):
        walk(name, [])
    return found


def functions() -> Iterator[Sized]:
    for module in MODULES.values():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef) and not _is_stub(node):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                yield Sized(f"{module.name}.{node.name}", lines)


def _is_stub(node: ast.FunctionDef) -> bool:
    """A method of a Protocol: nothing but dots."""
    last = node.body[-1]
    return (
        isinstance(last, ast.Expr)
        and isinstance(last.value, ast.Constant)
        and (last.value.value is ...)
    )


def classes() -> Iterator[tuple[str, ast.ClassDef]]:
    for module in MODULES.values():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef):
                yield module.name, node


def is_protocol(node: ast.ClassDef) -> bool:
    return any(isinstance(base, ast.Name) and base.id == "Protocol" for base in node.bases)


def methods(node: ast.ClassDef) -> int:
    if is_protocol(node):
        return 0
    return sum(isinstance(child, ast.FunctionDef) for child in node.body)


def reads_clock(tree: ast.Module) -> bool:
    """Whether `datetime.now()`, `date.today()` or the like is called."""
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"datetime", "date"}
        for node in ast.walk(tree)
    )


def test_a_circle_is_found_also_through_a_third() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}
    assert circles(graph) == ["a -> b -> c -> a"]
    assert circles({"a": {"b"}, "b": set()}) == []
