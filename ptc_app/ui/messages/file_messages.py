"""Messages for folders and files that the system refuses, by error code."""

from __future__ import annotations

from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.messages.message_parts import ErrorTexts, joined


def file_messages(tr: Localizer, call: str) -> ErrorTexts:
    """Return a message for each code of DataFolderUnusable, InputFileUnusable and OutputUnusable.

    Also of InstallationIncomplete, and of StoreUnusable where a file of the store cannot be opened.
    `call` is the translated sentence that says whom to call.
    """
    return {
        **_store_files(tr, call),
        **_data_folder(tr, call),
        **_other_data_folder(tr),
        **_input_file(tr),
        **_output(tr),
        **_installation(tr, call),
    }


def _store_files(tr: Localizer, call: str) -> ErrorTexts:
    untouched = tr("The records on this computer were left exactly as they are.")
    return {
        "store.unusable.denied": (
            tr("This account may not open this computer's records"),
            untouched,
            call,
        ),
        "store.unusable.not-a-file": (
            tr("In the place of a file of the records there is a link or a folder"),
            untouched,
            call,
        ),
    }


def _data_folder(tr: Localizer, call: str) -> ErrorTexts:
    untouched = tr("Nothing in it was changed.")
    return {
        "data-folder": (tr("The folder of this site cannot be used"), untouched, call),
        "data-folder.not-a-folder": (
            tr("There is no folder where the folder of this site should be"),
            tr("A file is in its place, or a link that leads nowhere. It was not changed."),
            call,
        ),
        "data-folder.not-a-file": (
            tr("In the folder of this site there is a link or a folder in the place of a file"),
            untouched,
            call,
        ),
        "data-folder.denied": (
            tr("This account may not write in the folder of this site"),
            untouched,
            call,
        ),
        "data-folder.read-only": (
            tr("The folder of this site is on a disk that can only be read"),
            untouched,
            call,
        ),
        "data-folder.full": (
            tr("The disk is full"),
            tr("What was saved before is safe."),
            joined(tr("This computer needs more free space."), call),
        ),
    }


def _other_data_folder(tr: Localizer) -> ErrorTexts:
    no_path = tr("No folder can have the path that was given for this site")
    take_away = tr(
        "They could put other files in the place of its own. Take that right from them, or name a"
        " folder that does not exist yet."
    )
    return {
        "data-folder.shared": (
            tr("Other accounts may write in the folder of this site"),
            tr("Nothing in it was changed."),
            take_away,
        ),
        "data-folder.real-site": (
            tr("This folder has the data of a real site"),
            tr("Nothing in it was changed."),
            tr("Name another folder to practice in."),
        ),
        "data-folder.path": (no_path, tr("Nothing was changed."), tr("Name another one.")),
    }


def _input_file(tr: Localizer) -> ErrorTexts:
    unchanged = tr("Nothing was changed.")
    check = tr("Check its name, and whether this account may read it.")
    name_it = tr("Name the file that holds what is asked for.")
    folder = tr("This is a folder, not a file")
    return {
        "input-file": (tr("The file cannot be read"), unchanged, check),
        "input-file.missing": (tr("There is no such file"), unchanged, tr("Check its name.")),
        "input-file.not-a-file": (folder, unchanged, tr("Name the file in it.")),
        "input-file.not-text": (tr("This file is no text"), unchanged, name_it),
    }


def _output(tr: Localizer) -> ErrorTexts:
    unchanged = tr("Nothing was changed.")
    elsewhere = tr("Name another place, or see that this account may write in it.")
    a_file = tr("A file is in the place of the folder to write to")
    full = tr("There is no room to write what was asked for")
    free = tr("Free some space, or name a place on another disk.")
    return {
        "output": (tr("What was asked for cannot be written there"), unchanged, elsewhere),
        "output.not-a-folder": (a_file, unchanged, tr("Name another folder.")),
        "output.full": (full, unchanged, free),
    }


def _installation(tr: Localizer, call: str) -> ErrorTexts:
    unchanged = tr("Nothing was changed.")
    again = joined(tr("The app has to be installed again."), call)
    need = tr(
        "Practice and demonstration need it. Start them from the source folder, or install the app"
        ' with pip install ".[central]".'
    )
    return {
        "installation": (tr("Files of the app are missing or damaged"), unchanged, again),
        "installation.practice-central": (
            tr("The practice central system is not installed"),
            unchanged,
            need,
        ),
    }
