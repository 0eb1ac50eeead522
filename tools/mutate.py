"""Counts how many random mutations of the application are killed, that is, make a test fail.

    python -m tools.mutate --count 200 --seed 1

Each mutation is tried in a copy of the tree, on the tests that run the mutated line: a run of all
tests under coverage tells which these are, and is kept for the next time while no source changes.
Prints each survivor as `path:line operator  old -> new` and the share killed of each package.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import SimpleQueue

from tools.mutation_test_map import TestMap, build_map, fingerprint
from tools.mutation_tree_copy import ROOT, TreeCopy
from tools.mutations import Mutation, possible_mutations

PACKAGES = [f"ptc_app/{name}" for name in ("domain", "services", "storage", "sync", "ui")]
FAILED = re.compile(r"^(?:FAILED|ERROR) (.+)$", re.MULTILINE)
ALL_PASSED, FAILURES, NOT_FOUND, NO_TESTS = 0, 1, 4, 5  # exit codes of pytest
LEAST_SECONDS, SLOWER = 60, 5  # a run may take a minute and five times what its tests took before


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one mutation.

    - killed: whether a test failed with it, or the tests did not end in time
    - reason: the test that failed, `out of time` or an exit code; if it survived, which tests ran
    """

    mutation: Mutation
    killed: bool
    reason: str


def main(arguments: list[str] | None = None) -> int:
    """Try the mutations that `arguments` (else `sys.argv`) ask for; return the exit code.

    0 where at least the share `--at-least` of them was killed, else 1. Prints survivors and a
    summary; `--json` writes all results to a file. SystemExit where there is no mutation.
    """
    options = parsed(arguments)
    mutations = chosen_mutations(options)
    if not mutations:
        sys.exit("mutate: no mutation to try")
    with tempfile.TemporaryDirectory(prefix="mutate-") as folder:
        results = try_all(mutations, Path(folder), options)
    print("\n".join(summary(results, options.package)))
    if options.json:
        Path(options.json).write_text(json.dumps(as_json(results, options), indent=1), "utf-8")
    return 0 if share_killed(results) >= options.at_least else 1


def parsed(arguments: list[str] | None) -> argparse.Namespace:
    """Return the options of the command line; `package` has PACKAGES where none is named."""
    parser = argparse.ArgumentParser(prog="mutate", description=(__doc__ or "").split("\n")[0])
    add = parser.add_argument
    add("--count", type=int, default=200, help="mutations in all, shared in proportion")
    add("--per-package", type=int, help="mutations of each package, in place of --count")
    add("--seed", type=int, default=1, help="the same seed and sources give the same mutations")
    add("--package", action="append", help="folder to mutate, may be repeated")
    add("--only", nargs="+", metavar="PATH:LINE", help="all mutations of this line alone")
    add("--tests", nargs="+", help="run these tests, in place of those that run the line")
    add("--cap", type=int, default=400, help="most tests to run for one mutation; 0: all")
    add("--jobs", type=int, default=2, help="mutations tried at the same time")
    add("--at-least", type=float, default=0.9, help="share that must be killed")
    add("--json", help="file to write all results to")
    add("--map", type=Path, default=Path(tempfile.gettempdir()) / "mutate-maps",
        help="folder to keep in which test runs which line")  # fmt: skip
    options = parser.parse_args(arguments)
    options.package = options.package or PACKAGES
    return options


def mutations_of(package: str) -> list[Mutation]:
    """Return every possible mutation of the modules below `package`, a folder relative to ROOT.

    Sorted by file, within a file by place.
    """
    paths = sorted((ROOT / package).rglob("*.py"))
    return [
        mutation
        for path in paths
        for mutation in possible_mutations(path.relative_to(ROOT).as_posix(), path.read_bytes())
    ]


def shares(possible: dict[str, int], count: int) -> dict[str, int]:
    """Return how many mutations each package gets: `count` divided in proportion to `possible`.

    `possible` is the number of mutations by package. What rounding down leaves goes to the largest
    remainders, so that the shares sum to `count`, or to all there are when these are fewer.
    """
    total = sum(possible.values())
    count = min(count, total)
    given = {name: count * size // total for name, size in possible.items()}
    by_remainder = sorted(possible, key=lambda name: (-(count * possible[name] % total), name))
    for name in by_remainder[: count - sum(given.values())]:
        given[name] += 1
    return given


def choose(possible: dict[str, list[Mutation]], share: dict[str, int], seed: int) -> list[Mutation]:
    """Return a random sample of each package, of the size its `share` names, at most all.

    By package, file and place; the same for the same seed and sources.
    """
    return [
        mutation
        for name in sorted(possible)
        for mutation in sorted(
            random.Random(f"{seed} {name}").sample(  # noqa: S311 - repeatable, guards nothing
                possible[name], min(share[name], len(possible[name]))
            ),
            key=lambda mutation: (mutation.path, mutation.start),
        )
    ]


def chosen_mutations(options: argparse.Namespace) -> list[Mutation]:
    """Return the mutations that the options ask for.

    All on the lines of `--only`; else a sample of `--per-package` from each package, or of
    `--count` shared among them.
    """
    possible = {name: mutations_of(name) for name in options.package}
    if options.only:
        everything = [mutation for found in possible.values() for mutation in found]
        return [one for one in everything if f"{one.path}:{one.line}" in options.only]
    sizes = {name: len(found) for name, found in possible.items()}
    share = dict.fromkeys(sizes, options.per_package) if options.per_package else None
    return choose(possible, share or shares(sizes, options.count), options.seed)


Selection = Callable[[Mutation], dict[str, float]]  # tests in order, with the seconds each takes


def try_all(mutations: list[Mutation], folder: Path, options: argparse.Namespace) -> list[Result]:
    """Try each mutation in one of `--jobs` copies of the tree, made below `folder`.

    Prints each survivor at once; returns the results in the order of `mutations`.
    """
    copies: SimpleQueue[TreeCopy] = SimpleQueue()
    with ThreadPoolExecutor(options.jobs) as pool:
        made = list(pool.map(TreeCopy.made, [folder / f"copy{job}" for job in range(options.jobs)]))
        select = selection(options, made[0])
        for copy in pool.map(TreeCopy.compiled, made):
            copies.put(copy)

        def attempt(mutation: Mutation) -> Result:
            copy = copies.get()
            try:
                return attempted(copy, mutation, capped(select(mutation), options.cap))
            finally:
                copies.put(copy)

        return [reported(result) for result in pool.map(attempt, mutations)]


def selection(options: argparse.Namespace, copy: TreeCopy) -> Selection:
    """Return the function that gives the tests to run for a mutation, with the seconds of each.

    Those of `--tests`; else those of the TestMap of these sources, which is built in `copy` where
    it is missing.
    """
    if options.tests:
        return lambda _: dict.fromkeys(options.tests, float(LEAST_SECONDS))
    folder = options.map / fingerprint()
    if not (folder / "seconds.json").exists():
        build_map(copy, folder, options.jobs)
    return TestMap(folder).tests_for


def capped(tests: dict[str, float], cap: int) -> dict[str, float]:
    """Return the first `cap` of these tests, in their order; all of them for 0."""
    return dict(list(tests.items())[: cap or None])


def attempted(copy: TreeCopy, mutation: Mutation, tests: dict[str, float]) -> Result:
    """Run the tests (seconds by test) with the mutation in the copy, until one fails.

    A test that fails is run once more by itself: one that then passes is unstable and is left out.
    The copy is as before when this returns.
    """
    if not tests:
        return Result(mutation, killed=False, reason="no test")
    with copy.changed(mutation.path, mutation.apply):
        code, output = run(copy, tests)
        failed = failed_test(output, tests)
        if (
            code == FAILURES
            and failed in tests
            and run(copy, {failed: tests[failed]})[0] == ALL_PASSED
        ):
            left = {test: seconds for test, seconds in tests.items() if test != failed}
            return attempted(copy, mutation, left)
    if code in {ALL_PASSED, NO_TESTS}:
        return Result(mutation, killed=False, reason=f"{len(tests)} tests pass")
    reason = "out of time" if code is None else failed or f"exit code {code}"
    return Result(mutation, killed=True, reason=reason)


def run(copy: TreeCopy, tests: dict[str, float]) -> tuple[int | None, str]:
    """Run the tests until one fails; return exit code, None for out of time, and the output.

    They may take LEAST_SECONDS and SLOWER times what they took before.
    """
    seconds = LEAST_SECONDS + SLOWER * sum(tests.values())
    code, output = copy.pytest("-x", *tests, seconds=seconds)
    if code == NOT_FOUND:  # the mutation may have changed the parameters in the name of a test
        functions = dict.fromkeys(test.partition("[")[0] for test in tests)
        code, output = copy.pytest("-x", *functions, seconds=seconds)
    return code, output


def failed_test(output: str, tests: Iterable[str]) -> str:
    """Return what pytest's output names first as failed: one of `tests`, else a file, else ""."""
    line = next(iter(FAILED.findall(output)), "")
    named = [test for test in tests if f"{line} ".startswith(f"{test} ")]
    return max(named, key=len, default=line.partition(" - ")[0])


# --- what is said of it ---------------------------------------------------------------------------


def reported(result: Result) -> Result:
    """Print the mutation and the reason if it survived; return the result."""
    if not result.killed:
        print(f"{result.mutation}  ({result.reason})", flush=True)
    return result


def share_killed(results: list[Result]) -> float:
    """Return the share of the mutations that was killed, 0 to 1; at least one result."""
    return sum(result.killed for result in results) / len(results)


def summary(results: list[Result], packages: list[str]) -> list[str]:
    """Return a line for each package that had a mutation, in order, and one for all of them."""
    of_package = {
        package: [result for result in results if result.mutation.path.startswith(f"{package}/")]
        for package in packages
    }
    lines = {package: found for package, found in of_package.items() if found} | {"all": results}
    return [
        f"{name}: killed {sum(result.killed for result in found)} of {len(found)} "
        f"({share_killed(found):.1%})"
        for name, found in lines.items()
    ]


def as_json(results: list[Result], options: argparse.Namespace) -> dict[str, object]:
    """Return the JSON object that `--json` writes: seed, counts, share, summary and all results."""
    return {
        "seed": options.seed,
        "mutations": len(results),
        "killed": sum(result.killed for result in results),
        "share": share_killed(results),
        "summary": summary(results, options.package),
        "results": [asdict(result) for result in results],
    }


if __name__ == "__main__":
    sys.exit(main())
