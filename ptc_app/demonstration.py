"""The demonstration: a whole visit by itself, and the proof that central holds it, once."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ptc_app import log
from ptc_app.cli import STEPS, Outcome
from ptc_app.config import Config
from ptc_app.house import House, join_central, known_central
from ptc_app.practice import PRACTICE, PracticeCentral
from ptc_app.storage.database import Database
from ptc_app.storage.documents import Documents
from ptc_app.storage.outbox import Outbox
from ptc_app.storage.records import Records
from ptc_app.storage.settings import Settings
from ptc_app.storage.visits import Visits
from ptc_app.sync.reconciliation import reconciled
from ptc_app.ui.application import go_offscreen, window
from ptc_app.ui.demo.actor import Actor
from ptc_app.ui.demo.acts import Stage
from ptc_app.ui.demo.hands import Hands


def demonstrate(config: Config) -> Outcome:
    """Play the visit, go on where a run before was stopped, then ask central what it holds."""
    log.write_to(config.data.log)
    if config.headless:
        go_offscreen()
    house = House(config.data)
    with _central_to_come(house, config) as join:
        stuck_on = _play(house, config, join)
        if stuck_on:
            sys.stderr.write(f"ptc-app: the demonstration stopped at {stuck_on}\n")
        summary = _summary(house, config.out)
    (config.out / "summary.json").write_text(json.dumps(summary, indent=2), encoding="utf-8")
    all_once = summary["missing"] == 0 and summary["doubled"] == 0
    settled = summary["captured"] == summary["received"] and summary["captured"] > 0
    return Outcome(summary, all_well=not stuck_on and all_once and settled)


class _CentralToCome:
    """A practice central that is away until a step was reached."""

    def __init__(self, house: House, config: Config) -> None:
        self._house = house
        self._after = STEPS.index(config.central_after)
        self._central: PracticeCentral | None = None

    def reached(self, step: str) -> None:
        """This step is done; central appears when it is the one waited for, or a later one."""
        if self._central is None and STEPS.index(step) >= self._after:
            self._central = PracticeCentral(self._house.data.central)
            store_key = self._house.door.unlock(PRACTICE.sign_in_name, PRACTICE.passphrase)
            join_central(self._house.data, store_key, self._central.address)

    def close(self) -> None:
        if self._central is not None:
            self._central.close()


@contextmanager
def _central_to_come(house: House, config: Config) -> Iterator[_CentralToCome]:
    central = _CentralToCome(house, config)
    try:
        yield central
    finally:
        central.close()


def _play(house: House, config: Config, central: _CentralToCome) -> str:
    """Where the play got stuck, or nothing."""
    with window(house, config.language, config.appearance) as opened:
        opened.shell.show()
        hands = Hands(opened.shell, config.out)
        actor = Actor(opened, Stage(hands, config.person, PRACTICE, central.reached))
        opened.app.exec()
        return actor.stuck_on if actor.is_stuck else ""


def _summary(house: House, out: Path) -> dict[str, object]:
    """What is recorded here and what central holds of it, asked of central itself."""
    store_key = house.door.unlock(PRACTICE.sign_in_name, PRACTICE.passphrase)
    database = Database(house.data.store, store_key)
    try:
        counts = Outbox(database).counts()
        central = known_central(Settings(database))
        payloads = [record.body for record in Records(database).all()]
        _write_papers(database, out)
    finally:
        database.close()
    found = None
    if central is not None:
        found = reconciled(central, payloads)
        central.close()
    return {
        "captured": counts.captured,
        "received": counts.received,
        "waiting": counts.waiting,
        "needs_attention": counts.needs_attention,
        "central": dict(found.held) if found else {},
        "missing": found.missing if found else len(payloads),
        "doubled": found.doubled if found else 0,
    }


def _write_papers(database: Database, out: Path) -> None:
    """The signed papers of the visit, as they were handed over."""
    documents = Documents(database)
    for visit in Visits(database).all():
        for stage in visit.stages:
            paper = documents.of(visit.id, stage.plan.key)
            if paper is not None:
                (out / f"{stage.plan.key}.pdf").write_bytes(paper.body)
