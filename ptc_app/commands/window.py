"""The command without a name: the window on a site."""

from __future__ import annotations

from ptc_app.bootstrap import SiteRuntime
from ptc_app.commands.command_result import CommandResult
from ptc_app.commands.options import WindowOptions
from ptc_app.domain.errors import PtcError
from ptc_app.ui.open_window import open_window


def run_window(options: WindowOptions) -> CommandResult:
    """Show the window on the site of these options until it is closed.

    All is well where Qt ends with code 0. Raises as `show_window`.
    """
    return show_window(SiteRuntime(options.data), options)


def show_window(
    site: SiteRuntime, options: WindowOptions, refusal: PtcError | None = None
) -> CommandResult:
    """Show the window on this site until it is closed; all is well where Qt ends with code 0.

    A second window on the same site, one whose data folder cannot be used, or one with a `refusal`
    shows that error and nothing else. When it has been closed, the error is raised.
    """
    with open_window(site, options.language, options.appearance, refusal) as opened:
        opened.main_window.show()
        code = opened.app.exec()
    if opened.refusal is not None:
        raise opened.refusal
    return CommandResult({}, all_well=code == 0)
