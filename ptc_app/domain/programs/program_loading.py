"""Loading a program from its files, and the checks that refuse it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from ptc_app.domain.localized_text import LocalizedText, is_in_languages
from ptc_app.domain.programs.program import ProgramVersion, content_module
from ptc_app.domain.programs.program_definitions import (
    ConsentDefinition,
    ProgramInvalid,
    ProgramManifest,
    StageDefinition,
    VisitTypeDefinition,
)
from ptc_app.domain.programs.version_order import is_version
from ptc_app.domain.stages.stage_type import ContentFile, StageTypes
from ptc_app.domain.undecodable import UNDECODABLE
from ptc_app.domain.visit import FINISH_STAGE


def load_program(files: Mapping[str, bytes], types: StageTypes) -> ProgramVersion:
    """The program version in these files, by path inside its folder, with its stages' content.

    StageTypeUnknown where a stage is of none of these `types`. ProgramInvalid: the path of a file
    that is missing or, for manifest.json, no manifest; `version` (cannot be ordered), `idle` (locks
    before it warns), `key` (twice), `language` (a text lacks one), `module` (no form asks for it),
    `stage`, `visit-type` (unknown), `needs` (not earlier in the visit), `requires` (asked for later
    in it), `finish` (not the last stage), `first-visit` (none for someone new); or what the loader
    of a stage type raises.
    """
    manifest = _decoded_manifest(files)
    _check_manifest(manifest)
    contents = dict(_loaded_contents(manifest, files, types))
    modules = {
        key: module for key, content in contents.items() if (module := content_module(content))
    }
    _check_modules(manifest, set(modules.values()))
    _check_visit_types(manifest, modules)
    consents = [one for one in contents.values() if isinstance(one, ConsentDefinition)]
    return ProgramVersion(manifest, contents, {form.key: form for form in consents}, dict(files))


def _decoded_manifest(files: Mapping[str, bytes]) -> ProgramManifest:
    try:
        return msgspec.json.decode(files["manifest.json"], type=ProgramManifest)
    except (KeyError, *UNDECODABLE) as error:
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
