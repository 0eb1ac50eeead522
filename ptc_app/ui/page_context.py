"""What every page of an open clinic is given: the verbs, the words, the workers, the way on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ptc_app.i18n.translator import Translator
from ptc_app.services.session_services import SessionServices
from ptc_app.ui.tasks import Tasks

if TYPE_CHECKING:
    from ptc_app.ui.navigator import Navigator


@dataclass(frozen=True, slots=True)
class PageContext:
    """The surroundings of a page; `store` runs work on the store's thread."""

    services: SessionServices
    tr: Translator
    store: Tasks
    routes: Navigator

    def local(self, moment: datetime) -> datetime:
        """A stored moment on the clock of this desk."""
        return moment.astimezone()
