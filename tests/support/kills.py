"""Kills the demonstration again and again, at seeded moments, and runs it on to its end.

python -m tests.support.kills --count 100 --seed 7
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.demo import Demo

_EARLIEST, _LATEST = 0.3, 9.0
"""Seconds after the start of a run between which it is killed."""


@dataclass(frozen=True)
class Killed:
    """A visit that was killed so often, and what was wrong with its end: nothing, one hopes."""

    kills: int
    problems: tuple[str, ...]


def killed_visit(demo: Demo, chance: random.Random, most: int) -> Killed:
    """One visit, killed until it is through or killed often enough; then run to its end."""
    kills = 0
    while kills < most and _is_killed(demo, chance.uniform(_EARLIEST, _LATEST)):
        kills += 1
    exit_code = demo.run()
    return Killed(kills, tuple(_problems(demo, exit_code)))


def _is_killed(demo: Demo, after: float) -> bool:
    """Whether the run was still under way at that moment."""
    process = demo.start()
    try:
        process.wait(timeout=after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True
    return False


def _problems(demo: Demo, exit_code: int) -> Iterator[str]:
    if exit_code != 0:
        yield f"exit code {exit_code}: {demo.said()[-500:]}"
        return
    summary = demo.summary()
    if (summary["waiting"], summary["needs_attention"]) != (0, 0):
        yield f"not all received: {summary}"
    if (summary["missing"], summary["doubled"]) != (0, 0):
        yield f"not once at central: {summary}"
    if not demo.verified().holds:
        yield f"store: {demo.verified().problems}"
    held = demo.answers()
    lost = {link_id for link_id, said in demo.ticked().items() if said not in held.get(link_id, ())}
    if lost:
        yield f"ticked and lost: {sorted(lost)}"


def main() -> int:
    """Visits after visits, until that many kills are through."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    kills, visits = 0, 0
    problems: list[str] = []
    while kills < asked.count:
        with tempfile.TemporaryDirectory(prefix="ptc-kills-") as folder:
            arguments = ("--central-after", "finish")
            end = killed_visit(Demo(Path(folder), arguments), chance, asked.count - kills)
        visits += 1
        kills += end.kills
        problems += end.problems
        print(json.dumps({"visits": visits, "kills": kills, "problems": problems}), flush=True)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
