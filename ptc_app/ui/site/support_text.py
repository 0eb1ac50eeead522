"""The contact of site support as one text."""

from __future__ import annotations

from ptc_app.domain.workstation import SiteSupport
from ptc_app.services.phone_and_email import phone_text


def support_text(support: SiteSupport) -> str:
    """Return name and telephone number: Pat Lee, (210) 555-0100."""
    return f"{support.name}, {phone_text(support.phone)}"
