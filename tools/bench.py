"""Runs each benchmark of tests/bench in a process of its own and prints its line of JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run all benchmarks, by name; return the exit code.

    0 where each ended with code 0 and printed one JSON object; 1 otherwise, or where there is none.
    """
    scripts = sorted((ROOT / "tests" / "bench").glob("bench_*.py"))
    broken = [script.name for script in scripts if not measured(script)]
    if broken or not scripts:
        print(f"bench: failed: {', '.join(broken) or 'no measurements found'}", file=sys.stderr)
        return 1
    return 0


def measured(script: Path) -> bool:
    """Run a benchmark, print its JSON object with its name as `bench`; return whether it is well.

    False where it printed no JSON, which is said on standard error, or ended with another code
    than 0.
    """
    environment = {"QT_QPA_PLATFORM": "offscreen"} | os.environ
    done = subprocess.run(
        [sys.executable, "-m", f"tests.bench.{script.stem}"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    try:
        said = json.loads(done.stdout)
    except ValueError:
        print(f"bench: {script.name} said no JSON: {done.stdout[:200]!r}", file=sys.stderr)
        return False
    print(json.dumps({"bench": script.stem.removeprefix("bench_"), **said}), flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
