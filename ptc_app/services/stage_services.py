"""How the service of a stage type is built: what it is given, and what a stage type must name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from ptc_app.domain.ids import ParticipantId
from ptc_app.domain.participants.participant import Participant
from ptc_app.domain.stages.stage_type import StageType
from ptc_app.services.draft_store_port import DraftStore
from ptc_app.services.record_store_port import RecordStore
from ptc_app.services.session_context import SessionContext
from ptc_app.services.visits_with_permissions import VisitsWithPermissions

PdfMaker = Callable[..., bytes]
"""Makes the PDF handed over with a record; its arguments are those its service calls it with."""


def no_pdf(*_of: object) -> bytes:
    """The PDF maker of a stage type without a PDF: its service never calls it.

    Raises NotImplementedError.
    """
    raise NotImplementedError


class Participants(Protocol):
    """Port to the registered participants; `Participants` of the storage provides it."""

    def get(self, participant_id: ParticipantId) -> Participant:
        """The participant of that id; LookupError where there is none, StoreUnusable."""


@dataclass(frozen=True, slots=True)
class StagePorts:
    """What the service of a stage type may use: ports of the open store, and its PDF maker.

    `visits`: the visits with their permissions.
    `make_pdf`: makes the PDF handed over with a record; `no_pdf` for a stage type without one.
    """

    visits: VisitsWithPermissions
    participants: Participants
    drafts: DraftStore
    records: RecordStore
    session_context: SessionContext
    make_pdf: PdfMaker = no_pdf


StageServiceFactory = Callable[[StagePorts], object]


class ServedStage(Protocol):
    """Port to a stage type with the parts that its service is built from.

    `StageEntry` of the user interface provides it, in `ptc_app/stages.py`.
    """

    @property
    def type(self) -> StageType:
        """The stage type: its code, where it is done, its content and the record kind."""

    @property
    def service(self) -> StageServiceFactory | None:
        """Builds its service over the ports; None where VisitService does all of it."""

    @property
    def make_pdf(self) -> PdfMaker | None:
        """Makes the PDF handed over with its records; None where there is no PDF."""


def build_stage_services(stages: Iterable[ServedStage], ports: StagePorts) -> dict[type, object]:
    """The services of all stage types by their class, each with the PDF maker of its type.

    Stage types without a service of their own are left out; of two services of one class the last
    one counts.
    """
    built = (
        stage.service(replace(ports, make_pdf=stage.make_pdf or no_pdf))
        for stage in stages
        if stage.service is not None
    )
    return {type(service): service for service in built}
