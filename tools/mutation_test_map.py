"""Which tests run which line, from a run of all tests under coverage."""

from __future__ import annotations

import ast
import hashlib
import json
import re
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

from coverage import CoverageData

from tools.mutation_tree_copy import ROOT, TreeCopy, top_packages, tracked_files
from tools.mutations import FUNCTIONS, Mutation, Source, bound_name

DURATION = re.compile(r"^ *([\d.]+)s (?:call|setup|teardown) +(.+)$", re.MULTILINE)
COVERAGE_SETTINGS = (
    "[run]\nsource = {packages}\nbranch = false\nparallel = true\nrelative_files = true\n"
)


def fingerprint() -> str:
    """Return a digest, 16 hexadecimal digits, of all files that decide which test runs which line.

    These are the packages, `tests`, `resources` and `pyproject.toml`.
    """
    digest = hashlib.sha256()
    for path in tracked_files():
        if path.parts[0] in {*top_packages(), "tests", "resources", "pyproject.toml"}:
            digest.update(str(path).encode() + b"\0" + (ROOT / path).read_bytes())
    return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mutation is in its file.

    - lines: line numbers, from 1, of the statement it is in; a test that runs one may notice it
    - name: what a statement that runs at import binds (a constant, a field, a function with a
      default); "" if it binds none; None inside a function
    """

    lines: range
    name: str | None


def place_of(text: bytes, mutation: Mutation) -> Place:
    """Return the place of the innermost statement of `text`, the unchanged source, it changes."""
    source = Source(text)
    around = [node for node in ast.walk(source.tree) if _holds(source, node, mutation)]
    statement = max((node for node in around if isinstance(node, ast.stmt)), key=source.start)
    in_function = any(
        isinstance(node, (*FUNCTIONS, ast.Lambda)) and _body_start(source, node) <= mutation.start
        for node in around
    )
    return Place(_lines(statement), None if in_function else bound_name(statement))


def _holds(source: Source, node: ast.AST, mutation: Mutation) -> bool:
    if not hasattr(node, "lineno"):
        return False
    return source.start(node) <= mutation.start and mutation.end <= source.end(node)


def _body_start(source: Source, function: Any) -> int:
    body = function.body
    return source.start(body[0] if isinstance(body, list) else body)


def _lines(statement: ast.stmt) -> range:
    """The lines of a function's body, of the head of a block, or of a simple statement."""
    body = getattr(statement, "body", None)
    if isinstance(statement, FUNCTIONS):
        return range(statement.body[0].lineno, (statement.end_lineno or 0) + 1)
    if body:
        return range(statement.lineno, max(body[0].lineno, statement.lineno + 1))
    return range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)


class TestMap:
    """Which tests run which line, read from a folder that `build_map` has written.

    `seconds` says how long each test takes, by its pytest node id.
    """

    __test__ = False

    def __init__(self, folder: Path, root: Path = ROOT) -> None:
        """The map kept in `folder` by `build_map`, of the sources below `root`."""
        self._root = root
        self.seconds: dict[str, float] = json.loads((folder / "seconds.json").read_text("utf-8"))
        self._coverage = CoverageData(str(folder / "coverage"))
        self._coverage.read()
        self._contexts = cache(self._coverage.contexts_by_lineno)
        self._text = cache(lambda path: (root / path).read_text("utf-8"))
        self._file_imports = cache(lambda file, path: file_imports(self._text(file), path))

    def tests_for(self, mutation: Mutation) -> dict[str, float]:
        """Return the tests that run the mutated line, with their seconds, in the order to run them.

        Those whose file imports the module come first, the fast before the slow. A line that runs
        only at import, as a constant does, has no test of its own: for it, in turn, a test that
        runs a line with the same name in it in its module, one that does so elsewhere, and one that
        imports the module or runs anything of it. Empty where no test does.
        """
        path, place = mutation.path, place_of((self._root / mutation.path).read_bytes(), mutation)
        tiers = [self._run_in(path, [mutation.line]) or self._run_in(path, place.lines)]
        if place.name is not None or (not tiers[0] and self._runs_at_import(path, place.lines)):
            tiers = self._tiers_at_import(path, place)
        in_turn = zip_longest(*(self._in_order(path, tier) for tier in tiers))
        return {test: self.seconds[test] for test in chain(*in_turn) if test is not None}

    def _runs_at_import(self, path: str, lines: Iterable[int]) -> bool:
        return any("" in self._contexts(path).get(line, ()) for line in lines)

    def _tiers_at_import(self, path: str, place: Place) -> list[set[str]]:
        name_there, name_elsewhere = self._run_with_name(path, place.name or "")
        importing = {test for test in self.seconds if self._imports(test, path)}
        return [
            self._run_in(path, place.lines),
            name_there,
            name_elsewhere,
            importing | self._run_in(path, self._contexts(path)),
        ]

    def _run_in(self, path: str, lines: Iterable[int]) -> set[str]:
        contexts = self._contexts(path)
        tests = {name.rpartition("|")[0] for line in lines for name in contexts.get(line, ())}
        return tests & self.seconds.keys()

    def _run_with_name(self, path: str, name: str) -> tuple[set[str], set[str]]:
        """Tests of lines that have the name in them: in the module, and in all others."""
        if not name:
            return set(), set()
        others: set[str] = set()
        for other in self._coverage.measured_files() - {path}:
            others |= self._run_in(other, lines_with(name, self._text(other)))
        return self._run_in(path, lines_with(name, self._text(path))), others

    def _in_order(self, path: str, tests: Iterable[str]) -> list[str]:
        def rank(test: str) -> tuple[bool, float, str]:
            return not self._imports(test, path), self.seconds[test], test

        return sorted(tests, key=rank)

    def _imports(self, test: str, path: str) -> bool:
        return self._file_imports(test.partition("::")[0], path)


def file_imports(text: str, path: str) -> bool:
    """Whether a source text names the module in the file `path`, such as ptc_app/domain/ids.py."""
    package, _, module = path.removesuffix(".py").replace("/", ".").rpartition(".")
    pattern = rf"\b{package}\.{module}\b|from {package} import [^\n]*\b{module}\b"
    return re.search(pattern, text) is not None


def lines_with(name: str, text: str) -> list[int]:
    """Return the numbers, from 1, of the lines of `text` that have the identifier `name`."""
    pattern = re.compile(rf"\b{re.escape(name)}\b")
    return [number for number, line in enumerate(text.splitlines(), 1) if pattern.search(line)]


def build_map(copy: TreeCopy, folder: Path, jobs: int) -> None:
    """Run all tests in the copy under coverage, in `jobs` processes, and write a map to `folder`.

    The file `coverage` says which test runs which line, `seconds.json` how long each passed test
    takes. SystemExit where pytest cannot run or no test passes.
    """
    print("mutate: running all tests once to learn which test runs which line", file=sys.stderr)
    config = copy.folder / ".coverage-of-tests"
    config.write_text(COVERAGE_SETTINGS.format(packages=",".join(sorted(top_packages()))), "utf-8")
    copy.environment["COVERAGE_FILE"] = str(copy.folder / ".coverage-data")
    code, output = copy.pytest(
        "-n", str(jobs), "--dist", "worksteal", "-vv", "-rp", "--durations=0", "--durations-min=0",
        "--cov", "--cov-context=test", "--cov-report=", f"--cov-config={config}",
    )  # fmt: skip
    seconds = seconds_of_passed(output)
    if code not in {0, 1} or not seconds:
        sys.exit(f"mutate: the tests do not run:\n{output[-3000:]}")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(copy.environment.pop("COVERAGE_FILE"), folder / "coverage")
    (folder / "seconds.json").write_text(json.dumps(seconds), "utf-8")


def seconds_of_passed(output: str) -> dict[str, float]:
    """Return the tests that passed, by node id, and the seconds each took with set-up and teardown.

    `output` is that of pytest with `-rp --durations=0`.
    """
    passed = {line[7:] for line in output.splitlines() if line.startswith("PASSED ")}
    seconds = dict.fromkeys(passed, 0.0)
    for duration, test in DURATION.findall(output):
        if test in passed:
            seconds[test] += float(duration)
    return seconds
