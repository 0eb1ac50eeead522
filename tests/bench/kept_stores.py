"""Large stores that benchmarks keep between runs, as long as what wrote them is the same.

They lie in the user's cache folder, in a folder each, whose name ends with a hash of the schema and
of the sources that fill them. They may be deleted at any time.
"""

from __future__ import annotations

import inspect
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path

from ptc_app.storage import participants, search_terms, typed_dates

_PROGRAM = Path(__file__).parents[2] / "ptc_app"
_ALWAYS = (
    Path(__file__),
    _PROGRAM / "storage" / "schema.sql",
    *(Path(inspect.getfile(module)) for module in (participants, search_terms, typed_dates)),
    *(_PROGRAM / "domain" / "participants").glob("*.py"),
)
"""What decides on the rows of every store."""


def kept_folder(name: str, sources: Iterable[Path], fill: Callable[[Path], None]) -> Path:
    """The folder of that name as `fill` wrote it, by now or in an earlier run.

    `fill` is given an empty folder and called only where the schema or one of the `sources` has
    changed since. Older folders of that name are deleted then.
    """
    files = sorted({*_ALWAYS, *sources})
    version = sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
    cache = _cache()
    kept = cache / f"{name}-{version}"
    if not kept.exists():
        for older in cache.glob(f"{name}-*"):
            shutil.rmtree(older)
        with tempfile.TemporaryDirectory(dir=cache) as temporary:
            made = Path(temporary) / "made"
            made.mkdir()
            fill(made)
            made.rename(kept)
    return kept


def _cache() -> Path:
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    cache = base / "ptc-app-bench"
    cache.mkdir(parents=True, exist_ok=True)
    return cache
