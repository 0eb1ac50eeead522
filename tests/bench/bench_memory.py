"""Memory of the real window after its first PDF, and on the site of 100,000 people; Linux only."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtTest import QTest

from ptc_app.documents.consent_pdf import ConsentPdfContent, PrintedFormPage, render_consent_pdf
from ptc_app.documents.pdf_page_images import pdf_page_images
from ptc_app.domain.language import Language
from ptc_app.ui.participants.participants_page import ParticipantsPage
from tests.bench.real_window import list_of, make_site, settle, signed_in_window, wait_until

AFTER_PDF_MB, LARGE_SITE_MB = 150, 170
TYPED = ("maria garcia", "garcia 1961", "jo ro", "555 01")


def main() -> int:
    """Print megabytes (resident set) as JSON; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--participants", type=int, default=100_000)
    parser.add_argument("--measure", choices=("pdf", "site"))
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if asked.measure:
        print({"pdf": _after_pdf, "site": _on_large_site}[asked.measure](asked.folder))
        return 0
    after_pdf, large_site = _measured("pdf", 0), _measured("site", asked.participants)
    is_met = after_pdf <= AFTER_PDF_MB and large_site <= LARGE_SITE_MB
    print(
        json.dumps(
            {
                "after_first_pdf_mb": after_pdf,
                "participants": asked.participants,
                "large_site_mb": large_site,
                "bar": f"after a first PDF <= {AFTER_PDF_MB} MB, large site <= {LARGE_SITE_MB}",
                "met": is_met,
            }
        )
    )
    return 0 if is_met else 1


def _measured(what: str, participants: int) -> int:
    """Megabytes of a process of its own, on a site that another process has filled."""
    with tempfile.TemporaryDirectory() as folder:
        make_site(Path(folder), participants)
        command = [sys.executable, "-m", __spec__.name, "--measure", what, "--folder", folder]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    return int(done.stdout)


def _after_pdf(folder: Path) -> int:
    with signed_in_window(folder):
        pages = (PrintedFormPage(heading="What this is", paragraphs=("A visit.",)),)
        pdf_page_images(render_consent_pdf(_form(pages)), dots_per_inch=110)
        return _resident_mb()


def _on_large_site(folder: Path) -> int:
    with signed_in_window(folder) as opened:
        opened.main_window.search_asked.emit()
        wait_until(lambda: isinstance(opened.main_window.page, ParticipantsPage))
        settle(opened)
        page = opened.main_window.page
        assert isinstance(page, ParticipantsPage)
        loader = list_of(opened, "participants.found").list_model.loader
        for text in TYPED:
            page.search_box.clear()
            for character in text:
                QTest.keyClicks(page.search_box, character)
                page.search_box.returnPressed.emit()
                wait_until(lambda: not loader.is_loading)
                settle(opened)
        return _resident_mb()


def _form(pages: tuple[PrintedFormPage, ...]) -> ConsentPdfContent:
    return ConsentPdfContent(
        language=Language("en"),
        title="Consent",
        version="1",
        pages=pages,
        statement="I agree.",
        decision="Yes, I agree",
        participant_name="Maria Delgado",
        participant_identifier="P-1",
        signature=None,
        signed_on="12 Mar 2026",
        practitioner="Ana Ortiz",
        site="Riverside",
        machine="desk 1",
        record_id="r",
        form_hash="h",
        made_at=datetime.now(UTC),
    )


def _resident_mb() -> int:
    """Resident set of this process in megabytes, as the system counts it."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) // 1024
    raise RuntimeError("this system does not say how much memory a process has")


if __name__ == "__main__":
    sys.exit(main())
