"""The command without a name: the window on a site."""

from __future__ import annotations

from ptc_app.bootstrap import SiteRuntime
from ptc_app.commands.command_result import CommandResult
from ptc_app.commands.window_options import WindowOptions
from ptc_app.ui.kiosk.kiosk_lock_file import is_handed_over
from ptc_app.ui.open_window import ensure_display, open_window
from ptc_app.ui.sign_in_flow import SignInSite


def run_window(options: WindowOptions) -> CommandResult:
    """Show the window on the site of these options until it is closed.

    All is well where Qt ends with code 0. Raises as `show_window`.
    """
    return show_window(SiteRuntime(options.data), options)


def show_window(site: SignInSite, options: WindowOptions) -> CommandResult:
    """Show the window on this site until it is closed; all is well where Qt ends with code 0.

    A second window on the same site, or one whose data folder cannot be used, shows that error and
    nothing else. When it has been closed, the error is raised; while a participant has the first
    window, at once, so that nothing comes before it. Raises DisplayMissing.
    """
    ensure_display()
    with open_window(
        site, options.language, options.appearance, practice=options.practice
    ) as opened:
        if opened.refusal is not None and is_handed_over(site.data):
            raise opened.refusal
        opened.main_window.show()
        code = opened.app.exec()
    if opened.refusal is not None:
        raise opened.refusal
    return CommandResult({}, all_well=code == 0)
