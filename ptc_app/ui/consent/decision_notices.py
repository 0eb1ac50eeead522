"""The notices before and after a consent decision is recorded, and their buttons."""

from __future__ import annotations

from ptc_app.domain.consent import ConsentDecision
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.kiosk.kiosk_frame import KioskNotice
from ptc_app.ui.theme import Audience
from ptc_app.ui.widgets.buttons import Button, primary_button, secondary_button
from ptc_app.ui.widgets.object_names import with_object_name


def confirm_decision_notice(
    decision: ConsentDecision, names: tuple[str, ...], tr: Localizer
) -> KioskNotice:
    """Return the page that names the decision NO or NOT_SURE and asks to confirm it before signing.

    `names` are the sentences of `differing_names`, shown last. The buttons it speaks of, Confirm
    and Change my choice, are not on it but in the frame's foot.
    """
    way = tr("If this is right, press Confirm. If not, press Change my choice.")
    if decision is ConsentDecision.NO:
        comfort = tr("It is your choice. Nobody will be upset with you.")
        return KioskNotice(tr("You chose: I do not agree"), way, comfort, *names)
    comfort = tr("Take all the time you need. You can decide at another visit.")
    return KioskNotice(tr("You chose: Decide later"), way, comfort, *names)


def confirm_name_notice(names: tuple[str, ...], tr: Localizer) -> KioskNotice:
    """Return the page that asks, before a yes is signed, whether the name written is right.

    `names` are the sentences of `differing_names`. The buttons it speaks of are in the foot.
    """
    way = tr(
        "If the name you wrote is right, press Keep it and sign. If not, press Write it again."
    )
    return KioskNotice(tr("Is this your name?"), *names, way)


def differing_names(written: str, registered: str, tr: Localizer) -> tuple[str, str, str]:
    """Return the sentences that say that the name written is not the name registered."""
    return (
        tr("You wrote this name: {name}", name=written),
        tr("You are registered with this name: {name}", name=registered),
        tr("If the registered name is wrong, please tell the staff."),
    )


def thank_you_notice(decision: ConsentDecision, tr: Localizer) -> KioskNotice:
    """Return the page shown after signing: thanks, the decision, and that a copy follows."""
    said = {
        ConsentDecision.YES: tr("You agreed and signed."),
        ConsentDecision.NO: tr("We wrote down that you do not agree."),
        ConsentDecision.NOT_SURE: tr("We wrote down that you want to decide later."),
    }
    return KioskNotice(tr("Thank you"), said[decision], tr("You get a copy of this form today."))


def change_button() -> Button:
    """Return the button without text that leads from the confirmation back to the decision."""
    return with_object_name(secondary_button("", scale=Audience.KIOSK), "consent.change")


def confirm_button() -> Button:
    """Return the button without text that signs the decision of the confirmation."""
    return with_object_name(primary_button("", scale=Audience.KIOSK), "consent.confirm")
