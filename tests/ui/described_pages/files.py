"""The files that hold the descriptions, and how one that differs is reported."""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path

FOLDER = Path(__file__).parent
REWRITE = "REWRITE_DESCRIPTIONS"
"""The environment variable with which the tests write their files instead of reading them."""


_RECOVERY_KEY = re.compile(r"[0-9A-Z]{5}(?:(?:  |-)[0-9A-Z]{5}){6}")
"""The one text that is another each time."""


def check(name: str, text: str) -> None:
    """Fails, with the lines that differ, unless the file of this name holds this text."""
    path, text = FOLDER / f"{name}.txt", _RECOVERY_KEY.sub("(a recovery key)", text)
    if os.environ.get(REWRITE):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return
    known = path.read_text(encoding="utf-8") if path.exists() else ""
    differing = list(difflib.unified_diff(known.splitlines(), text.splitlines(), lineterm="", n=1))
    assert not differing, "\n".join(
        [f"{path.name} differs from what the program shows:", *differing[2:]]
    )
