"""Mutations of small source texts, the choice among them, and the tests chosen for each."""

from __future__ import annotations

import ast
import json
import os
from pathlib import Path

import pytest
from coverage import CoverageData

from tools.mutate import (
    Result,
    capped,
    choose,
    failed_test,
    share_killed,
    shares,
    summary,
)
from tools.mutation_test_map import TestMap, place_of, seconds_of_passed
from tools.mutation_tree_copy import ROOT, TreeCopy
from tools.mutations import Mutation, possible_mutations

CHANGES = [
    ("a < b", "comparison", "a <= b"),
    ("a <= b", "comparison", "a < b"),
    ("a > b", "comparison", "a >= b"),
    ("a >= b", "comparison", "a > b"),
    ("a == b", "comparison", "a != b"),
    ("a != b", "comparison", "a == b"),
    ("a in b", "comparison", "a not in b"),
    ("a not  in b", "comparison", "a in b"),
    ("a is b", "comparison", "a is not b"),
    ("a is not b", "comparison", "a is b"),
    ("(a) < (b)", "comparison", "(a) <= (b)"),
    ("(a  # < and more\n < b)", "comparison", "(a  # < and more\n <= b)"),
    ("a and b", "and/or", "a or b"),
    ("a or b", "and/or", "a and b"),
    ("x = not a", "not removed", "x = a"),
    ("x = not(a or b)", "not removed", "x = (a or b)"),
    ("a + b", "arithmetic", "a - b"),
    ("a - b", "arithmetic", "a + b"),
    ("a * b", "arithmetic", "a // b"),
    ("a // b", "arithmetic", "a * b"),
    ("a += b", "arithmetic", "a -= b"),
    ("x = 7", "integer", "x = 8"),
    ("x = 'año'; y = 1", "integer", "x = 'año'; y = 2"),
    ("x = 'año'", "string", "x = 'año~'"),
    ("x = ('a'\n 'b')", "string", "x = ('ab~')"),
    ("x = b'a'", "string", "x = b'a~'"),
    ("x = f'{a}'", "string", "x = (f'{a}' + \"~\")"),
    ("x = True", "boolean", "x = False"),
    ("x = False", "boolean", "x = True"),
    ("def f(x=1): ...", "integer", "def f(x=2): ..."),
    ("class A:\n    x: int = 1", "integer", "class A:\n    x: int = 2"),
    ("def f() -> int:\n    return g()", "return", "def f() -> int:\n    return None"),
    ("if a:\n    b()", "condition", "if not (a):\n    b()"),
    ("x = a if b else c", "condition", "x = a if not (b) else c"),
    ("f(a,\n  b)", "call removed", "pass"),
    ("raise A", "raise removed", "pass"),
]

LEFT_ALONE = [
    '"""What it is."""',
    "def f():\n    '''What it does.'''",
    "x: 'int'",
    "def f(x: 'int') -> 'str': ...",
    "__all__ = ['a', 'b']",
    "class A:\n    __slots__ = ('a', 'b')",
    "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    x = 1",
    "class A(Protocol):\n    x: int = 1\n    def f(self, x=1): ...",
    "class A(Protocol[T]):\n    x: int = 1",
    "log.info('read', extra={'count': 1})",
    "self._logger.warning('read')",
    "logging.getLogger",
    "T = TypeVar('T')",
    "x = cast('int', y)",
    "assert_never(x)",
    "X = Literal['a', 'b']",
    "@dataclass(frozen=True)\nclass A: ...",
    "@cache(3)\ndef f(): ...",
    "class A(Struct, frozen=True): ...",
    "def f() -> None:\n    return g",
    "def f():\n    return g",
    "def f() -> int | None:\n    return None",
    "x = a / b",
]


def mutations(text: str) -> list[Mutation]:
    return possible_mutations("a.py", text.encode())


@pytest.mark.parametrize(("before", "operator", "after"), CHANGES)
def test_an_operator_changes_one_place_alone(before: str, operator: str, after: str) -> None:
    found = [m.apply(before.encode()).decode() for m in mutations(before) if m.operator == operator]
    assert found == [after]
    assert ast.dump(ast.parse(after)) != ast.dump(ast.parse(before))


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_a_test_cannot_see_is_left_alone(text: str) -> None:
    assert mutations(text) == []


def test_each_comparison_of_a_chain_has_its_mutation() -> None:
    changed = [mutation.apply(b"a < b <= c") for mutation in mutations("a < b <= c")]
    assert changed == [b"a <= b <= c", b"a < b < c"]


def test_a_condition_that_a_swap_negates_has_one_mutation() -> None:
    assert [m.operator for m in mutations("if a == b: x")] == ["comparison"]
    assert [m.operator for m in mutations("if not a: x")] == ["not removed"]
    assert [m.operator for m in mutations("if a < b: x")] == ["condition", "comparison"]


def test_the_other_branch_of_a_block_for_types_is_mutated() -> None:
    found = mutations("if TYPE_CHECKING:\n    x = 1\nelse:\n    x = 2")
    assert [(m.line, m.new) for m in found] == [(4, "3")]


def test_a_return_of_an_inner_function_is_its_own() -> None:
    text = "def f() -> int:\n    def g():\n        return a\n    return b"
    assert [m.line for m in mutations(text) if m.operator == "return"] == [4]


@pytest.mark.parametrize("path", sorted((ROOT / "tools").glob("*.py")), ids=lambda path: path.name)
def test_every_mutation_of_a_whole_module_is_valid_and_another(path: Path) -> None:
    text = path.read_bytes()
    before = ast.dump(ast.parse(text))
    found = possible_mutations(path.name, text)
    assert found
    assert all(ast.dump(ast.parse(mutation.apply(text))) != before for mutation in found)


def test_a_mutation_is_shown_in_one_line() -> None:
    (found,) = mutations(f"x = '{'a' * 70}'")
    assert str(found) == f"a.py:1 string  '{'a' * 29}…{'a' * 29}' -> '{'a' * 29}…{'a' * 28}~'"


# --- the choice -----------------------------------------------------------------------------------


def test_shares_are_in_proportion_and_sum_to_the_count() -> None:
    assert shares({"a": 600, "b": 300, "c": 100}, 20) == {"a": 12, "b": 6, "c": 2}
    assert shares({"a": 1, "b": 1, "c": 1}, 2) == {"a": 1, "b": 1, "c": 0}
    assert shares({"a": 2, "b": 1}, 10) == {"a": 2, "b": 1}


def test_the_same_seed_chooses_the_same_mutations() -> None:
    possible = {"a": mutations("x = 1\n" * 50), "b": mutations("x = True\n" * 50)}
    chosen = choose(possible, {"a": 5, "b": 3}, seed=1)
    assert chosen == choose(possible, {"a": 5, "b": 3}, seed=1)
    assert chosen != choose(possible, {"a": 5, "b": 3}, seed=2)
    assert [mutation.operator for mutation in chosen] == ["integer"] * 5 + ["boolean"] * 3
    assert len(set(chosen)) == 8


# --- the copy -------------------------------------------------------------------------------------


def test_a_changed_file_is_as_before_afterwards(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(b"x = 1")
    os.utime(file, (1, 1))
    (mutation,) = mutations("x = 1")
    with TreeCopy(tmp_path, {}).changed("a.py", mutation.apply):
        assert file.read_bytes() == b"x = 2"
        assert file.stat().st_mtime > 1
    assert file.read_bytes() == b"x = 1"
    assert file.stat().st_mtime == 1


def test_a_package_from_elsewhere_than_the_copy_ends_the_run(tmp_path: Path) -> None:
    copy = TreeCopy(tmp_path, {**os.environ, "PYTHONPATH": str(ROOT)})
    with pytest.raises(SystemExit, match="not the copy"):
        copy.check_imports()


# --- the tests of a mutation ----------------------------------------------------------------------

MODULE = """\
LIMIT = 3


def within(count, least=1):
    return least < count < LIMIT


def double(count):
    return count * 2


def unused(count):
    return count + 1
"""


@pytest.fixture
def test_map(tmp_path: Path) -> TestMap:
    """Of a module `p/m.py`, whose two functions are run by a test each, both by a third."""
    for folder, text in {"p/m.py": MODULE, "t/m.py": "import p.m", "t/other.py": ""}.items():
        (tmp_path / folder).parent.mkdir(exist_ok=True)
        (tmp_path / folder).write_text(text)
    seconds = {"t/m.py::within": 3.0, "t/m.py::double": 2.0, "t/other.py::both": 1.0}
    (tmp_path / "seconds.json").write_text(json.dumps(seconds))
    data = CoverageData(str(tmp_path / "coverage"))
    lines = {"": [1, 4, 8, 12], "t/m.py::within|run": [5], "t/m.py::double|run": [9],
             "t/other.py::both|run": [5, 9], "t/other.py::failed|run": [5, 13]}  # fmt: skip
    for context, run in lines.items():
        data.set_context(context)
        data.add_lines({"p/m.py": run})
    data.write()
    return TestMap(tmp_path, tmp_path)


def chosen_tests(test_map: TestMap, line: int, old: str) -> list[str]:
    found = possible_mutations("p/m.py", MODULE.encode())
    (mutation,) = [m for m in found if m.line == line and m.old == old]
    return [test.rpartition(":")[2] for test in test_map.tests_for(mutation)]


def test_a_line_is_tested_by_those_who_run_it_its_own_tests_first(test_map: TestMap) -> None:
    assert chosen_tests(test_map, 9, "*") == ["double", "both"]


def test_a_default_is_tested_by_those_who_run_the_function(test_map: TestMap) -> None:
    found = chosen_tests(test_map, 4, "1")
    assert (found[0], set(found[1:])) == ("within", {"both", "double"})


def test_a_constant_is_tested_by_those_who_run_its_name_and_those_who_import_it_in_turn(
    test_map: TestMap,
) -> None:
    assert chosen_tests(test_map, 1, "3") == ["within", "double", "both"]


def test_a_line_that_no_passed_test_runs_has_no_test(test_map: TestMap) -> None:
    assert chosen_tests(test_map, 13, "+") == []


@pytest.mark.parametrize(
    ("text", "old", "lines", "name"),
    [
        ("def f():\n    x = (\n        1)\n", "1", range(2, 4), None),
        ("def f():\n    if (a\n        < b):\n        pass", "<", range(2, 4), None),
        ("class A:\n    x: int = 1", "1", range(2, 3), "x"),
        ("def f(x=1):\n    a\n    b", "1", range(2, 4), "f"),
        ("f(1)", "1", range(1, 2), ""),
        ("x = lambda: 1", "1", range(1, 2), None),
    ],
)
def test_the_place_of_a_mutation(text: str, old: str, lines: range, name: str | None) -> None:
    (mutation,) = [mutation for mutation in mutations(text) if mutation.old == old]
    place = place_of(text.encode(), mutation)
    assert (place.lines, place.name) == (lines, name)


def test_no_more_tests_than_the_cap() -> None:
    assert capped({"a": 1.0, "b": 2.0, "c": 3.0}, 2) == {"a": 1.0, "b": 2.0}
    assert capped({"a": 1.0, "b": 2.0}, 0) == {"a": 1.0, "b": 2.0}


# --- what pytest said -----------------------------------------------------------------------------


def test_the_seconds_of_a_test_are_those_of_all_its_phases() -> None:
    output = (
        "0.50s setup    t/a.py::one[a b]\n  1.25s call     t/a.py::one[a b]\n"
        "0.10s call     t/a.py::two\nPASSED t/a.py::one[a b]\nFAILED t/a.py::two - x\n"
    )
    assert seconds_of_passed(output) == {"t/a.py::one[a b]": 1.75}


def test_the_failed_test_is_named_in_full() -> None:
    tests = ["t/a.py::one", "t/a.py::one[a - b]"]
    assert failed_test("FAILED t/a.py::one[a - b] - assert 1 == 2\n", tests) == tests[1]
    assert failed_test("FAILED t/a.py::one\n", tests) == tests[0]
    assert failed_test("ERROR t/a.py - NameError: x\n", tests) == "t/a.py"


def test_the_summary_counts_each_package_and_all() -> None:
    found = [Mutation(f"{name}/m.py", 1, "integer", 0, 1, "1", "2") for name in "aab"]
    results = [
        Result(one, killed, "") for one, killed in zip(found, (True, False, True), strict=True)
    ]
    assert summary(results, ["a", "b", "c"]) == [
        "a: killed 1 of 2 (50.0%)",
        "b: killed 1 of 1 (100.0%)",
        "all: killed 2 of 3 (66.7%)",
    ]
    assert share_killed(results) == pytest.approx(2 / 3)
