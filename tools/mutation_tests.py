"""A copy of the tree to run tests in, and the map of which test runs which line."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from coverage import CoverageData

from tools.mutations import FUNCTIONS, Mutation, Source, bound_name

ROOT = Path(__file__).resolve().parent.parent
PYTEST = ("-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", "--no-header",
          "--color=no")  # fmt: skip
DURATION = re.compile(r"^ *([\d.]+)s (?:call|setup|teardown) +(.+)$", re.MULTILINE)
COVERAGE_SETTINGS = (
    "[run]\nsource = {packages}\nbranch = false\nparallel = true\nrelative_files = true\n"
)


def tracked_files() -> list[Path]:
    """What git has of the tree, and what is new and not ignored, relative to its root."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    names = sorted(name for name in listed.split("\0") if name)
    return [Path(name) for name in names if (ROOT / name).is_file()]


def fingerprint() -> str:
    """A digest of the sources and settings that decide which test runs which line."""
    digest = hashlib.sha256()
    for path in tracked_files():
        if path.parts[0] in {*top_packages(), "tests", "resources", "pyproject.toml"}:
            digest.update(str(path).encode() + b"\0" + (ROOT / path).read_bytes())
    return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the tree in a folder of its own, with the environment its tests run in."""

    folder: Path
    environment: dict[str, str]

    @classmethod
    def made(cls, folder: Path) -> Copy:
        """A new copy, in which the packages of the program are known to be the copied ones."""
        for path in tracked_files():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / path, folder / path)
        values = {"PYTHONPATH": str(folder), "QT_QPA_PLATFORM": "offscreen", "CI": "true"}
        made = cls(folder, {**os.environ, **values, "PYTHONHASHSEED": "0"})
        made.check_imports()
        return made

    def check_imports(self) -> None:
        """Ends the program when an installed package would be tested in place of the copy."""
        for package in top_packages():
            program = f"import {package}; print({package}.__file__)"
            done = subprocess.run(
                [sys.executable, "-c", program], cwd=self.folder.parent, env=self.environment,
                capture_output=True, text=True, check=True,
            )  # fmt: skip
            if not Path(done.stdout.strip()).is_relative_to(self.folder):
                sys.exit(f"mutate: {package} is imported from {done.stdout.strip()}, not the copy")

    def compiled(self) -> Copy:
        """This copy, with every module compiled: from here on no run leaves bytecode behind.

        Bytecode is told apart by second and size alone, so that of a mutation could be taken for
        that of the next.
        """
        self.pytest("--collect-only")
        self.environment["PYTHONDONTWRITEBYTECODE"] = "1"
        return self

    @contextmanager
    def changed(self, path: str, change: Callable[[bytes], bytes]) -> Iterator[None]:
        """Has `change` made to the file, until the block ends."""
        file = self.folder / path
        source, before = file.read_bytes(), file.stat()
        file.write_bytes(change(source))
        try:
            yield
        finally:
            file.write_bytes(source)
            os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    def pytest(self, *arguments: str, seconds: float | None = None) -> tuple[int | None, str]:
        """Exit code and output of a run of pytest; the code is None when time ran out."""
        with (self.folder / ".output").open("w+") as output:
            process = subprocess.Popen(
                [sys.executable, *PYTEST, f"--basetemp={self.folder / '.tmp'}", *arguments],
                cwd=self.folder, env=self.environment, start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            )  # fmt: skip
            code: int | None = None
            with suppress(subprocess.TimeoutExpired):
                code = process.wait(seconds)
            with suppress(ProcessLookupError):  # what its tests have started ends with it
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            output.seek(0)
            return code, output.read()


def top_packages() -> set[str]:
    """The packages at the root of the tree that a program is made of."""
    return {path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mutation lies: the lines whose run shows it, and what it belongs to.

    `name` is the name bound by a statement that runs at import (a constant, a field, a function
    with a default), and None inside a function.
    """

    lines: range
    name: str | None


def place_of(text: bytes, mutation: Mutation) -> Place:
    """The statement, in the unchanged source `text`, that the mutation is a part of."""
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
    """Which tests run which line, and how many seconds each test takes."""

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
        """The tests that run the mutated line, with the seconds each takes, in order of use.

        Those whose file imports the module come first, the fast before the slow. A line that runs
        at import alone, as a constant does, belongs to no test: for it the tests that run a line
        with the same name in it, in its module and then elsewhere, and then those that run anything
        of the module.
        """
        path, place = mutation.path, place_of((self._root / mutation.path).read_bytes(), mutation)
        tiers = [self._run_in(path, [mutation.line]) or self._run_in(path, place.lines)]
        if place.name is not None or (not tiers[0] and self._runs_at_import(path, place.lines)):
            tiers = self._tiers_at_import(path, place)
        ordered = [test for tier in tiers for test in self._in_order(path, tier)]
        return {test: self.seconds[test] for test in ordered}

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
    """Whether a source text names the module that the file `path` holds."""
    package, _, module = path.removesuffix(".py").replace("/", ".").rpartition(".")
    pattern = rf"\b{package}\.{module}\b|from {package} import [^\n]*\b{module}\b"
    return re.search(pattern, text) is not None


def lines_with(name: str, text: str) -> list[int]:
    """Numbers, from 1, of the lines that have the identifier in them."""
    pattern = re.compile(rf"\b{re.escape(name)}\b")
    return [number for number, line in enumerate(text.splitlines(), 1) if pattern.search(line)]


def build_map(copy: Copy, folder: Path, jobs: int) -> None:
    """Runs all tests in the copy and keeps in `folder` what each passed test runs, and how long."""
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
    """The tests that passed and how long each took, from what pytest said with -rp --durations."""
    passed = {line[7:] for line in output.splitlines() if line.startswith("PASSED ")}
    seconds = dict.fromkeys(passed, 0.0)
    for duration, test in DURATION.findall(output):
        if test in passed:
            seconds[test] += float(duration)
    return seconds
