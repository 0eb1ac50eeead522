"""A version of a study program: its stages, visit types, consents, questionnaires, protocols."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from ptc_app.domain.consent import ConsentForm, ConsentFormPage
from ptc_app.domain.language import SOURCE_LANGUAGE, Language
from ptc_app.domain.localized_text import LocalizedText, is_in_languages
from ptc_app.domain.program_manifest import (
    ConsentDefinition,
    ProgramInvalid,
    ProgramManifest,
    StageDefinition,
    VisitTypeDefinition,
)
from ptc_app.domain.record import sha256_hex
from ptc_app.domain.stages.stage_type import ContentFile, StageTypes
from ptc_app.domain.version_order import is_version, version_key
from ptc_app.domain.visit import FINISH_STAGE, StagePlan, VisitPlan

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Program:
    """One version of the program, complete and checked.

    `contents` are what its stages work with, by stage key, as their stage types load them;
    `consents` are the consent forms among them by form key; `files` are all bytes by path.
    """

    manifest: ProgramManifest
    contents: Mapping[str, object]
    consents: Mapping[str, ConsentDefinition]
    files: Mapping[str, bytes]

    @property
    def sha256(self) -> str:
        """The SHA-256 of all files, see `files_sha256`."""
        return files_sha256(self.files)

    def stage(self, key: str) -> StageDefinition:
        """The stage of that key; KeyError where there is none."""
        return {stage.key: stage for stage in self.manifest.stages}[key]

    def content(self, stage: str, expected: type[_T]) -> _T:
        """What the stage of this key works with; TypeError where that is no `expected`."""
        content = self.contents[stage]
        if not isinstance(content, expected):
            raise TypeError(stage)
        return content

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

    def _stage_plan(self, stage: StageDefinition) -> StagePlan:
        return StagePlan(
            stage.key,
            stage.stage_type,
            stage.content,
            needs=stage.needs,
            may_skip=stage.may_skip,
            requires=stage.requires,
            module=_module(self.contents.get(stage.key)),
        )


def newest_program(programs: Iterable[Program]) -> Program:
    """The program of the highest version."""
    return max(programs, key=lambda program: version_key(program.manifest.version))


def files_sha256(files: Mapping[str, bytes]) -> str:
    """The SHA-256 of a program's files: of one line `<file's SHA-256>  <path>` each, by path."""
    lines = (f"{sha256_hex(body)}  {path}\n" for path, body in sorted(files.items()))
    return sha256_hex("".join(lines).encode())


def load_program(files: Mapping[str, bytes], types: StageTypes) -> Program:
    """The program in these files (path inside its folder -> bytes).

    Raises ProgramInvalid where a file is missing, is no such file, lacks a language, a version
    cannot be ordered, a stage or visit type names what is not there, or as the loader of a stage
    type does; StageTypeUnknown where a stage is of none of these `types`.
    """
    manifest = _decoded_manifest(files)
    _check_manifest(manifest)
    contents = dict(_loaded_contents(manifest, files, types))
    modules = {key: module for key, content in contents.items() if (module := _module(content))}
    _check_modules(manifest, set(modules.values()))
    _check_visit_types(manifest, modules)
    consents = [one for one in contents.values() if isinstance(one, ConsentDefinition)]
    return Program(manifest, contents, {form.key: form for form in consents}, dict(files))


def _decoded_manifest(files: Mapping[str, bytes]) -> ProgramManifest:
    try:
        return msgspec.json.decode(files["manifest.json"], type=ProgramManifest)
    except (KeyError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ProgramInvalid("manifest.json") from error


def _check_manifest(manifest: ProgramManifest) -> None:
    """Its version, its times, the keys of its stages, and its texts."""
    if not is_version(manifest.version):
        raise ProgramInvalid("version")
    if manifest.idle.warn_after >= manifest.idle.lock_after:
        raise ProgramInvalid("idle")
    _check_unique(stage.key for stage in manifest.stages)
    if not all(is_in_languages(text, manifest.languages) for text in _texts(manifest)):
        raise ProgramInvalid("language")


def _loaded_contents(
    manifest: ProgramManifest, files: Mapping[str, bytes], types: StageTypes
) -> Iterator[tuple[str, object]]:
    """The content of each stage whose type has one, with the key of the stage."""
    for stage in manifest.stages:
        stage_type = types.get(stage.stage_type)
        if path := stage_type.content_path(stage.content):
            if path not in files:
                raise ProgramInvalid(path)
            file = ContentFile(path, files[path], manifest.languages)
            yield stage.key, stage_type.load_content(file)


def _module(content: object) -> str:
    """The consent module a stage with this content asks for; empty where it is no consent form."""
    return content.module if isinstance(content, ConsentDefinition) else ""


def _check_modules(manifest: ProgramManifest, modules: set[str]) -> None:
    """Each consent module that is required or decides about a visit type has a form."""
    named = {module for stage in manifest.stages for module in stage.requires}
    for visit_type in manifest.visit_types:
        condition = visit_type.offered
        named.update(condition.agreed, condition.permitted, condition.not_agreed)
    if not named <= modules:
        raise ProgramInvalid("module")


def _check_visit_types(manifest: ProgramManifest, modules: Mapping[str, str]) -> None:
    """`modules` are those that consent stages ask for, by stage key."""
    _check_unique(visit_type.key for visit_type in manifest.visit_types)
    stages = {stage.key: stage for stage in manifest.stages}
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
    finishing = [key for key in visit_type.stages if stages[key].stage_type == FINISH_STAGE]
    if not finishing or finishing != list(visit_type.stages[-1:]):
        raise ProgramInvalid("finish")


def _check_unique(keys: Iterable[str]) -> None:
    found = list(keys)
    if len(set(found)) != len(found):
        raise ProgramInvalid("key")


def _texts(manifest: ProgramManifest) -> Iterator[LocalizedText]:
    """Each text of the manifest that people read."""
    for visit_type in manifest.visit_types:
        yield visit_type.title
    for stage in manifest.stages:
        yield from (stage.title, stage.subtitle)
