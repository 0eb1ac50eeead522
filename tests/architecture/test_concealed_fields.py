"""No `repr` shows a secret or what a participant said, as it may get into the text of an error."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec
import pytest

import ptc_app
import ptc_central
from ptc_app.domain.concealed_struct import ConcealedStruct
from ptc_app.domain.consent_reading import ConsentReadingProgress
from ptc_app.domain.fhir.patient import patient_resource
from ptc_app.domain.ids import PractitionerId
from ptc_app.domain.initial_site_data import InitialSiteData
from ptc_app.domain.language import Language
from ptc_app.domain.measurement.readings import MeasurementEntries, Reading, ReadingModification
from ptc_app.domain.participants.participant import Address
from ptc_app.domain.practitioner import Practitioner, StaffRole
from ptc_app.domain.survey.survey_answers import AnswerState, QuestionAnswer
from ptc_app.domain.workstation import Workstation
from ptc_app.services.site import NewPractitioner
from ptc_app.services.site_setup_and_unlock import SiteSetupRequest
from ptc_app.ui.lists.cells import ActionCell, StatusCell, text_cell
from ptc_app.ui.sign_in.unlocked_store import UnlockedStore
from ptc_app.ui.widgets.labels import Tone
from ptc_app.ui.widgets.stage_list import StageRow, StageRowState
from ptc_central.server import ServerAddress
from ptc_central.storage.device_registry import DeviceCredentials
from ptc_central.web.authorized_access import AuthorizedAccess
from tests.support.builders import MARK, MORNING, SUPPORT, a_participant
from tests.support.site_runtimes import a_registration, a_signing

SECRET = re.compile(
    r"pass(phrase|word)|secret|token|credential|_pem$|(registration|kiosk|staff)_code"
    r"|(store|recovery|private|wrapped|machine)_key"
)
"""Names of fields that hold what opens or proves something."""

PERSONAL = re.compile(
    r"^(given|middle|family|full|printed|participant)_name$|^birth_date$|^sex_at_birth$|^phone$"
    r"|^e_?mail$|^postal_code$|^strokes$|^notes?$|^said$|^values?$|^address$"
)
"""Names of fields that hold who a participant is, or what they said."""

SHOWN_ON_PURPOSE = {
    # Where a secret is, how long it is valid, what kind it is: not the secret.
    "ConnectOptions.registration_code_file",
    "ServerSettings.token_lifetime",
    "_File.machine_secret",
    # Whom staff call for help.
    "SiteSupport.phone",
    # Made-up people of the demo.
    "DemoParticipant.given_name",
    "DemoParticipant.family_name",
    # What a study asks, not what was answered; a function.
    "ContentFile.body",
    "ProgramVersion.files",
    "FormOption.value",
    "RecordKind.amendment_draft",
}


def named_fields() -> Iterator[tuple[type, str, str, bool]]:
    """Class, name, type as text and whether it is in the repr, for each field of all classes."""
    for kind in _classes():
        if dataclasses.is_dataclass(kind):
            for one in dataclasses.fields(kind):
                yield kind, one.name, str(one.type), one.repr
        elif issubclass(kind, msgspec.Struct):
            is_shown = not issubclass(kind, ConcealedStruct)
            for name in kind.__struct_fields__:
                yield kind, name, str(kind.__annotations__.get(name, "")), is_shown
        elif issubclass(kind, tuple) and hasattr(kind, "_fields"):
            for name in kind._fields:
                yield kind, name, str(kind.__annotations__[name]), True


def _classes() -> Iterator[type]:
    for package in (ptc_app, ptc_central):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                loaded = vars(importlib.import_module(module.name))
                yield from (
                    one
                    for one in loaded.values()
                    if isinstance(one, type) and one.__module__ == module.name
                )


def test_no_field_of_a_secret_or_of_a_participant_is_in_a_repr() -> None:
    shown = {
        f"{kind.__name__}.{name}"
        for kind, name, annotation, is_shown in named_fields()
        if is_shown
        and (SECRET.search(name) or PERSONAL.search(name) or re.search(r"\bbytes\b", annotation))
    }
    assert shown - SHOWN_ON_PURPOSE == set()


def test_what_is_shown_on_purpose_is_there() -> None:
    shown = {f"{kind.__name__}.{name}" for kind, name, _, is_shown in named_fields() if is_shown}
    assert SHOWN_ON_PURPOSE - shown == set()


DESK = Workstation("Riverside", "Desk", "1")
ANA = Practitioner(PractitionerId("1"), "ana", "Ana", StaffRole.COORDINATOR)


@pytest.mark.parametrize(
    "value",
    [
        a_registration(middle_name=MARK, email=MARK, address=Address(MARK, MARK, MARK, MARK)),
        a_participant(given_name=MARK),
        a_signing(printed_name=MARK),
        patient_resource(a_participant(given_name=MARK)),
        ConsentReadingProgress("form", "1", Language("en"), printed_name=MARK),
        QuestionAnswer(AnswerState.ANSWERED, (MARK,)),
        MeasurementEntries(
            protocol_id="p",
            protocol_version="1",
            readings=(Reading(MARK, 1, Decimal(1)),),
            modifications=(ReadingModification("g", 1, "m", MARK),),
        ),
        NewPractitioner("Ana", "ana", StaffRole.COORDINATOR, MARK, MARK),
        SiteSetupRequest("Riverside", "Desk", SUPPORT, "Ana", "ana", MARK, MARK),
        InitialSiteData(ANA, MARK, DESK, SUPPORT, MORNING),
        UnlockedStore("ana", MARK.encode()),
        DeviceCredentials("device-1", MARK),
        text_cell(MARK),
        StatusCell("waits", Tone.WARN, MARK),
        ActionCell("open", "Open", MARK),
        StageRow("basics", "The basics", "", StageRowState.SKIPPED, "Skipped", MARK),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_repr_does_not_quote(value: object) -> None:
    assert MARK not in repr(value)
    assert type(value).__name__ in repr(value)


def test_central_conceals_codes_and_tokens() -> None:
    fields = {one.name: one.repr for one in dataclasses.fields(ServerAddress)}
    assert fields == {"url": True, "ca_path": True, "registration_code": False}
    assert not {one.name: one.repr for one in dataclasses.fields(AuthorizedAccess)}["token"]
