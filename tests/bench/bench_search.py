"""How long a search takes while someone types: `python -m tests.bench.bench_search`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from statistics import quantiles
from time import perf_counter

from ptc_app.storage.participants import Participants
from tests.bench.filling import kept_store, made_up

TYPED = (
    "maria garcia",
    "garcia 1961",
    "smith john",
    "martinez 03/12/1961",
    "james 1975-07-04",
    "lee 12 Mar 1961",
    "555 0134",
    "(312) 555-0134",
    "marisol gomez 1980",
    "jose rodriguez lopez",
    "o garcia j",
    "quintero",
    "nobodyhasthisname",
)
ROUNDS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--participants", type=int, default=100_000)
    parser.add_argument("--slowest", type=int, default=5)
    asked = parser.parse_args()
    print(json.dumps(measured(asked.participants, asked.slowest)))


def measured(participants: int, slowest: int) -> dict[str, float | dict[str, float]]:
    """Milliseconds of each search, each prefix of what is typed counting as one."""
    began = perf_counter()
    database = kept_store(participants)
    ready = perf_counter() - began
    search = Participants(database).search
    took: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for text in _typed(participants):
            start = perf_counter()
            search(text, limit=50)
            took.setdefault(text, []).append((perf_counter() - start) * 1000)
    database.close()
    every = quantiles([one for times in took.values() for one in times], n=100)
    worst = sorted(took, key=lambda text: -sorted(took[text])[ROUNDS // 2])[:slowest]
    return {
        "participants": participants,
        "searches": ROUNDS * len(took),
        "p50_ms": round(every[49], 2),
        "p95_ms": round(every[94], 2),
        "p99_ms": round(every[98], 2),
        "first_round_p95_ms": round(quantiles([t[0] for t in took.values()], n=100)[94], 2),
        "slowest_ms": {text: round(sorted(took[text])[ROUNDS // 2], 2) for text in worst},
        "ready_in_s": round(ready, 1),
    }


def _typed(participants: int) -> Iterator[str]:
    """Each beginning of what is typed, and of some who are really there."""
    there = list(made_up(min(participants, 200)))[::40]
    for text in (
        *TYPED,
        *(f"{one.given_name} {one.family_name} {one.birth_date.year}" for one in there),
        *(one.number for one in there),
        *(one.email for one in there),
        *(one.phone for one in there),
    ):
        yield from (text[:end] for end in range(1, len(text) + 1))


if __name__ == "__main__":
    main()
