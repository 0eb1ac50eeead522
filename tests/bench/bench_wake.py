"""From "Send now" where 100,000 envelopes were postponed until the page says so; and who waits.

The press against one where a thousand were, turn by turn. Then an answer is saved again and again
while another connection ends all waits, as sync does when central is back, against saves alone.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

from ptc_app.domain.ids import VisitId
from ptc_app.domain.utc_text import utc_text
from ptc_app.paths import DataDir
from ptc_app.storage.database import Database
from ptc_app.storage.drafts import Drafts
from ptc_app.storage.outbox import Outbox
from ptc_app.storage.records import Records
from ptc_app.ui.widgets.buttons import Button
from tests.bench.outbox_pages import copied_outbox, offscreen_application, shown_page
from tests.support.builders import MORNING, a_practitioner, a_visit, an_act
from tests.support.page_contexts import PASSPHRASE, PageFixture, settle
from tests.support.site_runtimes import fast_key_file

_TURNS = 9
_BETWEEN_SAVES = 0.001
"""Seconds; without any, saves one after the other would never let another connection begin."""
_SAVES = 30
"""In each turn, or more until the wake has ended."""

_MOST_RATIO = 1.2
_MOST_WAIT_MS = 20.0
_POSTPONE = "UPDATE envelope SET due_at = ?, wakes = (SELECT wakes FROM wake)"
_LATER = timedelta(minutes=10)


def main() -> int:
    """Print the result as JSON; 0 where the bar is met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--waiting", type=int, default=100_000)
    parser.add_argument("--few", type=int, default=1_000)
    parser.add_argument("--streams", type=int, default=200)
    asked = parser.parse_args()
    _app = offscreen_application()
    with tempfile.TemporaryDirectory() as temporary:
        few_folder, many_folder = Path(temporary) / "few", Path(temporary) / "many"
        few = copied_outbox(few_folder, asked.streams, asked.few)
        many = copied_outbox(many_folder, asked.streams, asked.waiting)
        with closing(few), closing(many):
            presses = [(_press_ms(few), _press_ms(many)) for _ in range(_TURNS)]
            Records(many.database).sign(an_act("bench", visit=a_visit(), stage="consent"))
            waits = [_longest_saves_ms(many, many_folder) for _ in range(_TURNS)]
    few_press, many_press = (median(times) for times in zip(*presses, strict=True))
    ratio = median(large / small for small, large in presses)
    alone, beside = (median(times) for times in zip(*waits, strict=True))
    is_met = ratio <= _MOST_RATIO and beside - alone <= _MOST_WAIT_MS
    print(
        json.dumps(
            {
                "postponed": asked.waiting,
                "press_ms": round(many_press, 1),
                "press_with_a_thousand_ms": round(few_press, 1),
                "press_ratio": round(ratio, 2),
                "longest_save_beside_a_wake_ms": round(beside, 1),
                "longest_save_alone_ms": round(alone, 1),
                "bar": f"press_ratio <= {_MOST_RATIO}, longest save <= {_MOST_WAIT_MS:g} ms more",
                "is_met": is_met,
            }
        )
    )
    return 0 if is_met else 1


def _press_ms(place: PageFixture) -> float:
    """Milliseconds from the press of "Send now" until the page is drawn, all waits being over."""
    _postpone(place)
    page = shown_page(place)
    send = page.findChild(Button, "sync.send")
    assert send is not None
    assert not Outbox(place.database).due(place.clock(), 1)
    start = perf_counter()
    send.click()
    settle(place)
    page.grab()
    took = perf_counter() - start
    assert Outbox(place.database).due(place.clock(), 1)
    page.deleteLater()
    return took * 1000


def _postpone(place: PageFixture) -> None:
    """All that waits is due later, as after sends that failed."""
    place.database.write(_POSTPONE, (utc_text(place.clock() + _LATER),))


def _longest_saves_ms(place: PageFixture, folder: Path) -> tuple[float, float]:
    """The longest save of some alone, and of some beside a wake on another connection."""
    alone = _longest_save_ms(place, lambda: True)
    _postpone(place)
    wake = threading.Thread(target=_wake, args=(place, folder))
    wake.start()
    beside = _longest_save_ms(place, lambda: not wake.is_alive())
    wake.join()
    assert Outbox(place.database).due(place.clock(), 1)
    return alone, beside


def _longest_save_ms(place: PageFixture, is_over: Callable[[], bool]) -> float:
    drafts, longest, saves = Drafts(place.database), 0.0, 0
    while saves < _SAVES or not is_over():
        start = perf_counter()
        drafts.save(VisitId("visit-1"), "survey", saves.to_bytes(4) * 500, MORNING)
        longest = max(longest, perf_counter() - start)
        saves += 1
        sleep(_BETWEEN_SAVES)
    return longest * 1000


def _wake(place: PageFixture, folder: Path) -> None:
    """End all waits as the sync thread does, on a connection of its own."""
    data = DataDir(folder / "site")
    key = fast_key_file(data).unlock(a_practitioner().sign_in_name, PASSPHRASE)
    with closing(Database(data.store, key)) as own:
        Outbox(own).wake(place.clock())


if __name__ == "__main__":
    sys.exit(main())
