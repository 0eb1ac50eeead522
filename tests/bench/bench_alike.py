"""How long it takes to look for duplicates at registration: `python -m tests.bench.bench_alike`."""

from __future__ import annotations

import argparse
import json
from itertools import islice
from statistics import quantiles
from time import perf_counter

from ptc_app.storage.participants import Participants
from tests.bench.filling import kept_store, made_up

ASKED = 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--participants", type=int, default=100_000)
    asked = parser.parse_args()
    print(json.dumps(measured(asked.participants)))


def measured(participants: int) -> dict[str, object]:
    """Milliseconds to look for each of many people who are not there, and how many are warned of.

    All that are found are false alarms.
    """
    database = kept_store(participants)
    alike = Participants(database).alike
    took, alarms = [], 0
    for stranger in islice(made_up(ASKED, seed=8), ASKED):
        start = perf_counter()
        alarms += bool(alike(stranger))
        took.append((perf_counter() - start) * 1000)
    database.close()
    every = quantiles(took, n=100)
    return {
        "participants": participants,
        "asked": ASKED,
        "p50_ms": round(every[49], 2),
        "p95_ms": round(every[94], 2),
        "p99_ms": round(every[98], 2),
        "slowest_ms": round(max(took), 2),
        "false_alarms_percent": round(100 * alarms / ASKED, 1),
        "bar": "p95_ms <= 5",
    }


if __name__ == "__main__":
    main()
