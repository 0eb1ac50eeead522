"""What of a set of measurements stands on the participant's page of results, in which words."""

from typing import Annotated

import msgspec

from ptc_app.domain.localized_text import LocalizedText


class ResultCard(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One result in large figures; several codes stand together as in "126 / 80", or not at all."""

    label: LocalizedText
    unit: LocalizedText = msgspec.field(default_factory=dict)
    codes: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]


class ResultColumn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column of a table of readings: one quantity, under words the participant knows."""

    code: str
    label: LocalizedText


class ResultTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Each reading of a group in a row; `title` is needed where there are several tables."""

    group: str
    columns: Annotated[tuple[ResultColumn, ...], msgspec.Meta(min_length=1)]
    title: LocalizedText = msgspec.field(default_factory=dict)


CardRow = Annotated[tuple[ResultCard, ...], msgspec.Meta(min_length=1, max_length=4)]


class ResultsPage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Cards row by row, tables below them, then sentences that say what the numbers mean."""

    card_rows: tuple[CardRow, ...]
    tables: tuple[ResultTable, ...] = ()
    meaning: tuple[LocalizedText, ...] = ()
