"""The practice command: the window on a practice site with a central of its own."""

from __future__ import annotations

from contextlib import closing

from ptc_app.bootstrap import SiteRuntime
from ptc_app.commands.command_result import CommandResult, print_text
from ptc_app.commands.options import PracticeOptions
from ptc_app.commands.practice import PRACTICE_SITE, PracticeSite, ensure_practice_central
from ptc_app.commands.window import show_window
from ptc_app.ui.open_window import ensure_display


def run_practice(options: PracticeOptions) -> CommandResult:
    """Show the window on the practice site until it is closed; that ends the practice central too.

    Prints how to sign in. The window comes first: the site is set up where it is not, and its
    central started, while it is there (`PracticeSite`). Raises DisplayMissing, and
    InstallationIncomplete (`practice-central`).
    """
    ensure_display()
    ensure_practice_central()
    print_text(sign_in_instructions())
    with closing(PracticeSite(SiteRuntime(options.window.data))) as site:
        return show_window(site, options.window)


def sign_in_instructions() -> str:
    """The public sign-in name, passphrase and kiosk code of the practice site, for the terminal."""
    return (
        f"Practice site. Sign in as: {PRACTICE_SITE.sign_in_name}\n"
        f"Passphrase: {PRACTICE_SITE.passphrase}\n"
        f"Staff code of the kiosk: {PRACTICE_SITE.kiosk_code}\n"
    )
