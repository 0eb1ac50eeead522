"""The arguments that every command takes, and the options of the window made from them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ptc_app.commands.window_options import WindowOptions
from ptc_app.domain.errors import DataFolderUnusable
from ptc_app.paths import DataDir, default_data_dir
from ptc_app.ui.appearance_options import AppearanceOptions


def window_only(words: Sequence[str]) -> dict[str, Any] | None:
    """Return the values of the command without a name, by argument, and `build` as any command.

    None where the words ask for another command or for help, abbreviate, or make no sense: then the
    parser of all commands is to read them, for which the window does not wait.
    """
    parser = argparse.ArgumentParser(
        parents=[shared_options()], add_help=False, allow_abbrev=False, exit_on_error=False
    )
    parser.set_defaults(build=window_options)
    try:
        given, others = parser.parse_known_args(words)
    except argparse.ArgumentError:
        return None
    return None if others else vars(given)


def shared_options() -> argparse.ArgumentParser:
    """What every command takes, before or after its name; what is not given is not set."""
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--data-dir", type=Path, help="the folder of the site")
    shared.add_argument("--json", action="store_true", help="print the result as JSON")
    shared.add_argument("--language", choices=("en", "es"))
    shared.add_argument("--theme", choices=("light", "dark", "high-contrast"))
    shared.add_argument("--text-scale", type=float, metavar="1.0-2.0")
    shared.add_argument("--size", type=_size, metavar="WIDTHxHEIGHT")
    return shared


def window_options(given: dict[str, Any], *, practice: bool = False) -> WindowOptions:
    """Return the options of the window on a site from what was given, by argument.

    `practice`: see `data_dir`, also for DataFolderUnusable.
    """
    data = data_dir(given, practice=practice)
    return WindowOptions(data, given.get("language", "en"), _appearance(given), practice)


def data_dir(given: dict[str, Any], *, practice: bool = False) -> DataDir:
    """Return the folder asked for, else the default one.

    The default of `practice` data is never the folder of the real site. DataFolderUnusable (`path`)
    where it is below a home that nobody has, or below a working directory that is gone.
    """
    folder: Path = given.get("data_dir") or _default_folder(practice=practice)
    try:
        return DataDir(folder.expanduser().absolute())
    except (OSError, RuntimeError) as error:  # RuntimeError: pathlib knows no such home
        raise DataFolderUnusable("path") from error


def _default_folder(*, practice: bool) -> Path:
    default = default_data_dir()
    return default.with_name(f"{default.name}-practice") if practice else default


def _appearance(given: dict[str, Any]) -> AppearanceOptions:
    default = AppearanceOptions()
    width, height = given.get("size", (default.width, default.height))
    scale = min(max(given.get("text_scale", default.text_scale), 1.0), 2.0)
    return AppearanceOptions(given.get("theme", default.theme), scale, width, height)


def _size(text: str) -> tuple[int, int]:
    width, height = text.split("x")
    return int(width), int(height)
