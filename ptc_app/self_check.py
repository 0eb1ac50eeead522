"""Can this machine do its work? A store, a page and a paper, made and thrown away."""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path

from ptc_app.cli import Outcome
from ptc_app.config import Config
from ptc_app.documents.consent_pdf import ConsentDocument, ConsentPage, consent_pdf
from ptc_app.domain.errors import PtcError
from ptc_app.house import House, now
from ptc_app.paths import DataDir
from ptc_app.porch import Porch
from ptc_app.practice import set_up
from ptc_app.storage.database import Database
from ptc_app.storage.verification import verify
from ptc_app.ui.application import go_offscreen, window


def run(_config: Config) -> Outcome:
    """Each part with whether it works; nothing of a real site is touched or read."""
    go_offscreen()
    with tempfile.TemporaryDirectory(prefix="ptc-self-check-") as folder:
        porch = Porch(DataDir(Path(folder)))
        found = {
            "store": _store_works(porch.house()),
            "page": _page_works(porch),
            "paper": _specimen().startswith(b"%PDF-"),
        }
    return Outcome(dict(found), all_well=all(found.values()))


def _store_works(house: House) -> bool:
    try:
        database = Database(house.data.store, set_up(house))
    except PtcError:
        return False
    with closing(database):
        return verify(database).holds


def _page_works(porch: Porch) -> bool:
    with window(porch) as opened:
        opened.shell.show()
        return not opened.shell.grab().isNull()


def _specimen() -> bytes:
    """A paper about nobody."""
    return consent_pdf(
        ConsentDocument(
            language="en",
            title="Specimen",
            version="0",
            pages=(ConsentPage(heading="Specimen", paragraphs=("Nothing to sign.",)),),
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
            made_at=now(),
        )
    )
