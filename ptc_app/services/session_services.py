"""The services of one signed-in session, and how they are built over an open store."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, TypeVar, cast

from ptc_app.domain.author import Author
from ptc_app.domain.errors import StoreLocked
from ptc_app.domain.language import Language
from ptc_app.domain.programs.program import ProgramVersion, newest_program
from ptc_app.domain.programs.program_definitions import IdleTimeouts
from ptc_app.domain.stages.stage_type import StageTypes
from ptc_app.domain.workstation import Workstation
from ptc_app.services import (
    consent,
    corrections,
    kiosk,
    measurements,
    participants,
    session_audit,
    survey,
    visit,
    visit_starts,
)
from ptc_app.services import site as site_service
from ptc_app.services import sync as sync_service
from ptc_app.services.change_feed import ChangeFeed
from ptc_app.services.draft_store_port import DraftStore
from ptc_app.services.drafts.entry_drafts import EntryDraftService, StoredEntryDrafts
from ptc_app.services.programs import InstalledPrograms, ProgramService
from ptc_app.services.publishing_records import PublishingRecords
from ptc_app.services.record_store_port import StoredRecords
from ptc_app.services.session_context import SessionContext
from ptc_app.services.stage_services import ServedStage, StagePorts, build_stage_services
from ptc_app.services.visits_with_permissions import (
    ConsentDecisions,
    StoredVisits,
    VisitsWithPermissions,
)

_S = TypeVar("_S")


@dataclass(frozen=True, slots=True)
class SessionServices:
    """All services of one signed-in session over an open store; they run on the store thread.

    `session_context`: author, clock and id factory; its `publish` is that of `changes`.
    `changes`: publishes what a service has committed, for views to subscribe to.
    `languages`: those a participant can choose, by the newest shipped program version.
    `idle`: when an unattended window locks, by the same version.
    `stages`: the service of each stage type, by its class.
    """

    session_context: SessionContext
    changes: ChangeFeed
    languages: tuple[Language, ...]
    idle: IdleTimeouts
    session_audit: session_audit.SessionAuditService
    participants: participants.ParticipantService
    visit_starts: visit_starts.VisitStartService
    visits: visit.VisitService
    stages: Mapping[type, object]
    corrections: corrections.CorrectionService
    entry_drafts: EntryDraftService
    sync: sync_service.SyncService
    kiosk: kiosk.KioskService
    site: site_service.SiteService

    @property
    def author(self) -> Author:
        """The practitioner who is signed in, and their workstation."""
        return self.session_context.author

    def stage(self, service: type[_S]) -> _S:
        """The service of this class; LookupError where no stage type of the application has it."""
        return cast(_S, self.stages[service])

    @property
    def consents(self) -> consent.ConsentService:
        """The service of consent stages; LookupError where the application has none."""
        return self.stage(consent.ConsentService)

    @property
    def surveys(self) -> survey.SurveyService:
        """The service of survey stages; LookupError where the application has none."""
        return self.stage(survey.SurveyService)

    @property
    def measurements(self) -> measurements.MeasurementService:
        """The service of measurement stages; LookupError where the application has none."""
        return self.stage(measurements.MeasurementService)


class _Documents(visit.Documents, corrections.Documents, Protocol):
    """The document table as the services need it."""


class _Drafts(DraftStore, corrections.Drafts, visit.Drafts, Protocol):
    """The draft table as the services need it."""


class _Practitioners(kiosk.Practitioners, site_service.Practitioners, Protocol):
    """The practitioner table as the services need it."""


class _Outbox(visit.Outbox, sync_service.Outbox, Protocol):
    """The outbox as the services need it."""


class StorePorts(Protocol):
    """Port to an open store: the ports of its tables. `Store` of the storage provides it."""

    @property
    def audit_trail(self) -> kiosk.AuditLog:
        """The audit trail, to append events."""

    @property
    def consent_decisions(self) -> ConsentDecisions:
        """The consent decisions in the signed records."""

    @property
    def documents(self) -> _Documents:
        """The PDFs of signed records."""

    @property
    def drafts(self) -> _Drafts:
        """The unsigned drafts, and the amendments that were begun."""

    @property
    def entry_drafts(self) -> StoredEntryDrafts:
        """What practitioners typed into pages and have not saved."""

    @property
    def outbox(self) -> _Outbox:
        """The envelopes and their delivery states."""

    @property
    def participants(self) -> participants.Participants:
        """The registered participants."""

    @property
    def practitioners(self) -> _Practitioners:
        """The practitioners of the site, with their kiosk codes."""

    @property
    def programs(self) -> InstalledPrograms:
        """The installed program versions."""

    @property
    def records(self) -> StoredRecords:
        """The signed records."""

    @property
    def settings(self) -> site_service.Settings:
        """The settings of the workstation."""

    @property
    def visits(self) -> StoredVisits:
        """The visits, without permissions."""


class StaffAndSettings(Protocol):
    """Port to the parts of a store that name an author; `Store` of the storage provides it."""

    @property
    def practitioners(self) -> site_service.Practitioners:
        """The practitioners of the site."""

    @property
    def settings(self) -> WorkstationSettings:
        """The settings of the workstation."""


class WorkstationSettings(Protocol):
    """Port to the settings that name the workstation; `Settings` of the storage provides it."""

    def workstation(self) -> Workstation:
        """The workstation as named at set-up; StoreUnusable (`corrupt`) without it."""


def session_context_at(
    store: StaffAndSettings,
    sign_in_name: str,
    now: Callable[[], datetime],
    new_id: Callable[[], str],
) -> SessionContext:
    """The context of acts by the practitioner of that sign-in name, at the store's workstation.

    `now` is the clock (UTC), `new_id` makes UUIDs as text. Raises as `author_at`.
    """
    author = author_at(store.settings.workstation(), store.practitioners, sign_in_name)
    return SessionContext(author, now, new_id)


def author_at(
    workstation: Workstation, practitioners: site_service.Practitioners, sign_in_name: str
) -> Author:
    """The practitioner of that sign-in name, at this workstation, as author of a session's acts.

    The name is compared without case. StoreLocked (`passphrase`) for a name that is not known here;
    StoreUnusable.
    """
    practitioner = practitioners.by_sign_in_name(sign_in_name)
    if practitioner is None:
        raise StoreLocked("passphrase")
    return Author(practitioner, workstation)


def session_services(
    store: StorePorts,
    context: SessionContext,
    shipped: Sequence[ProgramVersion],
    stages: Sequence[ServedStage],
    keys: site_service.Keys,
) -> SessionServices:
    """Install the `shipped` program versions in the store and return all services over it.

    `stages` are those of this version of the application. Raises ProgramRefused or StoreUnusable.
    """
    changes = ChangeFeed()
    context = replace(context, publish=changes.publish)
    programs = _installed_programs(store.programs, stages, context, shipped)
    visits = VisitsWithPermissions(store.visits, store.consent_decisions, programs)
    people, staff, drafts = store.participants, store.practitioners, store.drafts
    outbox, documents = store.outbox, store.documents
    records = PublishingRecords(store.records, changes.publish)
    kiosk_service = kiosk.KioskService(staff, store.audit_trail, context)
    manifest = newest_program(shipped).manifest
    return SessionServices(
        session_context=context,
        changes=changes,
        languages=manifest.languages,
        idle=manifest.idle,
        session_audit=session_audit.SessionAuditService(store.audit_trail, context),
        participants=participants.ParticipantService(people, records, context),
        visit_starts=visit_starts.VisitStartService(people, visits, programs, outbox, context),
        visits=visit.VisitService(
            visits, people, staff, outbox, drafts, documents, records, kiosk_service, context
        ),
        stages=build_stage_services(stages, StagePorts(visits, people, drafts, records, context)),
        corrections=corrections.CorrectionService(
            visits, people, staff, documents, drafts, records, kiosk_service, context
        ),
        entry_drafts=EntryDraftService(store.entry_drafts, context),
        sync=sync_service.SyncService(outbox, context),
        kiosk=kiosk_service,
        site=site_service.SiteService(staff, store.settings, keys, programs, context),
    )


def _installed_programs(
    installed: InstalledPrograms,
    stages: Sequence[ServedStage],
    context: SessionContext,
    shipped: Sequence[ProgramVersion],
) -> ProgramService:
    """The program service, once every shipped version is stored."""
    types = StageTypes(stage.type for stage in stages)
    programs = ProgramService(installed, types, context)
    for program in shipped:
        programs.install(program)
    return programs
