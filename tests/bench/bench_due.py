"""Finding which envelopes may be sent now, in 200 streams: where 100,000 wait, and where 1,000 do.

From the question of the sync engine to the envelopes with the bytes to send, turn by turn.
"""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import closing
from statistics import median
from time import perf_counter

from ptc_app.storage.outbox import Outbox
from tests.bench.outbox_pages import kept_outbox, offscreen_application
from tests.support.page_contexts import PageFixture

_TURNS = 61
_MOST_RATIO = 1.2
_AT_ONCE = 256
"""As many as the engine asks for."""


def main() -> int:
    """Print the result as JSON; 0 where the bar is met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--waiting", type=int, default=100_000)
    parser.add_argument("--few", type=int, default=1_000)
    parser.add_argument("--streams", type=int, default=200)
    asked = parser.parse_args()
    _app = offscreen_application()
    few, many = kept_outbox(asked.streams, asked.few), kept_outbox(asked.streams, asked.waiting)
    with closing(few), closing(many):
        _due_ms(few, asked.streams), _due_ms(many, asked.streams)
        turns = [(_due_ms(few, asked.streams), _due_ms(many, asked.streams)) for _ in range(_TURNS)]
    few_ms, many_ms = (median(times) for times in zip(*turns, strict=True))
    ratio = median(large / small for small, large in turns)
    print(
        json.dumps(
            {
                "waiting": asked.waiting,
                "streams": asked.streams,
                "due_ms": round(many_ms, 2),
                "due_of_few_ms": round(few_ms, 2),
                "ratio": round(ratio, 2),
                "bar": f"ratio <= {_MOST_RATIO}",
                "is_met": ratio <= _MOST_RATIO,
            }
        )
    )
    return 0 if ratio <= _MOST_RATIO else 1


def _due_ms(place: PageFixture, streams: int) -> float:
    outbox = Outbox(place.database)
    start = perf_counter()
    due = outbox.due(place.clock(), _AT_ONCE)
    took = perf_counter() - start
    assert len(due) == min(streams, _AT_ONCE)
    return took * 1000


if __name__ == "__main__":
    sys.exit(main())
