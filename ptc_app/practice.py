"""A practice site: its own central on this machine, and a staff code that is no secret."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ptc_app.config import CentralToJoin
from ptc_app.domain.errors import CentralUnreachable
from ptc_app.house import House, join_central
from ptc_app.services.session import Setup

PRACTICE = Setup(
    site="Riverside Practice Clinic",
    machine="desk 1",
    name="Ana Ortiz",
    sign_in_name="practice",
    passphrase="practice makes perfect",  # noqa: S106 - printed for everyone who practises
    kiosk_code="246810",
)

_PATIENCE = 10
"""Seconds a practice central is given to stop by itself."""


def set_up(house: House) -> bytes:
    """The practice site, made on its first day; the key of its store."""
    if not house.door.is_set_up():
        keys = house.door.new_keys(PRACTICE)
        house.door.set_up(PRACTICE, keys, keys.recovery_key)
    return unlocked(house)


def unlocked(house: House) -> bytes:
    """The key of the practice site's store."""
    return house.door.unlock(PRACTICE.sign_in_name, PRACTICE.passphrase)


class PracticeCentral:
    """A central of one's own, in a process of its own; it ends with whoever started it."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [
                sys.executable, "-m", "ptc_central",
                "--data-dir", str(folder), "--stop-with-stdin",
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )  # fmt: skip
        self.address = self._told()

    def _told(self) -> CentralToJoin:
        """Where it listens, as it says itself in its first line."""
        line = self._process.stdout.readline() if self._process.stdout else b""
        try:
            said = json.loads(line)
        except ValueError as error:
            self.close()
            raise CentralUnreachable("practice") from error
        return CentralToJoin(said["url"], Path(said["ca"]), said["registration_code"])

    def close(self) -> None:
        """Let it end by itself, for a while."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def welcome() -> str:
    """How to sign in, for everyone to read."""
    return (
        f"Practice site. Sign in as: {PRACTICE.sign_in_name}\n"
        f"Passphrase: {PRACTICE.passphrase}\n"
        f"Staff code of the kiosk: {PRACTICE.kiosk_code}\n"
    )


@contextmanager
def practising(house: House) -> Iterator[PracticeCentral]:
    """A practice site connected to a practice central that is there for as long as this lasts."""
    store_key = set_up(house)
    with closing(PracticeCentral(house.data.central)) as central:
        join_central(house.data, store_key, central.address)
        yield central
