"""Messages for entries that a rule refuses: texts, names, set-up, addresses; by code."""

from __future__ import annotations

from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.messages.message_parts import ErrorTexts


def entry_messages(tr: Localizer) -> ErrorTexts:
    """Return a message for each code of RuleBroken about something typed or set up.

    The keys are full codes such as `rule.name-missing`.
    """
    return {
        **_names_and_dates(tr),
        **_phone_and_email(tr),
        **_address(tr),
        **_secrets(tr),
        **_set_up(tr),
        **_central_url(tr),
        **_connection(tr),
    }


def _names_and_dates(tr: Localizer) -> ErrorTexts:
    stays = tr("What you typed is still here.")
    return {
        "rule.name-missing": (
            tr("A name is missing"),
            stays,
            tr("Write the first and the last name."),
        ),
        "rule.birth-date-impossible": (
            tr("This birth date cannot be right"),
            stays,
            tr("Check the day, the month and the year."),
        ),
        "rule.text-unprintable": (
            tr("Something here cannot be seen or saved"),
            tr("Nothing was recorded."),
            tr("Delete the text and type it again."),
        ),
        "rule.text-too-long": (
            tr("A text is too long"),
            tr("Nothing was recorded."),
            tr("A name may have 120 characters, a note 2,000."),
        ),
        "rule.input-unreadable": (
            tr("What was typed or sent in cannot be read"),
            tr("Nothing was changed."),
            tr("Type it again."),
        ),
    }


def _phone_and_email(tr: Localizer) -> ErrorTexts:
    stays = tr("What you typed is still here.")
    return {
        "rule.phone-invalid": (
            tr("This is not a phone number"),
            stays,
            tr("Type 10 digits, or a number of another country with + first."),
        ),
        "rule.email-invalid": (
            tr("This is not an e-mail address"),
            stays,
            tr("An e-mail looks like name@example.org."),
        ),
    }


def _address(tr: Localizer) -> ErrorTexts:
    stays = tr("What you typed is still here.")
    return {
        "rule.state-invalid": (
            tr("This is not a state or territory"),
            stays,
            tr("Two letters, as in TX or PR."),
        ),
        "rule.zip-invalid": (
            tr("This is not a ZIP code"),
            stays,
            tr("Five digits, or nine as in 78205-1234."),
        ),
    }


def _secrets(tr: Localizer) -> ErrorTexts:
    unchanged = tr("Nothing was changed.")
    return {
        "rule.passphrase-short": (
            tr("The passphrase is too short"),
            unchanged,
            tr("Use at least 12 characters; four or five words are easy to remember."),
        ),
        "rule.kiosk-code-short": (
            tr("The staff code is too short"),
            unchanged,
            tr("Use at least 6 digits."),
        ),
        "rule.kiosk-code-taken": (
            tr("This staff code cannot be used"),
            unchanged,
            tr("Choose another one."),
        ),
        "rule.sign-in-name-taken": (
            tr("Someone has this user name already"),
            unchanged,
            tr("Choose another one."),
        ),
        "rule.recovery-key-differs": (
            tr("This is not the recovery key shown"),
            tr("Nothing was set up yet."),
            tr("Type it as shown above."),
        ),
    }


def _set_up(tr: Localizer) -> ErrorTexts:
    unchanged = tr("Nothing was changed.")
    return {
        "rule.setup-incomplete": (
            tr("Something is still empty"),
            tr("What you typed is still here."),
            tr("Fill in every field."),
        ),
        "rule.support-incomplete": (
            tr("The name or number of site support is missing"),
            unchanged,
            tr("Fill in both. Staff read them when something does not work."),
        ),
        "rule.already-set-up": (
            tr("This computer is set up already"),
            unchanged,
            tr("Sign in to go on."),
        ),
        "rule.administrators-only": (
            tr("Only an administrator may do this"),
            unchanged,
            tr("Ask an administrator of the site."),
        ),
        "rule.not-set-up": (
            tr("This computer is not set up yet"),
            unchanged,
            tr("Open the window and set it up."),
        ),
        "rule.not-connected": (
            tr("This site is not connected yet"),
            tr("Everything is saved here and waits."),
            tr("Connect this site to the central system first."),
        ),
    }


def _central_url(tr: Localizer) -> ErrorTexts:
    unchanged = tr("The connection of this site was not changed.")
    example = tr("Type it as in https://central.example.")
    titles = _central_url_titles(tr)
    return {
        f"rule.central-url-{problem}": (title, unchanged, example)
        for problem, title in titles.items()
    }


def _central_url_titles(tr: Localizer) -> dict[str, str]:
    return {
        "missing": tr("The address of the central system is missing"),
        "long": tr("The address of the central system is too long"),
        "characters": tr("The address of the central system has a space or a special letter in it"),
        "scheme": tr("The address of the central system does not begin with https://"),
        "parts": tr("The address of the central system has a user name or one of @ ? # in it"),
        "host": tr("The address of the central system names no computer"),
        "port": tr("The port in the address of the central system is no number from 1 to 65535"),
        "path": tr("The address of the central system has an unusual path"),
    }


def _connection(tr: Localizer) -> ErrorTexts:
    return {
        "rule.registration-code-missing": (
            tr("The registration code is missing"),
            tr("The connection of this site was not changed."),
            tr("The operator of the central system gives it out."),
        )
    }
