"""Texts of the status line: how central answers, and the warning of the idle lock."""

from __future__ import annotations

from datetime import datetime

from ptc_app.domain.outbox import WaitingReason
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.widgets.labels import Tone


def idle_warning_text(minutes: int, tr: Localizer) -> str:
    """Return the translated warning that the window locks in so many minutes."""
    return tr.plural(
        "This screen locks in {count} minute. Tap, or press a key, to keep going.",
        "This screen locks in {count} minutes. Tap, or press a key, to keep going.",
        minutes,
    )


def network_text(away: WaitingReason | None, tr: Localizer, now: datetime) -> tuple[Tone, str]:
    """Return tone and translated text of the status line for the `away` of a sync report.

    None, central answered: GOOD. Central is away or busy, so records wait: WARN. What site support
    has to act on: STOP. Not connected or not tried yet: NEUTRAL. `now` is the present time by this
    computer's clock, in its time zone; it is named where it may be wrong.
    """
    if away is None:
        return Tone.GOOD, tr("The central system answers")
    if away is WaitingReason.CLOCK_WRONG:
        text = tr(
            "The date of this computer is wrong: {moment} · sends automatically when it is right",
            moment=tr.moment_text(now),
        )
        return Tone.STOP, text
    if away is WaitingReason.CERTIFICATE_DATES:
        text = tr(
            "The central system's certificate is not valid on {day} · check the date"
            " of this computer",
            day=tr.date_text(now.date()),
        )
        return Tone.STOP, text
    return _network_texts(tr).get(away, (Tone.NEUTRAL, tr("Not tried yet")))


def _network_texts(tr: Localizer) -> dict[WaitingReason, tuple[Tone, str]]:
    return {
        WaitingReason.NOT_CONNECTED: (
            Tone.NEUTRAL,
            tr("Not connected to the central system yet"),
        ),
        WaitingReason.CENTRAL_AWAY: (
            Tone.WARN,
            tr("The central system does not answer · sends automatically when it does"),
        ),
        WaitingReason.CENTRAL_BUSY: (
            Tone.WARN,
            tr("The central system is busy · sends automatically later"),
        ),
        WaitingReason.CENTRAL_UNTRUSTED: (
            Tone.STOP,
            tr("Another certificate answered · nothing is sent to it"),
        ),
        WaitingReason.CENTRAL_NONSENSE: (
            Tone.STOP,
            tr("Another server answered · everything waits here"),
        ),
        WaitingReason.SIGN_IN: (
            Tone.STOP,
            tr("The central system does not accept this computer"),
        ),
        WaitingReason.PROGRAM_TOO_OLD: (
            Tone.STOP,
            tr("The central system needs a newer version of the app"),
        ),
    }
