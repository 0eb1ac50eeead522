"""The layers of the practice central, and the sizes of its functions, classes and modules."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "ptc_central"
LAYERS = ("web", "interactions", "storage", "fhir")  # each imports only those after it
MODULES = sorted(PACKAGE.rglob("*.py"))

MAX_MODULE_LINES = 300
MAX_FUNCTION_LINES = 40
MAX_METHODS = 15
MAX_MODULES_IN_FOLDER = 25


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """The imports between the modules of ptc_central."""
    return grimp.build_graph("ptc_central", cache_dir=None)


def test_layers_import_downwards_only(graph: grimp.ImportGraph) -> None:
    assert not graph.find_illegal_dependencies_for_layers(LAYERS, containers={"ptc_central"})


def test_no_layer_imports_what_starts_the_server(graph: grimp.ImportGraph) -> None:
    imported = {
        name
        for layer in LAYERS
        for module in graph.find_descendants(f"ptc_central.{layer}")
        for name in graph.find_modules_directly_imported_by(module)
    }
    assert {name.split(".")[1] for name in imported} <= set(LAYERS)


def test_no_import_circles(graph: grimp.ImportGraph) -> None:
    imports = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    TopologicalSorter(imports).prepare()  # raises CycleError with the modules of a circle


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_sizes(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= MAX_MODULE_LINES
    assert len(list(path.parent.glob("*.py"))) <= MAX_MODULES_IN_FOLDER
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert _lines(node) <= MAX_FUNCTION_LINES, node.name
        if isinstance(node, ast.ClassDef):
            assert len(list(_methods(node))) <= MAX_METHODS, node.name


def test_usual_function_lengths() -> None:
    lengths = sorted(
        _lines(node)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert lengths[len(lengths) // 2] <= 8
    assert lengths[len(lengths) * 9 // 10] <= 15


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1


def _methods(cls: ast.ClassDef) -> Iterator[ast.stmt]:
    return (node for node in cls.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
