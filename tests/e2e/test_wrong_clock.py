"""A wrong date of this computer, as the command line and the window say it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import trustme
from pytestqt.qtbot import QtBot

from ptc_app.bootstrap import SiteRuntime
from ptc_app.clock_and_ids import local_time, utc_now
from ptc_app.commands.command_result import ExitCode
from ptc_app.commands.practice import practice_store_key
from ptc_app.domain.central_connection import CentralInvitation
from ptc_app.domain.language import Language
from ptc_app.i18n.localizer import Localizer
from tests.e2e.test_refusals import network_status, sign_in_at
from tests.support.central_faults import REGISTRATION_CODE, Served, serving
from tests.support.terminal import ME, Terminal

YEAR = timedelta(days=365)


def set_back(served: Served, authority: trustme.CA) -> None:
    """Central and its certificate are of last year: so this computer seems a year ahead."""
    now = utc_now()
    served.central.date = now - YEAR
    served.certify(
        authority.issue_cert("127.0.0.1", not_before=now - 2 * YEAR, not_after=now - YEAR / 2)
    )


def set_right(served: Served, authority: trustme.CA) -> None:
    served.central.date = None
    served.certify(authority.issue_cert("127.0.0.1"))


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "The date of this computer is wrong"),
        ("es", "La fecha de esta computadora es incorrecta"),
    ],
)
def test_connecting_names_the_date_this_computer_shows(
    terminal: Terminal, tmp_path: Path, language: str, title: str
) -> None:
    authority, tr = trustme.CA(), Localizer(Language(language))
    ca = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(ca))
    with serving(authority) as served:
        set_back(served, authority)
        asked = ("connect", *ME, "--url", served.address.url, "--ca", str(ca))
        days = {tr.date_text(local_time(utc_now()).date())}
        code, told = terminal.told(*asked, "--language", language, then=REGISTRATION_CODE)
        days.add(tr.date_text(local_time(utc_now()).date()))
        assert code == ExitCode.CENTRAL
        assert told.splitlines()[:2] == ["ptc-app: clock.wrong", title]
        assert any(day in told for day in days)
        set_right(served, authority)
        code, said = terminal.run(*asked, then=REGISTRATION_CODE)
        assert (code, said) == (ExitCode.DONE, {"connected": True})
        set_back(served, authority)
        code, said = terminal.run("sync", "once", *ME)
        assert (code, said["away"]) == (ExitCode.NOT_ALL_WELL, "clock-wrong")
        set_right(served, authority)
        assert terminal.run("sync", "once", *ME)[0] == ExitCode.DONE


def test_the_window_names_the_date_and_goes_on_by_itself(
    terminal: Terminal, qtbot: QtBot, tmp_path: Path
) -> None:
    authority, site = trustme.CA(), SiteRuntime(terminal.site)
    with serving(authority) as served:
        invitation = CentralInvitation(served.address.url, served.address.ca_pem, REGISTRATION_CODE)
        site.join_central(practice_store_key(site), ME[1], invitation)
        set_back(served, authority)
        with sign_in_at(terminal.site, qtbot, tmp_path) as opened:
            network = network_status(opened.main_window)
            words = "The date of this computer is wrong: "
            qtbot.waitUntil(lambda: words in network.accessibleName())
            set_right(served, authority)
            qtbot.waitUntil(lambda: "The central system answers" in network.accessibleName())
