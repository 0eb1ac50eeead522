"""The demonstration: a whole visit by itself, and the proof that central holds it, once."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ptc_app.cli import STEPS, Outcome
from ptc_app.config import Config
from ptc_app.domain.outbox import Counts
from ptc_app.house import House, join_central, known_central
from ptc_app.porch import Porch
from ptc_app.practice import PRACTICE, PracticeCentral
from ptc_app.storage.database import Database
from ptc_app.storage.documents import Documents
from ptc_app.storage.outbox import Outbox
from ptc_app.storage.records import Records
from ptc_app.storage.settings import Settings
from ptc_app.sync.reconciliation import Reconciliation, reconciled
from ptc_app.ui.application import go_offscreen, window
from ptc_app.ui.demo.actor import Actor
from ptc_app.ui.demo.acts import Stage
from ptc_app.ui.demo.hands import Hands


def run(config: Config) -> Outcome:
    """Play the visit, go on where a run before was stopped, then ask central what it holds."""
    if config.headless:
        go_offscreen()
    porch = Porch(config.data)
    house = porch.house()
    with _central_to_come(house, config) as join:
        stuck_on = _play(porch, config, join)
        if stuck_on:
            sys.stderr.write(f"ptc-app: the demonstration stopped at {stuck_on}\n")
        summary = _summary(house, config.out)
    facts = dict(summary.facts())
    (config.out / "summary.json").write_text(json.dumps(facts, indent=2), encoding="utf-8")
    return Outcome(facts, all_well=not stuck_on and summary.is_whole)


@dataclass(frozen=True, slots=True)
class Summary:
    """What is recorded here, and what central says it holds of it."""

    counts: Counts
    central: Reconciliation | None

    @property
    def is_whole(self) -> bool:
        """Whether central holds all that was recorded, and each thing once."""
        all_received = 0 < self.counts.captured == self.counts.received
        return all_received and self.central is not None and self.central.all_once

    def facts(self) -> Iterator[tuple[str, object]]:
        """As they are written down."""
        yield "captured", self.counts.captured
        yield "received", self.counts.received
        yield "waiting", self.counts.waiting
        yield "needs_attention", self.counts.needs_attention
        yield "central", dict(self.central.held) if self.central else {}
        yield "missing", self.central.missing if self.central else self.counts.captured
        yield "doubled", self.central.doubled if self.central else 0


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


def _play(porch: Porch, config: Config, central: _CentralToCome) -> str:
    """Where the play got stuck, or nothing."""
    with window(porch, config.language, config.appearance) as opened:
        opened.shell.show()
        hands = Hands(opened.shell, config.out)
        actor = Actor(opened, Stage(hands, config.person, PRACTICE, central.reached))
        opened.app.exec()
        return actor.stuck_on if actor.is_stuck else ""


def _summary(house: House, out: Path) -> Summary:
    """The counts of the store, and what central itself answers when asked for each thing."""
    store_key = house.door.unlock(PRACTICE.sign_in_name, PRACTICE.passphrase)
    database = Database(house.data.store, store_key)
    try:
        counts = Outbox(database).counts()
        central = known_central(Settings(database))
        payloads = [record.body for record in Records(database).each()]
        _write_papers(database, out)
    finally:
        database.close()
    if central is None:
        return Summary(counts, None)
    try:
        return Summary(counts, reconciled(central, payloads))
    finally:
        central.close()


def _write_papers(database: Database, out: Path) -> None:
    """The signed papers of the visit, as they were handed over."""
    for paper in Documents(database).each():
        (out / f"{paper.stage}.pdf").write_bytes(paper.body)
