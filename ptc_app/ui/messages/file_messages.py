"""Messages for folders and files that the system refuses, by error code."""

from __future__ import annotations

from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.messages.rule_messages import ErrorTexts


def file_messages(tr: Localizer) -> ErrorTexts:
    """Return a message for each code of DataFolderUnusable, InputFileUnusable and OutputUnusable.

    Also of InstallationIncomplete, and of StoreUnusable where a file of the store cannot be opened.
    Each says what stands in the way and what to do.
    """
    return {
        **_store_files(tr),
        **_data_folder(tr),
        **_input_file(tr),
        **_output(tr),
        **_installation(tr),
    }


def _store_files(tr: Localizer) -> ErrorTexts:
    untouched = tr("The store was left exactly as it is. Call site support.")
    return {
        "store.unusable.denied": (tr("This account may not open the store"), untouched),
        "store.unusable.not-a-file": (
            tr("In the place of a file of the store there is a link or a folder"),
            untouched,
        ),
    }


def _data_folder(tr: Localizer) -> ErrorTexts:
    untouched = tr("Nothing in it was changed. Call site support.")
    return {
        "data-folder": (tr("The folder of this site cannot be used"), untouched),
        "data-folder.not-a-folder": (
            tr("There is no folder where the folder of this site should be"),
            tr("A file is in its place, or a link that leads nowhere. Call site support."),
        ),
        "data-folder.not-a-file": (
            tr("In the folder of this site there is a link or a folder in the place of a file"),
            untouched,
        ),
        "data-folder.denied": (
            tr("This account may not write in the folder of this site"),
            untouched,
        ),
        "data-folder.shared": (
            tr("Other accounts may write in the folder of this site"),
            tr(
                "They could put other files in the place of its own. Take that right from them, or"
                " name a folder that does not exist yet. Nothing in it was changed."
            ),
        ),
        "data-folder.read-only": (
            tr("The folder of this site is on a disk that can only be read"),
            untouched,
        ),
        "data-folder.full": (
            tr("The disk is full"),
            tr("Free some space on this computer and open the program again."),
        ),
        "data-folder.path": (
            tr("No folder can have the path that was given for this site"),
            tr("Name another one."),
        ),
    }


def _input_file(tr: Localizer) -> ErrorTexts:
    return {
        "input-file": (
            tr("The file cannot be read"),
            tr("Check its name, and whether this account may read it. Nothing was changed."),
        ),
        "input-file.missing": (
            tr("There is no such file"),
            tr("Check its name. Nothing was changed."),
        ),
        "input-file.not-a-file": (
            tr("This is a folder, not a file"),
            tr("Name the file in it. Nothing was changed."),
        ),
        "input-file.not-text": (
            tr("This file is no text"),
            tr("Name the file that holds what is asked for. Nothing was changed."),
        ),
    }


def _output(tr: Localizer) -> ErrorTexts:
    return {
        "output": (
            tr("What was asked for cannot be written there"),
            tr("Name another place, or see that this account may write in it."),
        ),
        "output.not-a-folder": (
            tr("A file is in the place of the folder to write to"),
            tr("Name another folder."),
        ),
        "output.full": (
            tr("There is no room to write what was asked for"),
            tr("Free some space, or name a place on another disk."),
        ),
    }


def _installation(tr: Localizer) -> ErrorTexts:
    return {
        "installation": (
            tr("This program is not installed as a whole"),
            tr("Files that belong to it are missing. Install it again."),
        ),
        "installation.practice-central": (
            tr("The practice central is not installed"),
            tr(
                "Practice and demonstration need it. Start them from the source folder, or install"
                ' the program with pip install ".[central]".'
            ),
        ),
    }
