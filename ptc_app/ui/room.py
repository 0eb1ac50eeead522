"""What every page of an open clinic is given: the verbs, the words, the workers, the way on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ptc_app.services.clinic import Clinic
from ptc_app.ui.i18n import Words
from ptc_app.ui.tasks import Tasks

if TYPE_CHECKING:
    from ptc_app.ui.navigator import Navigator


@dataclass(frozen=True, slots=True)
class Room:
    """The surroundings of a page; `store` runs work on the store's thread."""

    clinic: Clinic
    words: Words
    store: Tasks
    go: Navigator

    def local(self, moment: datetime) -> datetime:
        """A stored moment on the clock of this desk."""
        return moment.astimezone()
