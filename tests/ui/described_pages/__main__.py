"""Writes the descriptions anew: `python -m tests.ui.described_pages`, and then read the diff."""

from __future__ import annotations

import os
import shutil
import sys

import pytest

from tests.ui.described_pages.files import FOLDER, REWRITE

os.environ[REWRITE] = "1"
for kind in ("pages", "places", "journeys", "journeys of the window", "widgets", "theme", "texts"):
    shutil.rmtree(FOLDER / kind, ignore_errors=True)
sys.exit(pytest.main(["-q", "-k", "not left_of", str(FOLDER)]))
