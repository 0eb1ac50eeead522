"""Physical measurements: readings typed one by one, checked, and recorded."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ptc_app.domain.changes import Changes
from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import VisitId
from ptc_app.domain.measurement.protocol import Group
from ptc_app.domain.measurement.reading import Readings, located
from ptc_app.domain.visit import StagePlan, Visit
from ptc_app.services.clinic import Clinic
from ptc_app.services.measurements import Measurement
from ptc_app.services.visit import VisitView
from ptc_app.ui.i18n import Language, Words
from ptc_app.ui.messages import message
from ptc_app.ui.pages.measurement_form import MeasurementForm
from ptc_app.ui.pages.measurement_foot import Arm, Foot
from ptc_app.ui.pages.measurement_saving import Saver
from ptc_app.ui.pages.measurement_words import step_title
from ptc_app.ui.pages.people import named
from ptc_app.ui.room import Room
from ptc_app.ui.widgets.saved_tick import SaveState
from ptc_app.ui.widgets.sheet import Sheet
from ptc_app.ui.widgets.text import Tone
