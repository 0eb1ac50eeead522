"""Secrets that a command needs: asked for at the terminal, or read from standard input or a file.

They are never arguments and never in the environment: everyone on the computer can read the list of
processes, and shells keep what was typed.
"""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

from ptc_app.domain.errors import InputFileUnusable, RuleBroken
from ptc_app.file_access import read_start, refusals_as

STANDARD_INPUT = Path("-")
"""The name of a file that stands for standard input."""

_LONGEST_FILE = 64 * 1024
"""Bytes; a file that holds one secret is far shorter."""


def read_secret(prompt: str) -> str:
    """The secret as it was entered: typed at the terminal, else the next line of the input.

    `prompt` names it; a terminal does not show what is typed. Empty where nothing comes. RuleBroken
    (`input-unreadable`) where the input is no text.
    """
    try:
        secret = _entered(prompt)
        secret.encode()  # bytes that are no text may come as lone surrogates
    except EOFError:
        return ""
    except UnicodeError as error:
        raise RuleBroken("input-unreadable") from error
    return secret.rstrip("\r\n")


def _entered(prompt: str) -> str:
    if sys.stdin is None:  # Python has none where it was closed
        return ""
    return getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline()


def read_text_file(path: Path) -> str:
    """The text of a small file such as one with a secret (UTF-8, with or without a BOM).

    InputFileUnusable where it cannot be read; `not-text` where it is no text or has more than
    64 KiB.
    """
    with refusals_as(InputFileUnusable):
        content = read_start(path, _LONGEST_FILE + 1)
    if len(content) > _LONGEST_FILE:
        raise InputFileUnusable("not-text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputFileUnusable("not-text") from error
