"""The stage types of the app for tests: their domain part, and entries with PDFs of the test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ptc_app.domain.stages.record_kinds import REGISTRATION
from ptc_app.domain.stages.stage_type import StageTypes
from ptc_app.services.session_services import SessionServices
from ptc_app.stages import STAGES
from ptc_app.ui.stage_entry import StageEntry

STAGE_TYPES = StageTypes(stage.type for stage in STAGES)
"""What programs are loaded with."""


RECORD_KINDS = (REGISTRATION, *(stage.type.record for stage in STAGES))
"""All kinds of records the app makes."""


def stages_that_print(**papers: Callable[..., bytes]) -> tuple[StageEntry, ...]:
    """The stage types of the app, with these PDF makers by the code of the stage type."""
    return tuple(replace(one, make_pdf=papers.get(one.type.code, one.make_pdf)) for one in STAGES)


def with_stage_service(services: SessionServices, service: Any) -> SessionServices:
    """The services with this one in place of the one of its class."""
    return replace(services, stages={**services.stages, type(service): service})
