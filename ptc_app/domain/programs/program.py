"""A version of a study program: its stages, visit types, consents, questionnaires, protocols."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from ptc_app.domain.consent import ConsentForm, ConsentFormPage
from ptc_app.domain.language import SOURCE_LANGUAGE, Language
from ptc_app.domain.programs.program_definitions import (
    ConsentDefinition,
    ProgramManifest,
    StageDefinition,
    VisitTypeDefinition,
)
from ptc_app.domain.programs.version_order import version_key
from ptc_app.domain.records.signed_record import sha256_hex
from ptc_app.domain.visit import PlannedStage, VisitPlan

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class ProgramVersion:
    """One version of a study program, complete and checked.

    `contents`: by stage key, what the stage works with, as its stage type loads it; stages without
    content are not in it. `consents`: the consent forms among them by form key. `files`: the bytes
    of all its files by path inside its folder.
    """

    manifest: ProgramManifest
    contents: Mapping[str, object]
    consents: Mapping[str, ConsentDefinition]
    files: Mapping[str, bytes]

    @property
    def sha256(self) -> str:
        """The SHA-256 of all files in hexadecimal, see `files_sha256`."""
        return files_sha256(self.files)

    def stage(self, key: str) -> StageDefinition:
        """The definition of the stage of that key; KeyError where there is none."""
        return {stage.key: stage for stage in self.manifest.stages}[key]

    def content(self, stage: str, expected: type[_T]) -> _T:
        """What the stage of this key works with.

        KeyError where the stage has no content, TypeError where it is no instance of `expected`.
        """
        content = self.contents[stage]
        if not isinstance(content, expected):
            raise TypeError(stage)
        return content

    def visit_type(self, key: str) -> VisitTypeDefinition:
        """The definition of the visit type of that key; KeyError where there is none."""
        return {visit_type.key: visit_type for visit_type in self.manifest.visit_types}[key]

    def visit_plan(self, visit_type: str) -> VisitPlan:
        """The plan of a new visit of this type, its stages in order; KeyError for an unknown
        type."""
        stages = map(self.stage, self.visit_type(visit_type).stages)
        return VisitPlan(self.manifest.version, visit_type, tuple(map(self._stage_plan, stages)))

    def consent_of_module(self, module: str) -> ConsentDefinition | None:
        """The first form that asks for this consent module; None where no stage asks for it.

        First in the order of the manifest's stages.
        """
        return next((form for form in self.consents.values() if form.module == module), None)

    def language(self, wanted: Language) -> Language:
        """The language to show the program in: `wanted`, else English, else its first one.

        A visit may have begun under a version that lacks a language the newest one has.
        """
        languages = self.manifest.languages
        offered = (one for one in (wanted, SOURCE_LANGUAGE) if one in languages)
        return next(offered, languages[0])

    def consent_form(self, key: str, language: Language) -> ConsentForm:
        """The consent form of this key, its texts in the language that `language()` gives.

        KeyError where there is no such form.
        """
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

    def _stage_plan(self, stage: StageDefinition) -> PlannedStage:
        return PlannedStage(
            stage.key,
            stage.stage_type,
            stage.content,
            needs=stage.needs,
            may_skip=stage.may_skip,
            requires=stage.requires,
            module=content_module(self.contents.get(stage.key)),
        )


def newest_program(programs: Iterable[ProgramVersion]) -> ProgramVersion:
    """The version that is the highest by `version_key`; ValueError where there is none."""
    return max(programs, key=lambda program: version_key(program.manifest.version))


def files_sha256(files: Mapping[str, bytes]) -> str:
    """The SHA-256 of a program's files in hexadecimal.

    It is that of one line `<SHA-256 of the file>  <path>` for each file, sorted by path.
    """
    lines = (f"{sha256_hex(body)}  {path}\n" for path, body in sorted(files.items()))
    return sha256_hex("".join(lines).encode())


def content_module(content: object) -> str:
    """The consent module a stage with this content asks for; empty where it is no consent form."""
    return content.module if isinstance(content, ConsentDefinition) else ""
