"""The program: what a study asks, as data (stages, consents, questionnaires, protocols, words)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, TypeVar

import msgspec

from ptc_app.domain.consent import ConsentForm, ConsentFormPage
from ptc_app.domain.errors import PtcError
from ptc_app.domain.measurement.protocol_checks import ProtocolInvalid, checked_protocol
from ptc_app.domain.participant import Language
from ptc_app.domain.record import sha256_hex
from ptc_app.domain.visit import StageKind, StagePlan

ProgramText = dict[str, str]
"""One text in each language of the program."""

Minutes = Annotated[int, msgspec.Meta(gt=0)]


class ProgramInvalid(PtcError):
    """The program's folder is not whole or contradicts itself; site support acts."""

    code = "program.invalid"


class StageDefinition(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """A stage of the visit as the manifest says it."""

    key: str
    kind: StageKind
    title: ProgramText
    subtitle: ProgramText
    content: str = ""
    needs: tuple[str, ...] = ()
    may_skip: bool = True


class IdleTimeouts(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """When an unattended desk warns and locks, in minutes."""

    warn_after_minutes: Minutes
    lock_after_minutes: Minutes

    @property
    def warn_after(self) -> timedelta:
        return timedelta(minutes=self.warn_after_minutes)

    @property
    def lock_after(self) -> timedelta:
        return timedelta(minutes=self.lock_after_minutes)


class ProgramManifest(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """The program's own page: who it is and what it is made of."""

    id: str
    version: str
    languages: tuple[Language, ...]
    visit_title: ProgramText
    idle: IdleTimeouts
    stages: tuple[StageDefinition, ...]


class ConsentPageDefinition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A page of a consent form in all languages."""

    heading: ProgramText
    paragraphs: tuple[ProgramText, ...]


class ConsentDefinition(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """A consent form in all languages, as its file says it."""

    key: str
    module: str
    version: str
    title: ProgramText
    choice: ProgramText
    statement: ProgramText
    pages: tuple[ConsentPageDefinition, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """One version of the program, whole and checked; `files` are kept as they came."""

    manifest: ProgramManifest
    consents: Mapping[str, ConsentDefinition]
    files: Mapping[str, bytes]

    @property
    def plans(self) -> tuple[StagePlan, ...]:
        """The stages of a new visit."""
        return tuple(
            StagePlan(s.key, s.kind, s.content, s.needs, s.may_skip) for s in self.manifest.stages
        )

    def stage(self, key: str) -> StageDefinition:
        """The stage of that key; KeyError where there is none."""
        return {source.key: source for source in self.manifest.stages}[key]

    def consent_form(self, key: str, language: Language) -> ConsentForm:
        """The form as it is shown in one language."""
        source = self.consents[key]
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
        """The FHIR R4 Questionnaire a survey stage names, as it came."""
        return self.files[f"questionnaires/{key}.json"]

    def protocol(self, key: str) -> bytes:
        """The measurement protocol a stage names, as it came."""
        return self.files[f"protocols/{key}.json"]


_T = TypeVar("_T")

_FOLDERS = {
    StageKind.CONSENT: "consents",
    StageKind.SURVEY: "questionnaires",
    StageKind.MEASUREMENTS: "protocols",
}


def load_program(files: Mapping[str, bytes]) -> Program:
    """The program in these files (path inside its folder -> bytes).

    Raises ProgramInvalid where a file is missing, is no such file, lacks a language, or a stage
    names what is not there; for a measurement protocol with the problem of `protocol_problems`.
    """
    manifest = _decoded(files, "manifest.json", ProgramManifest)
    consents = {
        stage.content: _decoded(files, f"consents/{stage.content}.json", ConsentDefinition)
        for stage in manifest.stages
        if stage.kind is StageKind.CONSENT
    }
    _check_stages(manifest, files)
    if any(consent.key != key for key, consent in consents.items()):
        raise ProgramInvalid("consent-key")
    for text in _texts(manifest, consents.values()):
        if set(text) != set(manifest.languages) or not all(text.values()):
            raise ProgramInvalid("language")
    _check_protocols(manifest, files)
    return Program(manifest, consents, dict(files))


def _check_stages(manifest: ProgramManifest, files: Mapping[str, bytes]) -> None:
    seen: set[str] = set()
    for stage in manifest.stages:
        if stage.key in seen:
            raise ProgramInvalid("key")
        if not seen.issuperset(stage.needs):
            raise ProgramInvalid("needs")
        folder = _FOLDERS.get(stage.kind)
        if folder and f"{folder}/{stage.content}.json" not in files:
            raise ProgramInvalid("content")
        seen.add(stage.key)
    finishing = [stage for stage in manifest.stages if stage.kind is StageKind.FINISH]
    if len(finishing) != 1 or manifest.stages[-1] is not finishing[0]:
        raise ProgramInvalid("finish")
    if manifest.idle.warn_after >= manifest.idle.lock_after:
        raise ProgramInvalid("idle")


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
) -> Iterator[ProgramText]:
    """Each text that people read."""
    yield manifest.visit_title
    for stage in manifest.stages:
        yield from (stage.title, stage.subtitle)
    for consent in consents:
        yield from (consent.title, consent.choice, consent.statement)
        for page in consent.pages:
            yield from (page.heading, *page.paragraphs)
