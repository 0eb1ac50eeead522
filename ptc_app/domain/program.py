"""A version of a study program: its stages, visit types, consents, questionnaires, protocols."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from ptc_app.domain.consent import ConsentForm, ConsentFormPage
from ptc_app.domain.language import SOURCE_LANGUAGE, Language
from ptc_app.domain.localized_text import LocalizedText
from ptc_app.domain.measurement.protocol_checks import ProtocolInvalid, checked_protocol
from ptc_app.domain.program_manifest import (
    ConsentDefinition,
    ProgramInvalid,
    ProgramManifest,
    StageDefinition,
    VisitTypeDefinition,
)
from ptc_app.domain.record import sha256_hex
from ptc_app.domain.version_order import is_version, version_key
from ptc_app.domain.visit import StageKind, StagePlan, VisitPlan


@dataclass(frozen=True, slots=True)
class Program:
    """One version of the program, complete and checked; `files` are its bytes by path."""

    manifest: ProgramManifest
    consents: Mapping[str, ConsentDefinition]
    files: Mapping[str, bytes]

    @property
    def sha256(self) -> str:
        """The SHA-256 of all files, see `files_sha256`."""
        return files_sha256(self.files)

    def stage(self, key: str) -> StageDefinition:
        """The stage of that key; KeyError where there is none."""
        return {stage.key: stage for stage in self.manifest.stages}[key]

    def visit_type(self, key: str) -> VisitTypeDefinition:
        """The visit type of that key; KeyError where there is none."""
        return {visit_type.key: visit_type for visit_type in self.manifest.visit_types}[key]

    def visit_plan(self, visit_type: str) -> VisitPlan:
        """The plan of a new visit of that type."""
        stages = map(self.stage, self.visit_type(visit_type).stages)
        return VisitPlan(self.manifest.version, visit_type, tuple(map(self._stage_plan, stages)))

    def consent_of_module(self, module: str) -> ConsentDefinition | None:
        """The first form that asks for this consent module; None where no stage asks for it."""
        return next((form for form in self.consents.values() if form.module == module), None)

    def language(self, wanted: Language) -> Language:
        """The language of the program for someone who wants this one: it, else English, else any.

        A visit may have begun under a version that lacks a language the newest one has.
        """
        languages = self.manifest.languages
        offered = (one for one in (wanted, SOURCE_LANGUAGE) if one in languages)
        return next(offered, languages[0])

    def consent_form(self, key: str, language: Language) -> ConsentForm:
        """The form as it is shown: in this language, or in one the program has, see `language`."""
        source = self.consents[key]
        language = self.language(language)
        return ConsentForm(
            key=key,
            module=source.module,
            version=source.version,
            sha256=sha256_hex(self.files[f"consents/{key}.json"]),
            language=language,
            title=source.title[language],
            pages=tuple(
                ConsentFormPage(page.heading[language], tuple(p[language] for p in page.paragraphs))
                for page in source.pages
            ),
            statement=source.statement[language],
        )

    def questionnaire(self, key: str) -> bytes:
        """The FHIR R4 Questionnaire of that key, as JSON."""
        return self.files[f"questionnaires/{key}.json"]

    def protocol(self, key: str) -> bytes:
        """The measurement protocol of that key, as JSON."""
        return self.files[f"protocols/{key}.json"]

    def _stage_plan(self, stage: StageDefinition) -> StagePlan:
        return StagePlan(
            stage.key,
            stage.kind,
            stage.content,
            needs=stage.needs,
            may_skip=stage.may_skip,
            requires=stage.requires,
            module=self.consents[stage.content].module if _is_consent(stage) else "",
        )


_T = TypeVar("_T")

_FOLDERS = {
    StageKind.CONSENT: "consents",
    StageKind.SURVEY: "questionnaires",
    StageKind.MEASUREMENTS: "protocols",
}


def newest_program(programs: Iterable[Program]) -> Program:
    """The program of the highest version."""
    return max(programs, key=lambda program: version_key(program.manifest.version))


def files_sha256(files: Mapping[str, bytes]) -> str:
    """The SHA-256 of a program's files: of one line `<file's SHA-256>  <path>` each, by path."""
    lines = (f"{sha256_hex(body)}  {path}\n" for path, body in sorted(files.items()))
    return sha256_hex("".join(lines).encode())


def load_program(files: Mapping[str, bytes]) -> Program:
    """The program in these files (path inside its folder -> bytes).

    Raises ProgramInvalid where a file is missing, is no such file, lacks a language, a version
    cannot be ordered, a stage or visit type names what is not there; for a measurement protocol
    with the problem of `protocol_problems`.
    """
    manifest = _decoded(files, "manifest.json", ProgramManifest)
    consents = {
        stage.content: _decoded(files, f"consents/{stage.content}.json", ConsentDefinition)
        for stage in manifest.stages
        if _is_consent(stage)
    }
    _check_versions(manifest, consents)
    _check_stages(manifest, files)
    _check_modules(manifest, {form.module for form in consents.values()})
    _check_visit_types(manifest, consents)
    for text in _texts(manifest, consents.values()):
        if set(text) != set(manifest.languages) or not all(text.values()):
            raise ProgramInvalid("language")
    _check_protocols(manifest, files)
    return Program(manifest, consents, dict(files))


def _check_versions(manifest: ProgramManifest, consents: Mapping[str, ConsentDefinition]) -> None:
    versions = [manifest.version]
    for key, form in consents.items():
        if form.key != key:
            raise ProgramInvalid("consent-key")
        versions += [form.version, *form.also_in_force]
    if not all(map(is_version, versions)):
        raise ProgramInvalid("version")


def _check_stages(manifest: ProgramManifest, files: Mapping[str, bytes]) -> None:
    _check_unique(stage.key for stage in manifest.stages)
    for stage in manifest.stages:
        folder = _FOLDERS.get(stage.kind)
        if folder and f"{folder}/{stage.content}.json" not in files:
            raise ProgramInvalid("content")
    if manifest.idle.warn_after >= manifest.idle.lock_after:
        raise ProgramInvalid("idle")


def _check_modules(manifest: ProgramManifest, modules: set[str]) -> None:
    """Each consent module that is required or decides about a visit type has a form."""
    named = {module for stage in manifest.stages for module in stage.requires}
    for visit_type in manifest.visit_types:
        condition = visit_type.offered
        named.update(condition.agreed, condition.permitted, condition.not_agreed)
    if not named <= modules:
        raise ProgramInvalid("module")


def _check_visit_types(
    manifest: ProgramManifest, consents: Mapping[str, ConsentDefinition]
) -> None:
    _check_unique(visit_type.key for visit_type in manifest.visit_types)
    stages = {stage.key: stage for stage in manifest.stages}
    modules = {key: consents[s.content].module for key, s in stages.items() if _is_consent(s)}
    types = {visit_type.key for visit_type in manifest.visit_types}
    for visit_type in manifest.visit_types:
        _check_visit_stages(visit_type, stages, modules)
        if not types.issuperset(visit_type.offered.after + visit_type.offered.not_after):
            raise ProgramInvalid("visit-type")
    conditions = [visit_type.offered for visit_type in manifest.visit_types]
    if all(one.agreed or one.permitted or one.after for one in conditions):
        raise ProgramInvalid("first-visit")


def _check_visit_stages(
    visit_type: VisitTypeDefinition,
    stages: Mapping[str, StageDefinition],
    modules: Mapping[str, str],
) -> None:
    """`modules` are those that consent stages ask for, by stage key."""
    _check_unique(visit_type.stages)
    if not stages.keys() >= set(visit_type.stages):
        raise ProgramInvalid("stage")
    for at, key in enumerate(visit_type.stages):
        asked_later = {modules.get(later, "") for later in visit_type.stages[at:]}
        if not set(visit_type.stages[:at]).issuperset(stages[key].needs):
            raise ProgramInvalid("needs")
        if not asked_later.isdisjoint(stages[key].requires):
            raise ProgramInvalid("requires")
    finishing = [key for key in visit_type.stages if stages[key].kind is StageKind.FINISH]
    if not finishing or finishing != list(visit_type.stages[-1:]):
        raise ProgramInvalid("finish")


def _is_consent(stage: StageDefinition) -> bool:
    return stage.kind is StageKind.CONSENT


def _check_unique(keys: Iterable[str]) -> None:
    found = list(keys)
    if len(set(found)) != len(found):
        raise ProgramInvalid("key")


def _check_protocols(manifest: ProgramManifest, files: Mapping[str, bytes]) -> None:
    for stage in manifest.stages:
        if stage.kind is StageKind.MEASUREMENTS:
            path = f"protocols/{stage.content}.json"
            try:
                checked_protocol(files[path], manifest.languages)
            except ProtocolInvalid as error:
                raise ProgramInvalid(f"{path}.{error.problem}") from error


def _decoded(files: Mapping[str, bytes], path: str, shape: type[_T]) -> _T:
    try:
        return msgspec.json.decode(files[path], type=shape)
    except (KeyError, msgspec.DecodeError) as error:
        raise ProgramInvalid(path) from error


def _texts(
    manifest: ProgramManifest, consents: Iterable[ConsentDefinition]
) -> Iterator[LocalizedText]:
    """Each text that people read."""
    for visit_type in manifest.visit_types:
        yield visit_type.title
    for stage in manifest.stages:
        yield from (stage.title, stage.subtitle)
    for consent in consents:
        yield from (consent.title, consent.choice, consent.statement)
        for page in consent.pages:
            yield from (page.heading, *page.paragraphs)
