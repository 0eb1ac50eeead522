"""What a type of stage is: where it is done, its content in a program, the record it makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ptc_app.domain.errors import PtcError
from ptc_app.domain.language import Language
from ptc_app.domain.stages.record_kind import RecordKind


class StageTypeUnknown(PtcError):
    """A program or a visit has a stage of a type that this version of the application lacks.

    Its reason is the code of the type. Site support installs a newer version of the application;
    visits without such a stage go on.
    """

    code = "stage-type.unknown"


class StagePlace(StrEnum):
    """Who works with the page of a stage.

    DESK: the practitioner. KIOSK: the participant, alone at the computer.
    """

    DESK = "desk"
    KIOSK = "kiosk"


@dataclass(frozen=True, slots=True)
class ContentFile:
    """A file of a program that a stage works with, such as a consent form.

    `path`: within the program's folder. `body`: its bytes. `languages`: those of the program, which
    each text in the file must have.
    """

    path: str
    body: bytes
    languages: tuple[Language, ...]

    @property
    def key(self) -> str:
        """The name of the file without folder and `.json`; stages name it in their `content`."""
        return self.path.rpartition("/")[2].removesuffix(".json")


def unread_content(file: ContentFile) -> object:
    """The bytes of the file as the content of its stages: it is decoded when a stage is opened."""
    return file.body


@dataclass(frozen=True, slots=True)
class StageType:
    """A type of stage, such as survey: where it is done, what it works with, what it records.

    `code`: stands in manifests (`type`) and visits (`PlannedStage.stage_type`). `record`: the kind
    of record that signing it makes. `folder`: where in a program its content lies; "" for a type
    without content. `load_content`: reads a file of it; raises ProgramInvalid where the file is
    not whole.
    """

    code: str
    record: RecordKind
    place: StagePlace = StagePlace.DESK
    folder: str = ""
    load_content: Callable[[ContentFile], object] = unread_content

    def content_path(self, key: str) -> str:
        """The path, in a program's folder, of the content of that key: `<folder>/<key>.json`.

        "" for a type without content. Whether there is such a file is not looked up.
        """
        return f"{self.folder}/{key}.json" if self.folder else ""


class StageTypes:
    """The stage types of this version of the application; `get` finds one by its code."""

    def __init__(self, types: Iterable[StageType]) -> None:
        self._types: Mapping[str, StageType] = {one.code: one for one in types}

    def get(self, code: str) -> StageType:
        """The stage type of that code; StageTypeUnknown (its reason is the code) without one."""
        found = self._types.get(code)
        if found is None:
            raise StageTypeUnknown(code)
        return found
