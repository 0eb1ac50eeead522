"""The page that staff see who unlocked the window in a participant's hands."""

from __future__ import annotations

from ptc_app.ui.kiosk.kiosk_cover import KioskCover
from ptc_app.ui.kiosk.kiosk_staff_page import resume_button
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.theme import Audience
from ptc_app.ui.widgets.buttons import secondary_button
from ptc_app.ui.widgets.labels import muted_label, title_label
from ptc_app.ui.widgets.object_names import with_object_name


class KioskUnlockedPage(KioskCover):
    """Asks staff who unlocked the kiosk where to go: to the participant's form or their own pages.

    The form is kept as it was below it. The texts are in the language of the session.
    """

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        tr, routes = context.tr, context.routes.kiosk
        back = resume_button(tr("Back to the participant's form"))
        pages = with_object_name(
            secondary_button(tr("Open the staff pages"), scale=Audience.KIOSK), "kiosk.staff-pages"
        )
        back.clicked.connect(routes.resume)
        pages.clicked.connect(routes.take_back)
        self.add(
            title_label(tr("Unlocked"), scale=Audience.KIOSK),
            muted_label(tr("The participant's form is as it was left."), scale=Audience.KIOSK),
            back,
            pages,
        )
        back.setFocus()
