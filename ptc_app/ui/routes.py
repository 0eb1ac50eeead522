"""The pages a page can ask for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from PySide6.QtWidgets import QWidget

from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.visit import PlannedStage
from ptc_app.i18n.localizer import Localizer


class KioskRoutes(Protocol):
    """What the pages of a hand-over to a participant ask for; provided by KioskHandOver."""

    def ask_staff(self, visit_id: VisitId, tr: Localizer) -> None:
        """Show, over the page of the form, the one that offers help and the staff's way out.

        `tr` is of the language the participant used last.
        """

    def ask_code(self, visit_id: VisitId, tr: Localizer) -> None:
        """Show, over the page of the form, the one that asks for a staff code."""

    def resume(self) -> None:
        """Show the page of the form again, as it was left."""

    def call_staff(self, page: QWidget, told: Callable[[datetime], None]) -> None:
        """Record that the participant asks for help, then call `told` with the time it was asked.

        `told` is not called where `page` was deleted meanwhile. A call within a minute of another
        is not recorded again; `told` is given that time.
        """

    def note_wrong_code(self) -> None:
        """Count a wrong staff code; the fifth in a row locks the window in its place."""

    def take_back(self) -> None:
        """Record that staff have the window again, by their passphrase, and open the visit."""


class Routes(Protocol):
    """Opens another page in place of the one shown, which is deleted; provided by Navigator.

    Each page loads its data anew when it opens.
    """

    @property
    def kiosk(self) -> KioskRoutes:
        """The ways of the pages that a participant has."""

    def today(self) -> None:
        """Open the list of today's visits in the staff frame."""

    def participants(self, text: str = "") -> None:
        """Open the list of participants that fit all words of `text`, newest registration first.

        With an empty text it lists all.
        """

    def register(self) -> None:
        """Open the form to register a participant, in the staff frame."""

    def sync(self) -> None:
        """Open the page that shows how far records were delivered to central."""

    def visit(self, visit_id: VisitId) -> None:
        """Open the page of this visit with its stages, in the staff frame."""

    def participant(self, participant_id: ParticipantId) -> None:
        """Open the page of this participant in the staff frame; it starts no visit."""

    def correct_participant(self, participant_id: ParticipantId) -> None:
        """Open the form to correct the data of this participant, in the staff frame."""

    def stage(self, visit_id: VisitId, plan: PlannedStage) -> None:
        """Open the page of a stage: in the staff frame, or alone where the participant does it.

        StageTypeUnknown where the application has no such stage type.
        """

    def record(self, visit_id: VisitId, plan: PlannedStage) -> None:
        """Open the versions of the record that a stage signed, to read, amend or void it."""

    def paper(self, visit_id: VisitId, title: str, pdf: bytes) -> None:
        """Open the page that shows this PDF under this title; its way back opens the visit."""

    def hand_back(self, visit_id: VisitId, tr: Localizer) -> None:
        """Show the page that asks for a staff code; a right one opens the visit in the frame.

        It speaks to the participant: `tr` is of the language they used last.
        """
