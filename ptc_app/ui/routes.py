"""The pages a page can ask for."""

from __future__ import annotations

from typing import Protocol

from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.visit import PlannedStage
from ptc_app.i18n.localizer import Localizer


class Routes(Protocol):
    """Opens another page in place of the one shown, which is deleted; provided by Navigator.

    Each page loads its data anew when it opens.
    """

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

    def lock(self) -> None:
        """Lock the workstation: emits `lock_asked` of the main window."""
