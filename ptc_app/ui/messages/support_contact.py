"""Whom to call for help with the computers of a site: the contact of site support, in words."""

from __future__ import annotations

from ptc_app.i18n.localizer import Localizer


class SupportContact:
    """The contact of site support that messages name, as last read from the store.

    One object lives as long as the window: `text` is a name and telephone number, empty before the
    first sign-in and where the site has none. Use it on the UI thread only.
    """

    def __init__(self, text: str = "") -> None:
        self.text = text

    def show(self, text: str) -> None:
        """Name this contact from now on; an empty text is no contact."""
        self.text = text


def call_support(contact: str, tr: Localizer) -> str:
    """Return the translated sentence that says whom to call.

    `contact` is the name and telephone number of site support; where it is empty, the sentence
    names the person who looks after the computers.
    """
    if contact:
        return tr("Call site support: {contact}.", contact=contact)
    return tr("Call the person who looks after your computers.")
