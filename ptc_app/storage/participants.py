"""Table of the participants of this site, and the search for one of them among a million."""

# ruff: noqa: S608  (statements are put together from constants of this file only)

from __future__ import annotations

from dataclasses import astuple
from datetime import date
from typing import TYPE_CHECKING

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import ParticipantId, ParticipantNumber
from ptc_app.domain.language import Language
from ptc_app.domain.participants.participant import Address, ContactChannel, Participant, SexAtBirth
from ptc_app.domain.participants.same_person import may_be_same_person, possible_birth_dates
from ptc_app.domain.participants.text_folding import fold_text, phone_digits
from ptc_app.storage.search_query import search_query
from ptc_app.storage.search_terms import search_terms

if TYPE_CHECKING:
    from sqlite3 import Connection, Row

    from ptc_app.storage.database import Database

_COLUMNS = (
    "id",
    "number",
    "given_name",
    "middle_name",
    "family_name",
    "birth_date",
    "sex_at_birth",
    "language",
    "preferred_contact",
    "phone",
    "email",
    "address_line",
    "city",
    "state",
    "postal_code",
)
_DERIVED = ("phone_digits", "folded_email")
_WRITTEN = (*_COLUMNS, *_DERIVED)

PARTICIPANT_COLUMNS = ", ".join(f"p.{column}" for column in _COLUMNS)
"""The columns of `participant AS p` that `participant_from_row` reads, as SQL."""

_UPSERT = f"""
INSERT INTO participant ({", ".join(_WRITTEN)})
VALUES ({", ".join("?" * len(_WRITTEN))})
ON CONFLICT (id) DO UPDATE
SET {", ".join(f"{column} = excluded.{column}" for column in _WRITTEN[1:])}
RETURNING position
"""
_BEFORE = """
coalesce((SELECT position FROM participant WHERE id = :after), 9223372036854775807)
"""
_SEARCH = f"""
SELECT {PARTICIPANT_COLUMNS}
FROM participant_search AS s JOIN participant AS p ON p.position = s.rowid
WHERE participant_search MATCH :query AND s.rowid < {_BEFORE}
ORDER BY s.rowid DESC LIMIT :limit
"""
_RECENT = f"""
SELECT {PARTICIPANT_COLUMNS} FROM participant AS p
WHERE p.position < {_BEFORE} ORDER BY p.position DESC LIMIT :limit
"""
_ALIKE = f"""
SELECT {PARTICIPANT_COLUMNS} FROM participant AS p
WHERE birth_date IN (:birth_date, :other_birth_date)
UNION
SELECT {PARTICIPANT_COLUMNS} FROM participant AS p
WHERE phone_digits = :phone AND phone_digits <> ''
UNION
SELECT {PARTICIPANT_COLUMNS} FROM participant AS p
WHERE folded_email = :email AND folded_email <> ''
"""


class Participants:
    """Reads the table of participants: everyone who was registered at this site.

    Each method raises StoreUnusable where SQLite cannot read the store.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, participant_id: ParticipantId) -> Participant:
        """The participant of that id; LookupError where there is none.

        StoreUnusable where SQLite fails.
        """
        sql = f"SELECT {PARTICIPANT_COLUMNS} FROM participant AS p WHERE p.id = ?"
        row = self._database.one(sql, (participant_id,))
        if row is None:
            raise LookupError(participant_id)
        return participant_from_row(row)

    def recent(self, *, after: ParticipantId | None = None, limit: int) -> list[Participant]:
        """One page of all participants, newest registration first.

        The page begins behind the participant `after` (None or unknown: at the newest) and has at
        most `limit`. StoreUnusable where SQLite fails.
        """
        rows = self._database.read(_RECENT, {"after": after, "limit": limit})
        return [participant_from_row(row) for row in rows]

    def search(
        self, text: str, *, after: ParticipantId | None = None, limit: int
    ) -> list[Participant]:
        """One page of the participants who fit every word typed, newest registration first.

        A word is the beginning of a name or a part of one, of a birth date, of a phone number (from
        any digit on but its last three), of an e-mail address, or of a participant number (from its
        second half on, too); `search_query` says how dates, phone numbers and compound names are
        understood. The page begins behind the participant `after` (None: from the newest) and has
        at most `limit`. Empty where `text` has no words. StoreUnusable where SQLite fails.
        """
        query = search_query(text)
        if not query:
            return []
        wanted = {"query": query, "after": after, "limit": limit}
        return [participant_from_row(row) for row in self._database.read(_SEARCH, wanted)]

    def alike(self, participant: Participant) -> list[Participant]:
        """The other participants of this site who may be the same person, by `may_be_same_person`.

        Ordered by family name, given name and id; empty where there is none. `participant` itself
        need not be stored. StoreUnusable where SQLite fails.
        """
        birth_date, other_birth_date = possible_birth_dates(participant.birth_date)
        wanted = {
            "birth_date": birth_date.isoformat(),
            "other_birth_date": other_birth_date.isoformat(),
            "phone": phone_digits(participant.phone),
            "email": fold_text(participant.email),
        }
        found = map(participant_from_row, self._database.read(_ALIKE, wanted))
        others = (one for one in found if one.id != participant.id)
        return sorted((one for one in others if may_be_same_person(one, participant)), key=_by_name)


def upsert_participant(connection: Connection, participant: Participant) -> None:
    """Insert a participant or replace their data and search terms, in the open transaction.

    RuleBroken `number-taken` where another participant has that number.
    """
    holder = connection.execute(
        "SELECT id FROM participant WHERE number = ?", (participant.number,)
    ).fetchone()
    if holder and holder["id"] != participant.id:
        raise RuleBroken("number-taken")
    (position,) = connection.execute(_UPSERT, participant_row(participant)).fetchone()
    connection.execute("DELETE FROM participant_search WHERE rowid = ?", (position,))
    connection.execute(
        "INSERT INTO participant_search (rowid, words) VALUES (?, ?)",
        (position, search_terms(participant)),
    )


def participant_row(participant: Participant) -> tuple[str, ...]:
    """The values of a participant's row, in the order in which the statement writes them.

    Those of `PARTICIPANT_COLUMNS`, then the digits of the phone number and the folded e-mail
    address.
    """
    return (
        participant.id,
        participant.number,
        participant.given_name,
        participant.middle_name,
        participant.family_name,
        participant.birth_date.isoformat(),
        participant.sex_at_birth,
        participant.language,
        participant.preferred_contact,
        participant.phone,
        participant.email,
        *astuple(participant.address),
        phone_digits(participant.phone),
        fold_text(participant.email),
    )


def participant_from_row(row: Row) -> Participant:
    """The participant in a row that has the columns of `PARTICIPANT_COLUMNS`."""
    return Participant(
        id=ParticipantId(row["id"]),
        number=ParticipantNumber(row["number"]),
        given_name=row["given_name"],
        middle_name=row["middle_name"],
        family_name=row["family_name"],
        birth_date=date.fromisoformat(row["birth_date"]),
        sex_at_birth=SexAtBirth(row["sex_at_birth"]),
        language=Language(row["language"]),
        preferred_contact=ContactChannel(row["preferred_contact"]),
        phone=row["phone"],
        email=row["email"],
        address=Address(row["address_line"], row["city"], row["state"], row["postal_code"]),
    )


def _by_name(participant: Participant) -> tuple[str, str, str]:
    return fold_text(participant.family_name), fold_text(participant.given_name), participant.id
