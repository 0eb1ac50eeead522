"""Thresholds beyond which staff are warned."""

from decimal import Decimal
from enum import StrEnum

import msgspec

from ptc_app.domain.localized_text import LocalizedText
from ptc_app.domain.measurement.terminology_codes import OwnCode


class WarningKind(StrEnum):
    """What a warning asks of staff.

    CONFIRM: one reading is beyond a threshold, the next one confirms it or not. ALARM: two
    readings in a row are: confirm the values and act, or clear and measure again. VERIFY: the
    value is unlikely: check it.
    """

    CONFIRM = "confirm"
    ALARM = "alarm"
    VERIFY = "verify"


class WarningThreshold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A threshold with the words of its warning; with both bounds it holds strictly between them.

    `code`: unique in the protocol. `title` may have `{readings}`, which becomes the numbers of the
    readings concerned; `text` says what to do. `above`, `below`: None where there is no such
    bound.
    """

    code: OwnCode
    kind: WarningKind
    title: LocalizedText
    text: LocalizedText
    above: Decimal | None = None
    below: Decimal | None = None

    def holds(self, value: Decimal) -> bool:
        """Whether the value is above `above` and below `below`, exclusive, as far as given."""
        return (self.above is None or value > self.above) and (
            self.below is None or value < self.below
        )
