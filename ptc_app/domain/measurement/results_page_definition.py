"""What of a set of measurements stands on the participant's page of results, in which words."""

from typing import Annotated

import msgspec

from ptc_app.domain.localized_text import LocalizedText


class ResultCard(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One result in large figures; the values of several `codes` stand together, as in "126 / 80".

    `codes`: of quantities or derived values. Where one of them has no value, none is shown.
    `unit`: of all of them, in words; empty where there is none.
    """

    label: LocalizedText
    unit: LocalizedText = msgspec.field(default_factory=dict)
    codes: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]


class ResultColumn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column of a table of readings: the values of the quantity `code`, headed by `label`."""

    code: str
    label: LocalizedText


class ResultTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table with a row for each reading of a group.

    `group`: the group's code. `title`: above the table; needed where there are several.
    """

    group: str
    columns: Annotated[tuple[ResultColumn, ...], msgspec.Meta(min_length=1)]
    title: LocalizedText = msgspec.field(default_factory=dict)


CardRow = Annotated[tuple[ResultCard, ...], msgspec.Meta(min_length=1, max_length=4)]
"""The cards that stand beside each other in a row."""


class ResultsPage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the participant is shown of a set: rows of cards, tables below them, then sentences.

    `meaning`: the sentences, which say what the numbers mean.
    """

    card_rows: tuple[CardRow, ...]
    tables: tuple[ResultTable, ...] = ()
    meaning: tuple[LocalizedText, ...] = ()
