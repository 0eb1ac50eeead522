"""What a type of stage is: where it is done, its content in a program, the record it makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ptc_app.domain.errors import PtcError
from ptc_app.domain.language import Language
from ptc_app.domain.stages.record_kind import RecordKind


class StageTypeUnknown(PtcError):
    """A program or a visit has a stage of a type that this version of the app does not have; the
    reason is its code. Site support installs the newer version; other visits go on."""

    code = "stage-type.unknown"


class StagePlace(StrEnum):
    """Who works with the page of a stage."""

    DESK = "desk"
    """The practitioner."""
    KIOSK = "kiosk"
    """The participant, alone at the computer."""


@dataclass(frozen=True, slots=True)
class ContentFile:
    """A file of a program that a stage works with: its path in the program, its bytes, and the
    languages each text in it must have."""

    path: str
    body: bytes
    languages: tuple[Language, ...]

    @property
    def key(self) -> str:
        """The name of the file without folder and suffix: `content` of the stages that use it."""
        return self.path.rpartition("/")[2].removesuffix(".json")


def unread_content(file: ContentFile) -> object:
    """The bytes of the file as they are, for content that is decoded when a stage is opened."""
    return file.body


@dataclass(frozen=True, slots=True)
class StageType:
    """A type of stage.

    `code` stands in manifests (`type`) and visits (`StagePlan.stage_type`). `record` is the kind
    of record that signing it makes. A type with content has a `folder` in each program;
    `load_content` reads a file of it and raises ProgramInvalid where it is not whole.
    """

    code: str
    record: RecordKind
    place: StagePlace = StagePlace.DESK
    folder: str = ""
    load_content: Callable[[ContentFile], object] = unread_content

    def content_path(self, key: str) -> str:
        """Where a program has the content of that key; empty for a type without content."""
        return f"{self.folder}/{key}.json" if self.folder else ""


class StageTypes:
    """The stage types of this version of the app, by code."""

    def __init__(self, types: Iterable[StageType]) -> None:
        self._types: Mapping[str, StageType] = {one.code: one for one in types}

    def get(self, code: str) -> StageType:
        """The type of that code; raises StageTypeUnknown."""
        found = self._types.get(code)
        if found is None:
            raise StageTypeUnknown(code)
        return found
