"""The structures in a program's JSON files: manifest, stages, visit types and consent forms."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

import msgspec

from ptc_app.domain.errors import PtcError
from ptc_app.domain.language import Language
from ptc_app.domain.localized_text import LocalizedText

Minutes = Annotated[int, msgspec.Meta(gt=0, le=24 * 60)]
"""A time of at most a day."""
Days = Annotated[int, msgspec.Meta(gt=0, le=36525)]
"""A number of days of at most a hundred years."""


class ProgramInvalid(PtcError):
    """A program's files are incomplete or contradict each other; site support acts.

    Reasons: the path of a file that is missing or cannot be decoded, or a word for what is wrong,
    see `load_program`, `programs_below` and the loaders of the stage types.
    """

    code = "program.invalid"


class StageDefinition(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """A stage as the manifest of a program defines it.

    `key`: unique in the program. `stage_type` (in JSON `type`): the code of its StageType.
    `content`: the key of the file it works with, such as a consent form; "" for none. `needs`: the
    keys of stages of the same visit that must be completed first. `requires`: the consent modules
    that must be permitted on the day. `may_skip`: whether staff may leave it out, with a reason.
    """

    key: str
    stage_type: str = msgspec.field(name="type")
    title: LocalizedText
    subtitle: LocalizedText
    content: str = ""
    needs: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    may_skip: bool = True


class VisitTypeCondition(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """When a visit type is offered to a participant; all parts must hold.

    `agreed`: the last decision on each of these consent modules is yes, under whatever form
    version. `permitted`: each of these is permitted today, under the forms of this program
    version. `not_agreed`: the last decision on at least one of these is not yes. `after`: a visit
    of one of these types was finished. `not_after`: no visit of any of these types was finished.
    An empty part always holds.
    """

    agreed: tuple[str, ...] = ()
    permitted: tuple[str, ...] = ()
    not_agreed: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()


class VisitTypeDefinition(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """A type of visit: its title, the keys of its stages in order, and when it is offered.

    `key`: unique in the program. The last stage is the one that ends the visit.
    """

    key: str
    title: LocalizedText
    stages: tuple[str, ...]
    offered: VisitTypeCondition = VisitTypeCondition()


class IdleTimeouts(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """After how many minutes without input the window warns, and after how many it locks.

    Both count from the last input; locking comes after warning.
    """

    warn_after_minutes: Minutes
    lock_after_minutes: Minutes

    @property
    def warn_after(self) -> timedelta:
        """The time without a key, touch or pointer movement after which the window warns."""
        return timedelta(minutes=self.warn_after_minutes)

    @property
    def lock_after(self) -> timedelta:
        """The time without a key, touch or pointer movement after which the window locks."""
        return timedelta(minutes=self.lock_after_minutes)

    @property
    def minutes_left_at_warning(self) -> int:
        """How many minutes after the warning the window locks, if nobody does anything."""
        return self.lock_after_minutes - self.warn_after_minutes


class ProgramManifest(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """One version of a program: its identity, the first day it is in force, and its parts.

    `version` is ordered by `version_key`. `languages`: those that every text is in. `idle`: when an
    unattended window warns and locks. `stages`: all there are, of which each visit type has some.
    """

    id: str
    version: str
    in_force_from: date
    languages: tuple[Language, ...]
    idle: IdleTimeouts
    stages: tuple[StageDefinition, ...]
    visit_types: tuple[VisitTypeDefinition, ...]


class ConsentPageDefinition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A page of a consent form, its heading and paragraphs in all languages."""

    heading: LocalizedText
    paragraphs: tuple[LocalizedText, ...]


class ConsentDefinition(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """A version of a consent form, its texts in all languages.

    `module`: the code of what is consented to, the same in all versions. `choice`: what is decided,
    in a few words, for lists and headings. `statement`: what is agreed to by signing. `pages`: at
    least one.

    A decision signed under this version stands, as does one under a newer version or under one of
    `also_in_force`; with `valid_for_days` it runs out so many days after it was signed.
    """

    key: str
    module: str
    version: str
    title: LocalizedText
    choice: LocalizedText
    statement: LocalizedText
    pages: Annotated[tuple[ConsentPageDefinition, ...], msgspec.Meta(min_length=1)]
    also_in_force: tuple[str, ...] = ()
    valid_for_days: Days | None = None
