"""The demonstration: a whole visit by itself, and the proof that central holds it, once."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ptc_app.cli import STEPS, Outcome, counted
from ptc_app.config import Config
from ptc_app.domain.outbox import Counts
from ptc_app.house import House, join_central, reached
from ptc_app.porch import Porch
from ptc_app.practice import PRACTICE, PracticeCentral, unlocked
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
    with closing(_CentralToCome(house, config)) as central:
        stuck_on = _play(porch, config, central)
        if stuck_on:
            sys.stderr.write(f"ptc-app: the demonstration stopped at {stuck_on}\n")
        summary = _summary(house, config.out)
    facts = summary.facts()
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

    def facts(self) -> dict[str, object]:
        """As they are written down."""
        return {
            **counted(self.counts),
            "central": dict(self.central.held) if self.central else {},
            "missing": self.central.missing if self.central else self.counts.captured,
            "doubled": self.central.doubled if self.central else 0,
        }


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
            join_central(self._house.data, unlocked(self._house), self._central.address)

    def close(self) -> None:
        if self._central is not None:
            self._central.close()


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
    with closing(Database(house.data.store, unlocked(house))) as database:
        counts = Outbox(database).counts()
        known = Settings(database).central()
        payloads = [record.body for record in Records(database).each()]
        _write_papers(database, out)
    if known is None:
        return Summary(counts, None)
    with closing(reached(known)) as central:
        return Summary(counts, reconciled(central, payloads))


def _write_papers(database: Database, out: Path) -> None:
    """The signed papers of the visit, as they were handed over."""
    for paper in Documents(database).each():
        (out / f"{paper.stage}.pdf").write_bytes(paper.body)
