"""The self-check command: a store, a page and a PDF are made, and the data folder is tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ptc_app.bootstrap import SiteRuntime
from ptc_app.clock_and_ids import utc_now
from ptc_app.commands.command_result import CommandResult
from ptc_app.commands.options import SelfCheckOptions
from ptc_app.commands.practice import set_up_practice_site
from ptc_app.data_folder import check_data_folder
from ptc_app.documents.consent_pdf import ConsentPdfContent, PrintedFormPage, render_consent_pdf
from ptc_app.domain.errors import OutputUnusable, PtcError
from ptc_app.file_access import refusals_as
from ptc_app.paths import DataDir
from ptc_app.ui.open_window import open_window, use_offscreen_platform


def run_self_check(options: SelfCheckOptions) -> CommandResult:
    """Make a store, a page and a PDF in a temporary folder, and try the data folder.

    The facts `folder`, `store`, `page` and `paper` are booleans: which of them works; `problems`
    are the codes of the errors of those that do not. The data folder is left as it was
    (`check_data_folder`); nothing of a real site is read or changed. OutputUnusable where there is
    no temporary folder.
    """
    use_offscreen_platform()
    with _temporary_folder() as folder:
        site = SiteRuntime(DataDir(folder))
        checks: dict[str, Callable[[], bool]] = {
            "folder": lambda: _folder_works(options.data),
            "store": lambda: _store_works(site),
            "page": lambda: _page_works(site),
            "paper": lambda: _sample_document().startswith(b"%PDF-"),
        }
        problems: list[str] = []
        found = {name: _works(check, problems) for name, check in checks.items()}
    return CommandResult({**found, "problems": problems}, all_well=all(found.values()))


@contextmanager
def _temporary_folder() -> Iterator[Path]:
    with ExitStack() as kept:
        with refusals_as(OutputUnusable):
            folder = kept.enter_context(TemporaryDirectory(prefix="ptc-self-check-"))
        yield Path(folder)


def _works(check: Callable[[], bool], problems: list[str]) -> bool:
    """Whether the check holds; the code of an error it raises goes to `problems`."""
    try:
        return check()
    except PtcError as error:
        problems.append(error.full_code)
        return False


def _folder_works(data: DataDir) -> bool:
    check_data_folder(data)
    return True


def _store_works(site: SiteRuntime) -> bool:
    with closing(site.open_store(set_up_practice_site(site))) as store:
        return store.check_integrity().holds


def _page_works(site: SiteRuntime) -> bool:
    with open_window(site) as opened:
        opened.main_window.show()
        return opened.refusal is None and not opened.main_window.grab().isNull()


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
