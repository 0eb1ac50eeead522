"""What the staff do with their pages, from the opening of a page on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from ptc_app.domain.outbox import Postponed, WaitingReason
from tests.support.page_contexts import PASSPHRASE
from tests.ui.described_pages.journey import Journey

Acts = Callable[[Journey], None]
Key = Qt.Key
_FORM = {
    "given": "Ana", "family": "Ruiz", "phone": "555", "email": "ana at example",
    "state": "Texas", "zip": "782", "birth": "2/31/1961",
}  # fmt: skip
_RIGHT = {"phone": "2105550142", "email": "ana@example.org", "state": "tx", "zip": "78205"}
_READINGS = (("225", "82", "70"), ("124", "130", "71"), ("122", "79", "72"))
_SYSTOLIC, _DIASTOLIC, _RATE = "blood-pressure-systolic", "blood-pressure-diastolic", "heart-rate"


def registered(journey: Journey) -> None:
    """Nothing filled in, then wrong, then right."""
    for key, text in _FORM.items():
        journey.type(f"register.{key}", text)
    journey.press("register.save")
    journey.choose("register.sex", 1)
    journey.choose("register.language", 2)
    journey.type("register.birth", "5/4/11")
    journey.key(Key.Key_Tab)
    journey.press("register.birth.choice:1")
    journey.type("register.birth", "4 May 2011")
    journey.choose("register.contact", 3)
    journey.choose("register.us", 2)
    journey.choose("register.us", 1)
    journey.press_twice("register.one-name")
    for key, text in _RIGHT.items():
        journey.type(f"register.{key}", text)
    journey.lose_store()
    journey.press("register.save")
    journey.find_store()
    journey.press_twice("register.save")


def registered_alike(journey: Journey) -> None:
    """Someone alike is there; the person is another one after all."""
    journey.press_twice("register.save")
    journey.key(Key.Key_Escape)


def measured(journey: Journey) -> None:
    """Wrong, missing and unusual readings, and then all of them."""
    journey.press("measure.next")
    journey.type(f"measure.{_SYSTOLIC}:1", "abc")
    journey.key(Key.Key_Return)
    for replicate, texts in enumerate(_READINGS, start=1):
        for code, text in zip((_SYSTOLIC, _DIASTOLIC, _RATE), texts, strict=True):
            journey.type(f"measure.{code}:{replicate}", text)
            journey.key(Key.Key_Return)
    journey.press("measure.irregular-heart-rate:1")
    journey.choose("measure.body-site:blood-pressure", 1)
    journey.press("measure.next")
    journey.type(f"measure.{_DIASTOLIC}:2", "80")
    journey.press("measure.next")
    journey.press("measure.record")
    journey.type("measure.height:1", "172.5")
    journey.key(Key.Key_Return)
    journey.type("measure.weight:1", "700")
    journey.key(Key.Key_Return)
    journey.type("measure.weight:1", "70,2")
    journey.key(Key.Key_Return)
    journey.press("measure.previous")
    journey.press("measure.next")
    journey.lose_store()
    journey.press("measure.record")
    journey.find_store()
    journey.press_twice("measure.record")


def modified(journey: Journey) -> None:
    """Modifications of the protocol in place of readings."""
    journey.press("measure.modify")
    journey.choose("measure.modification", 4)
    journey.press("measure.modification-keep")
    journey.type("measure.modification-notes", "The cuff is torn")
    journey.press("measure.modification-method:manual-blood-pressure")
    journey.choose("measure.modification", 2)
    journey.choose("measure.modification", 4)
    journey.press("measure.modification-method:manual-blood-pressure")
    journey.press("measure.modification-method:manual-heart-rate")
    journey.press("measure.modification-keep")
    journey.press("measure.more:blood-pressure:2")
    journey.choose("measure.modification", 1)
    journey.choose("measure.modification-reading", 1)
    journey.choose("measure.modification-reading", 0)
    journey.press("measure.modification-keep")
    journey.press("measure.more:blood-pressure:1")
    journey.choose("measure.modification", 0)
    journey.press("measure.modification-keep")
    journey.press("measure.modify")
    journey.press("measure.modification-cancel")
    journey.press("measure.modify")
    journey.key(Key.Key_Escape)
    journey.key(Key.Key_Escape)


def measured_without_store(journey: Journey) -> None:
    """What is typed cannot be saved."""
    journey.lose_store()
    journey.type(f"measure.{_SYSTOLIC}:1", "120")
    journey.press("measure.back")
    journey.find_store()
    journey.press_twice("measure.back")


def visit_skipped(journey: Journey) -> None:
    """A stage is skipped: without a reason, without a note, and then with both."""
    journey.press("visit.skip:basics")
    journey.press("skip.confirm")
    journey.press("skip.reason:other")
    journey.press("skip.confirm")
    journey.type("skip.note", "No chair")
    journey.lose_store()
    journey.press("skip.confirm")
    journey.find_store()
    journey.press_twice("skip.confirm")
    journey.press("visit.skip:measurements")
    journey.press("skip.cancel")
    journey.press("visit.skip:measurements")
    journey.key(Key.Key_Escape)
    journey.press("visit.begin:ehr-consent")
    journey.press("visit.view:primary-consent")
    journey.key(Key.Key_Escape)


def visit_refused(journey: Journey) -> None:
    """The store cannot be used any more."""
    journey.lose_store()
    journey.press("visit.begin:basics")
    journey.find_store()
    journey.press_twice("visit.begin:basics")


def record_corrected(journey: Journey) -> None:
    """A correction: without a reason, without a note, cancelled, and begun."""
    journey.press("record.correct")
    journey.press("record.confirm")
    journey.press("record.reason:other")
    journey.press("record.confirm")
    journey.type("record.note", "married name")
    journey.press("record.cancel")
    journey.press("record.correct")
    journey.press("record.reason:wrong-name")
    journey.lose_store()
    journey.press("record.confirm")
    journey.find_store()
    journey.press_twice("record.confirm")
    journey.press_row("record.versions", 0)
    journey.press("record.back")


def record_voided(journey: Journey) -> None:
    """A record is marked as entered in error."""
    journey.press("record.void")
    journey.key(Key.Key_Escape)
    journey.press("record.void")
    journey.press("record.reason:wrong-participant")
    journey.press_twice("record.confirm")


def sent(journey: Journey) -> None:
    """What central refused is sent again, and all is received."""
    journey.press_row("sync.needs-attention", 0)
    journey.lose_store()
    journey.press("sync.send")
    journey.find_store()
    journey.press_twice("sync.send")
    journey.place.settle(lambda _: Postponed(WaitingReason.CENTRAL_AWAY), 9)
    journey.place.delivered()
    journey.note("central is away")
    journey.place.clock.pass_by(days=1)
    journey.place.received()
    journey.place.delivered()
    journey.note("central has received all")
    journey.key(Key.Key_Escape)


def support_changed(journey: Journey) -> None:
    """Another contact of site support: a number that is none, a lost store, and then saved."""
    journey.type("site.support.phone", "555")
    journey.press("site.support.save")
    journey.type("site.support.phone", "210 555 0188")
    journey.lose_store()
    journey.press("site.support.save")
    journey.find_store()
    journey.press_twice("site.support.save")


def practitioner_added(journey: Journey) -> None:
    """Someone new works here: refused, and then let in."""
    journey.press("site.add.save")
    for key, text in {
        "name": "Berta Soto", "sign-in-name": "berta", "passphrase": "four other words here",
        "again": "something else", "code": "135790",
    }.items():  # fmt: skip
        journey.type(f"site.add.{key}", text)
    journey.choose("site.add.role", 1)
    journey.press("site.add.save")
    journey.type("site.add.again", "four other words here")
    journey.lose_store()
    journey.press("site.add.save")
    journey.find_store()
    journey.press_twice("site.add.save")
    journey.key(Key.Key_Escape)


def found(journey: Journey) -> None:
    """A search that finds somebody, and one that finds nobody."""
    journey.press_row("participants.found", 0)
    journey.type("participants.search", "soto")
    journey.key(Key.Key_Return)
    journey.type("participants.search", "nobody of this name")
    journey.key(Key.Key_Return)
    journey.press("participants.register")
    journey.lose_store()
    journey.type("participants.search", "ana")
    journey.key(Key.Key_Return)
    journey.key(Key.Key_Escape)


def looked_at_today(journey: Journey) -> None:
    """A visit is opened from the list, and a search begun."""
    journey.key(Key.Key_Tab)
    journey.key(Key.Key_Tab)
    journey.key(Key.Key_Down)
    journey.key(Key.Key_Return)
    journey.press_row("today.visits", 0)
    journey.type("today.search", "ana")
    journey.key(Key.Key_Return)
    journey.press("today.register")


def signed_in(journey: Journey) -> None:
    """Nothing typed, a wrong passphrase, the right one."""
    journey.press("sign-in.enter")
    journey.type("sign-in.name", "nurse.1")
    journey.key(Key.Key_Return)
    journey.type("sign-in.passphrase", "something else")
    journey.key(Key.Key_Return)
    journey.press("sign-in.forgotten")
    journey.press("sign-in.forgotten")
    journey.press("sign-in.language")
    journey.type("sign-in.passphrase", PASSPHRASE)
    journey.lose_store()
    journey.press("sign-in.enter")
    journey.find_store()
    journey.type("sign-in.passphrase", PASSPHRASE)
    journey.press_twice("sign-in.enter")


def recovered(journey: Journey) -> None:
    """A recovery key that is none, and passphrases that differ."""
    journey.type("sign-in.name", "nurse.1")
    journey.type("sign-in.recovery-key", "no key")
    journey.type("sign-in.new", "four new words here")
    journey.type("sign-in.again", "other words")
    journey.press("sign-in.enter")
    journey.type("sign-in.again", "four new words here")
    journey.press_twice("sign-in.enter")
    journey.press("sign-in.forgotten")


def first_day(journey: Journey) -> None:
    """What is missing on the first day, and a recovery key that was not copied."""
    journey.press("setup.keys")
    journey.press("setup.language")
    for key, text in {
        "site": "Springfield", "machine": "desk 1", "support-name": "Pat Lee",
        "support-phone": "555", "name": "Ana Ortiz", "sign-in-name": "ana",
        "passphrase": "short", "again": "shorter", "code": "12",
    }.items():  # fmt: skip
        journey.type(f"setup.{key}", text)
    journey.press("setup.keys")
    for key, text in {
        "support-phone": "210 555 0100", "passphrase": PASSPHRASE, "again": PASSPHRASE,
        "code": "246810",
    }.items():  # fmt: skip
        journey.type(f"setup.{key}", text)
    journey.lose_store()
    journey.press("setup.keys")
    journey.find_store()
    journey.press_twice("setup.keys")
    journey.press("setup.finish")
    journey.type("setup.recovery-key", "no key")
    journey.press_twice("setup.finish")
    journey.press("setup.back")


def identified(journey: Journey) -> None:
    """One identifier, and then a second."""
    journey.press("identity.confirm")
    journey.press("identity.photo-id")
    journey.press("identity.confirm")
    journey.press("identity.birth-date")
    journey.lose_store()
    journey.press("identity.confirm")
    journey.find_store()
    journey.press_twice("identity.confirm")
    journey.key(Key.Key_Escape)


def finished(journey: Journey) -> None:
    """A paper is shown, and the visit closed."""
    journey.press("finish.paper:ehr-consent")
    journey.lose_store()
    journey.press("finish.finish")
    journey.find_store()
    journey.press_twice("finish.finish")
    journey.press("finish.back")


def left(journey: Journey) -> None:
    """The page is left again by its key."""
    journey.key(Key.Key_Escape)


def begun(journey: Journey) -> None:
    """Another visit is begun, once, though it is asked for twice."""
    journey.lose_store()
    journey.press("person.start")
    journey.find_store()
    journey.press_twice("person.start")


def shown_again(journey: Journey) -> None:
    """Somebody else arrives, and then the store is lost."""
    journey.place.arrive("Berta")
    journey.note("somebody arrives")
    journey.lose_store()
    journey.place.context.updates.delivered.emit()
    journey.note("central has confirmed something")


STAFF_JOURNEYS: dict[str, tuple[str, Acts]] = {
    "registered": ("register, missing", registered),
    "registered alike": ("register, alike", registered_alike),
    "measured": ("measurements", measured),
    "modified": ("measurements", modified),
    "measured without store": ("measurements", measured_without_store),
    "visit, skipped": ("visit, agreed", visit_skipped),
    "visit, refused": ("visit, agreed", visit_refused),
    "record, corrected": ("record", record_corrected),
    "record, voided": ("record", record_voided),
    "sent": ("sync", sent),
    "practitioner added": ("site", practitioner_added),
    "support changed": ("site", support_changed),
    "found": ("participants", found),
    "looked at today": ("today", looked_at_today),
    "signed in": ("sign-in", signed_in),
    "recovered": ("sign-in, recovery", recovered),
    "first day": ("setup", first_day),
    "identified": ("identity", identified),
    "finished": ("finish", finished),
    "paper left": ("paper", left),
    "person, visit begun": ("person", begun),
    "today, shown again": ("today", shown_again),
    "sync, shown again": ("sync", shown_again),
    "person left": ("person", left),
}
"""The state a journey begins in, and its acts."""
