"""Pictures of every page in its main states: `python -m tests.support.screens screens/`."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from tests.support.demo import Demo

VARIANTS = {
    "en": (),
    "es": ("--language", "es"),
    "en-wide": ("--size", "1920x1080"),
    "en-portrait": ("--size", "1080x1920"),
    "en-high-contrast": ("--theme", "high-contrast"),
    "es-high-contrast": ("--language", "es", "--theme", "high-contrast"),
    "en-dark": ("--theme", "dark"),
    "en-200": ("--text-scale", "2.0"),
    "es-200": ("--language", "es", "--text-scale", "2.0"),
}
"""How the same visit is looked at."""


def main() -> int:
    """One visit for each variant; the pages as they came."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "screens")
    chosen = sys.argv[2:] or list(VARIANTS)
    failed = [name for name in chosen if not _drawn(target / name, VARIANTS[name])]
    for name in failed:
        print(f"{name}: the visit did not come to its end", file=sys.stderr)
    return 1 if failed else 0


def _drawn(target: Path, arguments: tuple[str, ...]) -> bool:
    with tempfile.TemporaryDirectory(prefix="ptc-screens-") as folder:
        demo = Demo(Path(folder), ("--central-after", "finish", *arguments))
        ended = demo.run() == 0
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        for picture in sorted(demo.out.glob("*.png")):
            shutil.copy(picture, target / picture.name)
        print(f"{target}: {len(list(target.glob('*.png')))} pages")
        return ended


if __name__ == "__main__":
    sys.exit(main())
