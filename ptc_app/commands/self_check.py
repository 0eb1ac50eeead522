"""The self-check command: a store, a page and a PDF are made in a temporary folder."""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path

from ptc_app.bootstrap import SiteRuntime
from ptc_app.clock_and_ids import utc_now
from ptc_app.commands.command_result import CommandResult
from ptc_app.commands.practice_site import set_up_practice_site
from ptc_app.documents.consent_pdf import ConsentPdfContent, PrintedFormPage, render_consent_pdf
from ptc_app.domain.errors import PtcError
from ptc_app.paths import DataDir
from ptc_app.ui.open_window import open_window, use_offscreen_platform


def run_self_check() -> CommandResult:
    """Make a store, a page and a PDF in a temporary folder; the facts say which of them works.

    The facts `store`, `page` and `paper` are booleans. Nothing of a real site is touched or read. A
    store that fails is False; DocumentFailed passes.
    """
    use_offscreen_platform()
    with tempfile.TemporaryDirectory(prefix="ptc-self-check-") as folder:
        site = SiteRuntime(DataDir(Path(folder)))
        found = {
            "store": _store_works(site),
            "page": _page_works(site),
            "paper": _sample_document().startswith(b"%PDF-"),
        }
    return CommandResult(dict(found), all_well=all(found.values()))


def _store_works(site: SiteRuntime) -> bool:
    try:
        with closing(site.open_store(set_up_practice_site(site))) as store:
            return store.check_integrity().holds
    except PtcError:
        return False


def _page_works(site: SiteRuntime) -> bool:
    with open_window(site) as opened:
        opened.main_window.show()
        return not opened.main_window.grab().isNull()


def _sample_document() -> bytes:
    """The PDF of a consent about nobody."""
    return render_consent_pdf(
        ConsentPdfContent(
            language="en",
            title="Specimen",
            version="0",
            pages=(PrintedFormPage(heading="Specimen", paragraphs=("Nothing to sign.",)),),
            statement="-",
            decision="-",
            participant_name="-",
            participant_identifier="-",
            signature=None,
            signed_on="-",
            practitioner="-",
            site="-",
            machine="-",
            record_id="-",
            form_hash="-",
            made_at=utc_now(),
        )
    )
