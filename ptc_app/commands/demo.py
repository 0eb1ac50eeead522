"""The demo command: plays a whole visit, then checks that central holds each resource once."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ptc_app.bootstrap import SiteRuntime
from ptc_app.commands.command_result import CommandResult, count_facts
from ptc_app.commands.demo_step_names import demo_steps
from ptc_app.commands.options import DemoOptions
from ptc_app.commands.practice import (
    PRACTICE_SITE,
    PracticeCentral,
    ensure_practice_central,
    practice_store_key,
)
from ptc_app.domain.errors import OutputUnusable
from ptc_app.domain.outbox import DeliveryCounts
from ptc_app.file_access import refusals_as, try_writing
from ptc_app.ui.demo.demo_player import DemoPlayer, scripts_by_page
from ptc_app.ui.demo.page_scripts import DemoRun
from ptc_app.ui.demo.window_driver import WindowDriver
from ptc_app.ui.open_window import ensure_display, open_window, use_offscreen_platform


def run_demo(options: DemoOptions) -> CommandResult:
    """Play a whole visit in the window, then search central for each resource that was recorded.

    On a site where an earlier run was stopped it goes on from there. Writes page images, PDFs and
    summary.json to `options.out`. The facts are those of DemoSummary; all is well where the visit
    was played to its end and central holds each resource once. Raises OutputUnusable where a file
    cannot be written, DataFolderUnusable, StoreLocked, StoreUnusable, CentralUnreachable,
    CentralUntrusted or SignInNeeded; DisplayMissing, and InstallationIncomplete
    (`practice-central`), before anything is written.
    """
    ensure_practice_central()
    if options.headless:
        use_offscreen_platform()
    ensure_display()
    _prepare_output(options.out)
    site = SiteRuntime(options.window.data)
    with closing(_DelayedCentral(site, options)) as central:
        stuck_on = _play(site, options, central)
        if stuck_on:
            sys.stderr.write(f"ptc-app: the demonstration stopped at {stuck_on}\n")
        summary = _summary(site, options.out)
    facts = summary.facts()
    _write(options.out / "summary.json", json.dumps(facts, indent=2).encode())
    return CommandResult(facts, all_well=not stuck_on and summary.is_whole)


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What was recorded at the practice site, and what central holds of it.

    `counts`: envelopes by delivery state.
    `held`: central's resources by FHIR type.
    `missing`, `doubled`: resources of this site that central lacks, or holds beyond the first.
    """

    counts: DeliveryCounts
    held: Mapping[str, int]
    missing: int
    doubled: int

    @property
    def is_whole(self) -> bool:
        """Whether something was recorded, and central received all of it, each resource once."""
        all_received = 0 < self.counts.captured == self.counts.received
        return all_received and not self.missing and not self.doubled

    def facts(self) -> dict[str, object]:
        """The JSON values of summary.json, by name.

        `captured`, `received`, `waiting` and `needs_attention` of the counts, `central` (`held`),
        `missing` and `doubled`.
        """
        return {
            **count_facts(self.counts),
            "central": dict(self.held),
            "missing": self.missing,
            "doubled": self.doubled,
        }


class _DelayedCentral:
    """A practice central that is away until a step was reached."""

    def __init__(self, site: SiteRuntime, options: DemoOptions) -> None:
        self._site = site
        self._steps = demo_steps(site.shipped_programs)
        self._after = self._steps.index(options.central_after)
        self._central: PracticeCentral | None = None

    def reached(self, step: str) -> None:
        """Note that this step is done; start and join the central at its step or a later one."""
        if self._central is None and self._steps.index(step) >= self._after:
            self._central = PracticeCentral(self._site.data.central)
            self._site.join_central(
                practice_store_key(self._site),
                PRACTICE_SITE.sign_in_name,
                self._central.invitation,
            )

    def close(self) -> None:
        if self._central is not None:
            self._central.close()


def _play(site: SiteRuntime, options: DemoOptions, central: _DelayedCentral) -> str:
    """Where the play got stuck, or nothing. Raises what the window or the play was stopped by."""
    window = options.window
    with open_window(site, window.language, window.appearance, practice=window.practice) as opened:
        if opened.refusal is not None:
            raise opened.refusal
        opened.main_window.show()
        driver = WindowDriver(opened.main_window, options.out)
        context = DemoRun(driver, options.participant, PRACTICE_SITE, central.reached)
        actor = DemoPlayer(opened, context, scripts_by_page(site.stages))
        opened.app.exec()
        if actor.failure is not None:
            raise actor.failure
        return actor.stuck_on if actor.is_stuck else ""


def _summary(site: SiteRuntime, out: Path) -> DemoSummary:
    """The counts of the store, and what central itself answers when asked for each thing."""
    with closing(site.open_store(practice_store_key(site))) as store:
        counts = store.outbox.counts()
        for document in store.documents.each():
            _write(out / f"{document.stage}.pdf", document.body)
        check = site.check_delivery(store)
    if check is None:
        return DemoSummary(counts, {}, missing=counts.captured, doubled=0)
    return DemoSummary(counts, check.held, check.missing, check.doubled)


def _prepare_output(out: Path) -> None:
    """Make the folder where it is missing, and prove that it can be written in."""
    with refusals_as(OutputUnusable):
        out.mkdir(parents=True, exist_ok=True)
        try_writing(out)


def _write(path: Path, body: bytes) -> None:
    with refusals_as(OutputUnusable):
        path.write_bytes(body)
